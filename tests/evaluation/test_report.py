"""Reports as plain data and as rows."""

from __future__ import annotations

import json
from collections import Counter

from attribution.evaluation.attributions import RoleCounts, SpanScores
from attribution.evaluation.coreference import CoreferenceScores, Grouping, Resolution
from attribution.evaluation.counts import Counts, Proportion
from attribution.evaluation.labels import LabelScores
from attribution.evaluation.mistakes import Mistake
from attribution.evaluation.report import Report
from attribution.evaluation.sources import SourceScores
from attribution.spans import Span

MISTAKE = Mistake(
    article="rain", span=Span(0, 4), layer="label", gold="narration", predicted="missing"
)
LABELS = Report(
    path="gold.jsonl",
    articles=1,
    readings=1,
    labels=LabelScores(
        confusion=Counter({("narration", "narration"): 3, ("narration", "missing"): 1}),
        sentences=Proportion(right=3, total=4),
        mistakes=(MISTAKE,),
    ),
    sources=SourceScores(strict=Proportion(right=1, total=2)),
)
SPANS = Report(
    path="folder",
    articles=1,
    readings=2,
    spans=SpanScores(exact=RoleCounts(cue=Counts(found=1, predicted=1, gold=2))),
)

PAIR = frozenset({("rain", Span(0, 3)), ("rain", Span(4, 7))})
CHAINS = Report(
    path="rain.conllu",
    articles=1,
    readings=1,
    coreference=CoreferenceScores(
        resolution=Resolution(pronouns=Proportion(right=1, total=2)),
        sources=Grouping(key=(PAIR,), response=(PAIR,)),
    ),
)
CASES = Report(
    path="cases.jsonl",
    articles=2,
    readings=2,
    sources=SourceScores(),
    phenomena={
        "joint": SourceScores(link=Counts(found=1, predicted=2, gold=3)),
        "he_she": SourceScores(lenient=Proportion(right=1, total=2)),
    },
)


def test_plain_data_is_json() -> None:
    """What `to_dict` gives survives JSON unchanged, and names only the layers there are."""
    for report in (LABELS, SPANS, CHAINS, CASES):
        assert report.to_dict() == json.loads(json.dumps(report.to_dict()))
    assert ["path", "articles", "readings", "labels", "sources"] == list(LABELS.to_dict())
    assert ["path", "articles", "readings", "spans"] == list(SPANS.to_dict())
    assert ["path", "articles", "readings", "coreference"] == list(CHAINS.to_dict())
    assert ["path", "articles", "readings", "sources", "phenomena"] == list(CASES.to_dict())


def test_plain_data_holds_counts_and_figures() -> None:
    """Each figure stands beside the counts it follows from."""
    assert {"share": 0.75, "right": 3, "total": 4} == LABELS.to_dict()["labels"]["accuracy"]
    assert {
        "f1": 2 / 3,
        "precision": 1.0,
        "recall": 0.5,
        "found": 1,
        "predicted": 1,
        "gold": 2,
    } == SPANS.to_dict()["spans"]["exact"]["cue"]


def test_table() -> None:
    """The table is made of strings, each row as long as its header, in per cent."""
    table = LABELS.to_table()

    assert {5} == {len(row) for row in table + SPANS.to_table() + CHAINS.to_table()}
    assert ("label accuracy", "75.0", "", "", "3/4") == table[1]
    assert ("exact F1 cue", "66.7", "100.0", "50.0", "2") in SPANS.to_table()
    assert ("pronouns resolved", "50.0", "", "", "1/2") in CHAINS.to_table()
    assert ("CoNLL F1, sources", "100.0", "", "", "") in CHAINS.to_table()
    assert ("B³, sources", "100.0", "100.0", "100.0", "1") in CHAINS.to_table()


def test_links_are_in_the_table_where_the_gold_has_them() -> None:
    """A gold that says nothing of the registry gives no figure of links."""
    link = SourceScores(link=Counts(found=1, predicted=1, gold=2))
    table = Report(path="gold.jsonl", articles=1, readings=1, sources=link).to_table()

    assert ("links to the registry", "66.7", "100.0", "50.0", "2") in table
    assert "links to the registry" not in {row[0] for row in LABELS.to_table()}


def test_phenomena_table() -> None:
    """Each phenomenon has a row, in alphabetical order; other gold has no such table."""
    assert (
        ("phenomenon", "names", "kinds", "links"),
        ("he she", "1/2", "0/0", "0/0"),
        ("joint", "0/0", "0/0", "1/3"),
    ) == CASES.phenomena_table()
    assert () == LABELS.phenomena_table()


def test_confusion_table() -> None:
    """The gold is down and the predictions are across; spans have none."""
    table = LABELS.confusion_table()
    cells = dict(zip(table[0], next(row for row in table if row[0] == "narration"), strict=True))

    assert ("3", "1", "0") == (cells["narration"], cells["missing"], cells["heading"])
    assert () == SPANS.confusion_table()


def test_mistakes() -> None:
    """The mistakes of all layers are at hand."""
    assert ((MISTAKE,), ()) == (LABELS.mistakes, SPANS.mistakes)
