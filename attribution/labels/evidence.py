"""What speaks for each label of a sentence, gathered from all the stages before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from attribution.document import Attribution, Quotation, Sentence, Source
from attribution.labels.decision import Evidence, decide
from attribution.labels.opinion import (
    CEILING,
    EXCLAMATION_WEIGHT,
    QUESTION_WEIGHT,
    OpinionSigns,
)
from attribution.spans import Span, merge, subtract
from attribution.vocabulary import AttributionKind, QuotationKind, SourceKind
from attribution.words import Words

__all__ = ["label_sentences"]

LEADING_WORDS = 4
"""Words that may stand before a sign that opens its sentence."""
_EARLIER = frozenset(
    "tell ask asked said told wrote reported argued warned noted predicted explained suggested"
    " claimed observed pointed have has had 've previously earlier already".split()
)
"""Words of a cue by which authors report what they said before."""


def label_sentences(
    text: str,
    words: Words,
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    sources: Sequence[Source],
    *,
    signs: OpinionSigns,
) -> tuple[Sentence, ...]:
    """
    Label every sentence.

    Args:
        text: The whole article.
        words: Its words.
        sentences: Spans in reading order.
        quotations: What stands between marks.
        attributions: Who says what; nested ones do not decide a label.
        sources: Whom the attributions point to.
        signs: Lexical signs of the author's opinion.

    Returns:
        One complete sentence for each span.
    """
    outer = sorted(
        (a for a in attributions if a.parent_id is None and _says_who(a)),
        key=lambda a: a.content[0].start,
    )
    authors = {source.id for source in sources if source.kind is SourceKind.AUTHOR}
    marked = merge(
        q.span
        for q in quotations
        if q.level == 0 and q.kind not in (QuotationKind.TITLE, QuotationKind.TERM)
    )
    found_signs = signs.find(words)
    starts = [span.start for span, _ in found_signs]
    touching: list[list[Attribution]] = [[] for _ in sentences]
    begins = [sentence.start for sentence in sentences]
    for attribution in outer:
        for span in (*attribution.content, *attribution.cue):
            number = max(0, bisect_left(begins, span.start + 1) - 1)
            while number < len(sentences) and sentences[number].start < span.end:
                if sentences[number].overlaps(span) and attribution not in touching[number]:
                    touching[number].append(attribution)
                number += 1
    evidence = []
    for sentence, near in zip(sentences, touching, strict=True):
        own_words = subtract(
            sentence, [s for a in near if not _is_own(a, authors) for s in a.content]
        )
        first = bisect_left(starts, sentence.start)
        score = 0.0
        leads = False
        for span, weight in found_signs[first:]:
            if span.start >= sentence.end:
                break
            if any(span in part for part in own_words):
                score += weight
                leads = leads or (weight >= 1.0 and _leads(text, sentence, span, near))
        own_text = (
            text[own_words[-1].start : own_words[-1].end].rstrip("”\"' ") if own_words else ""
        )
        if own_text.endswith("?"):
            score += QUESTION_WEIGHT
        elif own_text.endswith("!"):
            score += EXCLAMATION_WEIGHT
        evidence.append(_gather(text, sentence, near, marked, authors, min(score, CEILING), leads))
    tone = sum(e.opinion for e in evidence) / len(evidence) if evidence else 0.0
    labelled = []
    for sentence, item, near in zip(sentences, evidence, touching, strict=True):
        label, confidence = decide(item, tone=tone)
        ids = _deciding(sentence, near) if label.voice.value == "source" else ()
        labelled.append(
            Sentence(span=sentence, label=label, confidence=confidence, attribution_ids=ids)
        )
    return tuple(labelled)


def _says_who(attribution: Attribution) -> bool:
    """Whether it has a source or none is named; "one can expect" is the author's own thought."""
    return attribution.source_id is not None or attribution.mention is None


def _is_own(attribution: Attribution, authors: set[str]) -> bool:
    return attribution.source_id in authors


def _gather(
    text: str,
    sentence: Span,
    near: Sequence[Attribution],
    marked: Sequence[Span],
    authors: set[str],
    opinion: float,
    leads: bool,
) -> Evidence:
    content = merge(
        shared
        for attribution in near
        for span in attribution.content
        if (shared := span.intersection(sentence)) is not None
    )
    unmarked = [
        shared
        for attribution in near
        if attribution.kind is AttributionKind.DIRECT
        for span in attribution.content
        if (shared := span.intersection(sentence)) is not None
    ]
    quoted = merge(
        [
            *unmarked,
            *(
                shared
                for span in content
                for mark in marked
                if (shared := span.intersection(mark)) is not None
            ),
        ]
    )
    attributed_words = sum(len(text[s.start : s.end].split()) for s in content)
    quoted_words = sum(len(text[s.start : s.end].split()) for s in quoted)
    all_words = max(1, len(text[sentence.start : sentence.end].split()))
    others = [a for a in near if not _is_own(a, authors)]
    own = [a for a in near if _is_own(a, authors)]
    with_cue = [a for a in others if any(cue.overlaps(sentence) for cue in a.cue)]
    return Evidence(
        attributed=min(1.0, attributed_words / all_words),
        quoted=quoted_words / attributed_words if attributed_words else 0.0,
        certainty=max((a.confidence for a in others), default=0.0),
        cue_here=bool(with_cue),
        author_speaks=bool(own) and not others,
        author_earlier=any(_is_earlier(text, a) for a in own),
        opinion=opinion,
        opinion_leads=leads,
    )


def _leads(text: str, sentence: Span, sign: Span, near: Sequence[Attribution]) -> bool:
    """Whether the author judges first and reports after: "It is possible that they said …"."""
    if len(text[sentence.start : sign.start].split()) > LEADING_WORDS:
        return False
    cues = [
        cue
        for a in near
        for cue in (*a.cue, *([a.mention] if a.mention else []))
        if cue.overlaps(sentence)
    ]
    return bool(cues) and all(sign.end <= cue.start for cue in cues)


def _is_earlier(text: str, attribution: Attribution) -> bool:
    """Whether the author reports what he said before, not what he thinks now."""
    cue = " ".join(text[span.start : span.end] for span in attribution.cue).lower().split()
    return any(word in _EARLIER or (word.endswith("ed") and len(word) > 4) for word in cue)


def _deciding(sentence: Span, near: Sequence[Attribution]) -> tuple[str, ...]:
    """The attributions that the label rests on: those that hold most of the sentence first."""

    def held(attribution: Attribution) -> int:
        return sum(
            len(shared)
            for span in attribution.content
            if (shared := span.intersection(sentence)) is not None
        )

    ranked = sorted(near, key=held, reverse=True)
    most = held(ranked[0]) if ranked else 0
    return tuple(a.id for a in ranked if held(a) > 0 or most == 0)
