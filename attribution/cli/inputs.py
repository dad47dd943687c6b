"""What a command reads: files, directories, patterns, standard input."""

from __future__ import annotations

import glob
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from attribution.errors import InputError, InvalidRecordError
from attribution.jsonl import Record, read_records

__all__ = [
    "JSONL_SUFFIXES",
    "SKIPPED_SUFFIX",
    "STDIN",
    "TEXT_SUFFIXES",
    "find_inputs",
    "read_inputs",
]

STDIN = "-"
JSONL_SUFFIXES = (".jsonl", ".ndjson")
TEXT_SUFFIXES = (".txt",)
SKIPPED_SUFFIX = ".errors.jsonl"
"""Of the lists of skipped records, which hold no articles."""


def find_inputs(
    given: Sequence[str],
    *,
    suffixes: Collection[str] = TEXT_SUFFIXES + JSONL_SUFFIXES,
    leave_out: Collection[Path] = (),
) -> tuple[str, ...]:
    """
    The files that *given* names, in order, as paths with forward slashes.

    A directory stands for the files below it that have one of *suffixes*, sorted;
    hidden ones, and those in *leave_out*, are passed over. A pattern such as
    ``news/*.txt``, which some shells hand on as it is, stands for what it matches.

    Raises:
        InputError: there is no such file, or a directory or pattern holds none.
    """
    if given.count(STDIN) > 1:
        msg = "standard input ('-') can be read only once"
        raise InputError(msg)
    hidden = {path.resolve() for path in leave_out}
    found: list[str] = []
    for name in given:
        if name == STDIN:
            found.append(name)
            continue
        for path in _matches(name):
            if path.is_dir():
                below = [p for p in _files_below(path, suffixes) if p.resolve() not in hidden]
                if not below:
                    msg = f"{path.as_posix()}: no {', '.join(suffixes)} file in this directory"
                    raise InputError(msg)
                found.extend(p.as_posix() for p in below)
            elif path.resolve() in hidden:
                msg = f"{path.as_posix()} is both input and output"
                raise InputError(msg)
            else:
                found.append(path.as_posix())
    return tuple(found)


def read_inputs(
    inputs: Iterable[str],
    *,
    input_format: str = "auto",
    text_field: str = "text",
    id_field: str = "id",
) -> Iterator[Record | InvalidRecordError]:
    """
    The texts of all files, in order; what cannot be used comes as an error value.

    A text file is one record and its path is its id.

    Args:
        inputs: What `find_inputs` found.
        input_format: ``text``, ``jsonl``, or ``auto``: JSON Lines by suffix, else text.
        text_field: The key that holds the text of a JSONL record.
        id_field: The key that holds its id.
    """
    for path in inputs:
        is_jsonl = input_format == "jsonl" or (
            input_format == "auto" and Path(path).suffix.lower() in JSONL_SUFFIXES
        )
        try:
            if is_jsonl:
                yield from read_records(
                    sys.stdin.buffer if path == STDIN else path,
                    text_field=text_field,
                    id_field=id_field,
                    name=path,
                )
            else:
                yield _read_text(path)
        except OSError as error:
            yield InvalidRecordError(path, None, f"cannot be read: {error.strerror}")


def _read_text(path: str) -> Record | InvalidRecordError:
    """A file as one record; its line ends stay as they are."""
    data = sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
    try:
        # Decoded in two steps, so that an offset counts the byte order mark too.
        text = data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        byte = f"byte 0x{data[error.start]:02X} at offset {error.start}"
        return InvalidRecordError(path, None, f"{byte} is not UTF-8")
    return Record(text=text, id=path, path=path)


def _matches(name: str) -> list[Path]:
    path = Path(name)
    if path.exists():
        return [path]
    if glob.has_magic(name):
        matches = [Path(match) for match in sorted(glob.glob(name, recursive=True))]
        if matches:
            return matches
        msg = f"{name}: no file matches"
        raise InputError(msg)
    msg = f"{name}: no such file or directory"
    raise InputError(msg)


def _files_below(directory: Path, suffixes: Collection[str]) -> list[Path]:
    return sorted(
        path
        for path in directory.rglob("*")
        if path.suffix.lower() in suffixes
        and not path.name.endswith(SKIPPED_SUFFIX)
        and not any(part.startswith(".") for part in path.relative_to(directory).parts)
        and path.is_file()
    )
