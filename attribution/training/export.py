"""A trained model to a folder that the library runs, if what runs there says the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from attrs import frozen
from numpy.typing import NDArray

from attribution.encoder.decoding import Crf
from attribution.encoder.inputs import FEATURES
from attribution.encoder.manifest import (
    FORMAT,
    CrfParameters,
    Head,
    Manifest,
    Training,
    digest_files,
    write_manifest,
)
from attribution.encoder.session import Session
from attribution.encoder.transformer import MODEL_FILE, TOKENIZER_FILE
from attribution.encoder.windows import Window
from attribution.errors import ModelContractError
from attribution.tags import ROLES
from attribution.training.config import TrainingConfig
from attribution.training.graph import build_graph
from attribution.training.measure import crf_of
from attribution.training.run import HEAD, Model

__all__ = ["MOST_CHANGED", "Agreement", "compare", "export"]

MOST_CHANGED = 0.01
"""Share of words that may get another tag from bytes than from float32: such words are a
toss-up between two tags, and so few of them move the F1 of no role by 0.3 points."""
FARTHEST = 1e-3
"""How far scores in float32 may be from the network's."""


@frozen(kw_only=True)
class Agreement:
    """How alike two runs of the same model are, over all words of some windows."""

    farthest: float
    """The largest difference between two scores."""
    changed: float
    """Share of words whose tag is another."""


def export(
    model: Model,
    folder: Path,
    *,
    windows: Sequence[Window],
    tokenizer: Path,
    name: str,
    version: str,
    config: TrainingConfig,
    training: Training,
    confidence: Mapping[str, float],
    scores: Mapping[str, Any],
) -> Manifest:
    """
    Write a model as the library runs it: a graph in bytes, word pieces, a manifest.

    Args:
        model: Trained.
        folder: Made if need be; what is in it is replaced.
        windows: Of held-out articles, to compare on.
        tokenizer: The ``tokenizer.json`` that the model was trained with.
        name: Of the model.
        version: Of the model.
        config: How it was trained.
        training: On what.
        confidence: Numbers that turn probabilities into confidences.
        scores: What it reached.

    Raises:
        ModelContractError: the graph does not say what the network says: it is
            more than `FARTHEST` away in float32, or more than `MOST_CHANGED` of
            the words get another tag in bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    weights = {
        key: value.numpy() for key, value in model.network.float().cpu().state_dict().items()
    }
    shape = model.network.shape
    crf = crf_of(model)
    expected = [_torch_scores(model, window) for window in windows]
    for quantized in (False, True):
        graph = build_graph(
            weights, layers=shape.layers, heads=shape.attention_heads, quantized=quantized
        )
        onnx.save(graph, folder / MODEL_FILE)
        found = _graph_scores(folder / MODEL_FILE, windows)
        agreement = compare(windows, expected, found, crf)
        if not quantized and agreement.farthest > FARTHEST:
            raise ModelContractError(
                f"scores within {FARTHEST} of the network's", f"{agreement.farthest:.2g} away"
            )
        if agreement.changed > MOST_CHANGED:
            raise ModelContractError(
                f"at most {MOST_CHANGED:.1%} of the tags changed by the export",
                f"{agreement.changed:.2%}",
            )
    shutil.copyfile(tokenizer, folder / TOKENIZER_FILE)
    manifest = Manifest(
        format=FORMAT,
        name=name,
        version=version,
        files=digest_files(folder, (MODEL_FILE, TOKENIZER_FILE)),
        heads={HEAD: Head(tags=ROLES.names, level="word", crf=_crf(model))},
        features=dict(FEATURES),
        windowing=config.windowing,
        confidence=dict(confidence),
        scores=dict(scores),
        training=training,
    )
    write_manifest(folder, manifest)
    return manifest


def compare(
    windows: Sequence[Window],
    expected: Iterable[NDArray[np.float32]],
    found: Iterable[NDArray[np.float32]],
    crf: Crf,
) -> Agreement:
    """How alike scores are: [pieces, tags] of one window after the other."""
    farthest, changed, total = 0.0, 0, 0
    for window, one, other in zip(windows, expected, found, strict=True):
        farthest = max(farthest, float(np.abs(one - other).max()))
        places = np.concatenate([each.places for each in window.stretches])
        lengths = [len(each.places) for each in window.stretches]
        labels = [crf.decode(scores[places], lengths).labels for scores in (one, other)]
        changed += int((labels[0] != labels[1]).sum())
        total += len(places)
    return Agreement(farthest=farthest, changed=changed / max(total, 1))


def _torch_scores(model: Model, window: Window) -> NDArray[np.float32]:
    inputs = {name: torch.from_numpy(values)[None].long() for name, values in window.inputs.items()}
    pieces = inputs.pop("pieces")
    with torch.inference_mode():
        hidden = model.network(pieces, inputs, torch.ones_like(pieces, dtype=torch.bool))
        return np.asarray(model.network.heads[HEAD](hidden)[0].numpy(), np.float32)


def _graph_scores(path: Path, windows: Sequence[Window]) -> Iterable[NDArray[np.float32]]:
    session = Session(path, inputs=("pieces", *FEATURES), outputs={HEAD: len(ROLES)}, threads=1)
    return (outputs[HEAD] for outputs in session.run([window.inputs for window in windows]))


def _crf(model: Model) -> CrfParameters:
    """Without the bars on impossible moves: the tags say which those are."""
    crf = model.crf
    return CrfParameters(
        transitions=tuple(tuple(row) for row in crf.transitions.tolist()),
        starts=tuple(crf.starts.tolist()),
        ends=tuple(crf.ends.tolist()),
        outside_bias=0.0,
    )
