"""Furniture phrases match as their kind says."""

from __future__ import annotations

from pathlib import Path

import pytest

from attribution.blocks.furniture import FURNITURE_KINDS, Furniture, line_key
from attribution.errors import ConfigError

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("0 Comments", "comments"),
        ("SHARE:", "share"),
        ("Share  this", "share this"),
        ("You’ve read", "you've read"),
        ("[3]", ""),
        ("", ""),
    ],
)
def test_line_keys(line: str, key: str) -> None:
    """Case, counts, marks and spacing do not matter to a whole line."""
    assert key == line_key(line)


@pytest.mark.parametrize(
    ("kind", "phrase", "line", "expected"),
    [
        pytest.param("line", "Share", "Share 25", True, id="a line with its count"),
        pytest.param("line", "Share", "Share the load", False, id="a line is a whole line"),
        pytest.param("line", "Share", "“Share.”", False, id="quoted words are somebody's"),
        pytest.param("prefix", "read more:", "Read more: Rain", True, id="a prefix"),
        pytest.param("prefix", "read more:", "To read more: rain", False, id="only at the start"),
        pytest.param("contains", "all rights", "© X. All rights", True, id="a phrase inside"),
        pytest.param(
            "contains", "us on patreon", "It rained. See us on Patreon", False, id="not later on"
        ),
        pytest.param("regex", r"\d+ min", "5 min", True, id="a pattern"),
        pytest.param("regex", r"\d+ min", "5 minutes", False, id="a pattern is the whole line"),
    ],
)
def test_has_line(kind: str, phrase: str, line: str, expected: bool) -> None:
    """A phrase matches as its kind says."""
    assert expected is Furniture.from_entries([(kind, phrase)]).has_line(line)


def test_nothing_is_furniture_without_phrases() -> None:
    """An empty list of phrases matches nothing, not even an empty line."""
    nothing = Furniture.from_entries([])

    assert not nothing.has_line("")
    assert not nothing.is_byline("By Jane Doe")
    assert nothing.find_credit("The ferry. Photo: Jane Doe") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The ferry. Photo: J. Doe", 11, id="behind a sentence"),
        pytest.param("Photo: J. Doe", 0, id="alone"),
        pytest.param("The ferry, photographed by J. Doe.", None, id="not in a sentence"),
    ],
)
def test_find_credit(text: str, expected: int | None) -> None:
    """A credit is found where it begins."""
    assert expected == Furniture.from_entries([("credit", "Photo: .+")]).find_credit(text)


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(("lines", "Share"), id="an unknown kind"),
        pytest.param(("regex", "(Share"), id="a broken pattern"),
    ],
)
def test_bad_entries_are_refused(entry: tuple[str, str]) -> None:
    """A slip in the seed file is an error that says where."""
    with pytest.raises(ConfigError):
        Furniture.from_entries([entry])


def test_the_seed_file_is_well_formed() -> None:
    """Every entry has a known kind and a phrase, and stands there once."""
    lines = (SEEDS / "furniture.tsv").read_text(encoding="utf-8").splitlines()
    entries = [line.split("\t") for line in lines if line and not line.startswith("#")]

    assert {2} == {len(entry) for entry in entries}
    assert {kind for kind, _ in entries} == set(FURNITURE_KINDS)
    assert [] == [entry for n, entry in enumerate(entries) if entry in entries[:n]]
