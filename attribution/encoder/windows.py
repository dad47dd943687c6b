"""Blocks to windows: what the encoder sees at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from attribution.encoder.inputs import FEATURES, ReadBlock

__all__ = ["Part", "Stretch", "Window", "Windowing", "find_windows", "make_window"]


@frozen(kw_only=True)
class Windowing:
    """How windows are cut."""

    blocks: int = 1
    """In a window at most. Who says what is said within a paragraph, and a tagger that sees
    others beside it is led astray more often than helped (docs/training.md)."""
    pieces: int = 256
    """In a window at most, the two marks around it included."""
    overlap: int = 32
    """Of context on each side, where a block is longer than a window."""
    pieces_per_word: int = 8
    """Of a longer word, the first so many are read."""

    def __attrs_post_init__(self) -> None:
        has_room = 0 <= 2 * self.overlap < self.pieces - 2
        if not (has_room and self.blocks > 0 and self.pieces_per_word > 0):
            msg = f"no window has room beside its context: {self}"
            raise ValueError(msg)


@frozen
class Part:
    """A stretch of a block that stands in a window; numbers are those of its pieces."""

    block: int
    """The number of the block."""
    first: int
    end: int
    own_first: int
    """Where what this window has the say about begins; what stands before is context."""
    own_end: int


@frozen(eq=False)
class Stretch:
    """The words of a part, as numbers in their block."""

    block: int
    first: int
    end: int
    places: NDArray[np.intp]
    """Where in the window the first piece of each word stands."""
    own_first: int
    """Among them, the words whose scores are taken from this window."""
    own_end: int


@frozen(eq=False)
class Window:
    """What the encoder sees at once, and the words in it."""

    inputs: Mapping[str, NDArray[np.int32]]
    """``pieces``, and each of `FEATURES`: a number for each piece."""
    stretches: tuple[Stretch, ...]

    def __len__(self) -> int:
        return len(self.inputs["pieces"])


def find_windows(blocks: Sequence[ReadBlock], windowing: Windowing) -> Iterator[tuple[Part, ...]]:
    """
    The parts in each window over the blocks of one text, in order; each piece is owned by one.

    Only a block that is longer than a window is cut; then neighbouring windows
    share some pieces as context. Else nothing is read twice.
    """
    room = windowing.pieces - 2
    held: list[Part] = []
    filled = 0
    for number, block in enumerate(blocks):
        for part in _cut(number, len(block), room, windowing.overlap):
            length = part.end - part.first
            if held and (len(held) == windowing.blocks or filled + length > room):
                yield tuple(held)
                held, filled = [], 0
            held.append(part)
            filled += length
    if held:
        yield tuple(held)


def _cut(number: int, length: int, room: int, overlap: int) -> Iterator[Part]:
    step = room - 2 * overlap
    edges = [0, length]
    if length > room:
        edges[1:1] = range(overlap + step, length - overlap, step)
    for first, end in pairwise(edges):
        yield Part(number, max(first - overlap, 0), min(end + overlap, length), first, end)


def make_window(
    blocks: Sequence[ReadBlock], parts: Sequence[Part], marks: tuple[int, int]
) -> Window:
    """
    One window.

    Args:
        blocks: Of a text.
        parts: Of them, what stands in the window.
        marks: The pieces that begin and end it.
    """
    begin, end = marks
    cuts = [(blocks[part.block], slice(part.first, part.end)) for part in parts]
    inputs = {"pieces": _join(begin, [block.pieces[cut] for block, cut in cuts], end)}
    for name in FEATURES:
        inputs[name] = _join(0, [block.features[name][cut] for block, cut in cuts], 0)
    stretches = []
    offset = 1
    for part in parts:
        firsts = blocks[part.block].firsts
        first, last, own_first, own_last = np.searchsorted(
            firsts, (part.first, part.end, part.own_first, part.own_end)
        ).tolist()
        places = firsts[first:last].astype(np.intp) - part.first + offset
        stretches.append(Stretch(part.block, first, last, places, own_first, own_last))
        offset += part.end - part.first
    return Window(inputs, tuple(stretches))


def _join(before: int, rows: Sequence[NDArray[np.int32]], behind: int) -> NDArray[np.int32]:
    return np.concatenate([[before], *rows, [behind]]).astype(np.int32)
