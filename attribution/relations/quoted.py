"""Whose words stand between the marks: quotations joined with the clauses around them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from attrs import define, field

from attribution.document import Block, Quotation
from attribution.relations.clauses import Clause
from attribution.relations.grammar import Grammar, Stretch
from attribution.spans import Span, merge
from attribution.vocabulary import BlockKind, QuotationKind
from attribution.words import Words

__all__ = ["Draft", "join_quotations", "spoken", "stretch_span"]

SHORTEST_PULL = 6
"""Words in a repeated sentence that can be no accident."""
LONGEST_SIGNATURE = 14
"""Words after the dash in "“…” — Commissioner X"."""
_DASHES = frozenset(("—", "–", "--", "-"))


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
        self.content = list(merge([*self.content, span]))

    @property
    def start(self) -> int:
        return min(span.start for span in [*self.content, *self.cue])


def spoken(quotations: Sequence[Quotation], level: int = 0) -> list[Quotation]:
    """The quotations that are somebody's words, at one depth of nesting."""
    return [q for q in quotations if q.level == level and q.kind is QuotationKind.SPEECH]


def join_quotations(
    text: str,
    words: Words,
    blocks: Sequence[Block],
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    drafts: list[Draft],
    grammar: Grammar,
) -> list[Draft]:
    """
    Give every spoken quotation a draft, and every draft the whole of its quotations.

    In this order: a clause whose content touches the quotation; the quotation it
    continues; the announcement before it; the signature behind it; the speaker of
    the quotation just before it. A quotation with none of these gets a draft
    without a source.
    """
    block_starts = [block.span.start for block in blocks]
    owner_before: Draft | None = None
    quotation_before: Quotation | None = None
    owners: list[Draft] = list(drafts)
    for quotation in quotations:
        span = quotation.span
        owner = _touching(drafts, span)
        block = blocks[max(0, bisect_right(block_starts, span.start) - 1)]
        if owner is None and quotation.continues and owner_before is not None:
            owner = owner_before
        if owner is None:
            owner = _announcing(text, words, blocks, block, span, drafts, grammar)
            if owner is not None and owner not in owners:
                owners.append(owner)
        if owner is None:
            owner = _signed(text, words, blocks, block, span)
            if owner is not None:
                owners.append(owner)
        if owner is None and owner_before is not None and quotation_before is not None:
            between = Span(quotation_before.span.end, max(span.start, quotation_before.span.end))
            if _follows_on(text, sentences, owner_before, between, block, span):
                owner = owner_before
            elif _new_paragraph_same_speaker(text, blocks, block, span, owner_before, drafts):
                owner = Draft(shares=owner_before)
                owners.append(owner)
        if owner is None:
            owner = _stated_before(text, blocks, block, span, drafts) or Draft()
            owners.append(owner)
        owner.add(span)
        owner_before, quotation_before = owner, quotation
    _add_unmarked(text, words, blocks, owners, grammar)
    _add_pulled(text, sentences, owners)
    return sorted((o for o in owners if o.content), key=lambda draft: draft.start)


def _add_unmarked(
    text: str, words: Words, blocks: Sequence[Block], owners: list[Draft], grammar: Grammar
) -> None:
    """A paragraph announced by a colon is what was announced, also without marks."""
    for before, block in zip(blocks, blocks[1:], strict=False):
        lead = text[before.span.start : before.span.end]
        if not lead.endswith(":") or text[before.span.end : block.span.start].count("\n") > 3:
            continue
        if any(content.overlaps(block.span) for owner in owners for content in owner.content):
            continue
        saying = [
            owner
            for owner in owners
            if owner.parent is None
            and owner.mention is not None
            and owner.clause is not None
            and owner.clause.candidate.cue.kind == "speech"
            and any(cue in before.span for cue in owner.cue)
        ]
        if saying:
            if saying[-1].clause is not None and not saying[-1].content:
                saying[-1].add(block.span)
            else:
                owners.append(Draft(shares=saying[-1], content=[block.span], unmarked=True))


def _add_pulled(text: str, sentences: Sequence[Span], owners: list[Draft]) -> None:
    """A sentence that repeats words of a quotation is a pull quote: the same source's words."""
    covered = merge(span for owner in owners for span in owner.content)
    for sentence in sentences:
        if any(span.overlaps(sentence) for span in covered):
            continue
        pulled = text[sentence.start : sentence.end].strip("“”\"'’‘ ")
        if len(pulled.split()) < SHORTEST_PULL:
            continue
        at = text.find(pulled)
        while at >= 0:
            found = Span(at, at + len(pulled))
            owner = next((o for o in owners if any(found in c for c in o.content)), None)
            if owner is not None and not found.overlaps(sentence):
                owners.append(Draft(shares=owner, content=[sentence], unmarked=True))
                break
            at = text.find(pulled, at + 1)


def _touching(drafts: Sequence[Draft], span: Span) -> Draft | None:
    """The outermost draft whose content shares words with the quotation."""
    found = [
        d
        for d in drafts
        if d.parent is None and any(content.overlaps(span) for content in d.content)
    ]
    if not found:
        return None
    return max(found, key=lambda d: sum(len(c.intersection(span) or ()) for c in d.content))


def _before(text: str, offset: int) -> str:
    return text[max(0, offset - 200) : offset].rstrip()


