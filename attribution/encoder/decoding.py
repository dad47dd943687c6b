"""
Scores of words to the best sequences of tags: a linear-chain conditional random field.

Lafferty et al. 2001 for the model, Viterbi 1967 for the best sequence, Rabiner
1989 for the scaled forward-backward algorithm behind the probabilities.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

import numpy as np
from attrs import field, frozen
from numpy.typing import ArrayLike, NDArray

from attribution.errors import ModelContractError
from attribution.tags import ROLES, Tags

__all__ = ["SEQUENCE_WORDS", "Crf", "Decoded"]

SEQUENCE_WORDS: Final = 4096
"""Longer sequences are cut. Every word of the longest costs a step of a Python loop, and
nothing that people write as one paragraph is so long."""

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
    """For each word its tag in the best sequence as a whole."""
    marginals: NDArray[np.float32]
    """Words × tags: the probability of each tag, over all sequences; rows sum to 1."""


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
    outside_bias: float = 0.0
    """Added to the score of the tag outside of every word: more than 0 for fewer spans."""

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
        The best tags of every sequence, and how probable each tag of each word is.

        What is found for a sequence does not depend, to the last bit, on what is
        decoded with it. Where two tags are equally good, the lower number is taken.

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
        labels = np.zeros(words, dtype=np.int8)
        marginals = np.zeros((words, tags), dtype=np.float32)
        firsts, sizes = _cut(lengths)
        scores = self._with_borders(emissions, firsts, firsts + sizes - 1)
        for places in _groups(firsts, sizes):
            order = np.concatenate(places)
            found = self._decode_group(scores[order], [len(place) for place in places])
            labels[order], marginals[order] = found
        return Decoded(labels, marginals)

    def _with_borders(
        self, emissions: NDArray[np.float32], firsts: NDArray[np.intp], lasts: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """Scores relative to each word's best, and what beginning and ending add to them."""
        scores = emissions.astype(np.float64)
        scores[:, 0] += self.outside_bias
        scores -= scores.max(axis=1, keepdims=True)
        np.maximum(scores, _LOWEST_SCORE, out=scores)
        scores[firsts] += self.starts
        scores[lasts] += self.ends
        return scores

    def _decode_group(
        self, scores: NDArray[np.float64], running: list[int]
    ) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
        """
        Decode sequences side by side.

        Args:
            scores: Of the first words of all sequences, then of the second words of
                those that have one, and so on; the longest sequence first.
            running: How many sequences have a first word, a second, ...
        """
        steps = [slice(start, end) for start, end in pairwise(accumulate(running, initial=0))]
        # Tags × words from here on, so that what is added up lies in rows.
        best = np.ascontiguousarray(scores.T)
        weights = np.exp(best)
        forward = weights.copy()
        odds = np.exp(self.transitions)
        odds_back = np.ascontiguousarray(odds.T)

        # Forwards: the score of the best sequence, and the weight of all, up to each word and tag.
        forward[:, steps[0]] /= forward[:, steps[0]].max(axis=0)
        for before, here in pairwise(steps):
            behind = slice(before.start, before.start + here.stop - here.start)
            best[:, here] += (best[:, None, behind] + self.transitions[:, :, None]).max(axis=0)
            reached = forward[:, here] * _flow(odds, forward[:, behind])
            forward[:, here] = reached / reached.max(axis=0)

        # Backwards: the tags that led there, and the weight of all ways on.
        labels = np.zeros(len(scores), dtype=np.int8)
        chosen = np.zeros(0, dtype=np.intp)
        ahead = np.zeros((len(odds), 0))
        for here in reversed(steps):
            going = len(chosen)
            candidates = best[:, here].copy()
            candidates[:, :going] += self.transitions[:, chosen]
            chosen = candidates.argmax(axis=0)
            labels[here] = chosen
            backward = np.ones_like(candidates)
            follow = _flow(odds_back, ahead)
            backward[:, :going] = follow / follow.max(axis=0)
            forward[:, here] *= backward
            ahead = weights[:, here] * backward
        # Python's sum adds row to row, whatever the number of columns.
        return labels, (forward / sum(forward)).T.astype(np.float32)


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
