"""What speaks for each label of a sentence, gathered from all the stages before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from attribution.analysis import Passage
from attribution.document import Attribution, Block, Source
from attribution.labels.decision import Reading, Sign
from attribution.labels.opinion import CEILING, OpinionSigns
from attribution.spans import Span, SpanIndex, merge, subtract
from attribution.vocabulary import (
    AttributionKind,
    BlockKind,
    EvidenceKind,
    QuotationKind,
    SourceKind,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Findings", "find_evidence"]

MOSTLY = 0.5
"""More than this share of the attributed words in the source's own words is a direct quote."""
FILLING = 0.3
"""A quotation that fills less of its sentence than this, and has no cue there, decides less."""
CERTAIN = 0.6
"""An attribution at least this sure is told; conduct that only shows an attitude stays below."""
EVEN = 4.0
"""Sentences that read evenly, beside which an article's are set."""

PASSED_ON = 0.5
"""Share of what an outlet reports that somebody else says, from which it only passes it on."""
CLAUSE_WORDS = 5
"""So many words between a judgement and a citation are a clause."""
LEADING_WORDS = 4
"""Words that may stand before a sign that opens its sentence."""
_EARLIER = frozenset(
    "tell ask asked said told wrote reported argued warned noted predicted explained suggested"
    " claimed observed pointed have has had 've previously earlier already".split()
)
"""Words of a cue by which authors report what they said before."""
_ANYBODY = frozenset("one you who it there that this what which nothing everything".split())


@frozen(kw_only=True)
class Findings:
    """What speaks for each label of a sentence."""

    signs: tuple[Sign, ...]
    readings: tuple[Reading, ...]
    attribution_ids: tuple[str, ...]
    """The attributions in it, the one that holds most of it first."""
    cited: tuple[str, ...]
    """Those among them that are certain enough to be told where they decide nothing."""
    follows: bool
    """Whether another sentence of its paragraph stands before it."""


def find_evidence(
    passage: Passage,
    attributions: Sequence[Attribution],
    sources: Sequence[Source],
    *,
    conduct: Iterable[Span] = (),
    hearsay: Iterable[Span] = (),
    voices: NDArray[np.float32] | None = None,
    signs: OpinionSigns,
) -> tuple[Findings, ...]:
    """
    What speaks for each label of each sentence.

    Args:
        passage: The article as the first stages leave it.
        attributions: Who says what; nested ones do not decide a label, unless an
            outlet only passes them on.
        sources: Whom the attributions point to.
        conduct: Cues that report neither speech nor thought ("is offering"): their
            attributions claim nothing and decide no label.
        hearsay: Cues by which nobody in particular says something ("it is widely suspected").
        voices: How probable each label is by the wording of each sentence: sentences x
            labels, in the order of `Label`; not known without a trained model.
        signs: Lexical signs of the author's opinion.
    """
    conducts = frozenset(conduct)
    reports = [a for a in attributions if not (a.cue and conducts.issuperset(a.cue))]
    outer = [a for a in _deciding(reports, sources) if not _is_anybody(passage.text, a)]
    places = _Places(
        text=passage.text,
        authors=frozenset(s.id for s in sources if s.kind is SourceKind.AUTHOR),
        hearsay=frozenset(hearsay),
        contents=SpanIndex((span, _Held(a, span)) for a in outer for span in a.content),
        cues=SpanIndex((span, a) for a in outer for span in a.cue),
        marks=SpanIndex(
            (q.span, q.span)
            for q in passage.quotations
            if q.level == 0 and q.kind not in (QuotationKind.TITLE, QuotationKind.TERM)
        ),
        signs=SpanIndex((span, (span, weight)) for span, weight in signs.find(passage.words)),
    )
    blocks = SpanIndex((block.span, block) for block in passage.blocks)
    homes = [blocks.overlapping(sentence)[0] for sentence in passage.sentences]
    signs_of = [
        tuple(places.about(sentence, home))
        for sentence, home in zip(passage.sentences, homes, strict=True)
    ]
    certain = {a.id for a in outer if a.confidence >= CERTAIN}
    if voices is None:
        readings: Iterable[tuple[Reading, ...]] = [()] * len(homes)
        signs_of = [*_with_tone(signs_of)]
    else:
        readings = _read(voices)
    return tuple(
        Findings(
            signs=own,
            readings=read,
            attribution_ids=ids,
            cited=tuple(id for id in ids if id in certain),
            follows=number > 0 and homes[number - 1] is homes[number],
        )
        for number, (own, read, ids) in enumerate(
            zip(signs_of, readings, map(places.deciding, passage.sentences), strict=True)
        )
    )


