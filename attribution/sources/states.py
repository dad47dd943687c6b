"""The states of the world and their parts: names that are made by a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

__all__ = ["Place", "States", "pieces_of"]

LONGEST_PLACE = 8
"""Pieces in the longest name of a state."""
LONGEST_NOUN = 6
"""Pieces in the longest noun for a part of one."""
_PIECE = re.compile(r"\w+|[^\w\s]")
_CAPITALS = 3
"""Letters up to which a name is known by its capitals alone: "US", not "us"."""


def pieces_of(text: str) -> tuple[str, ...]:
    """
    A name in words and marks, however it is cut into words elsewhere.

    >>> pieces_of("Interfax-Ukraine’s")
    ('Interfax', '-', 'Ukraine', "'", 's')
    """
    return tuple(_PIECE.findall(text.replace("’", "'").replace("‘", "'")))


@frozen
class Place:
    """A name of a state."""

    ids: tuple[str, ...]
    """Codes of the states that it can mean."""
    form: str
    """``name``, ``adjective``, ``people``, ``capital``, ``metonym``, or ``region`` of a state."""
    is_shared: bool
    """Whether it means something else too: "Georgia", "Victoria", "Congolese"."""
    is_upper: bool
    """Whether capitals make it a name: "US"."""


@frozen
class States:
    """
    What every state has, and how it is called.

    The Turkish Foreign Ministry has the id ``TR/foreign-ministry``, and so has every
    state's. Whoever wants all records would have to list six thousand; here they are made
    when they are asked for.
    """

    states: Mapping[str, Mapping[str, Any]] = field(factory=dict)
    """By country code: ``name``, ``adjective``, ``aliases``."""
    parts: Mapping[str, Mapping[str, str]] = field(factory=dict)
    """By part: ``kind``, ``name``."""
    nouns: Mapping[str, str] = field(factory=dict, repr=False)
    """From what a part is called, in lower case, to the part."""
    places: Mapping[str, Place] = field(factory=dict, repr=False)
    """By name, in lower case and pieces."""
    unions: Mapping[str, str] = field(factory=dict)
    """Ids of records for what is named like a state and is none: the European Union."""
    _first_pieces: frozenset[str] = field(init=False, repr=False)

    @_first_pieces.default
    def _find_first_pieces(self) -> frozenset[str]:
        return frozenset(key.split(" ", 1)[0] for key in self.places)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> States:
        """From the packaged data."""
        return cls(
            states=data["states"],
            parts=data["parts"],
            nouns=data["nouns"],
            places={
                key: Place(tuple(ids), form, bool(shared), bool(upper))
                for key, (ids, form, shared, upper) in data["places"].items()
            },
            unions=data["unions"],
        )

    def record(self, id: str) -> dict[str, Any] | None:
        """The record with this id, if it is that of a regular part of a state."""
        country, _, name = id.partition("/")
        state, part = self.states.get(country), self.parts.get(name)
        if state is None or part is None:
            return None
        is_whole = name == "government"
        return {
            "id": id,
            "name": f"{state['adjective']} {part['name']}",
            "kind": part["kind"],
            "aliases": [state["name"], *state["aliases"]] if is_whole else [],
            "country": country,
        }

    def government(self, country: str) -> str:
        """The id of the record for a state, or for what is named like one."""
        return self.unions.get(country, f"{country}/government")

    def place_at(self, pieces: Sequence[str], at: int) -> tuple[Place, int] | None:
        """The longest name of a state that begins with piece number *at*, and where it ends."""
        if not pieces[at][0].isupper() or pieces[at].casefold() not in self._first_pieces:
            return None
        for end in range(min(len(pieces), at + LONGEST_PLACE), at, -1):
            found = pieces[at:end]
            place = self.places.get(" ".join(found).casefold())
            if place is not None and (not place.is_upper or "".join(found).isupper()):
                return place, end
        return None

    def part_at(self, pieces: Sequence[str], at: int) -> tuple[str, int] | None:
        """The longest noun for a part that begins with piece number *at*, and where it ends."""
        for end in range(min(len(pieces), at + LONGEST_NOUN), at, -1):
            part = self.nouns.get(" ".join(pieces[at:end]).casefold())
            if part is not None:
                return part, end
        return None

    def splits(self, pieces: Sequence[str]) -> Iterator[tuple[Place, Sequence[str]]]:
        """
        A phrase as a state and what of it is meant: "Turkey's army", "the army of Turkey".

        The second is empty for the state itself.
        """
        found = self.place_at(pieces, 0) if pieces else None
        if found is not None:
            place, end = found
            yield place, pieces[_after_genitive(pieces, end) :]
        for at in range(len(pieces) - 2, 0, -1):
            if pieces[at] not in ("of", "in", "for"):
                continue
            start = at + 2 if pieces[at + 1] == "the" and at + 2 < len(pieces) else at + 1
            found = self.place_at(pieces, start)
            if found is not None and found[1] == len(pieces) and found[0].form != "adjective":
                yield found[0], pieces[:at]


def _after_genitive(pieces: Sequence[str], at: int) -> int:
    if at < len(pieces) and pieces[at] == "'":
        at += 1
        if at < len(pieces) and pieces[at] == "s":
            at += 1
    return at


def is_capitals(name: str) -> bool:
    """Whether a name is known by its capitals: "US", "U.K."."""
    letters = [char for char in name if char.isalpha()]
    return len(letters) <= _CAPITALS and all(map(str.isupper, letters))
