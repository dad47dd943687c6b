"""Scores of words to labels where each word is judged for itself, and to the names they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from attribution.tags import NAMES, ProbableSpan

__all__ = ["find_names", "to_shares"]


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
