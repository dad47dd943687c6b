"""The registry of outlets and agencies: names as articles write them, to records."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from attribution.codec import entity_from_dict
from attribution.document import Entity

__all__ = ["Found", "Registry", "name_key"]

_BRACKETED = re.compile(r"\s*\([^)]*\)\Z")
_PIECE = re.compile(r"\w+|[^\w\s]")
_SPACES = re.compile(r"\s+")
_SHORT = 3
"""Letters up to which an abbreviation is known by its capitals alone: "AP", not "Ap"."""


def name_key(name: str) -> str:
    """
    What two spellings of a name share: case, spaces, apostrophes and a leading "the" aside.

    >>> name_key("The  Financial Times") == name_key("the FINANCIAL TIMES")
    True
    """
    key = _SPACES.sub(" ", name.replace("’", "'").replace("‘", "'")).strip().casefold()
    return key.removeprefix("the ")


@frozen
class Found:
    """An outlet's name among words: those from *first* up to, not including, *end*."""

    first: int
    end: int
    entity: Entity | None
    """``None`` if several outlets share the name and nothing says which is meant."""


@frozen
class _Form:
    """One name of one record."""

    id: str
    pieces: tuple[str, ...]
    needs_article: bool
    """A common word that is a name only with "the": "the Hill"."""
    is_shared: bool

    def is_written(self, pieces: Sequence[str], *, article: bool) -> bool:
        """Whether pieces of text spell this name, capitals considered."""
        return (article or not self.needs_article) and all(
            _is_spelled(piece, own) for piece, own in zip(pieces, self.pieces, strict=True)
        )


def _is_spelled(piece: str, own: str) -> bool:
    if own[0].islower():
        return True
    if own.isupper() and len(own) <= _SHORT:
        return piece.isupper()
    return not piece[0].islower()


@frozen
class _Node:
    """Where names that begin alike part: a letter tree, with words for letters."""

    following: dict[str, _Node] = field(factory=dict)
    forms: list[_Form] = field(factory=list)


class Registry:
    """
    Finds records by name.

    A name that several outlets share ("the Times") leads to a record only with a
    hint: the outlets that the article names in full.
    """

    def __init__(self, records: Iterable[Mapping[str, Any]]) -> None:
        self._records: dict[str, Mapping[str, Any]] = {}
        self._entities: dict[str, Entity] = {}
        self._root = _Node()
        for record in records:
            id: str = record["id"]
            self._records[id] = record
            name: str = record["name"]
            plain = _BRACKETED.sub("", name)
            shared = [*record.get("ambiguous", ()), *([plain] if plain != name else [])]
            shared_keys = {name_key(form) for form in shared}
            own = [form for form in (name, *record["aliases"]) if name_key(form) not in shared_keys]
            bare = {form.casefold() for form in own}
            for form in own:
                self._add(form, id, bare, is_shared=False)
            for form in shared:
                self._add(form, id, bare, is_shared=True)

    def _add(self, name: str, id: str, bare: Collection[str], *, is_shared: bool) -> None:
        pieces = _pieces(name.replace("’", "'"))
        article = len(pieces) > 1 and pieces[0].casefold() == "the"
        if article:
            pieces = pieces[1:]
        node = self._root
        for piece in pieces:
            node = node.following.setdefault(piece.casefold(), _Node())
        needs_article = (
            article
            and len(pieces) == 1
            and pieces[0].casefold() not in bare
            and not pieces[0].isupper()
        )
        node.forms.append(_Form(id, pieces, needs_article, is_shared))

    def __len__(self) -> int:
        return len(self._records)

    def __getitem__(self, id: str) -> Entity:
        entity = self._entities.get(id)
        if entity is None:
            fields = {key: value for key, value in self._records[id].items() if key != "ambiguous"}
            entity = self._entities[id] = entity_from_dict(fields)
        return entity

    def find(self, name: str, named: Collection[str] = ()) -> Entity | None:
        """
        The record that a name stands for.

        Args:
            name: As the article writes it, capitals included: "time" is no magazine.
            named: Ids of outlets that the article names in full; they decide about
                names that several share.
        """
        words = name.split()
        found = self.match(words, 0, named) if words else None
        return found.entity if found is not None and found.end == len(words) else None

    def find_in(self, words: Sequence[str], named: Collection[str] = ()) -> Found | None:
        """The longest name among consecutive words; the first of equally long ones."""
        return max(self.find_all(words, named), key=lambda f: f.end - f.first, default=None)

    def find_all(self, words: Sequence[str], named: Collection[str] = ()) -> Iterator[Found]:
        """Names among consecutive words, in order and apart."""
        number = 0
        while number < len(words):
            found = self.match(words, number, named)
            if found is not None:
                yield found
            number = number + 1 if found is None else found.end

    def match(self, words: Sequence[str], at: int, named: Collection[str] = ()) -> Found | None:
        """The longest name that begins with word number *at*."""
        node = self._root
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
            pieces = (word,) if word.isalnum() else _pieces(word.replace("’", "'"))
            for piece in pieces:
                following = node.following.get(piece.casefold())
                if following is None:
                    return best
                node = following
            seen.extend(pieces)
            number += 1
            forms = [form for form in node.forms if form.is_written(seen, article=article)]
            if forms:
                best = self._choose(forms, at, number, named) or best
        return best

    def _choose(
        self, forms: Sequence[_Form], first: int, end: int, named: Collection[str]
    ) -> Found | None:
        hinted = {form.id for form in forms if form.id in named}
        if len(hinted) == 1:
            return Found(first, end, self[hinted.pop()])
        own = [form for form in forms if not form.is_shared]
        if own:
            return Found(first, end, self[own[0].id])
        # A name that is shared, and a common word besides, is a name only with "the".
        if len(forms[0].pieces) > 1 or forms[0].needs_article:
            return Found(first, end, None)
        return None


def _pieces(text: str) -> tuple[str, ...]:
    return tuple(_PIECE.findall(text))
