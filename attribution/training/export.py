"""A trained model to a folder that the library runs, if what runs there says the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from attrs import asdict, frozen
from numpy.typing import NDArray

from attribution.encoder.decoding import Crf
from attribution.encoder.inputs import FEATURES
from attribution.encoder.labelling import pool
from attribution.encoder.manifest import (
    FORMAT,
    CrfParameters,
    Head,
    Manifest,
    Training,
    digest_files,
    write_manifest,
)
from attribution.encoder.pieces import WordPieces
from attribution.encoder.session import Session
from attribution.encoder.transformer import MODEL_FILE, TOKENIZER_FILE
from attribution.encoder.windows import Window, find_windows, make_window
from attribution.errors import ModelContractError
from attribution.evaluation.attributions import SpanScores
from attribution.tags import HEAD, SENTENCE_HEADS, WORD_HEADS, scores_of
from attribution.training.config import TrainingConfig
from attribution.training.corpora import digest_corpus
from attribution.training.graph import build_graph
from attribution.training.measure import crf_of
from attribution.training.run import Model
from attribution.training.train import Trained, figures
from attribution.training.vocabulary import Pruning, prune

__all__ = ["MOST_CHANGED", "Agreement", "compare", "export"]

MOST_CHANGED = 0.02
"""Share of words that may get another tag from bytes than from float32: such words are a
toss-up between two tags, and so few of them move the F1 of no role by 0.3 points: with one in a
hundred the largest change seen was 0.2."""
PIECES = "embeddings.pieces.weight"
FARTHEST = 1e-3
"""How far scores in float32 may be from the network's."""


@frozen(kw_only=True)
class Agreement:
    """How alike two runs of the same model are, over all words of some windows."""

    farthest: float
    """The largest difference between two scores."""
    changed: float
    """Share of words whose tag is another."""


