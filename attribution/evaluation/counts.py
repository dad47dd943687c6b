"""Counts that add, and the figures that follow from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, TypeVar

from attrs import AttrsInstance, fields, frozen

__all__ = ["Counts", "Proportion", "accuracy", "added", "counts_by_label", "macro_f1"]

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


def accuracy(confusion: Counter[tuple[str, str]]) -> Proportion:
    """Decisions in agreement, of those counted by what the gold has and what was predicted."""
    return Proportion(
        right=sum(n for (gold, predicted), n in confusion.items() if gold == predicted),
        total=confusion.total(),
    )


def counts_by_label(
    confusion: Counter[tuple[str, str]], labels: Iterable[str]
) -> dict[str, Counts]:
    """Counts of each label against all others."""
    cells = confusion.items()
    return {
        label: Counts(
            found=confusion[label, label],
            predicted=sum(n for (_, predicted), n in cells if predicted == label),
            gold=sum(n for (gold, _), n in cells if gold == label),
        )
        for label in labels
    }


def macro_f1(counts: Iterable[Counts]) -> float:
    """The mean F1 of what was predicted or is in the gold; 0.0 of nothing."""
    scores = [each.f1 for each in counts if each.gold or each.predicted]
    return sum(scores) / len(scores) if scores else 0.0


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