def _with_tone(signs: Sequence[tuple[Sign, ...]]) -> Iterator[tuple[Sign, ...]]:
    """With what an article that judges everywhere lends to each of its sentences."""
    weights = [
        sum(sign.strength for sign in own if sign.kind is EvidenceKind.JUDGEMENT) for own in signs
    ]
    total = sum(weights)
    for own, weight in zip(signs, weights, strict=True):
        tone = (total - weight) / (len(weights) - 1 + EVEN)
        yield (*own, Sign(kind=EvidenceKind.ARTICLE, strength=tone))


def _read(voices: NDArray[np.float32]) -> Iterator[tuple[Reading, ...]]:
    """How each sentence reads, and the rest of the article."""
    total = voices.sum(axis=0)
    for own in voices:
        # A short text says little about itself: its readings are mixed with even ones.
        shares = (total - own + EVEN / len(own)) / (len(voices) - 1 + EVEN)
        yield (
            Reading(kind=EvidenceKind.WORDING, shares=own.tolist()),
            Reading(kind=EvidenceKind.ARTICLE, shares=shares.tolist()),
        )


def _deciding(attributions: Sequence[Attribution], sources: Sequence[Source]) -> list[Attribution]:
    """
    The attributions that can decide a label: those that are nested in no other.

    An outlet that only passes on what somebody says gives way to him: "According
    to the agency, Lee believes that C"; so does the publication itself.
    """
    passing = (SourceKind.OUTLET, SourceKind.AUTHOR)
    outlets = {source.id for source in sources if source.kind in passing}
    ids = {attribution.id for attribution in attributions}
    outer = {a.id: a for a in attributions if a.parent_id not in ids}
    passed_on: dict[str, list[Attribution]] = {}
    for attribution in attributions:
        parent = outer.get(attribution.parent_id or "")
        if (
            parent is not None
            and parent.source_id in outlets
            and parent.kind is AttributionKind.INDIRECT
            and _length(attribution) > PASSED_ON * _length(parent)
        ):
            passed_on.setdefault(parent.id, []).append(attribution)
    return [each for a in outer.values() for each in passed_on.get(a.id, [a])]


def _length(attribution: Attribution) -> int:
    return sum(len(span) for span in attribution.content)


def _is_anybody(text: str, attribution: Attribution) -> bool:
    """Whether its source is anybody, and so the author: "one can expect"."""
    mention = attribution.mention
    return (
        attribution.source_id is None
        and mention is not None
        and text[mention.slice].lower() in _ANYBODY
    )


@frozen
class _Held:
    """A stretch of an attribution's content."""

    attribution: Attribution
    span: Span


