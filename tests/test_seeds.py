"""The registry of outlets as people edit it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from attribution.sources.registry import name_key

SEEDS = Path(__file__).parents[1] / "seeds"
KEYS = ("id", "name", "aliases", "ambiguous", "kind", "country", "language", "domain", "homepage")
KINDS = {"agency", "newspaper", "magazine", "broadcaster", "site"}
LANGUAGES = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da"
    " de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy"
    " hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg"
    " li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or"
    " os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta"
    " te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
BETTER_KNOWN = {"Asahi", "Tasnim"}
"""Given names by which the world knows the paper and the agency."""
SHORT = 3
"""Letters up to which an abbreviation is known by its capitals alone, so that "AKI" is no Aki."""


def rows(name: str) -> Iterator[str]:
    """The entries of a seed file."""
    for line in (SEEDS / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def places() -> frozenset[str]:
    """Keys of the names of countries, their capitals, their people and what they are called."""
    names: set[str] = set()
    for line in rows("places.jsonl"):
        place = json.loads(line)
        names.update((place["name"], place["capital"] or place["name"]))
        for key in ("aliases", "adjectives", "people", "metonyms"):
            names.update(place[key])
    return frozenset(map(name_key, names))


OUTLETS: list[dict[str, Any]] = [json.loads(line) for line in rows("outlets.jsonl")]
PLACES = places()
GIVEN_NAMES = frozenset(name_key(line.split("\t")[0]) for line in rows("given_names.tsv"))


def keys(record: dict[str, Any]) -> tuple[str, ...]:
    """The keys that a record should have, in their order."""
    return tuple(key for key in KEYS if key != "ambiguous" or "ambiguous" in record)


def is_given_name(alias: str) -> bool:
    """Whether an alias reads as somebody's name."""
    is_abbreviation = alias.isupper() and len(alias) <= SHORT
    return name_key(alias) in GIVEN_NAMES and not is_abbreviation and alias not in BETTER_KNOWN


def has_twice(record: dict[str, Any]) -> bool:
    """Whether a record lists one name twice among those of its own, or those it shares."""
    own = [name_key(name) for name in (record["name"], *record["aliases"])]
    shared = [name_key(name) for name in record.get("ambiguous", ())]
    return (
        len(set(own)) < len(own)
        or len(set(shared)) < len(shared)
        or bool(set(own[1:]) & set(shared))
    )


def test_outlets_are_in_order() -> None:
    """Records stand in the order of their ids, each once."""
    ids = [record["id"] for record in OUTLETS]

    assert sorted(set(ids)) == ids


@pytest.mark.parametrize(
    "problem",
    [
        pytest.param(lambda r: tuple(r) != keys(r), id="other keys, or in another order"),
        pytest.param(lambda r: r.get("ambiguous") == [], id="an empty list of shared names"),
        pytest.param(lambda r: r["kind"] not in KINDS, id="a kind that is no outlet's"),
        pytest.param(lambda r: r["language"] not in LANGUAGES, id="a language that is no code"),
        pytest.param(
            lambda r: (
                not re.fullmatch(r"([a-z0-9-]+\.)+[a-z]{2,}", r["domain"])
                or r["domain"].startswith("www.")
            ),
            id="a domain that is none",
        ),
        pytest.param(
            lambda r: any("(" in alias for alias in r["aliases"]),
            id="an alias with a bracket, which only a name may have",
        ),
        pytest.param(has_twice, id="one name twice"),
        pytest.param(
            lambda r: any(is_given_name(alias) for alias in r["aliases"]),
            id="an alias that is a given name",
        ),
        pytest.param(
            lambda r: any(name_key(alias) in PLACES for alias in r["aliases"]),
            id="an alias that is a place or its people",
        ),
    ],
)
def test_no_outlet_has(problem: Callable[[dict[str, Any]], bool]) -> None:
    """The list of outlets is free of what would mislead a reader or the library."""
    assert [] == [record["id"] for record in OUTLETS if problem(record)]


def test_every_country_has_an_outlet() -> None:
    """All but a few of the countries that the library knows have an outlet of their own."""
    known = {json.loads(line)["id"] for line in rows("places.jsonl")} - {"EU"}
    without = known - {record["country"] for record in OUTLETS}

    assert sorted({"KI", "NR", "TV"} & without) == sorted(without)
