"""Scores of words to labels without a random field: of words, of names, of sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from attribution.tags import NAMES, ProbableSpan

__all__ = ["find_names", "pool", "to_shares"]


def to_shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scores as probabilities: words × labels, each row by itself."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


def find_names(shares: NDArray[np.float32], lengths: Sequence[int]) -> Iterator[ProbableSpan]:
    """
    The names among words, each as probable as the least probable of its words.

    Args:
        shares: Words × tags of `attribution.tags.NAMES`.
        lengths: How many of the words make a sequence, one after the other; no name
            goes from one into the next.
    """
    labels = shares.argmax(axis=1)
    best = shares.max(axis=1)
    for first, end in pairwise(accumulate(lengths, initial=0)):
        for span in NAMES.read_loosely(labels[first:end].tolist()):
            begin, stop = first + span.first, first + span.end
            yield ProbableSpan(begin, stop, span.kind, float(best[begin:stop].min()))


def pool(scores: NDArray[np.float32], sentences: Iterable[range]) -> NDArray[np.float32]:
    """
    What words say of their sentences: the weighted mean of their scores.

    Args:
        scores: Words × (labels, and the weight of a word's say as a logarithm).
        sentences: The numbers of the words of each.

    Returns:
        Sentences × labels, probabilities; zeros for a sentence without words.
    """
    numbers = list(sentences)
    found = np.zeros((len(numbers), scores.shape[1] - 1), np.float32)
    for row, inside in enumerate(numbers):
        if inside:
            own = scores[inside.start : inside.stop]
            weights = to_shares(own[None, :, -1])[0]
            found[row] = to_shares((weights @ own[:, :-1])[None])[0]
    return found
