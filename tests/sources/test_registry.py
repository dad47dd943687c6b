"""The registry: names as articles write them."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from mentions import lexicon, registry

from attribution.resources import load_lines
from attribution.sources import Registry
from attribution.sources.countries import Countries
from attribution.sources.registry import Found, Hints, name_key
from attribution.sources.states import pieces_of
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
    entity = registry().find(name, Hints(named=named))

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


RECORDS = [json.loads(line) for line in load_lines("registry.jsonl")]
OUTLETS = [record for record in RECORDS if EntityKind(record.get("kind", "court")).is_outlet]
BODIES = [record for record in RECORDS if record not in OUTLETS]


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
    """No record of an outlet has what would mislead."""
    assert [] == [record["id"] for record in OUTLETS if problem(record)]


def test_names_are_unique() -> None:
    """No two records own the same name; a name that several have is listed as ambiguous."""
    owners: dict[str, set[str]] = {}
    for record in RECORDS:
        shared = {name_key(name) for name in record.get("ambiguous", ())}
        for name in (record.get("name", record["id"]), *record.get("aliases", ())):
            if name_key(name) not in shared:
                owners.setdefault(name_key(name), set()).add(record["id"])

    assert {} == {name: ids for name, ids in owners.items() if len(ids) > 1}


def test_every_record_is_found_by_its_name() -> None:
    """The full name of each record leads to it, when the article has named it before."""
    lost = []
    for record in OUTLETS:
        name = re.sub(r"\s*\([^)]*\)\Z", "", record["name"])
        entity = registry().find(name, Hints(named={record["id"]}))
        if entity is None or entity.id != record["id"]:
            lost.append(record["name"])

    assert [] == lost


@pytest.mark.parametrize("record", BODIES, ids=lambda record: record["id"])
def test_bodies(record: dict[str, Any]) -> None:
    """Each body has an id that says whose it is, and a record that is complete."""
    entity = registry()[record["id"]]
    country, _, part = record["id"].partition("/")

    assert not entity.kind.is_outlet
    if entity.kind is EntityKind.INTERNATIONAL:
        assert (None, True) == (entity.country, record["id"].startswith(str(entity.domain)))
    else:
        assert (country, True) == (entity.country, bool(part))
        assert country in registry().states.states


def test_every_body_is_found_by_its_names() -> None:
    """Each special name of a body leads to it."""
    lost = []
    for record in BODIES:
        for name in [record["name"], *record.get("aliases", ())] if "name" in record else ():
            pieces = pieces_of(name.removeprefix("the "))
            if record["id"] not in [id for id, _ in registry().bodies(pieces, article=True)]:
                lost.append(name)

    assert [] == lost


@pytest.mark.parametrize(
    ("name", "hints", "id"),
    [
        pytest.param(
            "the Times",
            Hints(countries=Countries({"GB": 2})),
            "thetimes.com",
            id="the country's only",
        ),
        pytest.param(
            "the Times", Hints(countries=Countries({"US": 2})), None, id="one of the country's many"
        ),
        pytest.param(
            "the Times", Hints(countries=Countries({"FR": 2})), None, id="a country that has none"
        ),
        pytest.param(
            "the Journal",
            Hints(countries=Countries({"US": 2})),
            "wsj.com",
            id="a paper by its last word",
        ),
        pytest.param(
            "the Star", Hints(countries=Countries({"CA": 2})), "thestar.com", id="another country's"
        ),
        pytest.param(
            "the Post",
            Hints(own={"nypost.com"}, countries=Countries({"US": 2})),
            "nypost.com",
            id="its own",
        ),
        pytest.param(
            "the Times",
            Hints(named={"nytimes.com"}, own={"latimes.com"}, countries=Countries({"GB": 2})),
            "nytimes.com",
            id="a full name before all else",
        ),
        pytest.param("the Guardian", Hints(), "theguardian.com", id="by far the usual"),
        pytest.param(
            "the Guardian",
            Hints(countries=Countries({"US": 2})),
            "theguardian.com",
            id="also elsewhere",
        ),
        pytest.param(
            "the Guardian",
            Hints(countries=Countries({"NG": 2})),
            None,
            id="unless the country has another",
        ),
        pytest.param(
            "ABC News",
            Hints(countries=Countries({"AU": 1, "ID": 3})),
            None,
            id="unless only another's country is named",
        ),
        pytest.param(
            "Stern",
            Hints(countries=Countries({"DE": 2})),
            None,
            id="a common word is not made a name",
        ),
    ],
)
def test_hints_in_order(name: str, hints: Hints, id: str | None) -> None:
    """A shared name is decided by full names, the publication, the country; or not at all."""
    entity = registry().find(name, hints)

    assert id == (entity.id if entity else None)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        pytest.param("the Sputnik news agency said", ["sputniknews.com"], id="Sputnik the agency"),
        pytest.param("Sputnik reported", ["sputniknews.com"], id="Sputnik reporting"),
        pytest.param("they launched Sputnik in 1957", [], id="Sputnik in orbit"),
        pytest.param("after Sputnik 1 flew", [], id="Sputnik with a number"),
        pytest.param("a Sputnik moment for schools", [], id="the Sputnik moment"),
        pytest.param("doses of Sputnik V arrived", [], id="Sputnik the vaccine"),
        pytest.param("the Sputnik vaccine arrived", [], id="the vaccine by its noun"),
        pytest.param("Fars reported", ["farsnews.ir"], id="Fars the agency"),
        pytest.param("a flood in Fars province", [], id="Fars the province"),
        pytest.param("a flood in Fars", [], id="in Fars"),
        pytest.param("Interfax-Ukraine said", ["interfax.com.ua"], id="Interfax-Ukraine"),
        pytest.param("Interfax-Ural said", [], id="a hyphen makes another name"),
        pytest.param("a Reuters-led group", ["reuters.com"], id="but no participle does"),
        pytest.param("Time will tell.", [], id="time will tell"),
        pytest.param("Time magazine said", ["time.com"], id="Time magazine"),
        pytest.param("Vice President Lee said", [], id="a vice president"),
        pytest.param("the Independent Vermont senator", [], id="an independent senator"),
        pytest.param("he told the Guardian Monday", ["theguardian.com"], id="a day"),
        pytest.param("the Golden Globes", [], id="a prize"),
    ],
)
def test_senses(text: str, ids: list[str]) -> None:
    """Words beside a name tell an outlet from what else is called so."""
    found = registry().find_all(find_words(text).texts)

    assert ids == [f.entity.id for f in found if f.entity]
