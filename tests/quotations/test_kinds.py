"""What the words between two marks are."""

from __future__ import annotations

import pytest

from attribution.quotations.kinds import QuotationCues, kind_of
from attribution.quotations.pairing import pair_marks
from attribution.spans import Span
from attribution.vocabulary import QuotationKind

CUES = QuotationCues.from_rows(
    [
        ("term", "so-called"),
        ("term", "known as"),
        ("term", "the word"),
        ("term", "a.k.a."),
        ("title", "film"),
        ("title", "entitled"),
    ]
)
SPEECH = {
    "a sentence": "“It rained all night,” she said.",
    "one word before its speaker": "“Nonsense”, said the mayor.",
    "one word with a comma inside": "“Nonsense,” said the mayor.",
    "a shout": "“Rain!” she said.",
    "a question behind a colon": "She asked: “why?”",
    "one word behind a colon": "She said: “Rain”.",
    "a long phrase": "He spoke of “a river of mud and stones on the road”.",
    "a clause": "He said “we are done” and left.",
    "part of a clause": "She said it “will rain”.",
    "a sentence in lower case": "She said “it rained all day and all night” there.",
    "too long for a title": "He saw the film “it was the best of nights and the worst of nights”.",
    "never closed": "He spoke of “rain and hail",
    "no word at all": "She said “...” to that.",
}
SCARE = {
    "one word": "The “experts” met again.",
    "a phrase": "He called off the “peace talks” again.",
    "what it was": "She said it was “over”.",
    "capitals": "The “USA” of rain.",
    "single marks": "The ‘ghost’ ship sailed.",
    "straight marks": 'The "experts" met again.',
}
TITLE = {
    "announced": "He saw the film “Rain”.",
    "announced in lower case": "He saw the film “so it goes”.",
    "announced with a comma": "He saw a film entitled, “So It Goes”.",
    "in title case": "She read “The Long Rain” twice.",
    "in title case with small words": "She read “A Night of Wind and Rain” twice.",
    "with a number": "She read “2 Days in Bergen” twice.",
}
TERM = {
    "announced": "They met in the so-called “safe zone” there.",
    "announced with an article": "He is known as the “rainmaker” there.",
    "with a stop in the cue": "John Doe, a.k.a. “rainmaker”, left.",
    "a nickname": "Len “Shorty” Ogden left.",
    "a nickname of two words": "Len “The Cat” Ogden left.",
    "a name": "They met near “Rainland” again.",
}
CASES = [
    pytest.param(text, kind, id=f"{kind}: {claim}")
    for kind, cases in (
        (QuotationKind.SPEECH, SPEECH),
        (QuotationKind.SCARE, SCARE),
        (QuotationKind.TITLE, TITLE),
        (QuotationKind.TERM, TERM),
    )
    for claim, text in cases.items()
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_kinds(text: str, expected: QuotationKind) -> None:
    """Speech is long, or a sentence, or announced; the rest are titles, terms and scare quotes."""
    (pair,), _ = pair_marks(text, [Span(0, len(text))])

    assert expected is kind_of(text, pair, CUES)


def test_what_continues_speech_is_speech() -> None:
    """A quotation re-opened at its paragraph is as much speech as the one before."""
    text = "“It rained all night.\n\n“Rain”"
    found, _ = pair_marks(text, [Span(0, 21), Span(23, 29)])

    assert [QuotationKind.SPEECH] * 2 == [kind_of(text, pair, CUES) for pair in found]


def test_a_cue_is_a_whole_word() -> None:
    """The end of another word announces nothing."""
    text = "She wore the microfilm “rain” there."
    (pair,), _ = pair_marks(text, [Span(0, len(text))])

    assert QuotationKind.SCARE is kind_of(text, pair, CUES)
