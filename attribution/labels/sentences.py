"""Sentences with their labels, from what was found about each."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.document import Sentence
from attribution.labels.decision import decide
from attribution.labels.evidence import Findings
from attribution.spans import Span
from attribution.vocabulary import Voice

__all__ = ["label_sentences"]


def label_sentences(spans: Sequence[Span], findings: Sequence[Findings]) -> tuple[Sentence, ...]:
    """
    Label every sentence.

    A sentence in a source's voice rests on the attributions in it. Where there is none,
    a report goes on without words that say so, and it rests on that of the sentence
    before it in its paragraph. A sentence in the author's voice may cite somebody all
    the same, and says whom.

    Args:
        spans: In reading order.
        findings: What was found about each.
    """
    labelled: list[Sentence] = []
    for span, found in zip(spans, findings, strict=True):
        decision = decide(found.signs, found.readings)
        ids = found.attribution_ids if decision.label.voice is Voice.SOURCE else found.cited
        if not ids and decision.label.voice is Voice.SOURCE and found.follows:
            ids = _reported(labelled[-1])[:1]
        labelled.append(
            Sentence(
                span=span,
                label=decision.label,
                confidence=decision.confidence,
                attribution_ids=ids,
                evidence=decision.evidence,
            )
        )
    return tuple(labelled)


def _reported(sentence: Sentence) -> tuple[str, ...]:
    """What a sentence reports, if it is in a source's voice."""
    return sentence.attribution_ids if sentence.label.voice is Voice.SOURCE else ()
