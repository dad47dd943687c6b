"""Whose words stand between the marks: quotations joined with the clauses around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from attrs import frozen

from attribution.analysis import Passage
from attribution.document import Block, Quotation
from attribution.relations.drafts import Draft
from attribution.relations.grammar import Grammar
from attribution.relations.signatures import (
    LONGEST_SIGNATURE,
    begins_like_name,
    name_on_next_line,
    signature_behind,
    signed_without_marks,
)
from attribution.relations.speeches import find_speeches, spoken
from attribution.spans import Span, SpanIndex, merge, subtract
from attribution.vocabulary import BlockKind

__all__ = ["join_quotations"]

SHORTEST_PULL = 6
"""Words in a repeated sentence that can be no accident."""
LONGEST_GAP = 150
"""Code points between an announcement and what it announces."""
_POINTING = ("follows", "this way", "these words", "these terms")


def join_quotations(passage: Passage, drafts: Sequence[Draft], grammar: Grammar) -> list[Draft]:
    """
    Give every spoken quotation a draft, and every draft the whole of its quotations.

    A quotation that is re-opened at each paragraph is one speech and has one
    owner. In this order: a clause whose content touches its beginning; the announcement
    before it; a clause whose content touches the rest; the signature behind it; the
    speaker of the quotation just before it; the speaker of the paragraph before it. A
    quotation with none of these gets a draft without a source.
    """
    page = _Page(passage, grammar, drafts)
    owners = list(drafts)
    known = {id(draft) for draft in drafts}
    before: _Owned | None = None
    for speech in find_speeches(passage):
        owner = page.find_owner(speech, before)
        if id(owner) not in known:
            known.add(id(owner))
            owners.append(owner)
        for quotation in speech:
            # One who has a clause of his own, "he added", speaks from there on.
            owner = page.touching(quotation.span) or owner
            for part in page.in_blocks(quotation.span):
                if page.is_missing(part, owner):
                    owner.add(part)
        before = _Owned(speech[-1], owner)
    _add_unmarked(page, owners)
    _add_signed(page, owners)
    _add_pulled(passage, owners)
    for owner in owners:
        owner.content = list(merge(owner.content))
    return sorted((owner for owner in owners if owner.content), key=lambda draft: draft.start)


@frozen
class _Owned:
    quotation: Quotation
    owner: Draft


class _Page:
    """Where a quotation stands, and what stands around it."""

    def __init__(self, passage: Passage, grammar: Grammar, drafts: Sequence[Draft]) -> None:
        self.passage = passage
        self.text = passage.text
        self.words = passage.words
        self.blocks = [block for block in passage.blocks if block.kind.is_prose]
        self.sentence_starts = [sentence.start for sentence in passage.sentences]
        self.sentences = passage.sentences
        self.sentence_ends = [sentence.end for sentence in passage.sentences]
        self.grammar = grammar
        outer = [draft for draft in drafts if draft.parent is None]
        self._contents = SpanIndex(
            (span, (span, draft)) for draft in outer for span in draft.content
        )
        self._cues = SpanIndex((span, draft) for draft in outer for span in draft.cue[:1])
        self._said = sorted(
            (draft for draft in drafts if draft.is_speech and draft.cue),
            key=lambda draft: draft.cue[0].start,
        )
        self._said_at = [draft.cue[0].start for draft in self._said]
        self._block_starts = [block.span.start for block in self.blocks]

    def opens_block(self, span: Span, block: int) -> bool:
        """Whether nothing but white space stands before a span in its block."""
        gap = Span(self._block_starts[block], span.start)
        return len(gap) < LONGEST_GAP and not self.text[gap.slice].strip()

    def starts_sentence(self, span: Span) -> bool:
        """Whether a sentence begins where the span does."""
        number = bisect_left(self.sentence_starts, span.start)
        return number < len(self.sentence_starts) and self.sentence_starts[number] == span.start

    def sentences_before(self, block: Span, offset: int | None) -> Span | None:
        """The sentences of a block that end before an offset; without one, all of it."""
        if offset is None:
            return block
        number = bisect_right(self.sentence_starts, offset) - 2
        end = self.sentence_ends[number] if number >= 0 else 0
        return Span(block.start, end) if end > block.start else None

    def follows(self, before: Block, block: Block) -> bool:
        """Whether nothing, such as a heading, stands between two paragraphs."""
        return not self.text[before.span.end : block.span.start].strip()

    def is_first_person(self, draft: Draft) -> bool:
        """Whether its source is "I" or "we"."""
        if draft.mention is None:
            return False
        return self.text[draft.mention.slice].lower() in self.grammar.classes["first_person"]

    def in_blocks(self, span: Span) -> Iterator[Span]:
        """The parts of a quotation, one for each paragraph that it runs through."""
        first = max(0, bisect_right(self._block_starts, span.start) - 1)
        last = bisect_left(self._block_starts, span.end)
        for block in islice(self.blocks, first, last):
            shared = span.intersection(block.span)
            if shared is not None:
                yield shared

    def is_missing(self, span: Span, owner: Draft) -> bool:
        """Whether a content lacks words of a span, and not only what parts its pieces."""
        pieces = [s for s, draft in self._contents.overlapping(span) if draft is owner]
        return any(self.text[rest.slice].strip() for rest in subtract(span, pieces))

    def find_owner(self, speech: Sequence[Quotation], before: _Owned | None) -> Draft:
        """The draft that a speech belongs to; see `join_quotations`."""
        span = speech[0].span
        number = max(0, bisect_right(self._block_starts, span.start) - 1)
        opens_block = self.opens_block(span, number)
        owner = self.touching(span) or self._announcing(span, opens_block=opens_block)
        if owner is None:
            touching = (self.touching(quotation.span) for quotation in speech[1:])
            owner = next((draft for draft in touching if draft is not None), None)
        if owner is None:
            owner = self._signed(speech[-1].span, opens_block=opens_block)
        if owner is None and before is not None and self._follows_on(before, span, number):
            owner = before.owner
        if owner is None and not opens_block:
            owner = self._said_before(span, number)
        if owner is None and opens_block:
            owner = self._going_on(before, number)
        return owner or Draft()

    def touching(self, span: Span) -> Draft | None:
        """The outermost draft whose content shares most words with the quotation."""
        shares: dict[int, int] = {}
        touching: dict[int, Draft] = {}
        for content, draft in self._contents.overlapping(span):
            touching[id(draft)] = draft
            shared = content.intersection(span)
            shares[id(draft)] = shares.get(id(draft), 0) + len(shared or ())
        return touching[max(shares, key=lambda key: shares[key])] if shares else None

    def _announcing(self, span: Span, *, opens_block: bool) -> Draft | None:
        """The draft of a clause that points forward: "responded as follows"."""
        near = Span(max(0, span.start - LONGEST_GAP), span.start)
        for draft in reversed(self._cues.overlapping(near)):
            if draft.announces and not draft.content:
                return draft
        lead = self.text[max(0, span.start - LONGEST_GAP) : span.start].rstrip()
        if opens_block and lead.endswith((":", *_POINTING)):
            return self._lead_in(span)
        return None

    def _lead_in(self, span: Span) -> Draft | None:
        """The last clause of the paragraph that leads in, or the name before its colon."""
        number = bisect_right(self._block_starts, span.start) - 2
        if number < 0:
            return None
        lead = self.blocks[number].span
        last = bisect_left(self.sentence_starts, lead.end) - 1
        start = max(lead.start, self.sentence_starts[last])
        late = self._cues.overlapping(Span(start, lead.end))
        if not late:
            return self.named_before_colon(Span(start, lead.end))
        draft = late[-1]
        if draft.content and draft.content[-1].end >= lead.end - 2:
            # What the announcement itself says ("these three things") is a content of its own.
            return Draft(cue=draft.cue, mention=draft.mention, shares=draft)
        return draft

    def named_before_colon(self, lead: Span) -> Draft | None:
        """ "From Chairwoman X:", "Jane Doe:", "These were my words:", "Jane Doe was blunter:"."""
        words, grammar = self.words, self.grammar
        numbers = [n for n in words.inside(lead) if not words.lower[n].isspace()]
        while numbers and words.lower[numbers[-1]] in (":", "."):
            numbers.pop()
        cue: list[Span] = []
        if numbers and words.lower[numbers[0]] in ("from", "by"):
            cue = [words.span(numbers[0], numbers[0] + 1)]
            numbers = numbers[1:]
        if not numbers or len(numbers) > LONGEST_SIGNATURE:
            return None
        own = next((n for n in numbers if words.lower[n] in grammar.classes["first_person"]), None)
        if own is not None:
            return Draft(mention=words.span(own, own + 1))
        verb = next((n for n in numbers if grammar.is_finite(words, n)), None)
        if verb is not None:
            subject = grammar.phrase_before(words, verb, numbers[0])
            if subject is None or not words.texts[subject[0]][0].isupper():
                return None
            is_linking = words.lower[verb] in grammar.classes["auxiliary"]
            end = numbers[-1] + 1 if is_linking else verb + 1
            return Draft(mention=words.span(*subject), cue=[words.span(verb, end)])
        if not words.texts[numbers[0]][0].isupper():
            return None
        if words.lower[numbers[-1]] in grammar.classes["preposition"]:
            return None
        return Draft(mention=words.span(numbers[0], numbers[-1] + 1), cue=cue)

    def speaker_before_colon(self, lead: Span) -> Draft | None:
        """Who is announced to speak: by a verb of speech, or "From Chairwoman X:"."""
        saying = self.last_said(lead)
        if saying is not None or not self.text[lead.slice].startswith("From "):
            return saying
        return self.named_before_colon(lead)

    def _signed(self, span: Span, *, opens_block: bool) -> Draft | None:
        """ "“…” — Commissioner X", in the same paragraph or on the next line."""
        number = max(0, bisect_right(self._block_starts, span.start) - 1)
        block = self.blocks[number]
        behind = Span(span.end, max(block.span.end, span.end))
        if self.text[behind.slice].strip():
            name = signature_behind(self.words, self.grammar, behind) if opens_block else None
            return None if name is None else Draft(mention=name)
        for after in self.blocks[number + 1 : number + 2]:
            name = signature_behind(self.words, self.grammar, after.span)
            if name is not None and (
                name.start > after.span.start or begins_like_name(self.text[name.slice])
            ):
                return Draft(mention=name)
        last_name = name_on_next_line(self.passage, block)
        said = None if last_name is None else self._said_by(last_name)
        return None if said is None else Draft(shares=said)

    def _said_by(self, last_name: str) -> Draft | None:
        """The first statement of somebody with a name."""
        named = (draft for draft in self._said if draft.mention is not None)
        return next(
            (d for d in named if d.mention and last_name in self.text[d.mention.slice].split()),
            None,
        )

    def _follows_on(self, before: _Owned, span: Span, block: int) -> bool:
        """Whether only the speaker's attribution stands between two quotations of a paragraph."""
        between = Span(before.quotation.span.end, max(span.start, before.quotation.span.end))
        if between.start < self._block_starts[block]:
            return False
        if not self.text[between.start : between.end].strip():
            return True
        return (
            self.starts_sentence(span)
            and any(between.start <= cue.start < between.end for cue in before.owner.cue)
            and bisect_right(self.sentence_ends, between.end)
            - bisect_right(self.sentence_ends, between.start)
            <= 1
        )

    def _said_before(self, span: Span, block: int) -> Draft | None:
        """Whoever spoke in the sentence before one that is a quotation, in the same paragraph."""
        if not self.starts_sentence(span):
            return None
        number = bisect_right(self.sentence_ends, span.start) - 1
        last = self.sentences[max(0, number)]
        if not self._block_starts[block] <= last.start < span.start:
            return None
        said = self.last_said(last)
        return None if said is None else Draft(shares=said)

    def _going_on(self, before: _Owned | None, block: int) -> Draft | None:
        """Whoever spoke in the paragraph before one that opens with a quotation."""
        previous = self._paragraph_before(block)
        if previous is None:
            return None
        if before is not None and any(previous.overlaps(c) for c in before.owner.content):
            return Draft(shares=before.owner)
        said = self.last_said(previous)
        return None if said is None else Draft(shares=said)

    def last_said(self, within: Span) -> Draft | None:
        """The last draft of somebody's speech whose cue stands there."""
        number = bisect_right(self._said_at, within.end - 1) - 1
        if number < 0 or self._said_at[number] < within.start:
            return None
        return self._said[number]

    def _paragraph_before(self, block: int) -> Span | None:
        """The paragraph before a block, pictures between them aside."""
        before = (self.blocks[number] for number in range(block - 1, -1, -1))
        return next((b.span for b in before if b.kind is not BlockKind.CAPTION), None)


