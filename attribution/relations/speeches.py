"""Quotations that are one speech: re-opened at each paragraph, also behind a picture."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from attribution.analysis import Passage
from attribution.document import Quotation
from attribution.vocabulary import BlockKind, QuotationKind

__all__ = ["Speech", "certain_part", "find_speeches", "spoken"]

Speech = list[Quotation]
"""A quotation with those that continue it."""


def spoken(quotations: Sequence[Quotation], level: int = 0) -> list[Quotation]:
    """The quotations that are somebody's words, at one depth of nesting."""
    return [q for q in quotations if q.level == level and q.kind is QuotationKind.SPEECH]


def find_speeches(passage: Passage) -> list[Speech]:
    """
    The spoken quotations of a passage, each with those that continue it.

    A mark that is left open at the end of a paragraph, and opens again in the next
    one, goes on there, whatever pictures and furniture stand between the two.
    """
    paragraphs = [
        block.span
        for block in passage.blocks
        if block.kind.is_prose and block.kind is not BlockKind.CAPTION
    ]
    starts = [span.start for span in paragraphs]
    text = passage.text
    speeches: list[Speech] = []
    for quotation in spoken(passage.quotations):
        number = bisect_right(starts, quotation.span.start) - 1
        before = speeches[-1][-1] if speeches else None
        reopened = (
            before is not None
            and not before.closed
            and number > 0
            and not text[starts[number] : quotation.span.start].strip()
            and starts[number - 1] <= before.span.start < starts[number]
            and not text[before.span.end : paragraphs[number - 1].end].strip()
        )
        if speeches and (quotation.continues or reopened):
            speeches[-1].append(quotation)
        else:
            speeches.append([quotation])
    return speeches


def certain_part(speech: Speech) -> Iterable[Quotation]:
    """The quotations whose end is certain: it is marked, or the next one goes on."""
    return speech if speech[-1].closed else speech[:-1]
