"""Paragraphs that turn out to be quoted as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from attribution.document import Block, Quotation
from attribution.vocabulary import BlockKind

__all__ = ["mark_blockquotes"]


def mark_blockquotes(
    text: str, blocks: Sequence[Block], quotations: Sequence[Quotation]
) -> tuple[Block, ...]:
    """
    Paragraphs that lie wholly inside a quotation announced before it become block quotations.

    Announced means: the paragraph before ends with a colon, or the quotation
    runs on over several paragraphs.
    """
    outer = [quotation for quotation in quotations if quotation.level == 0]
    marked: list[Block] = []
    number = 0
    for position, block in enumerate(blocks):
        while number < len(outer) and outer[number].span.end <= block.span.start:
            number += 1
        quotation = outer[number] if number < len(outer) else None
        if (
            block.kind is BlockKind.PARAGRAPH
            and quotation is not None
            and quotation.span.start <= block.span.start
            and block.span.end <= quotation.span.end
            and (
                len(quotation.span) > len(block.span)
                or (position > 0 and text[blocks[position - 1].span.slice].endswith(":"))
            )
        ):
            block = evolve(block, kind=BlockKind.BLOCKQUOTE)
        marked.append(block)
    return tuple(marked)
