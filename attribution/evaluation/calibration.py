"""How far confidences are from the share of what is right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from attrs import frozen

from attribution.evaluation.counts import Proportion

__all__ = ["BINS", "HasConfidence", "Judgement", "Range", "calibration_error", "reliability"]

BINS = 10
"""Ranges of confidence, equally wide, in which it is compared with the share of right ones."""


class HasConfidence(Protocol):
    """Anything that was decided with a confidence, and is right or wrong."""

    @property
    def confidence(self) -> float:
        """How sure it was, from 0 to 1."""
        ...

    @property
    def is_right(self) -> bool:
        """What the gold says about it."""
        ...


@frozen(kw_only=True)
class Judgement:
    """A confidence, and whether what it was given to is right."""

    confidence: float
    is_right: bool


@frozen(kw_only=True)
class Range:
    """What lies in one range of confidence."""

    low: float
    high: float
    """Not itself in the range, unless it is 1."""
    confidence: float
    """The mean in this range."""
    right: Proportion

    @property
    def gap(self) -> float:
        """How much surer than right it is; negative where it could be surer."""
        return self.confidence - self.right.share


def reliability(judged: Iterable[HasConfidence]) -> tuple[Range, ...]:
    """
    Confidence and the share of right ones, range by range; those that are empty are left out.

    >>> judged = [Judgement(confidence=0.92, is_right=right) for right in (True, False)]
    >>> [(each.low, each.high, each.confidence, each.right.share) for each in reliability(judged)]
    [(0.9, 1.0, 0.92, 0.5)]
    """
    ranges: list[list[HasConfidence]] = [[] for _ in range(BINS)]
    for each in judged:
        ranges[min(int(each.confidence * BINS), BINS - 1)].append(each)
    return tuple(
        Range(
            low=number / BINS,
            high=(number + 1) / BINS,
            confidence=sum(each.confidence for each in inside) / len(inside),
            right=Proportion(right=sum(each.is_right for each in inside), total=len(inside)),
        )
        for number, inside in enumerate(ranges)
        if inside
    )


def calibration_error(judged: Iterable[HasConfidence]) -> float:
    """
    How far confidence and the share of right ones are apart, on average.

    The expected calibration error: of the mean of each in ranges of confidence,
    weighted by how many are there; 0.0 of none.
    """
    ranges = reliability(judged)
    total = sum(each.right.total for each in ranges)
    return sum(abs(each.gap) * each.right.total for each in ranges) / total if total else 0.0
