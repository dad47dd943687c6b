"""The build of a mention."""

from __future__ import annotations

import pytest
from mentions import lexicon

from attribution.sources.phrases import Phrases
from attribution.spans import Span
from attribution.words import find_words


def phrases_of(text: str) -> Phrases:
    """Of a text."""
    return Phrases(find_words(text), lexicon())


@pytest.mark.parametrize(
    ("phrase", "core"),
    [
        pytest.param("Ann Lee of the party", "Ann Lee", id="what a person belongs to"),
        pytest.param("Ministry of Culture", "Ministry of Culture", id="of inside a name"),
        pytest.param(
            "Secretary of State Ann Lee", "Secretary of State Ann Lee", id="of in a title"
        ),
        pytest.param("U.S. Embassy in Nicosia", "U.S. Embassy in Nicosia", id="in inside a name"),
        pytest.param("Critics of Scientology", "Critics", id="a noun that begins a sentence"),
        pytest.param("officials in Kabul", "officials", id="a place"),
        pytest.param("cargo manifest seen by Reuters", "cargo manifest", id="a participle"),
        pytest.param("officials, who asked for tea", "officials", id="a relative clause"),
        pytest.param("people familiar with it", "people", id="an adjective after its noun"),
    ],
)
def test_core_end(phrase: str, core: str) -> None:
    """The core of a phrase ends before what hangs on its head."""
    phrases = phrases_of(phrase)

    assert core == phrases.words.doc[: phrases.core_end(0, len(phrases.words))].text


@pytest.mark.parametrize(
    ("phrase", "owner"),
    [
        pytest.param("the ministry's statement", "the ministry", id="by genitive"),
        pytest.param("her letter", "her", id="by pronoun"),
        pytest.param("a study by the institute", "the institute", id="with by"),
        pytest.param("Tuesday's statement", None, id="a day owns nothing"),
        pytest.param("last week's report", None, id="nor does a week"),
        pytest.param("the battalion's log", None, id="a log is nobody's statement"),
        pytest.param("the ministry's car", None, id="a car is no document"),
    ],
)
def test_owner(phrase: str, owner: str | None) -> None:
    """What somebody states is his who owns the statement."""
    phrases = phrases_of(phrase)
    end = len(phrases.words)
    found = phrases.owner(0, phrases.core_end(0, end), end)

    assert owner == (found and phrases.words.doc[found[0] : found[1]].text)


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        pytest.param("one of the attorneys, Justin Bamberg", "Justin Bamberg", id="after a comma"),
        pytest.param("the minister, Mr. Guardo", "Guardo", id="with a title"),
        pytest.param("a lawyer for the town, Ann Lee,", "Ann Lee", id="after more"),
        pytest.param("officials, including Ann Lee", None, id="not after more words"),
        pytest.param("the mayor, a Republican", None, id="no name"),
    ],
)
def test_apposition(phrase: str, name: str | None) -> None:
    """A name right after a comma says who the description is of."""
    phrases = phrases_of(phrase)
    found = phrases.apposition(0, len(phrases.words))

    assert name == (found and found.text)


@pytest.mark.parametrize(
    ("text", "span", "words"),
    [
        pytest.param("“Ann Lee,” he", Span(0, 10), "Ann Lee", id="punctuation"),
        pytest.param("which the Church", Span(0, 16), "the Church", id="a relative"),
        pytest.param("who", Span(0, 3), "who", id="a relative alone"),
        pytest.param("…—", Span(0, 2), None, id="nothing but marks"),
    ],
)
def test_trimmed(text: str, span: Span, words: str | None) -> None:
    """A mention is freed from what does not name anybody."""
    phrases = phrases_of(text)
    found = phrases.trimmed(span)

    assert words == (found and phrases.words.doc[found[0] : found[1]].text)


@pytest.mark.parametrize(
    ("phrase", "members"),
    [
        pytest.param("Ann, Tom and Sam", ["Ann", "Tom", "Sam"], id="a list"),
        pytest.param("Ann, Tom, and Sam", ["Ann", "Tom", "Sam"], id="a serial comma"),
        pytest.param("Ann and Tom, who left", ["Ann", "Tom, who left"], id="a clause"),
        pytest.param("the big and small towns", ["the big and small towns"], id="one noun phrase"),
        pytest.param("Ann", ["Ann"], id="one"),
    ],
)
def test_conjuncts(phrase: str, members: list[str]) -> None:
    """A list falls into its members where each can be somebody."""
    phrases = phrases_of(phrase)
    found = phrases.conjuncts(0, len(phrases.words), lambda first, end: first < end)

    assert members == [phrases.words.doc[first:end].text for first, end in found]
