"""Mentions to sources: who each pronoun, short name and description stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from attrs import define, field

from attribution.sources.bodies import Bodies
from attribution.sources.lexicon import SourceLexicon
from attribution.sources.members import Member, folded, is_same_name
from attribution.sources.names import Name
from attribution.sources.positions import Positions
from attribution.sources.publications import OutletMention
from attribution.sources.ranking import Choose, Pair, Ranking, choose
from attribution.sources.readings import Reading
from attribution.sources.roster import Roster
from attribution.sources.scene import Appearance
from attribution.spans import Span
from attribution.vocabulary import SourceKind

__all__ = ["Cast", "all_mentions"]

NEAR = 600
"""Code points back to which a pronoun looks for whom it means."""
RECENT_NAMES = 200
"""Names back to which a pronoun or description looks."""
RECENT_MENTIONS = 20
STATEMENT_REACH = 120
"""Code points around a mention within which it is said that somebody spoke in writing."""
_COLLECTIVE = (
    SourceKind.ORGANISATION,
    SourceKind.OUTLET,
    SourceKind.GOVERNMENT,
    SourceKind.DOCUMENT,
)
_BODIES = (SourceKind.ORGANISATION, SourceKind.GOVERNMENT, SourceKind.DOCUMENT)
"""What is "which", and not "who"."""


@define(kw_only=True, eq=False, slots=False)
class Cast:
    """Everybody who speaks in one article."""

    text: str
    lexicon: SourceLexicon
    bodies: Bodies
    outlets: Sequence[OutletMention] = ()
    own_outlets: frozenset[str] = frozenset()
    """Registry ids, and names in lower case, of the publication that the article appears in."""
    read: Callable[[Span], list[Reading]]
    read_before: Callable[[int], list[Reading]]
    scene: Sequence[Appearance] = ()
    """Everybody mentioned in the article outside quotations, in reading order."""
    positions: Positions
    choose: Choose = choose
    members: Roster = field(factory=Roster)
    author: Member | None = None
    joint: tuple[Member, ...] = ()
    """The last who spoke together."""
    speakers: tuple[Member, ...] = ()
    """Who spoke last."""
    _pair: Pair | None = field(default=None, init=False)
    _met: int = field(default=0, init=False)
    _sources: list[Span] = field(factory=list, init=False)
    _described: dict[int, Member] = field(factory=dict, init=False)
    """Who is described at an offset, where that was not yet known to be a source."""
    _told: set[int] = field(factory=set, init=False)
    """Where outlets are named through which somebody spoke."""

    @cached_property
    def _ranking(self) -> Ranking:
        return Ranking(text=self.text, lexicon=self.lexicon, positions=self.positions)

    # The article up to a mention

    def meet(self, at: int) -> None:
        """Take in everybody mentioned before an offset."""
        while self._met < len(self.scene) and self.scene[self._met].span.start < at:
            one = self.scene[self._met]
            self._met += 1
            if one.name is not None:
                self._meet_together(one, self._member_for(one.name))
            elif one.form == "pronoun":
                self._meet_pronoun(one.span)
            elif not any(one.span in source for source in self._sources[-5:]):
                self._meet_described(one)

    def _meet_pronoun(self, span: Span) -> None:
        if span in self._sources[-5:]:
            return
        for reading in self.read(span):
            for member in self._ranked(reading):
                self._see(member, reading)

    def _meet_together(self, one: Appearance, member: Member) -> None:
        """Take in "Ann Lee and Tom Budd" as two who can be meant together."""
        if self._met < 2:
            return
        other = self.scene[self._met - 2]
        if other.name is not None and self.text[other.span.end : one.span.start] == " and ":
            first = self._member_for(other.name)
            if first is not member:
                spot = self.positions.spot(other.span, "name")
                self._pair = Pair(spot, (first, member))

    def _meet_described(self, one: Appearance) -> None:
        for reading in self.read(one.span):
            if one.form == "body":
                if reading.form == "name" and reading.kind in _COLLECTIVE:
                    self._see(self._named(reading) or self._new(reading), reading)
                return
            if reading.form != "nominal":
                return
            member = self._apposed(one) or self._nominal(reading, is_source=False)
            member = member or self._new(reading)
            self._described[one.span.start] = member
            self._see(member, reading)

    def _apposed(self, one: Appearance) -> Member | None:
        """Whom a description right beside a name describes: "Ann Lee, the minister"."""
        near = self.scene[max(0, self._met - 2) : self._met + 1]
        for other in near:
            if other.name is None or other is one:
                continue
            first, second = sorted((other.span, one.span))
            between = self.text[first.end : second.start]
            if between in (", ", " ") or (first == other.span and between in (" is ", " was ")):
                return self._member_for(other.name)
        return None

    def _see(self, member: Member, reading: Reading, *, speaks: bool = False) -> None:
        if not speaks and any(reading.span in mention for mention in member.mentions[-3:]):
            return
        form = reading.form if reading.form in ("name", "nominal") else "pronoun"
        spot = self.positions.spot(reading.span, form, speaks=speaks)
        self.members.see(member, reading, spot)

    # The source of an attribution

    def resolve_all(self, readings: Sequence[Reading], speaker: Member | None) -> list[Member]:
        """Everybody whom the readings of the mention of a source mean, each once."""
        if not readings:
            return []
        self.meet(readings[0].span.start)
        members: list[Member] = []
        if len(readings) == 1:
            members = list(self._several(readings[0]))
            for member in members:
                self._see(member, readings[0], speaks=True)
        if not members:
            for reading in readings:
                found = self._resolved(reading, speaker, speaks=True)
                if found is not None and found not in members:
                    members.append(found)
        if len(members) > 1:
            self.joint = tuple(members)
            spot = self.positions.spot(readings[0].span, readings[0].form, speaks=True)
            self._pair = Pair(spot, self.joint)
        if members:
            self.speakers = tuple(members)
        self._sources.extend(reading.span for reading in readings)
        return members

    def resolve(self, reading: Reading, speaker: Member | None) -> Member | None:
        """
        Whom a reading means; a new member if nobody seen before.

        Args:
            reading: The mention.
            speaker: Who is speaking where the mention stands: "I" inside a quotation.
        """
        self.meet(reading.span.start)
        self._told.add(reading.span.start)
        return self._resolved(reading, speaker)

    def _resolved(
        self, reading: Reading, speaker: Member | None, *, speaks: bool = False
    ) -> Member | None:
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
            self._see(member, reading, speaks=speaks)
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

    def _several(self, reading: Reading) -> tuple[Member, ...]:
        """ "They", "the two ministers", "both capitals", "the document" after a joint statement."""
        at = reading.span.start
        if reading.form == "pronoun" and reading.gender == "they":
            return self._ranked(reading)
        if reading.form != "nominal" or not (reading.definite or "both" in reading.words):
            return ()
        if reading.kind is SourceKind.DOCUMENT:
            fresh = self._is_fresh(at) and self._spoke_in_writing(self.joint[-1], reading)
            return self.joint if fresh else ()
        is_counted = bool(reading.words & self.lexicon.classes["pair"])
        if reading.head in self.lexicon.classes["pair_noun"]:
            return self._last_two(reading, at)
        if not (reading.plural and is_counted):
            return ()
        if reading.modifiers - self.lexicon.classes["pair"]:
            return ()
        wanted = SourceKind.PERSON if reading.kind is SourceKind.GROUP else reading.kind
        if len(self.joint) == 2 and all(member.kind is wanted for member in self.joint):
            return self.joint
        return self._last_two(reading, at)

    def _last_two(self, reading: Reading, at: int) -> tuple[Member, ...]:
        """The two who spoke just now, or are known by a noun, or were named together."""
        wanted = reading.kind if reading.kind in _COLLECTIVE else SourceKind.PERSON
        near = [
            (spot.start, m)
            for m in self.members.latest()
            if m.kind is wanted and not m.plural and (spot := m.spot_before(at)) is not None
        ]
        near.sort(key=lambda one: -one[0])
        spoke = [(said, m) for _, m in near if (said := m.spoke_before(at)) is not None]
        spoke.sort(key=lambda one: -one[0])
        two = tuple(m for _, m in reversed(spoke[:2]))
        # The only two, or the two that were spoken of just now.
        if len(spoke) == 2 or (len(two) == 2 and at - spoke[1][0] <= NEAR // 2):
            return two
        near = [(start, m) for start, m in near if at - start <= NEAR]
        noun = reading.head.removesuffix("s")
        known = [m for _, m in near if noun in m.roles or noun in m.words][:2]
        if len(known) == 2:
            return tuple(reversed(known))
        pair = self._pair
        if pair is not None and all(m.kind is wanted for m in pair.members):
            return pair.members
        return tuple(m for _, m in reversed(near)) if len(near) == 2 else ()

    def _is_fresh(self, at: int) -> bool:
        """Whether those who spoke together did so just before, and nobody else since."""
        if not self.joint or self.speakers != self.joint:
            return False
        last = max(member.spoke_before(at) or 0 for member in self.joint)
        return at - last <= NEAR

    # Names

    def _named(self, reading: Reading) -> Member | None:
        member = None if reading.link is None else self.members.linked(reading.link)
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
        member.roles |= name.roles
        if name.span not in member.mentions[-RECENT_MENTIONS:]:
            self._see(member, reading)
        return member

    # Pronouns

    def _pronoun(self, reading: Reading) -> Member | None:
        if reading.gender == "who":
            return self._before_relative(reading.span.start, self.text[reading.span.slice].lower())
        if reading.gender == "they":
            return None
        if reading.gender == "it":
            outlet = self._outlet_since(reading.span.start)
            if outlet is not None:
                return outlet
        return next(iter(self._ranked(reading)), None) or self._named_after(reading)

    def _outlet_since(self, at: int) -> Member | None:
        """
        The outlet named since anybody spoke: "… from the Financial Times. It reports …".

        Not one that somebody else told something: "The ministry told Interfax … It said …".
        """
        for member in self.members.latest():
            spot = member.spot_before(at)
            if spot is None or at - spot.start > NEAR or spot.speaks:
                return None
            if member.kind is SourceKind.OUTLET:
                return None if spot.start in self._told else member
            if member.kind in _COLLECTIVE:
                return None
        return None

    def _ranked(self, reading: Reading, *, speaks: bool = False) -> tuple[Member, ...]:
        candidates = self._ranking.candidates(
            reading, self.members.latest(), self.speakers, self._pair, speaks=speaks
        )
        return self.choose(reading, candidates)

    def _named_after(self, reading: Reading) -> Member | None:
        """Somebody who is named only later in the sentence: "As he said, Ann Lee …"."""
        if reading.gender not in ("m", "f"):
            return None
        sentence = self.positions.sentence(reading.span.start)
        for one in self.scene[self._met :]:
            if self.positions.sentence(one.span.start) > sentence:
                return None
            if one.name is not None and one.name.gender in ("u", reading.gender):
                return self._member_for(one.name)
        return None

    def _first_of(self, span: Span) -> Member | None:
        """The body or outlet that is named at *span*."""
        for reading in self.read(span):
            if reading.form == "name" and reading.kind in _COLLECTIVE:
                member = self._named(reading) or self._new(reading)
                self._see(member, reading)
                return member
        return None

    def _before_relative(self, at: int, word: str) -> Member | None:
        """Whoever is named right before "who", "which" or "that"."""
        end = len(self.text[:at].rstrip(" ,\n"))
        for one in self.scene[max(0, self._met - 3) : self._met]:
            if one.name is not None and one.span.end == end:
                return self._member_for(one.name)
        for reading in self.read_before(at):
            if reading.form in ("name", "nominal"):
                if word in ("who", "whom") and reading.kind in _BODIES:
                    # Democrats on Capitol Hill, who have argued
                    return None
                return self.resolve(reading, None)
        return None

    # Descriptions

    def _nominal(self, reading: Reading, *, is_source: bool = True) -> Member | None:
        """ "the officer" is the officer met before; "an officer" is a new one."""
        if is_source and reading.span.start in self._described:
            known = self._described[reading.span.start]
            self.members.rename(known, reading.name)
            return known
        if is_source and self._pair is not None and reading.definite:
            # The former, of the two who were named together.
            place = {"former": 0, "latter": -1}.get(reading.name.lower())
            if place is not None:
                return self._pair.members[place]
        key = folded(reading.name)
        same = [m for m in self.members.alike(reading.name) if folded(m.name) == key]
        if not reading.definite:
            return same[0] if same and reading.plural else None
        if reading.kind is SourceKind.DOCUMENT and is_source:
            issuer = self._issuer(reading)
            if issuer is not None:
                return issuer
        if same:
            return same[0]
        if reading.head in self.lexicon.classes["generic"]:
            # The press is no outlet that was named before.
            return None
        if is_source:
            body = self._body_just_named(reading)
            if body is not None:
                return body
        member = next(iter(self._ranked(reading, speaks=is_source)), None)
        if member is not None:
            return member
        if reading.kind is SourceKind.OUTLET:
            return self._outlet(reading)
        if not is_source:
            return None
        if reading.kind is SourceKind.ORGANISATION:
            called = self.bodies.called(reading.head, reading.span.start, reading.modifiers)
            return self._first_of(called.span) if called is not None else None
        return None

    def _body_just_named(self, reading: Reading) -> Member | None:
        """The body that was the last subject of its kind: "Tarn Mills … The company said"."""
        if reading.modifiers or reading.head not in self.lexicon.classes["general_body"]:
            return None
        at = reading.span.start
        bodies = (SourceKind.ORGANISATION, SourceKind.OUTLET)
        for member in self.members.latest():
            spot = member.spot_before(at)
            if spot is None or member.kind not in bodies or member.plural:
                continue
            if at - spot.start > NEAR:
                return None
            if spot.form == "name" and (spot.is_subject or spot.speaks):
                return member
        return None

    @cached_property
    def _outlet_starts(self) -> list[int]:
        return [mention.span.start for mention in self.outlets]

    def _outlet(self, reading: Reading) -> Member | None:
        """The outlet named last that "the paper" or "the agency" fits."""
        end = bisect_left(self._outlet_starts, reading.span.start)
        for mention in reversed(self.outlets[max(0, end - RECENT_NAMES) : end]):
            if self._ranking.can_describe_outlet(reading, mention.entity):
                member = self._first_of(mention.span)
                if member is not None and member.kind is SourceKind.OUTLET:
                    return member
        kinds = [SourceKind.OUTLET]
        if reading.head == "agency":
            kinds.append(SourceKind.ORGANISATION)
        spoke = [m for m in self.members.latest() if m.spoke_before(reading.span.start) is not None]
        for kind in kinds:
            for member in spoke:
                if member.kind is kind and (kind is not SourceKind.OUTLET or member.entity is None):
                    return member
        return None

    def _issuer(self, reading: Reading) -> Member | None:
        """Who made the statement that "the statement" is."""
        at = reading.span.start
        if not self.speakers:
            return None
        member = self.speakers[-1]
        spoke = member.spoke_before(at)
        if spoke is None or at - spoke >= NEAR:
            return None
        if member.kind is SourceKind.AUTHOR or not self._spoke_in_writing(member, reading):
            return None
        return member

    def _spoke_in_writing(self, member: Member, reading: Reading) -> bool:
        """Whether a member spoke in what the reading names: "said in a joint statement"."""
        nouns = self.lexicon.classes["statement_noun"]
        if reading.head not in nouns:
            return False
        spoke = member.spoke_before(reading.span.start) or 0
        start = max(0, spoke - STATEMENT_REACH)
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
