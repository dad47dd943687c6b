"""Which script a text is written in: Latin, Cyrillic, Arabic and so on."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

__all__ = ["find_main_script", "find_script"]

_LETTER = re.compile(r"[^\W\d_]")
_SAMPLE: Final = 60
"""So many characters of a line are enough to tell."""


def find_main_script(lines: Iterable[str]) -> str:
    """
    The script of most of the text; empty where there are no letters.

    >>> find_main_script(["Ministers meet in Ankara.", "Обсудить"])
    'LATIN'
    """
    counts: Counter[str] = Counter()
    for line in lines:
        counts[find_script(line)] += len(line)
    del counts[""]
    return counts.most_common(1)[0][0] if counts else ""


def find_script(line: str) -> str:
    """The script of the first letters of a line; empty where it has none."""
    if line.isascii():
        return "LATIN" if _LETTER.search(line) else ""
    letters = _LETTER.findall(line[:_SAMPLE])
    if not letters:
        return ""
    return Counter(map(_script_of, letters)).most_common(1)[0][0]


@lru_cache(maxsize=4096)
def _script_of(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").partition(" ")[0]
