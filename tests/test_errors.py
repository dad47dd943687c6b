"""Every exception is caught by meaning, keeps its parts, and says what to do."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator

import pytest

from attribution import errors
from attribution.errors import (
    AttributionError,
    ConfigError,
    DamagedResourceError,
    InputError,
    InvalidDocumentError,
    InvalidRecordError,
    MissingExtraError,
    MissingResourceError,
    ModelContractError,
    ResourceError,
    SchemaVersionError,
)

EXAMPLES = [
    InvalidRecordError("news.jsonl", 7, "not JSON"),
    InvalidDocumentError("outside the text", "$.attributions[3].content"),
    SchemaVersionError("9.1", "1.0"),
    ConfigError("backend", "moon", "'embedded'"),
    MissingResourceError("cues.json", "install the package again"),
    DamagedResourceError("cues.json", "abc", "def"),
    MissingExtraError("stanza"),
    ModelContractError("4 labels", "5 labels"),
]
KINDS = [AttributionError("so"), InputError("so"), ResourceError("so")]
_TREE_LINE = re.compile(r"^\s*(?P<branch>[│├└─ ]*)(?P<name>\w+Error)(?: \((?P<builtin>\w+)\))?")


def subclasses(cls: type[AttributionError]) -> Iterator[type[AttributionError]]:
    for each in cls.__subclasses__():
        yield each
        yield from subclasses(each)


def tree() -> dict[str, set[str]]:
    """Each class of the tree in the module's docstring, and what it says it derives from."""
    drawn: dict[str, set[str]] = {}
    above: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        match = _TREE_LINE.match(line)
        if match is None:
            continue
        depth = len(match["branch"]) // 4
        del above[depth:]
        drawn[match["name"]] = {*above[-1:], *filter(None, [match["builtin"]])}
        above.append(match["name"])
    return drawn


def parts(error: AttributionError) -> dict[str, object]:
    return {name: value for name, value in vars(error).items() if not name.startswith("__")}


def test_every_class_is_among_the_examples() -> None:
    """What is said here of the examples is said of every exception there is."""
    assert {AttributionError, *subclasses(AttributionError)} == {
        type(error) for error in (*EXAMPLES, *KINDS)
    }


def test_the_docstring_draws_the_tree_as_it_is() -> None:
    """Each class derives from the class above it, and from the built-in named beside it."""
    classes: list[type[Exception]] = [AttributionError, *subclasses(AttributionError)]
    expected = {
        cls.__name__: {base.__name__ for base in cls.__bases__ if base is not Exception}
        for cls in classes
    }

    assert expected == tree()


@pytest.mark.parametrize("error", [*EXAMPLES, *KINDS], ids=lambda error: type(error).__name__)
def test_survives_pickling(error: AttributionError) -> None:
    """A worker process can hand it back whole."""
    copy = pickle.loads(pickle.dumps(error))

    assert (type(error), error.args, parts(error), str(error)) == (
        type(copy),
        copy.args,
        parts(copy),
        str(copy),
    )


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_keeps_its_parts(error: AttributionError) -> None:
    """What it was made of can be read from it, by name and in order."""
    assert error.args == tuple(parts(error).values())


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_the_message_names_every_part(error: AttributionError) -> None:
    """What happened and where can be read without a debugger."""
    for part in error.args:
        assert str(part) in str(error)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (InvalidRecordError("news.jsonl", 7, "not JSON"), "news.jsonl, line 7: not JSON"),
        (InvalidRecordError("a.json", None, "not JSON"), "a.json: not JSON"),
        (InvalidDocumentError("outside", "$.text"), "$.text: outside"),
        (ConfigError("workers", 0, "at least 1"), "workers is 0, expected at least 1"),
    ],
    ids=["a line of a file", "a whole file", "a place in a document", "a setting"],
)
def test_says_where(error: AttributionError, expected: str) -> None:
    """A message begins with the place, as compilers do."""
    assert expected == str(error)


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (SchemaVersionError("9.1", "1.0"), "annotate the text again"),
        (MissingResourceError("cues.json", "install it again"), "install it again"),
        (MissingExtraError("stanza"), "pip install 'news-attribution[stanza]'"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_says_what_to_do(error: AttributionError, remedy: str) -> None:
    """Where something can be done about it, the message says what."""
    assert remedy in str(error)
