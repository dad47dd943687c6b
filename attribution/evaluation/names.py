"""When two names are one: names of sources as far as they are compared."""

from __future__ import annotations

import re
import unicodedata

from attribution.document import Entity, Source

__all__ = ["is_short_form", "known_names", "name_words", "registered_names"]

Name = tuple[str, ...]


def name_words(name: str) -> Name:
    """
    The words of a name, without case, accents, punctuation and leading article.

    >>> name_words("The U.S. State Department"), name_words("José al-Núñez")
    (('us', 'state', 'department'), ('jose', 'al', 'nunez'))
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    words = re.findall(r"\w+", re.sub(r"[.'’]", "", plain))
    if len(words) > 1 and words[0] in ("the", "a", "an"):
        del words[0]
    return tuple(words)


def known_names(source: Source) -> frozenset[Name]:
    """What a source is called in its article and, where it is linked, in the registry."""
    names = frozenset({name_words(source.name)})
    return names if source.entity is None else names | registered_names(source.entity)


def registered_names(entity: Entity) -> frozenset[Name]:
    """What a record of the registry is called."""
    # An outlet's id is its domain, and some are called by it.
    names = (entity.name, *entity.aliases, entity.id)
    return frozenset(name_words(name) for name in names)


def is_short_form(one: Name, other: Name) -> bool:
    """
    Whether the shorter name is made of words of the longer and ends as it does.

    >>> is_short_form(name_words("Ann Lee"), name_words("Lee"))
    True
    """
    shorter, longer = sorted((one, other), key=len)
    return shorter[-1:] == longer[-1:] and set(shorter) <= set(longer)
