"""The words of a text, counted and shared out among those who answer for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from attribution.spans import Span

__all__ = ["divide_words", "find_places", "to_shares"]

K = TypeVar("K")

_WORD = re.compile(r"\S+")
_LETTER = re.compile(r"\w")


def find_places(text: str, span: Span) -> list[int]:
    """
    Where each word of *span* stands, in order.

    A word is what white space separates. It stands where its first letter or digit does,
    so that marks and dashes before it do not draw it to what they belong to.

    >>> from attribution.spans import Span
    >>> find_places("So — (he said) “no”.", Span(0, 20))
    [0, 3, 6, 9, 16]
    """
    places = []
    for word in _WORD.finditer(text, *span):
        letter = _LETTER.search(text, *word.span())
        places.append((letter or word).start())
    return places


def divide_words(
    places: Sequence[int], claims: Iterable[tuple[K, Iterable[Span]]]
) -> dict[K, float]:
    """
    How many of the words fall to whom.

    A word that several claim is divided equally among them; what nobody claims falls to
    nobody.

    Args:
        places: Where the words stand, in order.
        claims: Each once, with disjoint spans that it claims.

    >>> from attribution.spans import Span
    >>> divide_words([0, 4, 8], [("Lee", [Span(0, 7)]), ("Kim", [Span(4, 7)]), ("Ray", [])])
    {'Lee': 1.5, 'Kim': 0.5, 'Ray': 0.0}
    """
    claimants: list[list[K]] = [[] for _ in places]
    words: dict[K, float] = {}
    for claimant, spans in claims:
        words[claimant] = 0.0
        for start, end in spans:
            for number in range(bisect_left(places, start), bisect_left(places, end)):
                claimants[number].append(claimant)
    for several in claimants:
        for claimant in several:
            words[claimant] += 1 / len(several)
    return words


def to_shares(words: Mapping[K, float], whole: float) -> dict[K, float]:
    """
    The same numbers of words as shares of a *whole*; of nothing, all are 0.

    >>> to_shares({"Lee": 3, "Kim": 1}, 4)
    {'Lee': 0.75, 'Kim': 0.25}
    """
    return {key: number / whole if whole else 0.0 for key, number in words.items()}
