"""The sources found so far in one article, by what they are looked up by."""

from __future__ import annotations

from itertools import islice

from attrs import define, field

from attribution.sources.bodies import initials
from attribution.sources.members import Member, folded
from attribution.sources.positions import Spot
from attribution.sources.readings import Reading
from attribution.sources.transliteration import romanised

__all__ = ["Roster"]

RECENT = 50
"""Members back to which a pronoun or description looks."""
_SMALL_WORDS = frozenset("the a of for in on and".split())


@define(eq=False)
class Roster:
    """
    Members in the order in which they were last spoken of.

    Looking somebody up takes as long in an archive as in an article.
    """

    _members: dict[Member, None] = field(factory=dict, init=False)
    _by_entity: dict[str, Member] = field(factory=dict, init=False)
    _by_word: dict[str, dict[Member, None]] = field(factory=dict, init=False)

    def add(self, member: Member) -> Member:
        """A new one, who is spoken of last."""
        self._members[member] = None
        self._index(member)
        return member

    def see(self, member: Member, reading: Reading, spot: Spot | None = None) -> None:
        """Take in another mention of a member."""
        member.see(reading, spot)
        if reading.link is not None and member.entity is reading.entity:
            self._by_entity.setdefault(reading.link, member)
        del self._members[member]
        self._members[member] = None

    def rename(self, member: Member, name: str) -> None:
        """Give a member a name that says more, if it does."""
        if member.rename(name):
            self._index(member)

    def _index(self, member: Member) -> None:
        for word in _keys(member.name):
            self._by_word.setdefault(word, {})[member] = None

    def linked(self, link: str) -> Member | None:
        """The member whose names are linked in this way; see `Reading.link`."""
        return self._by_entity.get(link)

    def alike(self, name: str) -> list[Member]:
        """
        Members whose names share a word with this one, or are its initials.

        The newest for each word, and those first: an archive in one file has too
        many of the others.
        """
        found: dict[Member, None] = {}
        for word in _keys(name):
            found.update(dict.fromkeys(islice(reversed(self._by_word.get(word, {})), RECENT)))
        return list(found)

    def latest(self) -> list[Member]:
        """The last to be spoken of, beginning with the very last."""
        recent = islice(reversed(self._members), RECENT)
        return sorted(recent, key=lambda member: -member.last_seen)


def _keys(name: str) -> list[str]:
    words = folded(name).split()
    keys = [word for word in words if word not in _SMALL_WORDS]
    # A last name is found in every transliteration.
    last = romanised(name.split()[-1]) if words else ""
    return [*(keys or words), last, *([initials(words)] if len(words) > 1 else ())]
