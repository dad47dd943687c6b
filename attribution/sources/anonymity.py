"""Where an article says that somebody is not named, and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from attribution.analysis import Relation
from attribution.spans import Span, SpanIndex, trim
from attribution.words import Words

__all__ = ["AnonymityClause", "AnonymityWords", "without_anonymity"]

REACH = 160
"""Code points around a pattern's rarest word that the pattern can extend over."""
_SLOT = re.compile(r"\{([^}]*)\}(\?)?|(<gap>)|(\S+)")
_GAP = r"(?:[^\s.,;:!?“”\"]+\s+){0,4}?"
_ENDS = frozenset('. ! ? ; , : ( ) “ ” " – — -- …'.split())
"""Words with which a clause ends."""


@frozen(kw_only=True)
class AnonymityClause:
    """Words that say that somebody is not named."""

    span: Span
    words: Span
    """Those of them that say so, up to the "because" of a reason."""
    fits_named: bool
    """Whether they fit somebody with a part of a name: "who gave only his first name"."""


@frozen(kw_only=True)
class _Pattern:
    regex: re.Pattern[str]
    fits_named: bool
    takes_all: bool
    """Whether all of its clause belongs to it, with or without a reason."""


@frozen
class AnonymityWords:
    """The patterns of ``seeds/anonymity.tsv``, which tells how they are written."""

    patterns: Mapping[str, Sequence[_Pattern]] = field(repr=False)
    """By the rarest of their words: they are tried around it, and nowhere else."""
    reason: re.Pattern[str] = field(repr=False)
    """What a reason begins with."""

    @classmethod
    def from_rows(cls, rows: Iterable[Sequence[str]]) -> AnonymityWords:
        """From whose it is, what belongs to it, and words."""
        patterns: dict[str, list[_Pattern]] = {}
        reasons = []
        for whose, rest, words in rows:
            if whose == "reason":
                reasons.append(_regex(words))
                continue
            pattern = _Pattern(
                regex=re.compile(rf"\b{_regex(words)}", re.IGNORECASE),
                fits_named=whose == "any",
                takes_all=rest == "all",
            )
            for anchor in _anchors(words):
                patterns.setdefault(anchor, []).append(pattern)
        joined = "|".join(reasons)
        return cls(patterns, re.compile(rf"\s*[,–—]?\s*(?:{joined})", re.IGNORECASE))

    def find(
        self, text: str, words: Words, relations: Sequence[Relation] = ()
    ) -> list[AnonymityClause]:
        """
        The clauses of a text, in reading order; none overlaps another.

        Args:
            text: The whole article.
            words: Its words.
            relations: Those found in it: a clause ends where its source goes on to speak.
        """
        found = self._matches(text, words)
        clauses: list[AnonymityClause] = []
        for span in sorted(found, key=lambda span: (span.start, -span.end)):
            pattern = found[span]
            if clauses and span.start < clauses[-1].span.end:
                continue
            reason = self.reason.match(text, span.end)
            if reason is not None:
                span = trim(text, Span(span.start, reason.end()))
            end = span.end
            if pattern.takes_all or reason is not None:
                end = max(end, min([_end(words, end), *_cues_behind(end, relations)]))
            whole = trim(text, Span(span.start, end), also=",–—-")
            clauses.append(AnonymityClause(span=whole, words=span, fits_named=pattern.fits_named))
        return clauses

    def _matches(self, text: str, words: Words) -> dict[Span, _Pattern]:
        found: dict[Span, _Pattern] = {}
        for number, word in enumerate(words.lower):
            for pattern in self.patterns.get(word, ()):
                start, end = words.starts[number] - REACH, words.ends[number] + REACH
                for match in pattern.regex.finditer(text, max(0, start), min(len(text), end)):
                    found.setdefault(trim(text, Span(*match.span())), pattern)
        return found


def _slots(words: str) -> Iterator[tuple[list[str], str]]:
    """The alternatives of each slot, and its "?"; no alternatives are a gap."""
    for alternatives, maybe, gap, word in _SLOT.findall(words):
        yield ([] if gap else (alternatives or word).split("|")), maybe


def _anchors(words: str) -> set[str]:
    """The words, one for each alternative, of the slot that must be there and looks rarest."""
    slots = [
        {max(option.split(), key=lambda word: ("'" not in word, len(word))) for option in options}
        for options, maybe in _slots(words)
        if options and not maybe
    ]
    return max(slots, key=lambda options: min(map(len, options)))


def _regex(words: str) -> str:
    parts = []
    for options, maybe in _slots(words):
        longest_first = sorted(options, key=len, reverse=True)
        one = "|".join(r"\s+".join(map(re.escape, option.split())) for option in longest_first)
        parts.append(rf"(?:(?:{one})(?!\w)\s*){maybe}" if options else _GAP)
    return "".join(parts).replace("'", "['’]")


def _end(words: Words, at: int) -> int:
    """Where the clause ends that goes on at an offset."""
    for number in range(words.first_at(at), len(words)):
        if words.texts[number] in _ENDS or "\n" in words.texts[number]:
            return words.starts[number]
    return words.ends[-1]


def _cues_behind(at: int, relations: Iterable[Relation]) -> Iterator[int]:
    """Where cues begin behind an offset, but for those with a subject in between: "he fears"."""
    for relation in relations:
        mention = relation.mention
        for cue in relation.cue[:1]:
            is_own = mention is not None and at <= mention.start < cue.start
            if cue.start > at and not is_own:
                yield cue.start


def without_anonymity(
    relations: Sequence[Relation], clauses: Sequence[AnonymityClause]
) -> Sequence[Relation]:
    """
    The relations that claim something.

    That somebody "asked not to be named" is no claim of his, and "speaking on condition
    of anonymity" no part of what he said.
    """
    if not clauses:
        return relations
    wholes = SpanIndex((clause.span, clause.span) for clause in clauses)
    saying = SpanIndex((clause.words, clause.span) for clause in clauses)
    dropped = {
        number
        for number, relation in enumerate(relations)
        if any(
            all(part in whole for part in relation.content)
            for cue in relation.cue
            for whole in saying.overlapping(cue)
        )
    }

    def kept(number: int | None, link: Callable[[Relation], int | None]) -> int | None:
        """The new number of a relation, or of the one that it leads to."""
        while number is not None and number in dropped:
            number = link(relations[number])
        return None if number is None else number - sum(gone < number for gone in dropped)

    return [
        evolve(
            relation,
            content=_outside(relation.content, wholes),
            mention=relation.mention or _shared_mention(relation, relations, dropped),
            parent=kept(relation.parent, lambda one: one.parent),
            same_source_as=kept(relation.same_source_as, lambda one: one.same_source_as),
        )
        for number, relation in enumerate(relations)
        if number not in dropped
    ]


def _outside(content: tuple[Span, ...], wholes: SpanIndex[Span]) -> tuple[Span, ...]:
    """A content without the pieces that lie in a clause, if there are others."""
    left = tuple(part for part in content if not any(part in w for w in wholes.overlapping(part)))
    return left or content


def _shared_mention(
    relation: Relation, relations: Sequence[Relation], dropped: Container[int]
) -> Span | None:
    """The mention that a relation shared with one that is dropped."""
    number = relation.same_source_as
    while number is not None and number in dropped:
        if relations[number].mention is not None:
            return relations[number].mention
        number = relations[number].same_source_as
    return None
