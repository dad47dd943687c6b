"""Signs of the author's own judgement."""

from __future__ import annotations

import pytest

from attribution.labels.opinion import OpinionSigns
from attribution.words import find_words

SIGNS = OpinionSigns(
    [
        ("1", "inference", "it seems"),
        ("0.5", "judgement", "really"),
        ("0.8", "judgement", "really bad"),
        ("1", "address", "is n't it"),
        ("0.4", "inference", "may"),
        ("0.4", "address", "i"),
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It seems that it rained.", [("It seems", 1.0)], id="a phrase, in any case"),
        pytest.param("It really rained.", [("really", 0.5)], id="a word"),
        pytest.param("It was really bad.", [("really bad", 0.8)], id="the longest that overlap"),
        pytest.param(
            "It seems it really rained.", [("It seems", 1.0), ("really", 0.5)], id="reading order"
        ),
        pytest.param("Wet, isn't it?", [("isn't it", 1.0)], id="a straight apostrophe"),
        pytest.param("Wet, isn’t it?", [("isn’t it", 1.0)], id="a curly apostrophe"),
        pytest.param("It rained on the surreally wet dam.", [], id="no part of a word"),
        pytest.param("In May it may rain.", [("may", 0.4)], id="no name of a month"),
        pytest.param("May it rain!", [("May", 0.4)], id="but a word that opens its sentence"),
        pytest.param("So I said.", [("I", 0.4)], id="and the one word with a capital of its own"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_signs_are_found_by_their_words(text: str, expected: list[tuple[str, float]]) -> None:
    """Each sign stands where its words do and weighs what the list says."""
    actual = [(text[span.slice], weight) for span, weight in SIGNS.find(find_words(text))]

    assert expected == actual
