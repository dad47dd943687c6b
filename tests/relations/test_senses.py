"""What a tagged cue says beside the fact that somebody speaks."""

from __future__ import annotations

import pytest
from tagging import tagged_claims


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(
            "[source:Reyes] [cue:told] [outlet:the Harbour Post] [indirect:that it rained].",
            id="who was told",
        ),
        pytest.param(
            "[direct:“It rained,”] [source:Reyes] [cue:told] [outlet:the Harbour Post].",
            id="behind the content",
        ),
        pytest.param(
            "[source:Reyes] [cue:said] in an interview with [outlet:the Harbour Post] [indirect:that it rained].",
            id="in an interview",
        ),
        pytest.param(
            "[outlet:The agency] [cue:quoted] [source:Reyes] as saying [indirect:that it rained].",
            id="who quotes",
        ),
        pytest.param("[source:Reyes] [cue:said] [indirect:that the Harbour Post was wrong].", id="not in a content"),
    ],
)  # fmt: skip
def test_an_outlet_passes_on(claim: str) -> None:
    """Whoever was told, or quotes, is the outlet."""
    tags = claim.replace("indirect:", "content:").replace("direct:", "content:")
    actual = tagged_claims(_without_outlet(tags))

    assert claim == actual


def test_who_is_quoted_is_the_source() -> None:
    """Where the tags have only who quotes, the one who is quoted speaks."""
    actual = tagged_claims("[source:The agency] [cue:quoted] Reyes as saying [content:it rained].")

    assert (
        "[outlet:The agency] [cue:quoted] [source:Reyes] as saying [indirect:it rained]." == actual
    )


def _without_outlet(tags: str) -> str:
    before, bracket, rest = tags.partition("[outlet:")
    return before + rest.replace("]", "", 1) if bracket else tags
