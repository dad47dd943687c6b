"""Packaged files are what was packaged, or the error says what to do."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import attribution
from attribution import resources
from attribution.errors import DamagedResourceError, MissingResourceError, ResourceError
from attribution.resources import (
    data_digest,
    load_data,
    load_lines,
    load_list,
    load_rows,
    model_folder,
)

ROOT = Path(__file__).parents[1]
PACKAGED = Path(attribution.__file__).parent / "data"
MODELS = sorted(PACKAGED.glob("models/*"))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that stands in for the packaged data, with one good file in it."""
    folder = tmp_path / "data"
    folder.mkdir()
    content = b'{"rain": ["wet", "cold"], "rows": [["a", "b"]]}'
    (folder / "lists.json").write_bytes(content)
    digests = {"lists.json": hashlib.sha256(content).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps(digests), encoding="utf-8")
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
    forget()
    yield folder
    forget()


def forget() -> None:
    load_data.cache_clear()
    resources._manifest.cache_clear()


def test_loads_what_was_packaged(data: Path) -> None:
    """Lists and rows come as tuples, that nobody can change for the next reader."""
    assert ("wet", "cold") == load_list("rain")
    assert (("a", "b"),) == load_rows("rows")


def test_reads_a_file_once(data: Path) -> None:
    """What was verified is kept."""
    first = load_data("lists.json")
    (data / "lists.json").unlink()

    assert first is load_data("lists.json")


def test_a_missing_file(data: Path) -> None:
    """A file that is not there is named, with what to do."""
    with pytest.raises(MissingResourceError, match="install the package again") as caught:
        load_data("moon.json")

    assert caught.value.name == "attribution/data/moon.json"
    assert isinstance(caught.value.__cause__, FileNotFoundError)


def test_a_missing_manifest(data: Path) -> None:
    """Without the manifest nothing can be verified."""
    (data / "manifest.json").unlink()

    with pytest.raises(MissingResourceError, match=r"manifest\.json"):
        load_data("lists.json")


def test_a_damaged_file(data: Path) -> None:
    """A file that was changed is refused, with both digests."""
    (data / "lists.json").write_bytes(b"{}")

    with pytest.raises(DamagedResourceError) as caught:
        load_data("lists.json")

    assert caught.value.path == "attribution/data/lists.json"
    assert caught.value.found == hashlib.sha256(b"{}").hexdigest()


def test_a_file_that_nobody_packaged(data: Path) -> None:
    """A file without an entry in the manifest is not trusted."""
    (data / "moon.json").write_bytes(b"{}")

    with pytest.raises(DamagedResourceError, match="an entry in the manifest"):
        load_data("moon.json")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff"], ids=repr)
def test_a_damaged_manifest(data: Path, content: bytes) -> None:
    """A manifest that cannot be read is a damaged resource like any other."""
    (data / "manifest.json").write_bytes(content)

    with pytest.raises(ResourceError):
        load_data("lists.json")


def test_the_digest_follows_the_manifest(data: Path) -> None:
    """Other data, other digest; the same data, the same digest."""
    before = data_digest()
    (data / "manifest.json").write_text("{}", encoding="utf-8")

    assert before != data_digest() == data_digest()


@pytest.mark.parametrize("name", ["moon", "", ".", "..", "english/..", str(PACKAGED)])
def test_a_model_that_nobody_packaged(name: str) -> None:
    """A model is known by its name alone; the error says what else there is."""
    with pytest.raises(MissingResourceError, match="a packaged model, or a folder") as caught:
        model_folder(name)

    assert f"the model {name!r}" == caught.value.name


@pytest.mark.parametrize("folder", MODELS, ids=lambda folder: str(folder.name))
def test_a_model_names_its_files(folder: Path) -> None:
    """In the folder of a model lies what its manifest vouches for, and nothing else."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))

    assert {path.name for path in folder.iterdir()} == {"manifest.json", *manifest["files"]}
    assert (folder.name, folder) == (manifest["name"], model_folder(folder.name))


@pytest.mark.parametrize("folder", MODELS, ids=lambda folder: str(folder.name))
def test_a_model_is_small(folder: Path) -> None:
    """Everybody downloads it with the package."""
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 25_000_000


def test_the_manifest_names_every_packaged_file() -> None:
    """Nothing lies beside the manifest that it does not vouch for; models vouch for themselves."""
    expected = {path.name for path in PACKAGED.iterdir()} - {"manifest.json", "models"}
    manifest = json.loads((PACKAGED / "manifest.json").read_text(encoding="utf-8"))

    assert expected == set(manifest)
    for name in expected:
        assert load_lines(name) if name.endswith(".jsonl") else load_data(name)


def test_the_data_is_what_the_seeds_say() -> None:
    """Who edits a seed compiles it."""
    run = subprocess.run(
        [sys.executable, str(ROOT / "seeds" / "compile.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "", "") == (run.returncode, run.stdout, run.stderr)
