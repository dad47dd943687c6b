"""A user's own registry: records from JSON Lines, each checked."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import Attribute, field, frozen

from attribution.codec import Misfit, structure
from attribution.errors import InvalidRecordError
from attribution.sources.registry import Registry
from attribution.vocabulary import EntityKind

__all__ = ["OwnRecords", "read_own_records"]

_COUNTRY = re.compile(r"[A-Z]{2}")


@frozen
class OwnRecords:
    """What a user adds to the registry."""

    records: tuple[Mapping[str, Any], ...] = ()
    digest: str | None = None
    """Of the files that they were read from."""


def _not_blank(_: object, attribute: Attribute[Any], value: object) -> None:
    names = [value] if isinstance(value, str) else value or ()
    if isinstance(names, Iterable) and not all(str(name).strip() for name in names):
        msg = f"{attribute.name} is empty"
        raise ValueError(msg)


def _code(_: object, attribute: Attribute[Any], value: str | None) -> None:
    if value is not None and not _COUNTRY.fullmatch(value):
        msg = f"{attribute.name} is {value!r}, expected two capital letters (ISO 3166-1 alpha-2)"
        raise ValueError(msg)


@frozen(kw_only=True)
class _Record:
    """What a line may hold; `Entity` says what the fields mean."""

    id: str = field(validator=_not_blank)
    name: str | None = field(default=None, validator=_not_blank)
    kind: EntityKind | None = None
    aliases: tuple[str, ...] = field(default=(), validator=_not_blank)
    ambiguous: tuple[str, ...] = field(default=(), validator=_not_blank)
    """Names that others have too, so that only the article can say which is meant."""
    country: str | None = field(default=None, validator=_code)
    language: str | None = field(default=None, validator=_not_blank)
    domain: str | None = field(default=None, validator=_not_blank)
    homepage: str | None = field(default=None, validator=_not_blank)


def read_own_records(paths: Sequence[str]) -> OwnRecords:
    """
    Read registry files, in order.

    Args:
        paths: JSON Lines, one record a line; blank lines are passed over. For an id
            that the packaged registry knows, a line may give only what is to be changed.

    Raises:
        InvalidRecordError: a line that is no record, with file, line and reason.
    """
    if not paths:
        return OwnRecords()
    records: list[Mapping[str, Any]] = []
    packaged = Registry.packaged()
    known: set[str] = set()
    digest = hashlib.sha256()
    for path in paths:
        try:
            content = Path(path).read_bytes()
        except OSError as error:
            reason = f"cannot be read: {error.strerror}"
            raise InvalidRecordError(path, None, reason) from error
        digest.update(hashlib.sha256(content).digest())
        lines: dict[str, int] = {}
        for number, record in _read(path, content):
            id: str = record["id"]
            if id in lines:
                reason = f"the id {id!r} is used twice; it stands in line {lines[id]} too"
                raise InvalidRecordError(path, number, reason)
            if (
                id not in known
                and packaged.record(id) is None
                and not (record.keys() >= {"name", "kind"})
            ):
                reason = f"{id!r} is new, and a new record needs a name and a kind"
                raise InvalidRecordError(path, number, reason)
            lines[id] = number
            records.append(record)
        known.update(lines)
    return OwnRecords(tuple(records), digest.hexdigest()[:12] if records else None)


def _read(path: str, content: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each record with the number of its line."""
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue

        def refuse(misfit: Misfit, line_number: int = number) -> InvalidRecordError:
            return InvalidRecordError(path, line_number, f"{misfit.where}: {misfit.problem}")

        try:
            data = json.loads(line)
        except UnicodeDecodeError as error:
            raise InvalidRecordError(path, number, "not UTF-8") from error
        except (ValueError, RecursionError) as error:
            raise InvalidRecordError(path, number, f"not JSON: {error}") from error
        structure(data, _Record, refuse)
        yield number, {key: value for key, value in data.items() if value is not None}
