"""What is tagged inside spoken quotations: said there, by whoever the quotation belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from attribution.analysis import Passage
from attribution.relations.drafts import Draft
from attribution.relations.speeches import Speech, certain_part, spoken
from attribution.spans import Span, SpanIndex, merge

__all__ = ["nest_quoted", "part_quoted"]

_SPEAKERS = frozenset(("i", "we", "you", "me", "us"))
"""Who speaks, or is spoken to, in a quotation: what they say there is what is said anyway."""


def part_quoted(
    passage: Passage, drafts: Iterable[Draft], speeches: Iterable[Speech]
) -> tuple[list[Draft], list[Draft]]:
    """
    Part drafts whose cue and source stand inside a spoken quotation from all others.

    A quotation is one person's from mark to mark, whatever stands in it: of 100
    spoken quotations in PolNeAR, 97 are content as a whole. So what is tagged as
    said there is no more than the sentence that says it; what else was linked to it
    is the speaker's.

    Returns:
        The others, and those inside.
    """
    marked = SpanIndex((q.span, q.span) for speech in speeches for q in certain_part(speech))
    quoted = SpanIndex((q.span, q.span) for q in spoken(passage.quotations))
    ends = [sentence.end for sentence in passage.sentences]
    parted: tuple[list[Draft], list[Draft]] = ([], [])
    for draft in drafts:
        marks = _marks_around(draft, marked)
        if marks is None:
            parted[0].append(draft)
            continue
        number = bisect_right(ends, draft.cue[0].start)
        sentence = passage.sentences[number] if number < len(ends) else marks
        here = [span for span in draft.content if span.overlaps(sentence)]
        inside = all(_lies_between(span, marks) for span in here) and all(
            any(span in other for other in quoted.overlapping(span))
            for span in draft.content
            if span not in here
        )
        if inside:
            draft.content = here
        parted[inside].append(draft)
    return parted


def _marks_around(draft: Draft, marked: SpanIndex[Span]) -> Span | None:
    """The quotation in which a draft's cue and source stand, and which neither opens."""
    spans = [*draft.cue, *([draft.mention] if draft.mention else [])]
    around = marked.overlapping(draft.cue[0]) if draft.cue else []
    return next((m for m in around if all(_lies_between(span, m) for span in spans)), None)


def _lies_between(span: Span, marks: Span) -> bool:
    """Whether a span lies in a quotation and does not open it: that is the speaker's part."""
    return span in marks and span.start > marks.start


def nest_quoted(text: str, inside: Iterable[Draft], owners: Iterable[Draft]) -> list[Draft]:
    """
    Those of *inside* that somebody else says, each nested in the owner of its quotation.

    "I am disappointed with them" in a quotation says nothing that the quotation does not.
    """
    contents = SpanIndex((span, d) for d in owners if d.parent is None for span in d.content)
    nested = []
    for draft in inside:
        owner = next(iter(contents.overlapping(draft.cue[0])), None)
        if owner is None or not draft.content or not _is_elses(text, draft):
            continue
        draft.parent = draft.parent or owner
        draft.content = list(merge(draft.content))
        nested.append(draft)
    return _without_lost_parents(nested, inside)


def _is_elses(text: str, draft: Draft) -> bool:
    return draft.mention is not None and text[draft.mention.slice].lower() not in _SPEAKERS


def _without_lost_parents(nested: Sequence[Draft], inside: Iterable[Draft]) -> list[Draft]:
    """What was nested in a draft that is dropped is nested in the one around that."""
    kept = {id(draft) for draft in nested}
    lost = {id(draft) for draft in inside} - kept
    for draft in nested:
        while draft.parent is not None and id(draft.parent) in lost:
            draft.parent = draft.parent.parent
    return list(nested)
