"""What kind of block each paragraph is, by its place among the others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from attribution.blocks.furniture import Furniture, line_key
from attribution.blocks.lines import find_paragraphs
from attribution.blocks.scripts import find_main_script
from attribution.blocks.shapes import OPENING_MARKS, Piece, Shape, find_pieces, is_title_case
from attribution.document import Block
from attribution.vocabulary import BlockKind

__all__ = ["find_blocks"]

_HEADING_WORDS: Final = 16
"""Between paragraphs of prose, a longer line is a sentence without its stop."""
_SENTENCE_WORDS: Final = 6
"""Right below the last paragraph, a line this long is a sentence without its stop."""
_ROW_LINES: Final = 4
"""So many short lines in a row are a list or a menu, not headings."""
_MENU_WORDS: Final = 2
_OFFICE_WORDS: Final = 4
"""Below a byline, so few words say who the author works for."""
_QUOTE_LENGTH: Final = 30
"""A passage this long that stands in the article twice is a pull quote ..."""
_QUOTE_REACH: Final = 40
"""... if the other is no more than so many paragraphs away."""

_TRAIL = re.compile(r"\s(?:[/|»›>:·•]|[-–—])\s")
_ATTRIBUTION_LINE = re.compile(
    r"(?:[-–—]+\s*)?(?:[A-Z][\w.'’-]*\s+){1,5}(?:[A-Z][\w.'’-]*)?(?:,\s.{2,80})?"
    r"|[-–—]+\s*[A-Z].{2,80}"
)


def find_blocks(text: str, *, furniture: Furniture) -> tuple[Block, ...]:
    r"""
    The blocks of *text*, in order and disjoint.

    Every character that is not white space is in exactly one of them. When in
    doubt a block is a paragraph: prose is never thrown away for its looks alone.

    >>> bare = Furniture.from_entries([("line", "Add comment")])
    >>> text = "Rain in Bergen\n\nIt rained all day on Monday.\n\nAdd comment"
    >>> [str(block.kind) for block in find_blocks(text, furniture=bare)]
    ['heading', 'paragraph', 'boilerplate']
    """
    spans = find_paragraphs(text, furniture.has_line)
    script = find_main_script([text[s.start : s.end] for s in spans])
    pieces: list[Piece] = []
    for span in spans:
        pieces.extend(find_pieces(text, span, script, furniture))
    _settle(pieces)
    return tuple(Block(span=piece.span, kind=piece.kind) for piece in pieces)


def _settle(pieces: Sequence[Piece]) -> None:
    """Decide what the looks of each piece left open, by its place among the others."""
    prose = [n for n, piece in enumerate(pieces) if piece.shape is Shape.PROSE]
    if not prose:
        for piece in pieces:
            if piece.shape is Shape.TAIL:
                piece.kind = BlockKind.BOILERPLATE
        return
    first = prose[0]
    last = max(n for n in range(first, len(pieces)) if _is_body(pieces[n]))
    _settle_above(pieces[:first])
    _settle_between(pieces[first : last + 1])
    _settle_below(pieces[last + 1 :])
    indented = [n for n in prose if pieces[n].indented]
    if 2 * len(indented) < len(prose):
        for n in indented:
            pieces[n].kind = BlockKind.BLOCKQUOTE


def _is_body(piece: Piece) -> bool:
    """Whether the article is still going on here."""
    return piece.shape is Shape.PROSE or piece.kind is BlockKind.CAPTION


def _settle_above(pieces: Sequence[Piece]) -> None:
    """What stands above the first paragraph: menus, a trail of sections, headlines."""
    seen: Counter[str] = Counter(line_key(piece.line) for piece in pieces)
    menus = _rows(pieces, words=_MENU_WORDS, furniture=True)
    for n, piece in enumerate(pieces):
        if piece.shape is Shape.FIXED:
            continue
        trail = [line_key(part) for part in _TRAIL.split(piece.line)]
        is_trail = len(trail) > 3 or (len(trail) > 1 and any(seen[part] for part in trail))
        if piece.shape in (Shape.FOREIGN, Shape.TAIL) or is_trail or n in menus:
            piece.kind = BlockKind.BOILERPLATE
        elif n and pieces[n - 1].kind is BlockKind.BYLINE and piece.words <= _OFFICE_WORDS:
            piece.kind = BlockKind.BYLINE
        else:
            piece.kind = BlockKind.HEADING


def _settle_between(pieces: Sequence[Piece]) -> None:
    """What stands between the first paragraph and the last: subheadings, lists."""
    lists = _rows(pieces, words=_HEADING_WORDS) | _announced(pieces)
    headings = 0
    for n, piece in enumerate(pieces):
        if piece.shape is Shape.LINE and piece.words <= _HEADING_WORDS and n not in lists:
            if _names_who_spoke(pieces, n):
                piece.kind = BlockKind.BOILERPLATE
            elif not piece.line.startswith(OPENING_MARKS):
                piece.kind = BlockKind.HEADING
                headings += 1
    # One question among prose is the author's; among subheadings it is one of them,
    # unless there are so many that this is an interview.
    questions = [p for p in pieces if p.shape is Shape.QUESTION and p.line.endswith("?")]
    if headings >= 2 and len(questions) <= headings:
        for piece in questions:
            piece.kind = BlockKind.HEADING


def _settle_below(pieces: Sequence[Piece]) -> None:
    """What stands below the last paragraph: forms, and the titles of other articles."""
    below_furniture = False
    in_zone = False
    for piece in pieces:
        if piece.shape is Shape.FIXED:
            below_furniture |= piece.kind is BlockKind.BOILERPLATE
            in_zone |= piece.opens_zone
            if piece.kind is BlockKind.HEADING:
                piece.kind = BlockKind.BOILERPLATE
            continue
        is_sentence = not below_furniture and (
            piece.shape is Shape.TITLE
            or (
                piece.shape is Shape.LINE
                and piece.words >= _SENTENCE_WORDS
                and not is_title_case(piece.line)
            )
        )
        is_question = piece.shape is Shape.QUESTION and not in_zone
        if not is_sentence and not is_question:
            piece.kind = BlockKind.BOILERPLATE
            below_furniture |= piece.shape is Shape.TAIL


def _rows(pieces: Sequence[Piece], *, words: int, furniture: bool = False) -> frozenset[int]:
    """
    The numbers of lines that stand in a row with others as short as they.

    Args:
        pieces: A part of the page.
        words: A line of more is none of them.
        furniture: Whether known furniture counts towards a row.
    """
    found: set[int] = set()
    row: list[int] = []
    for n, piece in enumerate(pieces):
        is_line = piece.shape is Shape.LINE and piece.words <= words
        if is_line or (furniture and piece.kind is BlockKind.BOILERPLATE):
            row.append(n)
        else:
            row = []
        if len(row) == _ROW_LINES:
            found.update(row)
        elif len(row) > _ROW_LINES:
            found.add(n)
    return frozenset(found)


def _announced(pieces: Sequence[Piece]) -> frozenset[int]:
    """The numbers of short lines that follow a colon: items of a list."""
    found: set[int] = set()
    for n in range(1, len(pieces) - 1):
        before, after = pieces[n - 1], pieces[n + 1]
        colon = before.shape is Shape.PROSE and before.line.endswith(":")
        begins = colon and after.shape is Shape.LINE
        if pieces[n].shape is Shape.LINE and (begins or n - 1 in found):
            found.add(n)
    return frozenset(found)


def _names_who_spoke(pieces: Sequence[Piece], n: int) -> bool:
    """Whether a line only names the speaker of a pull quote above it."""
    if n == 0 or _ATTRIBUTION_LINE.fullmatch(pieces[n].line) is None:
        return False
    quote = pieces[n - 1].line
    if quote.startswith(OPENING_MARKS):
        return "," in pieces[n].line or pieces[n].line[0] in "-–—"
    words = quote.strip(" .…")
    around = [*pieces[max(0, n - 1 - _QUOTE_REACH) : n - 1], *pieces[n : n + _QUOTE_REACH]]
    return len(words) > _QUOTE_LENGTH and any(words in piece.line for piece in around)
