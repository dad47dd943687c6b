"""Half-open spans of code points, and their algebra."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Generic, TypeVar

from attrs import field, frozen

__all__ = ["Span", "SpanIndex", "cover", "merge", "subtract", "trim"]

T = TypeVar("T")


@frozen(order=False)
class Span:
    """
    A half-open stretch ``[start, end)`` of a text, in Unicode code points.

    ``text[span.start:span.end]`` is always the words meant. Spans sort by
    start, then by end.

    Raises:
        ValueError: *start* is negative or *end* lies before it.

    >>> span = Span(4, 9)
    >>> "It is raining"[span.slice], len(span), Span(5, 7) in span
    ('s rai', 5, True)
    """

    start: int = field()
    end: int = field()

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            msg = f"a span needs 0 <= start <= end, not [{self.start}, {self.end})"
            raise ValueError(msg)

    # Written out, for spans are sorted by the thousand: attrs compares tuples that it makes anew.

    def __lt__(self, other: Span) -> bool:
        if self.start == other.start:
            return self.end < other.end
        return self.start < other.start

    def __gt__(self, other: Span) -> bool:
        return other < self

    def __le__(self, other: Span) -> bool:
        return not other < self

    def __ge__(self, other: Span) -> bool:
        return not self < other

    @property
    def slice(self) -> slice:
        """For ``text[span.slice]``."""
        return slice(self.start, self.end)

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """Whether anything is in it."""
        return self.end > self.start

    def __iter__(self) -> Iterator[int]:
        """Unpack as ``start, end = span``."""
        yield self.start
        yield self.end

    def __contains__(self, other: object) -> bool:
        """Whether another span, or an offset, lies inside this one."""
        if isinstance(other, Span):
            return self.start <= other.start and other.end <= self.end
        return isinstance(other, int) and self.start <= other < self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return max(self.start, other.start) < min(self.end, other.end)

    def intersection(self, other: Span) -> Span | None:
        """What both share, or ``None``."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def distance(self, other: Span) -> int:
        """Code points between the two; 0 where they touch or overlap."""
        return max(0, other.start - self.end, self.start - other.end)


class SpanIndex(Generic[T]):
    """
    Things found again by where they stand, without looking at all of them.

    >>> index = SpanIndex([(Span(0, 9), "a"), (Span(4, 6), "b"), (Span(12, 15), "c")])
    >>> index.overlapping(Span(5, 13))
    ['a', 'b', 'c']
    >>> index.overlapping(Span(7, 12))
    ['a']
    """

    def __init__(self, items: Iterable[tuple[Span, T]]) -> None:
        self._items = sorted(items, key=lambda item: (item[0].start, item[0].end))
        self._starts = [span.start for span, _ in self._items]
        # How far anything reaches that begins no later: where a walk back can stop.
        self._reach = list(accumulate((span.end for span, _ in self._items), max))

    def overlapping(self, span: Span) -> list[T]:
        """What shares a code point with *span*, in order of position."""
        found = []
        number = bisect_left(self._starts, span.end) - 1
        while number >= 0 and self._reach[number] > span.start:
            if self._items[number][0].overlaps(span):
                found.append(self._items[number][1])
            number -= 1
        return found[::-1]


def cover(spans: Iterable[Span]) -> Span:
    """
    The smallest span that holds them all.

    Raises:
        ValueError: there are none.
    """
    given = list(spans)
    if not given:
        msg = "no spans to cover"
        raise ValueError(msg)
    return Span(min(s.start for s in given), max(s.end for s in given))


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """
    The same code points as sorted, disjoint spans; those that touch become one.

    >>> merge([Span(5, 8), Span(0, 2), Span(2, 3), Span(6, 9)])
    (Span(start=0, end=3), Span(start=5, end=9))
    """
    merged: list[Span] = []
    for span in sorted(s for s in spans if s):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def subtract(span: Span, holes: Iterable[Span]) -> tuple[Span, ...]:
    """
    What is left of *span* when the *holes* are taken out.

    >>> subtract(Span(0, 10), [Span(2, 4), Span(9, 12)])
    (Span(start=0, end=2), Span(start=4, end=9))
    """
    left: list[Span] = []
    start = span.start
    for hole in merge(holes):
        if hole.start > start:
            left.append(Span(start, min(hole.start, span.end)))
        start = max(start, hole.end)
        if start >= span.end:
            break
    if start < span.end:
        left.append(Span(start, span.end))
    return tuple(s for s in left if s)


def trim(text: str, span: Span, also: str = "") -> Span:
    """
    The span without white space, or characters in *also*, at either end.

    >>> trim("  so, ", Span(0, 6), also=",")
    Span(start=2, end=4)
    """
    start, end = span
    while start < end and (text[start].isspace() or text[start] in also):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in also):
        end -= 1
    return Span(start, end)
