"""What speaks for each label of a sentence, gathered from all the stages before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from attribution.document import Attribution, Quotation, Sentence, Source
from attribution.labels.decision import Evidence, decide
from attribution.labels.opinion import (
    CEILING,
    EXCLAMATION_WEIGHT,
    QUESTION_WEIGHT,
    OpinionSigns,
)
from attribution.spans import Span, SpanIndex, merge, subtract
from attribution.vocabulary import AttributionKind, QuotationKind, SourceKind, Voice
from attribution.words import Words

__all__ = ["label_sentences"]

PASSED_ON = 0.5
"""Share of what an outlet reports that somebody else says, from which it only passes it on."""
LEADING_WORDS = 4
"""Words that may stand before a sign that opens its sentence."""
_EARLIER = frozenset(
    "tell ask asked said told wrote reported argued warned noted predicted explained suggested"
    " claimed observed pointed have has had 've previously earlier already".split()
)
"""Words of a cue by which authors report what they said before."""
_ANYBODY = frozenset("one you who it there that this what which nothing everything".split())


def label_sentences(
    text: str,
    words: Words,
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    sources: Sequence[Source],
    *,
    conduct: Iterable[Span] = (),
    signs: OpinionSigns,
) -> tuple[Sentence, ...]:
    """
    Label every sentence.

    Args:
        text: The whole article.
        words: Its words.
        sentences: Spans in reading order.
        quotations: What stands between marks.
        attributions: Who says what; nested ones do not decide a label, unless an
            outlet only passes them on.
        sources: Whom the attributions point to.
        conduct: Cues that report neither speech nor thought ("is offering"): their
            attributions claim nothing and decide no label.
        signs: Lexical signs of the author's opinion.

    Returns:
        One complete sentence for each span.
    """
    conducts = frozenset(conduct)
    reports = [a for a in attributions if not (a.cue and conducts.issuperset(a.cue))]
    outer = [a for a in _deciding(reports, sources) if not _is_anybody(text, a)]
    findings = _Findings(
        text=text,
        authors=frozenset(s.id for s in sources if s.kind is SourceKind.AUTHOR),
        contents=SpanIndex((span, _Held(a, span)) for a in outer for span in a.content),
        cues=SpanIndex((span, a) for a in outer for span in a.cue),
        marks=SpanIndex(
            (q.span, q.span)
            for q in quotations
            if q.level == 0 and q.kind not in (QuotationKind.TITLE, QuotationKind.TERM)
        ),
        signs=SpanIndex((span, (span, weight)) for span, weight in signs.find(words)),
    )
    evidence = [findings.about(sentence) for sentence in sentences]
    tone = sum(e.opinion for e in evidence) / len(evidence) if evidence else 0.0
    labelled = []
    for sentence, item in zip(sentences, evidence, strict=True):
        label, confidence = decide(item, tone=tone)
        ids = findings.deciding(sentence) if label.voice is Voice.SOURCE else ()
        labelled.append(
            Sentence(span=sentence, label=label, confidence=confidence, attribution_ids=ids)
        )
    return tuple(labelled)


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
class _Findings:
    """Everything found in an article, by place."""

    text: str
    authors: frozenset[str]
    """Ids of sources that are the author."""
    contents: SpanIndex[_Held]
    cues: SpanIndex[Attribution]
    marks: SpanIndex[Span]
    """What stands between marks and is somebody's words."""
    signs: SpanIndex[tuple[Span, float]]

    def about(self, sentence: Span) -> Evidence:
        """What speaks for each label of one sentence."""
        held = self.contents.overlapping(sentence)
        with_cue = self.cues.overlapping(sentence)
        near = {a.id: a for a in [*(h.attribution for h in held), *with_cue]}.values()
        others = [a for a in near if not self._is_own(a)]
        own = [a for a in near if self._is_own(a)]
        content = merge(self._parts(held, sentence))
        unmarked = [h for h in held if h.attribution.kind is AttributionKind.DIRECT]
        quoted = merge(
            [
                *self._parts(unmarked, sentence),
                *(
                    shared
                    for span in content
                    for mark in self.marks.overlapping(span)
                    if (shared := span.intersection(mark)) is not None
                ),
            ]
        )
        attributed, in_quotes = self._count(content), self._count(quoted)
        opinion, leads = self._opinion(sentence, held, with_cue)
        return Evidence(
            attributed=min(1.0, attributed / max(1, self._count([sentence]))),
            quoted=in_quotes / attributed if attributed else 0.0,
            certainty=max((a.confidence for a in others), default=0.0),
            cue_here=any(not self._is_own(a) for a in with_cue),
            author_speaks=bool(own) and not others,
            author_earlier=any(self._is_earlier(a) for a in with_cue if self._is_own(a)),
            opinion=opinion,
            opinion_leads=leads,
        )

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

    def _opinion(
        self, sentence: Span, held: Sequence[_Held], with_cue: Sequence[Attribution]
    ) -> tuple[float, bool]:
        """The weight of the author's own words, and whether a judgement opens the sentence."""
        own_words = subtract(sentence, [h.span for h in held if not self._is_own(h.attribution)])
        weight, leads = 0.0, False
        for sign, sign_weight in self.signs.overlapping(sentence):
            if any(sign in part for part in own_words):
                weight += sign_weight
                leads = leads or (sign_weight >= 1.0 and self._leads(sentence, sign, with_cue))
        last = self.text[own_words[-1].slice].rstrip("”\"') ") if own_words else ""
        if last.endswith("?"):
            weight += QUESTION_WEIGHT
        elif last.endswith("!"):
            weight += EXCLAMATION_WEIGHT
        return min(weight, CEILING), leads

    def _leads(self, sentence: Span, sign: Span, with_cue: Sequence[Attribution]) -> bool:
        """Whether the author judges first and reports after: "It is possible that they said …"."""
        if len(self.text[sentence.start : sign.start].split()) > LEADING_WORDS:
            return False
        attributing = [
            span
            for attribution in with_cue
            for span in (*attribution.cue, attribution.mention)
            if span is not None and span.overlaps(sentence)
        ]
        return bool(attributing) and all(sign.end <= span.start for span in attributing)

    def _parts(self, held: Sequence[_Held], sentence: Span) -> list[Span]:
        parts = (h.span.intersection(sentence) for h in held)
        return [part for part in parts if part is not None]

    def _count(self, spans: Sequence[Span]) -> int:
        return sum(len(self.text[span.slice].split()) for span in spans)
