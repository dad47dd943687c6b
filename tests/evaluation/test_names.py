"""Names of sources, compared."""

from __future__ import annotations

import pytest

from attribution.document import Entity, Source
from attribution.evaluation.names import is_short_form, known_names, name_words
from attribution.vocabulary import EntityKind, SourceKind


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("ANN Lee", ("ann", "lee"), id="case"),
        pytest.param("Zoë Ångström", ("zoe", "angstrom"), id="accents"),
        pytest.param("U.N.", ("un",), id="full stops join letters"),
        pytest.param("Al-Haq (AH)", ("al", "haq", "ah"), id="other punctuation parts words"),
        pytest.param("O’Hara", ("ohara",), id="curly apostrophe"),
        pytest.param("O'Hara", ("ohara",), id="straight apostrophe"),
        pytest.param("the owner", ("owner",), id="a leading article"),
        pytest.param("A", ("a",), id="an article alone is a name"),
        pytest.param("—", (), id="no words"),
    ],
)
def test_name_words(name: str, words: tuple[str, ...]) -> None:
    """What tells no names apart is left out."""
    assert words == name_words(name)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("Lee", "Ann Lee", True, id="the family name"),
        pytest.param("Ann Lee", "Ann May Lee", True, id="without a middle name"),
        pytest.param("Mayor Ann Lee", "Ann Lee", True, id="with a title"),
        pytest.param("Ann", "Ann Lee", False, id="the given name"),
        pytest.param("Bo Lee", "Ann Lee", False, id="a relative"),
        pytest.param("Mayor Lee", "Ann Lee", False, id="each has a word of its own"),
        pytest.param("—", "Ann Lee", False, id="no words"),
    ],
)
def test_short_forms(one: str, other: str, expected: bool) -> None:
    """A short form keeps the last word and adds none; which one is shorter does not matter."""
    forms = name_words(one), name_words(other)

    assert (expected, expected) == (is_short_form(*forms), is_short_form(*reversed(forms)))


def test_names_of_a_linked_source() -> None:
    """The registry's names, and an outlet's domain, are names of it."""
    entity = Entity(
        id="rain.example", name="Daily Rain", kind=EntityKind.NEWSPAPER, aliases=("DR",)
    )
    source = Source(id="rain.example", name="The paper", kind=SourceKind.OUTLET, entity=entity)

    assert {("paper",), ("daily", "rain"), ("dr",), ("rainexample",)} == known_names(source)
