"""The outlets that an article names, and its own."""

from __future__ import annotations

import pytest
from mentions import blocks_of, lexicon, registry

from attribution.document import Block
from attribution.sources.names import People, find_names
from attribution.sources.publications import find_outlets, own_outlets
from attribution.spans import Span
from attribution.vocabulary import BlockKind
from attribution.words import find_words


def test_find_outlets() -> None:
    """Outlets named in full come in reading order with where they are named."""
    text = "Interfax and the Financial Times were told; the Times was not."
    found = find_outlets(find_words(text), [Span(0, len(text))], registry(), lexicon())

    assert [("Interfax", "interfax.ru"), ("the Financial Times", "ft.com")] == [
        (text[mention.span.slice], mention.entity.id) for mention in found
    ]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        pytest.param(
            "As I wrote for the Financial Times, it rained.", {"ft.com"}, id="by wrote for"
        ),
        pytest.param(
            "In a piece of May for The Coast Post I said so.", {"coast post"}, id="by a piece for"
        ),
        pytest.param("She wrote for the Financial Times.", set(), id="not another's"),
        pytest.param(
            "The Financial Times has learned that it rained.", {"ft.com"}, id="by has learned"
        ),
        pytest.param(
            "The Financial Times has learned nothing.", set(), id="not who learned nothing"
        ),
    ],
)
def test_own_outlets(text: str, own: set[str]) -> None:
    """The author says whom he writes for."""
    assert own == own_outlets(text, find_words(text), blocks_of(text), registry())


@pytest.mark.parametrize(
    ("text", "own"),
    [
        pytest.param("Copyright Financial Times", {"ft.com"}, id="a footer"),
        pytest.param("Photo: Reuters", set(), id="not a photo credit"),
    ],
)
def test_furniture(text: str, own: set[str]) -> None:
    """The page's furniture names the publication."""
    blocks = (Block(span=Span(0, len(text)), kind=BlockKind.BOILERPLATE),)

    assert own == own_outlets(text, find_words(text), blocks, registry())


@pytest.mark.parametrize(
    ("text", "is_acted_on"),
    [
        pytest.param("Sputnik was blocked in May.", True, id="blocked"),
        pytest.param("Sputnik has also been fined.", True, id="fined, with an adverb"),
        pytest.param("The court banned Sputnik.", True, id="banned"),
        pytest.param("He sued the Financial Times.", True, id="sued"),
        pytest.param("Shares of the Financial Times fell.", True, id="its shares"),
        pytest.param("The Reuters office was searched.", True, id="its office"),
        pytest.param("Police came to Interfax's headquarters.", True, id="its headquarters"),
        pytest.param("Interfax was told that it rained.", False, id="told"),
        pytest.param("Interfax has reported rain.", False, id="reporting"),
        pytest.param("He spoke to the Financial Times.", False, id="spoken to"),
    ],
)
def test_acted_on(text: str, is_acted_on: bool) -> None:
    """An outlet to which something is done is told from one that reports."""
    (mention,) = find_outlets(find_words(text), [Span(0, len(text))], registry(), lexicon())

    assert is_acted_on is mention.is_acted_on


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        pytest.param("Steve Forbes came. Forbes said no.", [], id="somebody of that name"),
        pytest.param("Forbes listed them.", ["forbes.com"], id="nobody of that name"),
        pytest.param("Ann Hill came. The Hill wrote so.", ["thehill.com"], id="with its article"),
    ],
)
def test_people(text: str, ids: list[str]) -> None:
    """The last name of somebody in the article is no outlet."""
    words, whole = find_words(text), Span(0, len(text))
    people = People(find_names(words, [whole], lexicon()))

    assert ids == [
        mention.entity.id for mention in find_outlets(words, [whole], registry(), lexicon(), people)
    ]
