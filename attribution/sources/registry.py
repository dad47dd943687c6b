"""The registry of outlets and agencies: names as articles write them, to records."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from attribution.codec import entity_from_dict
from attribution.document import Entity

__all__ = ["LONGEST_NAME", "Registry", "name_key"]

LONGEST_NAME = 8
"""Words in the longest name that is looked up."""
_BRACKETED = re.compile(r"\s*\([^)]*\)\Z")
_SPACES = re.compile(r"\s+")


def name_key(name: str) -> str:
    """
    What two spellings of a name share: case, spaces, apostrophes and a leading "the" aside.

    >>> name_key("The  Financial Times") == name_key("the FINANCIAL TIMES")
    True
    """
    key = _SPACES.sub(" ", name.replace("’", "'").replace("‘", "'")).strip().casefold()
    return key.removeprefix("the ")


class Registry:
    """
    Finds records by name.

    A name that several outlets share ("the Times") is found only with a hint:
    the outlets that the article has named in full.
    """

    def __init__(self, records: Iterable[Mapping[str, Any]]) -> None:
        self._entities: dict[str, Entity] = {}
        self._named: dict[str, str] = {}
        self._ambiguous: dict[str, list[str]] = {}
        for record in records:
            fields = dict(record)
            ambiguous = fields.pop("ambiguous", ())
            entity = entity_from_dict(fields)
            self._entities[entity.id] = entity
            plain = _BRACKETED.sub("", entity.name)
            for name in (entity.name, *entity.aliases):
                self._named[name_key(name)] = entity.id
            for name in (*ambiguous, *([plain] if plain != entity.name else [])):
                self._ambiguous.setdefault(name_key(name), []).append(entity.id)

    def __len__(self) -> int:
        return len(self._entities)

    def __getitem__(self, id: str) -> Entity:
        return self._entities[id]

    def find(self, name: str, named_before: Collection[str] = ()) -> Entity | None:
        """
        The record that a name stands for.

        Args:
            name: As the article writes it. It must begin with a capital, or a
                figure: "time" is no magazine.
            named_before: Ids of outlets that the article names elsewhere in full;
                they decide about names that several share.
        """
        words = name.split()
        if not words or not any(word[0].isupper() or word[0].isdigit() for word in words):
            return None
        key = name_key(name)
        shared = [id for id in self._ambiguous.get(key, ()) if id in named_before]
        if len(shared) == 1:
            return self._entities[shared[0]]
        id = self._named.get(key)
        return None if id is None else self._entities[id]

    def find_in(
        self, words: Sequence[str], named_before: Collection[str] = ()
    ) -> tuple[int, int, Entity] | None:
        """The longest name among consecutive words, by number, and its record."""
        for size in range(min(LONGEST_NAME, len(words)), 0, -1):
            for first in range(len(words) - size + 1):
                part = words[first : first + size]
                if part[0][0].isupper() or part[0][0].isdigit() or part[0] in ("the", "al", "de"):
                    entity = self.find(
                        " ".join(part).replace(" - ", "-").replace(" '", "'"), named_before
                    )
                    if entity is not None:
                        return first, first + size, entity
        return None
