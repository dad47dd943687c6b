"""The table from evidence to label, row by row."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.labels.decision import (
    LABELS,
    SHORT,
    TABLES,
    TELLING,
    Decision,
    Reading,
    Sign,
    Table,
    decide,
)
from attribution.spans import Span
from attribution.vocabulary import EvidenceKind, Label

DQ, RC, AO, NA = (
    Label.DIRECT_QUOTE,
    Label.REPORTED_CLAIM,
    Label.AUTHOR_OPINION,
    Label.NARRATION,
)
E = EvidenceKind
SHARES = st.lists(st.floats(0.01, 1.0), min_size=4, max_size=4).map(
    lambda found: [each / sum(found) for each in found]
)
SIGNS = st.lists(
    st.builds(
        lambda kind, strength: Sign(kind=kind, strength=strength),
        st.sampled_from(EvidenceKind),
        st.floats(0.0, 2.0),
    ),
    max_size=8,
)


def signs(**strengths: float) -> list[Sign]:
    """Of these kinds, beside what is always there."""
    return [Sign(kind=E.USUAL), *(Sign(kind=E(k), strength=s) for k, s in strengths.items())]


def reads_as(label: Label, share: float, kind: EvidenceKind = E.WORDING) -> Reading:
    """As this label with this probability, as each of the others with what is left."""
    rest = (1 - share) / 3
    return Reading(kind=kind, shares=[share if each is label else rest for each in LABELS])


BY_SIGNS = pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(signs(), NA, id="nothing found is narration"),
        pytest.param(
            signs(content=0.8, cue=0.9, quoted=1), DQ, id="quoted words make a direct quote"
        ),
        pytest.param(
            signs(content=0.8, continued=0.8, quoted=1), DQ, id="also without a cue in the sentence"
        ),
        pytest.param(signs(content=0.6, cue=0.9), RC, id="a report"),
        pytest.param(
            signs(content=0.6, cue=0.9, partly_quoted=0.4),
            RC,
            id="a report with a few quoted words",
        ),
        pytest.param(signs(cue=0.9, announced=0.9), RC, id="a quotation announced"),
        pytest.param(signs(content=0.5, cue=0.7, hearsay=0.7), RC, id="nobody's report"),
        pytest.param(signs(quoted=1, earlier=1), DQ, id="the author quotes himself"),
        pytest.param(signs(earlier=1), RC, id="the author reports what he said before"),
        pytest.param(signs(author=1, judgement=0.3), AO, id="what the author thinks now"),
        pytest.param(signs(judgement=1), AO, id="a judgement"),
        pytest.param(signs(question=1), AO, id="a question of the author's"),
        pytest.param(signs(exclamation=1), AO, id="an exclamation of his"),
        pytest.param(
            signs(cue=0.7, content=0.3, judgement=2, leading=1),
            AO,
            id="a citation that only supports a judgement",
        ),
        pytest.param(
            signs(cue=0.9, content=0.8, judgement=0.5), RC, id="a loaded word beside a report"
        ),
        pytest.param(signs(judgement=0.5), NA, id="a weak sign among plain facts"),
        pytest.param(signs(judgement=0.7, article=0.8), AO, id="a weak sign among judgements"),
    ],
)


@BY_SIGNS
def test_signs_alone(found: list[Sign], expected: Label) -> None:
    """Without a model that reads them, sentences have the label that their signs speak for."""
    assert expected == decide(found).label


@pytest.mark.parametrize("label", LABELS)
def test_a_reading_decides_where_nothing_else_speaks(label: Label) -> None:
    """How a sentence reads is enough."""
    assert label == decide(signs(), [reads_as(label, 0.8)]).label


@pytest.mark.parametrize(
    ("found", "reading", "expected"),
    [
        pytest.param(
            signs(content=1, continued=0.8, quoted=1),
            reads_as(NA, 0.5),
            DQ,
            id="a plain fact inside a quotation",
        ),
        pytest.param(
            signs(content=1, continued=0.8, quoted=1),
            reads_as(AO, 0.6),
            DQ,
            id="a judgement inside a quotation",
        ),
        pytest.param(
            signs(content=0.7, cue=0.9), reads_as(NA, 0.4), RC, id="a report that reads like a fact"
        ),
        pytest.param(signs(earlier=1), reads_as(NA, 0.5), RC, id="the author's earlier words"),
        pytest.param(
            signs(content=0.3, cue=0.7), reads_as(AO, 0.9), AO, id="a citation in a judgement"
        ),
        pytest.param(signs(), reads_as(RC, 0.8), RC, id="a report without a cue"),
    ],
)
def test_signs_and_readings_together(found: list[Sign], reading: Reading, expected: Label) -> None:
    """Strong signs hold against a reading that is not sure, and a sure one against weak signs."""
    assert expected == decide(found, [reading]).label


def test_the_article_tips_the_balance() -> None:
    """A sentence that could be either is opinion in a column and narration in a report."""
    even = Reading(kind=E.WORDING, shares=[0.02, 0.02, 0.48, 0.48])

    actual = [decide(signs(), [even, reads_as(label, 0.7, E.ARTICLE)]).label for label in (AO, NA)]

    assert [AO, NA] == actual


@pytest.mark.parametrize("table", TABLES.values(), ids=["with readings", "by signs"])
def test_a_table_knows_every_sign(table: Table) -> None:
    """No evidence is gathered in vain, and each row has a weight for each label."""
    known = {*table.signs, *table.readings}

    assert set(EvidenceKind) - {E.WORDING} <= known
    assert {len(LABELS)} == {len(row) for row in table.signs.values()}


@given(SIGNS, SHARES)
def test_is_as_sure_as_it_is_probable(found: list[Sign], shares: list[float]) -> None:
    """The confidence of four labels is at least a quarter for the best, and never more than 1."""
    decision = decide(found, [Reading(kind=E.WORDING, shares=shares)])

    assert 0.25 - 1e-9 <= decision.confidence <= 1.0


@given(SIGNS, SHARES)
def test_evidence_is_short_and_telling(found: list[Sign], shares: list[float]) -> None:
    """What is told speaks for the label, the weightiest first."""
    weights = [e.weight for e in decide(found, [Reading(kind=E.WORDING, shares=shares)]).evidence]

    assert sorted(weights, reverse=True) == weights
    assert len(weights) <= SHORT
    assert all(weight >= TELLING for weight in weights)


def test_the_sums_make_the_probabilities() -> None:
    """The weights of the evidence are logarithms of odds."""
    table = Table(signs={E.CUE: (0.0, 2.0, 0.0, 0.0)}, readings={E.WORDING: 1.0})
    reading = Reading(kind=E.WORDING, shares=[0.1, 0.2, 0.3, 0.4])
    cue = Sign(kind=E.CUE, strength=0.5, span=Span(3, 7))

    actual = decide([cue], [reading], table=table)

    reported = 0.2 * math.e
    assert Label.REPORTED_CLAIM == actual.label
    assert pytest.approx(reported / (reported + 0.8)) == actual.confidence
    assert [(E.CUE, Span(3, 7), 1.0)] == [(e.kind, e.span, e.weight) for e in actual.evidence]


def test_no_reading_is_a_proof() -> None:
    """A share of nothing is not quite nothing."""
    nothing = Reading(kind=E.WORDING, shares=[0.0, 0.0, 0.0, 0.0])

    actual: Decision = decide(signs(), [nothing])

    assert decide(signs(), [reads_as(NA, 0.25)]).label == actual.label
