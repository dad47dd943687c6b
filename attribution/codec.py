"""
`Document` to plain data and back; the one place that knows the JSON keys.

The keys are the field names. Spans are ``{"start": …, "end": …}`` in code points.
Other classes of ours are read from plain data by the same strict rules: `structure`.
"""

from __future__ import annotations

import json
import re
from collections import abc
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path
from reprlib import repr as show
from types import GenericAlias
from typing import Any, Literal, TypeVar, get_args, get_origin

from attrs import fields, frozen, has
from cattrs import Converter
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
)
from cattrs.gen import make_dict_structure_fn

from attribution import vocabulary
from attribution.document import Document, Entity
from attribution.errors import AttributionError, InvalidDocumentError, SchemaVersionError

__all__ = [
    "SCHEMA_VERSION",
    "Misfit",
    "dump",
    "entity_from_dict",
    "from_dict",
    "structure",
    "to_dict",
    "to_json",
]

SCHEMA_VERSION = "1.2"
"""Raised in its first part when a reader of the old format would misread the new one."""

VERSION_PATTERN = re.compile(rf"{SCHEMA_VERSION.split('.')[0]}\.\d+")
"""The versions that this library reads."""

T = TypeVar("T")
_SPLIT_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


@frozen(kw_only=True)
class Misfit:
    """Plain data that does not fit the class it should become."""

    where: str
    """The path to it, such as ``$.attributions[3].content``."""
    problem: str
    """In a few words, what it is and what it should be."""
    expected: str
    found: Any


class _UnfitError(ValueError):
    """A value is not of the kind that this error names."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def _make_converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)

    def strict(kind: Callable[[Any], T], name: str, *accepted: type) -> Callable[[Any, type[T]], T]:
        """JSON has its own types: a number is not text that looks like one."""

        def structure(value: Any, _: type[T]) -> T:
            if not isinstance(value, accepted) or isinstance(value, bool) is not (kind is bool):
                raise _UnfitError(name)
            return kind(value)

        return structure

    converter.register_structure_hook(str, strict(str, "a string", str))
    converter.register_structure_hook(int, strict(int, "a whole number", int))
    converter.register_structure_hook(float, strict(float, "a number", int, float))
    converter.register_structure_hook(bool, strict(bool, "true or false", bool))
    converter.register_structure_hook(Path, strict(Path, "a path", str))

    def structure_class(cls: type[T]) -> Callable[[Any, Any], T]:
        read = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True)

        def structure(value: Any, _: Any) -> T:
            if not isinstance(value, Mapping):
                raise _UnfitError("an object")
            return read(value, cls)

        return structure

    def structure_mapping(cls: Any) -> Callable[[Any, Any], Any]:
        as_dict: Any = GenericAlias(dict, get_args(cls))

        def structure(value: Any, _: Any) -> Any:
            if not isinstance(value, Mapping):
                raise _UnfitError("an object")
            return converter.structure(value, as_dict)

        return structure

    def structure_tuple(cls: Any) -> Callable[[Any, Any], Any]:
        # Through a list, because cattrs names the index of a list's item that fails.
        as_list: Any = GenericAlias(list, (get_args(cls)[0],))

        def structure(value: Any, _: Any) -> Any:
            if not isinstance(value, list | tuple):
                raise _UnfitError("an array")
            return tuple(converter.structure(list(value), as_list))

        return structure

    def structure_literal(value: Any, cls: Any) -> Any:
        if value not in get_args(cls):
            raise _UnfitError(f"one of {', '.join(get_args(cls))}")
        return value

    def structure_word(value: Any, cls: type[Enum]) -> Enum:
        try:
            return cls(value)
        except ValueError:
            raise _UnfitError(f"one of {', '.join(word.value for word in cls)}") from None

    converter.register_structure_hook_factory(has, structure_class)
    converter.register_structure_hook_factory(_is_made_of(tuple), structure_tuple)
    converter.register_structure_hook_factory(_is_made_of(abc.Mapping), structure_mapping)
    converter.register_structure_hook_func(_is_made_of(Literal), structure_literal)
    for name in vocabulary.__all__:
        # One by one: a word is a string too, and would be taken for one.
        kind = getattr(vocabulary, name)
        converter.register_structure_hook(kind, structure_word)
        converter.register_unstructure_hook(kind, lambda word: word.value)
    return converter


def _is_made_of(origin: object) -> Callable[[Any], bool]:
    return lambda kind: get_origin(kind) is origin


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
        raise InvalidDocumentError(f"expected an object, found {show(data)}", "$")
    fields = dict(data)
    version = fields.pop("schema_version", None)
    if not isinstance(version, str) or not VERSION_PATTERN.fullmatch(version):
        raise SchemaVersionError(version, SCHEMA_VERSION)
    return structure(fields, Document, _refuse_document)


def entity_from_dict(data: Mapping[str, Any]) -> Entity:
    """
    A registry record from plain data.

    Raises:
        InvalidDocumentError: the data is not such a record.
    """
    return structure(data, Entity, _refuse_document)


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


def structure(data: Any, cls: type[T], refuse: Callable[[Misfit], Exception]) -> T:
    """
    An object of *cls*, a class made by attrs, from plain data.

    Strictly: every key must be known, and each value be of its type. An error of
    ours that the class raises for itself comes through as it is.

    Args:
        data: As JSON or TOML has it.
        cls: What it should become.
        refuse: Makes the exception to raise for what does not fit.
    """
    try:
        return _converter.structure(data, cls)
    except (ClassValidationError, IterableValidationError, _UnfitError) as error:
        for cause in _leaves(error):
            if isinstance(cause, AttributionError):
                raise cause from error
        raise refuse(_first_misfit(error, data, "$")) from error


def _refuse_document(misfit: Misfit) -> InvalidDocumentError:
    return InvalidDocumentError(misfit.problem, misfit.where)


def _leaves(error: BaseException) -> list[BaseException]:
    """The errors at the ends of a group's branches."""
    if isinstance(error, ClassValidationError | IterableValidationError):
        return [leaf for branch in error.exceptions for leaf in _leaves(branch)]
    return [error]


def _first_misfit(error: BaseException, data: Any, where: str) -> Misfit:
    """Follow an error to where it comes from, and the data along with it."""
    if isinstance(error, ClassValidationError | IterableValidationError):
        branches, bare = error.group_exceptions()
        if not branches:
            return _first_misfit(bare[0], data, where)
        cause, note = branches[0]
        key = note.name if isinstance(note, AttributeValidationNote) else note.index
        where += f".{key}" if str(key).isidentifier() else f"[{key!r}]"
        if isinstance(cause, KeyError):
            return _misfit(where, "a value", None, problem=f"the key {key!r} is missing")
        return _first_misfit(cause, data[key], where)
    if isinstance(error, _UnfitError):
        return _misfit(where, error.expected, data)
    if isinstance(error, ForbiddenExtraKeysError):
        unknown = ", ".join(sorted(error.extra_fields))
        known = ", ".join(field.name for field in fields(error.cl))
        problem = f"unknown keys: {unknown}; those we know: {known}"
        return _misfit(where, f"no keys but {known}", unknown, problem=problem)
    # A class refuses what it was given; it may have said which of its fields it was.
    field = getattr(error, "field", None)
    words = str(error.args[0] if error.args else error)
    return _misfit(f"{where}.{field}" if field else where, words, data, problem=words)


def _misfit(where: str, expected: str, found: Any, *, problem: str | None = None) -> Misfit:
    problem = problem or f"expected {expected}, found {show(found)}"
    return Misfit(where=where, problem=problem, expected=expected, found=found)
