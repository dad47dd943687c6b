"""In a fresh process: importing does nothing, annotating needs no network."""

from __future__ import annotations

import os
import subprocess
import sys
from textwrap import dedent

import pytest

from attribution.config import ENGINES

HEAVY = (
    "attrs",
    "cattrs",
    "click",
    "jsonlines",
    "multiprocessing",
    "numpy",
    "onnxruntime",
    "rich",
    "socket",
    "spacy",
    "thinc",
    "tokenizers",
)
NO_NETWORK = """
    import socket
    import sys

    class Forbidden(socket.socket):
        def __init__(self, *arguments, **options):
            raise RuntimeError("a socket was opened")

    def forbidden(*arguments, **options):
        raise RuntimeError("a name was looked up")

    socket.socket = Forbidden
    socket.getaddrinfo = socket.create_connection = forbidden
"""
NOT_INSTALLED = """
    import sys
    sys.modules.update(onnx=None, safetensors=None, torch=None)
"""


def run(*programs: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a fresh interpreter."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", "\n".join(dedent(program) for program in programs)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


def test_import_loads_nothing_heavy() -> None:
    """No outside library comes with the import, and nothing of ours but the root."""
    done = run(
        """
        import sys
        before = set(sys.modules)
        import attribution
        print(*sorted(set(sys.modules) - before))
        """
    )
    loaded = done.stdout.split()

    assert (0, "") == (done.returncode, done.stderr)
    assert [] == [name for name in loaded if name.partition(".")[0] in HEAVY]
    assert ["attribution"] == [name for name in loaded if name.partition(".")[0] == "attribution"]


def test_import_does_nothing() -> None:
    """Nothing printed, no log handler, no warning filter, no socket, no thread."""
    done = run(
        NO_NETWORK,
        """
        import logging
        import threading
        import warnings
        filters = list(warnings.filters)
        import attribution
        assert filters == warnings.filters
        assert not logging.root.handlers
        assert "attribution" not in logging.root.manager.loggerDict
        assert threading.active_count() == 1
        """,
    )

    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)


def test_the_types_come_without_spacy() -> None:
    """Who only reads results loads no language library."""
    done = run(
        """
        import sys
        from attribution import Document, Label, Span
        Document.from_dict(Document(text="It rained.").to_dict())
        heavy = {"spacy", "numpy", "thinc", "click", "rich", "jsonlines", "onnxruntime", "tokenizers"}
        print(*(heavy & set(sys.modules)))
        """
    )

    assert (0, "\n", "") == (done.returncode, done.stdout, done.stderr)


def test_the_lexicon_comes_without_an_encoder() -> None:
    """An engine that needs no network loads no library that runs one."""
    done = run(
        NOT_INSTALLED,
        """
        import attribution
        attribution.load(engine="lexicon")("It rained, Ann Lee said.")
        print(*({"onnxruntime", "tokenizers"} & set(sys.modules)))
        """,
    )

    assert (0, "\n", "") == (done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("engine", ENGINES)
def test_annotates_without_a_network(engine: str) -> None:
    """
    An article is annotated with every way out closed; nothing is printed, nothing logged.

    What only training needs is not there.
    """
    done = run(
        NO_NETWORK,
        NOT_INSTALLED,
        f"engine = {engine!r}",
        """
        import attribution
        text = "“It rained,” said Ann Lee, the mayor.\\n\\nThe ministry denied it, Reuters reported."
        document = attribution.load(engine=engine)(text)
        assert document.text == text
        assert [source.name for source in document.sources]
        """,
    )

    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)


def test_another_command_is_not_loaded() -> None:
    """The command line says its version without loading a language library."""
    done = run(
        """
        import sys
        from attribution.cli import main
        try:
            main(["--version"])
        except SystemExit as exit:
            print(exit.code, "spacy" in sys.modules)
        """
    )

    assert "0 False" == done.stdout.splitlines()[-1]