def export(trained: Trained, config: TrainingConfig, folder: Path) -> Manifest:
    """
    Write a model as the library runs it: a graph in bytes, word pieces, a manifest.

    Args:
        trained: The model, its scores, and the articles to compare on.
        config: How it was trained.
        folder: Made if need be; what is in it is replaced.

    Raises:
        ModelContractError: the graph does not say what the network says: it is
            more than `FARTHEST` away in float32, or more than `MOST_CHANGED` of
            the words get another tag in bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    marks = _marks(config)
    windows = [
        make_window(held.example.blocks, parts, marks)
        for held in trained.dev
        for parts in find_windows(held.example.blocks, config.windowing)
    ]
    model = trained.model.float().cpu().eval()
    pruning = prune(config.start.tokenizer)
    _write_graph(model, folder / MODEL_FILE, windows, config, pruning)
    (folder / TOKENIZER_FILE).write_text(pruning.tokenizer, encoding="utf-8")
    manifest = Manifest(
        format=FORMAT,
        name=config.name,
        version=config.version,
        files=digest_files(folder, (MODEL_FILE, TOKENIZER_FILE)),
        heads={
            name: Head(
                tags=(WORD_HEADS if name in WORD_HEADS else SENTENCE_HEADS)[name],
                level="word" if name in WORD_HEADS else "sentence",
                crf=_crf(model, config.thresholds) if name == HEAD else None,
            )
            for name in config.heads
        },
        features=dict(FEATURES),
        windowing=config.windowing,
        scores={
            "dev": _rounded(trained.scores),
            "runs": {str(seed): _rounded(scores) for seed, scores in trained.runs.items()},
            **{name: {"f1": round(100 * c.f1, 2)} for name, c in trained.labels.items()},
        },
        training=_training(config, trained.seed),
    )
    write_manifest(folder, manifest)
    return manifest


def _write_graph(
    model: Model,
    path: Path,
    windows: Sequence[Window],
    config: TrainingConfig,
    pruning: Pruning,
) -> None:
    """First in float32, then in bytes, which is what stays; each is compared with the network."""
    weights = {name: value.numpy() for name, value in model.network.state_dict().items()}
    shape = model.network.shape
    heads = config.heads
    crf = crf_of(model, config.thresholds)
    weights[PIECES] = weights[PIECES][pruning.kept]
    expected = [_torch_scores(model, _renumbered(window, pruning.in_old)) for window in windows]
    renumbered = [_renumbered(window, pruning.in_new) for window in windows]
    for quantized in (False, True):
        graph = build_graph(
            weights,
            layers=shape.layers,
            heads=shape.attention_heads,
            quantized=quantized,
            outputs=(HEAD,),
            side_outputs=[name for name in heads[1:] if name in WORD_HEADS],
            voice_outputs=[name for name in heads if name in SENTENCE_HEADS],
        )
        onnx.save(graph, path)
        found = _graph_scores(path, renumbered, heads)
        for head in heads:
            agreement = compare(
                windows,
                [scores[head] for scores in expected],
                [scores[head] for scores in found],
                crf if head == HEAD else None,
                pooled=head in SENTENCE_HEADS,
            )
            _check(head, agreement, quantized=quantized)


def _renumbered(
    window: Window, renumber: Callable[[NDArray[np.int32]], NDArray[np.int32]]
) -> Window:
    return Window({**window.inputs, "pieces": renumber(window.inputs["pieces"])}, window.stretches)


def _check(head: str, agreement: Agreement, *, quantized: bool) -> None:
    if not quantized and agreement.farthest > FARTHEST:
        raise ModelContractError(
            f"scores of {head} within {FARTHEST} of the network's",
            f"{agreement.farthest:.2g} away",
        )
    if agreement.changed > MOST_CHANGED:
        raise ModelContractError(
            f"at most {MOST_CHANGED:.1%} of the labels of {head} changed by the export",
            f"{agreement.changed:.2%}",
        )


def compare(
    windows: Sequence[Window],
    expected: Iterable[NDArray[np.float32]],
    found: Iterable[NDArray[np.float32]],
    crf: Crf | None,
    *,
    pooled: bool = False,
) -> Agreement:
    """
    How alike scores are: [pieces, labels] of one window after the other.

    Without a random field each word has the label that scores highest, or, where they are
    *pooled*, each stretch of words as a whole.
    """
    farthest, changed, total = 0.0, 0, 0
    for window, one, other in zip(windows, expected, found, strict=True):
        farthest = max(farthest, float(np.abs(one - other).max()))
        places = np.concatenate([each.places for each in window.stretches])
        lengths = [len(each.places) for each in window.stretches]
        labels = [_labels(scores[places], lengths, crf, pooled=pooled) for scores in (one, other)]
        changed += int((labels[0] != labels[1]).sum())
        total += len(labels[0])
    return Agreement(farthest=farthest, changed=changed / max(total, 1))


def _labels(
    scores: NDArray[np.float32], lengths: Sequence[int], crf: Crf | None, *, pooled: bool
) -> NDArray[np.integer[Any]]:
    if crf is not None:
        return crf.decode(scores, lengths).labels
    if pooled:
        ends = accumulate(lengths, initial=0)
        scores = pool(scores, [range(*each) for each in pairwise(ends)])
    found: NDArray[np.integer[Any]] = scores.argmax(axis=1)
    return found


def _torch_scores(model: Model, window: Window) -> dict[str, NDArray[np.float32]]:
    inputs = {name: torch.from_numpy(values)[None].long() for name, values in window.inputs.items()}
    pieces = inputs.pop("pieces")
    with torch.inference_mode():
        mask = torch.ones_like(pieces, dtype=torch.bool)
        read = model.network.read(model.network.hidden(pieces, inputs, mask), mask)
        return {name: np.asarray(scores[0].numpy(), np.float32) for name, scores in read.items()}


def _graph_scores(
    path: Path, windows: Sequence[Window], heads: Iterable[str]
) -> list[Mapping[str, NDArray[np.float32]]]:
    outputs = {name: scores_of(name) for name in heads}
    session = Session(path, inputs=("pieces", *FEATURES), outputs=outputs, threads=1)
    return [*session.run([window.inputs for window in windows])]


def _rounded(scores: SpanScores) -> dict[str, float]:
    return {name: round(figure, 2) for name, figure in figures(scores).items()}


def _marks(config: TrainingConfig) -> tuple[int, int]:
    table = WordPieces(config.start.tokenizer, longest=config.windowing.pieces_per_word)
    return table.begin, table.end


def _training(config: TrainingConfig, seed: int) -> Training:
    """How the model came to be, without the places of files on this machine."""
    start = config.start
    began = start.run or start.weights
    plain: dict[str, Any] = {
        "head_seed": config.head_seed,
        "head_weights": dict(config.head_weights),
        "learning": asdict(config.learning),
        "layers": start.layers,
    }
    corpora = [*enumerate(config.data.train, start=1)]
    voices = [*enumerate(config.data.voices, start=1)]
    return Training(
        config=plain,
        data={
            "dev": digest_corpus(config.data.dev),
            **{f"train-{number}": digest_corpus(path) for number, path in corpora},
            **({"nouns": digest_corpus(config.data.nouns)} if config.data.nouns else {}),
            **{f"voices-{n}": digest_corpus(each.labels) for n, each in voices},
        },
        encoder=hashlib.sha256(began.read_bytes() if began else b"").hexdigest(),
        seeds=(seed,),
        licences=dict(config.licences),
    )


def _crf(model: Model, thresholds: Mapping[str, float]) -> CrfParameters:
    """Without the bars on impossible moves: the tags say which those are."""
    crf = model.crf
    return CrfParameters(
        transitions=tuple(tuple(row) for row in crf.transitions.tolist()),
        starts=tuple(crf.starts.tolist()),
        ends=tuple(crf.ends.tolist()),
        thresholds=dict(thresholds),
    )
