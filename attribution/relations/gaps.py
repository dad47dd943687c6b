"""What the cue lexicon reads where tags leave a gap: a source, a statement, one inside another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from attribution.analysis import Passage
from attribution.relations.drafts import Draft
from attribution.relations.statements import StatementReader
from attribution.relations.views import Clause
from attribution.spans import Span, SpanIndex, merge, trim

__all__ = ["GapFiller"]

T = TypeVar("T")

POSSIBLE = 0.02
"""How probable the cue of "S said that C" must be by its tags, though others are more so; most that
are less probable ("the show that ran all night") are none."""
SURE = 0.7
"""Confidence in a statement that only the lexicon has."""
_PLAIN_FRAMES = ("source_after", "nobody_that")
"""Phrases that attribute wherever they stand."""
_SPEAKERS = frozenset(("i", "we", "you"))


class GapFiller:
    """Reads what clauses say and tags do not; tags are right where the two disagree."""

    def __init__(
        self, passage: Passage, reader: StatementReader, likelihood: Callable[[Clause], float]
    ) -> None:
        self._text = passage.text
        self._words = passage.words
        self._clauses = [
            pair for number in range(len(passage.sentences)) for pair in reader.read_clauses(number)
        ]
        self._likelihood = likelihood

    def fill(self, drafts: list[Draft]) -> list[Draft]:
        """
        Complete *drafts* with what the lexicon reads, and add what they lack.

        A tagged attribution without a source gets the subject of its cue, one without
        a content what stands beside it. A clause inside a content is nested there. Any
        other clause is added only if it is plainly a report, "according to S" or "S said
        that C": in PolNeAR, most others are none.

        Returns:
            The nested ones.
        """
        nested: list[Draft] = []
        cues = SpanIndex((span, d) for d in drafts for span in d.cue)
        contents = SpanIndex((span, (span, d)) for d in drafts for span in d.content)
        added = set[int]()
        taken = SpanIndex((span, span) for d in drafts for span in _spans(d))
        for clause, statement in self._clauses:
            same = next(_found(cues, statement.cue), None)
            if same is not None:
                self._lend(same, statement, taken)
                continue
            held = next(_found(contents, statement.cue), None)
            if id(statement.parent) in added:
                nested.append(statement)
            elif held is not None:
                if _lies_in(statement, held[0]) and self._is_elses(clause, statement):
                    statement.parent = held[1]
                    nested.append(statement)
            elif statement.announces and not statement.content:
                # It attributes if a quotation follows, and is nothing otherwise.
                drafts.append(statement)
            elif self._is_report(clause, statement) and not any(
                taken.overlapping(span) for span in (*statement.cue, *statement.content)
            ):
                statement.confidence = SURE
                added.add(id(statement))
                drafts.append(statement)
        for statement in nested:
            statement.content = list(merge(statement.content))
        return nested

    def _lend(self, draft: Draft, statement: Draft, taken: SpanIndex[Span]) -> None:
        """Give a tagged attribution what it lacks of its clause: subject, content, who was told."""
        if (
            draft.mention is None
            and statement.mention is not None
            and not statement.unnamed
            and not taken.overlapping(statement.mention)
        ):
            draft.mention, draft.unnamed = statement.mention, False
        if not (draft.content or any(taken.overlapping(span) for span in statement.content)):
            draft.content = list(statement.content)
        told = statement.outlet
        if draft.outlet is None and told is not None and draft.content:
            first = min(draft.content)
            if first.start <= told.start and told.end < first.end:
                # Nobody says "the Post that it rained".
                rest = trim(self._text, Span(told.end, first.end))
                draft.outlet = told
                draft.content = [rest if span == first else span for span in draft.content]

    def _is_report(self, clause: Clause, statement: Draft) -> bool:
        """Whether a clause without tags plainly attributes."""
        if statement.cue_kind != "speech" or statement.parent is not None or not statement.content:
            return False
        if clause.candidate.cue.frame in _PLAIN_FRAMES:
            return True
        after = clause.cue[1]
        return (
            clause.candidate.form == "finite"
            and self._words.lower[after : after + 1] == ["that"]
            and self._likelihood(clause) >= POSSIBLE
        )

    def _is_elses(self, clause: Clause, statement: Draft) -> bool:
        """Whether a clause inside a content is a statement of somebody else's, told there."""
        if statement.mention is None or statement.unnamed or clause.candidate.form == "participle":
            return False
        if self._text[statement.mention.slice].lower() in _SPEAKERS:
            return False
        return statement.cue_kind == "speech" or statement.parent is not None


def _spans(draft: Draft) -> Iterator[Span]:
    yield from draft.cue
    yield from draft.content
    if draft.mention is not None:
        yield draft.mention


def _found(index: SpanIndex[T], spans: Iterable[Span]) -> Iterator[T]:
    return (item for span in spans for item in index.overlapping(span))


def _lies_in(statement: Draft, content: Span) -> bool:
    return all(span in content for span in _spans(statement))
