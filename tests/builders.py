"""What tests are written in: bracketed text instead of counted offsets."""

from __future__ import annotations

import re

from attribution.spans import Span

__all__ = ["mark"]

_BRACKET = re.compile(r"\[(?:(?P<role>[a-z][a-z_-]*):)?|\]")


def mark(marked: str) -> tuple[str, dict[str, tuple[Span, ...]]]:
    """
    Take the brackets out of a text and give what each role marked.

    Brackets nest. A pair that names no role, such as ``[sic]``, stays text.

    Raises:
        ValueError: a bracket has no fellow.

    >>> text, spans = mark("[source:Ms Lee] [cue:said] [content:it rained]")
    >>> text
    'Ms Lee said it rained'
    >>> {role: [text[s.slice] for s in found] for role, found in spans.items()}
    {'source': ['Ms Lee'], 'cue': ['said'], 'content': ['it rained']}
    """
    text, read = "", 0
    opened: list[tuple[str | None, int]] = []
    found: dict[str, list[Span]] = {}
    for bracket in _BRACKET.finditer(marked):
        text, read = text + marked[read : bracket.start()], bracket.end()
        if bracket[0] != "]":
            opened.append((bracket["role"], len(text)))
            text += "" if bracket["role"] else "["
            continue
        if not opened:
            msg = f"a bracket closes that was never opened: {marked[:read]!r}"
            raise ValueError(msg)
        role, start = opened.pop()
        if role is None:
            text += "]"
        else:
            found.setdefault(role, []).append(Span(start, len(text)))
    if opened:
        msg = f"a bracket is never closed: {marked!r}"
        raise ValueError(msg)
    return text + marked[read:], {role: tuple(sorted(spans)) for role, spans in found.items()}
