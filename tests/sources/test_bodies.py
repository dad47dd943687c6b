"""The organisations that an article names in full."""

from __future__ import annotations

import pytest
from mentions import lexicon

from attribution.sources.bodies import Bodies, find_bodies, initials
from attribution.spans import Span
from attribution.words import find_words


def bodies_of(text: str) -> Bodies:
    """Of a text of one paragraph."""
    return Bodies(find_bodies(find_words(text), [Span(0, len(text))], lexicon()))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("the Ministry of Culture said", ["Ministry of Culture"], id="with of"),
        pytest.param("the Turkish Foreign Ministry said", ["Turkish Foreign Ministry"], id="a run"),
        pytest.param(
            "the World Food Programme (WFP) said", ["World Food Programme"], id="spelled out"
        ),
        pytest.param(
            "the Food and Agriculture Organization said",
            ["Food and Agriculture Organization"],
            id="with and",
        ),
        pytest.param("Ann Lee and Tom Budd said", [], id="people are none"),
        pytest.param("the Church said", [], id="a short form is none"),
    ],
)
def test_find_bodies(text: str, names: list[str]) -> None:
    """Bodies are found by the noun that says what they are, or by their acronym."""
    assert names == [body.text for body in bodies_of(text).found]


@pytest.mark.parametrize(
    ("text", "acronym", "name"),
    [
        pytest.param(
            "the World Food Programme paid", "WFP", "World Food Programme", id="by initials"
        ),
        pytest.param(
            "the Union of Grain Millers (GMU) paid",
            "GMU",
            "Union of Grain Millers",
            id="in brackets",
        ),
        pytest.param(
            "the World Food Programme paid", "W.F.P.", "World Food Programme", id="points"
        ),
        pytest.param("the World Food Programme paid", "WHO", None, id="another"),
    ],
)
def test_spelled_out(text: str, acronym: str, name: str | None) -> None:
    """An acronym leads to the body whose initials it has, or that the article gives it to."""
    body = bodies_of(text).spelled_out(acronym)

    assert name == (body and body.text)


@pytest.mark.parametrize(
    ("at", "modifiers", "name"),
    [
        pytest.param(60, frozenset(), "Health Ministry", id="the last before"),
        pytest.param(30, frozenset(), "Finance Ministry", id="not one after"),
        pytest.param(0, frozenset(), "Finance Ministry", id="the first where none is before"),
        pytest.param(60, frozenset({"finance"}), "Finance Ministry", id="the one that fits"),
        pytest.param(60, frozenset({"defence"}), None, id="none that fits"),
    ],
)
def test_called(at: int, modifiers: frozenset[str], name: str | None) -> None:
    """ "The ministry" is the ministry named last, as far as its modifiers fit."""
    text = "The Finance Ministry paid before the Health Ministry could."
    body = bodies_of(text).called("ministry", at, modifiers)

    assert name == (body and body.text)


def test_last_before() -> None:
    """A body out of reach is not found."""
    bodies = bodies_of("The Finance Ministry paid.")

    assert [True, False] == [bodies.last_before(40, reach) is not None for reach in (40, 10)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("World Food Programme", "wfp", id="each word"),
        pytest.param("Bank for the Settlement of Debts", "bsd", id="no small words"),
    ],
)
def test_initials(words: str, expected: str) -> None:
    """Initials are those of the words that count."""
    assert expected == initials(words.split())
