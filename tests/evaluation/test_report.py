"""Reports as plain data and as rows."""

from __future__ import annotations

import json
from collections import Counter

from attribution.evaluation.attributions import RoleCounts, SpanScores
from attribution.evaluation.calibration import Judgement
from attribution.evaluation.coreference import CoreferenceScores, Grouping, Resolution
from attribution.evaluation.counts import Counts, Proportion
from attribution.evaluation.labels import LabelScores
from attribution.evaluation.mistakes import Mistake
from attribution.evaluation.report import Report
from attribution.evaluation.sources import SourceScores
from attribution.evaluation.subjectivity import SubjectivityScores
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
        judgements=(
            Judgement(confidence=1.0, is_right=True),
            Judgement(confidence=0.75, is_right=False),
            Judgement(confidence=0.75, is_right=True),
        ),
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
LONE = Report(
    path="lone.csv",
    articles=5,
    readings=5,
    subjectivity=SubjectivityScores(
        confusion=Counter({("SUBJ", "SUBJ"): 2, ("SUBJ", "OBJ"): 2, ("OBJ", "OBJ"): 1}),
        unlabelled=1,
        mistakes=(MISTAKE, MISTAKE),
    ),
)


def test_plain_data_is_json() -> None:
    """What `to_dict` gives survives JSON unchanged, and names only the layers there are."""
    for report in (LABELS, SPANS, CHAINS, CASES, LONE):
        assert report.to_dict() == json.loads(json.dumps(report.to_dict()))
    assert ["path", "articles", "readings", "labels", "sources"] == list(LABELS.to_dict())
    assert ["path", "articles", "readings", "spans"] == list(SPANS.to_dict())
    assert ["path", "articles", "readings", "coreference"] == list(CHAINS.to_dict())
    assert ["path", "articles", "readings", "sources", "phenomena"] == list(CASES.to_dict())
    assert ["path", "articles", "readings", "subjectivity"] == list(LONE.to_dict())


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


def test_plain_data_of_confidence() -> None:
    """The error stands beside the ranges that it follows from."""
    assert {
        "error": 0.5 / 3,
        "rows": 3,
        "ranges": [
            {"low": 0.7, "high": 0.8, "confidence": 0.75, "share": 0.5, "right": 1, "total": 2},
            {"low": 0.9, "high": 1.0, "confidence": 1.0, "share": 1.0, "right": 1, "total": 1},
        ],
    } == LABELS.to_dict()["labels"]["calibration"]


def test_plain_data_of_subjectivity() -> None:
    """Opinion has its figures by label, its confusion, and what was no sentence to us."""
    data = LONE.to_dict()["subjectivity"]

    assert {"share": 0.6, "right": 3, "total": 5} == data["accuracy"]
    assert (2 / 3 + 1 / 2) / 2 == data["macro_f1"]
    assert [2 / 3, 1 / 2] == [data["per_label"][label]["f1"] for label in ("SUBJ", "OBJ")]
    assert 1 == data["unlabelled"]
    assert {"gold": "SUBJ", "predicted": "OBJ", "rows": 2} in data["confusion"]


def test_table() -> None:
    """The table is made of strings, each row as long as its header, in per cent."""
    table = LABELS.to_table()

    reports = (LABELS, SPANS, CHAINS, CASES, LONE)

    assert {5} == {len(row) for report in reports for row in report.to_table()}
    assert ("label accuracy", "75.0", "", "", "3/4") == table[1]
    assert ("label macro F1", "85.7", "", "", "") in table
    assert ("label macro F1, four labels", "85.7", "", "", "") in table
    assert ("label calibration error", "16.7", "", "", "3") in table
    assert ("subjectivity macro F1", "58.3", "", "", "") in LONE.to_table()
    assert ("F1 SUBJ", "66.7", "100.0", "50.0", "4") in LONE.to_table()
    assert ("taken for no sentence", "", "", "", "1") in LONE.to_table()
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
    assert (
        ("gold \\ predicted", "SUBJ", "OBJ"),
        ("SUBJ", "2", "2"),
        ("OBJ", "0", "1"),
    ) == LONE.confusion_table()


def test_reliability_table() -> None:
    """Ranges of confidence have a row each; without labelled sentences there is no such table."""
    assert (
        ("confidence", "mean", "right", "count"),
        ("70 to 80", "75.0", "50.0", "1/2"),
        ("90 to 100", "100.0", "100.0", "1/1"),
    ) == LABELS.reliability_table()
    assert () == SPANS.reliability_table()


def test_mistakes() -> None:
    """The mistakes of all layers are at hand."""
    assert ((MISTAKE,), ()) == (LABELS.mistakes, SPANS.mistakes)
    assert (MISTAKE, MISTAKE) == LONE.mistakes
