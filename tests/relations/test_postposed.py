"""Contents before their cue."""

from __future__ import annotations

import pytest
from claims import claims_in


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(
            "[direct:“The dam will hold,”] [source:Ana Reyes] [cue:said].", id="C, S said"
        ),
        pytest.param(
            "[direct:“The dam will hold,”] [cue:said] [source:Ana Reyes].", id="C, said S"
        ),
        pytest.param(
            "[direct:“The dam will hold,”] [source:she] [cue:said].", id="C, pronoun said"
        ),
        pytest.param(
            "[direct:“Will the dam hold?”] [source:she] [cue:asked].", id="a question, S asked"
        ),
        pytest.param(
            "[direct:“The dam will hold!”] [cue:shouted] [source:the mayor].", id="a cry, shouted S"
        ),
        pytest.param(
            "[direct:“The dam will hold,”] [source:the statement] [cue:read].",
            id="C, the statement read",
        ),
        pytest.param(
            "[direct:“The dam will hold,”] [cue:said] [source:Ana Reyes, the mayor of Marl].",
            id="inverted, with an apposition",
        ),
        pytest.param(
            "[direct:“The dam will hold,”] [cue:said] [source:Hugh Hill, an engineer who built it].",
            id="inverted, with an apposition and a relative clause",
        ),
        pytest.param(
            "[direct:“The dam will hold,”] [source:Hugh Hill, an engineer], [cue:said].",
            id="subject first, with an apposition",
        ),
        pytest.param(
            "[direct:“The dam will hold,”] [cue:said] [source:the mayor] on Monday.",
            id="a day behind the source is no part of it",
        ),
        pytest.param(
            "[direct:“The dam will hold,”] [source:Hill] [cue:said], pointing at the wall.",
            id="what S did meanwhile is no part of it",
        ),
        pytest.param(
            "[direct:“The dam will hold,”] [source:Ana Reyes] [cue:told] [outlet:the Valley Herald].",
            id="C, S told O",
        ),
        pytest.param(
            "[direct:“The dam will hold,”] [source:Ana Reyes] [cue:told] [outlet:the Valley Herald] on Monday.",
            id="C, S told O on a day",
        ),
        pytest.param(
            "[direct:“The dam will hold.”] [source:Ana Reyes] [cue:said].",
            id="a full stop before the closing mark",
            marks=pytest.mark.xfail(
                reason="the sentence ends at the mark, and its attribution begins another",
                strict=True,
            ),
        ),
    ],
)
def test_a_quotation_precedes_its_attribution(claim: str) -> None:
    """Source and cue stand behind the quotation, in either order."""
    actual = claims_in(claim)

    assert claim == actual


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param('[direct:"The dam will hold,"] [source:Ana Reyes] [cue:said].', id="straight"),
        pytest.param("[direct:'The dam will hold,'] [source:Ana Reyes] [cue:said].", id="straight single"),
        pytest.param("[direct:‘The dam will hold,’] [source:Ana Reyes] [cue:said].", id="curly single"),
        pytest.param("[direct:«The dam will hold,»] [source:Ana Reyes] [cue:said].", id="angle"),
    ],
)  # fmt: skip
def test_any_marks_will_do(claim: str) -> None:
    """Which marks a house style uses makes no difference."""
    actual = claims_in(claim)

    assert claim == actual


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(
            "[indirect:The dam will hold], [source:Ana Reyes] [cue:said].", id="C, S said"
        ),
        pytest.param(
            "[indirect:The dam will hold], [cue:said] [source:Ana Reyes].", id="C, said S"
        ),
        pytest.param("[indirect:The dam will hold], [source:police] [cue:say].", id="C, S say"),
        pytest.param(
            "[indirect:The dam will hold], [source:the mayor] [cue:said] on Monday.",
            id="with a day",
        ),
        pytest.param(
            "[indirect:The dam will hold], [source:the mayor] [cue:said] in a statement.",
            id="with a place",
        ),
        pytest.param(
            "[indirect:The dam will hold], [source:the mayor] [cue:told] [outlet:reporters].",
            id="with an addressee",
        ),
        pytest.param(
            "[mixed:The dam is “as safe as a house”], [source:the mayor] [cue:said].",
            id="with some of S's own words",
        ),
        pytest.param(
            "[indirect:The dam will hold], [source:aides to the mayor who asked not to be named] [cue:said].",
            id="with an unnamed source",
        ),
    ],
)
def test_an_indirect_content_precedes_its_attribution(claim: str) -> None:
    """No marks are needed: a comma parts the content from its source."""
    actual = claims_in(claim)

    assert claim == actual


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(
            "[direct:“The dam,”] [source:Ana Reyes] [cue:said], [direct:“will hold.”]",
            id="C1, S said, C2",
        ),
        pytest.param(
            "[direct:“The dam,”] [cue:said] [source:Ana Reyes], [direct:“will hold.”]",
            id="C1, said S, C2",
        ),
        pytest.param(
            "[indirect:The dam], [source:the mayor] [cue:said], [indirect:will hold].",
            id="without marks",
        ),
        pytest.param(
            "[indirect:If the dam breaks], [source:the mayor] [cue:said], [indirect:the valley will flood].",
            id="a condition before, its consequence behind",
        ),
        pytest.param(
            "[direct:“The dam will hold,”] [source:Ana Reyes] [cue:said] when asked about the cracks. [direct:“Nobody need leave.”]",
            id="S said when asked",
        ),
        pytest.param(
            "[direct:“The dam will hold,”] [source:Ana Reyes] [cue:said]. [direct:“Nobody need leave.”]",
            id="two sentences of one quotation",
        ),
    ],
)
def test_an_attribution_may_split_its_content(claim: str) -> None:
    """Both halves are one content of one attribution."""
    actual = claims_in(claim)

    assert claim == actual
