"""The countries that an article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from attribution.sources.states import LONGEST_NOUN, States, pieces_of
from attribution.spans import Span
from attribution.words import Words

__all__ = ["Countries", "find_countries"]

FEWEST = 2
"""Times that the country is named which an article is about."""
LEAD = 1.5
"""How many times as often as any other the country is named that an article is about."""


@frozen
class Countries:
    """The countries named in an article, by code."""

    counts: Mapping[str, int] = field(factory=dict)
    """How often each is named, by names that mean no other."""
    parts: Mapping[str, frozenset[str]] = field(factory=dict)
    """For each part of a state, those whose part is named in full."""

    @property
    def leading(self) -> str | None:
        """The one named most, if it is named more than once and clearly more than the others."""
        ranked = sorted(self.counts.items(), key=lambda item: -item[1])
        if not ranked or ranked[0][1] < FEWEST:
            return None
        (country, count), *others = ranked
        return country if all(count >= LEAD * other for _, other in others[:1]) else None

    def choose(self, candidates: Iterable[str]) -> str | None:
        """The only one of some that is named, or that the article is about."""
        named = [id for id in dict.fromkeys(candidates) if id in self.counts]
        if len(named) == 1:
            return named[0]
        return self.leading if self.leading in named else None


def find_countries(words: Words, within: Iterable[Span], states: States) -> Countries:
    """Count the countries that prose names, and see whose parts it names in full."""
    counts: Counter[str] = Counter()
    parts: dict[str, set[str]] = {}
    for span in within:
        pieces: list[str] = []
        for number in words.inside(span):
            text = words.texts[number]
            pieces.extend((text,) if text.isalnum() else pieces_of(text))
        at = 0
        while at < len(pieces):
            found = states.place_at(pieces, at) if pieces[at][0].isupper() else None
            if found is None:
                at += 1
                continue
            place, end = found
            if not place.is_shared:
                (country,) = place.ids
                counts[country] += 1
                if place.form != "region":
                    part = _part_around(pieces, at, end, states)
                    if part is not None:
                        parts.setdefault(part, set()).add(country)
            at = end
    return Countries(counts, {part: frozenset(ids) for part, ids in parts.items()})


def _part_around(pieces: list[str], at: int, end: int, states: States) -> str | None:
    """The part named along with the state at [*at*, *end*): before "of" it, or behind it."""
    after = end
    while after < min(len(pieces), end + 2) and pieces[after] in ("'", "s"):
        after += 1
    found = states.part_at(pieces, after) if after < len(pieces) else None
    if found is not None:
        return found[0]
    before = at - 1 if at and pieces[at - 1] == "the" else at
    if before < 2 or pieces[before - 1] not in ("of", "in"):
        return None
    for start in range(max(0, before - 1 - LONGEST_NOUN), before - 1):
        found = states.part_at(pieces, start)
        if found is not None and found[1] == before - 1:
            return found[0]
    return None
