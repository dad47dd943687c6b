"""Where mentions stand."""

from __future__ import annotations

import pytest
from mentions import lexicon

from attribution.sources.positions import Positions
from attribution.spans import Span
from attribution.words import find_words


def positions_of(text: str) -> Positions:
    return Positions(find_words(text), [Span(0, len(text))], lexicon())


def test_sentences() -> None:
    """Abbreviations end no sentence; a closing mark belongs to the one before."""
    text = "“Mr. Lee came.” He left. She stayed."
    positions = positions_of(text)

    assert [0, 1, 2] == [positions.sentence(text.index(word)) for word in ("Lee", "He", "She")]


@pytest.mark.parametrize(
    ("text", "is_subject", "is_dependent"),
    [
        pytest.param("Ann Lee came.", True, False, id="begins a sentence"),
        pytest.param("On Monday Ann Lee came.", True, False, id="after a short phrase"),
        pytest.param("The Russian minister Ann Lee came.", True, False, id="after titles"),
        pytest.param("It rained, but Ann Lee came.", True, False, id="begins a clause"),
        pytest.param("We met Ann Lee.", False, False, id="an object"),
        pytest.param("We spoke with Ann Lee.", False, True, id="after a preposition"),
        pytest.param("We saw Ann Lee's house.", False, True, id="an owner"),
    ],
)
def test_spot(text: str, is_subject: bool, is_dependent: bool) -> None:
    """A subject is told from what hangs on a preposition."""
    start = text.index("Ann")
    spot = positions_of(text).spot(Span(start, start + 7), "name")

    assert (is_subject, is_dependent) == (spot.is_subject, spot.is_dependent)
