from __future__ import annotations

from collections.abc import Iterator

import pytest

from attribution.workers import map_in_order


def multiply(factor: int, number: int) -> int:
    if number < 0:
        raise ValueError("negative")
    return factor * number


def test_keeps_the_order() -> None:
    """Results come in the order of the items, whoever makes them."""
    assert [3 * n for n in range(20)] == list(map_in_order(int, 3, multiply, range(20), 2))


def test_an_error_reaches_the_caller() -> None:
    """What goes wrong in a process is raised here, after the results before it."""
    results: Iterator[int] = map_in_order(int, 3, multiply, [1, 2, -1, 4], 2)

    assert [3, 6] == [next(results), next(results)]
    with pytest.raises(ValueError, match="negative"):
        next(results)


def test_of_nothing_is_nothing() -> None:
    """Without items there are no results."""
    assert [] == list(map_in_order(int, 3, multiply, [], 2))
