"""Whose words stand between the marks: quotations joined with the clauses around them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import define, field, frozen

from attribution.analysis import Passage
from attribution.document import Block, Quotation
from attribution.relations.grammar import Grammar
from attribution.relations.views import Clause
from attribution.spans import Span, merge
from attribution.vocabulary import BlockKind, QuotationKind

__all__ = ["Draft", "join_quotations", "spoken"]

SHORTEST_PULL = 6
"""Words in a repeated sentence that can be no accident."""
LONGEST_SIGNATURE = 14
"""Words after the dash in "“…” — Commissioner X"."""
LONGEST_GAP = 150
"""Code points between an announcement and what it announces."""
_DASHES = frozenset(("—", "–", "--", "-"))
_POINTING = ("follows", "this way", "these words", "these terms")


@define(kw_only=True)
class Draft:
    """A relation by spans; still open to more of its quotation."""

    content: list[Span] = field(factory=list)
    cue: list[Span] = field(factory=list)
    mention: Span | None = None
    outlet: Span | None = None
    clause: Clause | None = None
    shares: Draft | None = None
    """The draft whose source it has."""
    parent: Draft | None = None
    unmarked: bool = False
    """Its content is the source's own words without marks that say so."""

    def add(self, span: Span) -> None:
        """Take a span into the content."""
        self.content = list(merge([*self.content, span]))

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
            and self.clause is not None
            and self.clause.candidate.cue.kind == "speech"
        )


def spoken(quotations: Sequence[Quotation], level: int = 0) -> list[Quotation]:
    """The quotations that are somebody's words, at one depth of nesting."""
    return [q for q in quotations if q.level == level and q.kind is QuotationKind.SPEECH]


def join_quotations(
    passage: Passage, quotations: Sequence[Quotation], drafts: Sequence[Draft], grammar: Grammar
) -> list[Draft]:
    """
    Give every spoken quotation a draft, and every draft the whole of its quotations.

    In this order: a clause whose content touches the quotation; the quotation it
    continues; the announcement before it; the signature behind it; the speaker of
    the quotation just before it; the speaker of the paragraph before it. A
    quotation with none of these gets a draft without a source.
    """
    page = _Page(passage, grammar, drafts)
    owners = list(drafts)
    before: _Owned | None = None
    for quotation in quotations:
        owner = page.find_owner(quotation, before)
        if owner not in owners:
            owners.append(owner)
        for part in page.in_blocks(quotation.span):
            owner.add(part)
        before = _Owned(quotation, owner)
    _add_unmarked(page, owners)
    _add_pulled(passage, owners)
    return sorted((owner for owner in owners if owner.content), key=lambda draft: draft.start)


@frozen
class _Owned:
    quotation: Quotation
    owner: Draft