def _announcing(
    text: str,
    words: Words,
    blocks: Sequence[Block],
    block: Block,
    span: Span,
    drafts: list[Draft],
    grammar: Grammar,
) -> Draft | None:
    """The draft of a clause that points forward to the quotation: "responded as follows"."""
    lead = text[: span.start].rstrip()
    if not lead:
        return None
    starts_block = not text[block.span.start : span.start].strip()
    for draft in reversed(drafts):
        if draft.clause is not None and draft.clause.announces and not draft.content:
            gap = text[draft.cue[-1].end : span.start]
            if draft.cue[-1].end <= span.start and len(gap) < 150 and gap.count("\n\n") <= 1:
                return draft
    if lead.endswith(":") and starts_block:
        return _lead_in(text, words, blocks, span, drafts, grammar)
    if starts_block and lead.endswith(("follows", "this way", "these words", "these terms")):
        return _lead_in(text, words, blocks, span, drafts, grammar)
    return None


def _stated_before(
    text: str, blocks: Sequence[Block], block: Block, span: Span, drafts: Sequence[Draft]
) -> Draft | None:
    """The speaker of the sentence before a paragraph that opens with a quotation."""
    if text[block.span.start : span.start].strip():
        return None
    before = _paragraph_before(blocks, block)
    if before is None:
        return None
    said = [
        draft
        for draft in drafts
        if draft.parent is None
        and draft.mention is not None
        and draft.clause is not None
        and draft.clause.candidate.cue.kind == "speech"
        and any(cue in before for cue in draft.cue)
    ]
    return Draft(shares=said[-1]) if said else None


def _lead_in(
    text: str,
    words: Words,
    blocks: Sequence[Block],
    span: Span,
    drafts: list[Draft],
    grammar: Grammar,
) -> Draft | None:
    """The last draft of the paragraph that leads in, or the name before its colon."""
    leading = [b for b in blocks if b.span.end <= span.start]
    if not leading:
        return None
    lead = leading[-1].span
    inside = [d for d in drafts if d.parent is None and d.cue and lead.start <= d.cue[0].start < lead.end]
    sentence_start = max(
        lead.start, *(text.rfind(stop, lead.start, lead.end - 1) + 1 for stop in (". ", "? ", "! "))
    )
    late = [d for d in inside if d.cue[0].start >= sentence_start]
    if late:
        draft = late[-1]
        if draft.clause is not None and draft.content and draft.content[-1].end >= lead.end - 2:
            # The rest of the announcement ("as follows") is no content.
            return Draft(cue=draft.cue, mention=draft.mention, shares=draft)
        return draft
    name = _name_before_colon(text, words, Span(sentence_start, lead.end), grammar)
    return None if name is None else Draft(mention=name)


def _name_before_colon(text: str, words: Words, lead: Span, grammar: Grammar) -> Span | None:
    """ "From Chairwoman X:" and "Jane Doe:"."""
    numbers = [n for n in words.inside(lead) if not words.lower[n].isspace()]
    while numbers and words.lower[numbers[-1]] in (":", "."):
        numbers.pop()
    if numbers and words.lower[numbers[0]] in ("from", "by"):
        numbers = numbers[1:]
    if not numbers or len(numbers) > LONGEST_SIGNATURE:
        return None
    if not words.texts[numbers[0]][0].isupper() or words.lower[numbers[-1]] in grammar.classes["preposition"]:
        return None
    if any(words.lower[n] in grammar.classes["auxiliary"] for n in numbers):
        return None
    return words.span(numbers[0], numbers[-1] + 1)


def _signed(
    text: str, words: Words, blocks: Sequence[Block], block: Block, span: Span
) -> Draft | None:
    """ "“…” — Commissioner X", in the same paragraph or on the next line."""
    rest = Span(span.end, max(block.span.end, span.end))
    numbers = [n for n in words.inside(rest) if not words.lower[n].isspace()]
    if not numbers:
        after = [b for b in blocks if b.span.start >= span.end][:1]
        numbers = [n for b in after for n in words.inside(b.span)]
    if len(numbers) < 2 or words.lower[numbers[0]] not in _DASHES:
        return None
    name = numbers[1:]
    if len(name) > LONGEST_SIGNATURE or not words.texts[name[0]][0].isupper():
        return None
    return Draft(
        mention=words.span(name[0], name[-1] + 1 - (words.lower[name[-1]] == ".")),
    )


def _follows_on(
    text: str,
    sentences: Sequence[Span],
    owner: Draft,
    between: Span,
    block: Block,
    span: Span,
) -> bool:
    """Whether only the speaker's attribution stands between two quotations of a paragraph."""
    if between.start < block.span.start:
        return False
    middle = text[between.start : between.end]
    if not middle.strip():
        return True
    ends = sum(1 for s in sentences if between.start < s.end <= between.end)
    starts_sentence = any(s.start == span.start for s in sentences)
    attributes = any(between.start <= cue.start < between.end for cue in owner.cue)
    return starts_sentence and attributes and ends <= 1


def _new_paragraph_same_speaker(
    text: str,
    blocks: Sequence[Block],
    block: Block,
    span: Span,
    owner: Draft,
    drafts: Sequence[Draft],
) -> bool:
    """Whether a paragraph that is nothing but a quotation goes on with the speaker before it."""
    if text[block.span.start : span.start].strip():
        return False
    previous = _paragraph_before(blocks, block)
    return previous is not None and any(previous.overlaps(span) for span in owner.content)


def _paragraph_before(blocks: Sequence[Block], block: Block) -> Span | None:
    """The paragraph before this one, pictures between them aside."""
    for before in reversed(blocks[: blocks.index(block)]):
        if before.kind is not BlockKind.CAPTION:
            return before.span
    return None


def stretch_span(words: Words, stretch: Stretch) -> Span:
    """The span of words by number, without white space at its ends."""
    first, end = stretch
    while first < end and words.lower[first].isspace():
        first += 1
    while end > first and words.lower[end - 1].isspace():
        end -= 1
    return words.span(first, end)
