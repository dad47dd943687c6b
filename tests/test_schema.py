"""The JSON Schema says what a record is: no more, no less."""

from __future__ import annotations

import json
from typing import Any

import pytest
from attrs import fields
from hypothesis import given
from jsonschema import Draft202012Validator
from strategies import documents

from attribution import document as types
from attribution.codec import SCHEMA_VERSION
from attribution.document import Document
from attribution.schema import json_schema

VALIDATOR = Draft202012Validator(json_schema())
MINIMAL: dict[str, Any] = {"schema_version": SCHEMA_VERSION, "text": "It rained."}
SENTENCE = {"span": {"start": 0, "end": 10}, "label": "narration"}


def test_is_a_valid_schema() -> None:
    """It keeps the rules of draft 2020-12, and says that these are its rules."""
    Draft202012Validator.check_schema(json_schema())

    assert Draft202012Validator.META_SCHEMA["$id"] == json_schema()["$schema"]


def test_is_plain_json() -> None:
    """It is the same after a journey through JSON."""
    assert json_schema() == json.loads(json.dumps(json_schema()))


def test_is_made_anew() -> None:
    """What one caller does with it does not reach the next."""
    json_schema()["properties"].clear()

    assert "text" in json_schema()["properties"]


@given(documents())
def test_every_document_validates(document: Document) -> None:
    """Whatever can be a document is written as a valid record."""
    assert [] == list(VALIDATOR.iter_errors(json.loads(document.to_json())))


@pytest.mark.parametrize("name", [*types.__all__, "Span"])
def test_describes_every_type(name: str) -> None:
    """Each type is there with all its fields, and with the first line of its docstring."""
    whole = json_schema()
    part = whole if name == "Document" else whole["$defs"][name]
    cls = getattr(types, name)

    assert (cls.__doc__ or "").strip().splitlines()[0] == part["description"]
    assert {field.name for field in fields(cls)} == set(part["properties"]) - {"schema_version"}


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(MINIMAL, id="only a text"),
        pytest.param({**MINIMAL, "schema_version": "1.7"}, id="a later minor version"),
        pytest.param({**MINIMAL, "id": None}, id="no id"),
        pytest.param({**MINIMAL, "meta": {"any": [1, {"thing": None}]}}, id="anything kept"),
        pytest.param({**MINIMAL, "sentences": [SENTENCE]}, id="a sentence with defaults"),
    ],
)
def test_right_records_pass(record: dict[str, Any]) -> None:
    """What the schema lets pass, the library reads."""
    assert [] == list(VALIDATOR.iter_errors(record))
    assert isinstance(Document.from_dict(record), Document)


@pytest.mark.parametrize(
    "record",
    [
        pytest.param([], id="no object"),
        pytest.param({"text": "It rained."}, id="no version"),
        pytest.param({"schema_version": "1.0"}, id="no text"),
        pytest.param({**MINIMAL, "schema_version": "2.0"}, id="another version"),
        pytest.param({**MINIMAL, "text": 3}, id="a number for a text"),
        pytest.param({**MINIMAL, "titel": "so"}, id="an unknown key"),
        pytest.param({**MINIMAL, "meta": []}, id="a list for an object"),
        pytest.param({**MINIMAL, "sentences": None}, id="null for a list"),
        pytest.param({**MINIMAL, "sentences": [{"label": "narration"}]}, id="no span"),
        pytest.param({**MINIMAL, "sentences": [{**SENTENCE, "label": "NARRATION"}]}, id="a word"),
        pytest.param({**MINIMAL, "sentences": [{**SENTENCE, "confidence": 1.5}]}, id="too sure"),
        pytest.param({**MINIMAL, "sentences": [{**SENTENCE, "extra": 1}]}, id="a key inside"),
        pytest.param(
            {**MINIMAL, "sentences": [{**SENTENCE, "span": {"start": -1, "end": 3}}]},
            id="a span before the text",
        ),
        pytest.param(
            {**MINIMAL, "sentences": [{**SENTENCE, "span": [0, 3]}]}, id="a pair for a span"
        ),
        pytest.param(
            {
                **MINIMAL,
                "quotations": [{"span": {"start": 0, "end": 2}, "kind": "speech", "closed": 1}],
            },
            id="one for true",
        ),
    ],
)
def test_wrong_records_are_refused(record: Any) -> None:
    """What the library would not read, the schema does not let pass."""
    with pytest.raises(ValueError, match=r"."):
        Document.from_dict(record)

    assert [] != list(VALIDATOR.iter_errors(record))


def test_an_attribution_of_nothing_is_refused() -> None:
    """A content is at least one span."""
    attribution = {"id": "a1", "kind": "direct", "content": []}

    assert [] != list(VALIDATOR.iter_errors({**MINIMAL, "attributions": [attribution]}))


def test_a_version_has_two_numbers() -> None:
    """Schema and library agree on what a version is."""
    record = {**MINIMAL, "schema_version": "1"}

    assert [] != list(VALIDATOR.iter_errors(record))
    with pytest.raises(ValueError, match="schema_version"):
        Document.from_dict(record)
