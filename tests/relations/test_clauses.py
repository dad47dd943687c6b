"""Several attributions in one sentence."""

from __future__ import annotations

import pytest
from claims import claims_in


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(
            "[source:The mayor] [cue:said] [indirect:that it would hold], [same-cue:adding] [same-indirect:that it was new].",
            id="adding that",
        ),
        pytest.param(
            "[source:The mayor] [cue:said] [indirect:that it would hold], [same-endorsing:noting] [same-indirect:that it was new].",
            id="noting that",
        ),
        pytest.param(
            "[source:The mayor] [cue:said] [indirect:that it would hold] and [same-cue:added] [same-indirect:that it was new].",
            id="and added that",
        ),
        pytest.param(
            "[source:The mayor] [cue:said] [indirect:that it would hold] but [same-denied:denied] [same-indirect:that it was new].",
            id="but denied that",
        ),
        pytest.param(
            "[source:The mayor] [cue:called] [mixed:it “a house of cards”] and [same-cue:said] [same-indirect:that it would fall].",
            id="called it that and said that",
        ),
        pytest.param(
            "[source:The mayor] closed the road, [cue:saying] [indirect:that the dam might break].",
            id="did something, saying that",
        ),
    ],
)
def test_one_source_may_say_several_things(claim: str) -> None:
    """A second verb without a subject has the subject of the first."""
    actual = claims_in(claim)

    assert claim == actual


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(
            "[source:The mayor] [cue:said] [indirect:that it would hold], but [second-source:Hill] [second-cue:said] [second-indirect:that it would not].",
            id="but",
        ),
        pytest.param(
            "[source:The mayor] [cue:said] [indirect:that it would hold], while [second-source:Hill] [second-cue:said] [second-indirect:that it would not].",
            id="while",
        ),
        pytest.param(
            "[direct:“It will hold,”] [source:Reyes] [cue:said], while [second-source:Hill] [second-cue:said] [second-indirect:that it would not].",
            id="while, after a quotation",
        ),
    ],
)
def test_two_sources_may_contradict_each_other(claim: str) -> None:
    """What parts two statements ends the first and nests neither."""
    actual = claims_in(claim)

    assert claim == actual


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(
            "[source:The Herald] [cue:reported] [indirect:that [inner-source:the mayor] [inner-cue:had said] [inner-indirect:it would hold]].",
            id="O reported that S had said C",
        ),
        pytest.param(
            "[source:The mayor] [cue:said] [indirect:that [inner-source:engineers] [inner-cue:had told] [inner-outlet:him] [inner-indirect:that it would hold]].",
            id="S said that T had told him that C",
        ),
        pytest.param(
            "[cue:According to] [source:the Herald], [indirect:[inner-source:the mayor] [inner-cue:said] [inner-indirect:that it would hold]].",
            id="according to O, S said that C",
        ),
        pytest.param(
            "[indirect:[inner-source:The mayor] [inner-cue:said] [inner-indirect:it would hold]], [cue:according to] [source:the Herald].",
            id="S said C, according to O",
        ),
        pytest.param(
            "[indirect:[inner-source:Hill] [inner-denied:denied] [inner-indirect:that he had left]], [source:aides] [cue:said].",
            id="S denied that C, T said",
        ),
        pytest.param(
            "[source:Reyes] [cue:said]: [direct:“[inner-source:My father] [inner-cue:told] [inner-outlet:me] [inner-direct:‘it will hold’].”]",
            id="a quotation inside a quotation",
        ),
        pytest.param(
            "[source:Reyes] [cue:said]: [direct:“[inner-source:The engineers] [inner-cue:said] [inner-indirect:that it would hold].”]",
            id="a report inside a quotation",
        ),
        pytest.param(
            "[direct:“[inner-source:My father] [inner-cue:said] [inner-indirect:it would hold],”] [source:Reyes] [cue:said].",
            id="a report inside a quotation before its cue",
        ),
        pytest.param(
            "[source:Reyes] [cue:said]: [direct:“I said that it would hold.”]",
            id="but nobody is nested in himself",
        ),
    ],
)
def test_an_attribution_may_be_nested(claim: str) -> None:
    """What somebody says that somebody else said has both of them."""
    actual = claims_in(claim)

    assert claim == actual


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(
            "[source:Reuters] [cue:reported], citing two officials, [indirect:that it leaked].",
            id="between cue and content",
            marks=pytest.mark.xfail(
                reason="an aside between a verb and its clause hides the clause", strict=True
            ),
        ),
        pytest.param(
            "The mayor resigned because, [source:he] [cue:said], [indirect:he was ill].",
            id="inside a reason",
            marks=pytest.mark.xfail(reason="the reason is cut after its conjunction", strict=True),
        ),
        pytest.param(
            "The mayor resigned because [source:he] [cue:said] [indirect:he was ill].",
            id="governing a reason",
        ),
        pytest.param(
            "The dam, which [source:the mayor] [cue:said] [indirect:would hold], broke.",
            id="inside a relative clause",
            marks=pytest.mark.xfail(
                reason="the relative pronoun is taken into the source", strict=True
            ),
        ),
    ],
)
def test_an_attribution_may_stand_inside_a_sentence_of_the_author(claim: str) -> None:
    """Only what the source says is content, not the sentence around it."""
    actual = claims_in(claim)

    assert claim == actual
