"""Everybody whom an article's prose mentions, in reading order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence

from attrs import frozen

from attribution.sources.bodies import Bodies
from attribution.sources.lexicon import SourceLexicon
from attribution.sources.names import Name
from attribution.sources.nominals import find_nominals
from attribution.sources.publications import OutletMention
from attribution.sources.seen import Seen
from attribution.spans import Span
from attribution.words import Words

__all__ = ["Appearance", "find_appearances"]

LONGEST_ACRONYM = 4
"""Letters up to which a place in capitals is one: USA."""
_PRONOUNS = frozenset(("he", "she", "they"))


@frozen
class Appearance:
    """Words that mention somebody."""

    span: Span
    form: str
    """``person``, ``body``, ``description`` or ``pronoun``."""
    name: Name | None = None
    """Of a person."""


def find_appearances(
    words: Words,
    prose: Sequence[Span],
    lexicon: SourceLexicon,
    *,
    names: Sequence[Name],
    bodies: Bodies,
    outlets: Sequence[OutletMention],
    seen: Seen,
    spoken: Sequence[Span] = (),
    mentions: Sequence[Span] = (),
) -> tuple[Appearance, ...]:
    """
    Names, descriptions, and "he" and "she", outside quotations.

    Args:
        words: Of the article.
        prose: Where to look.
        lexicon: Nouns and titles.
        names: Of people, by more than a last name.
        bodies: Named in full.
        outlets: Those of the registry.
        seen: What the encoder sees.
        spoken: What is said in quotations; sorted and disjoint.
        mentions: How sources are named; where else their nouns are used is of interest.
    """
    named = [
        *(Appearance(outlet.span, "body") for outlet in outlets),
        *(Appearance(name.span, "person", name) for name in names),
        *(Appearance(body.span, "body") for body in bodies.found),
        *(
            Appearance(words.span(first, end), "body")
            for first, end in seen.spans("place")
            # WASHINGTON — is where an article was written.
            if not (words.texts[first].isupper() and len(words.texts[first]) > LONGEST_ACRONYM)
        ),
    ]
    kept = _apart(named)
    lone = {first for first, end in seen.spans("person") if end == first + 1}
    covered = [one.span for one in kept]
    kept.extend(_last_names(words, prose, lexicon, {name.last for name in names}, lone, covered))
    described = find_nominals(
        words,
        prose,
        lexicon,
        nouns=seen.mentions.nouns,
        also={noun for span in mentions if (noun := _noun_of(words, span, lexicon))},
    )
    kept.extend(Appearance(span, "description") for span in described)
    for span in prose:
        for number in words.inside(span):
            if words.lower[number] in _PRONOUNS:
                kept.append(Appearance(words.span(number, number + 1), "pronoun"))
    kept = [one for one in kept if not _is_inside(one.span, spoken)]
    return tuple(sorted(kept, key=lambda one: one.span))


def _apart(found: Sequence[Appearance]) -> list[Appearance]:
    """Without those inside others; of equal ones the first."""
    kept: list[Appearance] = []
    for one in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if not (kept and one.span.start < kept[-1].span.end):
            kept.append(one)
    return kept


def _last_names(
    words: Words,
    prose: Sequence[Span],
    lexicon: SourceLexicon,
    lasts: Collection[str],
    lone: Collection[int],
    covered: Sequence[Span],
) -> Iterator[Appearance]:
    """Where a person is mentioned by a last name alone."""
    texts, lower = words.texts, words.lower
    spans = sorted(covered)
    for span in prose:
        numbers = words.inside(span)
        for number in numbers:
            if number not in lone and (
                lower[number] not in lasts or not texts[number][0].isupper()
            ):
                continue
            one = words.span(number, number + 1)
            if (
                (number + 1 < numbers.stop and texts[number + 1][0].isupper())
                or (number > numbers.start and _is_inside_name(words, number, lexicon))
                or _is_inside(one, spans)
            ):
                continue
            name = Name(one, texts[number], (lower[number],), "u", titled=False)
            yield Appearance(one, "person", name)


def _noun_of(words: Words, span: Span, lexicon: SourceLexicon) -> str | None:
    """The noun of a description, in lower case; of a name none."""
    numbers = words.inside(span)
    last = None
    for number in numbers:
        if words.lower[number] in lexicon.classes["description_end"]:
            break
        last = number
    if last is None or len(numbers) < 2 or not words.texts[last][0].islower():
        return None
    noun = words.lower[last]
    # many of them, another
    is_noun = noun not in lexicon.classes["quantity"] and noun not in lexicon.classes["not_name"]
    return noun if is_noun else None


def _is_inside_name(words: Words, number: int, lexicon: SourceLexicon) -> bool:
    """Whether the word before belongs to the same name: "Hill Street Lee"."""
    before = words.texts[number - 1]
    return before[0].isupper() and (
        words.lower[number - 1] not in lexicon.classes["not_name"]
        and lexicon.title_length([words.lower[number - 1]]) == 0
    )


def _is_inside(span: Span, spans: Sequence[Span]) -> bool:
    """Whether one of *spans*, sorted and disjoint, holds a span."""
    number = bisect_right(spans, span.start, key=lambda one: one.start) - 1
    return number >= 0 and span in spans[number]
