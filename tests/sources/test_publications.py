"""The outlets that an article names, and its own."""

from __future__ import annotations

import pytest
from mentions import blocks_of, registry

from attribution.document import Block
from attribution.sources.publications import find_outlets, own_outlets
from attribution.spans import Span
from attribution.vocabulary import BlockKind
from attribution.words import find_words


def test_find_outlets() -> None:
    """Outlets named in full come in reading order with where they are named."""
    text = "Interfax and the Financial Times were told; the Times was not."
    found = find_outlets(find_words(text), [Span(0, len(text))], registry())

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
