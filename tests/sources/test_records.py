"""A user's own registry records."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

import attribution
from attribution.errors import InvalidRecordError
from attribution.sources import Registry, read_own_records
from attribution.sources.linking import Linker
from attribution.sources.records import OwnRecords

NEW = {"id": "harbourpost.example", "name": "Harbour Post", "kind": "newspaper"}


def write(path: Path, *records: Any) -> str:
    lines = (record if isinstance(record, str) else json.dumps(record) for record in records)
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def registry_of(*records: Any) -> Registry:
    return Registry.packaged(records)


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        pytest.param(["{"], 1, "not JSON", id="no JSON"),
        pytest.param(["[]"], 1, "expected an object", id="no object"),
        pytest.param([{"name": "X", "kind": "site"}], 1, "'id' is missing", id="no id"),
        pytest.param([{**NEW, "id": 3}], 1, "expected a string", id="an id that is a number"),
        pytest.param([{**NEW, "id": " "}], 1, "id is empty", id="an empty id"),
        pytest.param([{**NEW, "nmae": "X"}], 1, "unknown keys: nmae", id="an unknown key"),
        pytest.param([{**NEW, "kind": "paper"}], 1, "expected one of agency", id="a bad kind"),
        pytest.param([{**NEW, "aliases": "X"}], 1, "expected an array", id="one alias as text"),
        pytest.param([{**NEW, "aliases": ["X", ""]}], 1, "aliases is empty", id="an empty alias"),
        pytest.param([{**NEW, "name": ""}], 1, "name is empty", id="an empty name"),
        pytest.param([{**NEW, "country": "gb"}], 1, "two capital letters", id="a bad country"),
        pytest.param([{"id": "new.example"}], 1, "needs a name and a kind", id="half a record"),
        pytest.param([NEW, "", NEW], 3, "used twice; it stands in line 1", id="an id given twice"),
    ],
)
def test_refuses(tmp_path: Path, lines: list[Any], line: int, reason: str) -> None:
    """A line that is no record is an error with file, line and reason."""
    path = write(tmp_path / "own.jsonl", *lines)

    with pytest.raises(InvalidRecordError, match=reason) as caught:
        read_own_records([path])
    assert (path, line) == (caught.value.path, caught.value.line)


def test_refuses_bytes_that_are_no_text(tmp_path: Path) -> None:
    """A file in another encoding is an error with the line."""
    path = tmp_path / "own.jsonl"
    path.write_bytes(b'{"id": "x.example", "name": "\xff", "kind": "site"}')

    with pytest.raises(InvalidRecordError, match="line 1: not UTF-8"):
        read_own_records([str(path)])


def test_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file is an error that names it."""
    with pytest.raises(InvalidRecordError, match=r"none\.jsonl: cannot be read"):
        read_own_records([str(tmp_path / "none.jsonl")])


def test_reads_nothing() -> None:
    """Without files there are no records, and no digest."""
    assert OwnRecords() == read_own_records([])


def test_digest(tmp_path: Path) -> None:
    """Other records have another digest, the same ones the same."""
    one, other = write(tmp_path / "1", NEW), write(tmp_path / "2", {**NEW, "name": "Pier Post"})
    digests = [read_own_records(paths).digest for paths in ([one], [one], [one, other])]

    assert (True, False) == (digests[0] == digests[1], digests[1] == digests[2])


def test_adds() -> None:
    """A new record is found by its names."""
    entity = registry_of({**NEW, "aliases": ["the Harbour"]}).find("the Harbour")

    assert "harbourpost.example" == (entity and entity.id)


def test_extends() -> None:
    """A known record takes what is given and keeps the rest."""
    registry = registry_of({"id": "ft.com", "country": "JP", "aliases": ["Pink Paper"]})
    entity = registry["ft.com"]

    assert ("JP", "Financial Times", True, entity) == (
        entity.country,
        entity.name,
        {"FT", "Pink Paper"} <= set(entity.aliases),
        registry.find("Pink Paper"),
    )


def test_extends_what_a_rule_makes() -> None:
    """A state's regular record can be given a name and keeps those of the rule."""
    linker = Linker(registry_of({"id": "TR/foreign-ministry", "aliases": ["Hariciye"]}))
    links = [linker.find(name) for name in ("Hariciye", "Turkey's foreign ministry")]

    assert ["TR/foreign-ministry"] * 2 == [link and link.entity.id for link in links]


def test_comes_first() -> None:
    """A user's own record has a name before a packaged one."""
    entity = registry_of({**NEW, "aliases": ["Financial Times"]}).find("Financial Times")

    assert "harbourpost.example" == (entity and entity.id)


def test_load(tmp_path: Path) -> None:
    """An annotator links to a user's own records, also in another process, and says so."""
    path = write(tmp_path / "own.jsonl", NEW)
    annotator = attribution.load(engine="lexicon", registry=path)
    text = "“It rained,” the Harbour Post reported."
    document = annotator(text)

    assert ["harbourpost.example"] == [source.id for source in document.sources]
    assert document == pickle.loads(pickle.dumps(annotator))(text)
    assert document.provenance is not None
    assert document.provenance.registry is not None
    assert [document] == list(annotator.pipe([text], workers=2))


def test_load_several(tmp_path: Path) -> None:
    """Later files come over earlier ones."""
    paths = [
        write(tmp_path / "1.jsonl", NEW),
        write(tmp_path / "2.jsonl", {"id": NEW["id"], "country": "MT"}),
    ]
    document = attribution.load(engine="lexicon", registry=paths)(
        "The Harbour Post said it rained."
    )

    assert ["MT"] == [source.entity and source.entity.country for source in document.sources]


def test_load_without(tmp_path: Path) -> None:
    """Without own records, a document names none."""
    document = attribution.load(engine="lexicon")("It rained.")

    assert document.provenance is not None
    assert document.provenance.registry is None
