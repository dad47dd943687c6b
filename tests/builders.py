"""What tests are written in: bracketed text instead of counted offsets."""

from __future__ import annotations

import re

from attribution.spans import Span

__all__ = ["mark"]

_TOKEN = re.compile(r"\[(?P<role>[a-z][a-z_-]*):|(?P<end>\])")


def mark(marked: str) -> tuple[str, dict[str, tuple[Span, ...]]]:
    """
    Take the brackets out of a text and give what each role marked.

    Brackets nest. One that names no role, such as ``[sic]``, is text, and so is
    a closing one with nothing open.

    Raises:
        ValueError: a bracket is never closed.

    >>> text, spans = mark("[source:Ms Lee] [cue:said] [content:it rained]")
    >>> text
    'Ms Lee said it rained'
    >>> {role: [text[s.slice] for s in found] for role, found in spans.items()}
    {'source': ['Ms Lee'], 'cue': ['said'], 'content': ['it rained']}
    """
    text, read = "", 0
    opened: list[tuple[str, int]] = []
    literal = 0
    found: dict[str, list[Span]] = {}
    for token in _TOKEN.finditer(marked):
        before = marked[read : token.start()]
        text, read = text + before, token.end()
        literal += before.count("[")
        role = token["role"]
        if role is not None:
            opened.append((role, len(text)))
        elif literal or not opened:
            literal = max(0, literal - 1)
            text += "]"
        else:
            closed, start = opened.pop()
            found.setdefault(closed, []).append(Span(start, len(text)))
    if opened:
        msg = f"never closed: [{opened[-1][0]}:"
        raise ValueError(msg)
    return text + marked[read:], {role: tuple(sorted(spans)) for role, spans in found.items()}
