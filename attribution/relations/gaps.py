"""What the cue lexicon reads where tags leave a gap: a source, a statement, one inside another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from attribution.analysis import Passage
from attribution.relations.drafts import Draft
from attribution.relations.speeches import spoken
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
_RELATIVES = frozenset(("which",))
_STATED = (["that"], ["is"], ["are"], ["was"], ["were"])
"""What begins a statement, whole or, in "which critics say is", without its subject."""
_OURSELVES = frozenset(("i", "we"))


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
        self._marked = SpanIndex((q.span, q.span) for q in spoken(passage.quotations))

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
        asides = SpanIndex((span, d) for d in drafts if self._is_aside(d) for span in d.content)
        for clause, statement in self._clauses:
            if self._takes_over(statement, asides):
                continue
            same = next(_found(cues, statement.cue), None)
            if same is not None:
                self._lend(same, statement, taken)
                continue
            held = next(_found(contents, statement.cue), None)
            if id(statement.parent) in added:
                nested.append(statement)
            elif held is not None:
                if clause.candidate.cue.frame == "source_after":
                    # "S has learned that, according to X, C": all that X says is learned.
                    _clip(statement, held[0])
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

    def _is_aside(self, draft: Draft) -> bool:
        """Whether all that attributes is "as we reported"."""
        if draft.mention is None:
            return False
        source = self._words.inside(draft.mention)
        before = self._words.lower[source.start - 1] if source.start else ""
        return before == "as" and self._text[draft.mention.slice].lower() in _OURSELVES

    def _takes_over(self, statement: Draft, asides: SpanIndex[Draft]) -> bool:
        """Whether a statement that "as we reported" interrupts gets what is tagged as ours."""
        for draft in _found(asides, statement.content):
            ours = draft.mention
            if (
                ours is not None
                and statement.mention is not None
                and statement.mention.end <= ours.start < min(statement.content).start
            ):
                draft.mention, draft.cue = statement.mention, list(statement.cue)
                draft.content = list(statement.content)
                draft.stance, draft.cue_kind = statement.stance, statement.cue_kind
                return True
        return False

    def _lend(self, draft: Draft, statement: Draft, taken: SpanIndex[Span]) -> None:
        """Give a tagged attribution what it lacks of its clause: subject, content, who was told."""
        subject = statement.mention
        if draft.mention is None and subject is not None and not statement.unnamed:
            rest = [span for span in draft.content if span != subject]
            own = len(rest) < len(draft.content) and bool(rest)
            if own or not taken.overlapping(subject):
                # "S is determined not to": the subject is no part of what S thinks.
                draft.mention, draft.unnamed, draft.content = subject, False, rest
        if not (draft.content or any(taken.overlapping(span) for span in statement.content)):
            draft.content = list(statement.content)
        self._lengthen(draft, statement, taken)
        told = statement.outlet
        if draft.outlet is None and told is not None and draft.content:
            first = min(draft.content)
            if first.start <= told.start and told.end < first.end:
                # Nobody says "the Post that it rained".
                behind = trim(self._text, Span(told.end, first.end))
                draft.outlet = told
                draft.content = [behind if span == first else span for span in draft.content]

    def _lengthen(self, draft: Draft, statement: Draft, taken: SpanIndex[Span]) -> None:
        """A content goes on with the relative clause that hangs on its last word."""
        if not (draft.content and statement.content):
            return
        last, whole = max(draft.content), max(statement.content)
        behind = Span(last.end, max(last.end, whole.end))
        first = self._text[behind.slice].lstrip(", ").split(" ")[0].lower()
        if whole.start <= last.start and first in _RELATIVES and not taken.overlapping(behind):
            draft.content[draft.content.index(last)] = Span(last.start, whole.end)

    def _is_report(self, clause: Clause, statement: Draft) -> bool:
        """Whether a clause without tags plainly attributes."""
        if self._is_quoting(statement):
            return True
        if statement.cue_kind != "speech" or statement.parent is not None or not statement.content:
            return False
        if clause.candidate.cue.frame in _PLAIN_FRAMES:
            return True
        after = clause.cue[1]
        return (
            clause.candidate.form == "finite"
            and self._words.lower[after : after + 1] in _STATED
            and self._likelihood(clause) >= POSSIBLE
        )

    def _is_quoting(self, statement: Draft) -> bool:
        """Whether all that somebody says or thinks stands between marks: "S is keen “to go”"."""
        (said, *more) = statement.content or [Span(0, 0)]
        return (
            not more
            and statement.mention is not None
            and statement.parent is None
            and any(
                said.start <= marks.start
                and said.end <= marks.end + 1
                and 2 * len(marks) > len(said)
                for marks in self._marked.overlapping(said)
            )
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


def _clip(statement: Draft, content: Span) -> None:
    """Leave of what a statement says what stands in a content."""
    shared = (span.intersection(content) for span in statement.content)
    statement.content = [span for span in shared if span is not None and len(span) > len("that")]


def _lies_in(statement: Draft, content: Span) -> bool:
    return all(span in content for span in _spans(statement))
