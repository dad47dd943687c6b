"""Sources in the making, and when two names are of one."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from attrs import define, field

from attribution.document import Entity
from attribution.sources.bodies import initials
from attribution.sources.readings import LONGEST_ACRONYM, Reading
from attribution.sources.registry import name_key
from attribution.spans import Span
from attribution.vocabulary import SourceKind

__all__ = ["Member", "folded", "is_same_name"]

_SMALL_WORDS = frozenset("the of for in on and".split())


@define(kw_only=True, eq=False)
class Member:
    """A source in the making."""

    name: str
    kind: SourceKind
    gender: str = "u"
    entity: Entity | None = None
    words: set[str] = field(factory=set)
    """Every word used of it, in lower case."""
    heads: set[str] = field(factory=set)
    mentions: list[Span] = field(factory=list)
    plural: bool = False
    confidence: float = 1.0
    last_seen: int = -1

    def see(self, reading: Reading) -> None:
        """Take in another mention."""
        self.words |= reading.words
        self.heads.add(reading.head)
        self.mentions.append(reading.span)
        self.last_seen = max(self.last_seen, reading.span.start)
        if self.gender == "u" and reading.gender in ("m", "f"):
            self.gender = reading.gender
        if self.entity is None and self.kind is not SourceKind.AUTHOR:
            self.entity = reading.entity

    def rename(self, name: str) -> bool:
        """Take a name if it says more, and tell whether it did."""
        says_more = len(name) > len(self.name)
        if says_more:
            self.name = name
        return says_more

    def can_be(self, gender: str) -> bool:
        """Whether a pronoun or noun of this gender can mean it."""
        return "u" in (gender, self.gender) or self.gender == gender


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A name without case, accents and leading article."""
    decomposed = unicodedata.normalize("NFKD", name_key(text))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def is_same_name(member: Member, reading: Reading) -> bool:
    """Whether a name can be a shorter or longer form of a member's."""
    known, key = folded(member.name).split(), folded(reading.name).split()
    if not known or not key:
        return False
    is_person = member.kind is SourceKind.PERSON
    if is_person is not (reading.kind is SourceKind.PERSON):
        return False
    if is_person:
        if not member.can_be(reading.gender) or known[-1] != key[-1]:
            return False
        return len(known) == 1 or len(key) == 1 or known[0][0] == key[0][0]
    if member.entity is not None or SourceKind.GOVERNMENT in (member.kind, reading.kind):
        return False
    short, long = sorted((reading.name, member.name), key=len)
    if short.isupper() and 2 <= len(short) <= LONGEST_ACRONYM:
        return short.lower() == initials(long.replace("-", " ").split()) or f"({short})" in long
    fewer, more = sorted((known, key), key=len)
    if fewer[-1] == more[-1] or len(fewer) == 1:
        # the Commission, the Alpine Rivers Commission; the Church, the Church of Scientology
        return set(fewer) <= set(more)
    # the State Department, the Department of State
    return set(fewer) - _SMALL_WORDS == set(more) - _SMALL_WORDS
