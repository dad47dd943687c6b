"""Statements that cue words make, read from a stretch of text as drafts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from attribution.analysis import Passage
from attribution.document import Quotation
from attribution.relations.clauses import find_clauses
from attribution.relations.cues import Candidate
from attribution.relations.drafts import Draft
from attribution.relations.grammar import Grammar, Stretch
from attribution.relations.speeches import spoken
from attribution.relations.stances import StanceReader
from attribution.relations.views import Clause
from attribution.spans import Span, SpanIndex, trim
from attribution.words import Words

__all__ = ["StatementReader", "span_of"]

LONGEST_SENTENCE = 400
"""Words: what is longer is no sentence, and is read in pieces of this size."""
_SPEAKERS = ("i", "we", "you")
"""Who speaks, or is spoken to, inside his own quotation: nobody else is reported there."""
_EDGES = "“”„«»\"',"
"""What can stand at the ends of a quotation and is no part of what is said in it."""
_POSSIBILITY = frozenset("will would may might could 'll 'd".split())
_CONFIDENCE = {"speech": 0.9, "thought": 0.75, "act": 0.5}


class StatementReader:
    """Reads the clauses of one passage; cues between the marks of a quotation are not its own."""

    def __init__(self, passage: Passage, candidates: Sequence[Candidate], grammar: Grammar) -> None:
        self._passage = passage
        self._candidates = candidates
        self._starts = [candidate.first for candidate in candidates]
        self._grammar = grammar
        self._stances = StanceReader(passage, candidates, grammar)
        self._quoted = _mask(passage.words, spoken(passage.quotations))

    def read(self) -> list[Draft]:
        """The statements of all sentences."""
        numbers = range(len(self._passage.sentences))
        return [draft for number in numbers for draft in self.read_sentence(number)]

    def read_sentence(self, number: int) -> list[Draft]:
        """The statements of one sentence, those in it nested in others included."""
        return [draft for _, draft in self.read_clauses(number)]

    def read_clauses(self, number: int) -> list[tuple[Clause, Draft]]:
        """The statements of one sentence, with the clauses that make them."""
        clauses = self._clauses(self._passage.sentences[number], self._quoted)
        return _drafts(self._passage.words, clauses, self._stances)

    def read_inside(self, drafts: Sequence[Draft]) -> list[Draft]:
        """What is said that others said, in quotations that belong to *drafts*."""
        text, words = self._passage.text, self._passage.words
        mask = _mask(words, spoken(self._passage.quotations, level=1))
        owners = SpanIndex((span, d) for d in drafts if d.parent is None for span in d.content)
        inside: list[Draft] = []
        for part in _parts(self._passage, spoken(self._passage.quotations)):
            owner = next(iter(owners.overlapping(part)), None)
            if owner is None:
                continue
            for clause, draft in _drafts(words, self._clauses(part, mask), self._stances):
                if _stands_alone(text, clause, draft, owner):
                    draft.parent = draft.parent or owner
                    inside.append(draft)
        return inside

    def _clauses(self, span: Span, mask: Sequence[int]) -> list[Clause]:
        words, clauses = self._passage.words, list[Clause]()
        numbers = words.inside(span)
        for first in numbers[::LONGEST_SENTENCE]:
            end = min(first + LONGEST_SENTENCE, numbers.stop)
            found = self._candidates[
                bisect_left(self._starts, first) : bisect_left(self._starts, end)
            ]
            found = [candidate for candidate in found if candidate.end <= end]
            clauses += find_clauses(words, first, end, found, mask, self._grammar)
        return clauses


def _mask(words: Words, quotations: Sequence[Quotation]) -> list[int]:
    mask = [-1] * len(words)
    for number, quotation in enumerate(quotations):
        for n in words.inside(quotation.span):
            mask[n] = number
    return mask


def _parts(passage: Passage, quotations: Sequence[Quotation]) -> Iterator[Span]:
    """The sentences inside quotations, as far as they are inside, without the marks."""
    ends = [sentence.end for sentence in passage.sentences]
    for quotation in quotations:
        for number in range(bisect_right(ends, quotation.span.start), len(ends)):
            sentence = passage.sentences[number]
            shared = sentence.intersection(quotation.span)
            if shared is None:
                break
            part = trim(passage.text, shared, also=_EDGES)
            if part:
                yield part


def _stands_alone(text: str, clause: Clause, draft: Draft, owner: Draft) -> bool:
    """Whether a clause inside a quotation is a statement of somebody else's, reported there."""
    return (
        draft.cue_kind == "speech"
        and clause.candidate.form != "participle"
        and draft.mention is not None
        and text[draft.mention.slice].lower() not in _SPEAKERS
        and not draft.unnamed
        and all(cue not in owner.cue for cue in draft.cue)
    )


def _drafts(
    words: Words, clauses: Sequence[Clause], stances: StanceReader
) -> list[tuple[Clause, Draft]]:
    """The clauses with their drafts, as far as they have a content or point to one."""
    made: dict[int, Draft] = {}
    before: Draft | None = None
    for clause in clauses:
        cue = clause.candidate.cue
        draft = Draft(
            cue=_spans_of(words, [clause.cue]),
            content=_spans_of(words, sorted(clause.content)),
            mention=span_of(words, clause.source),
            outlet=span_of(words, clause.addressee),
            cue_kind=cue.kind,
            stance=stances.read(
                clause.candidate, cue=clause.cue, source=clause.source, contents=clause.content
            ),
            announces=clause.announces,
            unnamed=clause.unnamed,
            confidence=_CONFIDENCE["act" if _is_hypothetical(words, clause) else cue.kind],
        )
        if clause.shares_source and before is not None:
            draft.shares = before
            draft.mention = draft.mention or before.mention
        made[id(clause)] = before = draft
    for clause in clauses:
        if clause.nested_in is not None:
            made[id(clause)].parent = made.get(id(clause.nested_in))
    pairs = [(clause, made[id(clause)]) for clause in clauses]
    return [(clause, draft) for clause, draft in pairs if draft.content or draft.announces]


def _is_hypothetical(words: Words, clause: Clause) -> bool:
    """Whether somebody may think so ("they will finally understand"): no report that he does."""
    return (
        clause.candidate.form != "phrase"
        and clause.candidate.cue.kind == "thought"
        and any(words.lower[n] in _POSSIBILITY for n in range(*clause.cue))
    )


def _spans_of(words: Words, stretches: Sequence[Stretch]) -> list[Span]:
    spans = (span_of(words, stretch) for stretch in stretches)
    return [span for span in spans if span is not None]


def span_of(words: Words, stretch: Stretch | None) -> Span | None:
    """The span of words by number, without white space at its ends; ``None`` if nothing is left."""
    if stretch is None:
        return None
    first, end = stretch
    while first < end and words.lower[first].isspace():
        first += 1
    while end > first and words.lower[end - 1].isspace():
        end -= 1
    return words.span(first, end) if first < end else None
