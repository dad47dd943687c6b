"""The phrases by which the furniture of a news page is known."""

from __future__ import annotations

import re
from collections.abc import Iterable
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

_PHRASE_WORDS: Final = 45
"""A paragraph longer than this is not furniture because of a phrase somewhere in it."""

_QUOTED: Final = ('"', "“", "„", "«", "”", "'", "‘")
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
# A credit stands at the end of a caption: in brackets, after a sentence, or
# after nothing but a space when it begins in a way that prose does not.
_CREDIT_STARTS = re.compile(
    r"""(?<=[.!?…”’"')\]])\s+ | \s+(?=[(\[©]|[A-Z]{2,}/|(?:Photo|Image|Picture|Credit)[\w ]{0,16}:)""",
    re.VERBOSE,
)
_CREDIT_LENGTH: Final = 160
_NEVER: Final = r"(?!)"


def line_key(text: str) -> str:
    """
    A line as the phrases are written: lower case, without counts and marks around it.

    >>> line_key("  0 Comments: ")
    'comments'
    """
    key = " ".join(text.lower().replace("’", "'").split())
    return _EDGES.sub("", key)


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
    def from_entries(cls, entries: Iterable[tuple[str, str]]) -> Furniture:
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
            by_kind[kind].append(phrase if kind in patterns else " ".join(phrase.lower().split()))
        return cls(
            lines=frozenset(map(line_key, by_kind["line"])),
            tails=frozenset(map(line_key, by_kind["tail"])),
            openers=frozenset(map(line_key, by_kind["opener"])),
            headings=frozenset(map(line_key, by_kind["heading"])),
            prefixes=tuple(by_kind["prefix"]),
            phrases=tuple(by_kind["contains"]),
            caption_prefixes=tuple(by_kind["caption"]),
            lead_ins=tuple(by_kind["lead-in"]),
            patterns=_any_of(by_kind["regex"]),
            bylines=_any_of(by_kind["byline"]),
            credits=_any_of(by_kind["credit"]),
        )

    def has_line(self, line: str) -> bool:
        """Whether this whole line is furniture, wherever it stands."""
        if len(line) > 2000 or line.startswith(_QUOTED):
            return bool(len(line) <= 2000 and self.patterns.fullmatch(line))
        key = line_key(line)
        if key in self.lines or key in self.openers:
            return True
        lower = " ".join(line.lower().replace("’", "'").split())
        if lower.startswith(self.prefixes):
            return True
        if len(line.split()) <= _PHRASE_WORDS and any(p in lower for p in self.phrases):
            return True
        return self.patterns.fullmatch(line) is not None

    def find_credit(self, text: str) -> int | None:
        """Where the photo credit that ends *text* begins; 0 if it is nothing else."""
        if len(text) <= _CREDIT_LENGTH and self.credits.fullmatch(text):
            return 0
        from_ = max(0, len(text) - _CREDIT_LENGTH)
        for gap in _CREDIT_STARTS.finditer(text, from_):
            if self.credits.fullmatch(text, gap.end()):
                return gap.end()
        return None
