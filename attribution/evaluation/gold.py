"""
Articles whose sentences were labelled by hand: one JSON object a line.

::

    {"id": …, "text": …, "sentences": [{"start": …, "end": …, "label": …, "also": […],
     "sources": […], "surface": …, "type": …, "outlet": …, "cue": …,
     "entities": […]}, …], "phenomenon": …}

Every field but ``entities`` and ``phenomenon`` is required; those beyond these are left alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import converters, field, frozen, validators

from attribution.errors import InvalidRecordError
from attribution.spans import Span
from attribution.vocabulary import Label, SourceKind

__all__ = [
    "AUTHOR",
    "BOILERPLATE",
    "HEADING",
    "ROW_LABELS",
    "SENTENCE_LABELS",
    "SOURCE_TYPES",
    "UNKNOWN",
    "GoldArticle",
    "GoldRow",
    "read_gold",
]

HEADING = "heading"
BOILERPLATE = "boilerplate"
SENTENCE_LABELS = tuple(label.value for label in Label)
ROW_LABELS = (*SENTENCE_LABELS, HEADING, BOILERPLATE)
"""What a row can be: a sentence with one of the four labels, or no prose at all."""

AUTHOR = "AUTHOR"
"""In a row's sources: the article's own author."""
UNKNOWN = "UNKNOWN"
"""In a row's sources: nobody is named."""

SOURCE_TYPES: Mapping[str, SourceKind] = MappingProxyType(
    {
        "PERSON": SourceKind.PERSON,
        "OUTLET": SourceKind.OUTLET,
        "ORG": SourceKind.ORGANISATION,
        "GPE": SourceKind.GOVERNMENT,
        "GROUP": SourceKind.GROUP,
        "DOCUMENT": SourceKind.DOCUMENT,
        "AUTHOR": SourceKind.AUTHOR,
        "UNKNOWN": SourceKind.UNKNOWN,
    }
)
"""The annotators' codes for kinds of source."""


def _tuple(value: Any) -> tuple[Any, ...]:
    # A string is iterable too, and must not pass for a list of its letters.
    if not isinstance(value, list | tuple):
        msg = f"expected a list, found {type(value).__name__}"
        raise TypeError(msg)
    return tuple(value)


def _text_or_none() -> Any:
    return field(validator=validators.optional(validators.instance_of(str)))


@frozen(kw_only=True)
class GoldRow:
    """One annotated sentence, heading or piece of furniture."""

    span: Span
    label: str = field(validator=validators.in_(ROW_LABELS))
    also: tuple[str, ...] = field(
        converter=_tuple, validator=validators.deep_iterable(validators.in_(ROW_LABELS))
    )
    """Other labels that a careful reader could defend: they count as right."""
    sources: tuple[str, ...] = field(
        converter=_tuple, validator=validators.deep_iterable(validators.instance_of(str))
    )
    """The fullest names the article gives, or `AUTHOR`, or `UNKNOWN`."""
    surface: str | None = _text_or_none()
    """The words of this very sentence that name the source."""
    type: str | None = field(validator=validators.optional(validators.in_(tuple(SOURCE_TYPES))))
    """A key of `SOURCE_TYPES`."""
    outlet: str | None = _text_or_none()
    """The outlet through which the article got it."""
    cue: str | None = _text_or_none()
    entities: tuple[str | None, ...] | None = field(
        default=None, converter=converters.optional(_tuple)
    )
    """For each of the sources its registry id, or ``None``; as a whole ``None`` where the gold
    says nothing of the registry."""

    def __attrs_post_init__(self) -> None:
        if self.entities is None:
            return
        if len(self.entities) != len(self.sources):
            msg = f"{len(self.entities)} entities for {len(self.sources)} sources"
            raise ValueError(msg)
        ids: tuple[object, ...] = self.entities
        for id in ids:
            if not isinstance(id, str | None):
                msg = f"'entities' are ids or null, not {id!r}"
                raise TypeError(msg)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that counts as right, the first choice first."""
        return (self.label, *self.also)


@frozen(kw_only=True)
class GoldArticle:
    """An article and its annotated rows."""

    id: str = field(validator=validators.instance_of(str))
    text: str = field(validator=validators.instance_of(str))
    rows: tuple[GoldRow, ...]
    phenomenon: str | None = field(
        default=None, validator=validators.optional(validators.instance_of(str))
    )
    """What an article written as a case is a case of."""

    def __attrs_post_init__(self) -> None:
        for n, row in enumerate(self.rows):
            if row.span.end > len(self.text):
                msg = f"sentences[{n}] ends at {row.span.end}, the text at {len(self.text)}"
                raise ValueError(msg)


def read_gold(path: str | PathLike[str]) -> tuple[GoldArticle, ...]:
    """
    The articles of a gold file, in its order; blank lines are passed over.

    Raises:
        InvalidRecordError: a line is not UTF-8, not JSON, or not such an article.
        OSError: the file cannot be read.
    """
    lines = Path(path).read_bytes().split(b"\n")
    return tuple(_read_lines(str(path), lines))


def _read_lines(path: str, lines: Iterable[bytes]) -> Iterable[GoldArticle]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _article(json.loads(line.decode()))
        except UnicodeDecodeError as error:
            raise InvalidRecordError(path, number, f"not UTF-8: {error.reason}") from error
        except json.JSONDecodeError as error:
            raise InvalidRecordError(path, number, f"not JSON: {error}") from error
        except (TypeError, ValueError) as error:
            # The validators of attrs put the attribute and its value behind their message.
            raise InvalidRecordError(path, number, str(error.args[0])) from error


def _article(record: Any) -> GoldArticle:
    id, text, sentences = _pick(record, "", "id", "text", "sentences")
    rows = (_row(sentence, f"sentences[{n}]") for n, sentence in enumerate(_tuple(sentences)))
    return GoldArticle(id=id, text=text, rows=tuple(rows), phenomenon=record.get("phenomenon"))


def _row(record: Any, where: str) -> GoldRow:
    names = ("label", "also", "sources", "surface", "type", "outlet", "cue")
    start, end, *values = _pick(record, where, "start", "end", *names)
    try:
        for offset in (start, end):
            if not isinstance(offset, int) or isinstance(offset, bool):
                msg = f"offsets are whole numbers, not {offset!r}"
                raise TypeError(msg)
        if start == end:
            msg = f"the span is empty: [{start}, {end})"
            raise ValueError(msg)
        return GoldRow(
            span=Span(start, end),
            entities=record.get("entities"),
            **dict(zip(names, values, strict=True)),
        )
    except (TypeError, ValueError) as error:
        msg = f"{where}: {error.args[0]}"
        raise type(error)(msg) from error


def _pick(record: Any, where: str, *names: str) -> list[Any]:
    """The values of these fields; all of them must be there."""
    prefix = f"{where}: " if where else ""
    if not isinstance(record, dict):
        msg = f"{prefix}expected an object, found {type(record).__name__}"
        raise TypeError(msg)
    missing = [name for name in names if name not in record]
    if missing:
        msg = f"{prefix}without {', '.join(missing)}"
        raise ValueError(msg)
    return [record[name] for name in names]
