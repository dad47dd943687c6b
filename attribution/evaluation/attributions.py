"""The spans of sources, cues and contents against those that people marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from attrs import frozen

from attribution.document import Attribution, Document
from attribution.evaluation.brat import BratReading
from attribution.evaluation.counts import Counts, added
from attribution.evaluation.mistakes import Mistake
from attribution.spans import Span, trim

__all__ = ["RoleCounts", "SpanScores", "score_attributions", "score_spans"]


@frozen(kw_only=True)
class RoleCounts:
    """Counts of each part of an attribution."""

    source: Counts = Counts()
    cue: Counts = Counts()
    content: Counts = Counts()

    __add__ = added


@frozen(kw_only=True)
class SpanScores:
    """What `score_attributions` counted."""

    exact: RoleCounts = RoleCounts()
    overlap: RoleCounts = RoleCounts()
    mistakes: tuple[Mistake, ...] = ()
    """Fragments of one side that the other does not have exactly."""

    __add__ = added


def score_attributions(gold: BratReading, document: Document) -> SpanScores:
    """
    Compare one annotator's sources, cues and contents with the document's.

    - *exact*: every fragment of every span is cut at line breaks and trimmed of
      white space; what is left is one item. Items are a set for each role, so
      a source that two attributions share counts once.
    - *overlap*: the items are the words, between white space, of which any
      character is covered.

    Which source belongs to which content is not scored here. PARC and PolNeAR
    give each word one role at most: what a nested attribution says inside the
    content of the one it is nested in is left out. What stands in a gap of that
    content is scored: there the gold, too, has words of another attribution.
    """
    text = document.text
    annotated: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    for attribution in gold.attributions:
        annotated["source"] += attribution.source
        annotated["cue"] += attribution.cue
        annotated["content"] += attribution.content
    predicted: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    for prediction in document.attributions:
        held = _held_by_outer(document, prediction)
        mention = () if prediction.mention is None else (prediction.mention,)
        for role, spans in (
            ("source", mention),
            ("cue", prediction.cue),
            ("content", prediction.content),
        ):
            predicted[role] += [s for s in spans if not any(s in content for content in held)]

    return score_spans(gold.id, text, annotated, predicted)


def score_spans(
    id: str,
    text: str,
    annotated: Mapping[str, Iterable[Span]],
    predicted: Mapping[str, Iterable[Span]],
) -> SpanScores:
    """
    Compare spans by role, as `score_attributions` says.

    Args:
        id: Of the article, for the mistakes.
        text: What the spans count into.
        annotated: By ``source``, ``cue`` and ``content``.
        predicted: Likewise.
    """
    exact, overlap, mistakes = {}, {}, list[Mistake]()
    for role, spans in annotated.items():
        wanted, found = _fragments(text, spans), _fragments(text, predicted[role])
        exact[role] = _compare(wanted, found)
        overlap[role] = _compare(_words(text, wanted), _words(text, found))
        mistakes += (
            Mistake(
                article=id,
                span=span,
                layer=role,
                gold=text[span.slice] if span in wanted else "",
                predicted=text[span.slice] if span in found else "",
            )
            for span in sorted(wanted ^ found)
        )
    return SpanScores(
        exact=RoleCounts(**exact), overlap=RoleCounts(**overlap), mistakes=tuple(mistakes)
    )


def _held_by_outer(document: Document, attribution: Attribution) -> list[Span]:
    """The contents of the attributions that one is nested in."""
    held: list[Span] = []
    while attribution.parent_id is not None:
        attribution = document.attribution(attribution.parent_id)
        held += attribution.content
    return held


def _compare(gold: set[Span], predicted: set[Span]) -> Counts:
    return Counts(found=len(gold & predicted), predicted=len(predicted), gold=len(gold))


def _fragments(text: str, spans: Iterable[Span]) -> set[Span]:
    """The spans cut at line breaks and trimmed; what is only white space falls away."""
    pieces = (
        trim(text, Span(*line.span()))
        for span in spans
        for line in _LINE.finditer(text, span.start, span.end)
    )
    return {piece for piece in pieces if piece}


def _words(text: str, fragments: Iterable[Span]) -> set[Span]:
    """The words that the fragments touch, whole."""
    words = set()
    for fragment in fragments:
        start, end = fragment
        while start and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
        words |= {Span(*word.span()) for word in _WORD.finditer(text, start, end)}
    return words


_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"\S+")
