"""Counts and proportions."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.evaluation.counts import (
    Counts,
    Proportion,
    accuracy,
    counts_by_label,
    macro_f1,
)

counts = st.tuples(*[st.integers(0, 50)] * 3).map(
    lambda n: Counts(found=n[0], predicted=n[0] + n[1], gold=n[0] + n[2])
)


@pytest.mark.parametrize(
    ("counted", "figures"),
    [
        pytest.param(Counts(found=3, predicted=4, gold=6), (0.75, 0.5, 0.6), id="some found"),
        pytest.param(Counts(found=2, predicted=2, gold=2), (1.0, 1.0, 1.0), id="all found"),
        pytest.param(Counts(predicted=2), (0.0, 0.0, 0.0), id="nothing in the gold"),
        pytest.param(Counts(gold=2), (0.0, 0.0, 0.0), id="nothing predicted"),
        pytest.param(Counts(), (0.0, 0.0, 0.0), id="nothing at all"),
    ],
)
def test_figures(counted: Counts, figures: tuple[float, float, float]) -> None:
    """Precision, recall and F1 follow from the counts, and are 0 where undefined."""
    assert figures == (counted.precision, counted.recall, counted.f1)


@given(one=counts, other=counts)
def test_counts_add_in_any_order(one: Counts, other: Counts) -> None:
    """Which article comes first does not matter, and an empty one changes nothing."""
    assert one + other == other + one
    assert one == one + Counts()


@given(counted=counts)
def test_f1_lies_between_precision_and_recall(counted: Counts) -> None:
    """F1 is a mean of the two."""
    low, high = sorted((counted.precision, counted.recall))

    assert low - 1e-9 <= counted.f1 <= high + 1e-9


def test_proportions_add() -> None:
    """The share of a sum is that of all decisions together."""
    both = Proportion(right=1, total=1) + Proportion(right=0, total=3)

    assert (0.25, 0.0) == (both.share, Proportion().share)


CONFUSION = Counter({("rain", "rain"): 3, ("rain", "snow"): 1, ("hail", "snow"): 1})


def test_figures_of_a_confusion() -> None:
    """A label's counts, and all that agrees, follow from what was taken for what."""
    assert Proportion(right=3, total=5) == accuracy(CONFUSION)
    assert {
        "rain": Counts(found=3, predicted=3, gold=4),
        "snow": Counts(found=0, predicted=2, gold=0),
    } == counts_by_label(CONFUSION, ("rain", "snow"))


def test_macro_f1() -> None:
    """What is neither in the gold nor predicted does not lower the mean."""
    both = (Counts(found=1, predicted=1, gold=1), Counts(gold=1))

    assert (0.5, 0.5, 0.0) == (macro_f1(both), macro_f1((*both, Counts())), macro_f1(()))


def test_only_like_things_add() -> None:
    """An accuracy and an F1 have no sum."""
    with pytest.raises(TypeError):
        Counts() + Proportion()  # type: ignore[arg-type]
