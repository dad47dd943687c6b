"""Counts that add, and the figures that follow from them."""

from __future__ import annotations

from typing import Any, TypeVar

from attrs import AttrsInstance, fields, frozen

__all__ = ["Counts", "Proportion", "added"]

A = TypeVar("A", bound=AttrsInstance)


def added(one: A, other: A) -> A:
    """Two of a kind added field by field: the ``+`` of everything that is counted here."""
    if type(other) is not type(one):
        return NotImplemented  # type: ignore[no-any-return]
    sums: dict[str, Any] = {
        f.name: getattr(one, f.name) + getattr(other, f.name) for f in fields(type(one))
    }
    return type(one)(**sums)


@frozen(kw_only=True)
class Counts:
    """
    How many things were found, of those predicted and those in the gold.

    Counts of several articles add up to micro-averaged figures. Where a figure
    is undefined because its denominator is 0, it is 0.0.

    >>> counts = Counts(found=1, predicted=1, gold=2) + Counts(found=2, predicted=3, gold=4)
    >>> counts.precision, counts.recall, counts.f1
    (0.75, 0.5, 0.6)
    """

    found: int = 0
    """Predicted and in the gold: true positives."""
    predicted: int = 0
    gold: int = 0

    __add__ = added

    @property
    def precision(self) -> float:
        """The share of what was predicted that is right."""
        return _share(self.found, self.predicted)

    @property
    def recall(self) -> float:
        """The share of what there is that was found."""
        return _share(self.found, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.found, self.predicted + self.gold)


@frozen(kw_only=True)
class Proportion:
    """
    How many of a number of decisions are right; 0.0 of none.

    >>> (Proportion(right=1, total=1) + Proportion(right=2, total=3)).share
    0.75
    """

    right: int = 0
    total: int = 0

    __add__ = added

    @property
    def share(self) -> float:
        """Right ones among all: an accuracy."""
        return _share(self.right, self.total)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
