"""Which of those spoken of before a pronoun or description means."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from attrs import evolve, frozen

from attribution.document import Entity
from attribution.sources.lexicon import SourceLexicon
from attribution.sources.members import Member, folded
from attribution.sources.positions import Positions, Spot
from attribution.sources.readings import Reading
from attribution.vocabulary import EntityKind, SourceKind

__all__ = ["WEIGHTS", "Candidate", "Choose", "Pair", "Ranking", "choose", "table_of"]

REACH = 1200
"""Code points back to which a pronoun looks for whom it means."""
MOST_CANDIDATES = 10
MOST_SUBJECTS = 3
"""After so many subjects more do not matter."""

_OUTLET_NOUNS: Mapping[str, tuple[EntityKind, ...]] = {
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

# Conditional logit: the candidate with the highest sum of weights is taken. Fitted to half of
# GUM's documents and, pronouns, to CoreNLP's chains of PolNeAR train, by maximum likelihood:
# python -m attribution.training.resolving gum polnear/train
WEIGHTS: Mapping[str, Mapping[str, float]] = {
    "person": {
        "another paragraph": -0.79,
        "dependent": -0.20,
        "described": -1.11,
        "goes on speaking": 0.56,
        "known gender": 1.49,
        "nobody": -3.00,
        "others since": 0.19,
        "person": 3.00,
        "pronoun": 0.92,
        "same sentence": 0.25,
        "sentences back": -2.52,
        "spoke": -0.39,
        "spoke last": 0.46,
        "subject": 0.74,
        "subjects since": -0.19,
    },
    "description": {
        "another paragraph": -0.60,
        "called so": 0.88,
        "described": 0.16,
        "holds office": 0.18,
        "in its name": 1.06,
        "modifiers known": 0.88,
        "modifiers unknown": -0.77,
        "nobody": 0.69,
        "nobody, bare": 0.04,
        "nobody, general": -0.19,
        "nobody, several": 1.08,
        "nobody, speaking": -0.16,
        "nobody, subject": -0.05,
        "only one": 0.19,
        "others since": -0.64,
        "pronoun": -0.25,
        "same sentence": -0.42,
        "sentences back": -0.42,
        "spoke": -0.16,
        "spoke last": -0.13,
        "subject": 0.28,
        "subjects since": 0.11,
        "times": 0.54,
        "unlike": -1.74,
        "unlike, general": 0.62,
    },
    "several": {
        "another paragraph": -0.39,
        "dependent": -0.24,
        "described": 0.64,
        "document": -1.34,
        "goes on speaking": 0.68,
        "government": -0.05,
        "group": 2.20,
        "known gender": -2.29,
        "nobody": -2.77,
        "others since": -0.05,
        "outlet": -0.15,
        "person": 0.44,
        "pronoun": 1.99,
        "same sentence": 0.09,
        "sentences back": -1.81,
        "spoke": -0.41,
        "spoke last": 0.37,
        "subject": 0.64,
        "subjects since": -0.11,
        "times": -0.34,
        "together": 0.99,
    },
    "thing": {
        "another paragraph": -0.51,
        "described": 0.15,
        "document": 0.43,
        "government": -0.10,
        "nobody": -0.64,
        "others since": 0.09,
        "outlet": 0.22,
        "pronoun": 0.08,
        "same sentence": 0.66,
        "sentences back": -0.74,
        "spoke": 0.91,
        "spoke last": 0.89,
        "subject": 0.75,
        "subjects since": -0.22,
        "times": 0.66,
    },
}
"""What speaks for and against a candidate, for "he" and "she", "they", "it" and descriptions;
``nobody`` is the threshold below which it is nobody spoken of before."""


@frozen
class Pair:
    """Several who were named together."""

    spot: Spot
    members: tuple[Member, ...]


@frozen
class Candidate:
    """Somebody who may be meant, and what speaks for and against it."""

    members: tuple[Member, ...]
    """Several together, mostly one; none for nobody spoken of before."""
    signs: Mapping[str, float]


Choose: TypeAlias = Callable[[Reading, Sequence[Candidate]], tuple[Member, ...]]
"""Decides which candidate a pronoun or description means."""


@frozen(kw_only=True)
class _View:
    """What candidates look like from where a pronoun or description stands."""

    sentence: int
    paragraph: int
    is_behind_quotation: bool
    speakers: tuple[Member, ...]

    def signs(
        self, spot: Spot, members: tuple[Member, ...], *, others: int, subjects: int
    ) -> dict[str, float]:
        """What every candidate has, given how many others, and subjects, were named since."""
        sentences = max(0, self.sentence - spot.sentence)
        spoke_last = members == self.speakers
        return {
            "sentences back": math.log1p(sentences),
            "same sentence": sentences == 0,
            "another paragraph": spot.paragraph != self.paragraph,
            "others since": math.log1p(others),
            "subjects since": min(subjects, MOST_SUBJECTS),
            "subject": spot.is_subject,
            "dependent": spot.is_dependent,
            "pronoun": spot.form == "pronoun",
            "described": spot.form == "nominal",
            "spoke last": spoke_last,
            "goes on speaking": spoke_last and self.is_behind_quotation,
            "spoke": spot.speaks,
        }


@frozen(kw_only=True)
class Ranking:
    """Finds candidates and their signs."""

    text: str
    lexicon: SourceLexicon
    positions: Positions

    def candidates(
        self,
        reading: Reading,
        latest: Sequence[Member],
        speakers: Sequence[Member],
        pair: Pair | None,
        *,
        speaks: bool = False,
    ) -> list[Candidate]:
        """
        Who may be meant by a pronoun or description, and that it is nobody of them.

        Args:
            reading: The pronoun or description.
            latest: Those spoken of, beginning with the last.
            speakers: The sources of the attribution before.
            pair: The last who were named together.
            speaks: Whether it names the source of an attribution.
        """
        at = reading.span.start
        view = _View(
            sentence=self.positions.sentence(at),
            paragraph=self.positions.paragraph(at),
            is_behind_quotation=self._is_behind_quotation(at),
            speakers=tuple(speakers),
        )
        found: list[Candidate] = []
        if pair is not None and reading.gender == "they" and 0 < at - pair.spot.start <= REACH:
            later = (member.spot_before(at) for member in latest)
            subjects = sum(
                spot is not None and spot.is_subject and spot.start > pair.spot.start
                for spot in later
            )
            signs = view.signs(pair.spot, pair.members, others=0, subjects=subjects)
            found.append(Candidate(pair.members, {**signs, "together": 1.0}))
        subjects = 0
        for member in latest:
            spot = member.spot_before(at)
            if spot is None or not self._can_mean(reading, member, at - spot.start):
                continue
            signs = view.signs(spot, (member,), others=len(found), subjects=subjects)
            signs["times"] = math.log1p(member.times_before(at))
            if reading.form == "nominal":
                signs.update(self._description_signs(reading, member))
            else:
                signs.update(_pronoun_signs(member))
            found.append(Candidate((member,), signs))
            subjects += spot.is_subject
            if len(found) == MOST_CANDIDATES:
                break
        nobody = {"nobody": 1.0}
        if reading.form == "nominal":
            nobody.update(self._newness(reading, speaks=speaks))
            if len(found) == 1:
                found[0] = evolve(found[0], signs={**found[0].signs, "only one": 1.0})
        return [*found, Candidate((), nobody)]

    def _newness(self, reading: Reading, *, speaks: bool) -> dict[str, float]:
        """What speaks for a description's being of nobody spoken of before."""
        spot = self.positions.spot(reading.span, "nominal", speaks=speaks)
        return {
            "nobody, bare": not reading.modifiers,
            "nobody, general": reading.head in self.lexicon.classes["general"],
            "nobody, several": reading.plural,
            "nobody, speaking": speaks,
            "nobody, subject": spot.is_subject,
        }

    def _is_behind_quotation(self, at: int) -> bool:
        before = self.text[max(0, at - 3) : at].rstrip()
        return before[-1:] in ("”", '"', "’", "'")

    def _can_mean(self, reading: Reading, member: Member, distance: int) -> bool:
        kind, person = member.kind, SourceKind.PERSON
        if kind is SourceKind.AUTHOR or not member.can_be(_gender(reading)):
            return False
        if reading.form == "nominal":
            return self._can_be_described(reading, member)
        if distance > REACH:
            return False
        match reading.gender:
            case "m" | "f":
                return kind is person and not member.plural
            case "it":
                if kind is SourceKind.GOVERNMENT and not any(
                    spot.is_subject and not spot.is_dependent for spot in member.spots
                ):
                    # Somewhere is where things happen, until it does something itself.
                    return False
                # A document is not it before it has said something.
                return not member.plural and (
                    kind not in (person, SourceKind.GROUP, SourceKind.DOCUMENT)
                    or (kind is SourceKind.DOCUMENT and any(spot.speaks for spot in member.spots))
                )
            case _:
                return kind is not SourceKind.GOVERNMENT or any(s.speaks for s in member.spots)

    def _can_be_described(self, reading: Reading, member: Member) -> bool:
        if reading.plural != member.plural or self._is_abroad(reading.modifiers, member):
            return False
        if reading.kind is SourceKind.OUTLET is member.kind:
            return (
                reading.head in member.words
                if member.entity is None
                else self.can_describe_outlet(reading, member.entity)
            )
        if reading.kind is SourceKind.ORGANISATION is member.kind and member.entity is not None:
            # The Supreme Court is not the appeals court.
            own = reading.modifiers - self.lexicon.classes["pair"] - _WEAK
            if not all(word in member.words or self.lexicon.place(word) for word in own):
                return False
        if reading.kind is member.kind:
            return True
        return reading.head in member.words and SourceKind.PERSON not in (reading.kind, member.kind)

    def can_describe_outlet(self, reading: Reading, entity: Entity) -> bool:
        """Whether "the Russian agency" can be an outlet of the registry."""
        kinds = _OUTLET_NOUNS.get(reading.head)
        if kinds is not None and entity.kind not in kinds:
            return False
        places = {word: self.lexicon.place(word) for word in reading.modifiers}
        countries = {place.id for place in places.values() if place is not None}
        others = {word for word, place in places.items() if place is None}
        return (not countries or entity.country in countries) and (
            others - self.lexicon.classes["before_outlet"] <= set(folded(entity.name).split())
        )

    def _description_signs(self, reading: Reading, member: Member) -> dict[str, float]:
        weak = self.lexicon.classes["pair"] | _WEAK
        modifiers = reading.modifiers - weak
        known = modifiers & member.words
        is_unlike = reading.head not in member.words and reading.head not in member.roles
        return {
            "called so": reading.head in member.heads,
            "holds office": reading.head in member.roles,
            "in its name": reading.head in member.words,
            "unlike": is_unlike,
            "unlike, general": is_unlike and reading.head in self.lexicon.classes["general"],
            "modifiers known": bool(known),
            "modifiers unknown": math.log1p(len(modifiers - known)),
        }

    def _is_abroad(self, modifiers: frozenset[str], member: Member) -> bool:
        countries = {place.id for word in modifiers if (place := self.lexicon.place(word))}
        if not countries:
            return False
        own = {place.id for word in member.words if (place := self.lexicon.place(word))}
        return bool(own) and countries.isdisjoint(own)


_WEAK = frozenset("same latter former own 's , -".split())


def _gender(reading: Reading) -> str:
    return reading.gender if reading.gender in ("m", "f") else "u"


def _pronoun_signs(member: Member) -> dict[str, float]:
    kind = member.kind
    return {
        "known gender": member.gender in ("m", "f"),
        "group": member.plural or kind is SourceKind.GROUP,
        "person": kind is SourceKind.PERSON and not member.plural,
        "outlet": kind is SourceKind.OUTLET,
        "document": kind is SourceKind.DOCUMENT,
        "government": kind is SourceKind.GOVERNMENT,
    }


def table_of(reading: Reading) -> str:
    """Which of the tables of weights is about a mention."""
    if reading.form == "nominal":
        return "description"
    return {"m": "person", "f": "person", "they": "several"}.get(reading.gender, "thing")


def choose(reading: Reading, candidates: Sequence[Candidate]) -> tuple[Member, ...]:
    """Whoever has the highest sum of weights; nobody is a candidate too."""
    if len(candidates) == 1:
        return ()
    weights = WEIGHTS[table_of(reading)]
    best = max(
        candidates,
        key=lambda one: sum(weights.get(name, 0) * value for name, value in one.signs.items()),
    )
    return best.members
