"""
Scores of words to the spans that are most probably there: a linear-chain conditional random field.

Lafferty et al. 2001 for the model, Rabiner 1989 for the scaled forward-backward
algorithm. What comes out are not the tags of the best sequence as a whole: a span is
kept if it, from its first word to its last, is probable enough, for what counts is how
many spans are exactly right (Goodman 1996 for decoding by what is counted).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

import numpy as np
from attrs import field, frozen
from numpy.typing import ArrayLike, NDArray

from attribution.errors import ModelContractError
from attribution.tags import ROLES, ProbableSpan, TaggedSpan, Tags

__all__ = ["FAINT", "SEQUENCE_WORDS", "THRESHOLD", "Crf", "Decoded"]

SEQUENCE_WORDS: Final = 4096
"""Longer sequences are cut. Every word of the longest costs a step of a Python loop, and
nothing that people write as one paragraph is so long."""

THRESHOLD: Final = 0.4
"""The F1 to be expected is highest where spans are kept that are more probable than half of
the F1 that is reached (Lipton et al. 2014), which is between 0.35 and 0.41 for the three roles."""

FAINT: Final = 0.1
"""Spans that are less probable are not even mentioned."""

_WORDS_AT_ONCE: Final = 65536
"""About so many words are decoded together, which bounds the memory (some 600 bytes a word)."""

# What is this far below the best tag of its word, or is so likely or unlikely a move, is
# counted as just so far. exp(-60) does not show beside 1 in a float32, and with these limits
# no sum of products of a word and its neighbours can become 0 in a float64.
_LOWEST_SCORE: Final = -60.0
_MOVE_RANGE: Final = 30.0


class Decoded(NamedTuple):
    """What a random field makes of the scores of words."""

    labels: NDArray[np.int8]
    """For each word its tag, given the spans that are kept."""
    marginals: NDArray[np.float32]
    """Words × tags: the probability of each tag, over all sequences; rows sum to 1."""
    spans: tuple[ProbableSpan, ...]
    """All spans that are more probable than `FAINT`, kept or not, in reading order."""


def _scores(value: ArrayLike) -> NDArray[np.float64]:
    return np.asarray(value, dtype=np.float64)


@frozen(kw_only=True, eq=False)
class Crf:
    """
    A linear-chain conditional random field over sequences of tags.

    Impossible moves get no probability, whatever their scores say: every
    sequence that comes out can be read by `Tags.read`.

    Raises:
        ModelContractError: scores for another number of tags.
    """

    tags: Tags = ROLES
    transitions: NDArray[np.float64] = field(converter=_scores)
    """Tags × tags: the score of a move from one to another."""
    starts: NDArray[np.float64] = field(converter=_scores)
    ends: NDArray[np.float64] = field(converter=_scores)
    thresholds: Mapping[str, float] = field(factory=dict)
    """How probable a span of a kind must be, where it is not `THRESHOLD`: more is for more
    precision, less for more recall."""

    def __attrs_post_init__(self) -> None:
        numbers = range(len(self.tags))
        for name, legal in (
            ("transitions", [[self.tags.may_follow(i, j) for j in numbers] for i in numbers]),
            ("starts", [self.tags.may_begin(j) for j in numbers]),
            ("ends", [self.tags.may_end(i) for i in numbers]),
        ):
            scores, possible = getattr(self, name), np.array(legal)
            if scores.shape != possible.shape:
                raise ModelContractError(
                    f"{name} of shape {possible.shape}", f"shape {scores.shape}"
                )
            bounded = np.clip(scores, -_MOVE_RANGE, _MOVE_RANGE)
            object.__setattr__(self, name, np.where(possible, bounded, -np.inf))

    def decode(self, emissions: NDArray[np.float32], lengths: Sequence[int]) -> Decoded:
        """
        The spans of every sequence, as tags, and how probable each tag of each word is.

        Spans are kept from the most to the least probable, those that overlap with
        one before left out. What is found for a sequence does not depend, to the
        last bit, on what is decoded with it.

        Args:
            emissions: Words × tags, finite: all sequences, one behind the other.
            lengths: Words of each sequence; they sum to the words there are.

        Raises:
            ModelContractError: scores for another number of tags.
            ValueError: the lengths do not sum to the number of words.
        """
        words, tags = emissions.shape
        if tags != len(self.tags):
            raise ModelContractError(f"scores of {len(self.tags)} tags", f"scores of {tags}")
        if sum(lengths) != words:
            raise ValueError(f"sequences of {sum(lengths)} words in all, scores of {words}")
        marginals = np.zeros((words, tags))
        staying = np.zeros((words, tags))
        firsts, sizes = _cut(lengths)
        scores = self._with_borders(emissions, firsts, firsts + sizes - 1)
        for places in _groups(firsts, sizes):
            order = np.concatenate(places)
            found = self._weigh_group(scores[order], [len(place) for place in places])
            marginals[order], staying[order] = found
        spans = tuple(sorted(self._find_spans(marginals, staying)))
        kept = _apart(
            span for span in spans if span.probability > self.thresholds.get(span.kind, THRESHOLD)
        )
        labels = np.array(self.tags.write(kept, words), dtype=np.int8)
        return Decoded(labels, marginals.astype(np.float32), spans)

    def _with_borders(
        self, emissions: NDArray[np.float32], firsts: NDArray[np.intp], lasts: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """Scores relative to each word's best, and what beginning and ending add to them."""
        scores = emissions.astype(np.float64)
        scores -= scores.max(axis=1, keepdims=True)
        np.maximum(scores, _LOWEST_SCORE, out=scores)
        scores[firsts] += self.starts
        scores[lasts] += self.ends
        return scores

    def _weigh_group(
        self, scores: NDArray[np.float64], running: list[int]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """
        Weigh all sequences of tags, of word sequences that stand side by side.

        Args:
            scores: Of the first words of all sequences, then of the second words of
                those that have one, and so on; the longest sequence first.
            running: How many sequences have a first word, a second, ...

        Returns:
            For each word and tag, its probability; and how probable it is, if the
            word has it and is in a span, that the next word is inside of it, too,
            and does not end it.
        """
        steps = [slice(start, end) for start, end in pairwise(accumulate(running, initial=0))]
        # Tags × words from here on, so that what is added up lies in rows.
        weights = np.exp(np.ascontiguousarray(scores.T))
        forward = weights.copy()
        odds = np.exp(self.transitions)
        odds_back = np.ascontiguousarray(odds.T)

        # Forwards: the weight of all sequences up to each word and tag.
        forward[:, steps[0]] /= forward[:, steps[0]].max(axis=0)
        for before, here in pairwise(steps):
            behind = slice(before.start, before.start + here.stop - here.start)
            reached = forward[:, here] * _flow(odds, forward[:, behind])
            forward[:, here] = reached / reached.max(axis=0)

        # Backwards: the weight of all ways on, and the share of those that stay inside.
        staying = np.zeros_like(forward)
        ahead = np.zeros((len(odds), 0))
        for here in reversed(steps):
            going = slice(here.start, here.start + ahead.shape[1])
            follow = _flow(odds_back, ahead)
            for _, begin, inside, _ in self._numbers():
                for tag in (begin, inside):
                    staying[tag, going] = odds[tag, inside] * ahead[inside] / follow[tag]
            backward = np.ones((len(odds), here.stop - here.start))
            backward[:, : ahead.shape[1]] = follow / follow.max(axis=0)
            forward[:, here] *= backward
            ahead = weights[:, here] * backward
        # Python's sum adds row to row, whatever the number of columns.
        return (forward / sum(forward)).T, staying.T

    def _find_spans(
        self, marginals: NDArray[np.float64], staying: NDArray[np.float64]
    ) -> Iterator[ProbableSpan]:
        """The spans that are probable enough to be mentioned."""
        for kind, begin, inside, single in self._numbers():
            for at in np.flatnonzero(marginals[:, single] > FAINT).tolist():
                yield ProbableSpan(at, at + 1, kind, float(marginals[at, single]))
            stays = {tag: staying[:, tag].tolist() for tag in (begin, inside)}
            for first in np.flatnonzero(marginals[:, begin] > FAINT).tolist():
                probability, at, tag = float(marginals[first, begin]), first, begin
                while probability > FAINT:
                    ended = probability * (1 - stays[tag][at])
                    if ended > FAINT:
                        yield ProbableSpan(first, at + 2, kind, ended)
                    probability *= stays[tag][at]
                    at, tag = at + 1, inside

    def _numbers(self) -> Iterator[tuple[str, int, int, int]]:
        """Each kind, and the numbers of its tags for beginning, inside and single."""
        for kind in self.tags.kinds:
            begin, inside, single = (self.tags.names.index(f"{place}-{kind}") for place in "BIS")
            yield kind, begin, inside, single


def _apart(spans: Iterable[ProbableSpan]) -> Iterator[TaggedSpan]:
    """Spans that do not overlap: of two that do, the more probable; of equals, the first."""
    taken = set[int]()
    for span in sorted(spans, key=lambda each: (-each.probability, each.first)):
        if taken.isdisjoint(range(span.first, span.end)):
            taken.update(range(span.first, span.end))
            yield TaggedSpan(span.kind, span.first, span.end)


def _cut(lengths: Sequence[int]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The first word and the size of each sequence, of the long ones in parts; none is empty."""
    ends = accumulate(lengths)
    parts = [
        (first, min(SEQUENCE_WORDS, end - first))
        for length, end in zip(lengths, ends, strict=True)
        for first in range(end - length, end, SEQUENCE_WORDS)
    ]
    firsts, sizes = np.array(parts, dtype=np.intp).reshape(-1, 2).T
    return firsts, sizes


def _groups(firsts: NDArray[np.intp], sizes: NDArray[np.intp]) -> Iterator[list[NDArray[np.intp]]]:
    """
    The numbers of the words to decode together, step by step; each word once.

    Sequences of like length go together, so that few steps are taken for few.
    """
    order = np.argsort(-sizes, kind="stable")
    groups = np.cumsum(sizes[order]) // _WORDS_AT_ONCE
    for members in np.split(order, np.flatnonzero(np.diff(groups)) + 1):
        if not len(members):
            continue  # there are no sequences at all
        running = np.searchsorted(-sizes[members], -np.arange(sizes[members[0]]))
        yield [firsts[members[:count]] + step for step, count in enumerate(running)]


def _flow(odds: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """
    What *weights* (tags × sequences) come to one move on.

    A matrix product, but not by BLAS, whose sums depend on how many columns there are.
    """
    products = np.multiply(odds[:, :, None], weights[:, None, :], order="C")
    return np.asarray(products.sum(axis=0))
