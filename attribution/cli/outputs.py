"""Where a command writes: a file that appears only when it is complete, or standard output."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

import click

from attribution.errors import InputError

__all__ = ["STDOUT", "open_output", "stdout_text"]

STDOUT = "-"


@contextmanager
def open_output(path: Path | None) -> Iterator[BinaryIO]:
    """
    Open *path* for writing, or standard output where it is ``None``.

    The file is written beside its place and moved there at the end, so that nobody
    sees half of it; when the block fails, what stood there before still does.

    Raises:
        InputError: it cannot be written.
    """
    if path is None:
        stream = click.get_binary_stream("stdout")
        yield stream
        stream.flush()
        return
    try:
        # A device or named pipe (/dev/null, /dev/stdout) is written to, never replaced.
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as stream:
                yield stream
        else:
            with _replacing(path) as stream:
                yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        msg = f"{path}: cannot be written: {error.strerror}"
        raise InputError(msg) from error


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    if path.is_dir():
        msg = f"{path}: cannot be written: it is a directory"
        raise InputError(msg)
    if not path.parent.is_dir():
        msg = f"{path}: cannot be written: the directory {path.parent} does not exist"
        raise InputError(msg)
    path = path.resolve()  # through a link, which stays
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as stream:
            yield stream
        if path.exists():
            shutil.copymode(path, part)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def stdout_text() -> IO[str]:
    """Standard output for people: what a terminal cannot show never stops the program."""
    return click.get_text_stream("stdout", errors="replace")
