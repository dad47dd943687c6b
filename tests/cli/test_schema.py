"""``attribution schema``."""

from __future__ import annotations

import json

from click.testing import CliRunner
from jsonschema import Draft202012Validator

from attribution.cli import main
from attribution.document import Document
from attribution.schema import json_schema


def test_prints_the_schema() -> None:
    """What is printed is the library's schema, indented to be read."""
    result = CliRunner().invoke(main, ["schema"])

    assert 0 == result.exit_code
    assert json_schema() == json.loads(result.output)
    assert result.output.startswith('{\n  "$schema"')


def test_is_a_valid_schema() -> None:
    """What is printed is valid JSON Schema, and a document validates against it."""
    schema = json.loads(CliRunner().invoke(main, ["schema"]).output)
    Draft202012Validator.check_schema(schema)

    assert [] == list(
        Draft202012Validator(schema).iter_errors(json.loads(Document(text="It rained.").to_json()))
    )
