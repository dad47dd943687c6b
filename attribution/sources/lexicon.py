"""What the source stage knows of the world: titles, nouns, given names, places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

__all__ = ["Place", "SourceLexicon"]

LONGEST_TITLE = 5


@frozen
class Place:
    """A country under one of its names."""

    id: str
    country: str
    form: str
    """``name``, ``capital``, ``metonym``, ``adjective`` or ``people``."""


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


@frozen(kw_only=True)
class SourceLexicon:
    """Word lists, in lower case; see the files of the same names in ``seeds/``."""

    titles: frozenset[tuple[str, ...]]
    person_nouns: frozenset[str]
    group_nouns: frozenset[str]
    organisation_nouns: frozenset[str]
    document_nouns: frozenset[str]
    outlet_nouns: frozenset[str]
    given_names: Mapping[str, str] = field(repr=False)
    """Name to ``m``, ``f`` or ``u``."""
    places: Mapping[str, Place] = field(repr=False)
    name_particles: frozenset[str]
    """"al", "van": in the middle of a name."""
    not_names: frozenset[str]
    """Words that a capital does not make part of a name."""
    description_ends: frozenset[str]
    """What a description's head noun stands before."""
    asides: frozenset[str]
    """What ends a list of names."""
    quantities: frozenset[str]
    """"two", "several": more than one is meant."""

    @classmethod
    def from_lists(
        cls,
        words: Callable[[str], Iterable[str]],
        rows: Callable[[str], Iterable[Sequence[str]]],
        places: Iterable[Mapping[str, Any]],
    ) -> SourceLexicon:
        """From the packaged lists."""
        singular = {line.split("\t")[0].lower() for line in words("person_nouns")}
        plural = {line.split("\t")[1].lower() for line in words("person_nouns") if "\t" in line}
        plural |= {_plural(noun) for noun in singular}
        function_words = {name: frozenset(line.split()) for name, line in rows("function_words")}
        return cls(
            titles=frozenset(tuple(line.lower().split()) for line in words("titles")),
            person_nouns=frozenset(singular),
            group_nouns=frozenset(line.lower() for line in words("group_nouns")) | plural,
            organisation_nouns=frozenset(line.lower() for line in words("organisation_nouns")),
            document_nouns=frozenset(line.lower() for line in words("document_nouns")),
            outlet_nouns=frozenset(line.lower() for line in words("outlet_nouns")),
            given_names={name.lower(): gender for name, gender in rows("given_names")},
            places=dict(_places(places)),
            name_particles=function_words["name_particle"],
            not_names=function_words["not_name"],
            description_ends=function_words["description_end"],
            asides=function_words["aside"],
            quantities=function_words["quantity"],
        )

    def title_length(self, words: Sequence[str]) -> int:
        """How many of the first words are a title; 0 for none. Words in lower case."""
        for size in range(min(LONGEST_TITLE, len(words)), 0, -1):
            if tuple(words[:size]) in self.titles:
                return size
        return 0

    def place(self, name: str) -> Place | None:
        """The country that a name, capital, people or adjective belongs to."""
        key = name.lower().removeprefix("the ")
        return self.places.get(key)


def _places(records: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, Place]]:
    for record in records:
        country = record["name"]
        forms = (
            ("adjective", record["adjectives"]),
            ("people", record["people"]),
            ("metonym", record["metonyms"]),
            ("capital", [record["capital"]] if record["capital"] else []),
            ("name", [country, *record["aliases"]]),
        )
        for form, names in forms:
            for name in names:
                yield name.lower().removeprefix("the "), Place(record["id"], country, form)
