"""The table from evidence to label, row by row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.labels.decision import Evidence, decide
from attribution.vocabulary import Label

DQ, RC, AO, NA = (
    Label.DIRECT_QUOTE,
    Label.REPORTED_CLAIM,
    Label.AUTHOR_OPINION,
    Label.NARRATION,
)
SHARES = st.floats(0.0, 1.0)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        pytest.param(Evidence(), NA, id="nothing found is narration"),
        pytest.param(
            Evidence(attributed=0.8, quoted=1.0, certainty=0.9, cue_here=True),
            DQ,
            id="quoted words make a direct quote",
        ),
        pytest.param(
            Evidence(attributed=1.0, quoted=1.0, certainty=0.8),
            DQ,
            id="also without a cue in the sentence",
        ),
        pytest.param(
            Evidence(attributed=0.8, quoted=0.51, certainty=0.9, cue_here=True),
            DQ,
            id="just over half of them suffices",
        ),
        pytest.param(
            Evidence(attributed=0.8, quoted=0.5, certainty=0.9, cue_here=True),
            RC,
            id="exactly half does not",
        ),
        pytest.param(
            Evidence(attributed=0.9, quoted=1.0, author_speaks=True),
            DQ,
            id="the author quotes himself",
        ),
        pytest.param(
            Evidence(attributed=1.0, quoted=1.0),
            DQ,
            id="a sentence all in marks is somebody's words, whoever it is",
        ),
        pytest.param(
            Evidence(attributed=0.8, author_speaks=True, author_earlier=True, cue_here=True),
            RC,
            id="the author reports what he said before",
        ),
        pytest.param(
            Evidence(attributed=0.8, author_speaks=True, cue_here=True),
            AO,
            id="the author says what he thinks now",
        ),
        pytest.param(
            Evidence(attributed=0.5, certainty=0.9, cue_here=True, opinion=1.0, opinion_leads=True),
            AO,
            id="a judgement that opens the sentence governs the report in it",
        ),
        pytest.param(
            Evidence(attributed=0.3, certainty=0.9, cue_here=True, opinion=1.0),
            AO,
            id="a citation that only supports a judgement",
        ),
        pytest.param(
            Evidence(attributed=0.8, certainty=0.9, cue_here=True, opinion=1.0),
            RC,
            id="a citation that carries the sentence, whatever the tone",
        ),
        pytest.param(
            Evidence(attributed=0.3, certainty=0.9, cue_here=True), RC, id="a short report"
        ),
        pytest.param(
            Evidence(certainty=0.9, cue_here=True), RC, id="an announcement of what follows"
        ),
        pytest.param(
            Evidence(attributed=0.5, certainty=0.5, cue_here=True),
            NA,
            id="conduct that only shows an attitude is narration",
        ),
        pytest.param(Evidence(opinion=1.0), AO, id="signs of opinion"),
        pytest.param(Evidence(opinion=0.5), NA, id="too few signs of opinion"),
    ],
)
def test_the_first_row_that_holds_decides(evidence: Evidence, expected: Label) -> None:
    """Each kind of evidence leads to the label that the scheme gives it."""
    assert expected == decide(evidence)[0]


@pytest.mark.parametrize(
    ("evidence", "tone", "expected"),
    [
        pytest.param(Evidence(opinion=0.6), 0.0, NA, id="a weak sign in a sober article"),
        pytest.param(Evidence(opinion=0.6), 1.0, AO, id="a weak sign in a column"),
        pytest.param(Evidence(), 1.0, NA, id="a plain fact in a column"),
        pytest.param(
            Evidence(attributed=0.8, certainty=0.9, cue_here=True),
            2.0,
            RC,
            id="a report in a column",
        ),
    ],
)
def test_tone_tips_only_what_is_in_doubt(evidence: Evidence, tone: float, expected: Label) -> None:
    """An article that judges everywhere lends its tone to its sentences, not to its sources."""
    assert expected == decide(evidence, tone=tone)[0]


@given(
    evidence=st.builds(
        Evidence,
        attributed=SHARES,
        quoted=SHARES,
        certainty=SHARES,
        cue_here=st.booleans(),
        author_speaks=st.booleans(),
        author_earlier=st.booleans(),
        opinion_leads=st.booleans(),
        opinion=st.floats(0.0, 2.0),
    ),
    tone=st.floats(0.0, 2.0),
)
def test_all_evidence_has_a_label(evidence: Evidence, tone: float) -> None:
    """Whatever was found, there is one label, and how sure it is."""
    label, confidence = decide(evidence, tone=tone)

    assert (True, True) == (label in Label, 0.5 <= confidence <= 1.0)
