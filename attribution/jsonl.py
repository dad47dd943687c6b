"""
Records in and documents out as JSON Lines, one at a time.

Whoever opened a file closes it: a path given here is opened and closed here, a
handle passed in is left to its owner.
"""

from __future__ import annotations

import codecs
import json
import math
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, Any, TypeAlias

import jsonlines
from attrs import field, frozen

from attribution.codec import dump
from attribution.document import Document
from attribution.errors import InputError, InvalidRecordError

__all__ = ["File", "Record", "read_documents", "read_records", "write_documents"]

File: TypeAlias = "str | os.PathLike[str] | IO[bytes] | IO[str]"
"""A path, or something already open. Open it in binary mode to have bad bytes reported."""


@frozen(kw_only=True)
class Record:
    """A text to annotate, and where it was found."""

    text: str
    id: str | None = None
    meta: Mapping[str, Any] = field(factory=dict, hash=False)
    """The other fields of the record."""
    path: str
    line: int | None = None
    """Counted from 1; ``None`` where the whole file is one record."""


def read_records(
    file: File, *, text_field: str = "text", id_field: str = "id", name: str | None = None
) -> Iterator[Record | InvalidRecordError]:
    """
    Read texts from JSON Lines, in order.

    A line that cannot be used comes back as an error *value*, in its place: the
    caller raises it, or goes on. Blank lines and a byte order mark are passed over.

    Args:
        file: What to read.
        text_field: The key that holds the text.
        id_field: The key that holds the id, a string or a number; it may be absent.
        name: What errors call the file; by default its path.

    Raises:
        OSError: the file cannot be opened.
    """
    path = name or _name_of(file)
    for line, value in _read_objects(file, path):
        if isinstance(value, InvalidRecordError):
            yield value
            continue
        try:
            yield _make_record(value, text_field, id_field, path, line)
        except InvalidRecordError as error:
            yield error


def read_documents(file: File, *, name: str | None = None) -> Iterator[Document]:
    """
    Read back what `write_documents` wrote.

    Raises:
        InvalidRecordError: a line is not such a document.
        OSError: the file cannot be opened.
    """
    path = name or _name_of(file)
    for line, value in _read_objects(file, path):
        if isinstance(value, InvalidRecordError):
            raise value
        try:
            document = Document.from_dict(value)
        except InputError as error:
            raise InvalidRecordError(path, line, str(error)) from error
        yield document


def write_documents(documents: Iterable[Document], file: File) -> int:
    """
    Write one document a line, each as soon as it is there.

    Returns:
        How many there were.
    """
    number = 0
    with _opened(file, "wb") as stream, jsonlines.Writer(stream, dumps=dump) as writer:
        for document in documents:
            writer.write(document.to_dict())
            number += 1
    return number


def _make_record(
    value: Mapping[str, Any], text_field: str, id_field: str, path: str, line: int
) -> Record:
    if text_field not in value:
        found = ", ".join(repr(key) for key in value) or "no fields"
        raise InvalidRecordError(path, line, f"no field {text_field!r}; the record has {found}")
    text, id = value[text_field], value.get(id_field)
    if not isinstance(text, str):
        reason = f"the field {text_field!r} is {_kind_of(text)}, expected a string"
        raise InvalidRecordError(path, line, reason)
    if isinstance(id, bool) or not isinstance(id, str | int | float | None):
        reason = f"the field {id_field!r} is {_kind_of(id)}, expected a string or a number"
        raise InvalidRecordError(path, line, reason)
    return Record(
        text=text,
        id=None if id is None else str(id),
        meta={key: v for key, v in value.items() if key not in (text_field, id_field)},
        path=path,
        line=line,
    )


class _Lines:
    """The lines of a stream, and the number of the last one read."""

    def __init__(self, stream: IO[bytes] | IO[str]) -> None:
        self._stream = stream
        self.number = 0

    def __iter__(self) -> Iterator[bytes | str]:
        for line in self._stream:
            self.number += 1
            # A file that holds nothing but a byte order mark is an empty file.
            yield b"" if line.rstrip() == codecs.BOM_UTF8 else line


def _read_objects(
    file: File, path: str
) -> Iterator[tuple[int, dict[str, Any] | InvalidRecordError]]:
    """Each line that is not blank, with its number."""
    with _opened(file, "rb") as stream:
        lines = _Lines(stream)
        with jsonlines.Reader(lines, loads=_loads) as reader:
            while True:
                try:
                    value = reader.read(allow_none=True, skip_empty=True)
                except EOFError:
                    return
                except jsonlines.InvalidLineError as error:
                    reason = _reason(error)
                else:
                    if isinstance(value, dict):
                        yield lines.number, value
                        continue
                    reason = f"the record is {_kind_of(value)}, expected an object"
                yield lines.number, InvalidRecordError(path, lines.number, reason)


def _opened(file: File, mode: str) -> AbstractContextManager[Any]:
    if isinstance(file, str | os.PathLike):
        return Path(file).open(mode)
    return nullcontext(file)


def _name_of(file: File) -> str:
    if isinstance(file, str | os.PathLike):
        return os.fspath(file)
    return str(getattr(file, "name", "<stream>"))


def _loads(line: str | bytes) -> Any:
    """Strict JSON: what is read here can be written again."""
    try:
        return json.loads(line, parse_constant=_finite, parse_float=_finite)
    except RecursionError as error:
        msg = "nested too deeply"
        raise ValueError(msg) from error


def _finite(literal: str) -> float:
    """JSON has no word for infinity or for what is not a number."""
    number = float(literal)
    if not math.isfinite(number):
        msg = f"{literal} is not a JSON number"
        raise ValueError(msg)
    return number


def _reason(error: jsonlines.InvalidLineError) -> str:
    cause = error.__cause__
    if isinstance(cause, UnicodeDecodeError):
        byte = cause.object[cause.start]
        return f"byte 0x{byte:02X} at offset {cause.start} of the line is not UTF-8"
    if isinstance(cause, json.JSONDecodeError):
        return f"not JSON: {cause.msg} (character {cause.pos + 1})"
    return f"not JSON: {cause}"


def _kind_of(value: object) -> str:
    """What JSON calls a value."""
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "an array"
        case _:
            return "an object"
