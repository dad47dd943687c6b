"""Sources, outlets and links to the registry against those that people wrote down."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from attribution.document import Document, Sentence, Source
from attribution.evaluation.alignment import sentence_at
from attribution.evaluation.counts import Counts, Proportion, added
from attribution.evaluation.gold import AUTHOR, SOURCE_TYPES, UNKNOWN, GoldArticle, GoldRow
from attribution.evaluation.mistakes import Mistake
from attribution.evaluation.names import (
    is_short_form,
    known_names,
    name_words,
    registered_names,
)
from attribution.vocabulary import Label, SourceKind, Voice

__all__ = ["SourceScores", "score_sources"]

_SOURCED_LABELS = tuple(label.value for label in Label if label.voice is Voice.SOURCE)


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
    outlet_precision: Proportion = Proportion()
    """Rows with an outlet in the document that have it in the gold."""
    link: Counts = Counts()
    """Registry ids of sources, where the gold has them."""
    outlet_link: Proportion = Proportion()
    """Linked outlets of rows with an outlet whose record has its name."""
    mistakes: tuple[Mistake, ...] = ()
    """In layers ``name`` (not even leniently right), ``kind``, ``outlet`` and ``link``."""

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
      registry alias. Its precision is over the quotes and claims in which an
      outlet was found.
    - A link is scored in rows with ``entities``, for those sources that are
      leniently a source of the gold: it is right if the id is the gold's.
    - Where a row has an outlet, a linked outlet is right if the registry has
      the gold's name for it.
    """
    scores = SourceScores()
    for row in gold.rows:
        scored = _Row(gold.id, row, document)
        if row.label in _SOURCED_LABELS:
            scores += scored.names() + scored.kinds() + scored.links() + scored.outlet_precision()
        scores += scored.outlets()
    return scores


class _Row:
    """A row beside what the document has for it."""

    def __init__(self, article: str, row: GoldRow, document: Document) -> None:
        self.article = article
        self.row = row
        sentence = sentence_at(document, row.span)
        self.sources = () if sentence is None else document.sources_of(sentence)
        self.found_outlets = () if sentence is None else tuple(_outlets(document, sentence))
        # Nobody named is an answer only of a sentence that was seen to be somebody's.
        self.is_unnamed = (
            not self.sources and sentence is not None and sentence.label.voice is Voice.SOURCE
        )

    @property
    def gold_outlets(self) -> tuple[str, ...]:
        outlets = () if self.row.outlet is None else (self.row.outlet,)
        return outlets + (self.row.sources if self.row.type == "OUTLET" else ())

    def names(self) -> SourceScores:
        if not self.row.sources:
            return SourceScores()
        nobody = self.is_unnamed and self.row.sources == (UNKNOWN,)
        strict = nobody or self._agree(lenient=False)
        lenient = nobody or self._agree(lenient=True)
        return SourceScores(
            strict=_decision(strict),
            lenient=_decision(lenient),
            mistakes=self._mistake(
                "name",
                "; ".join(self.row.sources),
                "; ".join(source.name for source in self.sources),
                right=lenient,
            ),
        )

    def kinds(self) -> SourceScores:
        if self.row.type is None:
            return SourceScores()
        expected = SOURCE_TYPES[self.row.type]
        predicted = {source.kind for source in self.sources}
        if self.is_unnamed:
            predicted = {SourceKind.UNKNOWN}
        right = predicted == {expected}
        found = "; ".join(sorted(kind.value for kind in predicted))
        return SourceScores(
            kind=_decision(right),
            mistakes=self._mistake("kind", expected.value, found, right=right),
        )

    def outlets(self) -> SourceScores:
        if self.row.outlet is None:
            return SourceScores()
        gold = name_words(self.row.outlet)
        right = any(gold in known_names(outlet) for outlet in self.found_outlets)
        found = "; ".join(outlet.name for outlet in self.found_outlets)
        scores = SourceScores(
            outlet=_decision(right),
            mistakes=self._mistake("outlet", self.row.outlet, found, right=right),
        )
        names = {name_words(name) for name in self.gold_outlets}
        for outlet in self.found_outlets:
            if outlet.entity is not None:
                has_name = not names.isdisjoint(registered_names(outlet.entity))
                scores += SourceScores(
                    outlet_link=_decision(has_name),
                    mistakes=self._mistake(
                        "link", self.row.outlet, outlet.entity.id, right=has_name
                    ),
                )
        return scores

    def outlet_precision(self) -> SourceScores:
        if not self.found_outlets:
            return SourceScores()
        gold = {name_words(name) for name in self.gold_outlets}
        right = any(not gold.isdisjoint(known_names(outlet)) for outlet in self.found_outlets)
        found = "; ".join(outlet.name for outlet in self.found_outlets)
        return SourceScores(
            outlet_precision=_decision(right),
            # Where the gold has another, the mistake is noted there.
            mistakes=self._mistake("outlet", "", found, right=right or self.row.outlet is not None),
        )

    def links(self) -> SourceScores:
        scores = SourceScores()
        for name, id in zip(self.row.sources, self.row.entities or (), strict=False):
            fellows = (s for s in self.sources if self._is_called(s, name, lenient=True))
            source = next(fellows, None)
            linked = None if source is None or source.entity is None else source.entity.id
            scores += SourceScores(
                link=Counts(
                    found=int(linked is not None and linked == id),
                    predicted=int(linked is not None),
                    gold=int(id is not None),
                ),
                mistakes=self._mistake("link", id or "", linked or "", right=linked == id),
            )
        return scores

    def _agree(self, *, lenient: bool) -> bool:
        """Whether names and sources are the same ones, as many and each with its fellow."""
        names = set(self.row.sources)
        pairs = {
            (name, source.id)
            for name in names
            for source in self.sources
            if self._is_called(source, name, lenient=lenient)
        }
        return (
            len(names) == len(self.sources)
            and {name for name, _ in pairs} == names
            and {id for _, id in pairs} == {source.id for source in self.sources}
        )

    def _is_called(self, source: Source, name: str, *, lenient: bool) -> bool:
        if name == AUTHOR:
            return source.kind is SourceKind.AUTHOR
        if name == UNKNOWN:
            return source.kind is SourceKind.UNKNOWN
        gold, predicted = name_words(name), name_words(source.name)
        if gold == predicted:
            return True
        if not lenient:
            return False
        if gold in known_names(source):
            return True
        return self.row.type == "PERSON" and is_short_form(gold, predicted)

    def _mistake(
        self, layer: str, gold: str, predicted: str, *, right: bool
    ) -> tuple[Mistake, ...]:
        if right:
            return ()
        return (
            Mistake(
                article=self.article,
                span=self.row.span,
                layer=layer,
                gold=gold,
                predicted=predicted,
            ),
        )


def _decision(is_right: bool) -> Proportion:
    return Proportion(right=int(is_right), total=1)


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
