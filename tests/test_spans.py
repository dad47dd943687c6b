"""Spans, and their algebra."""

from __future__ import annotations

import itertools
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import spans, texts

from attribution.spans import Span, cover, merge, subtract, trim

LENGTH = 12
"""Short, so that spans often touch, overlap and hold one another."""
ONE = spans(LENGTH)
MANY = st.lists(ONE, max_size=6)


def offsets(*given: Span) -> set[int]:
    return {n for span in given for n in range(*span)}


class TestSpan:
    @pytest.mark.parametrize(
        ("start", "end"),
        [
            pytest.param(-1, 3, id="begins before the text"),
            pytest.param(3, 2, id="ends before it begins"),
            pytest.param(-3, -1, id="counts from the end"),
        ],
    )
    def test_refuses(self, start: int, end: int) -> None:
        """A span that cannot be is never made."""
        with pytest.raises(ValueError, match=rf"not \[{start}, {end}\)"):
            Span(start, end)

    def test_counts_code_points(self) -> None:
        """A character outside the first plane counts as one."""
        assert "b" == "😀b"[Span(1, 2).slice]

    def test_unpacks(self) -> None:
        """A span is a pair where a pair is wanted."""
        start, end = Span(2, 5)

        assert (2, 5) == (start, end)

    def test_an_empty_one_is_false(self) -> None:
        """Nothing in it, and so false and of no length."""
        assert (False, 0) == (bool(Span(3, 3)), len(Span(3, 3)))

    def test_cannot_be_changed(self) -> None:
        """A span is a value."""
        with pytest.raises(AttributeError):
            Span(0, 1).start = 1  # type: ignore[misc]

    @pytest.mark.parametrize(
        ("item", "expected"),
        [
            pytest.param(Span(2, 5), True, id="itself"),
            pytest.param(Span(3, 4), True, id="a span inside"),
            pytest.param(Span(1, 4), False, id="a span that sticks out in front"),
            pytest.param(Span(3, 6), False, id="a span that sticks out behind"),
            pytest.param(2, True, id="its first offset"),
            pytest.param(5, False, id="its end"),
            pytest.param("2", False, id="something else"),
        ],
    )
    def test_contains(self, item: object, expected: bool) -> None:
        """Spans and offsets can lie in a span."""
        assert expected is (item in Span(2, 5))

    @pytest.mark.parametrize(
        ("other", "expected"),
        [
            pytest.param(Span(0, 1), 1, id="before"),
            pytest.param(Span(0, 2), 0, id="touching before"),
            pytest.param(Span(3, 4), 0, id="inside"),
            pytest.param(Span(5, 6), 0, id="touching behind"),
            pytest.param(Span(9, 11), 4, id="behind"),
        ],
    )
    def test_distance(self, other: Span, expected: int) -> None:
        """The code points between two spans, whichever comes first."""
        assert (expected, expected) == (Span(2, 5).distance(other), other.distance(Span(2, 5)))

    @given(ONE, ONE)
    def test_overlap_and_intersection_agree(self, one: Span, other: Span) -> None:
        """Two spans overlap where they share code points, and share them both ways."""
        shared = one.intersection(other)

        assert offsets(one) & offsets(other) == (offsets(shared) if shared else set())
        assert (shared is not None) is one.overlaps(other)
        assert shared == other.intersection(one)

    @given(MANY)
    def test_sorts_by_start_then_end(self, given: list[Span]) -> None:
        """Reading order is the order of pairs."""
        assert sorted(tuple(span) for span in given) == [tuple(span) for span in sorted(given)]

    @given(ONE)
    def test_survives_pickling(self, span: Span) -> None:
        """A span that travels to another process is the same span."""
        assert span == pickle.loads(pickle.dumps(span))


class TestCover:
    @given(st.lists(ONE, min_size=1))
    def test_holds_them_all_and_no_more(self, given: list[Span]) -> None:
        """The cover begins with the first and ends with the last."""
        whole = cover(iter(given))

        assert all(span in whole for span in given)
        assert {whole.start, whole.end} <= {offset for span in given for offset in span}

    def test_refuses_nothing(self) -> None:
        """No spans have no cover."""
        with pytest.raises(ValueError, match="no spans"):
            cover([])


class TestMerge:
    @given(MANY)
    def test_keeps_the_code_points(self, given: list[Span]) -> None:
        """The same code points, in order, with a gap between any two."""
        merged = merge(given)

        assert offsets(*given) == offsets(*merged)
        for before, after in itertools.pairwise(merged):
            assert before.end < after.start

    @given(MANY)
    def test_twice_is_once(self, given: list[Span]) -> None:
        """What is merged stays as it is."""
        assert merge(given) == merge(merge(given))


class TestSubtract:
    @given(ONE, MANY)
    def test_takes_out_the_holes(self, span: Span, holes: list[Span]) -> None:
        """What is left is the span without the code points of any hole, in order."""
        left = subtract(span, holes)

        assert offsets(span) - offsets(*holes) == offsets(*left)
        assert merge(left) == left


class TestTrim:
    @given(texts())
    def test_is_what_strip_does(self, text: str) -> None:
        """A trimmed span holds the stripped text, and lies inside the untrimmed one."""
        whole = Span(0, len(text))
        trimmed = trim(text, whole)

        assert text.strip() == text[trimmed.slice]
        assert trimmed in whole

    def test_takes_other_characters_off_too(self) -> None:
        """White space and the characters asked for go together."""
        assert Span(3, 5) == trim(" , so; ", Span(0, 7), also=",;")
