"""The engines: what finds attributions, by name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from attribution.config import Config
from attribution.errors import MissingResourceError
from attribution.protocols import Encoder, RelationFinder
from attribution.relations import CueLexicon, Grammar, LexiconFinder, TaggedFinder
from attribution.resources import load_data, load_rows, model_folder

__all__ = ["Engine", "load_engine", "processors"]


class Engine(NamedTuple):
    """The two replaceable parts, and what the encoder runs."""

    encoder: Encoder
    finder: RelationFinder
    model: str | None
    """Name, version and digest; ``None`` for an engine without a model."""


def load_engine(config: Config) -> Engine:
    """
    The engine that a config names.

    Raises:
        ResourceError: a file is missing or damaged.
        ModelContractError: a model for another version of the library.
    """
    cues = CueLexicon(load_data("cues.json"))
    grammar = Grammar.from_rows(load_rows("function_words"), cues.past_forms)
    if config.engine == "lexicon":
        from attribution.encoder.silent import SilentEncoder

        return Engine(SilentEncoder(), LexiconFinder(cues, grammar), None)
    from attribution.encoder.transformer import MODEL_FILE, TransformerEncoder

    encoder = TransformerEncoder(_folder(config.model), threads=config.threads or processors())
    made = encoder.manifest
    model = f"{made.name} {made.version} ({made.files[MODEL_FILE][:12]})"
    return Engine(encoder, TaggedFinder(cues, grammar), model)


def _folder(model: str) -> Path:
    """The packaged model of that name; what lies where a program is run does not hide it."""
    try:
        return model_folder(model)
    except MissingResourceError:
        path = Path(model)
        if path.is_dir():
            return path
        raise


def processors() -> int:
    """How many this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
