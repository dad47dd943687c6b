"""Sources in the making, and when two names are of one."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, insort
from functools import lru_cache

from attrs import define, field

from attribution.document import Entity
from attribution.sources.bodies import initials
from attribution.sources.forenames import can_be_same_forename
from attribution.sources.positions import Spot
from attribution.sources.readings import LONGEST_ACRONYM, Reading
from attribution.sources.registry import name_key
from attribution.sources.transliteration import romanised
from attribution.spans import Span
from attribution.vocabulary import SourceKind

__all__ = ["Member", "folded", "is_same_name"]

_UNLISTED = (SourceKind.AUTHOR, SourceKind.DOCUMENT, SourceKind.PERSON)
"""Kinds of sources that the registry does not hold."""
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
    roles: set[str] = field(factory=set)
    """What it is by its titles and appositions, in lower case."""
    mentions: list[Span] = field(factory=list)
    spots: list[Spot] = field(factory=list)
    """Where the mentions stand, in reading order."""
    plural: bool = False
    confidence: float = 1.0
    last_seen: int = -1

    def see(self, reading: Reading, spot: Spot | None = None) -> None:
        """Take in another mention."""
        self.words |= reading.words
        self.heads.add(reading.head)
        self.mentions.append(reading.span)
        self.last_seen = max(self.last_seen, reading.span.start)
        if spot is not None:
            insort(self.spots, spot, key=_start)
        if self.gender == "u" and reading.gender in ("m", "f"):
            self.gender = reading.gender
        if self.entity is None and self.kind not in _UNLISTED:
            self.entity = reading.entity

    def spot_before(self, at: int) -> Spot | None:
        """Where it was mentioned last before an offset."""
        return next((spot for spot in reversed(self.spots) if spot.start < at), None)

    def spoke_before(self, at: int) -> int | None:
        """The offset at which an attribution last named it as its source."""
        spots = reversed(self.spots)
        return next((spot.start for spot in spots if spot.speaks and spot.start < at), None)

    def times_before(self, at: int) -> int:
        """How often it was mentioned before an offset."""
        return bisect_left(self.spots, at, key=_start)

    def rename(self, name: str) -> bool:
        """Take a name if it says more, and tell whether it did."""
        says_more = len(name) > len(self.name)
        if says_more:
            self.name = name
        return says_more

    def can_be(self, gender: str) -> bool:
        """Whether a pronoun or noun of this gender can mean it."""
        return "u" in (gender, self.gender) or self.gender == gender


def _start(spot: Spot) -> int:
    return spot.start


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
        if not member.can_be(reading.gender) or not _is_same_last(member.name, reading.name):
            return False
        return len(known) == 1 or len(key) == 1 or can_be_same_forename(known[0], key[0])
    if SourceKind.GOVERNMENT in (member.kind, reading.kind) or _is_another(member, reading):
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


def _is_same_last(one: str, other: str) -> bool:
    """Whether two people's names end alike, however they are transliterated."""
    first, second = one.split()[-1], other.split()[-1]
    return folded(first) == folded(second) or romanised(first) == romanised(second)


def _is_another(member: Member, reading: Reading) -> bool:
    """Whether the registry tells them apart; an outlet it knows by all of its names."""
    if member.entity is None:
        # the Fed, Fed officials
        return reading.entity is not None and len(member.name) > len(reading.name)
    if member.entity.kind.is_outlet or reading.entity not in (None, member.entity):
        return True
    return reading.entity is None and len(reading.name) > len(member.name)
