"""Words, addressed by code point."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import texts

from attribution.spans import Span
from attribution.words import blank_english, find_words

TEXT = "“It rained,” she said."
WORDS = find_words(TEXT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It rained.", ["It", "rained", "."], id="a stop"),
        pytest.param("“So,” he", ["“", "So", ",", "”", "he"], id="marks"),
        pytest.param("She didn’t.", ["She", "did", "n’t", "."], id="a contraction"),
        pytest.param("the U.S. Army", ["the", "U.S.", "Army"], id="an abbreviation"),
        pytest.param("a  b", ["a", " ", "b"], id="white space is kept"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_cuts(text: str, expected: list[str]) -> None:
    """A text is cut as spaCy cuts it."""
    assert expected == find_words(text).texts


@given(texts())
def test_every_word_stands_where_it_says(text: str) -> None:
    """Offsets count code points of the text as given, and leave out nothing that can be seen."""
    words = find_words(text)
    pieces = [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]

    assert "".join(text.split()) == "".join("".join(pieces).split())
    assert sorted(words.starts) == words.starts
    assert len(words) == len(words.texts) == len(words.lower) == len(words.doc)


def test_half_a_surrogate_pair_takes_one_place() -> None:
    """What spaCy cannot store is replaced, character for character, in its copy only."""
    words = find_words("a \ud83d b")

    assert ["a", "\ufffd", "b"] == words.texts
    assert [0, 2, 4] == words.starts


def test_lower_case_has_straight_apostrophes() -> None:
    """Word lists are written with one kind of apostrophe."""
    assert ["she", "did", "n't"] == find_words("SHE didn’t").lower


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        pytest.param(Span(1, 10), ["It", "rained"], id="whole words"),
        pytest.param(Span(2, 10), ["rained"], id="a word begun before is not inside"),
        pytest.param(Span(1, 5), ["It", "rained"], id="a word that ends behind is"),
        pytest.param(Span(0, len(TEXT)), WORDS.texts, id="all"),
        pytest.param(Span(3, 3), [], id="none"),
    ],
)
def test_inside(span: Span, expected: list[str]) -> None:
    """The words that begin inside a span."""
    assert expected == [WORDS.texts[n] for n in WORDS.inside(span)]


def test_first_from_and_first_at() -> None:
    """In the middle of a word the one still finds it, the other the next."""
    assert ("rained", ",") == (
        WORDS.texts[WORDS.first_from(5)],
        WORDS.texts[WORDS.first_at(5)],
    )


def test_span_of_words() -> None:
    """From the first word to the last, the space between them included."""
    assert "It rained" == TEXT[WORDS.span(1, 3).slice]


def test_one_tokenizer_serves_all() -> None:
    """The vocabulary is made once, so that matchers and texts share it."""
    assert blank_english() is blank_english()
    assert WORDS.doc.vocab is blank_english().vocab


@pytest.mark.parametrize("sign", ['"', "“", "(", "😀"])
def test_a_megabyte_of_one_sign_is_no_trouble(sign: str) -> None:
    """A run of signs without a space takes time in proportion to its length."""
    assert 1_000_000 == len("".join(find_words(sign * 1_000_000).texts))
