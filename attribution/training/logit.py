"""Weights of signs, by maximum likelihood: which of several candidates is the right one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Candidate", "fit_weights"]

Candidate: TypeAlias = tuple[Mapping[str, float], bool]
"""What speaks for and against it, by name, and whether it is a right one."""

MOST_STEPS = 100
LONGEST_STEP = 1.0
"""That a weight moves at once: far from the best, the curvature says little about it."""
SHORTEST_STEP = 1e-6


def fit_weights(
    choices: Iterable[Sequence[Candidate]], names: Sequence[str], *, penalty: float = 1.0
) -> dict[str, float]:
    """
    The weights under which the right candidates are the most probable (conditional logit).

    A candidate's share in the probability is the exponential of its weighted
    signs. Where a choice has several right ones, it does not matter which is taken.
    Newton's method; the curvature is that of one right candidate, of which most
    choices have no more.

    Args:
        choices: Each with at least one right candidate.
        names: Of the signs that count; a sign that a candidate does not have is 0.
        penalty: Times half the squared weights, against weights that chance made.

    >>> raining = [({"clouds": 1.0}, True), ({"clouds": 0.0}, False)]
    >>> dry = [({"clouds": 1.0}, False), ({"clouds": 0.0}, True)]
    >>> weights = fit_weights([raining, raining, raining, dry], ["clouds"], penalty=0.0)
    >>> round(weights["clouds"], 4)  # the logarithm of three to one
    1.0986
    """
    given = [choice for choice in choices if choice]
    weights = np.zeros(len(names))
    if not given:
        return dict(zip(names, weights.tolist(), strict=True))
    signs = np.array([[s.get(n, 0) for n in names] for choice in given for s, _ in choice], float)
    right = np.array([is_right for choice in given for _, is_right in choice])
    sizes = np.array([len(choice) for choice in given])
    for _ in range(MOST_STEPS):
        scores = signs @ weights
        chances = _shares(scores, sizes)
        slope = signs.T @ (_shares(np.where(right, scores, -np.inf), sizes) - chances)
        means = _sums(signs * chances[:, None], sizes)
        spread = (signs * chances[:, None]).T @ signs - means.T @ means
        step = np.linalg.solve(spread + penalty * np.eye(len(names)), slope - penalty * weights)
        longest = np.abs(step).max()
        weights += step * min(1.0, LONGEST_STEP / max(longest, SHORTEST_STEP))
        if longest < SHORTEST_STEP:
            break
    return dict(zip(names, weights.tolist(), strict=True))


def _shares(scores: NDArray[np.float64], sizes: NDArray[np.int64]) -> NDArray[np.float64]:
    """The probability of each candidate among those of its choice."""
    best = np.maximum.reduceat(scores, _starts(sizes))
    powers = np.exp(scores - best.repeat(sizes))
    shares: NDArray[np.float64] = powers / _sums(powers, sizes).repeat(sizes)
    return shares


def _sums(values: NDArray[np.float64], sizes: NDArray[np.int64]) -> NDArray[np.float64]:
    """Over the candidates of each choice."""
    return np.add.reduceat(values, _starts(sizes))


def _starts(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    starts: NDArray[np.int64] = np.cumsum(sizes) - sizes
    return starts
