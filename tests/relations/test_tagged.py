"""Tags to relations."""

from __future__ import annotations

import pytest
from tagging import relations_by, tagged_claims

from attribution.vocabulary import Stance

LONG = "The dam will hold. Nobody need leave the valley tonight."


@pytest.mark.parametrize(
    ("tags", "claim"),
    [
        pytest.param(
            "[source:Ana Reyes] [cue:said] [content:that it rained].",
            "[source:Ana Reyes] [cue:said] [indirect:that it rained].",
            id="S said that C",
        ),
        pytest.param(
            "[content:“It rained,”] [source:Ana Reyes] [cue:said]. [content:“All day.”]",
            "[direct:“It rained,”] [source:Ana Reyes] [cue:said]. [direct:“All day.”]",
            id="a content in pieces is one attribution",
        ),
        pytest.param(
            "[content:Rain] [cue:is widely expected].",
            "[indirect:Rain] [cue:is widely expected].",
            id="nobody says so",
        ),
        pytest.param(
            "[source:Reyes] [cue:said] [content:it rained], [cue:adding] [content:that it leaked].",
            "[source:Reyes] [cue:said] [indirect:it rained], "
            "[same-cue:adding] [same-indirect:that it leaked].",
            id="a source of two cues",
        ),
        pytest.param(
            "[source:Reyes] [cue:spoke]. It rained.",
            "Reyes spoke. It rained.",
            id="a cue without a content is none",
        ),
        pytest.param(
            "[source:Reyes] met [source:Hill].",
            "Reyes met Hill.",
            id="a source without a cue is none",
        ),
        pytest.param(
            "[content:The dam would hold]. It rained.",
            "[indirect:The dam would hold]. It rained.",
            id="a content without a cue is somebody's",
        ),
        pytest.param(
            "[content:The dam would hold according to Reyes].",
            "[indirect:The dam would hold] [cue:according to] [source:Reyes].",
            id="unless the lexicon knows whose",
        ),
        pytest.param(
            "[source:It] [cue:is understood] [content:that it rained].",
            "It [cue:is understood] [indirect:that it rained].",
            id="it is nobody",
        ),
    ],
)
def test_tags_are_linked(tags: str, claim: str) -> None:
    """Source, cue and contents that belong together are one relation."""
    actual = tagged_claims(tags)

    assert claim == actual


@pytest.mark.parametrize(
    ("tags", "claim"),
    [
        pytest.param(
            "[content:“It rained all] day,” [source:Reyes] [cue:said].",
            "[direct:“It rained all day,”] [source:Reyes] [cue:said].",
            id="the end of a quotation",
        ),
        pytest.param(
            "[source:Reyes] [cue:said]: “[content:It rained all day.]”",
            "[source:Reyes] [cue:said]: [direct:“It rained all day.”]",
            id="its marks",
        ),
        pytest.param(
            "[source:Reyes] [cue:said] [content:that “it rained] all day long”.",
            "[source:Reyes] [cue:said] [mixed:that “it rained all day long”].",
            id="also inside a content",
        ),
        pytest.param(
            "[content:“It rained.] [content:It poured.”] [source:Reyes] [cue:said].",
            "[direct:“It rained.] [direct:It poured.”] [source:Reyes] [cue:said].",
            id="but pieces that lack nothing stay pieces",
        ),
        pytest.param(
            "[content:“It rained],” [source:he] [cue:said], [content:“and it leaked.”]",
            "[direct:“It rained,”] [source:he] [cue:said], [direct:“and it leaked.”]",
            id="between pieces only what is quoted",
        ),
        pytest.param(
            "[content:“It rained], [source:Reyes] [cue:said], [content:and it leaked.”]",
            "[indirect:“It rained], [source:Reyes] [cue:said], [indirect:and it leaked.”]",
            id="where marks are paired wrongly, tags are right",
        ),
    ],
)
def test_quotations_are_completed(tags: str, claim: str) -> None:
    """A content that has part of a quotation has all of it."""
    actual = tagged_claims(tags)

    assert claim == actual


