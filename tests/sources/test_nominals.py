"""Descriptions in prose."""

from __future__ import annotations

import pytest
from mentions import lexicon

from attribution.sources.nominals import find_nominals
from attribution.spans import Span
from attribution.words import find_words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("We met a tall officer.", ["a tall officer"], id="with an article"),
        pytest.param("We met officials.", ["officials"], id="a bare plural"),
        pytest.param("We met the police officer.", ["the police officer"], id="the last noun"),
        pytest.param("We met the minister Ann Lee.", [], id="no title"),
        pytest.param(
            "We met the researchers at the University of Bergen.",
            ["the researchers at the University of Bergen"],
            id="with where they are from",
        ),
        pytest.param("We met the Palestinians.", ["the Palestinians"], id="a people"),
        pytest.param("We met rain.", [], id="nobody"),
    ],
)
def test_find_nominals(text: str, found: list[str]) -> None:
    """A description goes from its article to its noun, or to the name that its noun belongs to."""
    spans = find_nominals(find_words(text), [Span(0, len(text))], lexicon())

    assert found == [text[span.slice] for span in spans]


def test_seen_nouns() -> None:
    """Where the encoder knows the nouns, the lists do not matter."""
    text = "A knitter met the officer."
    words = find_words(text)

    spans = find_nominals(words, [Span(0, len(text))], lexicon(), nouns={1: "person"})

    assert ["A knitter"] == [text[span.slice] for span in spans]


def test_other_nouns() -> None:
    """Other nouns can be asked for."""
    text = "We saw the oath."
    spans = find_nominals(find_words(text), [Span(0, len(text))], lexicon(), also={"oath"})

    assert ["the oath"] == [text[span.slice] for span in spans]
