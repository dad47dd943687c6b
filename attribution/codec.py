"""
`Document` to plain data and back; the one place that knows the JSON keys.

The keys are the field names. Spans are ``{"start": …, "end": …}`` in code points.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from enum import Enum
from types import GenericAlias
from typing import Any, TypeVar, get_args, get_origin

from attrs import has
from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn
from cattrs.v import format_exception

from attribution import vocabulary
from attribution.document import Document, Entity
from attribution.errors import InvalidDocumentError, SchemaVersionError

__all__ = ["SCHEMA_VERSION", "dump", "entity_from_dict", "from_dict", "to_dict", "to_json"]

SCHEMA_VERSION = "1.0"
"""Raised in its first part when a reader of the old format would misread the new one."""

VERSION_PATTERN = re.compile(rf"{SCHEMA_VERSION.split('.')[0]}\.\d+")
"""The versions that this library reads."""

T = TypeVar("T")
_SPLIT_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def _make_converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)

    def strict(kind: type[T], accepts: tuple[type, ...]) -> Callable[[Any, type[T]], T]:
        """JSON has its own types: a number is not text that looks like one."""

        def structure(value: Any, _: type[T]) -> T:
            if not isinstance(value, accepts) or isinstance(value, bool) is not (kind is bool):
                msg = f"expected {kind.__name__}, found {type(value).__name__}"
                raise TypeError(msg)
            return kind(value)  # type: ignore[call-arg]

        return structure

    for kind, accepts in ((str, (str,)), (int, (int,)), (float, (int, float)), (bool, (bool,))):
        converter.register_structure_hook(kind, strict(kind, accepts))

    def structure_class(cls: type[T]) -> Callable[[Any, Any], T]:
        read = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True)

        def structure(value: Any, _: Any) -> T:
            if not isinstance(value, Mapping):
                msg = f"expected an object, found {type(value).__name__}"
                raise TypeError(msg)
            return read(value, cls)

        return structure

    def structure_tuple(cls: Any) -> Callable[[Any, Any], Any]:
        # Through a list, because cattrs names the index of a list's item that fails.
        as_list: Any = GenericAlias(list, (get_args(cls)[0],))

        def structure(value: Any, _: Any) -> Any:
            if not isinstance(value, list | tuple):
                msg = f"expected an array, found {type(value).__name__}"
                raise TypeError(msg)
            return tuple(converter.structure(list(value), as_list))

        return structure

    def structure_word(value: Any, cls: type[Enum]) -> Enum:
        try:
            return cls(value)
        except ValueError:
            msg = f"{value!r} is none of {', '.join(word.value for word in cls)}"
            raise ValueError(msg) from None

    converter.register_structure_hook_factory(has, structure_class)
    converter.register_structure_hook_factory(_is_tuple, structure_tuple)
    for name in vocabulary.__all__:
        # One by one: a word is a string too, and would be taken for one.
        kind = getattr(vocabulary, name)
        converter.register_structure_hook(kind, structure_word)
        converter.register_unstructure_hook(kind, lambda word: word.value)
    return converter


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


_converter = _make_converter()


def to_dict(document: Document) -> dict[str, Any]:
    """Plain data, with ``schema_version`` first."""
    return {"schema_version": SCHEMA_VERSION, **_converter.unstructure(document)}


def from_dict(data: Mapping[str, Any]) -> Document:
    """
    The document that `to_dict` wrote.

    Raises:
        InvalidDocumentError: the data is not such a document.
        SchemaVersionError: another version of the format wrote it.
    """
    if not isinstance(data, Mapping):
        raise InvalidDocumentError(f"expected an object, found {type(data).__name__}", "$")
    fields = dict(data)
    version = fields.pop("schema_version", None)
    if not isinstance(version, str) or not VERSION_PATTERN.fullmatch(version):
        raise SchemaVersionError(version, SCHEMA_VERSION)
    return _structure(fields, Document)


def entity_from_dict(data: Mapping[str, Any]) -> Entity:
    """
    A registry record from plain data.

    Raises:
        InvalidDocumentError: the data is not such a record.
    """
    return _structure(data, Entity)


def to_json(document: Document, *, indent: int | None = None) -> str:
    """The document as JSON text."""
    return dump(to_dict(document), indent=indent)


def dump(data: Any, *, indent: int | None = None) -> str:
    """
    JSON text that can be written as UTF-8 whatever the text holds.

    Readable characters stay readable; a lone surrogate, which UTF-8 cannot
    carry, makes this record all ASCII.

    Raises:
        InvalidDocumentError: two halves of a surrogate pair stand side by side as
            two characters. JSON would read them as one, and every offset behind
            them would be off.
    """
    separators = (",", ":") if indent is None else None
    readable = json.dumps(data, ensure_ascii=False, indent=indent, separators=separators)
    try:
        readable.encode()
    except UnicodeEncodeError as error:
        if _SPLIT_PAIR.search(readable):
            raise InvalidDocumentError(
                "two surrogates in a row that JSON would join to one character", "$"
            ) from error
        return json.dumps(data, indent=indent, separators=separators)
    return readable


def _structure(data: Mapping[str, Any], cls: type[T]) -> T:
    try:
        return _converter.structure(data, cls)
    except (BaseValidationError, TypeError) as error:
        for cause in _leaves(error):
            if isinstance(cause, InvalidDocumentError):
                raise cause from error
        report = transform_error(error, "$", _explain)[0]
        reason, _, where = report.rpartition(" @ ")
        field = getattr(_leaves(error)[0], "field", None)
        where = f"{where}.{field}" if field else where
        raise InvalidDocumentError(reason, where) from error


def _explain(error: BaseException, kind: type | None) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        return f"unknown keys: {', '.join(sorted(error.extra_fields))}"
    if isinstance(error, KeyError):
        return f"the key {error.args[0]!r} is missing"
    if isinstance(error, TypeError | ValueError):
        return str(error)
    return format_exception(error, kind)


def _leaves(error: BaseException) -> list[BaseException]:
    """The errors at the ends of a group's branches."""
    if isinstance(error, BaseValidationError):
        return [leaf for branch in error.exceptions for leaf in _leaves(branch)]
    return [error]
