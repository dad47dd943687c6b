"""Weights under which what was chosen is probable."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.training.logit import Candidate, fit_weights


def coin(heads: int, tails: int) -> list[list[Candidate]]:
    """So many choices of heads, and of tails."""
    return [
        [({"heads": 1.0}, is_heads), ({}, not is_heads)]
        for is_heads in [True] * heads + [False] * tails
    ]


@given(st.integers(1, 50), st.integers(1, 50))
def test_two_candidates(heads: int, tails: int) -> None:
    """Without a penalty, a weight is the logarithm of the odds."""
    weights = fit_weights(coin(heads, tails), ["heads"], penalty=0.0)

    assert pytest.approx(math.log(heads / tails), abs=1e-4) == weights["heads"]


def test_a_penalty_holds_weights_back() -> None:
    """What was always chosen would have an infinite weight."""
    weak, strong = (
        fit_weights(coin(20, 0), ["heads"], penalty=penalty)["heads"] for penalty in (0.1, 10.0)
    )

    assert 0 < strong < weak < math.inf


def test_several_right_candidates() -> None:
    """Which of them is taken does not matter: one good sign is enough."""
    choice: list[Candidate] = [({"near": 1.0}, True), ({"far": 1.0}, True), ({"far": 1.0}, False)]
    weights = fit_weights([choice] * 9, ["near", "far"])

    assert weights["near"] > 0 > weights["far"]


def test_other_signs_are_let_be() -> None:
    """Only the named ones have weights, in the order of their names."""
    choice: list[Candidate] = [({"b": 1.0, "c": 1.0}, True), ({"a": 1.0}, False)]

    assert ["a", "b"] == list(fit_weights([choice], ["a", "b"]))


def test_no_choices() -> None:
    """Nothing says anything for a sign."""
    assert {"near": 0.0} == fit_weights([], ["near"])
