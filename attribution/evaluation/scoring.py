"""Predictions against the gold, layer by layer; every score adds over articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from attrs import field, frozen

from attribution.document import Attribution, Block, Document, Sentence, Source
from attribution.evaluation.brat import BratReading
from attribution.evaluation.counts import Counts, Proportion, added
from attribution.evaluation.gold import (
    AUTHOR,
    BOILERPLATE,
    HEADING,
    ROW_LABELS,
    SENTENCE_LABELS,
    SOURCE_TYPES,
    UNKNOWN,
    GoldArticle,
    GoldRow,
)
from attribution.evaluation.names import is_short_form, known_names, name_words
from attribution.spans import Span, trim
from attribution.vocabulary import BlockKind, Label, SourceKind, Voice

__all__ = [
    "MISSING",
    "LabelScores",
    "Mistake",
    "RoleCounts",
    "SourceScores",
    "SpanScores",
    "score_attributions",
    "score_labels",
    "score_sources",
    "score_spans",
]

MISSING = "missing"
"""The prediction for a row that no labelled part of the document overlaps."""

_BLOCK_LABELS = {
    BlockKind.HEADING: HEADING,
    BlockKind.BYLINE: BOILERPLATE,
    BlockKind.BOILERPLATE: BOILERPLATE,
}

_SOURCED_LABELS = tuple(label.value for label in Label if label.voice is Voice.SOURCE)

S = TypeVar("S", Sentence, Block)


@frozen(kw_only=True)
class Mistake:
    """One thing predicted otherwise than the gold has it."""

    article: str
    span: Span
    layer: str
    """``label``, ``name``, ``kind`` or ``outlet``; for spans ``source``, ``cue`` or ``content``."""
    gold: str
    """Empty for a span that is not in the gold."""
    predicted: str
    """Empty where nothing was."""


def _most_overlapping(items: Iterable[S], span: Span) -> S | None:
    """The item that shares most code points with *span*, the first of equals."""

    def shared(item: S) -> int:
        return len(item.span.intersection(span) or ())

    best = max(items, key=shared, default=None)
    return best if best is not None and shared(best) else None


# Labels


@frozen(kw_only=True)
class LabelScores:
    """What `score_labels` counted."""

    confusion: Counter[tuple[str, str]] = field(factory=Counter, hash=False)
    """Rows by reference and prediction. The reference is the prediction itself where a careful
    reader could defend it, otherwise the first choice of the gold."""
    sentences: Proportion = Proportion()
    """Label accuracy over the rows whose gold label is one of the four sentence labels."""
    mistakes: tuple[Mistake, ...] = ()

    __add__ = added

    @property
    def accuracy(self) -> Proportion:
        """Label accuracy over all rows: the headline."""
        return Proportion(
            right=sum(n for (gold, predicted), n in self.confusion.items() if gold == predicted),
            total=sum(self.confusion.values()),
        )

    @property
    def per_label(self) -> Mapping[str, Counts]:
        """Counts of each label against the rest, by label."""
        cells = self.confusion.items()
        return {
            label: Counts(
                found=self.confusion[label, label],
                predicted=sum(n for (_, predicted), n in cells if predicted == label),
                gold=sum(n for (gold, _), n in cells if gold == label),
            )
            for label in ROW_LABELS
        }

    @property
    def macro_f1(self) -> float:
        """The mean F1 of those labels that were predicted or are in the gold; 0.0 of none."""
        scores = [c.f1 for c in self.per_label.values() if c.gold or c.predicted]
        return sum(scores) / len(scores) if scores else 0.0

    @property
    def boilerplate(self) -> Counts:
        """Boilerplate against everything else."""
        return self.per_label[BOILERPLATE]


def score_labels(gold: GoldArticle, document: Document) -> LabelScores:
    """
    Compare the label of every gold row with the document's.

    The prediction for a row is the label of the sentence that overlaps it most.
    Where no sentence does, it is that of the block that overlaps it most:
    ``heading`` for a heading, ``boilerplate`` for boilerplate and bylines, and
    otherwise `MISSING`. It is right when it is the row's label or among its
    ``also``.

    **Label accuracy** is the share of right predictions over *all* rows,
    heading and boilerplate rows included. `LabelScores.sentences` is the same
    over those rows alone whose gold label is one of the four sentence labels; a
    row is there by its ``label``, never by its ``also``.

    In the confusion and the per-label figures a right prediction counts under
    the predicted label, a wrong one against the row's ``label``.
    """
    confusion: Counter[tuple[str, str]] = Counter()
    sentences = Proportion()
    mistakes = []
    for row in gold.rows:
        predicted = _predicted_label(document, row.span)
        right = predicted in row.labels
        confusion[predicted if right else row.label, predicted] += 1
        if row.label in SENTENCE_LABELS:
            sentences += Proportion(right=int(right), total=1)
        if not right:
            mistakes.append(
                Mistake(
                    article=gold.id,
                    span=row.span,
                    layer="label",
                    gold=row.label,
                    predicted=predicted,
                )
            )
    return LabelScores(confusion=confusion, sentences=sentences, mistakes=tuple(mistakes))


def _predicted_label(document: Document, span: Span) -> str:
    sentence = _most_overlapping(document.sentences, span)
    if sentence is not None:
        return sentence.label.value
    block = _most_overlapping(document.blocks, span)
    return MISSING if block is None else _BLOCK_LABELS.get(block.kind, MISSING)


# Sources


@frozen(kw_only=True)
class SourceScores:
    """What `score_sources` counted."""

    strict: Proportion = Proportion()
    """Rows whose sources have the very names of the gold."""
    lenient: Proportion = Proportion()
    """The same, a person's shorter name and a registry alias counting as the name."""
    kind: Proportion = Proportion()
    """Rows whose sources are all of the gold's kind."""
    outlet: Proportion = Proportion()
    """Rows with an outlet in the gold that have it in the document."""
    mistakes: tuple[Mistake, ...] = ()
    """In layers ``name`` (not even leniently right), ``kind`` and ``outlet``."""

    __add__ = added


