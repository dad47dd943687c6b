"""The engine without a model: attributions by cue words, marks and word order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from attribution.analysis import Encoding, Passage, Relation
from attribution.document import Quotation
from attribution.relations.clauses import find_clauses
from attribution.relations.cues import CueLexicon
from attribution.relations.grammar import Grammar, Stretch
from attribution.relations.quoted import Draft, join_quotations, spoken
from attribution.relations.views import Clause
from attribution.spans import Span, SpanIndex, merge, trim
from attribution.vocabulary import AttributionKind, QuotationKind, Stance
from attribution.words import Words

__all__ = ["LexiconFinder"]

LONGEST_SENTENCE = 400
"""Words: what is longer is no sentence, and is read in pieces of this size."""
DIRECT_SHARE = 0.9
"""Share of a content between marks from which it counts as the source's own words."""
_SPEAKERS = ("i", "we", "you")
"""Who speaks, or is spoken to, inside his own quotation: nobody else is reported there."""
_EDGES = "“”„«»\"',"
"""What can stand at the ends of a quotation and is no part of what is said in it."""
_POSSIBILITY = frozenset("will would may might could 'll 'd".split())
_CONFIDENCE = {"speech": 0.9, "thought": 0.75, "act": 0.5}


class LexiconFinder:
    """A `RelationFinder` that needs no encoder: it ignores the `Encoding`."""

    def __init__(self, cues: CueLexicon, grammar: Grammar) -> None:
        self.cues = cues
        self.grammar = grammar

    def find(
        self,
        passage: Passage,
        encoding: Encoding,  # noqa: ARG002  the Protocol gives it; this engine reads words
    ) -> tuple[Relation, ...]:
        """Relations in reading order, spans inside the passage's prose blocks."""
        words = passage.words
        outer = spoken(passage.quotations)
        quoted = _mask(words, outer)
        candidates = self.cues.candidates(words)
        starts = [candidate.first for candidate in candidates]

        def clauses_in(sentence: Span, mask: Sequence[int]) -> list[Clause]:
            clauses = []
            numbers = words.inside(sentence)
            for first in numbers[::LONGEST_SENTENCE]:
                end = min(first + LONGEST_SENTENCE, numbers.stop)
                found = candidates[bisect_left(starts, first) : bisect_left(starts, end)]
                found = [candidate for candidate in found if candidate.end <= end]
                clauses += find_clauses(words, first, end, found, mask, self.grammar)
            return clauses

        drafts: list[Draft] = []
        for sentence in passage.sentences:
            drafts += _drafts(words, clauses_in(sentence, quoted))
        drafts = join_quotations(passage, outer, drafts, self.grammar)
        inner = _mask(words, spoken(passage.quotations, level=1))
        owners = SpanIndex((span, d) for d in drafts if d.parent is None for span in d.content)
        for part in _parts(passage, outer):
            owner = next(iter(owners.overlapping(part)), None)
            if owner is None:
                continue
            for draft in _drafts(words, clauses_in(part, inner)):
                if _stands_alone(passage.text, draft, owner):
                    draft.parent = draft.parent or owner
                    drafts.append(draft)
        drafts = [draft for draft in drafts if draft.content]
        drafts.sort(key=lambda draft: (draft.start, draft.parent is not None))
        return _relations(passage, drafts)


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


def _stands_alone(text: str, draft: Draft, owner: Draft) -> bool:
    """Whether a clause inside a quotation is a statement of somebody else's, reported there."""
    clause = draft.clause
    return (
        clause is not None
        and clause.candidate.cue.kind == "speech"
        and clause.candidate.form != "participle"
        and draft.mention is not None
        and text[draft.mention.slice].lower() not in _SPEAKERS
        and not clause.unnamed
        and all(draft_cue not in owner.cue for draft_cue in draft.cue)
    )


def _mask(words: Words, quotations: Sequence[Quotation]) -> list[int]:
    mask = [-1] * len(words)
    for number, quotation in enumerate(quotations):
        for n in words.inside(quotation.span):
            mask[n] = number
    return mask


