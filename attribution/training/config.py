"""What one training run is told, all of it in one TOML file."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from os import PathLike
from pathlib import Path

from attrs import evolve, field, frozen

from attribution.codec import Misfit, structure
from attribution.encoder.windows import Windowing
from attribution.errors import ConfigError
from attribution.tags import HEAD, NAMES_HEAD, NOUNS_HEAD, SENTENCE_HEADS, VOICE_HEAD, WORD_HEADS

__all__ = ["Data", "Learning", "Start", "TrainingConfig", "Voices", "read_config"]

FURTHER_HEADS = frozenset((*WORD_HEADS, *SENTENCE_HEADS)) - {HEAD}
SIDE_HEADS = frozenset((NAMES_HEAD, NOUNS_HEAD))


@frozen(kw_only=True)
class Voices:
    """Sentences of which it is known whose voice they are in; see `attribution.training.voices`."""

    labels: Path
    """Who says so, by document."""
    texts: Path | None = None
    """Where the documents are; without it they are in *labels* themselves."""
    weight: float = 1.0
    """How much a sentence of them counts."""


@frozen(kw_only=True)
class Data:
    """What to learn from, and what to measure on; see `attribution.training.corpora`."""

    train: tuple[Path, ...]
    dev: Path
    named: bool = False
    """Whether the folders in *train*, and *dev*, also say who is named; see
    `attribution.evaluation.chains.read_corenlp`."""
    nouns: Path | None = None
    """A folder of CoNLL-U that says what nouns stand for, as GUM does."""
    nouns_dev: tuple[str, ...] = ()
    """The documents of it, by the ends of their names, that are measured on and not learnt from."""

    voices: tuple[Voices, ...] = ()
    voices_dev: tuple[Voices, ...] = ()
    """Likewise, measured on and not learnt from."""

    @property
    def heads(self) -> tuple[str, ...]:
        """What can be learnt from it."""
        named = (NAMES_HEAD,) if self.named else ()
        nouns = (NOUNS_HEAD,) if self.nouns is not None else ()
        voices = (VOICE_HEAD,) if self.voices else ()
        return (HEAD, *named, *nouns, *voices)


@frozen(kw_only=True)
class Start:
    """The encoder that training starts from."""

    tokenizer: Path
    """A ``tokenizer.json``."""
    weights: Path | None = None
    """A BERT in safetensors; without it, chance."""
    sha256: str | None = None
    """Of the weights: a run on others than intended is refused."""
    run: Path | None = None
    """The checkpoint of a finished run, to go on from its weights instead: what it has learnt
    is kept, heads that it does not have begin from chance."""
    keeps: tuple[str, ...] = ()
    """Further heads of that run: they stay as they are."""
    vocabulary: int = 30522
    """Pieces that the tokenizer knows."""
    positions: int = 512
    """Pieces that a window can have."""
    layers: int = 6
    width: int = 384
    inner_width: int = 1536
    attention_heads: int = 12


@frozen(kw_only=True)
class Learning:
    """How the weights are learnt."""

    epochs: int = 6
    batch: int = 3200
    """Pieces in a step at most, padding included."""
    masked: float = 0.1
    """Share of words that are hidden, others each time."""
    rate: float = 2e-4
    """Of learning, at its highest."""
    head_rate: float = 1e-3
    """The same for heads, features and transitions, which start from nothing."""
    warm_up: int = 100
    """Steps until the rate is highest; it falls in a straight line after that."""
    weight_decay: float = 0.01
    dropout: float = 0.1
    averaging: float = 0.998
    """Of the running average of the weights, which is what is kept; 0 for none."""
    freeze_encoder: bool = False
    """Learn nothing but the further heads that there are data for; whatever a run that it goes
    on from says of who says what stays as it is."""
    alone: float = 0.5
    """Share of the paragraphs with known voices that are read sentence by sentence: many a
    sentence comes without its article."""
    freeze_pieces: bool = True
    """Leave the vectors of word pieces as they are: names that no training article has stay
    comparable with those that some have."""


@frozen(kw_only=True)
class TrainingConfig:
    """
    One training, of one run or several.

    Raises:
        ConfigError: a value with which nothing can be learnt.
    """

    out: Path
    """Folder for checkpoints, logs and the model."""
    data: Data
    start: Start
    name: str = "untitled"
    """Of the model; documents that it annotates carry it."""
    version: str = "0"
    licences: Mapping[str, str] = field(factory=dict)
    """Of what the model is made from, by name; they go into its manifest."""
    seeds: tuple[int, ...] = (1,)
    """A run for each: of the order of articles, of windows, of dropout."""
    head_seed: int = 1
    """Of the weights of heads, which all runs share."""
    learning: Learning = field(factory=Learning)
    head_weights: Mapping[str, float] = field(factory=dict)
    """How much the loss of each further head counts beside that of who says what; by default 1."""
    windowing: Windowing = field(factory=Windowing)
    thresholds: Mapping[str, float] = field(factory=dict)
    """How probable a span of each role must be to be kept; by default 0.4."""
    threads: int = 0
    """Of the processor; 0 for as many as there are."""

    @property
    def heads(self) -> tuple[str, ...]:
        """Of the model: what is learnt, and what is kept."""
        return tuple(dict.fromkeys((HEAD, *self.start.keeps, *self.data.heads)))

    def __attrs_post_init__(self) -> None:
        positions = self.start.positions
        kept = frozenset(self.start.keeps)
        for key, value, fits, expected in (
            ("data.train", self.data.train, self.data.train, "at least one"),
            ("seeds", self.seeds, self.seeds, "at least one"),
            ("learning.epochs", self.learning.epochs, self.learning.epochs > 0, "at least 1"),
            (
                "windowing.pieces",
                self.windowing.pieces,
                self.windowing.pieces <= positions,
                f"at most {positions}",
            ),
            (
                "head_weights",
                dict(self.head_weights),
                set(self.head_weights) <= set(self.data.heads) - {HEAD},
                "heads that are learnt beside who says what",
            ),
            (
                "start.keeps",
                self.start.keeps,
                set(self.start.keeps) <= FURTHER_HEADS - set(self.data.heads),
                "further heads that are not learnt",
            ),
            (
                "start.keeps",
                self.start.keeps,
                not self.start.keeps or (self.start.run and self.learning.freeze_encoder),
                "none without a run that has them and an encoder that stays as it is",
            ),
            (
                "start.keeps",
                self.start.keeps,
                not (kept & SIDE_HEADS and set(self.data.heads) & SIDE_HEADS),
                "all the heads for names and nouns, or none: they share weights",
            ),
            (
                "data.voices_dev",
                tuple(str(each.labels) for each in self.data.voices_dev),
                not self.data.voices_dev or VOICE_HEAD in self.heads,
                "none without voices to learn from",
            ),
        ):
            if not fits:
                raise ConfigError(key, value, expected)


def read_config(path: str | PathLike[str]) -> TrainingConfig:
    """
    The config in a TOML file; its paths are relative to the file's folder.

    Raises:
        ConfigError: a key that we do not know, or a value of a wrong kind.
        OSError: the file cannot be read.
    """
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    try:
        raw = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except ValueError as error:
        raise ConfigError(str(path), str(error), "TOML") from error

    def refuse(misfit: Misfit) -> ConfigError:
        # At the top there is no key but the file itself.
        key = misfit.where.removeprefix("$").removeprefix(".") or str(path)
        return ConfigError(key, misfit.found, misfit.expected)

    return _located(structure(raw, TrainingConfig, refuse), Path(path).absolute().parent)


def _located(config: TrainingConfig, folder: Path) -> TrainingConfig:
    """The same with its paths made absolute."""
    data, start = config.data, config.start
    return evolve(
        config,
        out=folder / config.out,
        data=evolve(
            data,
            train=tuple(folder / each for each in data.train),
            dev=folder / data.dev,
            nouns=None if data.nouns is None else folder / data.nouns,
            voices=tuple(_placed(each, folder) for each in data.voices),
            voices_dev=tuple(_placed(each, folder) for each in data.voices_dev),
        ),
        start=evolve(
            start,
            tokenizer=folder / start.tokenizer,
            weights=None if start.weights is None else folder / start.weights,
            run=None if start.run is None else folder / start.run,
        ),
    )


def _placed(voices: Voices, folder: Path) -> Voices:
    return evolve(
        voices,
        labels=folder / voices.labels,
        texts=None if voices.texts is None else folder / voices.texts,
    )
