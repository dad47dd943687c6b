"""Where one sentence ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attribution.document import Block
from attribution.sentences.abbreviations import Abbreviations
from attribution.spans import Span, trim

__all__ = ["split_sentences"]

_CLOSERS: Final = "\"'”’»›)\\]}*_"
# Three ways to end: with white space behind (and perhaps a closing mark after a
# stray space), with a letter where a space was forgotten, and in Chinese style.
# The look-behinds keep a megabyte of stops linear.
_CANDIDATE = re.compile(
    rf"""
    (?<![.!?…؟])(?P<marks>[.!?…؟]+)
    (?P<closers>[{_CLOSERS}]*(?:\s?\[\d{{1,3}}\]|\s+\[(?:\.\.\.|…)\])*)
    (?: (?:[ \xa0][”»](?=\s|\Z) | “)? (?=\s|\Z) | (?=[“"‘«(]?[A-Z]) )
    | (?<![。！？])[。！？]+[{_CLOSERS}」』）]*
    """,
    re.VERBOSE,
)
_ALNUM = re.compile(r"[^\W_]")
_DASH = re.compile(r"\s*[-–—―]+\s*[A-Z]")
_BRACKETED = re.compile(r"\s*\(")
_NEXT = re.compile(r"[\W_]*([\w'’-]*)")
_ELLIPSES: Final = ("…", "...", "....")
_OPENERS: Final = "\"'“”‘’„«»‹([{`*_—–―-"
_NEXT_LENGTH: Final = 80
_WORD_LENGTH: Final = 40
_BRACKET_LENGTH: Final = 300
"""A bracket that is not closed within so many characters was never meant to be."""

_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]\.|(?:[a-z]\.){2,}")
_LIST_NUMBER_LENGTH: Final = 8
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)]+")
_BEFORE_NUMBER: Final = frozenset(("No.", "no.", "NO.", "Nos.", "nos.", "Art.", "art.", "fig."))
"""Abbreviations where a number follows, words elsewhere."""

_SPEAKER = re.compile(
    r"\s*(?:[A-Z][\w.'’-]*\s+){1,4}(?:[a-z]+\s+){0,2}"
    r"(?:said|says|asked|asks|added|told|wrote|writes|tweeted|shouted|cried|exclaimed|replied"
    r"|responded|continued|joked|yelled|wondered|demanded|declared|answered|recalled)\b"
)
"""“Stop!” Cavusoglu said: the quoted sentence ends, the one around it goes on."""

# A capital on one of these shows that a sentence begins; on a name it shows nothing.
_BEGINNERS: Final = frozenset(
    """
    a about above according after again against all along already also although amid among
    an and another any anyone anything are around as asked at back because before behind
    below besides between beyond both but by can could despite did do does during each
    earlier either even every everyone everything few finally first for from further given
    had has have he her here his how however i if in indeed instead into is it its it's just
    last later let like many may maybe meanwhile might more moreover most much my neither
    never nevertheless no nobody none nor not nothing now of off on once one only or other
    others our over perhaps rather says several she should similarly since so some somebody
    someone soon still such than that that's the their them then there there's therefore
    these they they're this those though through throughout thus to today together tomorrow
    too two under unless unlike until up upon was we we're were what when where whether
    which while who whose why will with within without would yesterday yet you your
    """.split()
)


def split_sentences(
    text: str, blocks: Sequence[Block], *, abbreviations: Abbreviations
) -> tuple[Span, ...]:
    """
    The sentences of the prose blocks, in order, trimmed of white space.

    Every character of a prose block that is not white space is in exactly one.
    Closing marks stay with the sentence they close. Sentences inside a quotation
    are sentences; one that the words around it carry on (“Is it over?” he asked)
    is not.

    >>> from attribution.vocabulary import BlockKind
    >>> text = "“It rained.” Gen. Ayoub left. “Over?” he asked."
    >>> block = Block(span=Span(0, len(text)), kind=BlockKind.PARAGRAPH)
    >>> known = Abbreviations.from_entries(["Gen."])
    >>> [text[s.slice] for s in split_sentences(text, [block], abbreviations=known)]
    ['“It rained.”', 'Gen. Ayoub left.', '“Over?” he asked.']
    """
    sentences: list[Span] = []
    for block in blocks:
        if not block.kind.is_prose:
            continue
        start = block.span.start
        for end in _boundaries(text, block.span, abbreviations):
            sentences.append(trim(text, Span(start, end)))
            start = end
        sentences.append(trim(text, Span(start, block.span.end)))
    return tuple(sentence for sentence in sentences if sentence)


def _boundaries(text: str, block: Span, abbreviations: Abbreviations) -> Iterator[int]:
    """The offsets inside a block at which a sentence ends."""
    start = seen = block.start
    depth = 0
    bracketed = _BRACKETED.match(text, start) is not None
    for match in _CANDIDATE.finditer(text, block.start, block.end):
        end = match.end()
        if end >= block.end:
            return
        depth = max(0, depth + text.count("(", seen, end) - text.count(")", seen, end))
        seen = end
        if match["marks"] is not None:
            if depth and not bracketed and _closes_soon(text, end):
                continue
            if not _is_boundary(text, start, match, block.end, abbreviations):
                continue
        yield end
        start, depth = end, 0
        bracketed = _BRACKETED.match(text, start) is not None


def _closes_soon(text: str, end: int) -> bool:
    """Whether the brackets that are open at *end* are closed before others open."""
    close = text.find(")", end, end + _BRACKET_LENGTH)
    return close >= 0 and text.find("(", end, close) < 0


def _is_boundary(
    text: str, start: int, match: re.Match[str], limit: int, abbreviations: Abbreviations
) -> bool:
    """Whether a sentence that began at *start* ends with this candidate."""
    marks, closers, end = match["marks"], match["closers"], match.end()
    first = match.start()
    if first - start < _WORD_LENGTH and not _ALNUM.search(text, start, first):
        return False  # dots between sentences go with the second
    if text[first - 1 : first] in ("[", "(") and closers[:1] in ("]", ")"):
        return False  # "[...]" stands for words left out, often in mid-sentence
    horizon = min(limit, end + _NEXT_LENGTH)
    following = _NEXT.match(text, end, horizon)
    word = following.group(1) if following else ""
    if word.islower() and word[0].islower():
        return False
    if marks in _ELLIPSES and not closers and text[first - 1].isspace():
        return False  # and so do dots with a space on either side
    before = text[max(start, first - _WORD_LENGTH) : first].rsplit(None, 1)
    token = before[-1].lstrip(_OPENERS) if before else ""
    if not text[end].isspace():
        return _lacks_space(token, word)
    dashed = _DASH.match(text, end, horizon) is not None
    if any(mark in closers for mark in "\"'”’»") and word:
        if dashed:
            return False  # “It rained.” — Jane Doe
        if marks != ".":
            return word.lower() in _BEGINNERS or not _SPEAKER.match(text, end, horizon)
    if marks == "." and closers in ("", ")", "]"):
        after = "" if dashed else word  # HEMPSTEAD, N.Y. — If it rains
        return not _abbreviates(f"{token}.", after, text, start, first, abbreviations)
    return True


def _lacks_space(token: str, word: str) -> bool:
    """Whether a space was forgotten, as in "he said.The"; names of sites have none either."""
    if not token.isalnum() or not token[-2:].islower() or len(token) < 2:
        return False
    return word.lower() in _BEGINNERS or (token.islower() and word[1:].islower())


def _abbreviates(
    token: str, word: str, text: str, start: int, stop: int, abbreviations: Abbreviations
) -> bool:
    """Whether the stop after *token* belongs to an abbreviation and ends nothing."""
    known = token.rpartition("-")[2].replace("’", "'")  # "R-Ala."
    if known in _BEFORE_NUMBER:
        return word[:1].isdigit()
    if known in abbreviations.inner:
        return True
    if known in abbreviations.final or _INITIALS.fullmatch(token):
        return word.lower().replace("’", "'") not in _BEGINNERS
    if stop - start > _LIST_NUMBER_LENGTH:
        return False
    return text[start : stop + 1].lstrip() == token and _LIST_NUMBER.fullmatch(token) is not None
