"""Through which outlet a source speaks on, once it is told to whom he spoke."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from attribution.document import Block
from attribution.sources.cited import Cited
from attribution.sources.lexicon import SourceLexicon
from attribution.sources.members import Member
from attribution.vocabulary import SourceKind
from attribution.words import Words

__all__ = ["carry_outlets"]

REACH = 2
"""Paragraphs from one statement to another of the same source, told to the same outlet."""
CIRCUMSTANCE_REACH = 8
"""Words around a cue in which it is told that something was said elsewhere."""
_SPEAKERS = (SourceKind.PERSON, SourceKind.GROUP, SourceKind.ORGANISATION)


def carry_outlets(
    words: Words, blocks: Sequence[Block], cited: Sequence[Cited], lexicon: SourceLexicon
) -> None:
    """
    Give what somebody goes on to say the outlet that he told before.

    "Two officials told Reuters A. … The officials said B." He speaks to it for as
    long as he keeps to neighbouring paragraphs, tells nobody else, says it in no
    statement, and no other outlet comes between. Governments speak to everybody.
    """
    starts = [block.span.start for block in blocks if block.kind.is_prose]
    elsewhere = lexicon.classes["statement_noun"] | lexicon.classes["other_channel"]
    told: dict[Member, tuple[Member, int]] = {}
    for entry in sorted(cited, key=_position):
        block = bisect_right(starts, _position(entry))
        speakers = [m for m in entry.members if m.kind in _SPEAKERS]
        if entry.outlet is not None:
            told = {m: kept for m, kept in told.items() if kept[0] is entry.outlet}
        elif entry.told or _is_elsewhere(words, entry, elsewhere):
            told = {m: kept for m, kept in told.items() if m not in speakers}
            continue
        for member in speakers:
            if entry.outlet is None and member in told:
                outlet, last = told[member]
                if block - last <= REACH:
                    entry.outlet = outlet
            if entry.outlet is not None:
                told[member] = (entry.outlet, block)


def _position(entry: Cited) -> int:
    return entry.relation.content[0].start


def _is_elsewhere(words: Words, entry: Cited, nouns: frozenset[str]) -> bool:
    """Whether words around the cue tell of another occasion: "said in a statement"."""
    for cue in entry.relation.cue:
        numbers = words.inside(cue)
        around = range(numbers.start, min(len(words), numbers.stop + CIRCUMSTANCE_REACH))
        if any(words.lower[n] in nouns for n in around):
            return True
    return False
