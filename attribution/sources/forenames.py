"""When two given names can be one person's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from attribution.resources import load_rows
from attribution.sources.transliteration import romanised

__all__ = ["can_be_same_forename"]

_VOWELS = frozenset("aeiouyáéíóúäöüå")
LONGEST_INITIALS = 3


def can_be_same_forename(one: str, other: str) -> bool:
    """
    Whether two given names, in lower case, are alike, or short and long for each other.

    >>> can_be_same_forename("j.", "james"), can_be_same_forename("bill", "william")
    (True, True)
    >>> can_be_same_forename("mary", "mark")
    False
    """
    short, long = sorted((one.replace(".", ""), other.replace(".", "")), key=len)
    if not short or _are_initials(short):
        return short[:1] == long[:1]
    return (
        long.startswith(short)
        or long in _nicknames().get(short, ())
        or short in _nicknames().get(long, ())
        or not _nicknames().get(short, frozenset()).isdisjoint(_nicknames().get(long, ()))
        or romanised(short) == romanised(long)
    )


def _are_initials(name: str) -> bool:
    """Whether it is "J" or "JR", and no short name such as "Jo"."""
    return len(name) == 1 or (len(name) <= LONGEST_INITIALS and _VOWELS.isdisjoint(name))


@cache
def _nicknames() -> Mapping[str, frozenset[str]]:
    """Short forms to the names that they stand for."""
    return {short: frozenset(names.split()) for short, names in load_rows("nicknames")}
