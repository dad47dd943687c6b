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
    ],
)
def test_a_quotation_is_one_persons(tags: str, claim: str) -> None:
    """Its speaker has it from mark to mark, whatever is tagged in it."""
    actual = tagged_claims(tags)

    assert claim == actual