def score_sources(gold: GoldArticle, document: Document) -> SourceScores:
    """
    Compare who stands behind each gold row with the document's sources.

    A row's predicted sources are ``document.sources_of`` the sentence that
    overlaps it most. Names and kinds are scored over the rows that the gold
    labels as direct quotes or reported claims, whatever label was predicted: a
    claim that was not recognised is a source that was not found.

    - A name is right when every gold name has its source and every source its
      gold name. Names are compared without case, accents, punctuation and
      leading article. ``AUTHOR`` is any source of kind author. ``UNKNOWN`` is a
      source of kind unknown, or no source at all of a sentence that was
      labelled as somebody's.
    - Leniently, a name that the registry knows for the source is a name of it;
      and a person's name may be part of the other if both end in the same word.
    - A kind is right when all sources are of the kind that the row's ``type``
      stands for.
    - An outlet is looked for in all rows that have one, among the outlets of
      the sentence's attributions and its sources of kind outlet, by name or
      registry alias.
    """
    scores = SourceScores()
    for row in gold.rows:
        sentence = _most_overlapping(document.sentences, row.span)
        if row.label in _SOURCED_LABELS:
            scores += _score_names(gold.id, row, document, sentence)
        if row.outlet is not None:
            scores += _score_outlet(gold.id, row, document, sentence)
    return scores


def _score_names(
    article: str, row: GoldRow, document: Document, sentence: Sentence | None
) -> SourceScores:
    sources = document.sources_of(sentence) if sentence is not None else ()
    # Nobody named is an answer only of a sentence that was seen to be somebody's.
    unnamed = not sources and sentence is not None and sentence.label.voice is Voice.SOURCE
    names = strict = lenient = kind = kinds = 0
    mistakes = []
    if row.sources:
        names = 1
        nobody = unnamed and row.sources == (UNKNOWN,)
        is_person = row.type == "PERSON"
        strict = int(nobody or _agree(row.sources, sources, lenient=False, is_person=is_person))
        lenient = int(nobody or _agree(row.sources, sources, lenient=True, is_person=is_person))
        if not lenient:
            mistakes.append(
                Mistake(
                    article=article,
                    span=row.span,
                    layer="name",
                    gold="; ".join(row.sources),
                    predicted="; ".join(source.name for source in sources),
                )
            )
    if row.type is not None:
        kinds = 1
        expected = SOURCE_TYPES[row.type]
        predicted = {source.kind for source in sources}
        if unnamed:
            predicted = {SourceKind.UNKNOWN}
        kind = int(predicted == {expected})
        if not kind:
            mistakes.append(
                Mistake(
                    article=article,
                    span=row.span,
                    layer="kind",
                    gold=expected.value,
                    predicted="; ".join(sorted(k.value for k in predicted)),
                )
            )
    return SourceScores(
        strict=Proportion(right=strict, total=names),
        lenient=Proportion(right=lenient, total=names),
        kind=Proportion(right=kind, total=kinds),
        mistakes=tuple(mistakes),
    )


def _score_outlet(
    article: str, row: GoldRow, document: Document, sentence: Sentence | None
) -> SourceScores:
    gold = row.outlet or ""
    outlets = tuple(_outlets(document, sentence)) if sentence is not None else ()
    right = any(name_words(gold) in known_names(outlet) for outlet in outlets)
    mistake = Mistake(
        article=article,
        span=row.span,
        layer="outlet",
        gold=gold,
        predicted="; ".join(outlet.name for outlet in outlets),
    )
    return SourceScores(
        outlet=Proportion(right=int(right), total=1), mistakes=() if right else (mistake,)
    )


def _outlets(document: Document, sentence: Sentence) -> Iterator[Source]:
    """Each outlet that a sentence's attributions come through or from, once."""
    seen = set()
    for attribution in document.attributions_of(sentence):
        source = document.source_of(attribution)
        if source is not None and source.kind is not SourceKind.OUTLET:
            source = None
        for outlet in (document.outlet_of(attribution), source):
            if outlet is not None and outlet.id not in seen:
                seen.add(outlet.id)
                yield outlet


def _agree(
    names: tuple[str, ...], sources: tuple[Source, ...], *, lenient: bool, is_person: bool
) -> bool:
    """Whether these names and sources are the same ones, as many and each with its fellow."""
    pairs = {
        (name, source.id)
        for name in names
        for source in sources
        if _matches(name, source, lenient=lenient, is_person=is_person)
    }
    return (
        len(set(names)) == len(sources)
        and {name for name, _ in pairs} == set(names)
        and {id for _, id in pairs} == {source.id for source in sources}
    )


def _matches(name: str, source: Source, *, lenient: bool, is_person: bool) -> bool:
    if name == AUTHOR:
        return source.kind is SourceKind.AUTHOR
    if name == UNKNOWN:
        return source.kind is SourceKind.UNKNOWN
    gold, predicted = name_words(name), name_words(source.name)
    if gold == predicted:
        return True
    if not lenient:
        return False
    return gold in known_names(source) or (is_person and is_short_form(gold, predicted))


# Spans


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
