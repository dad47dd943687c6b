"""Cues that are phrases."""

from __future__ import annotations

import pytest
from builders import mark
from claims import claims_in, relations_in


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param("[cue:According to] [source:Ana Reyes], [indirect:the dam will hold].", id="start"),
        pytest.param("[indirect:The dam], [cue:according to] [source:Ana Reyes], [indirect:will hold].", id="middle"),
        pytest.param("[indirect:The dam will hold], [cue:according to] [source:Ana Reyes].", id="end"),
        pytest.param(
            "[indirect:The dam will hold], [cue:according to] [source:Ana Reyes, the mayor of Marl].",
            id="end, with an apposition",
        ),
        pytest.param(
            "But [cue:according to] [source:Ana Reyes], [indirect:the dam will hold].",
            id="behind a conjunction",
        ),
        pytest.param(
            "[cue:According to] [source:a report by the ministry], [indirect:the dam will hold].",
            id="a document",
        ),
        pytest.param(
            "[cue:According to] [source:two officials], [indirect:the dam will hold].", id="unnamed"
        ),
        pytest.param(
            "[cue:According to] [source:the Herald], [mixed:the dam is “as safe as a house”].",
            id="with some of S's own words",
        ),
        pytest.param(
            "[direct:“The dam will hold,”] [cue:according to] [source:Ana Reyes].", id="a quotation"
        ),
        pytest.param(
            "[cue:According to] [source:the Dam Ministry] [indirect:over 30 people had to leave].",
            id="a number behind a name",
        ),
        pytest.param(
            "[cue:According to] [source:the Dam Ministry] [indirect:the valley is dry].",
            id="an article behind a name",
        ),
        pytest.param(
            "[cue:In the view of] [source:the mayor], [indirect:the dam will hold].", id="in the view of"
        ),
        pytest.param(
            "[cue:In the words of] [source:the mayor], [direct:“the dam will hold”].",
            id="in the words of",
        ),
    ],
)  # fmt: skip
def test_a_source_may_follow_its_cue(claim: str) -> None:
    """The rest of the sentence is the content, wherever the phrase stands."""
    actual = claims_in(claim)

    assert claim == actual


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param("In [source:Ana Reyes]'s [cue:view], [indirect:the dam will hold].", id="a name"),
        pytest.param("In [source:Ana Reyes]’s [cue:view], [indirect:the dam will hold].", id="a curly apostrophe"),
        pytest.param("In [source:her] [cue:opinion], [indirect:the dam will hold].", id="a pronoun"),
        pytest.param("[indirect:The dam], in [source:her] [cue:opinion], [indirect:will hold].", id="in the middle"),
        pytest.param("By [source:his] [cue:own account], [indirect:he saw nothing].", id="by his own account"),
    ],
)  # fmt: skip
def test_a_source_may_stand_before_its_cue(claim: str) -> None:
    """A possessive in the phrase names the source; each word has one role."""
    actual = claims_in(claim)

    assert claim == actual


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param("[distancing:There is talk of] [indirect:a new dam].", id="there is talk of"),
        pytest.param(
            "[distancing:There is speculation] [indirect:that the dam will close].",
            id="there is speculation that",
        ),
        pytest.param(
            "[distancing:There were reports] [indirect:that the dam had cracks].",
            id="there were reports that",
        ),
        pytest.param("[distancing:Rumour has it] [indirect:that the dam leaks].", id="rumour has it"),
        pytest.param("[cue:It is widely believed] [indirect:that the dam leaks].", id="it is widely believed"),
        pytest.param("[cue:It was reported] [indirect:that the dam leaked].", id="it was reported"),
        pytest.param("[distancing:It has been claimed] [indirect:that the dam leaks].", id="it has been claimed"),
        pytest.param(
            "[indirect:The mayor] [distancing:is widely suspected] [indirect:of fraud].",
            id="is widely suspected of",
        ),
        pytest.param("[indirect:The mayor] [cue:is expected] [indirect:to resign].", id="is expected to"),
        pytest.param(
            "[indirect:The mayor] [cue:is believed] [indirect:to have resigned].", id="is believed to"
        ),
        pytest.param("[indirect:The mayor] [cue:is seen] [indirect:as weak].", id="is seen as"),
    ],
)  # fmt: skip
def test_nobody_need_be_named(claim: str) -> None:
    """A phrase that names nobody attributes all the same, and says so."""
    actual = claims_in(claim)

    assert (claim, [True]) == (actual, [r.unnamed for r in relations_in(mark(claim)[0])])


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param("[source:The mayor]'s [distancing:claim] [indirect:that the dam would hold].", id="a noun phrase"),
        pytest.param("Nobody shares [source:his] [cue:belief] [indirect:that the dam will hold].", id="a pronoun"),
        pytest.param(
            "[source:The mayor]'s [distancing:claim] [indirect:that the dam would hold] was wrong.",
            id="as the subject of a judgement",
            marks=pytest.mark.xfail(
                reason="where a clause ends inside a sentence takes a parser", strict=True
            ),
        ),
    ],
)  # fmt: skip
def test_a_noun_may_attribute(claim: str) -> None:
    """Somebody's claim, belief or warning that C is an attribution of C."""
    actual = claims_in(claim)

    assert claim == actual


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(
            "[outlet:The Herald] [cue:quoted] [source:Ana Reyes] as saying [indirect:that the dam would hold].",
            id="O quoted S as saying that C",
        ),
        pytest.param(
            "[outlet:The Herald] [cue:quoted] [source:Ana Reyes] as saying: [direct:“The dam will hold.”]",
            id="O quoted S as saying: C",
        ),
        pytest.param(
            "[source:Ana Reyes] [cue:was quoted] by [outlet:the Herald] as saying [indirect:that the dam would hold].",
            id="S was quoted by O as saying that C",
        ),
        pytest.param(
            "[source:Ana Reyes] [cue:was quoted] as saying [indirect:that the dam would hold].",
            id="S was quoted as saying that C",
        ),
    ],
)
def test_an_outlet_that_quotes_is_no_source(claim: str) -> None:
    """Who is quoted is the source; who quotes is the outlet."""
    actual = claims_in(claim)

    assert claim == actual


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The dam was built by people, that is to say, by us.", id="that is to say"),
        pytest.param("Needless to say, the dam will hold.", id="needless to say"),
        pytest.param("It goes without saying that the dam will hold.", id="goes without saying"),
        pytest.param("The dam is expected.", id="a passive that is not followed up"),
    ],
)
def test_some_phrases_only_look_like_cues(text: str) -> None:
    """Turns of phrase with a word of saying in them attribute nothing."""
    actual = claims_in(text)

    assert text == actual
