"""Mentions to sources: who each pronoun, short name and description stands for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from attrs import define, field

from attribution.document import Entity
from attribution.sources.lexicon import SourceLexicon
from attribution.sources.names import Name
from attribution.sources.readings import Reading
from attribution.sources.registry import name_key
from attribution.spans import Span
from attribution.vocabulary import SourceKind

__all__ = ["Cast", "Member", "all_mentions"]

NEAR = 600
"""Code points back to which a pronoun looks for whom it means."""
_COLLECTIVE = (
    SourceKind.ORGANISATION,
    SourceKind.OUTLET,
    SourceKind.GOVERNMENT,
    SourceKind.DOCUMENT,
)
_SMALL_WORDS = frozenset("the a an of and for in on 's ’s".split())


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
    last_seen: int = 0

    def see(self, reading: Reading) -> None:
        """Take in another mention."""
        self.words |= reading.words
        self.heads.add(reading.head)
        self.mentions.append(reading.span)
        self.last_seen = max(self.last_seen, reading.span.start)
        if self.gender == "u":
            self.gender = reading.gender
        if self.entity is None:
            self.entity = reading.entity


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name_key(text))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _initials(name: str) -> str:
    return "".join(
        w[0] for w in name.replace("-", " ").split() if w.lower() not in _SMALL_WORDS
    ).lower()


@define(kw_only=True, eq=False)
class Cast:
    """Everybody who speaks in one article."""

    text: str
    lexicon: SourceLexicon
    names: Sequence[Name]
    """People named in the article, in reading order."""
    own_outlets: frozenset[str] = frozenset()
    """Registry ids of the publication that the article itself appears in."""
    members: list[Member] = field(factory=list)
    author: Member | None = None
    joint: tuple[Member, ...] = ()
    """The last who spoke together."""

    def resolve_all(self, readings: Sequence[Reading], speaker: Member | None) -> list[Member]:
        """Everybody whom the readings of one mention mean, each once."""
        if len(readings) == 1 and self._means_joint(readings[0]):
            for member in self.joint:
                member.see(readings[0])
            return list(self.joint)
        members: list[Member] = []
        for reading in readings:
            found = self.resolve(reading, speaker)
            if found is not None and found not in members:
                members.append(found)
        if len(members) > 1:
            self.joint = tuple(members)
        return members

    def _means_joint(self, reading: Reading) -> bool:
        """ "They", "the two ministers", "the document" after a statement of two."""
        if not self.joint:
            return False
        last = max(member.last_seen for member in self.joint)
        if reading.span.start - last > NEAR or any(
            m.last_seen > last and m.last_seen < reading.span.start for m in self.members
        ):
            return False
        if reading.form == "pronoun":
            return reading.gender == "they"
        if reading.form != "nominal" or not reading.definite:
            return False
        if reading.kind is SourceKind.DOCUMENT:
            return _says_statement(self.text, self.joint[-1], reading.span.start)
        return reading.plural and ("two" in reading.words or "both" in reading.words)

    def resolve(self, reading: Reading, speaker: Member | None) -> Member | None:
        """
        Whom a reading means; a new member if nobody seen before.

        Args:
            reading: The mention.
            speaker: Who is speaking where the mention stands: "I" inside a quotation.
        """
        member: Member | None
        match reading.form:
            case "nobody":
                return None
            case "first person":
                member = speaker or self._the_author()
            case "pronoun":
                member = self._pronoun(reading)
            case "nominal":
                member = self._nominal(reading) or self._new(reading)
            case _:
                member = self._named(reading) or self._new(reading)
        if member is not None:
            member.see(reading)
        return member

    def _the_author(self) -> Member:
        if self.author is None:
            self.author = Member(name="author", kind=SourceKind.AUTHOR)
            self.members.append(self.author)
        return self.author

    def _new(self, reading: Reading) -> Member:
        if reading.entity is not None and reading.entity.id in self.own_outlets:
            return self._the_author()
        member = Member(
            name=reading.name,
            kind=reading.kind or SourceKind.UNKNOWN,
            gender=reading.gender,
            plural=reading.plural,
        )
        self.members.append(member)
        return member

    def _named(self, reading: Reading) -> Member | None:
        key = _fold(reading.name)
        if reading.entity is not None:
            for member in self.members:
                if member.entity is not None and member.entity.id == reading.entity.id:
                    if len(reading.name) > len(member.name):
                        member.name = reading.name
                    return member
        for member in reversed(self.members):
            if _fold(member.name) == key:
                return member
        if reading.kind is SourceKind.GOVERNMENT:
            return None
        for member in reversed(self.members):
            if self._same_name(member, reading, key):
                if len(reading.name) > len(member.name):
                    member.name = reading.name
                return member
        return None

    def _same_name(self, member: Member, reading: Reading, key: str) -> bool:
        known = _fold(member.name)
        if member.kind is SourceKind.PERSON and reading.kind is SourceKind.PERSON:
            ours, theirs = known.split(), key.split()
            if not ours or not theirs or ours[-1] != theirs[-1]:
                return False
            return len(ours) == 1 or len(theirs) == 1 or ours[0][0] == theirs[0][0]
        if member.kind is SourceKind.PERSON or reading.kind is SourceKind.PERSON:
            return False
        short, long = (
            (reading.name, member.name) if len(key) < len(known) else (member.name, reading.name)
        )
        if short.isupper() and 2 <= len(short) <= 6:
            return short.lower() == _initials(long) or f"({short})" in long
        return set(_fold(short).split()) <= set(_fold(long).split()) and member.entity is None

    def _pronoun(self, reading: Reading) -> Member | None:
        at = reading.span.start
        if reading.gender == "who":
            return self._before_relative(at)
        near = [
            m for m in self.members if at - m.last_seen <= NEAR and m.mentions and m.last_seen < at
        ]
        near.sort(key=lambda m: -m.last_seen)
        if reading.gender in ("m", "f"):
            return self._person_before(reading, near)
        if reading.gender == "they":
            for member in near:
                if member.plural or member.kind in (SourceKind.GROUP, SourceKind.ORGANISATION):
                    return member
            return near[0] if near else None
        for member in near:
            if member.kind in _COLLECTIVE:
                return member
        return None

    def _before_relative(self, at: int) -> Member | None:
        """The name right before "who"."""
        for name in reversed(self.names):
            if name.span.end <= at:
                if at - name.span.end > 4:
                    break
                return self._member_for(name)
        return None

    def _person_before(self, reading: Reading, near: Sequence[Member]) -> Member | None:
        """
        The last person who fits.

        Whoever spoke last stays the subject until a sentence begins with
        somebody else.
        """
        at = reading.span.start
        speaker = next(
            (m for m in near if m.kind is SourceKind.PERSON and _fits(m.gender, reading.gender)),
            None,
        )
        named = [n for n in self.names if n.span.end <= at and at - n.span.start <= NEAR]
        named = [n for n in named if _fits(n.gender, reading.gender)]
        since = -1 if speaker is None else speaker.last_seen
        subject = next(
            (n for n in reversed(named) if n.span.start > since and self._begins_sentence(n)), None
        )
        if subject is not None:
            return self._member_for(subject)
        if speaker is not None:
            return speaker
        return self._member_for(named[-1]) if named else None

    def _begins_sentence(self, name: Name) -> bool:
        before = self.text[max(0, name.span.start - 60) : name.span.start]
        start = max(before.rfind(". "), before.rfind("\n"), before.rfind("” "), before.rfind('" '))
        lead = before[start + 1 :].strip()
        return (
            (start >= 0 or len(before) < 60)
            and (not lead or lead[0].isupper() or lead[0] in '“"')
            and ("," not in lead and len(lead.split()) <= 5)
        )

    def _member_for(self, name: Name) -> Member:
        reading = Reading(
            span=name.span,
            form="name",
            name=name.text,
            kind=SourceKind.PERSON,
            gender=name.gender,
            head=name.last,
            words=frozenset(word.lower() for word in name.words),
        )
        member = self._named(reading) or self._new(reading)
        if name.span not in member.mentions:
            member.see(reading)
        return member

    def _nominal(self, reading: Reading) -> Member | None:
        """ "the officer" is the officer met before; "an officer" is a new one."""
        if not reading.definite:
            same = [m for m in self.members if _fold(m.name) == _fold(reading.name)]
            return same[-1] if same and reading.plural else None
        at = reading.span.start
        for member in sorted(self.members, key=lambda m: -m.last_seen):
            if reading.head in member.heads or (
                reading.head in member.words and reading.plural == member.plural
            ):
                return member
        for member in sorted(self.members, key=lambda m: -m.last_seen):
            if reading.kind is SourceKind.OUTLET and member.kind is SourceKind.OUTLET:
                return member
            if (
                reading.kind is SourceKind.ORGANISATION
                and member.kind is SourceKind.ORGANISATION
                and reading.head in _fold(member.name).split()
            ):
                return member
        if reading.kind is SourceKind.DOCUMENT:
            near = [m for m in self.members if at - m.last_seen < NEAR]
            issuers = [m for m in near if m.kind is not SourceKind.AUTHOR]
            if issuers and _says_statement(self.text, max(issuers, key=lambda m: m.last_seen), at):
                return max(issuers, key=lambda m: m.last_seen)
        return None


def _fits(gender: str, pronoun: str) -> bool:
    return gender in ("u", pronoun)


def _says_statement(text: str, member: Member, at: int) -> bool:
    """Whether a member spoke in writing: "said in a joint statement … the document added"."""
    start = max(0, member.last_seen - 120)
    around = text[start:at].lower()
    return any(
        word in around
        for word in (
            " statement",
            " report",
            " letter",
            " document",
            " communiqu",
            " press release",
        )
    )


def all_mentions(names: Iterable[Name], member: Member) -> list[Span]:
    """Where else in the article a person is named."""
    last = _fold(member.name).split()[-1:]
    return [
        name.span
        for name in names
        if [_fold(name.last)] == last
        and (len(name.words) == 1 or _fold(name.words[0])[:1] == _fold(member.name)[:1])
    ]
