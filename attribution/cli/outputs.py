"""Where a command writes: a file that appears only when it is complete, or standard output."""

from __future__ import annotations

import io
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

import click

from attribution.errors import InputError

__all__ = ["file_or_stdout", "open_output", "stdout_text", "text_on"]


def file_or_stdout(_: click.Context, __: click.Parameter, value: Path | None) -> Path | None:
    """For an option: ``-`` is standard output, which is ``None`` here."""
    return None if value == Path("-") else value


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
        stream = sys.stdout.buffer
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
        if error.filename is not None and path.name not in str(error.filename):
            raise  # some other file
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
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def stdout_text() -> IO[str]:
    """Standard output for people: what a terminal cannot show never stops the program."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    return sys.stdout


@contextmanager
def text_on(stream: BinaryIO | None) -> Iterator[IO[str]]:
    """*stream* to be written to as UTF-8, or standard output for people to read."""
    if stream is None:
        yield stdout_text()
        return
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="\n")
    try:
        yield text
    finally:
        text.detach()  # which flushes it; who opened the stream closes it
