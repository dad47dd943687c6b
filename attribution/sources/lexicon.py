"""What the source stage knows of the world: titles, nouns, given names, places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from attribution.sources.anonymity import AnonymityWords
from attribution.sources.roles import RoleWords

__all__ = ["Place", "SourceLexicon"]

LONGEST_TITLE = 5


@frozen
class Place:
    """A country under one of its names, or a state of the United States."""

    id: str
    country: str
    form: str
    """``name``, ``capital``, ``metonym``, ``adjective``, ``people`` or ``state``."""


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
    classes: Mapping[str, frozenset[str]] = field(repr=False)
    """Closed classes by name; see ``source_words.tsv``."""
    roles: RoleWords = field(repr=False)
    anonymity: AnonymityWords = field(repr=False)

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
        return cls(
            titles=frozenset(tuple(line.lower().split()) for line in words("titles")),
            person_nouns=frozenset(singular),
            group_nouns=frozenset(line.lower() for line in words("group_nouns")) | plural,
            organisation_nouns=frozenset(line.lower() for line in words("organisation_nouns")),
            document_nouns=frozenset(line.lower() for line in words("document_nouns")),
            outlet_nouns=frozenset(line.lower() for line in words("outlet_nouns")),
            given_names={name.lower(): gender for name, gender in rows("given_names")},
            places={
                **{name.lower(): Place("US", name, "state") for name in words("us_states")},
                **dict(_places(places)),
            },
            classes={name: frozenset(line.split()) for name, line in rows("source_words")},
            roles=RoleWords.from_rows(rows("source_roles")),
            anonymity=AnonymityWords.from_rows(rows("anonymity")),
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

    def is_document(self, noun: str) -> bool:
        """Whether a noun, in lower case and either number, is something written or found."""
        return noun in self.document_nouns or (
            noun.endswith("s") and any(one in self.document_nouns for one in _singulars(noun))
        )

    def is_noun(self, word: str) -> bool:
        """Whether a word, in lower case, is a common noun for people or documents."""
        return word in self.group_nouns or word in self.person_nouns or self.is_document(word)

    def is_head(self, word: str) -> bool:
        """Whether a word, in lower case, is a common noun for any kind of source."""
        return self.is_noun(word) or word in self.organisation_nouns or word in self.outlet_nouns

    def gender(self, noun: str) -> str:
        """``m``, ``f`` or ``u``: what a title or noun, in lower case, says of a person."""
        if noun in self.classes["female"] or noun.endswith("woman"):
            return "f"
        if noun in self.classes["male"] or noun.endswith("man"):
            return "m"
        return "u"


def _singulars(noun: str) -> Iterable[str]:
    if noun.endswith("ies"):
        yield noun[:-3] + "y"
    if noun.endswith("es"):
        yield noun[:-2]
    if noun.endswith("s") and not noun.endswith("ss"):
        yield noun[:-1]


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