def _drafts(words: Words, clauses: Sequence[Clause]) -> list[Draft]:
    made: dict[int, Draft] = {}
    drafts: list[Draft] = []
    for clause in clauses:
        draft = Draft(
            cue=_spans_of(words, [clause.cue]),
            content=_spans_of(words, sorted(clause.content)),
            mention=_span_of(words, clause.source),
            outlet=_span_of(words, clause.addressee),
            clause=clause,
            hypothetical=clause.candidate.form != "phrase"
            and clause.candidate.cue.kind == "thought"
            and any(words.lower[n] in _POSSIBILITY for n in range(*clause.cue)),
        )
        if clause.shares_source and drafts:
            draft.shares = drafts[-1]
            if draft.mention is None:
                draft.mention = drafts[-1].mention
        made[id(clause)] = draft
        drafts.append(draft)
    for clause in clauses:
        if clause.nested_in is not None:
            made[id(clause)].parent = made.get(id(clause.nested_in))
    return [draft for draft in drafts if draft.content or (draft.clause and draft.clause.announces)]


def _relations(passage: Passage, drafts: Sequence[Draft]) -> tuple[Relation, ...]:
    marked, marked_inside = _marked(passage, 0), _marked(passage, 1)
    numbers = {id(draft): number for number, draft in enumerate(drafts)}
    return tuple(
        Relation(
            content=tuple(draft.content),
            cue=tuple(draft.cue),
            mention=draft.mention,
            outlet=draft.outlet,
            kind=_kind(draft, marked, marked_inside),
            stance=_stance(draft),
            same_source_as=None if draft.shares is None else numbers.get(id(draft.shares)),
            parent=None if draft.parent is None else numbers.get(id(draft.parent)),
            unnamed=draft.clause is not None and draft.clause.unnamed,
            confidence=_confidence(draft),
        )
        for draft in drafts
    )


def _marked(passage: Passage, level: int) -> tuple[Span, ...]:
    """What stands between marks at one depth of nesting and is somebody's words."""
    return merge(
        quotation.span
        for quotation in passage.quotations
        if quotation.level == level
        and quotation.kind not in (QuotationKind.TITLE, QuotationKind.TERM)
    )


def _kind(draft: Draft, marked: Sequence[Span], marked_inside: Sequence[Span]) -> AttributionKind:
    if draft.unmarked:
        return AttributionKind.DIRECT
    # Marks around the cue are those of the quotation that the draft is nested in.
    if any(_shared(cue, marked) for cue in draft.cue):
        marked = marked_inside
    total = sum(len(span) for span in draft.content)
    inside = sum(_shared(span, marked) for span in draft.content)
    if inside >= DIRECT_SHARE * total:
        return AttributionKind.DIRECT
    return AttributionKind.MIXED if inside else AttributionKind.INDIRECT


def _shared(span: Span, disjoint: Sequence[Span]) -> int:
    """How many code points of a span lie in one of those that stand in order."""
    first = bisect_right(disjoint, span.start, key=lambda other: other.end)
    shared = 0
    for number in range(first, len(disjoint)):
        common = span.intersection(disjoint[number])
        if common is None:
            break
        shared += len(common)
    return shared


def _stance(draft: Draft) -> Stance:
    if draft.clause is None:
        return Stance.NEUTRAL
    stance = draft.clause.candidate.cue.stance
    if draft.clause.negated:
        return Stance.NEUTRAL if stance is Stance.DENIED else Stance.DENIED
    return stance


def _confidence(draft: Draft) -> float:
    if draft.clause is None:
        return 0.8 if draft.mention is not None or draft.shares is not None else 0.5
    if draft.hypothetical:
        return _CONFIDENCE["act"]
    return _CONFIDENCE[draft.clause.candidate.cue.kind]


def _spans_of(words: Words, stretches: Sequence[Stretch]) -> list[Span]:
    spans = (_span_of(words, stretch) for stretch in stretches)
    return [span for span in spans if span is not None]


def _span_of(words: Words, stretch: Stretch | None) -> Span | None:
    """The span of words by number, without white space at its ends; ``None`` if nothing is left."""
    if stretch is None:
        return None
    first, end = stretch
    while first < end and words.lower[first].isspace():
        first += 1
    while end > first and words.lower[end - 1].isspace():
        end -= 1
    return words.span(first, end) if first < end else None
