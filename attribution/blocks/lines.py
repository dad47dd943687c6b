"""Text to paragraphs as the eye sees them, by its lines alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from attribution.spans import Span

__all__ = ["find_paragraphs", "is_indented", "is_marked_quoted"]

# The last two end a paragraph, all the others a line.
_LINE = re.compile(r"([^\n\r\v\x85\u2028\f\u2029]*)(\r\n|[\n\r\v\x85\u2028\f\u2029]|\Z)")
_PARAGRAPH_ENDS: Final = ("\f", "\u2029")
_FINAL = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_SOFT_END = re.compile(r"(?:[,;–—-]|\b(?:and|or|the|a|an|of|to|in|for|with|by|at|on|that))$")
_BULLET = re.compile(r"[-*•·▪◦–—]\s|\d{1,2}[.)]\s")

_WRAP_COLUMNS: Final = (40, 130)
"""Hard-wrapped text has its longest line between these."""
_WRAP_SHARE: Final = 0.8
"""Of its line breaks, this many come because the next word did not fit."""
_SENTENCE_WORDS: Final = 5
"""So many words that the next line carries on in lower case are a broken sentence."""


def find_paragraphs(text: str, is_furniture: Callable[[str], bool]) -> tuple[Span, ...]:
    """
    The paragraphs of *text*, trimmed, in order; with white space they make up the text.

    Blank lines part them. Inside a run of lines without a blank one, a line break
    is the author's own (each line is a paragraph) unless the run looks
    hard-wrapped or the break falls inside a sentence.

    Args:
        text: The whole article.
        is_furniture: Whether a line is known to stand alone, such as "0 Comments".
    """
    paragraphs: list[Span] = []
    for run in _runs(text):
        if len(run) == 1:
            paragraphs.append(run[0])
        else:
            paragraphs.extend(_join(text, run, is_furniture))
    return tuple(paragraphs)


def is_marked_quoted(line: str) -> bool:
    """Whether a line is set off the way mail sets off what it answers."""
    return line.startswith(">")


def is_indented(text: str, span: Span) -> bool:
    """Whether a paragraph stands four columns or a tab to the right of its margin."""
    before = text[max(0, span.start - 4) : span.start]
    return before.endswith("\t") or before == "    "


def _runs(text: str) -> Iterator[list[Span]]:
    """Lines that no blank line parts, each trimmed."""
    run: list[Span] = []
    for match in _LINE.finditer(text):
        content = match.group(1)
        stripped = content.lstrip()
        if stripped:
            start = match.end(1) - len(stripped)
            run.append(Span(start, start + len(stripped.rstrip())))
        if run and (not stripped or match.group(2) in _PARAGRAPH_ENDS):
            yield run
            run = []
    if run:
        yield run


def _join(text: str, run: list[Span], is_furniture: Callable[[str], bool]) -> Iterator[Span]:
    """The paragraphs of one run of lines."""
    lines = [text[line.start : line.end] for line in run]
    width = max(map(len, lines))
    fits = _WRAP_COLUMNS[0] <= width <= _WRAP_COLUMNS[1]
    wrapped = fits and _is_wrapped(lines, width)
    start = run[0].start
    words = len(lines[0].split())
    for n in range(1, len(run)):
        before, after = lines[n - 1], lines[n]
        if is_marked_quoted(before) or is_marked_quoted(after):
            joins = is_marked_quoted(before) and is_marked_quoted(after)
        elif _BULLET.match(after) or is_furniture(after):
            joins = False
        elif wrapped:
            joins = not _ends_paragraph(before, after, width)
        else:
            joins = _carries_on(before, after) and words >= _SENTENCE_WORDS
        if not joins:
            yield Span(start, run[n - 1].end)
            start, words = run[n].start, 0
        words += len(after.split())
    yield Span(start, run[-1].end)


def _is_wrapped(lines: list[str], width: int) -> bool:
    """Whether most breaks came because the next word did not fit."""
    inner = [
        (before, after)
        for before, after in pairwise(lines)
        if not _ends_paragraph(before, after, width)
    ]
    full = sum(_is_full(before, after, width) for before, after in inner)
    broken = sum(_carries_on(before, after) for before, after in inner)
    return broken > 0 and full >= _WRAP_SHARE * len(inner)


def _is_full(before: str, after: str, width: int) -> bool:
    """Whether the first word of the next line would have made this one too long."""
    # Four columns of grace: editors differ in whether they count the space.
    return len(before) + 1 + len(after.split(None, 1)[0]) > width - 4


def _ends_paragraph(before: str, after: str, width: int) -> bool:
    """Whether a sentence ends well before the margin."""
    return _FINAL.search(before[-12:]) is not None and not _is_full(before, after, width)


def _carries_on(before: str, after: str) -> bool:
    """Whether a line break falls inside a sentence."""
    if _FINAL.search(before[-12:]):
        return False
    return after[0].islower() or _SOFT_END.search(before[-12:]) is not None
