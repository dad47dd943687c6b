"""What each paragraph looks like, before its place on the page is considered."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from attrs import mutable

from attribution.blocks.furniture import Furniture
from attribution.blocks.lines import is_indented, is_marked_quoted
from attribution.blocks.scripts import find_script
from attribution.spans import Span
from attribution.vocabulary import BlockKind

__all__ = ["OPENING_MARKS", "Piece", "Shape", "find_pieces", "is_title_case"]

OPENING_MARKS: Final = ('"', "“", "„", "«", "”", "‘", "''", "``")
"""A line that begins with one of these may be somebody's words."""

_HEADLINE_WORDS: Final = 30
"""A longer line without a stop is no headline."""
_QUESTION_WORDS: Final = 12
_SPEAKER_LENGTH: Final = 120

_ALNUM = re.compile(r"[^\W_]")
_FINAL = re.compile(r"[.!?…。！？؟][\"'”’»)\]*_]*(?:\s?\[\d{1,3}\])*\Z")
_SENTENCE_BREAK = re.compile(r"(?<=\w\w)[.!?…][\"'”’»)\]]*\s+[\"'“‘«(\[]*[A-Z]")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_CLOSING_MARKS: Final = ('"', "”", "»", "’", "''")
_SPEAKER = re.compile(
    r"(?<=[a-z][.!?”])\s+"
    r"((?:[A-Z][\w.'’-]*\s){1,3}[A-Z][\w'’-]*, (?:[A-Z][\w.]*\s)*[A-Z][^!?;:,]{3,60})\Z"
)
# Words that a title leaves in lower case.
_SMALL_WORDS: Final = frozenset(
    (
        "a an and as at but by for from in into is nor of off on or over per"
        " the to up v via vs with"
    ).split()
)


class Shape(Enum):
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
class Piece:
    """One paragraph on its way to become a block."""

    span: Span
    line: str
    words: int
    shape: Shape
    kind: BlockKind = BlockKind.PARAGRAPH
    indented: bool = False
    opens_zone: bool = False
    """Comment forms and lists of other articles begin here."""


def find_pieces(text: str, span: Span, script: str, furniture: Furniture) -> list[Piece]:
    """
    One paragraph as a piece, or two: a caption and its credit, a pull quote and its speaker.

    Args:
        text: The whole article.
        span: The paragraph.
        script: The script the article is in, empty for none.
        furniture: Phrases that give a kind away.
    """
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


def _look_at(span: Span, line: str, script: str, furniture: Furniture) -> Piece:
    """A paragraph whose kind its neighbours will decide."""
    words = len(line.split())
    shape = _shape(line, words, script, furniture)
    return Piece(span=span, line=line, words=words, shape=shape)


def _find_speaker(line: str) -> re.Match[str] | None:
    """The name and office below a pull quote, run on to it: "... in mind. Jane Doe, Mayor"."""
    if line[-1] in '.!?…:;,”"':
        return None
    return _SPEAKER.search(line, max(0, len(line) - _SPEAKER_LENGTH))


def _fixed(span: Span, line: str, kind: BlockKind) -> Piece:
    return Piece(span=span, line=line, words=0, shape=Shape.FIXED, kind=kind)


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


def _shape(line: str, words: int, script: str, furniture: Furniture) -> Shape:
    """What a paragraph looks like that no phrase gives away."""
    if words <= _HEADLINE_WORDS and script and find_script(line) not in ("", script):
        return Shape.FOREIGN
    if furniture.is_tail(line):
        return Shape.TAIL
    if words > _HEADLINE_WORDS or _SENTENCE_BREAK.search(line):
        return Shape.PROSE
    if _FINAL.search(line[-24:]):
        if line.startswith(OPENING_MARKS):
            return Shape.PROSE
        if is_title_case(line):
            return Shape.TITLE
        if words <= _QUESTION_WORDS and line.rstrip("\"'”’»)")[-1] in "?!":
            return Shape.QUESTION
        return Shape.PROSE
    if line[-1] in ",;:–—-" or furniture.leads_in(line):
        return Shape.LINE if line[-1] == ":" and _is_label(line, words) else Shape.PROSE
    if line.startswith(OPENING_MARKS) and line.endswith(_CLOSING_MARKS):
        return Shape.PROSE
    return Shape.LINE


def _is_label(line: str, words: int) -> bool:
    """Whether a line such as "Key Points:" is a heading, unlike "He added:"."""
    return words <= 3 and all(w[0].isupper() for w in _WORD.findall(line)) and words != 2


def is_title_case(line: str) -> bool:
    """Whether every word that matters has a capital, and there are enough to tell."""
    telling = [w for w in _WORD.findall(line) if w.lower() not in _SMALL_WORDS]
    return len(telling) >= 4 and sum(w[0].isupper() for w in telling) >= 0.9 * len(telling)
