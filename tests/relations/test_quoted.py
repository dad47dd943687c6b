"""Quotations and whose words they are."""

from __future__ import annotations

import pytest
from claims import claims_in

LONG = "The dam will hold. Nobody need leave the valley tonight."


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(f"[source:Ana Reyes] [cue:said]:\n\n[direct:“{LONG}”]", id="S said:"),
        pytest.param(f"[source:Ana Reyes] [cue:responded] as follows:\n\n[direct:“{LONG}”]", id="as follows:"),
        pytest.param(f"[source:Ana Reyes] [cue:responded] as follows\n[direct:“{LONG}”]", id="as follows, without its colon"),
        pytest.param(f"[source:Ana Reyes] [cue:wrote]:\n\n[direct:{LONG}]\n\nThen it rained.", id="without marks"),
        pytest.param(f"[cue:From] [source:Mayor Ana Reyes]:\n\n[direct:“{LONG}”]", id="a name and a colon"),
        pytest.param("[cue:From] [source:Mayor Ana Reyes]:\n\n[direct:The dam will hold.]\n\n[direct:Nobody need leave.]", id="a name, a colon, and no marks"),
        pytest.param(f"[source:Mayor Ana Reyes] [cue:was blunter]:\n\n[direct:“{LONG}”]", id="a clause without a verb of speech"),
        pytest.param(f"[source:Mayor Ana Reyes] [cue:posted] using her own account:\n\n[direct:“{LONG}”]", id="a verb that is followed by something else"),
        pytest.param(f"These were [source:my] words:\n\n[direct:“{LONG}”]", id="the author's own words"),
        pytest.param(
            "[source:Ana Reyes]: [direct:“The dam will hold.”]",
            id="a name and a colon on the same line",
            marks=pytest.mark.xfail(reason="only a block's own name is read so far", strict=True),
        ),
    ],
)  # fmt: skip
def test_a_quotation_is_announced(claim: str) -> None:
    """A clause or a name that points forward owns the block that follows."""
    actual = claims_in(claim)

    assert claim == actual


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(
            f"[source:Ana Reyes] [cue:said], [direct:“{LONG}]\n\n[direct:“We have checked every wall of it.”]",
            id="an open quotation goes on in the next paragraph",
        ),
        pytest.param(
            "[source:Ana Reyes] [cue:said], [direct:“It will hold.]\n\n[direct:“It is new.]\n\n[direct:“It is ours.”]",
            id="and in the one after it",
        ),
        pytest.param(
            "[direct:“It will hold.]\n\n[direct:“It is new.]\n\n[direct:“It is ours,”] [source:Ana Reyes] [cue:said].",
            id="the speaker is named only in the last paragraph",
        ),
        pytest.param(
            "[source:Ana Reyes] [cue:said]: [direct:“It will hold.]\n\n[second-direct:“It is new,”] [second-source:he] [second-cue:added].",
            id="one who has a clause of his own speaks from there on",
        ),
        pytest.param(
            "[direct:‘The dam will hold,’] [cue:said] [source:Ana Reyes].",
            id="single marks, inverted",
        ),
        pytest.param(
            "[direct:“The dam will hold,”] [cue:said] [source:Sgt. Ana P. Reyes].",
            id="an abbreviated title ends no name",
        ),
        pytest.param(
            "[direct:“The dam will hold,”] [source:Ana Reyes] [cue:said]. [direct:“It is new. It is ours.”]",
            id="a quotation goes on behind its attribution",
        ),
        pytest.param(
            "[direct:“It will hold. It is new. We have checked every wall,”] [source:Ana Reyes] [cue:said].",
            id="a quotation of many sentences is one content",
        ),
        pytest.param(
            "[direct:“We are proud of the dam,”] [cue:said] [source:Ana Reyes, head of Dam Works]. [direct:“It is our best.”]",
            id="as press releases go on",
        ),
    ],
)
def test_a_quotation_goes_on(claim: str) -> None:
    """Marks that open again after a break continue the same attribution."""
    actual = claims_in(claim)

    assert claim == actual


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(
            "[source:Ana Reyes] [cue:said] [indirect:that it would hold]. [same-direct:“Nobody need leave.”]",
            id="in the sentence before",
        ),
        pytest.param(
            "[source:Ana Reyes] [cue:said] [indirect:that it would hold].\n\n[same-direct:“Nobody need leave.”]",
            id="in the paragraph before",
        ),
        pytest.param(
            "[direct:“The dam will hold,”] [source:Ana Reyes] [cue:said].\n\n[same-direct:“Nobody need leave.”]",
            id="in the quotation before",
        ),
        pytest.param(
            "[direct:“It will hold,”] [source:Reyes] [cue:said].\n\n[second-direct:“It leaks,”] [second-source:Hill] [second-cue:said].",
            id="but an attribution of its own comes first",
        ),
        pytest.param(
            "[source:Reyes] [cue:wrote] [indirect:that it would hold]. [second-direct:“It leaks,”] [second-source:Hill] [second-cue:said].",
            id="also within a paragraph",
        ),
        pytest.param(
            f"[direct:“{LONG}”] — [source:Ana Reyes, mayor]", id="a signature on the same line"
        ),
        pytest.param(f"[direct:“{LONG}”] [source:Ana Reyes]", id="a signature without a dash"),
        pytest.param(
            f"[direct:“{LONG}”] [source:Anonymous blogger], “Who owns the dam”",
            id="a signature with where it was written",
        ),
        pytest.param(f"[direct:“{LONG}”] Nothing has been done.", id="but no sentence signs"),
        pytest.param(
            f"[source:Ana Reyes] [cue:said] [indirect:that it leaked]. It rained.\n\nIt did.\n\n[same-direct:“{LONG}”]\n\nAna Reyes, mayor of Salto\n\nIt did.",
            id="a name on the next line, of one who spoke before",
        ),
        pytest.param(f"[direct:“{LONG}”]", id="nobody at all"),
    ],
)
def test_a_quotation_without_a_cue_has_the_speaker_nearby(claim: str) -> None:
    """Who spoke last speaks on, unless the quotation has an attribution of its own."""
    actual = claims_in(claim)

    assert claim == actual


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(
            "Ana Reyes left. It rained.\n\n[direct:I was told that I had to go.] [source:Ana Reyes]\n\nIt did.",
            id="in the first person",
        ),
        pytest.param(
            "Ana Reyes left. It rained.\n\n[direct:I was told that I had to go.] [source:Ana Reyes]\n\n[same-direct:I was told that I had to go.] It did.",
            id="and where the article repeats it",
        ),
        pytest.param(
            "Ana Reyes left. It rained.\n\nShe was told that she had to go. Ana Reyes\n\nIt did.",
            id="but not in the third",
        ),
        pytest.param(
            "It rained.\n\nI was told that I had to go. Ana Reyes\n\nIt did.",
            id="nor by somebody whom the article does not name elsewhere",
        ),
        pytest.param(
            "Ana Reyes left. It rained.\n\nI was told that I had to go. Ana Reyes",
            id="nor by the author at its end",
        ),
    ],
)
def test_a_paragraph_is_signed(claim: str) -> None:
    """A pull quote without marks is the words of whose name ends it."""
    actual = claims_in(claim)

    assert claim == actual


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(
            "[source:Reyes] [cue:said]: [direct:“We have checked every wall of the dam.”]\n\n"
            "[same-direct:We have checked every wall of the dam.]\n\nIt rained for a week.",
            id="word for word",
        ),
        pytest.param(
            "[source:Reyes] [cue:said]: [direct:“We have checked the dam.”]\n\nIt rained for a week.",
            id="but not a sentence of its own",
        ),
    ],
)
def test_a_pull_quote_repeats_its_source(claim: str) -> None:
    """A sentence set apart that stands in a quotation is the same source's words."""
    actual = claims_in(claim)

    assert claim == actual


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param("He is a so-called “expert”.", id="a scare quote"),
        pytest.param("Her film “The Dam” opened in May.", id="a title"),
        pytest.param("[source:The mayor] [cue:said] [indirect:he liked the novel “The Dam”].", id="a title in a content"),
    ],
)  # fmt: skip
def test_not_all_marks_are_speech(claim: str) -> None:
    """Titles and scare quotes belong to nobody and make no content mixed."""
    actual = claims_in(claim)

    assert claim == actual
