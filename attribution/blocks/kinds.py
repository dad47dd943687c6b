"""What kind of block each paragraph is: by its phrases, its shape and its place on the page."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from enum import Enum
from functools import lru_cache
from typing import Final

from attrs import mutable

from attribution.blocks.furniture import Furniture, line_key
from attribution.blocks.lines import find_paragraphs, is_indented, is_marked_quoted
from attribution.document import Block
from attribution.spans import Span
from attribution.vocabulary import BlockKind

__all__ = ["find_blocks"]

_HEADING_WORDS: Final = 16
"""Between paragraphs of prose, a longer line is a sentence without its stop."""
_HEADLINE_WORDS: Final = 30
"""Above the article a heading may be this long."""
_SENTENCE_WORDS: Final = 6
"""Right below the last paragraph, a line this long is a sentence without its stop."""
_QUESTION_WORDS: Final = 12
_LIST_LINES: Final = 4
"""So many short lines in a row are a list, not headings."""
_MENU_WORDS: Final = 2
_OFFICE_WORDS: Final = 4
"""Below a byline, so few words say who the author works for."""

_ALNUM = re.compile(r"[^\W_]")
_FINAL = re.compile(r"[.!?…。！？؟][\"'”’»)\]*_]*\Z")
_SENTENCE_BREAK = re.compile(r"(?<=\w\w)[.!?…][\"'”’»)\]]*\s+[\"'“‘«(\[]*[A-Z]")
_LETTER = re.compile(r"[^\W\d_]")
_SCRIPT_SAMPLE: Final = 60
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SEPARATOR = re.compile(r"\s(?:[/|»›>:·•]|[-–—])\s")
_MARK = ('"', "“", "„", "«", "”", "‘", "''", "``")
_CLOSING_MARK = ('"', "”", "»", "’", "''")
_ATTRIBUTION_LINE = re.compile(
    r"(?:[-–—]+\s*)?(?:[A-Z][\w.'’-]*\s+){1,5}(?:[A-Z][\w.'’-]*)?(?:,\s.{2,80})?|(?:[-–—]+\s*)[A-Z].{2,80}"
)
_SPEAKER_LENGTH: Final = 120
_SPEAKER = re.compile(
    r"(?<=[a-z][.!?”])\s+((?:[A-Z][\w.'’-]*\s){1,3}[A-Z][\w'’-]*, (?:[A-Z][\w.]*\s)*[A-Z][^!?;:,]{3,60})\Z"
)
# Words that a title leaves in lower case.
_SMALL_WORDS: Final = frozenset(
    "a an and as at but by for from in into is nor of off on or over per the to up v via vs with".split()
)


class _Shape(Enum):
    """What a paragraph looks like, wherever it stands."""

    PROSE = "prose"
    LINE = "line"
    """Short and without a final stop: a heading, a teaser, furniture nobody listed."""
    TITLE = "title"
    """The same with a final stop but in title case, as some archives store headlines."""
    QUESTION = "question"
    """One short question or exclamation."""
    FOREIGN = "foreign"
    """In another script than the article."""
    TAIL = "tail"
    """A phrase that is furniture below the article and prose inside it."""
    FIXED = "fixed"
    """Its kind is known without its neighbours."""


@mutable(kw_only=True)
class _Piece:
    """One paragraph on its way to become a block."""

    span: Span
    line: str
    words: int
    shape: _Shape
    kind: BlockKind = BlockKind.PARAGRAPH
    indented: bool = False
    opens_zone: bool = False
    """Comment forms and lists of other articles begin here."""


def find_blocks(text: str, *, furniture: Furniture) -> tuple[Block, ...]:
    """
    The blocks of *text*, in order and disjoint.

    Every character that is not white space is in exactly one of them. When in
    doubt a block is a paragraph: prose is never thrown away for its looks alone.

    >>> bare = Furniture.from_entries([("line", "Add comment")])
    >>> text = "Rain in Bergen\\n\\nIt rained all day on Monday.\\n\\nAdd comment"
    >>> [str(block.kind) for block in find_blocks(text, furniture=bare)]
    ['heading', 'paragraph', 'boilerplate']
    """
    spans = find_paragraphs(text, furniture.has_line)
    script = _main_script([text[s.start : s.end] for s in spans])
    pieces: list[_Piece] = []
    for span in spans:
        pieces.extend(_pieces(text, span, script, furniture))
    _settle(pieces)
    return tuple(Block(span=piece.span, kind=piece.kind) for piece in pieces)


def _pieces(text: str, span: Span, script: str, furniture: Furniture) -> list[_Piece]:
    """One paragraph, or a caption and the credit that ends it."""
    line = text[span.start : span.end]
    kind = _known_kind(line, furniture)
    if kind is not None:
        piece = _fixed(span, line, kind)
        piece.opens_zone = furniture.is_opener(line)
        return [piece]
    credit = furniture.find_credit(line)
    if credit:
        caption = line[:credit].rstrip()
        return [
            _fixed(Span(span.start, span.start + len(caption)), caption, BlockKind.CAPTION),
            _fixed(Span(span.start + credit, span.end), line[credit:], BlockKind.BOILERPLATE),
        ]
    speaker = _find_speaker(line)
    if speaker is not None:
        said = line[: speaker.start()]
        piece = _look_at(Span(span.start, span.start + len(said)), said, script, furniture)
        start = span.start + speaker.start(1)
        return [piece, _fixed(Span(start, span.end), speaker[1], BlockKind.BOILERPLATE)]
    if furniture.is_caption(line):
        return [_fixed(span, line, BlockKind.CAPTION)]
    piece = _look_at(span, line, script, furniture)
    piece.indented = is_indented(text, span)
    return [piece]


def _look_at(span: Span, line: str, script: str, furniture: Furniture) -> _Piece:
    """A paragraph whose kind its neighbours will decide."""
    words = len(line.split())
    shape = _shape(line, words, script, furniture)
    return _Piece(span=span, line=line, words=words, shape=shape)


def _find_speaker(line: str) -> re.Match[str] | None:
    """The name and office below a pull quote, run on to it: "... in mind. Jane Doe, Mayor"."""
    if line[-1] in ".!?…:;,”\"":
        return None
    return _SPEAKER.search(line, max(0, len(line) - _SPEAKER_LENGTH))


def _fixed(span: Span, line: str, kind: BlockKind) -> _Piece:
    return _Piece(span=span, line=line, words=0, shape=_Shape.FIXED, kind=kind)


def _known_kind(line: str, furniture: Furniture) -> BlockKind | None:
    """The kind of a paragraph that needs no look at its neighbours."""
    if not _ALNUM.search(line) or furniture.has_line(line):
        return BlockKind.BOILERPLATE
    if is_marked_quoted(line):
        return BlockKind.BLOCKQUOTE
    if furniture.is_byline(line):
        return BlockKind.BYLINE
    if furniture.is_heading(line):
        return BlockKind.HEADING
    if furniture.find_credit(line) == 0:
        return BlockKind.BOILERPLATE
    return None


def _shape(line: str, words: int, script: str, furniture: Furniture) -> _Shape:
    """What a paragraph looks like that no phrase gives away."""
    if words <= _HEADLINE_WORDS and script and _script(line) not in ("", script):
        return _Shape.FOREIGN
    if furniture.is_tail(line):
        return _Shape.TAIL
    if words > _HEADLINE_WORDS or _SENTENCE_BREAK.search(line):
        return _Shape.PROSE
    if _FINAL.search(line[-12:]):
        if line.startswith(_MARK):
            return _Shape.PROSE
        if _is_title_case(line):
            return _Shape.TITLE
        if words <= _QUESTION_WORDS and line.rstrip("\"'”’»)")[-1] in "?!":
            return _Shape.QUESTION
        return _Shape.PROSE
    if line[-1] in ",;:–—-" or furniture.leads_in(line):
        return _Shape.LINE if line[-1] == ":" and _is_label(line, words) else _Shape.PROSE
    if line.startswith(_MARK) and line.endswith(_CLOSING_MARK):
        return _Shape.PROSE
    return _Shape.LINE


def _is_label(line: str, words: int) -> bool:
    """Whether a line such as "Key Points:" is a heading, unlike "He added:"."""
    return words <= 3 and all(w[0].isupper() for w in _WORD.findall(line)) and words != 2


def _is_title_case(line: str) -> bool:
    """Whether every word that matters has a capital, and there are enough to tell."""
    telling = [w for w in _WORD.findall(line) if w.lower() not in _SMALL_WORDS]
    return len(telling) >= 4 and sum(w[0].isupper() for w in telling) >= 0.9 * len(telling)


def _settle(pieces: Sequence[_Piece]) -> None:
    """Decide what the looks of each piece left open, by its place among the others."""
    prose = [n for n, piece in enumerate(pieces) if piece.shape is _Shape.PROSE]
    if not prose:
        for piece in pieces:
            if piece.shape is _Shape.TAIL:
                piece.kind = BlockKind.BOILERPLATE
        return
    first, last = prose[0], prose[-1]
    _settle_above(pieces[:first])
    _settle_between(pieces[first : last + 1])
    _settle_below(pieces[last + 1 :])
    indented = [n for n in prose if pieces[n].indented]
    if 2 * len(indented) < len(prose):
        for n in indented:
            pieces[n].kind = BlockKind.BLOCKQUOTE


def _settle_above(pieces: Sequence[_Piece]) -> None:
    """What stands above the first paragraph: menus, a trail of sections, headlines."""
    seen: Counter[str] = Counter(line_key(piece.line) for piece in pieces)
    menus = _stretches(pieces, lambda piece: piece.words <= _MENU_WORDS)
    for n, piece in enumerate(pieces):
        if piece.shape is _Shape.FIXED:
            continue
        trail = [line_key(part) for part in _SEPARATOR.split(piece.line)]
        is_trail = len(trail) > 3 or (len(trail) > 1 and any(seen[part] for part in trail))
        if piece.shape in (_Shape.FOREIGN, _Shape.TAIL) or is_trail or n in menus:
            piece.kind = BlockKind.BOILERPLATE
        elif n and pieces[n - 1].kind is BlockKind.BYLINE and piece.words <= _OFFICE_WORDS:
            piece.kind = BlockKind.BYLINE
        else:
            piece.kind = BlockKind.HEADING


def _settle_between(pieces: Sequence[_Piece]) -> None:
    """What stands between the first paragraph and the last: subheadings, lists."""
    lists = _stretches(pieces, lambda piece: True) | _announced(pieces)
    headings = 0
    for n, piece in enumerate(pieces):
        if piece.shape is _Shape.LINE and piece.words <= _HEADING_WORDS and n not in lists:
            if _names_who_spoke(pieces, n):
                piece.kind = BlockKind.BOILERPLATE
            elif not piece.line.startswith(_MARK):
                piece.kind = BlockKind.HEADING
                headings += 1
    for piece in pieces:
        # One question among prose is the author's; among subheadings it is one of them.
        if piece.shape is _Shape.QUESTION and headings >= 2 and piece.line.endswith("?"):
            piece.kind = BlockKind.HEADING


def _settle_below(pieces: Sequence[_Piece]) -> None:
    """What stands below the last paragraph: forms, and the titles of other articles."""
    below_furniture = False
    in_zone = False
    for piece in pieces:
        if piece.shape is _Shape.FIXED:
            below_furniture |= piece.kind is BlockKind.BOILERPLATE
            in_zone |= piece.opens_zone
            if piece.kind is BlockKind.HEADING:
                piece.kind = BlockKind.BOILERPLATE
            continue
        is_sentence = (
            piece.shape is _Shape.LINE
            and not below_furniture
            and piece.words >= _SENTENCE_WORDS
            and not _is_title_case(piece.line)
        )
        is_question = piece.shape is _Shape.QUESTION and not in_zone
        if not is_sentence and not is_question:
            piece.kind = BlockKind.BOILERPLATE
            below_furniture |= piece.shape is _Shape.TAIL


def _stretches(pieces: Sequence[_Piece], holds: Callable[[_Piece], bool]) -> frozenset[int]:
    """The numbers of short lines that stand in a row with many others."""
    found: set[int] = set()
    row: list[int] = []
    for n, piece in enumerate(pieces):
        if piece.shape is _Shape.LINE and holds(piece):
            row.append(n)
            continue
        if len(row) >= _LIST_LINES:
            found.update(row)
        row = []
    if len(row) >= _LIST_LINES:
        found.update(row)
    return frozenset(found)


def _announced(pieces: Sequence[_Piece]) -> frozenset[int]:
    """The numbers of short lines that follow a colon: items of a list."""
    found: set[int] = set()
    for n in range(1, len(pieces)):
        before = pieces[n - 1]
        colon = before.shape is _Shape.PROSE and before.line.endswith(":")
        if pieces[n].shape is _Shape.LINE and (colon or n - 1 in found):
            found.add(n)
    return frozenset(found)


def _names_who_spoke(pieces: Sequence[_Piece], n: int) -> bool:
    """Whether a line only names the speaker of a pull quote above it."""
    if n == 0 or _ATTRIBUTION_LINE.fullmatch(pieces[n].line) is None:
        return False
    quote = pieces[n - 1].line
    if quote.startswith(_MARK):
        return "," in pieces[n].line or pieces[n].line[0] in "-–—"
    words = quote.strip(" .…")
    return len(words) > 30 and any(words in p.line for p in pieces if p is not pieces[n - 1])


def _main_script(lines: Sequence[str]) -> str:
    """The script most of the words are in; empty where there are none."""
    counts: Counter[str] = Counter()
    for line in lines:
        counts[_script(line)] += len(line)
    del counts[""]
    return counts.most_common(1)[0][0] if counts else ""


def _script(line: str) -> str:
    """The script of the first letters of a line; empty where it has none."""
    if line.isascii():
        return "LATIN" if _LETTER.search(line) else ""
    letters = _LETTER.findall(line[:_SCRIPT_SAMPLE])
    if not letters:
        return ""
    return Counter(map(_script_of, letters)).most_common(1)[0][0]


@lru_cache(maxsize=4096)
def _script_of(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").partition(" ")[0]