class _Page:
    """Where a quotation stands, and what stands around it."""

    def __init__(self, passage: Passage, grammar: Grammar, drafts: Sequence[Draft]) -> None:
        self.text = passage.text
        self.words = passage.words
        self.blocks = [block for block in passage.blocks if block.kind.is_prose]
        self.sentence_starts = frozenset(sentence.start for sentence in passage.sentences)
        self.sentences = passage.sentences
        self.sentence_ends = [sentence.end for sentence in passage.sentences]
        self.grammar = grammar
        self.drafts = drafts
        self._said = sorted(
            (draft for draft in drafts if draft.is_speech and draft.cue),
            key=lambda draft: draft.cue[0].start,
        )
        self._said_at = [draft.cue[0].start for draft in self._said]
        self._block_starts = [block.span.start for block in self.blocks]

    def in_blocks(self, span: Span) -> Iterator[Span]:
        """The parts of a quotation, one for each paragraph that it runs through."""
        first = max(0, bisect_right(self._block_starts, span.start) - 1)
        for block in self.blocks[first:]:
            if block.span.start >= span.end:
                break
            shared = span.intersection(block.span)
            if shared is not None:
                yield shared

    def find_owner(self, quotation: Quotation, before: _Owned | None) -> Draft:
        """The draft that a quotation belongs to; see `join_quotations`."""
        span = quotation.span
        number = max(0, bisect_right(self._block_starts, span.start) - 1)
        opens_block = not self.text[self._block_starts[number] : span.start].strip()
        owner = self._touching(span)
        if owner is None and quotation.continues and before is not None:
            owner = before.owner
        if owner is None:
            owner = self._announcing(span, opens_block=opens_block) or self._signed(span, number)
        if owner is None and before is not None and self._follows_on(before, span, number):
            owner = before.owner
        if owner is None and not opens_block:
            owner = self._said_before(span, number)
        if owner is None and opens_block:
            owner = self._going_on(before, number)
        return owner or Draft()

    def _touching(self, span: Span) -> Draft | None:
        """The outermost draft whose content shares most words with the quotation."""
        found = [
            draft
            for draft in self.drafts
            if draft.parent is None and any(content.overlaps(span) for content in draft.content)
        ]
        return max(
            found,
            key=lambda d: sum(len(c.intersection(span) or ()) for c in d.content),
            default=None,
        )

    def _announcing(self, span: Span, *, opens_block: bool) -> Draft | None:
        """The draft of a clause that points forward: "responded as follows"."""
        for draft in reversed(self.drafts):
            if draft.clause is not None and draft.clause.announces and not draft.content:
                gap = span.start - draft.cue[-1].end
                if 0 <= gap < LONGEST_GAP:
                    return draft
        lead = self.text[max(0, span.start - LONGEST_GAP) : span.start].rstrip()
        if opens_block and lead.endswith((":", *_POINTING)):
            return self._lead_in(span)
        return None

    def _lead_in(self, span: Span) -> Draft | None:
        """The last clause of the paragraph that leads in, or the name before its colon."""
        leading = [block.span for block in self.blocks if block.span.end <= span.start]
        if not leading:
            return None
        lead = leading[-1]
        start = max([lead.start, *(s for s in self.sentence_starts if lead.start <= s < lead.end)])
        late = [
            draft
            for draft in self.drafts
            if draft.parent is None and draft.cue and start <= draft.cue[0].start < lead.end
        ]
        if not late:
            name = self._name_before_colon(Span(start, lead.end))
            return None if name is None else Draft(mention=name)
        draft = late[-1]
        if draft.content and draft.content[-1].end >= lead.end - 2:
            # What the announcement itself says ("these three things") is a content of its own.
            return Draft(cue=draft.cue, mention=draft.mention, shares=draft)
        return draft

    def _name_before_colon(self, lead: Span) -> Span | None:
        """ "From Chairwoman X:" and "Jane Doe:"."""
        words = self.words
        numbers = [n for n in words.inside(lead) if not words.lower[n].isspace()]
        while numbers and words.lower[numbers[-1]] in (":", "."):
            numbers.pop()
        if numbers and words.lower[numbers[0]] in ("from", "by"):
            numbers = numbers[1:]
        if not numbers or len(numbers) > LONGEST_SIGNATURE:
            return None
        if not words.texts[numbers[0]][0].isupper():
            return None
        if words.lower[numbers[-1]] in self.grammar.classes["preposition"]:
            return None
        if any(words.lower[n] in self.grammar.classes["auxiliary"] for n in numbers):
            return None
        return words.span(numbers[0], numbers[-1] + 1)

    def _signed(self, span: Span, block: int) -> Draft | None:
        """ "“…” — Commissioner X", in the same paragraph or on the next line."""
        words = self.words
        rest = Span(span.end, max(self.blocks[block].span.end, span.end))
        numbers = [n for n in words.inside(rest) if not words.lower[n].isspace()]
        if not numbers:
            following = [b.span for b in self.blocks[block:] if b.span.start >= span.end][:1]
            numbers = [n for b in following for n in words.inside(b)]
        if len(numbers) < 2 or words.lower[numbers[0]] not in _DASHES:
            return None
        name = numbers[1:]
        if len(name) > LONGEST_SIGNATURE or not words.texts[name[0]][0].isupper():
            return None
        end = name[-1] + (words.lower[name[-1]] != ".")
        return Draft(mention=words.span(name[0], end))

    def _follows_on(self, before: _Owned, span: Span, block: int) -> bool:
        """Whether only the speaker's attribution stands between two quotations of a paragraph."""
        between = Span(before.quotation.span.end, max(span.start, before.quotation.span.end))
        if between.start < self._block_starts[block]:
            return False
        if not self.text[between.start : between.end].strip():
            return True
        return (
            span.start in self.sentence_starts
            and any(between.start <= cue.start < between.end for cue in before.owner.cue)
            and sum(between.start < end <= between.end for end in self.sentence_ends) <= 1
        )

    def _said_before(self, span: Span, block: int) -> Draft | None:
        """Whoever spoke in the sentence before one that is a quotation, in the same paragraph."""
        if span.start not in self.sentence_starts:
            return None
        number = bisect_right(self.sentence_ends, span.start) - 1
        last = self.sentences[max(0, number)]
        if not self._block_starts[block] <= last.start < span.start:
            return None
        said = self._last_said(last)
        return None if said is None else Draft(shares=said)

    def _going_on(self, before: _Owned | None, block: int) -> Draft | None:
        """Whoever spoke in the paragraph before one that opens with a quotation."""
        previous = self._paragraph_before(block)
        if previous is None:
            return None
        if before is not None and any(previous.overlaps(c) for c in before.owner.content):
            return Draft(shares=before.owner)
        said = self._last_said(previous)
        return None if said is None else Draft(shares=said)

    def _last_said(self, within: Span) -> Draft | None:
        """The last draft of somebody's speech whose cue stands there."""
        number = bisect_right(self._said_at, within.end - 1) - 1
        if number < 0 or self._said_at[number] < within.start:
            return None
        return self._said[number]

    def _paragraph_before(self, block: int) -> Span | None:
        """The paragraph before a block, pictures between them aside."""
        return next(
            (b.span for b in reversed(self.blocks[:block]) if b.kind is not BlockKind.CAPTION),
            None,
        )


