"""What the lexicon reads where tags leave a gap."""

from __future__ import annotations

import pytest
from tagging import relations_by, tagged_claims


@pytest.mark.parametrize(
    ("tags", "claim"),
    [
        pytest.param(
            "According to the river board, it rained.",
            "[cue:According to] [source:the river board], [indirect:it rained].",
            id="a phrase that only attributes",
        ),
        pytest.param(
            "On Sunday Reyes [cue:demanded] [content:that the dam be shut].",
            "On Sunday [source:Reyes] [cue:demanded] [indirect:that the dam be shut].",
            id="the source of a cue",
        ),
        pytest.param(
            "[cue:According to] [source:the Harbour Post], [content:Reyes believes that it rained].",
            "[cue:According to] [source:the Harbour Post], [indirect:[inner-source:Reyes] [inner-cue:believes] [inner-indirect:that it rained]].",
            id="a statement inside a content",
        ),
        pytest.param(
            "[source:Reyes] [cue:told] [content:the Harbour Post that it rained].",
            "[source:Reyes] [cue:told] [outlet:the Harbour Post] [indirect:that it rained].",
            id="who was told is no part of what was said",
        ),
        pytest.param(
            "[source:The agency] has [cue:learned] [content:that] [cue:according to] [source:a posting], [content:the dam was shut].",
            "The agency has learned that [cue:according to] [source:a posting], [indirect:the dam was shut].",
            id="what is left of a content says nothing",
        ),
        pytest.param(
            "The agency has as [source:we] previously reported, [cue:claimed] [content:that it rained].",
            "[source:The agency] has as we previously reported, [distancing:claimed] [indirect:that it rained].",
            id="an aside of our own gives way to what it interrupts",
        ),
        pytest.param(
            "The agency claimed last week, as [source:we] [cue:previously reported], [content:that it rained].",
            "[source:The agency] [distancing:claimed] last week, as we previously reported, [indirect:that it rained].",
            id="also between commas",
        ),
        pytest.param(
            "[content:The mayor] [cue:is determined] [content:“not to let the dam be shut again”].",
            "[source:The mayor] [cue:is determined] [direct:“not to let the dam be shut again”].",
            id="the subject of a thought is its source",
        ),
        pytest.param(
            "The mayor is keen “to see the dam shut once and for all”.",
            "[source:The mayor] [cue:is keen] [direct:“to see the dam shut once and for all”].",
            id="quoted words are the subject's",
        ),
        pytest.param(
            "Police released video of the dam.",
            "Police released video of the dam.",
            id="but no verb that may as well be none",
        ),
        pytest.param(
            "The show that ran all night was shut.",
            "The show that ran all night was shut.",
            id="nor a noun",
        ),
    ],
)
def test_gaps_are_filled(tags: str, claim: str) -> None:
    """Plain reports, missing sources and nested statements come from the lexicon."""
    actual = tagged_claims(tags)

    assert claim == actual


@pytest.mark.parametrize(("probability", "found"), [(0.6, 1), (1.0, 0)])
def test_a_plain_verb_needs_a_possible_cue(probability: float, found: int) -> None:
    """ "S said that C" is added where the tags leave some room for its cue."""
    tags = "Reyes said that it rained."

    assert found == len(relations_by(tags, probability=probability))


def test_what_only_the_lexicon_has_is_less_sure() -> None:
    """It is a report, but less certain than what both find."""
    (both,) = relations_by("[cue:According to] [source:Reyes], [content:it rained].")
    (alone,) = relations_by("According to Reyes, it rained.")

    assert alone.is_report
    assert alone.confidence < both.confidence
