"""The organisations that an article names in full, so that a short form can find its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import chain

from attrs import define, field, frozen

from attribution.sources.lexicon import SourceLexicon
from attribution.sources.names import capitalised_runs
from attribution.sources.seen import Seen
from attribution.spans import Span
from attribution.words import Words

__all__ = ["Bodies", "Body", "find_bodies", "initials"]

RECENT = 100
"""Bodies, in either direction, among which a noun finds its own."""
_JOINING = frozenset("of for on".split())
_SMALL_WORDS = frozenset("the a an of and for in on 's".split())


@frozen
class Body:
    """An organisation's name of several words."""

    span: Span
    text: str
    """Without the article, with single spaces."""
    words: tuple[str, ...]
    """In lower case."""
    head: str
    """The noun that says what it is, in lower case: "ministry" of "Ministry of Culture"."""
    acronym: str | None = None
    """As the article gives it in brackets."""


def initials(words: Sequence[str]) -> str:
    """
    What an acronym of these words would be, in lower case.

    >>> initials(["Bank", "for", "International", "Settlements"])
    'bis'
    """
    return "".join(
        word[0]
        for word in words
        if word.lower().replace("’", "'") not in _SMALL_WORDS and word[0].isalnum()
    ).lower()


def find_bodies(
    words: Words, within: Sequence[Span], lexicon: SourceLexicon, seen: Seen | None = None
) -> list[Body]:
    """
    Organisations, in reading order.

    Words tell those whose names are of more than one, the encoder the others.

    Args:
        words: Of the article.
        within: Where to look.
        lexicon: Nouns for organisations, among other words.
        seen: What the encoder sees.
    """
    bodies = []
    for span in within:
        runs = capitalised_runs(words, span, lexicon)
        number = 0
        while number < len(runs):
            first, end = runs[number]
            while number + 1 < len(runs) and _is_joined(
                words, first, end, runs[number + 1][0], lexicon
            ):
                number += 1
                end = runs[number][1]
            number += 1
            body = _body(words, first, end, lexicon)
            if body is not None:
                bodies.append(body)
    if seen is None:
        return bodies
    taken = {n for body in bodies for n in words.inside(body.span)}
    bodies += (
        _named(words, first, end)
        for first, end in seen.spans("organisation")
        if taken.isdisjoint(range(first, end))
    )
    return sorted(bodies, key=lambda body: body.span)


def _named(words: Words, first: int, end: int) -> Body:
    return Body(
        span=words.span(first, end),
        text=" ".join(words.doc[first:end].text.split()),
        words=tuple(words.lower[first:end]),
        head=words.lower[end - 1],
        acronym=_bracketed(words, end),
    )


def _is_joined(words: Words, first: int, end: int, following: int, lexicon: SourceLexicon) -> bool:
    """Whether a run goes on after "of (the)": "Church of Scientology"."""
    if words.lower[end:following] not in (["of"], ["of", "the"], ["for"], ["for", "the"], ["and"]):
        return False
    is_named = any(word in lexicon.organisation_nouns for word in words.lower[first:end])
    if words.lower[end] == "and":
        # Food and Agriculture Organization, but no "the Senate and the House"
        goes_on = following + 1 < len(words) and words.texts[following + 1][0].isupper()
        return end - first == 1 and goes_on and words.lower[following] not in lexicon.places
    return is_named


def _body(words: Words, first: int, end: int, lexicon: SourceLexicon) -> Body | None:
    lower = words.lower
    joint = next((n for n in range(first, end) if lower[n] in _JOINING), end)
    acronym = _bracketed(words, end)
    if lower[joint - 1] not in lexicon.organisation_nouns:
        heads = [n for n in range(first, end) if lower[n] in lexicon.organisation_nouns]
        if acronym is None and (not heads or heads[-1] < first + 1):
            return None
    if end - first < 2:
        return None
    return Body(
        span=words.span(first, end),
        text=" ".join(words.doc[first:end].text.split()),
        words=tuple(lower[first:end]),
        head=lower[joint - 1],
        acronym=acronym,
    )


def _bracketed(words: Words, end: int) -> str | None:
    """The acronym in brackets right after a name."""
    texts = words.texts
    if end + 2 < len(texts) and texts[end] == "(" and texts[end + 2] == ")":
        inside = texts[end + 1]
        if inside.isupper() and inside.isalpha() and len(inside) > 1:
            return inside
    return None


@define(eq=False)
class Bodies:
    """The organisations of one article."""

    found: Sequence[Body]
    _by_head: dict[str, list[Body]] = field(factory=dict, init=False)
    _by_acronym: dict[str, Body] = field(factory=dict, init=False)
    _starts: list[int] = field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        for body in self.found:
            self._starts.append(body.span.start)
            self._by_head.setdefault(body.head, []).append(body)
            self._by_acronym.setdefault(initials(body.words), body)
        for body in self.found:
            if body.acronym is not None:
                self._by_acronym[body.acronym.lower()] = body

    def spelled_out(self, acronym: str) -> Body | None:
        """The body that an acronym stands for: "the WFP"."""
        return self._by_acronym.get(acronym.replace(".", "").lower())

    def full_name(self, acronym: str) -> str | None:
        """How the article spells an acronym out, if it does."""
        body = self.spelled_out(acronym)
        return None if body is None else body.text

    def called(self, noun: str, at: int, modifiers: frozenset[str] = frozenset()) -> Body | None:
        """
        The body that a noun in lower case means: "the ministry", "the Church".

        The last one named before *at*, or else the first after it, whose name has the *modifiers*.
        """
        bodies = self._by_head.get(noun, [])
        end = bisect_left(bodies, at, key=lambda body: body.span.start)
        candidates = chain(reversed(bodies[max(0, end - RECENT) : end]), bodies[end : end + RECENT])
        return next((body for body in candidates if modifiers <= set(body.words)), None)

    def last_before(self, at: int, reach: int) -> Body | None:
        """The body named last before *at*, not further back than *reach*."""
        end = bisect_left(self._starts, at)
        return self.found[end - 1] if end and self._starts[end - 1] >= at - reach else None
