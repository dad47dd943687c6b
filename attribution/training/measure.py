"""How well a network tags what it has not seen, by the measure of `attribution evaluate`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

import numpy as np
import torch
from attrs import frozen
from numpy.typing import NDArray

from attribution.analysis import Passage
from attribution.encoder.decoding import Crf
from attribution.encoder.labelling import pool
from attribution.encoder.windows import Windowing, find_windows
from attribution.evaluation.attributions import SpanScores, score_spans
from attribution.evaluation.brat import BratArticle
from attribution.evaluation.counts import Counts, counts_by_label, macro_f1
from attribution.spans import Span
from attribution.tags import (
    HEAD,
    NAMES,
    NAMES_HEAD,
    ROLES,
    VOICE_HEAD,
    VOICES,
    WORD_HEADS,
    TaggedSpan,
    scores_of,
)
from attribution.training.batches import Batch, TaggedWindow, by_length, tag_window
from attribution.training.examples import Example
from attribution.training.run import Model

__all__ = [
    "HeldOut",
    "crf_of",
    "emissions",
    "hear_voices",
    "measure",
    "measure_labels",
    "measure_opinion",
    "measure_voices",
]

PIECES_AT_ONCE = 6400
OPINION = VOICES.index("author_opinion")


@frozen(eq=False)
class HeldOut:
    """An article to measure on."""

    article: BratArticle
    passage: Passage
    example: Example


def measure(
    model: Model,
    articles: Sequence[HeldOut],
    *,
    windowing: Windowing,
    marks: tuple[int, int],
    thresholds: Mapping[str, float] | None = None,
) -> SpanScores:
    """The scores of the tags alone, the first annotator of each article being right."""
    crf = crf_of(model, thresholds)
    examples = [held.example for held in articles]
    scores = SpanScores()
    for held, found in zip(
        articles, emissions(model, examples, windowing=windowing, marks=marks), strict=True
    ):
        gold: dict[str, list[Span]] = {kind: [] for kind in ROLES.kinds}
        for attribution in held.article.readings[0].attributions:
            for kind, spans in gold.items():
                spans += getattr(attribution, kind)
        predicted = _tagged(crf, held, found)
        scores += score_spans(held.article.id, held.article.text, gold, predicted)
    return scores


def crf_of(model: Model, thresholds: Mapping[str, float] | None = None) -> Crf:
    """The random field as it is at run time."""
    with torch.no_grad():
        transitions, starts, ends = (move.cpu().double().numpy() for move in model.crf.moves())
    return Crf(transitions=transitions, starts=starts, ends=ends, thresholds=thresholds or {})


def measure_labels(
    model: Model, examples: Sequence[Example], *, windowing: Windowing, marks: tuple[int, int]
) -> dict[str, Counts]:
    """By further head: names that are right to the word and in kind; nouns, those of none aside."""
    counts: dict[str, Counts] = {}
    for head in sorted({head for example in examples for head in example.labels}):
        told = [example for example in examples if head in example.labels]
        scores = emissions(model, told, windowing=windowing, marks=marks, head=head)
        for example, found in zip(told, scores, strict=True):
            gold = np.concatenate([*example.labels[head], np.zeros(0, np.int8)])
            wanted, given = (
                _said(head, labels.tolist(), _first_words(example))
                for labels in (gold, found.argmax(axis=1))
            )
            counts[head] = counts.get(head, Counts()) + Counts(
                found=len(wanted & given), predicted=len(given), gold=len(wanted)
            )
    return counts


def measure_voices(
    model: Model, examples: Sequence[Example], *, windowing: Windowing, marks: tuple[int, int]
) -> Counts:
    """Sentences whose most probable voice is theirs, or could be defended."""
    right = total = 0
    heard = hear_voices(model, examples, windowing=windowing, marks=marks)
    for example, shares in zip(examples, heard, strict=True):
        known = [each for block in example.voices for each in block]
        best = shares.argmax(axis=1).tolist()
        right += sum(each.shares[voice] > 0 for each, voice in zip(known, best, strict=True))
        total += len(known)
    return Counts(found=right, predicted=total, gold=total)


def measure_opinion(
    model: Model, examples: Sequence[Example], *, windowing: Windowing, marks: tuple[int, int]
) -> float:
    """The mean F1 of opinion and of all else, a sentence being in its most probable voice."""
    heard = hear_voices(model, examples, windowing=windowing, marks=marks)
    confusion: Counter[tuple[str, str]] = Counter()
    for example, shares in zip(examples, heard, strict=True):
        known = (each for block in example.voices for each in block)
        for each, voice in zip(known, shares.argmax(axis=1).tolist(), strict=True):
            confusion[str(each.shares[OPINION] > 0), str(voice == OPINION)] += 1
    return macro_f1(counts_by_label(confusion, ("True", "False")).values())


def hear_voices(
    model: Model, examples: Sequence[Example], *, windowing: Windowing, marks: tuple[int, int]
) -> list[NDArray[np.float32]]:
    """Per example: how probable each voice is for each sentence whose voice is known."""
    found = emissions(model, examples, windowing=windowing, marks=marks, head=VOICE_HEAD)
    return [
        pool(
            scores,
            [
                range(base + each.first, base + each.end)
                for base, block in zip(_first_words(example), example.voices, strict=False)
                for each in block
            ],
        )
        for example, scores in zip(examples, found, strict=True)
    ]


def _said(head: str, labels: Sequence[int], firsts: Sequence[int]) -> set[TaggedSpan]:
    """What labels say: names, none of which goes from one block into the next; or single words."""
    if head != NAMES_HEAD:
        names = WORD_HEADS[head]
        return {TaggedSpan(names[n], at, at + 1) for at, n in enumerate(labels) if n}
    return {
        span._replace(first=first + span.first, end=first + span.end)
        for first, end in pairwise(firsts)
        for span in NAMES.read_loosely(labels[first:end])
    }


def emissions(
    model: Model,
    examples: Sequence[Example],
    *,
    windowing: Windowing,
    marks: tuple[int, int],
    head: str = HEAD,
) -> list[NDArray[np.float32]]:
    """Per article: what a head says of the words of its blocks, one behind the other."""
    found = []
    windows = []
    for example in examples:
        firsts = _first_words(example)
        scores = np.zeros((firsts[-1], scores_of(head)), np.float32)
        found.append(scores)
        for parts in find_windows(example.blocks, windowing):
            tags = example.readings[0] if example.readings else None
            window = tag_window(example.blocks, tags, parts, marks)
            windows.append((window, scores, firsts))
    windows.sort(key=lambda each: len(each[0]), reverse=True)
    said = _piece_scores(model, [window for window, _, _ in windows], head)
    for (tagged, scores, firsts), own in zip(windows, said, strict=True):
        for stretch in tagged.window.stretches:
            first, end = stretch.own_first, stretch.own_end
            base = firsts[stretch.block]
            places = stretch.places[first - stretch.first : end - stretch.first]
            scores[base + first : base + end] = own[places]
    return found


def _piece_scores(
    model: Model, windows: Sequence[TaggedWindow], head: str
) -> Iterator[NDArray[np.float32]]:
    """Of each window, of about equal length to its neighbours."""
    device = next(model.parameters()).device
    for group in by_length(windows, PIECES_AT_ONCE):
        with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16):
            yield from model.piece_scores(Batch.of(group).to(device))[head].cpu().numpy()


def _tagged(crf: Crf, held: HeldOut, scores: NDArray[np.float32]) -> dict[str, list[Span]]:
    """The spans that the best tags make, by kind."""
    blocks = held.example.blocks
    labels = crf.decode(scores, [len(block.words) for block in blocks]).labels.tolist()
    found: dict[str, list[Span]] = {kind: [] for kind in ROLES.kinds}
    for block, (first, end) in zip(blocks, pairwise(_first_words(held.example)), strict=True):
        for span in ROLES.read(labels[first:end]):
            begin, last = block.words[span.first], block.words[span.end - 1]
            found[span.kind].append(held.passage.words.span(int(begin), int(last) + 1))
    return found


def _first_words(example: Example) -> list[int]:
    """The number of the first word of each block among all of them, and how many there are."""
    return list(accumulate((len(block.words) for block in example.blocks), initial=0))
