"""The proper names of people."""

from __future__ import annotations

import pytest
from mentions import lexicon

from attribution.sources.names import People, capitalised_runs, find_names
from attribution.spans import Span
from attribution.words import find_words


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("We met Sergey Lavrov there.", ["Sergey Lavrov"], id="given and last name"),
        pytest.param(
            "Russian Foreign Minister Sergey Lavrov left.", ["Sergey Lavrov"], id="after a title"
        ),
        pytest.param("Mr Lavrov left.", ["Lavrov"], id="a last name after a title"),
        pytest.param("Then Blaž Hribar left.", ["Blaž Hribar"], id="unknown names"),
        pytest.param("Sgt. Nicos P. Laou left.", ["Nicos P. Laou"], id="an initial"),
        pytest.param("Kim Jong-un left.", ["Kim Jong-un"], id="a small letter after a hyphen"),
        pytest.param("Ursula von der Leyen left.", ["Ursula von der Leyen"], id="particles"),
        pytest.param("British Prime Minister Theresa May left.", ["Theresa May"], id="a month"),
        pytest.param(
            "Maria “Masha” Lipnitskaya left.", ["Maria “Masha” Lipnitskaya"], id="a nickname"
        ),
        pytest.param("Gov. Earl Ray Tomlin left.", ["Earl Ray Tomlin"], id="a name like a title"),
        pytest.param("The Foreign Ministry left.", [], id="a ministry is nobody"),
        pytest.param("Moscow and New Delhi agreed.", [], id="capitals are nobody"),
        pytest.param("He is a Gold Star father.", [], id="a name with an article is nobody"),
        pytest.param("Many Mexicans left.", [], id="a people is nobody"),
        pytest.param("On Sunday Ethiopia answered.", [], id="a day is no given name"),
        pytest.param("A NASA Engineer left.", [], id="an abbreviation is no given name"),
    ],
)
def test_find_names(text: str, names: list[str]) -> None:
    """People are found without what they are, and nothing else is taken for them."""
    found = find_names(find_words(text), [Span(0, len(text))], lexicon())

    assert names == [name.text for name in found]


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        pytest.param("Maria Petrova left.", "f", id="by the given name"),
        pytest.param("Mrs Petrova left.", "f", id="by the form of address"),
        pytest.param("Congressman Sam Petrov left.", "m", id="by the title"),
        pytest.param("Xyloph Petrov, the party's spokeswoman, left.", "f", id="by the apposition"),
        pytest.param("Xyloph Petrov left.", "u", id="unknown"),
    ],
)
def test_gender(text: str, gender: str) -> None:
    """What stands around a name tells the gender where it can."""
    (name,) = find_names(find_words(text), [Span(0, len(text))], lexicon())

    assert gender == name.gender


@pytest.mark.parametrize(
    ("text", "role"),
    [
        pytest.param("President Ann Lee left.", "president", id="before the name"),
        pytest.param("Ann Lee, the treasurer of the party, left.", "treasurer", id="after it"),
    ],
)
def test_roles(text: str, role: str) -> None:
    """A name knows the office that the words around it give."""
    (name,) = find_names(find_words(text), [Span(0, len(text))], lexicon())

    assert role in name.roles


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        pytest.param("the Ministry of Culture", ["Ministry", "Culture"], id="of parts them"),
        pytest.param("a Trump-backed plan", ["Trump"], id="no compound"),
        pytest.param("Then I met Ann", ["Ann"], id="no I"),
        pytest.param("But Ann left", ["Ann"], id="no word that only begins"),
    ],
)
def test_capitalised_runs(text: str, runs: list[str]) -> None:
    """Capitals run together as far as one name can go."""
    words = find_words(text)
    found = capitalised_runs(words, Span(0, len(text)), lexicon())

    assert runs == [words.doc[first:end].text for first, end in found]


@pytest.mark.parametrize(
    ("text", "word", "gender", "name"),
    [
        pytest.param("Ann Lee came.", "lee", "u", "Ann Lee", id="by last name"),
        pytest.param("Ann Lee came.", "ann", "u", "Ann Lee", id="by given name"),
        pytest.param("Ann Lee came. Ann Kim left.", "ann", "u", None, id="by a shared given name"),
        pytest.param("Ann Lee came.", "lee", "m", None, id="not by another gender"),
        pytest.param("Ann Lee came.", "kim", "u", None, id="not by another name"),
    ],
)
def test_called(text: str, word: str, gender: str, name: str | None) -> None:
    """A short form leads to the one person it can mean."""
    people = People(find_names(find_words(text), [Span(0, len(text))], lexicon()))
    found = people.called([word], gender)

    assert name == (found and found.text)


@pytest.mark.parametrize(
    ("text", "full"),
    [
        pytest.param("Mr Lee left. Sam Lee was ill.", "Sam Lee", id="the full form comes later"),
        pytest.param("Mr Lee left. Mary Lee stayed.", "Lee", id="no full form of another gender"),
        pytest.param("Mr de Blas left. Tom de Blas was ill.", "Tom de Blas", id="a particle"),
    ],
)
def test_full(text: str, full: str) -> None:
    """A short name takes the fullest form that can be the same person's."""
    names = find_names(find_words(text), [Span(0, len(text))], lexicon())

    assert full == People(names).full(names[0]).text