def _add_unmarked(page: _Page, owners: list[Draft]) -> None:
    """A paragraph announced by a colon is what was announced, also without marks."""
    for before, block in pairwise(page.blocks):
        if not _announces(page.text, before, block):
            continue
        if any(content.overlaps(block.span) for owner in owners for content in owner.content):
            continue
        saying = [o for o in owners if o.is_speech and any(cue in before.span for cue in o.cue)]
        if saying and saying[-1].content:
            owners.append(Draft(shares=saying[-1], content=[block.span], unmarked=True))
        elif saying:
            saying[-1].add(block.span)
            saying[-1].unmarked = True


def _announces(text: str, before: Block, block: Block) -> bool:
    return (
        text[before.span.start : before.span.end].endswith(":")
        and block.span.start - before.span.end < LONGEST_GAP
    )


def _add_pulled(passage: Passage, owners: list[Draft]) -> None:
    """A sentence that repeats words of a quotation is a pull quote: the same source's words."""
    text = passage.text
    covered = merge(span for owner in owners for span in owner.content)
    starts = [span.start for span in covered]
    for sentence in passage.sentences:
        last = bisect_right(starts, sentence.end) - 1
        if last >= 0 and covered[last].end > sentence.start:
            continue
        pulled = text[sentence.start : sentence.end].strip("“”\"'’‘ ")
        if len(pulled.split()) < SHORTEST_PULL:
            continue
        at = text.find(pulled)
        while at >= 0:
            found = Span(at, at + len(pulled))
            owner = next((o for o in owners if any(found in c for c in o.content)), None)
            if owner is not None:
                owners.append(Draft(shares=owner, content=[sentence], unmarked=True))
                break
            at = text.find(pulled, at + 1)
