"""Regular names of states and their parts."""

from __future__ import annotations

import pytest
from mentions import registry

from attribution.document import Entity
from attribution.sources.states import States, pieces_of
from attribution.vocabulary import EntityKind

STATES = registry().states


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("Interfax-Ukraine", ("Interfax", "-", "Ukraine"), id="a hyphen"),
        pytest.param("Turkey’s army", ("Turkey", "'", "s", "army"), id="a curly genitive"),
        pytest.param("U.S.", ("U", ".", "S", "."), id="points"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_pieces(text: str, pieces: tuple[str, ...]) -> None:
    """Words and marks are apart, however the words are cut elsewhere."""
    assert pieces == pieces_of(text)


@pytest.mark.parametrize(
    ("id", "name", "kind", "country"),
    [
        pytest.param(
            "TR/foreign-ministry", "Turkish Foreign Ministry", "ministry", "TR", id="a ministry"
        ),
        pytest.param("KE/police", "Kenyan Police", "police", "KE", id="police"),
        pytest.param(
            "PE/government", "Peruvian government", "government", "PE", id="a whole state"
        ),
    ],
)
def test_record(id: str, name: str, kind: str, country: str) -> None:
    """A regular part of a state has a record that is made by the rule."""
    entity = registry()[id]

    assert (id, name, EntityKind(kind), country) == (
        entity.id,
        entity.name,
        entity.kind,
        entity.country,
    )


@pytest.mark.parametrize("id", ["ZZ/police", "TR/harbour-master", "TR", "EU/foreign-ministry"])
def test_no_record(id: str) -> None:
    """Nothing is made for a state or part that there is not."""
    assert STATES.record(id) is None
    with pytest.raises(KeyError):
        registry()[id]


def test_every_part_of_every_state() -> None:
    """Every regular record can be made."""
    ids = [f"{state}/{part}" for state in STATES.states for part in STATES.parts]

    assert all(isinstance(registry()[id], Entity) for id in ids)


@pytest.mark.parametrize(
    ("text", "splits"),
    [
        pytest.param("Turkish army", [(("TR",), "army")], id="an adjective"),
        pytest.param("Turkey's army", [(("TR",), "army")], id="a genitive"),
        pytest.param("United States' army", [(("US",), "army")], id="a genitive of a plural"),
        pytest.param("army of Turkey", [(("TR",), "army")], id="with of"),
        pytest.param("army of the Netherlands", [(("NL",), "army")], id="with of and an article"),
        pytest.param("army in Ankara", [(("TR",), "army")], id="with in and a capital"),
        pytest.param("South Korean army", [(("KR",), "army")], id="two words"),
        pytest.param("US army", [(("US",), "army")], id="capitals"),
        pytest.param("us army", [], id="no capitals"),
        pytest.param("Turkey", [(("TR",), "")], id="the state alone"),
        pytest.param("army of the poor", [], id="no state"),
        pytest.param("army of Turkish conscripts", [], id="more than a state"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_splits(text: str, splits: list[tuple[tuple[str, ...], str]]) -> None:
    """A phrase is taken apart into a state and what of it is meant."""
    found = [(place.ids, " ".join(rest)) for place, rest in STATES.splits(pieces_of(text))]

    assert splits == found


def test_none() -> None:
    """Without states, nothing is one."""
    assert (None, []) == (States().record("TR/police"), list(States().splits(["Turkey"])))
