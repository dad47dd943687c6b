"""What is tagged inside spoken quotations: said there, by whoever the quotation belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attribution.document import Quotation
from attribution.relations.drafts import Draft
from attribution.spans import Span, SpanIndex, merge

__all__ = ["nest_quoted", "part_quoted"]

_SPEAKERS = frozenset(("i", "we", "you", "me", "us"))
"""Who speaks, or is spoken to, in a quotation: what they say there is what is said anyway."""


def part_quoted(
    drafts: Iterable[Draft], quotations: Iterable[Quotation]
) -> tuple[list[Draft], list[Draft]]:
    """
    Part drafts that stand as a whole inside a spoken quotation from all others.

    A quotation is one person's from mark to mark, whatever stands in it: of 100
    spoken quotations in PolNeAR, 97 are content as a whole.

    Returns:
        The others, and those inside.
    """
    marked = SpanIndex((q.span, q.span) for q in quotations)
    parted: tuple[list[Draft], list[Draft]] = ([], [])
    for draft in drafts:
        spans = [*draft.cue, *draft.content, *([draft.mention] if draft.mention else [])]
        around = marked.overlapping(draft.cue[0]) if draft.cue else []
        inside = any(all(_lies_between(span, marks) for span in spans) for marks in around)
        parted[inside].append(draft)
    return parted


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
