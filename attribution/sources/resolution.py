"""Mentions to sources: who each pronoun, short name and description stands for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from attrs import define, field

from attribution.sources.bodies import Bodies
from attribution.sources.lexicon import SourceLexicon
from attribution.sources.members import Member, folded, is_same_name
from attribution.sources.names import Name
from attribution.sources.publications import OutletMention
from attribution.sources.readings import Reading
from attribution.sources.roster import Roster
from attribution.spans import Span
from attribution.vocabulary import EntityKind, SourceKind

__all__ = ["Cast", "all_mentions"]

NEAR = 600
"""Code points back to which a pronoun looks for whom it means."""
RECENT_NAMES = 200
"""Names back to which a pronoun or description looks."""
RECENT_MENTIONS = 20
STATEMENT_REACH = 120
"""Code points around a mention within which it is said that somebody spoke in writing."""
_SUBJECTS = frozenset("i you he she it we they who".split())
_COLLECTIVE = (
    SourceKind.ORGANISATION,
    SourceKind.OUTLET,
    SourceKind.GOVERNMENT,
    SourceKind.DOCUMENT,
)
_OUTLET_NOUNS = {
    "agency": (EntityKind.AGENCY,),
    "wire": (EntityKind.AGENCY,),
    "newspaper": (EntityKind.NEWSPAPER,),
    "paper": (EntityKind.NEWSPAPER,),
    "daily": (EntityKind.NEWSPAPER,),
    "tabloid": (EntityKind.NEWSPAPER,),
    "broadsheet": (EntityKind.NEWSPAPER,),
    "magazine": (EntityKind.MAGAZINE,),
    "weekly": (EntityKind.MAGAZINE, EntityKind.NEWSPAPER),
    "broadcaster": (EntityKind.BROADCASTER,),
    "channel": (EntityKind.BROADCASTER,),
    "network": (EntityKind.BROADCASTER,),
    "station": (EntityKind.BROADCASTER,),
    "site": (EntityKind.SITE,),
    "website": (EntityKind.SITE,),
}
"""What a description of an outlet says of its kind."""


@define(kw_only=True, eq=False, slots=False)
class Cast:
    """Everybody who speaks in one article."""

    text: str
    lexicon: SourceLexicon
    names: Sequence[Name]
    """People named in the article outside quotations, in reading order."""
    bodies: Bodies
    outlets: Sequence[OutletMention] = ()
    own_outlets: frozenset[str] = frozenset()
    """Registry ids, and names in lower case, of the publication that the article appears in."""
    read: Callable[[Span], list[Reading]]
    read_before: Callable[[int], list[Reading]]
    members: Roster = field(factory=Roster)
    author: Member | None = None
    joint: tuple[Member, ...] = ()
    """The last who spoke together."""

    def resolve_all(self, readings: Sequence[Reading], speaker: Member | None) -> list[Member]:
        """Everybody whom the readings of one mention mean, each once."""
        if len(readings) == 1:
            together = self._together(readings[0])
            for member in together:
                self.members.see(member, readings[0])
            if together:
                return list(together)
        members: list[Member] = []
        for reading in readings:
            found = self.resolve(reading, speaker)
            if found is not None and found not in members:
                members.append(found)
        if len(members) > 1:
            self.joint = tuple(members)
        return members

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
            self.members.see(member, reading)
        return member

    def _the_author(self) -> Member:
        if self.author is None:
            self.author = self.members.add(Member(name="author", kind=SourceKind.AUTHOR))
        return self.author

    def _new(self, reading: Reading) -> Member:
        if (reading.entity is not None and reading.entity.id in self.own_outlets) or (
            folded(reading.name) in self.own_outlets
        ):
            return self._the_author()
        return self.members.add(
            Member(
                name=self._fullest(reading),
                kind=reading.kind or SourceKind.UNKNOWN,
                gender=reading.gender,
                plural=reading.plural,
            )
        )

    def _fullest(self, reading: Reading) -> str:
        """A linked outlet's longest name in the article: "KCNA" is spelled out somewhere."""
        spelled_out = "" if reading.entity is None else self._full_forms.get(reading.entity.id, "")
        return max(reading.name, spelled_out, key=len)

    @cached_property
    def _full_forms(self) -> dict[str, str]:
        """The longest name of each outlet, by registry id."""
        forms: dict[str, str] = {}
        for mention in self.outlets:
            form = " ".join(self.text[mention.span.slice].split())
            form = form.removeprefix("the ").removeprefix("The ")
            forms[mention.entity.id] = max(forms.get(mention.entity.id, ""), form, key=len)
        return forms

    # Several at once

    def _together(self, reading: Reading) -> tuple[Member, ...]:
        """ "They", "the two ministers", "both capitals", "the document" after a joint statement."""
        at = reading.span.start
        if reading.form == "pronoun" and reading.gender == "they":
            return self.joint if self._is_fresh(at) else ()
        if reading.form != "nominal" or not (reading.definite or "both" in reading.words):
            return ()
        if reading.kind is SourceKind.DOCUMENT:
            fresh = self._is_fresh(at) and self._spoke_in_writing(self.joint[-1], reading)
            return self.joint if fresh else ()
        if not (reading.plural and reading.words & self.lexicon.classes["pair"]):
            return ()
        wanted = SourceKind.PERSON if reading.kind is SourceKind.GROUP else reading.kind
        if len(self.joint) == 2 and all(member.kind is wanted for member in self.joint):
            return self.joint
        if reading.modifiers - self.lexicon.classes["pair"]:
            return ()
        single = [m for m in self.members.latest() if m.kind is wanted and not m.plural]
        pair = tuple(reversed(single[:2]))
        # The only two, or the two that were spoken of just now.
        if len(single) == 2 or (len(pair) == 2 and at - pair[0].last_seen <= NEAR // 2):
            return pair
        return ()

    def _is_fresh(self, at: int) -> bool:
        """Whether those who spoke together did so just before, and nobody else since."""
        if not self.joint:
            return False
        last = max(member.last_seen for member in self.joint)
        return at - last <= NEAR and not any(
            last < member.last_seen < at for member in self.members.latest()
        )

    # Names

    def _named(self, reading: Reading) -> Member | None:
        member = None if reading.entity is None else self.members.linked(reading.entity.id)
        if member is None:
            key = folded(reading.name)
            alike = self.members.alike(reading.name)
            same = (m for m in alike if folded(m.name) == key and m.can_be(reading.gender))
            fuller = (m for m in alike if is_same_name(m, reading))
            member = next(same, None) or next(fuller, None)
        if member is not None:
            self.members.rename(member, reading.name)
        return member

    def _member_for(self, name: Name) -> Member:
        reading = Reading(
            span=name.span,
            form="name",
            name=name.text,
            kind=SourceKind.PERSON,
            gender=name.gender,
            head=name.last,
            words=frozenset(name.words) | name.roles,
        )
        member = self._named(reading) or self._new(reading)
        if name.span not in member.mentions[-RECENT_MENTIONS:]:
            self.members.see(member, reading)
        return member

    # Pronouns

    def _pronoun(self, reading: Reading) -> Member | None:
        at = reading.span.start
        if reading.gender == "who":
            return self._before_relative(at)
        near = [m for m in self.members.latest() if m.mentions and 0 < at - m.last_seen <= NEAR]
        if reading.gender in ("m", "f"):
            return self._person_before(reading, near)
        if reading.gender == "they":
            for member in near:
                if member.plural or member.kind in (SourceKind.GROUP, *_COLLECTIVE):
                    return member
            return None
        latest = next((m for m in near if m.kind in _COLLECTIVE and not m.plural), None)
        outlet = self._outlet_before(at)
        if outlet is not None and (latest is None or outlet.start > latest.last_seen):
            # "… confirmation from the Financial Times. Here is what it reports"
            return self._first_of(outlet)
        if latest is not None:
            return latest
        body = self.bodies.last_before(at, NEAR)
        if body is None or not self._begins_sentence(body.span):
            return None
        return self._first_of(body.span)

    def _outlet_before(self, at: int) -> Span | None:
        """Where another outlet was last named, if it was not long ago."""
        end = bisect_right(self._outlet_ends, at)
        for mention in reversed(self.outlets[max(0, end - 1) : end]):
            if at - mention.span.end <= NEAR and mention.entity.id not in self.own_outlets:
                return mention.span
        return None

    @cached_property
    def _outlet_ends(self) -> list[int]:
        return [mention.span.end for mention in self.outlets]

    def _first_of(self, span: Span) -> Member | None:
        """The body or outlet that is named at *span*."""
        for reading in self.read(span):
            if reading.form == "name" and reading.kind in _COLLECTIVE:
                member = self._named(reading) or self._new(reading)
                self.members.see(member, reading)
                return member
        return None

    def _names_before(self, at: int) -> Sequence[Name]:
        """The last of the people named before an offset, in reading order."""
        end = bisect_right(self._name_ends, at)
        return self.names[max(0, end - RECENT_NAMES) : end]

    @cached_property
    def _name_ends(self) -> list[int]:
        return [name.span.end for name in self.names]

    def _before_relative(self, at: int) -> Member | None:
        """Whoever is named right before "who" or "which"."""
        end = len(self.text[:at].rstrip(" ,\n"))
        for name in self._names_before(at)[-1:]:
            if name.span.end == end:
                return self._member_for(name)
        for reading in self.read_before(at):
            if reading.form in ("name", "nominal"):
                return self.resolve(reading, None)
        return None

    def _person_before(self, reading: Reading, near: Sequence[Member]) -> Member | None:
        """
        The last person who fits.

        Whoever spoke last stays the subject until a sentence begins with
        somebody else.
        """
        at = reading.span.start
        speaker = next(
            (m for m in near if m.kind is SourceKind.PERSON and m.can_be(reading.gender)), None
        )
        named = [
            name
            for name in self._names_before(at)
            if at - name.span.start <= NEAR and name.gender in ("u", reading.gender)
        ]
        since = -1 if speaker is None else speaker.last_seen
        for name in reversed(named):
            if name.span.start > since and self._begins_sentence(name.span):
                return self._member_for(name)
        if speaker is not None:
            return speaker
        return self._member_for(named[-1]) if named else None

    def _begins_sentence(self, span: Span) -> bool:
        before = self.text[max(0, span.start - 60) : span.start]
        start = max(before.rfind(mark) for mark in (". ", "\n", "” ", '" '))
        lead = before[start + 1 :].strip(' ”"')
        return (
            (start >= 0 or len(before) < 60)
            and (not lead or lead[0].isupper() or lead[0] in '“"')
            and ("," not in lead and len(lead.split()) <= 5)
            and not _SUBJECTS & set(lead.lower().split())
        )

    # Descriptions

    def _nominal(self, reading: Reading) -> Member | None:
        """ "the officer" is the officer met before; "an officer" is a new one."""
        if not reading.definite:
            key = folded(reading.name)
            same = (m for m in self.members.alike(reading.name) if folded(m.name) == key)
            return next(same, None) if reading.plural else None
        for member in self.members.latest():
            if self._describes(reading, member):
                return member
        if reading.kind is SourceKind.PERSON:
            return self._holder(reading)
        if reading.kind is SourceKind.OUTLET:
            return self._outlet(reading)
        if reading.kind is SourceKind.ORGANISATION:
            body = self.bodies.called(reading.head, reading.span.start, reading.modifiers)
            return self._first_of(body.span) if body is not None else None
        if reading.kind is SourceKind.DOCUMENT:
            return self._issuer(reading)
        return None

    def _describes(self, reading: Reading, member: Member) -> bool:
        """Whether the head was used of a member, and no modifier says it is another."""
        if not member.can_be(reading.gender):
            return False
        if reading.head in member.heads:
            return reading.modifiers <= member.words
        return (
            reading.head in member.words
            and reading.plural == member.plural
            and reading.kind is member.kind
            and reading.modifiers <= member.words
            and reading.kind is not SourceKind.GROUP
        )

    def _holder(self, reading: Reading) -> Member | None:
        """The person last named with the office: "President Obama … the president"."""
        for name in reversed(self._names_before(reading.span.start)):
            if (
                reading.head in name.roles
                and reading.modifiers <= name.roles | set(name.words)
                and "u" in (reading.gender, name.gender)
            ):
                return self._member_for(name)
        return None

    @cached_property
    def _outlet_starts(self) -> list[int]:
        return [mention.span.start for mention in self.outlets]

    def _outlet(self, reading: Reading) -> Member | None:
        """The outlet named last that "the paper" or "the agency" fits."""
        kinds = _OUTLET_NOUNS.get(reading.head)
        at = reading.span.start
        places = {place.id for word in reading.modifiers if (place := self.lexicon.place(word))}
        others = {
            word
            for word in reading.modifiers
            if self.lexicon.place(word) is None
            and word not in self.lexicon.classes["before_outlet"]
        }
        end = bisect_left(self._outlet_starts, at)
        for mention in reversed(self.outlets[max(0, end - RECENT_NAMES) : end]):
            entity = mention.entity
            if kinds is not None and entity.kind not in kinds:
                continue
            if (places and entity.country not in places) or not (
                others <= set(folded(entity.name).split())
            ):
                continue
            member = self._first_of(mention.span)
            if member is not None and member.kind is SourceKind.OUTLET:
                return member
        for member in self.members.latest():
            if member.kind is SourceKind.OUTLET and member.entity is None:
                return member
        if reading.head == "agency":
            for member in self.members.latest():
                if member.kind is SourceKind.ORGANISATION:
                    return member
        return None

    def _issuer(self, reading: Reading) -> Member | None:
        """Who made the statement that "the statement" is."""
        at = reading.span.start
        for member in self.members.latest():
            if 0 < at - member.last_seen < NEAR and member.kind is not SourceKind.AUTHOR:
                return member if self._spoke_in_writing(member, reading) else None
        return None

    def _spoke_in_writing(self, member: Member, reading: Reading) -> bool:
        """Whether a member spoke in what the reading names: "said in a joint statement"."""
        nouns = self.lexicon.classes["statement_noun"]
        if reading.head not in nouns:
            return False
        start = max(0, member.last_seen - STATEMENT_REACH)
        around = self.text[start : reading.span.start].lower()
        return any(f" {noun}" in around for noun in nouns)


def all_mentions(names: Mapping[str, Sequence[Name]], member: Member) -> list[Span]:
    """Where else in the article a person is named, given all names by their last word, folded."""
    key = folded(member.name).split()
    return [
        name.span
        for name in names.get(key[-1] if key else "", ())
        if (len(name.words) == 1 or folded(name.words[0])[:1] == key[0][:1])
        and member.can_be(name.gender)
    ]
