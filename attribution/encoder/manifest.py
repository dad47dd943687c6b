"""What a model says about itself: the file ``manifest.json`` beside its weights."""

from __future__ import annotations

import hashlib
import json
import math
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from reprlib import repr as show
from typing import TYPE_CHECKING, Any, Final, Literal, NoReturn

from attrs import Attribute, asdict, field, frozen, validators

from attribution.codec import Misfit, structure
from attribution.encoder.windows import Windowing
from attribution.errors import DamagedResourceError, MissingResourceError, ModelContractError
from attribution.tags import HEAD, SENTENCE_HEADS, WORD_HEADS

if TYPE_CHECKING:
    if sys.version_info >= (3, 11):
        from importlib.resources.abc import Traversable
    else:
        from importlib.abc import Traversable

__all__ = [
    "FORMAT",
    "MANIFEST",
    "CrfParameters",
    "Head",
    "Manifest",
    "Training",
    "digest_files",
    "read_manifest",
    "verify",
    "write_manifest",
]

FORMAT: Final = 1
"""The layout of the file; raised when a reader of the old one would misread the new."""
MANIFEST: Final = "manifest.json"

_is_digest = validators.matches_re("[0-9a-f]{64}")
_are_digests = validators.deep_mapping(validators.instance_of(str), _is_digest)
# Beside the manifest: no path leads out of the folder.
_are_digests_of_files = validators.deep_mapping(validators.matches_re(r"\w[\w.-]*"), _is_digest)


def _are_figures(_: Any, attribute: Attribute[Any], value: Any) -> None:
    """Numbers, nested by name."""
    if isinstance(value, Mapping):
        for each in value.values():
            _are_figures(_, attribute, each)
    elif isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        msg = f"{attribute.name!r} are numbers by name, not {value!r}"
        raise ValueError(msg)


@frozen(kw_only=True)
class CrfParameters:
    """What a conditional random field has learnt about tags, in the order of its head's."""

    transitions: tuple[tuple[float, ...], ...]
    """From, to."""
    starts: tuple[float, ...]
    ends: tuple[float, ...]
    thresholds: Mapping[str, float] = field(validator=_are_figures)
    """How probable a span of a kind must be."""


@frozen(kw_only=True)
class Head:
    """One output of the model."""

    tags: tuple[str, ...]
    """What its scores are the scores of, in their order."""
    level: Literal["word", "sentence"]
    """Whom it judges. A head for sentences scores words, and gives each a weight in its
    sentence as well: one score more than it has tags."""
    crf: CrfParameters | None = None
    """Absent where each word or sentence is judged for itself."""

    @property
    def scores(self) -> int:
        """How many numbers it has for each word."""
        return len(self.tags) + (self.level == "sentence")


@frozen(kw_only=True)
class Training:
    """How the model came to be."""

    config: Mapping[str, Any]
    data: Mapping[str, str] = field(validator=_are_digests)
    """The SHA-256 of what it was trained on, by name."""
    encoder: str = field(validator=_is_digest)
    """The SHA-256 of the weights that training started from."""
    seeds: tuple[int, ...]
    licences: Mapping[str, str]


@frozen(kw_only=True)
class Manifest:
    """What must be known to run a model, and what ought to be known about it."""

    format: int
    name: str
    version: str
    files: Mapping[str, str] = field(validator=_are_digests_of_files)
    """The SHA-256 of each file beside the manifest, by its name."""
    heads: Mapping[str, Head]
    features: Mapping[str, int]
    """How many values each input beside the word pieces has."""
    windowing: Windowing
    scores: Mapping[str, Any] = field(validator=_are_figures)
    """What the model reached, by evaluation: numbers, nested by name; not used at run time."""
    training: Training


def read_manifest(folder: Traversable) -> Manifest:
    """
    The manifest of the model in *folder*.

    Raises:
        MissingResourceError: there is none.
        DamagedResourceError: it is not such a file; the error says where in it.
        ModelContractError: the model is one for another version of the library.
    """
    path = folder.joinpath(MANIFEST)
    return _parse(_read_bytes(path), str(path))


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """
    Write the manifest into *folder*, the same bytes for the same manifest.

    Raises:
        DamagedResourceError: it holds what could not be read again.
        ModelContractError: it is a manifest for another version of the library.
    """
    path = folder / MANIFEST
    plain = asdict(manifest, filter=lambda _, value: value is not None)
    text = json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True)
    content = f"{text}\n".encode()
    _parse(content, str(path))
    path.write_bytes(content)


def digest_files(folder: Traversable, names: Iterable[str]) -> dict[str, str]:
    """
    The SHA-256 of files in *folder*, by name.

    Raises:
        MissingResourceError: one is not there.
    """
    return {name: hashlib.sha256(_read_bytes(folder.joinpath(name))).hexdigest() for name in names}


def verify(folder: Traversable, manifest: Manifest) -> None:
    """
    Check that the files in *folder* are those that the manifest was written for.

    Raises:
        MissingResourceError: one is not there.
        DamagedResourceError: one is another.
    """
    for name, found in digest_files(folder, manifest.files).items():
        if found != manifest.files[name]:
            raise DamagedResourceError(str(folder.joinpath(name)), manifest.files[name], found)


def _read_bytes(path: Traversable) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MissingResourceError(
            str(path), "install the package again; in a source tree export the model"
        ) from error


def _parse(content: bytes, path: str) -> Manifest:
    try:
        data = json.loads(content.decode(), parse_constant=_refuse)
    except ValueError as error:
        raise DamagedResourceError(path, "JSON", str(error)) from error
    found = data.get("format") if isinstance(data, dict) else None
    # Before all else: another format has other keys.
    if isinstance(found, int) and found != FORMAT:
        raise ModelContractError(f"a manifest of format {FORMAT}", f"format {found}")

    def refuse(misfit: Misfit) -> DamagedResourceError:
        return DamagedResourceError(
            path, f"{misfit.expected} at {misfit.where}", show(misfit.found)
        )

    manifest = structure(data, Manifest, refuse)
    _check_contract(manifest)
    return manifest


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _check_contract(manifest: Manifest) -> None:
    """Whether it is a model for this version; it may have more heads than those we know."""
    if HEAD not in manifest.heads:
        raise ModelContractError(f"a head {HEAD!r}", f"heads {sorted(manifest.heads)}")
    levels = {**dict.fromkeys(WORD_HEADS, "word"), **dict.fromkeys(SENTENCE_HEADS, "sentence")}
    for name, tags in {**WORD_HEADS, **SENTENCE_HEADS}.items():
        head = manifest.heads.get(name)
        if head is None:
            continue
        if head.tags != tags:
            raise ModelContractError(
                f"the tags {' '.join(tags)} of the head {name!r}", " ".join(head.tags)
            )
        if head.level != levels[name] or (head.crf is not None) != (name == HEAD):
            raise ModelContractError(
                f"a head {name!r} for {levels[name]}s, {'with' if name == HEAD else 'without'} a"
                " CRF",
                f"one for {head.level}s, {'without' if head.crf is None else 'with'} a CRF",
            )
    for name, each in manifest.heads.items():
        if each.crf is not None:
            rows = each.crf.transitions
            sizes = {len(part) for part in (rows, each.crf.starts, each.crf.ends, *rows)}
            if sizes != {len(each.tags)}:
                raise ModelContractError(
                    f"a CRF of {len(each.tags)} tags for the head {name!r}",
                    f"sizes {sorted(sizes)}",
                )
