"""The countries that an article is about."""

from __future__ import annotations

import pytest
from mentions import registry

from attribution.sources.countries import Countries, find_countries
from attribution.spans import Span
from attribution.words import find_words


def countries_of(text: str) -> Countries:
    return find_countries(find_words(text), [Span(0, len(text))], registry().states)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        pytest.param("Turkey and the Turks", {"TR": 2}, id="name and people"),
        pytest.param("Ankara's Turkish friends", {"TR": 2}, id="capital and adjective"),
        pytest.param("the U.S. and the US", {"US": 2}, id="with points and without"),
        pytest.param("a farm in Ohio", {"US": 1}, id="a region"),
        pytest.param("Georgia and Jordan", {}, id="what means something else too"),
        pytest.param("Georgian wine from Georgia", {"GE": 1}, id="what means nothing else"),
        pytest.param("a turkey for us", {}, id="common words"),
    ],
)
def test_counts(text: str, counts: dict[str, int]) -> None:
    """Countries are counted by names that mean no other."""
    assert counts == dict(countries_of(text).counts)


@pytest.mark.parametrize(
    ("counts", "leading"),
    [
        pytest.param({}, None, id="none"),
        pytest.param({"TR": 1}, None, id="one named once"),
        pytest.param({"TR": 2}, "TR", id="one named twice"),
        pytest.param({"TR": 3, "RU": 2}, "TR", id="clearly more than another"),
        pytest.param({"TR": 4, "RU": 3}, None, id="hardly more than another"),
    ],
)
def test_leading(counts: dict[str, int], leading: str | None) -> None:
    """An article is about the country that it names clearly most."""
    assert leading == Countries(counts).leading


@pytest.mark.parametrize(
    ("counts", "candidates", "chosen"),
    [
        pytest.param({"TR": 1, "RU": 1}, ["TR", "GB"], "TR", id="the only one named"),
        pytest.param({"TR": 9, "RU": 1}, ["TR", "RU"], "TR", id="the one it is about"),
        pytest.param({"TR": 1, "RU": 1}, ["TR", "RU"], None, id="undecided"),
        pytest.param({"TR": 9}, ["GB"], None, id="none named"),
    ],
)
def test_choose(counts: dict[str, int], candidates: list[str], chosen: str | None) -> None:
    """Of several countries, the only one named is meant, or the one that it is about."""
    assert chosen == Countries(counts).choose(candidates)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param(
            "the Turkish Foreign Ministry", {"foreign-ministry": {"TR"}}, id="an adjective"
        ),
        pytest.param("Turkey's foreign ministry", {"foreign-ministry": {"TR"}}, id="a genitive"),
        pytest.param(
            "the Foreign Ministry of Turkey", {"foreign-ministry": {"TR"}}, id="of a country"
        ),
        pytest.param(
            "Russia's army and the Turkish army", {"armed-forces": {"RU", "TR"}}, id="two"
        ),
        pytest.param("the Foreign Ministry and Turkey", {}, id="not together"),
    ],
)
def test_parts(text: str, parts: dict[str, set[str]]) -> None:
    """Parts of states that an article names in full are known."""
    assert parts == countries_of(text).parts