def _add_unmarked(page: _Page, owners: list[Draft]) -> None:
    """
    A paragraph announced by a colon is what was announced, also without marks.

    It ends before the first sentence that has an attribution of its own, the
    speaker's own "I" aside. What stands under "From Chairwoman X:" goes on over
    the paragraphs that follow.
    """
    drafts = list(owners)
    words = SpanIndex((s, draft) for draft in drafts for s in (*draft.content, *draft.cue))
    speaker: Draft | None = None
    for before, block in pairwise(page.blocks):
        announced = _announces(page.text, before, block)
        if announced:
            speaker = page.speaker_before_colon(before.span)
        elif speaker is None or speaker.cue_kind is not None or not page.follows(before, block):
            speaker = None
        if speaker is None:
            continue
        inside = words.overlapping(block.span)
        others = [d for d in inside if d is speaker or not page.is_first_person(d)]
        said = page.sentences_before(block.span, min((d.start for d in others), default=None))
        if said is None:
            speaker = None
            continue
        if speaker.cue_kind is not None and speaker.content:
            speaker = Draft(shares=speaker)
        if not any(owner is speaker for owner in owners):
            owners.append(speaker)
        speaker.add(said)
        speaker.unmarked = True
        for draft in inside:
            if draft.parent is None and draft.start in said:
                draft.parent = speaker


