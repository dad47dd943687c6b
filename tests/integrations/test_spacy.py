from __future__ import annotations

import pytest
from spacy.lang.en import English

from attribution import Annotator

TEXT = "“It rained,” said Ann Lee. She said that it would stop.\n\nIt may well go on."


@pytest.fixture(scope="module")
def nlp() -> English:
    """A pipeline without components."""
    return English()


def test_holds_the_same_text(annotator: Annotator, nlp: English) -> None:
    """The tokens put together are the article."""
    assert TEXT == annotator(TEXT).to_spacy(nlp).text


def test_groups_hold_the_words(annotator: Annotator, nlp: English) -> None:
    """Sources, cues, contents and labels stand in span groups of their own."""
    doc = annotator(TEXT).to_spacy(nlp)
    groups = {key: [(span.text, span.label_) for span in group] for key, group in doc.spans.items()}

    assert {
        "attribution/sources": [("Ann Lee", "source"), ("She", "source")],
        "attribution/cues": [("said", "cue"), ("said", "cue")],
        "attribution/contents": [
            ("“It rained,”", "content"),
            ("that it would stop", "content"),
        ],
        "attribution/labels": [
            ("“It rained,” said Ann Lee.", "direct_quote"),
            ("She said that it would stop.", "reported_claim"),
            ("It may well go on.", "author_opinion"),
        ],
    } == groups


def test_spans_lead_back(annotator: Annotator, nlp: English) -> None:
    """A source's span carries the id of its source, a cue's that of its attribution."""
    document = annotator(TEXT)
    doc = document.to_spacy(nlp)

    assert [a.source_id for a in document.attributions] == [
        span.id_ for span in doc.spans["attribution/sources"]
    ]
    assert [a.id for a in document.attributions] == [
        span.id_ for span in doc.spans["attribution/cues"]
    ]


def test_offsets_stay_where_spacy_cannot_follow(annotator: Annotator, nlp: English) -> None:
    """A lone surrogate is replaced by one character."""
    document = annotator("\ud83d\n\n“It rained,” said Ann Lee.")
    doc = document.to_spacy(nlp)

    assert len(document.text) == len(doc.text)
    assert ["“It rained,”"] == [span.text for span in doc.spans["attribution/contents"]]