@frozen(kw_only=True)
class _Places:
    """Everything found in an article, by place."""

    text: str
    authors: frozenset[str]
    """Ids of sources that are the author."""
    hearsay: frozenset[Span]
    """Cues by which nobody in particular says something."""
    contents: SpanIndex[_Held]
    cues: SpanIndex[Attribution]
    marks: SpanIndex[Span]
    """What stands between marks and is somebody's words."""
    signs: SpanIndex[tuple[Span, float]]

    def about(self, sentence: Span, block: Block) -> Iterator[Sign]:
        """What speaks for each label of one sentence."""
        held = self.contents.overlapping(sentence)
        with_cue = self.cues.overlapping(sentence)
        near = {a.id: a for a in [*(h.attribution for h in held), *with_cue]}.values()
        others = [a for a in near if not self._is_own(a)]
        content = merge(self._parts(held, sentence))
        quoted = self._quoted(held, content, sentence)
        share = self._count(quoted) / max(1, self._count(content))
        yield Sign(kind=EvidenceKind.USUAL)
        if block.kind is BlockKind.CAPTION:
            yield Sign(kind=EvidenceKind.CAPTION)
        if others:
            yield from self._reports(sentence, others, content)
        if share > MOSTLY:
            fills = self._count(content) / max(1, self._count([sentence]))
            strength = 1.0 if with_cue else min(1.0, fills / FILLING)
            yield Sign(kind=EvidenceKind.QUOTED, strength=strength, span=quoted[0])
            if not any(self.marks.overlapping(span) for span in quoted):
                yield Sign(kind=EvidenceKind.SET_OFF)
        elif share:
            yield Sign(kind=EvidenceKind.PARTLY_QUOTED, strength=share, span=quoted[0])
        if near and not others and share <= MOSTLY:
            is_earlier = any(self._is_earlier(a) for a in with_cue)
            yield Sign(kind=EvidenceKind.EARLIER if is_earlier else EvidenceKind.AUTHOR)
        yield from self._judgements(sentence, held, with_cue)

    def _reports(
        self, sentence: Span, others: Sequence[Attribution], content: Sequence[Span]
    ) -> Iterator[Sign]:
        """What speaks for a report of what others than the author say."""
        certainty = max(a.confidence for a in others)
        if content:
            share = min(1.0, self._count(content) / max(1, self._count([sentence])))
            yield Sign(kind=EvidenceKind.CONTENT, strength=share * certainty, span=content[0])
        cues = [
            (a, shared)
            for a in others
            for span in a.cue
            if (shared := span.intersection(sentence)) is not None
        ]
        if not cues:
            if content:
                yield Sign(kind=EvidenceKind.CONTINUED, strength=certainty)
            return
        surest, span = max(cues, key=lambda pair: pair[0].confidence)
        yield Sign(kind=EvidenceKind.CUE, strength=surest.confidence, span=span)
        if not any(span.overlaps(sentence) for span in surest.content):
            yield Sign(kind=EvidenceKind.ANNOUNCED, strength=surest.confidence)
        if self.hearsay.issuperset(surest.cue):
            yield Sign(kind=EvidenceKind.HEARSAY, strength=surest.confidence)

    def _quoted(
        self, held: Sequence[_Held], content: Iterable[Span], sentence: Span
    ) -> tuple[Span, ...]:
        """What of the content is the source's own words."""
        direct = [h for h in held if h.attribution.kind is AttributionKind.DIRECT]
        shared = (
            span.intersection(mark) for span in content for mark in self.marks.overlapping(span)
        )
        return merge([*self._parts(direct, sentence), *(each for each in shared if each)])

    def deciding(self, sentence: Span) -> tuple[str, ...]:
        """The attributions that a label rests on: those that hold most of the sentence first."""
        shares: dict[str, int] = {}
        for held in self.contents.overlapping(sentence):
            shared = held.span.intersection(sentence)
            id = held.attribution.id
            shares[id] = shares.get(id, 0) + len(shared or ())
        if not shares:
            return tuple(dict.fromkeys(a.id for a in self.cues.overlapping(sentence)))
        return tuple(sorted(shares, key=lambda name: -shares[name]))

    def _is_own(self, attribution: Attribution) -> bool:
        return attribution.source_id in self.authors

    def _is_earlier(self, attribution: Attribution) -> bool:
        """Whether the author reports what he said before, not what he thinks now."""
        cue = " ".join(self.text[span.slice] for span in attribution.cue).lower().split()
        return any(word in _EARLIER or (word.endswith("ed") and len(word) > 4) for word in cue)

    def _judgements(
        self, sentence: Span, held: Sequence[_Held], with_cue: Sequence[Attribution]
    ) -> Iterator[Sign]:
        """Signs of opinion among the author's own words."""
        own_words = subtract(sentence, [h.span for h in held if not self._is_own(h.attribution)])
        signs = self.signs.overlapping(sentence)
        found = [
            (weight, sign) for sign, weight in signs if any(sign in part for part in own_words)
        ]
        if found:
            weight, sign = max(found, key=lambda pair: pair[0])
            total = min(sum(weight for weight, _ in found), CEILING)
            yield Sign(kind=EvidenceKind.JUDGEMENT, strength=total, span=sign)
        for sign, weight in signs:
            is_own = any(sign in part for part in own_words)
            if (
                weight >= 1.0
                and sign in sentence
                and self._leads(sentence, sign, with_cue, is_own=is_own)
            ):
                yield Sign(kind=EvidenceKind.LEADING, span=sign)
                break
        last = self.text[own_words[-1].slice].rstrip("”\"') ") if own_words else ""
        if last.endswith("?"):
            yield Sign(kind=EvidenceKind.QUESTION)
        elif last.endswith("!"):
            yield Sign(kind=EvidenceKind.EXCLAMATION)

    def _leads(
        self, sentence: Span, sign: Span, with_cue: Sequence[Attribution], *, is_own: bool
    ) -> bool:
        """
        Whether the author judges first and reports after: "It is possible that they said …".

        A judgement that seems to be part of the report is the author's all the same where the
        citation is put into a later clause of it: "It is precisely because … that the talks
        have, according to S, made little progress". But "it is likely, according to S, that".
        """
        if len(self.text[sentence.start : sign.start].split()) > LEADING_WORDS:
            return False
        attributing = [
            span
            for attribution in with_cue
            for span in (*attribution.cue, attribution.mention)
            if span is not None and span.overlaps(sentence)
        ]
        if not attributing:
            return False
        first = min(span.start for span in attributing)
        if is_own:
            return sign.end <= first
        goes_on = any(
            span.start > first and span.overlaps(sentence)
            for attribution in with_cue
            for span in attribution.content
        )
        return goes_on and len(self.text[sign.end : first].split()) >= CLAUSE_WORDS

    def _parts(self, held: Sequence[_Held], sentence: Span) -> list[Span]:
        parts = (h.span.intersection(sentence) for h in held)
        return [part for part in parts if part is not None]

    def _count(self, spans: Sequence[Span]) -> int:
        return sum(len(self.text[span.slice].split()) for span in spans)
