"""What is tagged inside spoken quotations."""

from __future__ import annotations

import pytest
from tagging import tagged_claims


@pytest.mark.parametrize(
    ("tags", "claim"),
    [
        pytest.param(
            "“The dam will hold and [source:I] [cue:am pleased with] [content:the pumps],” [source:Reyes] [cue:said].",
            "[direct:“The dam will hold and I am pleased with the pumps,”] [source:Reyes] [cue:said].",
            id="what the speaker says of himself is his quotation",
        ),
        pytest.param(
            "[source:Reyes] [cue:said]: “[source:Hill] [cue:denied] [content:that it leaks], and we believe him.”",
            "[source:Reyes] [cue:said]: [direct:“[inner-source:Hill] [inner-denied:denied] [inner-indirect:that it leaks], and we believe him.”]",
            id="what others say is nested",
        ),
        pytest.param(
            "[content:“It rained all day,”] [source:Reyes] [cue:said].\n\n“[source:I] [cue:was disappointed with] [content:the pumps]. They are old.”",
            "[direct:“It rained all day,”] [source:Reyes] [cue:said].\n\n[same-direct:“I was disappointed with the pumps. They are old.”]",
            id="a quotation without a cue keeps its speaker",
        ),
        pytest.param(
            "[content:“We knew]. [source:I] [cue:told] them [content:that it leaks]. [source:Each of them] [cue:thanked] [content:me].\n\n[content:“In April they came,”] [source:Reyes] [cue:said].",
            "[direct:“We knew. I told them that it leaks. [inner-source:Each of them] [inner-cue:thanked] [inner-indirect:me].]\n\n[direct:“In April they came,”] [source:Reyes] [cue:said].",
            id="also over paragraphs",
        ),
        pytest.param(
            "[source:Reyes] [cue:said], [content:“We knew. It is old.]\n\n“[source:I] [cue:am disappointed]. [content:They came in April.”]",
            "[source:Reyes] [cue:said], [direct:“We knew. It is old.]\n\n[direct:“I am disappointed. They came in April.”]",
            id="what is linked to the speaker's own feelings is the speaker's",
        ),
    ],
)
def test_a_quotation_is_one_persons(tags: str, claim: str) -> None:
    """Its speaker has it from mark to mark, whatever is tagged in it."""
    actual = tagged_claims(tags)

    assert claim == actual
