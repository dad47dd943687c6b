"""The registry of outlets, governments and other bodies: names as articles write them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from attrs import field, frozen

from attribution.codec import entity_from_dict
from attribution.document import Entity
from attribution.resources import load_data, load_lines
from attribution.sources.countries import Countries
from attribution.sources.states import States, pieces_of
from attribution.vocabulary import EntityKind

__all__ = ["Found", "Hints", "Registry", "index_records", "name_key"]

_BRACKETED = re.compile(r"\s*\([^)]*\)\Z")
_FIRST = re.compile(r"\w+|[^\w\s]")
_SPACES = re.compile(r"\s+")
_SHORT = 3
"""Letters up to which an abbreviation is known by its capitals alone: "AP", not "Ap"."""
_WHEN = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july august september october november december".split()
)
_NOT_ENTITY = frozenset(("ambiguous",))
"""Keys of a record that are about finding it."""
_LISTS = ("aliases", "ambiguous")
_OUTLETS = frozenset(kind.value for kind in EntityKind if kind.is_outlet)


def name_key(name: str) -> str:
    """
    What two spellings of a name share: case, spaces, apostrophes and a leading "the" aside.

    >>> name_key("The  Financial Times") == name_key("the FINANCIAL TIMES")
    True
    """
    key = _SPACES.sub(" ", name.replace("’", "'").replace("‘", "'")).strip().casefold()
    return key.removeprefix("the ")


@frozen(kw_only=True)
class Hints:
    """What an article says about names that several outlets share."""

    named: Collection[str] = ()
    """Ids of the outlets that it names in full."""
    own: Collection[str] = ()
    """Ids of the publication that it appears in."""
    countries: Countries = field(factory=Countries)
    """The countries that it names."""


NO_HINTS = Hints()


@frozen
class Found:
    """An outlet's name among words: those from *first* up to, not including, *end*."""

    first: int
    end: int
    entity: Entity | None
    """``None`` if several outlets share the name and nothing says which is meant."""


class _Form(NamedTuple):
    """One name of one record."""

    id: str
    text: str
    needs_article: bool
    """A common word that is a name only with "the": "the Hill"."""
    is_shared: bool

    def is_written(self, pieces: Sequence[str], *, article: bool) -> bool:
        """Whether pieces of text spell this name, capitals considered."""
        if self.needs_article and not article:
            return False
        return all(
            _is_spelled(piece, own)
            for piece, own in zip(pieces, _without_article(self.text), strict=True)
        )


def _goes_on(word: str) -> bool:
    """Whether a name of one common word goes on with the next: "the Guardian Council"."""
    return word[0].isupper() and word.casefold() not in _WHEN


def _is_spelled(piece: str, own: str) -> bool:
    if own[0].islower():
        return True
    if own.isupper() and len(own) <= _SHORT:
        return piece.isupper()
    return not piece[0].islower()


@frozen
class _Sense:
    """The words around a name that make it another's: "the Sputnik vaccine"."""

    before: frozenset[str]
    after: frozenset[str]


_Tree = dict[str, Any]
"""Where names that begin alike part: piece to tree; under "" the `_Form`s that end here."""


