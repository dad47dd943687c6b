"""
Every exception this library raises.

::

    AttributionError                      catch this to catch everything we raise
    ├── InputError (ValueError)           what we were given is unusable
    │   ├── InvalidRecordError            one record of a file: not JSON, a field missing
    │   ├── InvalidDocumentError          spans outside the text, ids that lead nowhere
    │   └── SchemaVersionError            data written by another version of the format
    ├── ConfigError (ValueError)          a setting that is not one of those we know
    ├── ResourceError                     packaged or downloaded files
    │   ├── MissingResourceError (LookupError)
    │   └── DamagedResourceError
    ├── MissingExtraError (ImportError)   an optional library that is not installed
    └── ModelContractError                a model that does not fit this version of the library

Odd *text* is never an error: it gives a `Document` with `Diagnostic` entries.
Each class keeps its parts as attributes and survives pickling, so that worker
processes can hand it back.
"""

from __future__ import annotations

__all__ = [
    "AttributionError",
    "ConfigError",
    "DamagedResourceError",
    "InputError",
    "InvalidDocumentError",
    "InvalidRecordError",
    "MissingExtraError",
    "MissingResourceError",
    "ModelContractError",
    "ResourceError",
    "SchemaVersionError",
]


class AttributionError(Exception):
    """The base of everything this library raises on purpose."""


class InputError(AttributionError, ValueError):
    """What we were given cannot be used."""


class InvalidRecordError(InputError):
    """One record of a file cannot be used; the others may be fine."""

    def __init__(self, path: str, line: int | None, reason: str) -> None:
        super().__init__(path, line, reason)
        self.path = path
        self.line = line
        """Counted from 1; ``None`` where the whole file is one record."""
        self.reason = reason

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}, line {self.line}"
        return f"{where}: {self.reason}"


class InvalidDocumentError(InputError):
    """A `Document` contradicts itself: a span outside its text, an id that leads nowhere."""

    def __init__(self, problem: str, where: str) -> None:
        super().__init__(problem, where)
        self.problem = problem
        self.where = where
        """The path to the offending value, such as ``$.attributions[3].content``."""

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"


class SchemaVersionError(InputError):
    """The data was written by a version of the format that this library does not read."""

    def __init__(self, found: object, supported: str) -> None:
        super().__init__(found, supported)
        self.found = found
        self.supported = supported

    def __str__(self) -> str:
        return (
            f"schema_version is {self.found!r}, this version of the library reads"
            f" {self.supported!r}: annotate the text again, or install the version that wrote it"
        )


class ConfigError(AttributionError, ValueError):
    """A setting has a value that we do not know."""

    def __init__(self, key: str, value: object, expected: str) -> None:
        super().__init__(key, value, expected)
        self.key = key
        self.value = value
        self.expected = expected

    def __str__(self) -> str:
        return f"{self.key} is {self.value!r}, expected {self.expected}"


class ResourceError(AttributionError):
    """A file that belongs to the library cannot be used."""


class MissingResourceError(ResourceError, LookupError):
    """A file that belongs to the library is not there."""

    def __init__(self, name: str, remedy: str) -> None:
        super().__init__(name, remedy)
        self.name = name
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.name} is missing: {self.remedy}"


class DamagedResourceError(ResourceError):
    """A file that belongs to the library is not what it was when it was built."""

    def __init__(self, path: str, expected: str, found: str) -> None:
        super().__init__(path, expected, found)
        self.path = path
        self.expected = expected
        self.found = found

    def __str__(self) -> str:
        return f"{self.path} is damaged: expected {self.expected}, found {self.found}"


class MissingExtraError(AttributionError, ImportError):
    """An optional library is needed for this and not installed."""

    def __init__(self, extra: str) -> None:
        super().__init__(extra)
        self.extra = extra

    def __str__(self) -> str:
        return (
            f"this needs the optional libraries of {self.extra!r}:"
            f" pip install 'news-attribution[{self.extra}]'"
        )


class ModelContractError(AttributionError):
    """A model's inputs, outputs or labels are not those this version works with."""

    def __init__(self, expected: str, found: str) -> None:
        super().__init__(expected, found)
        self.expected = expected
        self.found = found

    def __str__(self) -> str:
        return f"the model does not fit this version: expected {self.expected}, found {self.found}"
