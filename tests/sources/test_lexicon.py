"""What the source stage knows of the world."""

from __future__ import annotations

import pytest
from mentions import lexicon


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Turkey", ("TR", "name"), id="a country"),
        pytest.param("the United Kingdom", ("GB", "name"), id="with an article"),
        pytest.param("Ankara", ("TR", "capital"), id="a capital"),
        pytest.param("the Kremlin", ("RU", "metonym"), id="a metonym"),
        pytest.param("Turkish", ("TR", "adjective"), id="an adjective"),
        pytest.param("Turks", ("TR", "people"), id="a people"),
        pytest.param("New Hampshire", ("US", "state"), id="a state"),
        pytest.param("Georgia", ("GE", "name"), id="a country before a state"),
        pytest.param("Atlantis", None, id="no country"),
    ],
)
def test_place(name: str, expected: tuple[str, str] | None) -> None:
    """A country is known under each kind of its names."""
    place = lexicon().place(name)

    assert expected == (place and (place.id, place.form))


@pytest.mark.parametrize(
    ("words", "length"),
    [
        pytest.param("foreign minister lee", 2, id="the longest title"),
        pytest.param("mr lee", 1, id="a form of address"),
        pytest.param("secretary of state lee", 3, id="a title with of"),
        pytest.param("lee said", 0, id="none"),
    ],
)
def test_title_length(words: str, length: int) -> None:
    """The longest title at the beginning counts."""
    assert length == lexicon().title_length(words.split())


@pytest.mark.parametrize(
    ("noun", "gender"),
    [
        pytest.param("spokeswoman", "f", id="a woman"),
        pytest.param("chairman", "m", id="a man"),
        pytest.param("mrs.", "f", id="a form of address"),
        pytest.param("minister", "u", id="either"),
    ],
)
def test_gender(noun: str, gender: str) -> None:
    """Titles and nouns say what they say of a person's gender, no more."""
    assert gender == lexicon().gender(noun)


@pytest.mark.parametrize(
    ("noun", "is_document"),
    [
        pytest.param("report", True, id="one"),
        pytest.param("reports", True, id="several"),
        pytest.param("studies", True, id="several with y"),
        pytest.param("news", False, id="no plural"),
        pytest.param("officer", False, id="a person"),
    ],
)
def test_is_document(noun: str, is_document: bool) -> None:
    """Documents are known in either number."""
    assert is_document is lexicon().is_document(noun)