def _add_signed(page: _Page, owners: list[Draft]) -> None:
    """A paragraph in the first person that ends with somebody's name is that somebody's words."""
    starts = SpanIndex((draft.cue[0], draft) for draft in owners if draft.cue)
    marked = SpanIndex((quotation.span, None) for quotation in spoken(page.passage.quotations))
    for block in page.blocks:
        name = signed_without_marks(page.passage, page.grammar, block)
        if name is not None and not marked.overlapping(block.span):
            mention = page.words.span(*name)
            said = Span(block.span.start, page.words.ends[name[0] - 1])
            speaker = Draft(mention=mention, content=[said], unmarked=True)
            for draft in starts.overlapping(said):
                draft.parent = draft.parent or speaker
            owners.append(speaker)


def _announces(text: str, before: Block, block: Block) -> bool:
    return (
        text[before.span.start : before.span.end].endswith(":")
        and block.span.start - before.span.end < LONGEST_GAP
    )


def _add_pulled(passage: Passage, owners: list[Draft]) -> None:
    """
    A sentence that repeats one of a quotation is a pull quote: the same source's words.

    What is tagged in it is then told there, as in the quotation itself.
    """
    contents = SpanIndex((span, (span, owner)) for owner in owners for span in owner.content)
    said: dict[str, Draft] = {}
    loose: list[tuple[Span, list[Draft]]] = []
    for sentence in passage.sentences:
        holders = contents.overlapping(sentence)
        for span, owner in holders:
            shared = span.intersection(sentence)
            if shared is not None:
                said.setdefault(_bare(passage.text, shared), owner)
        if all(sentence not in span and owner.start in sentence for span, owner in holders):
            loose.append((sentence, [owner for _, owner in holders if owner.parent is None]))
    for sentence, inside in loose:
        words = _bare(passage.text, sentence)
        if words in said and len(words.split()) >= SHORTEST_PULL:
            pulled = Draft(shares=said[words], content=[sentence], unmarked=True)
            for draft in inside:
                draft.parent = draft.parent or pulled
            owners.append(pulled)


def _bare(text: str, sentence: Span) -> str:
    return text[sentence.slice].strip("“”\"'’‘ .,")
