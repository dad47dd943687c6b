"""The phrases by which the furniture of a news page is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from attrs import field, frozen

from attribution.errors import ConfigError

__all__ = ["FURNITURE_KINDS", "Furniture", "line_key"]

FURNITURE_KINDS: Final = (
    "line",
    "tail",
    "opener",
    "prefix",
    "contains",
    "regex",
    "byline",
    "caption",
    "credit",
    "heading",
    "lead-in",
)
"""The first column of ``seeds/furniture.tsv``, which says what each one means."""

_LINE_LENGTH: Final = 500
"""A paragraph longer than this is not furniture, whatever phrase it holds."""

_QUOTED: Final = ('"', "“", "„", "«", "”", "'", "‘")
_SENTENCE_END = re.compile(r"(?<=\w\w[.!?])\s")
_LETTER = re.compile(r"[^\W\d_]")
# A credit stands at the end of a caption: in brackets, after a sentence, or
# after nothing but a space when it begins in a way that prose does not.
_CREDIT_STARTS = re.compile(
    r"(?<=[.!?…”’\"')\]])\s+"
    r"|\s+(?=[(\[©]|[A-Z]{2,}/|(?:Photo|Image|Picture|Credit)[\w ]{0,16}:)"
)
_CREDIT_LENGTH: Final = 160
_NEVER: Final = r"(?!)"


def line_key(text: str) -> str:
    """
    A line as the phrases are written: lower case, without counts and marks around it.

    >>> line_key("  0 Comments: ")
    'comments'
    """
    key = _plain(text)
    first = _LETTER.search(key)
    last = _LETTER.search(key[::-1])
    return key[first.start() : len(key) - last.start()] if first and last else ""


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns) or _NEVER)


@frozen(kw_only=True)
class Furniture:
    """Compiled furniture phrases; make it once with `from_entries`."""

    lines: frozenset[str]
    tails: frozenset[str]
    openers: frozenset[str]
    headings: frozenset[str]
    prefixes: tuple[str, ...]
    phrases: tuple[str, ...]
    caption_prefixes: tuple[str, ...]
    lead_ins: tuple[str, ...]
    patterns: re.Pattern[str] = field(repr=False)
    bylines: re.Pattern[str] = field(repr=False)
    credits: re.Pattern[str] = field(repr=False)

    @classmethod
    def from_entries(cls, entries: Iterable[Sequence[str]]) -> Furniture:
        """
        Compile (kind, phrase) pairs.

        Raises:
            ConfigError: a kind is not one of `FURNITURE_KINDS`, or a pattern is none.
        """
        by_kind: dict[str, list[str]] = {kind: [] for kind in FURNITURE_KINDS}
        patterns = ("regex", "byline", "credit")
        for kind, phrase in entries:
            if kind not in by_kind:
                raise ConfigError("furniture kind", kind, f"one of {', '.join(FURNITURE_KINDS)}")
            if kind in patterns:
                try:
                    re.compile(phrase)
                except re.error as error:
                    raise ConfigError(f"furniture {kind}", phrase, "a pattern") from error
            by_kind[kind].append(phrase if kind in patterns else _plain(phrase))
        return cls(
            lines=frozenset(map(line_key, by_kind["line"])),
            tails=frozenset(map(line_key, by_kind["tail"])),
            openers=frozenset(map(line_key, by_kind["opener"])),
            headings=frozenset(map(line_key, by_kind["heading"])),
            prefixes=tuple(by_kind["prefix"]),
            phrases=tuple(by_kind["contains"]),
            caption_prefixes=tuple(by_kind["caption"]),
            lead_ins=tuple(f" {phrase}" for phrase in by_kind["lead-in"]),
            patterns=_any_of(by_kind["regex"]),
            bylines=_any_of(by_kind["byline"]),
            credits=_any_of(by_kind["credit"]),
        )

    def has_line(self, line: str) -> bool:
        """Whether this whole line is furniture, wherever it stands."""
        if len(line) > _LINE_LENGTH:
            return False
        if line.startswith(_QUOTED):
            return self.patterns.fullmatch(line) is not None
        key = line_key(line)
        if key in self.lines or key in self.openers:
            return True
        plain = _plain(line)
        if plain.startswith(self.prefixes):
            return True
        # A phrase in a later sentence does not condemn those before it.
        opening = _SENTENCE_END.split(plain, maxsplit=1)[0]
        if any(phrase in opening for phrase in self.phrases):
            return True
        return self.patterns.fullmatch(line) is not None

    def is_opener(self, line: str) -> bool:
        """Whether a comment form or a list of other articles begins with this line."""
        return len(line) <= _LINE_LENGTH and line_key(line) in self.openers

    def is_tail(self, line: str) -> bool:
        """Whether this line is furniture when no prose follows it."""
        return len(line) <= _LINE_LENGTH and line_key(line) in self.tails

    def is_heading(self, line: str) -> bool:
        """Whether this line is a heading that many articles have, such as "Notes to editors"."""
        return len(line) <= _LINE_LENGTH and line_key(line) in self.headings

    def is_byline(self, line: str) -> bool:
        """Whether this line names the author."""
        return len(line) <= _LINE_LENGTH and self.bylines.fullmatch(line) is not None

    def is_caption(self, line: str) -> bool:
        """Whether this line says of itself that it describes a picture."""
        return line[:40].lower().startswith(self.caption_prefixes)

    def leads_in(self, line: str) -> bool:
        """Whether this line, though it has no stop, is a sentence that announces the next block."""
        return line[-40:].lower().endswith(self.lead_ins)

    def find_credit(self, text: str) -> int | None:
        """Where the photo credit that ends *text* begins; 0 if it is nothing else."""
        if len(text) <= _CREDIT_LENGTH and self.credits.fullmatch(text):
            return 0
        from_ = max(0, len(text) - _CREDIT_LENGTH)
        for gap in _CREDIT_STARTS.finditer(text, from_):
            if self.credits.fullmatch(text, gap.end()):
                return gap.end()
        return None
