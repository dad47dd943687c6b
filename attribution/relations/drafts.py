"""Relations still being put together, by spans; both finders make their relations of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from attrs import define, field

from attribution.analysis import Passage, Relation
from attribution.spans import Span, merge
from attribution.vocabulary import AttributionKind, QuotationKind, Stance

__all__ = ["Draft", "relations_of"]

DIRECT_SHARE = 0.9
"""Share of a content between marks from which it counts as the source's own words."""
SOURCED, SOURCELESS = 0.8, 0.5
"""How sure a quotation is without a cue: with somebody near who can have said it, and without."""


@define(kw_only=True, eq=False)
class Draft:
    """A relation by spans; still open to more of its quotation."""

    content: list[Span] = field(factory=list)
    cue: list[Span] = field(factory=list)
    mention: Span | None = None
    outlet: Span | None = None
    cue_kind: str | None = None
    """What its cue tells of: ``speech``, ``thought`` or ``act``, as ``seeds/cue_verbs.tsv`` has
    it; nothing where marks or layout attribute."""
    stance: Stance = Stance.NEUTRAL
    announces: bool = False
    """Its content is what follows the sentence."""
    unnamed: bool = False
    is_report: bool = True
    """Whether speech or thought is reported, and not conduct; see `Relation`."""
    shares: Draft | None = None
    """The draft whose source it has."""
    parent: Draft | None = None
    unmarked: bool = False
    """Its content is the source's own words without marks that say so."""
    confidence: float | None = None
    """Nothing where only a quotation speaks for it."""

    def add(self, span: Span) -> None:
        """Take a span into the content; `join_quotations` puts them in order."""
        self.content.append(span)

    @property
    def start(self) -> int:
        """Where its words begin."""
        return min(span.start for span in [*self.content, *self.cue])

    @property
    def is_speech(self) -> bool:
        """Whether a cue says that somebody speaks, and who."""
        return (
            self.parent is None
            and self.mention is not None
            and self.cue_kind == "speech"
            and self.is_report
        )


def relations_of(passage: Passage, drafts: Sequence[Draft]) -> tuple[Relation, ...]:
    """The drafts that have a content, in reading order, outer ones before those inside them."""
    drafts = sorted(
        (draft for draft in drafts if draft.content),
        key=lambda draft: (draft.start, draft.parent is not None),
    )
    marked, marked_inside = _marked(passage, 0), _marked(passage, 1)
    numbers = {id(draft): number for number, draft in enumerate(drafts)}
    return tuple(
        Relation(
            content=tuple(draft.content),
            cue=tuple(draft.cue),
            mention=draft.mention,
            outlet=draft.outlet,
            kind=_kind(draft, marked, marked_inside),
            stance=draft.stance,
            same_source_as=None if draft.shares is None else numbers.get(id(draft.shares)),
            parent=None if draft.parent is None else numbers.get(id(draft.parent)),
            unnamed=draft.unnamed,
            is_report=draft.is_report,
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


def _confidence(draft: Draft) -> float:
    if draft.confidence is not None:
        return draft.confidence
    return SOURCED if draft.mention is not None or draft.shares is not None else SOURCELESS
