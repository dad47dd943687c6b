"""The JSON Schema (draft 2020-12) of one record, derived from the types."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields, has

from attribution import document as _document
from attribution.codec import SCHEMA_VERSION, VERSION_PATTERN
from attribution.document import Document
from attribution.spans import Span

__all__ = ["json_schema"]


def json_schema() -> dict[str, Any]:
    """
    What every line of output validates against.

    >>> json_schema()["properties"]["text"]
    {'type': 'string'}
    """
    definitions: dict[str, Any] = {}
    schema = _object(Document, definitions)
    schema["properties"] = {
        "schema_version": {
            "type": "string",
            "pattern": f"^{VERSION_PATTERN.pattern}$",
        },
        **schema["properties"],
    }
    schema["required"] = ["schema_version", *schema["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"attribution {SCHEMA_VERSION}: one annotated document",
        **schema,
        "$defs": dict(sorted(definitions.items())),
    }


def _object(cls: type, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(cls, vars(_document))
    properties = {
        field.name: _type(hints[field.name], definitions) for field in fields(cls) if field.init
    }
    if cls is Span:
        properties = {name: {"type": "integer", "minimum": 0} for name in properties}
    if "content" in properties:
        properties["content"]["minItems"] = 1
    if "confidence" in properties:
        properties["confidence"] |= {"minimum": 0, "maximum": 1}
    return {
        "type": "object",
        "description": (inspect.getdoc(cls) or "").split("\n")[0],
        "properties": properties,
        "required": [f.name for f in fields(cls) if f.default is NOTHING],
        "additionalProperties": False,
    }


def _type(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        options = [_type(argument, definitions) for argument in arguments]
        return {"anyOf": options}
    if origin is tuple:
        return {"type": "array", "items": _type(arguments[0], definitions)}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object"}
    if has(hint):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}
            definitions[hint.__name__] = _object(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if issubclass(hint, Enum):
        return {"enum": [word.value for word in hint]}
    names = {str: "string", bool: "boolean", int: "integer", float: "number", NoneType: "null"}
    return {"type": names[hint]}
