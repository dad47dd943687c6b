"""Quotation marks: which characters they are and what each one can do where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from attrs import frozen

from attribution.spans import Span

__all__ = ["CLOSING_PUNCTUATION", "Family", "Mark", "find_marks"]


class Family(Enum):
    """Marks that pair with one another."""

    DOUBLE = "double"
    SINGLE = "single"
    GUILLEMET = "guillemet"
    SINGLE_GUILLEMET = "single guillemet"


@frozen
class Mark:
    """One quotation mark and what it may be, judged by its shape and its neighbours."""

    start: int
    end: int
    family: Family
    opens: bool
    """It can begin a quotation here."""
    closes: bool
    """It can end one here."""
    after_number: bool
    """It may stand for feet or inches instead."""
    turned: bool | None
    """Its shape: ``True`` for an opening one, ``False`` for a closing one, ``None`` for neither."""


# Two backticks and two apostrophes are what typewriter-trained agencies send for double marks.
_MARK = re.compile(r"''|``|[\"“”„‟＂«»‹›'‘’‚‛`]")
_FAMILIES = {
    **dict.fromkeys(("''", "``", '"', "“", "”", "„", "‟", "＂"), Family.DOUBLE),
    **dict.fromkeys(("'", "‘", "’", "‚", "‛", "`"), Family.SINGLE),
    **dict.fromkeys("«»", Family.GUILLEMET),
    **dict.fromkeys("‹›", Family.SINGLE_GUILLEMET),
}
_OPENING = frozenset(("“", "„", "‟", "``", "‘", "‚", "‛", "«", "‹"))
_CLOSING = frozenset(("”", "’", "»", "›"))
_OPENING_NEIGHBOURS = frozenset("([{<—–-−/|:;,“„‟«‹‘‚\"'*_")
CLOSING_PUNCTUATION = frozenset(".,;:!?…)]}>—–-”»›’\"'*_")
_ELISION = re.compile(
    r"['’‘](?:n['’](?=\s)|(?:\d\ds?|em|til|till|twas|tis|cause|bout|round|nuff|neath|ere|cos|tude)"
    r"\b(?!['’]\s))"
    # The second sign of rock 'n' roll.
    r"|(?<=\s['’‘]n)['’](?=\s)",
    re.IGNORECASE,
)
_INCHES = frozenset(("'", '"', "''", "’", "”"))
_NUMBER = re.compile(r"(?<!\d)\d{1,3}\Z")
_FEET = re.compile(r"\d\s?['’′]\s?\d+\Z")


def find_marks(text: str, within: Span) -> Iterator[Mark]:
    """
    The quotation marks of *text* that stand inside *within*, in order.

    Apostrophes inside words, elisions (’90s, ’em) and heights (6' 2") are no
    marks; an apostrophe at the end of a word and inches (12") may be.

    >>> [(m.start, m.opens, m.closes) for m in find_marks("It’s “so”", Span(0, 9))]
    [(5, True, False), (8, False, True)]
    """
    first, last = within
    for match in _MARK.finditer(text, first, last):
        start, end = match.span()
        sign = match[0]
        family = _FAMILIES[sign]
        before = text[start - 1] if start > first else " "
        after = text[end] if end < last else " "
        if family is Family.SINGLE and (
            (before.isalnum() and after.isalnum()) or _ELISION.match(text, start)
        ):
            continue
        if sign in ("'", '"', "''", "’", "”") and before.isdigit() and _is_measure(text, match):
            continue
        turned = True if sign in _OPENING else False if sign in _CLOSING else None
        room_before = before.isspace() or before in _OPENING_NEIGHBOURS
        room_after = after.isspace() or after in CLOSING_PUNCTUATION
        yield Mark(
            start=start,
            end=end,
            family=family,
            opens=room_before and not after.isspace(),
            after_number=sign in _INCHES and bool(_NUMBER.search(text, max(0, start - 4), start)),
            closes=not before.isspace() and (room_after or turned is False or not room_before),
            turned=turned,
        )


def _is_measure(text: str, match: re.Match[str]) -> bool:
    """Whether the mark after a number is part of a height such as 6' 2"."""
    start, end = match.span()
    if match[0] in ("'", "’"):
        return bool(re.match(r"\s?\d", text[end : end + 2]))
    return bool(_FEET.search(text, max(0, start - 12), start))
