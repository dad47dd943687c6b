"""The registry: names as articles write them."""

from __future__ import annotations

import re

import pytest
from mentions import lexicon, registry

from attribution.resources import load_data
from attribution.sources import Registry
from attribution.sources.registry import Found, name_key
from attribution.vocabulary import EntityKind
from attribution.words import find_words


@pytest.mark.parametrize(
    ("name", "id"),
    [
        pytest.param("Financial Times", "ft.com", id="a full name"),
        pytest.param("The Financial Times", "ft.com", id="with its article"),
        pytest.param("the FT", "ft.com", id="an abbreviation with an article"),
        pytest.param("FT", "ft.com", id="an abbreviation"),
        pytest.param("FINANCIAL TIMES", "ft.com", id="in capitals"),
        pytest.param("the New York Times", "nytimes.com", id="a paper that shares its last word"),
        pytest.param("Interfax", "interfax.ru", id="an agency"),
        pytest.param("Interfax-Ukraine", "interfax.com.ua", id="another with a longer name"),
        pytest.param("Fars", "farsnews.ir", id="an agency by its short name"),
        pytest.param("Sputnik", "sputniknews.com", id="a name that is a noun elsewhere"),
        pytest.param("dpa", "dpa.com", id="an outlet that writes itself small"),
        pytest.param("Tass", "tass.com", id="capitals that a paper does not keep"),
        pytest.param("the Guardian", "theguardian.com", id="a common word with an article"),
        pytest.param("L’Express", "lexpress.fr", id="a curly apostrophe"),
        pytest.param("time", None, id="a common word is no magazine"),
        pytest.param("the guardian", None, id="a common noun is no newspaper"),
        pytest.param("Hill", None, id="a last name is no newspaper without the"),
        pytest.param("Ap", None, id="a short abbreviation needs its capitals"),
        pytest.param("The Times", None, id="a name that many share"),
        pytest.param("Financial Times Deutschland Verlag", None, id="more than a name"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_find(name: str, id: str | None) -> None:
    """A name leads to its record and to no other."""
    entity = registry().find(name)

    assert id == (entity.id if entity else None)


@pytest.mark.parametrize(
    ("name", "named", "id"),
    [
        pytest.param("the Times", {"nytimes.com"}, "nytimes.com", id="the one named in full"),
        pytest.param("the Times", {"ft.com"}, None, id="none that shares the name"),
        pytest.param("the Times", {"nytimes.com", "latimes.com"}, None, id="two named in full"),
        pytest.param("ABC News", {"abc.net.au"}, "abc.net.au", id="a hint beats the best known"),
        pytest.param("ABC News", (), "abcnews.com", id="the best known without a hint"),
    ],
)
def test_hints(name: str, named: set[str], id: str | None) -> None:
    """The outlets that an article names in full decide what a shared name means."""
    entity = registry().find(name, named)

    assert id == (entity.id if entity else None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "an editor of the Financial Times spoke", (3, 6, "ft.com"), id="in the middle"
        ),
        pytest.param("the Interfax-Ukraine agency", (0, 4, "interfax.com.ua"), id="the longest"),
        pytest.param("as the Times wrote", (1, 3, None), id="shared and so undecided"),
        pytest.param("it took some time", None, id="none"),
    ],
)
def test_find_in(text: str, found: tuple[int, int, str | None] | None) -> None:
    """The longest name among words is found, with where it stands."""
    match = registry().find_in(find_words(text).texts)

    assert found == (match and (match.first, match.end, match.entity.id if match.entity else None))


def test_find_all() -> None:
    """Names come in reading order."""
    words = find_words("Reuters, citing Interfax and the FT").texts

    assert ["reuters.com", "interfax.ru", "ft.com"] == [
        found.entity.id for found in registry().find_all(words) if found.entity
    ]


def test_shared_entity_is_none() -> None:
    """A shared name is found as an outlet though nobody knows which."""
    assert Found(0, 2, None) == registry().match(["The", "Times"], 0)


def test_own_records() -> None:
    """A registry is made of whatever records it is given."""
    own = Registry(
        [
            {
                "id": "post.example",
                "name": "The Valley Post",
                "aliases": ["Post of the Valley"],
                "kind": "newspaper",
                "country": None,
                "domain": "post.example",
                "homepage": None,
            }
        ]
    )

    assert (1, "The Valley Post") == (len(own), own["post.example"].name)


def test_unknown_id() -> None:
    """An id that leads nowhere is a lookup error."""
    with pytest.raises(KeyError):
        registry()["nowhere.example"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("The Hill", "the hill", True, id="case"),
        pytest.param("Jane’s  Weekly", "Jane's Weekly", True, id="apostrophe and spaces"),
        pytest.param("The Post", "Post", True, id="article"),
        pytest.param("Theatre News", "atre News", False, id="an article is a word"),
    ],
)
def test_name_key(one: str, other: str, same: bool) -> None:
    """What two spellings of a name share is their key."""
    assert same is (name_key(one) == name_key(other))


RECORDS = load_data("registry.json")


def test_ids_are_unique() -> None:
    """No id is given twice."""
    ids = [record["id"] for record in RECORDS]

    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize(
    "problem",
    [
        pytest.param(lambda r: r["id"] != r["domain"], id="an id that is no domain"),
        pytest.param(
            lambda r: (
                not re.match(rf"https?://([\w-]+\.)*{re.escape(r['domain'])}/", r["homepage"])
            ),
            id="a homepage on another domain",
        ),
        pytest.param(
            lambda r: r["kind"] not in {kind.value for kind in EntityKind}, id="an unknown kind"
        ),
        pytest.param(
            lambda r: not re.fullmatch(r"[A-Z]{2}", r["country"]), id="a country that is no code"
        ),
        pytest.param(
            lambda r: r["country"] not in {p.id for p in lexicon().places.values()} | {"PR"},
            id="a country that we do not know",
        ),
        pytest.param(
            lambda r: (
                re.search(r"\s\s|^\s|\s$", " | ".join([r["name"], *r["aliases"]])) is not None
            ),
            id="stray spaces in a name",
        ),
    ],
)
def test_no_record_has(problem) -> None:  # type: ignore[no-untyped-def]
    """The packaged registry is free of what would mislead."""
    assert [] == [record["id"] for record in RECORDS if problem(record)]


def test_names_are_unique() -> None:
    """No two records own the same name; a name that several have is listed as ambiguous."""
    owners: dict[str, set[str]] = {}
    for record in RECORDS:
        shared = {name_key(name) for name in record.get("ambiguous", ())}
        for name in (record["name"], *record["aliases"]):
            if name_key(name) not in shared:
                owners.setdefault(name_key(name), set()).add(record["id"])

    assert {} == {name: ids for name, ids in owners.items() if len(ids) > 1}


def test_every_record_is_found_by_its_name() -> None:
    """The full name of each record leads to it, when the article has named it before."""
    lost = []
    for record in RECORDS:
        name = re.sub(r"\s*\([^)]*\)\Z", "", record["name"])
        entity = registry().find(name, {record["id"]})
        if entity is None or entity.id != record["id"]:
            lost.append(record["name"])

    assert [] == lost
