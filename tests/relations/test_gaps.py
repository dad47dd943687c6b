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
