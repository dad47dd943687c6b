"""
Small articles in each of which one mention is the question: whom it stands for.

``fixtures/mentions.jsonl`` was written by readers of the annotation scheme and not by looking at
what the library says. A case may name strangers besides: registry ids that stand behind nothing
in it, because the word that looks like their name is the name of something else.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

import pytest
from attrs import frozen
from floors import FIXTURES, fallen
from mentions import registry

from attribution import Annotator, Document
from attribution.config import ENGINES
from attribution.evaluation import GoldArticle, SourceScores, read_gold, score_sources
from attribution.evaluation.gold import AUTHOR, UNKNOWN
from attribution.evaluation.names import name_words
from attribution.vocabulary import Label

GOLD = FIXTURES / "mentions.jsonl"


@frozen(kw_only=True)
class Case:
    """An article about one mention, or a few."""

    article: GoldArticle
    strangers: frozenset[str]
    """Ids of records that no attribution has as its source or outlet."""

    def is_right(self, scores: SourceScores, document: Document) -> bool:
        """Whether names, kinds, outlets and links are the gold's, and no stranger is linked."""
        return not scores.mistakes and not self.strangers & linked(document)


def read_cases() -> tuple[Case, ...]:
    records = (json.loads(line) for line in GOLD.read_text("utf-8").splitlines())
    return tuple(
        Case(article=article, strangers=frozenset(record["absent"]))
        for article, record in zip(read_gold(GOLD), records, strict=True)
    )


CASES = read_cases()
ROWS = [(case.article, row) for case in CASES for row in case.article.rows]


def linked(document: Document) -> set[str]:
    """Ids of the records behind a document's attributions."""
    behind = [
        source
        for attribution in document.attributions
        for source in (document.source_of(attribution), document.outlet_of(attribution))
        if source is not None
    ]
    return {source.entity.id for source in behind if source.entity is not None}


def registered(ids: Iterable[str]) -> set[str]:
    def is_registered(id: str) -> bool:
        try:
            registry()[id]
        except KeyError:
            return False
        return True

    return {id for id in ids if is_registered(id)}


def words_of(text: str) -> set[str]:
    return set(name_words(text))


def test_there_are_enough_cases() -> None:
    """Every phenomenon has at least eight cases, and all of them together 150."""
    counts = Counter(case.article.phenomenon for case in CASES)

    assert len(CASES) >= 150
    assert [] == [phenomenon for phenomenon, n in counts.items() if phenomenon is None or n < 8]


def test_cases_have_names_of_their_own() -> None:
    """A case is known by its id, and its text is nobody else's."""
    assert len(CASES) == len({case.article.id for case in CASES})
    assert len(CASES) == len({case.article.text for case in CASES})


def test_rows_are_whole_sentences() -> None:
    """A row is a sentence, from its first character to its last mark, apart from the other rows."""
    words = [article.text[row.span.slice] for article, row in ROWS]
    around = [
        (article.text[: row.span.start][-1:], article.text[row.span.end :][:1])
        for article, row in ROWS
    ]

    assert [] == [text for text in words if text != text.strip() or text[-1] not in ".?!:”"]
    assert {"", " ", "\n"} >= {char for pair in around for char in pair}


def test_rows_are_somebody_elses_words() -> None:
    """Each row has a source: what nobody said is no question here."""
    assert {Label.DIRECT_QUOTE.value, Label.REPORTED_CLAIM.value} == {row.label for _, row in ROWS}
    assert [] == [row for _, row in ROWS if not row.sources]


def test_names_are_the_articles() -> None:
    """Sources and outlets are called what their article calls them."""
    missing = [
        (article.id, name)
        for article, row in ROWS
        for name in (*row.sources, row.outlet or UNKNOWN)
        # One by one: in "Ada and Felix Brunner" two names share a word.
        if name not in (AUTHOR, UNKNOWN) and not words_of(name) <= words_of(article.text)
    ]

    assert [] == missing


def test_surfaces_and_cues_are_the_sentences() -> None:
    """The words that name a source, and those that attribute, stand in the row."""
    missing = [
        (article.id, words)
        for article, row in ROWS
        for words in (row.surface, row.cue)
        if words is not None and words not in article.text[row.span.slice]
    ]

    assert [] == missing


def test_ids_are_in_the_registry() -> None:
    """Whoever a case links to, or keeps out, has a record."""
    ids = {id for _, row in ROWS for id in row.entities or () if id is not None}
    ids = ids.union(*(case.strangers for case in CASES))

    assert [] == sorted(ids - registered(ids))


@pytest.mark.parametrize("engine", ENGINES)
def test_scores_stay_above_their_floors(
    annotators: dict[str, Annotator], engine: str, *, update: bool
) -> None:
    """No change lowers the share of mentions that an engine gets right unnoticed."""
    documents = annotators[engine].pipe(case.article.text for case in CASES)
    total, right = SourceScores(), 0
    for case, document in zip(CASES, documents, strict=True):
        scores = score_sources(case.article, document)
        total += scores
        right += case.is_right(scores, document)
    shares = {
        "cases": right / len(CASES),
        "source names": total.lenient.share,
        "source kinds": total.kind.share,
        "outlets": total.outlet.share,
        "link precision": total.link.precision,
        "link recall": total.link.recall,
    }

    assert {} == fallen(GOLD, engine, shares, update=update)
