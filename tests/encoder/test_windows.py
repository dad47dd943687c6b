"""Blocks are cut into windows so that every word is scored once, with what it needs around it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.encoder.inputs import FEATURES, ReadBlock
from attribution.encoder.windows import Part, Windowing, find_windows, make_window

MARKS = (101, 102)


def block(number: int, lengths: list[int]) -> ReadBlock:
    """A block of words with so many pieces; each piece is of no other."""
    total = sum(lengths)
    return ReadBlock(
        words=np.arange(len(lengths), dtype=np.int32),
        firsts=np.cumsum([0, *lengths[:-1]], dtype=np.int32),
        pieces=np.arange(total, dtype=np.int32) + 1000 * (number + 1),
        features={name: np.full(total, at, np.int32) for at, name in enumerate(FEATURES, start=1)},
    )


def blocks_of(*lengths: int) -> list[ReadBlock]:
    """Blocks of words of one piece each."""
    return [block(number, [1] * length) for number, length in enumerate(lengths)]


BLOCKS = st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=60), max_size=6).map(
    lambda found: [block(number, lengths) for number, lengths in enumerate(found)]
)
WINDOWINGS = st.builds(
    lambda blocks, overlap, room: Windowing(
        blocks=blocks, pieces=2 + 2 * overlap + room, overlap=overlap
    ),
    st.integers(1, 4),
    st.integers(0, 8),
    st.integers(1, 30),
)


class TestWindowing:
    @pytest.mark.parametrize(
        "numbers",
        [
            pytest.param({"pieces": 98, "overlap": 48}, id="context and nothing else"),
            pytest.param({"pieces": 2, "overlap": 0}, id="two marks and nothing else"),
            pytest.param({"overlap": -1}, id="less than nothing"),
            pytest.param({"pieces_per_word": 0}, id="words of nothing"),
            pytest.param({"blocks": 0}, id="no block"),
        ],
    )
    def test_needs_room(self, numbers: dict[str, int]) -> None:
        """A window without room for words of its own would be cut for ever."""
        with pytest.raises(ValueError, match="no window has room"):
            Windowing(**numbers)


class TestFinding:
    @given(BLOCKS, WINDOWINGS)
    def test_each_piece_is_owned_once(self, blocks: list[ReadBlock], windowing: Windowing) -> None:
        """Every piece has one window that has the say about it, in the order of the text."""
        owned = [
            (part.block, piece)
            for parts in find_windows(blocks, windowing)
            for part in parts
            for piece in range(part.own_first, part.own_end)
        ]

        assert [
            (number, piece) for number, each in enumerate(blocks) for piece in range(len(each))
        ] == owned

    @given(BLOCKS, WINDOWINGS)
    def test_no_window_is_too_long(self, blocks: list[ReadBlock], windowing: Windowing) -> None:
        """With its two marks it has at most as many pieces as allowed."""
        for parts in find_windows(blocks, windowing):
            assert sum(part.end - part.first for part in parts) + 2 <= windowing.pieces

    @given(BLOCKS, WINDOWINGS)
    def test_context_on_both_sides(self, blocks: list[ReadBlock], windowing: Windowing) -> None:
        """Where a block is cut, what is owned has context; elsewhere there is no more to show."""
        for parts in find_windows(blocks, windowing):
            for part in parts:
                length = len(blocks[part.block])
                assert part.first == max(part.own_first - windowing.overlap, 0)
                assert part.end == min(part.own_end + windowing.overlap, length)

    @pytest.mark.parametrize(
        ("lengths", "expected"),
        [
            pytest.param((), [], id="no text"),
            pytest.param((3,), [[0]], id="one block"),
            pytest.param((3, 4, 3), [[0, 1, 2]], id="blocks that fit are put together"),
            pytest.param((3, 4, 4), [[0, 1], [2]], id="those that do not are not"),
            pytest.param((10, 1), [[0], [1]], id="a block as long as a window"),
            pytest.param((1, 18, 1), [[0], [1], [1], [1, 2]], id="a longer one is cut"),
        ],
    )
    def test_fills_windows(self, lengths: tuple[int, ...], expected: list[list[int]]) -> None:
        """As many whole blocks as fit, in order."""
        windowing = Windowing(blocks=9, pieces=12, overlap=2)
        windows = find_windows(blocks_of(*lengths), windowing)

        assert expected == [[part.block for part in parts] for parts in windows]

    @pytest.mark.parametrize(
        ("blocks", "expected"),
        [(1, [[0], [1], [2]]), (2, [[0, 1], [2]])],
        ids=["each alone", "two together"],
    )
    def test_puts_no_more_blocks_together_than_asked_for(
        self, blocks: int, expected: list[list[int]]
    ) -> None:
        """Even where there is room for more."""
        windows = find_windows(blocks_of(3, 3, 3), Windowing(blocks=blocks))

        assert expected == [[part.block for part in parts] for parts in windows]


class TestMaking:
    def test_puts_marks_around(self) -> None:
        """A window begins and ends with its marks, about which nothing else is said."""
        window = make_window(blocks_of(2, 1), [Part(0, 0, 2, 0, 2), Part(1, 0, 1, 0, 1)], MARKS)

        assert [101, 1000, 1001, 2000, 102] == window.inputs["pieces"].tolist()
        assert len(window) == 5
        for at, name in enumerate(FEATURES, start=1):
            assert [0, at, at, at, 0] == window.inputs[name].tolist()

    def test_says_where_words_begin(self) -> None:
        """A word's place is that of its first piece, and its number the one in its block."""
        window = make_window([block(0, [2, 1, 3])], [Part(0, 0, 6, 0, 6)], MARKS)
        (stretch,) = window.stretches

        assert (0, 0, 3) == (stretch.block, stretch.first, stretch.end)
        assert [1, 3, 4] == stretch.places.tolist()

    def test_a_word_belongs_to_where_it_begins(self) -> None:
        """A word that is cut is the window's in which its first piece stands."""
        parts = [Part(0, 1, 5, 1, 4)]
        (stretch,) = make_window([block(0, [2, 1, 3])], parts, MARKS).stretches

        assert (1, 3) == (stretch.first, stretch.end)
        assert [2, 3] == stretch.places.tolist()
        assert (1, 3) == (stretch.own_first, stretch.own_end)

    @given(BLOCKS, WINDOWINGS)
    def test_each_word_is_owned_once(self, blocks: list[ReadBlock], windowing: Windowing) -> None:
        """And the place of its first piece leads to that piece."""
        found = []
        for parts in find_windows(blocks, windowing):
            window = make_window(blocks, parts, MARKS)
            for each in window.stretches:
                places = each.places[each.own_first - each.first : each.own_end - each.first]
                found += window.inputs["pieces"][places].tolist()

        assert [int(each.pieces[first]) for each in blocks for first in each.firsts] == found

    @given(BLOCKS, WINDOWINGS)
    def test_stretches_stand_in_order(self, blocks: list[ReadBlock], windowing: Windowing) -> None:
        """A word of a later block stands behind those of earlier ones."""
        for parts in find_windows(blocks, windowing):
            window = make_window(blocks, parts, MARKS)
            places = [place for each in window.stretches for place in each.places.tolist()]

            assert all(one < other for one, other in pairwise(places))
            assert not places or 0 < places[0] <= places[-1] < len(window) - 1
