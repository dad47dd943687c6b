"""Which attributions are right by the gold."""

from __future__ import annotations

import pytest
from attrs import evolve
from builders import mark
from claims import passage_of
from tagging import encoding_of, relations_by, tagged_finder

from attribution.analysis import Relation
from attribution.evaluation.brat import BratArticle, BratAttribution, BratReading
from attribution.relations.confidence import confidence_of
from attribution.training.judging import Judged, is_right, judge
from attribution.vocabulary import AttributionKind

GOLD = "[source:Ms Lee] [cue:said] [content:that it rained all day]."


def relation(marked: str) -> Relation:
    """A relation by its marked words."""
    _, roles = mark(marked)
    return Relation(
        content=roles["content"], cue=roles.get("cue", ()), kind=AttributionKind.INDIRECT
    )


@pytest.mark.parametrize(
    ("found", "gold", "expected"),
    [
        pytest.param(GOLD, GOLD, True, id="the same"),
        pytest.param(
            "Ms [source:Lee] [cue:said] that [content:it rained all] day.",
            GOLD,
            True,
            id="with most of the content",
        ),
        pytest.param(
            "[source:Ms Lee] [cue:said] that it [content:rained] all day.",
            GOLD,
            True,
            id="with a part of the content",
        ),
        pytest.param(
            "[source:Ms Lee said] [cue:that] it rained [content:all day].",
            GOLD,
            False,
            id="not with another cue",
        ),
        pytest.param(
            "[source:Ms Lee] [cue:said] [content:that it] rained all day.",
            "[source:Ms Lee] [cue:said] that it rained [content:all day].",
            False,
            id="not with another content",
        ),
        pytest.param(
            "[source:Ms Lee] said [content:that it rained all day].", GOLD, True, id="without a cue"
        ),
    ],
)
def test_is_right(found: str, gold: str, expected: bool) -> None:
    """Cue and content overlap those of one attribution of the gold."""
    assert expected == is_right(relation(found), BratAttribution(id="E1", **mark(gold)[1]))


def judged(tags: str, *readings: str, probability: float = 0.9) -> list[Judged]:
    """What is found by tags, against what annotators marked, an attribution each."""
    text, roles = mark(tags)
    passage = passage_of(text)
    encoding = encoding_of(passage, roles, probability)
    article = BratArticle(
        id="rain",
        text=text,
        readings=tuple(
            BratReading(
                id=f"rain_{number}",
                annotator=str(number),
                attributions=(BratAttribution(id="E1", **mark(reading)[1]),),
            )
            for number, reading in enumerate(readings, start=1)
        ),
    )
    relations = tagged_finder().find(passage, encoding)
    return list(judge(article, passage, encoding, relations))


def test_any_annotator_will_do() -> None:
    """Where annotators disagree, each of them has a point."""
    other = "Ms Lee said that it [cue:rained] [content:all] day."

    assert [True] == [each.is_right for each in judged(GOLD, other, GOLD)]
    assert [False] == [each.is_right for each in judged(GOLD, other)]


def test_the_curve_says_how_sure_a_tagged_attribution_is() -> None:
    """What it says follows from the tags."""
    sure = confidence_of([0.9, 0.9], is_report=True, has_source=True)

    assert [Judged(confidence=round(sure, 6), is_right=True, by_curve=True)] == [
        evolve(each, confidence=round(each.confidence, 6)) for each in judged(GOLD, GOLD)
    ]


def test_constants_are_not_the_curve() -> None:
    """How sure a quotation without tags is, the curve is not to blame for."""
    assert [False] == [each.by_curve for each in judged("“It rained all day,” said Ms Lee.", GOLD)]


def test_what_is_inside_a_content_is_not_judged() -> None:
    """The gold gives a word one role, and cannot have it."""
    tags = "[source:Lee] [cue:said]: [content:“Kim told me that it rained all day.”]"

    assert 1 == len(judged(tags, GOLD))
    assert 2 == len(relations_by(tags))
