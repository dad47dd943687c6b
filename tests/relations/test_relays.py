"""Words passed on: who quotes, who is quoted, who has seen the letter."""

from __future__ import annotations

import pytest
from claims import claims_in
from tagging import tagged_claims


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(
            "[indirect:Nine lorries were held], [source:the agency] [cue:reported], [same-cue:citing] [same-indirect:two people familiar with the talks].",
            id="C, X reported, citing Y",
        ),
        pytest.param(
            "[source:The agency] [same-cue:reported], [cue:citing] [indirect:the transport ministry], [same-indirect:that nine lorries were held].",
            id="X reported, citing Y, that C",
        ),
        pytest.param(
            "[same-cue:According to] [source:the agency], [cue:quoting] [indirect:the transport ministry], [same-indirect:nine lorries were held].",
            id="according to X, quoting Y, C",
        ),
        pytest.param(
            "[source:The agency], [same-cue:citing] [same-indirect:officials], [cue:said] [indirect:nine lorries were held].",
            id="X, citing Y, said C",
        ),
    ],
)  # fmt: skip
def test_who_cites_is_parted_from_who_is_cited(claim: str) -> None:
    """ "X, citing Y" says two things: what X reports, and whom X cites."""
    actual = claims_in(claim)

    assert claim == actual


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(
            "[indirect:Nine lorries were held], [source:the minister], quoted by [outlet:the agency], [cue:said].",
            id="Y, quoted by X",
        ),
        pytest.param(
            "[source:The ministry], cited by [outlet:the agency], [cue:said] [indirect:nine lorries were held].",
            id="Y, cited by X",
        ),
        pytest.param(
            "[source:The ministry] [cue:was quoted] by [outlet:the agency] as saying [indirect:that nine lorries were held].",
            id="Y was quoted by X as saying",
        ),
        pytest.param(
            "[direct:“Nine lorries were held,”] [source:Reyes] [cue:was quoted] as saying by [outlet:the agency].",
            id="Y was quoted as saying by X",
        ),
        pytest.param(
            "[direct:“Nine lorries were held,”] [outlet:the agency] [cue:quoted] [source:the ministry] as saying.",
            id="X quoted Y as saying, behind the quotation",
        ),
        pytest.param(
            "[indirect:Nine lorries were held], [cue:according to] [source:a manifest seen by [outlet:the agency]].",
            id="according to a manifest seen by X",
        ),
        pytest.param(
            "[source:A letter obtained by [outlet:the paper]] [cue:says] [indirect:nine lorries were held].",
            id="a letter obtained by X says",
        ),
    ],
)  # fmt: skip
def test_who_quotes_is_the_outlet(claim: str) -> None:
    """Whoever quotes Y, or has seen what Y wrote, passes it on."""
    actual = claims_in(claim)

    assert claim == actual


@pytest.mark.parametrize(
    ("tags", "claim"),
    [
        pytest.param(
            "[cue:According to] [source:the agency, quoting the ministry], [content:nine lorries were held].",
            "[cue:According to] [source:the agency], [same-cue:quoting] [same-indirect:the ministry], [indirect:nine lorries were held].",
            id="a source that cites",
        ),
        pytest.param(
            "[content:Nine lorries were held], [source:Ana Reyes] [cue:said], as quoted by the agency.",
            "[indirect:Nine lorries were held], [source:Ana Reyes] [cue:said], as quoted by [outlet:the agency].",
            id="as quoted by X",
        ),
        pytest.param(
            "[source:Ana Reyes] [cue:responded] to the paper’s questions as follows:\n\n“Nine lorries were held. Nobody was hurt.”",
            "[source:Ana Reyes] [cue:responded] to [outlet:the paper]’s questions as follows:\n\n[direct:“Nine lorries were held. Nobody was hurt.”]",
            id="answered X's questions",
        ),
        pytest.param(
            "[source:Reyes] [cue:said] [content:that Hill was cited for speeding].",
            "[source:Reyes] [cue:said] [indirect:that Hill was cited for speeding].",
            id="nobody is cited by anybody",
        ),
    ],
)  # fmt: skip
def test_tags_are_read_with_what_stands_around_them(tags: str, claim: str) -> None:
    """The same holds for what is tagged."""
    actual = tagged_claims(tags)

    assert claim == actual
