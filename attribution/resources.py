"""Find, load and keep the data files that ship inside the package."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from attribution.errors import DamagedResourceError, MissingResourceError

__all__ = ["data_digest", "load_data", "load_lines", "load_list", "load_rows", "model_folder"]

_NAME = re.compile(r"\w[\w.-]*")  # no path leads out of the folder


def _read(name: str) -> bytes:
    try:
        return files("attribution").joinpath("data").joinpath(name).read_bytes()
    except FileNotFoundError as error:
        raise MissingResourceError(
            f"attribution/data/{name}",
            "install the package again; in a source tree run python seeds/compile.py",
        ) from error


@lru_cache(maxsize=1)
def _manifest() -> dict[str, str]:
    try:
        manifest = json.loads(_read("manifest.json"))
    except ValueError as error:
        raise DamagedResourceError("attribution/data/manifest.json", "JSON", str(error)) from error
    if not isinstance(manifest, dict):
        raise DamagedResourceError("attribution/data/manifest.json", "an object", str(manifest))
    return manifest


@cache
def load_data(name: str) -> Any:
    """
    A packaged JSON file, verified against the manifest and kept.

    Raises:
        MissingResourceError: it is not there.
        DamagedResourceError: it is not what was packaged.
    """
    return json.loads(_verified(name))


def load_lines(name: str) -> list[bytes]:
    """
    The lines of a packaged file, verified against the manifest.

    Raises:
        MissingResourceError: it is not there.
        DamagedResourceError: it is not what was packaged.
    """
    return _verified(name).splitlines()


def _verified(name: str) -> bytes:
    content = _read(name)
    found = hashlib.sha256(content).hexdigest()
    expected = _manifest().get(name, "an entry in the manifest")
    if found != expected:
        raise DamagedResourceError(f"attribution/data/{name}", expected, found)
    return content


def load_list(name: str) -> tuple[str, ...]:
    """The entries of ``seeds/<name>.txt``."""
    return tuple(load_data("lists.json")[name])


def load_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``seeds/<name>.tsv``."""
    return tuple(tuple(row) for row in load_data("lists.json")[name])


def data_digest() -> str:
    """One short digest of all word lists and the registry, for a document's provenance."""
    return hashlib.sha256(_read("manifest.json")).hexdigest()[:12]


def model_folder(name: str) -> Path:
    """
    The folder of a packaged model.

    Raises:
        MissingResourceError: there is no model of that name.
    """
    with as_file(files("attribution").joinpath("data", "models", name)) as folder:
        if not _NAME.fullmatch(name) or not folder.is_dir():
            raise MissingResourceError(
                f"the model {name!r}", "give the name of a packaged model, or a folder with one"
            )
        return folder
