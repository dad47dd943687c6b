"""Which words may attribute."""

from __future__ import annotations

import pytest
from claims import cue_lexicon

from attribution.relations.cues import CueLexicon
from attribution.vocabulary import Stance
from attribution.words import find_words

SMALL = {
    "past_forms": ["said"],
    "verbs": [
        {
            "lemma": "say",
            "forms": {"finite": ["say", "says", "said"], "participle": ["saying"]},
            "finite": ["that", "quote"],
            "participle": ["that"],
            "kind": "speech",
            "stance": "neutral",
        },
        {
            "lemma": "deny",
            "forms": {"finite": ["deny", "denied"], "participle": ["denying"]},
            "finite": ["that"],
            "participle": [],
            "kind": "speech",
            "stance": "denied",
        },
    ],
    "phrases": [
        {"frame": f, "phrase": p, "kind": "speech", "stance": "neutral"}
        for f, p in (
            ("source_after", "according to"),
            ("possessive", "in <poss> {view|opinion}"),
            ("nobody_that", "it <be> <adv> {said|thought} {that}?"),
            ("verb", "{said|says} {in} {a|an} {statement|press release}"),
            ("quotes_as", "quoted <gap> as saying"),
        )
    ],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("He said so.", [("said", "finite")], id="a past form"),
        pytest.param("They SAY so.", [("SAY", "finite")], id="capitals make no difference"),
        pytest.param("He left, saying so.", [("saying", "participle")], id="a participle"),
        pytest.param("He left, denying it.", [], id="a form that never attributes"),
        pytest.param("He wrote it.", [], id="a verb that is not in the lexicon"),
        pytest.param("A soothsayer.", [], id="part of a word"),
        pytest.param("According to him, it rained.", [("According to", "phrase")], id="a phrase"),
        pytest.param("In her view it rained.", [("In her view", "phrase")], id="a pronoun's view"),
        pytest.param(
            "In the old mayor’s opinion it rained.",
            [("In the old mayor’s opinion", "phrase")],
            id="somebody's opinion, with a curly apostrophe",
        ),
        pytest.param(
            "It is now widely thought that it rained.",
            [("It is now widely thought that", "phrase")],
            id="any number of adverbs, and a word that may be missing",
        ),
        pytest.param(
            "It was thought to rain.", [("It was thought", "phrase")], id="the same without it"
        ),
        pytest.param(
            "He said in a press release it rained.",
            [("said in a press release", "phrase"), ("said", "finite")],
            id="the longer of two stands first",
        ),
        pytest.param(
            "It quoted the mayor of Marl as saying so.",
            [("quoted the mayor of Marl as saying", "phrase"), ("saying", "participle")],
            id="a gap of some words",
        ),
        pytest.param(
            "It quoted the mayor. As saying goes.",
            [("saying", "participle")],
            id="but no gap over a full stop",
        ),
        pytest.param("", [], id="nothing in nothing"),
    ],
)
def test_candidates_are_found_by_their_words(text: str, expected: list[tuple[str, str]]) -> None:
    """Every form of a cue that can attribute is a candidate, in reading order."""
    words = find_words(text)

    actual = [
        (text[words.span(c.first, c.end).slice], c.form)
        for c in CueLexicon(SMALL).candidates(words)
    ]

    assert expected == actual


def test_a_candidate_brings_what_the_lexicon_says_of_it() -> None:
    """Stance, kind and company come with the candidate."""
    (candidate,) = CueLexicon(SMALL).candidates(find_words("She denied it."))

    actual = (
        candidate.cue.text,
        candidate.cue.frame,
        candidate.cue.stance,
        candidate.cue.follows_finite,
    )

    assert ("deny", "verb", Stance.DENIED, frozenset({"that"})) == actual


@pytest.mark.parametrize(
    ("verb", "stance"),
    [
        ("said", Stance.NEUTRAL),
        ("told", Stance.NEUTRAL),
        ("claimed", Stance.DISTANCING),
        ("alleged", Stance.DISTANCING),
        ("insisted", Stance.DISTANCING),
        ("confirmed", Stance.ENDORSING),
        ("acknowledged", Stance.ENDORSING),
        ("revealed", Stance.ENDORSING),
        ("denied", Stance.DENIED),
        ("rejected", Stance.DENIED),
    ],
)
def test_packaged_verbs_have_the_stance_that_linguists_give_them(verb: str, stance: Stance) -> None:
    """What a verb says about the author's commitment is in the lexicon."""
    candidates = cue_lexicon().candidates(find_words(f"She {verb} that it rained."))

    assert [stance] == [c.cue.stance for c in candidates]