@pytest.mark.parametrize(
    ("tags", "claim"),
    [
        pytest.param(
            f"[source:Ana Reyes] [cue:responded] as follows:\n\n“{LONG}”",
            f"[source:Ana Reyes] [cue:responded] as follows:\n\n[direct:“{LONG}”]",
            id="announced, and not tagged",
        ),
        pytest.param(
            "From Mayor Ana Reyes:\n\n[content:The dam will hold]. Nobody need leave.",
            "[cue:From] [source:Mayor Ana Reyes]:\n\n[direct:The dam will hold. Nobody need leave.]",
            id="announced, without marks",
        ),
        pytest.param(
            f"[source:Ana Reyes] [cue:responded] as follows:\n\n[content:“{LONG}”]",
            f"[source:Ana Reyes] [cue:responded] as follows:\n\n[direct:“{LONG}”]",
            id="announced",
        ),
        pytest.param(
            "[content:“It will hold,”] [source:Reyes] [cue:said].\n\n“Nobody need leave.”",
            "[direct:“It will hold,”] [source:Reyes] [cue:said].\n\n[same-direct:“Nobody need leave.”]",
            id="by who spoke in the paragraph before",
        ),
        pytest.param(
            "[content:It will hold], [source:Reyes] [cue:wrote].\n\nIt leaked.\n\n[content:“Nobody need leave.”]",
            "[indirect:It will hold], [source:Reyes] [cue:wrote].\n\nIt leaked.\n\n[second-direct:“Nobody need leave.”]",
            id="by nobody",
        ),
        pytest.param(
            "[content:“It will hold,”] [source:Reyes] [cue:said]. [content:“We checked.]\n\n“Twice.\n\n[content:“And again.”]",
            "[direct:“It will hold,”] [source:Reyes] [cue:said]. [direct:“We checked.]\n\n[direct:“Twice.]\n\n[direct:“And again.”]",
            id="continued over paragraphs",
        ),
        pytest.param(f"“{LONG}”", f"[direct:“{LONG}”]", id="alone"),
    ],
)
def test_quotations_without_a_cue_have_a_speaker(tags: str, claim: str) -> None:
    """What the tags leave open is found as the finder without an encoder finds it."""
    actual = tagged_claims(tags)

    assert claim == actual


@pytest.mark.parametrize(
    ("tags", "claim"),
    [
        pytest.param(
            "[source:Reyes] [cue:said] [content:that Hill], [source:who] [cue:denied] [content:the leak], [content:had left].",
            "[source:Reyes] [cue:said] [indirect:that Hill], [inner-source:who] [inner-denied:denied] [inner-indirect:the leak], [indirect:had left].",
            id="in a gap of a content",
        ),
        pytest.param(
            "[content:“It rained,”] [source:Reyes] [cue:said], [cue:speaking of] [content:May], [content:“all day.”]",
            "[direct:“It rained,”] [source:Reyes] [cue:said], [same-cue:speaking of] [same-indirect:May], [direct:“all day.”]",
            id="but not behind the cue of what it interrupts",
        ),
        pytest.param(
            "[source:Reyes] [cue:told us]: [content:“Hill said that it leaks.”]",
            "[source:Reyes] [cue:told us]: [direct:“[inner-source:Hill] [inner-cue:said] [inner-indirect:that it leaks].”]",
            id="in a quotation",
        ),
    ],
)
def test_attributions_are_nested(tags: str, claim: str) -> None:
    """What somebody is said to have said is an attribution of its own, inside the other."""
    actual = tagged_claims(tags)

    assert claim == actual


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("said", Stance.NEUTRAL),
        ("has confirmed", Stance.ENDORSING),
        ("claimed", Stance.DISTANCING),
        ("denied", Stance.DENIED),
        ("did not say", Stance.DENIED),
        ("never denied", Stance.NEUTRAL),
        ("pontificated", Stance.NEUTRAL),
    ],
)
def test_a_cue_has_a_stance(cue: str, expected: Stance) -> None:
    """The lexicon tells it; a cue that it does not know is neutral."""
    (relation,) = relations_by(f"[source:Reyes] [cue:{cue}] [content:that it rained].")

    assert expected == relation.stance


@pytest.mark.parametrize(
    ("tags", "claim"),
    [
        pytest.param(
            "[cue:According to] [source:Reyes], [content:it rained]. Hill [content:sold boats].",
            "[cue:According to] [source:Reyes], [indirect:it rained]. Hill [second-indirect:sold boats].",
            id="according to S ends with its sentence",
        ),
        pytest.param(
            "[source:Hill] [cue:was not pleased with] [content:the dam].\n\n[content:“It leaks in many places,”] she wrote to them.",
            "[source:Hill] [cue:was not pleased with] [indirect:the dam].\n\n[second-direct:“It leaks in many places,”] [second-source:she] [second-cue:wrote] to them.",
            id="a feeling announces nothing",
        ),
        pytest.param(
            "Here is [content:what] [source:Reyes] [cue:writes]:\n\n[content:“It leaks in many places.”]",
            "Here is what [source:Reyes] [cue:writes]:\n\n[direct:“It leaks in many places.”]",
            id="what points to a quotation is none",
        ),
    ],
)
def test_a_content_belongs_to_a_cue_that_reaches_it(tags: str, claim: str) -> None:
    """Speech can announce what follows its sentence; nothing else can."""
    actual = tagged_claims(tags)

    assert claim == actual


def test_surer_tags_make_surer_relations() -> None:
    """Confidence rises with the probability of the tags."""
    tags = "[source:Reyes] [cue:said] [content:that it rained]."
    (sure,), (unsure,) = relations_by(tags, probability=0.9), relations_by(tags, probability=0.6)

    assert sure.confidence > unsure.confidence