class _Lines(Mapping[str, Mapping[str, Any]]):
    """Records as lines of JSON, each read when it is asked for: an article needs few."""

    def __init__(self, ids: Sequence[str], lines: Sequence[bytes]) -> None:
        self._lines = dict(zip(ids, lines, strict=True))
        self._read: dict[str, Mapping[str, Any]] = {}

    def __getitem__(self, id: str) -> Mapping[str, Any]:
        record = self._read.get(id)
        if record is None:
            record = self._read[id] = json.loads(self._lines[id])
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def index_records(records: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Ids of records by the first pieces of their names, in lower case."""
    starts: dict[str, list[str]] = {}
    for record in records:
        name, aliases = record.get("name"), record.get("aliases", ())
        names = [*([name] if name else []), *aliases, *record.get("ambiguous", ())]
        for first in dict.fromkeys(map(_first_piece, names)):
            starts.setdefault(first, []).append(record["id"])
    return starts


class Registry:
    """
    Finds records by name.

    A name that several outlets share ("the Times") leads to a record only with a
    hint: the outlets that the article names in full, its own, its country.
    """

    def __init__(
        self,
        records: Iterable[Mapping[str, Any]] = (),
        *,
        own: Iterable[Mapping[str, Any]] = (),
        states: States | None = None,
        senses: Mapping[str, Sequence[Sequence[str]]] | None = None,
    ) -> None:
        """
        Index records by their names.

        Args:
            records: Outlets and bodies.
            own: A user's records, over the others.
            states: What makes the records of regular names.
            senses: For a name, in lower case, the words before and after it that make it
                another's.
        """
        given = {record["id"]: record for record in records}
        self._set_up(given, index_records(given.values()), states or States(), senses or {})
        self._merge(own)

    @classmethod
    def packaged(cls, own: Iterable[Mapping[str, Any]] = ()) -> Registry:
        """The registry of the package, with a user's own records over it."""
        data, lines = load_data("registry.json"), load_lines("registry.jsonl")
        registry = cls.__new__(cls)
        registry._set_up(
            _Lines(data["ids"], lines),
            data["starts"],
            States.from_data(data["states"]),
            data["senses"],
        )
        registry._merge(own)
        return registry

    def _set_up(
        self,
        records: Mapping[str, Mapping[str, Any]],
        starts: Mapping[str, list[str]],
        states: States,
        senses: Mapping[str, Sequence[Sequence[str]]],
    ) -> None:
        self.states = states
        self._given = records
        self._own: dict[str, Mapping[str, Any]] = {}
        self._starts = dict(starts)
        self._senses = {
            name: _Sense(frozenset(before), frozenset(after))
            for name, (before, after) in senses.items()
        }
        # Names are taken apart when an article has their first word: most never are.
        self._bodies: dict[str, dict[str, list[tuple[_Form, str]]]] = {}
        self._trees: dict[str, _Tree | None] = {}
        self._entities: dict[str, Entity] = {}

    def _merge(self, own: Iterable[Mapping[str, Any]]) -> None:
        """
        Put a user's records over the others.

        One whose id is known replaces what it gives, and adds its names.
        """
        for record in own:
            before = self.record(record["id"]) or {}
            names = {
                key: list(dict.fromkeys([*before.get(key, ()), *record.get(key, ())]))
                for key in _LISTS
                if key in record
            }
            self._own[record["id"]] = {**before, **record, **names}
        for first, ids in index_records(self._own.values()).items():
            # Where a name has several owners, the user's is the first.
            self._starts[first] = list(dict.fromkeys([*ids, *self._starts.get(first, ())]))

    def record(self, id: str) -> Mapping[str, Any] | None:
        """What is known under an id, listed or made by the rule."""
        listed = self._own.get(id) or self._given.get(id)
        regular = self.states.record(id) if id not in self._own else None
        if listed is None or regular is None:
            return listed if regular is None else regular
        return {**regular, **listed}

    def _forms(self, first: str, *, of_outlets: bool) -> Iterator[_Form]:
        """Names that begin with a piece in lower case."""
        for id in self._starts.get(first, ()):
            record = self._own.get(id) or self._given[id]
            if (record.get("kind") in _OUTLETS) is of_outlets:
                for form in _forms(record):
                    if _first_piece(form.text) == first:
                        yield form

    def _tree(self, first: str) -> _Tree | None:
        """The names of outlets that begin with a piece in lower case."""
        if first not in self._starts:
            return None
        if first not in self._trees:
            root: _Tree = {}
            for form in self._forms(first, of_outlets=True):
                tree = root
                for piece in _without_article(form.text)[1:]:
                    tree = tree.setdefault(piece.casefold(), {})
                tree.setdefault("", []).append(form)
            self._trees[first] = root or None
        return self._trees[first]

    def __len__(self) -> int:
        return len(self._given.keys() | self._own.keys())

    def __iter__(self) -> Iterator[str]:
        yield from self._given.keys() | self._own.keys()

    def __getitem__(self, id: str) -> Entity:
        entity = self._entities.get(id)
        if entity is None:
            record = self.record(id)
            if record is None:
                raise KeyError(id)
            fields = {key: value for key, value in record.items() if key not in _NOT_ENTITY}
            entity = self._entities[id] = entity_from_dict(fields)
        return entity

    # Governments and other bodies

    def bodies(self, pieces: Sequence[str], *, article: bool) -> list[tuple[str, bool]]:
        """
        Ids of the bodies with this name of their own, and whether they share it.

        Args:
            pieces: The name as the article writes it, without its article.
            article: Whether "the" stands before it.
        """
        first = pieces[0].casefold()
        if first not in self._starts:
            return []
        if first not in self._bodies:
            named: dict[str, list[tuple[_Form, str]]] = {}
            for form in self._forms(first, of_outlets=False):
                own = _without_article(form.text)
                named.setdefault(" ".join(own).casefold(), []).append((form, own[0]))
            self._bodies[first] = named
        return [
            (form.id, form.is_shared)
            for form, begins in self._bodies[first].get(" ".join(pieces).casefold(), ())
            if (article or not form.needs_article) and _is_spelled(pieces[0], begins)
        ]

    def named(self, name: str) -> Entity | None:
        """The outlet or body that a name belongs to, whatever article it stands in."""
        entity = self.find(name)
        if entity is None:
            pieces = pieces_of(name)
            own = [id for id, is_shared in self.bodies(pieces, article=True) if not is_shared]
            entity = self[own[0]] if own else None
        return entity

    # Outlets

    def find(self, name: str, hints: Hints = NO_HINTS) -> Entity | None:
        """
        The outlet that a name stands for.

        Args:
            name: As the article writes it, capitals included: "time" is no magazine.
            hints: What decides about names that several share.
        """
        words = name.split()
        found = self.match(words, 0, hints) if words else None
        return found.entity if found is not None and found.end == len(words) else None

    def find_in(self, words: Sequence[str], hints: Hints = NO_HINTS) -> Found | None:
        """The longest name of an outlet among words; the first of equally long ones."""
        return max(self.find_all(words, hints), key=lambda f: f.end - f.first, default=None)

    def find_all(self, words: Sequence[str], hints: Hints = NO_HINTS) -> Iterator[Found]:
        """Names of outlets among consecutive words, in order and apart."""
        number = 0
        while number < len(words):
            word = words[number]
            if word.islower() and word != "the" and word not in self._starts:
                # Most words: no name begins with them.
                number += 1
                continue
            found = self.match(words, number, hints)
            if found is not None:
                yield found
            number = number + 1 if found is None else found.end

    def match(self, words: Sequence[str], at: int, hints: Hints = NO_HINTS) -> Found | None:
        """The longest name of an outlet that begins with word number *at*."""
        tree: _Tree | None = None
        number = at
        article = words[at].casefold() == "the"
        if article:
            number += 1
        elif at and words[at - 1].casefold() == "the":
            article = True
        seen: list[str] = []
        best: Found | None = None
        while number < len(words):
            word = words[number]
            pieces = (word,) if word.isalnum() else pieces_of(word)
            for piece in pieces:
                key = piece.casefold()
                tree = self._tree(key) if tree is None else tree.get(key)
                if tree is None:
                    return best
            seen.extend(pieces)
            number += 1
            if tree is None:
                return best
            is_name = number == len(words) or not _goes_on(words[number])
            forms = [
                form
                for form in tree.get("", ())
                if form.is_written(seen, article=article) and (is_name or not form.needs_article)
            ]
            if forms and not self._is_another(words, at, number, seen):
                best = self._choose(forms, at, number, hints) or best
        return best

    def _is_another(
        self, words: Sequence[str], first: int, end: int, pieces: Sequence[str]
    ) -> bool:
        """Whether the words around a name make it another's: "Interfax-Belarus", "Sputnik V"."""
        if end + 1 < len(words) and words[end] == "-" and words[end + 1][0].isupper():
            return True
        if first > 1 and words[first - 1] == "-" and words[first - 2][0].isupper():
            return True
        sense = self._senses.get(" ".join(pieces).casefold())
        if sense is None:
            return False
        before = first - 1 if first and words[first - 1].casefold() == "the" else first
        return (before > 0 and words[before - 1].casefold() in sense.before) or (
            end < len(words) and words[end].casefold() in sense.after
        )

    def _choose(self, forms: Sequence[_Form], first: int, end: int, hints: Hints) -> Found | None:
        for ids in (hints.named, hints.own):
            hinted = {form.id for form in forms if form.id in ids}
            if hinted:
                return Found(first, end, self[hinted.pop()] if len(hinted) == 1 else None)
        own = next((form for form in forms if not form.is_shared), None)
        if own is not None:
            # the Guardian in an article about Nigeria, which has another
            country = self._country(own.id)
            others = {self._country(form.id) for form in forms} - {country, None}
            is_near = country in hints.countries.counts
            near = others & (
                {hints.countries.leading} if is_near else hints.countries.counts.keys()
            )
            return Found(first, end, None if near else self[own.id])
        # A name that is shared, and a common word besides, is a name only with "the".
        form = forms[0]
        if form.needs_article or len(_without_article(form.text)) > 1:
            country = hints.countries.leading
            ids = {form.id for form in forms if country and self._country(form.id) == country}
            return Found(first, end, self[ids.pop()] if len(ids) == 1 else None)
        return None

    def _country(self, id: str) -> str | None:
        return self[id].country


def _forms(record: Mapping[str, Any]) -> Iterator[_Form]:
    """The names of a record."""
    name, aliases = record.get("name"), record.get("aliases", ())
    given: Sequence[str] = [name, *aliases] if name else aliases
    shared: Sequence[str] = record.get("ambiguous", ())
    if name and name.endswith(")"):
        shared = [*shared, _BRACKETED.sub("", name)]
    if shared:
        keys = {name_key(form) for form in shared}
        given = [form for form in given if name_key(form) not in keys]
    bare: set[str] | None = None
    for form in given:
        needs_article = False
        if form[:4] in ("the ", "The "):
            if bare is None:
                bare = {form.casefold() for form in given}
            needs_article = _needs_article(form, bare)
        yield _Form(record["id"], form, needs_article, is_shared=False)
    for form in shared:
        needs_article = form[:4] in ("the ", "The ") and _needs_article(form, ())
        yield _Form(record["id"], form, needs_article, is_shared=True)


def _needs_article(form: str, bare: Collection[str]) -> bool:
    pieces = _without_article(form)
    return len(pieces) == 1 and pieces[0].casefold() not in bare and not pieces[0].isupper()


def _without_article(name: str) -> tuple[str, ...]:
    pieces = pieces_of(name)
    return pieces[1:] if len(pieces) > 1 and pieces[0] in ("the", "The") else pieces


def _first_piece(name: str) -> str:
    """The first piece of a name without its article, in lower case."""
    start = 4 if name.startswith(("the ", "The ")) else 0
    found = _FIRST.search(name, start)
    return "" if found is None else found.group().casefold()
