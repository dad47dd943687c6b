"""
Attributions annotated with brat, such as PolNeAR's.

A folder holds ``text/*.txt`` and ``attributions/*.ann``, or both side by side.
An article ``x.txt`` is annotated in ``x.ann``, or by several people in
``x_<annotator>.ann``. An attribution is an event whose arguments are spans::

    T1	Source 0 6	Ms Lee
    T2	Cue 7 11	said
    T3	Content 12 21;30 41	it rained and it blew
    E1	Attribution:T2 Source:T1 Cue:T2 Content:T3

Roles may be numbered (``Content2:T9``); other roles, and whatever else brat can
write, are left alone. Offsets count code points of the text as it is in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from os import PathLike
from pathlib import Path

from attrs import frozen

from attribution.errors import InvalidRecordError
from attribution.spans import Span

__all__ = ["BratArticle", "BratAttribution", "BratReading", "read_brat"]


@frozen(kw_only=True)
class BratAttribution:
    """One annotated attribution; each role is the fragments of all its spans, in order."""

    id: str
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()


@frozen(kw_only=True)
class BratReading:
    """An article as one annotator read it."""

    id: str
    """The name of the annotation file, without its ending."""
    annotator: str
    """Empty where the file does not say."""
    attributions: tuple[BratAttribution, ...]


@frozen(kw_only=True)
class BratArticle:
    """A text and its readings, at least one."""

    id: str
    text: str
    readings: tuple[BratReading, ...]


def read_brat(folder: str | PathLike[str]) -> tuple[BratArticle, ...]:
    """
    The annotated articles of a folder, sorted by name; texts without annotation are left out.

    Raises:
        InvalidRecordError: there are none; or a file is not UTF-8, an annotation
            has no text, or does not fit it, or cannot be read.
        OSError: a file cannot be read.
    """
    root = Path(folder)
    texts = {path.stem: path for path in _files(root, "text", ".txt")}
    annotations: dict[str, list[tuple[str, Path]]] = {}
    for path in _files(root, "attributions", ".ann"):
        article, annotator = path.stem, ""
        if article not in texts:
            article, _, annotator = path.stem.rpartition("_")
        if article not in texts:
            raise InvalidRecordError(str(path), None, "there is no text that it annotates")
        annotations.setdefault(article, []).append((annotator, path))
    if not annotations:
        raise InvalidRecordError(str(root), None, "no brat annotations (.ann beside .txt) in it")
    return tuple(_read_article(id, texts[id], annotations[id]) for id in sorted(annotations))


def _files(root: Path, part: str, suffix: str) -> list[Path]:
    folder = root / part if (root / part).is_dir() else root
    return sorted(path for path in folder.iterdir() if path.suffix == suffix)


def _read_article(id: str, path: Path, annotations: list[tuple[str, Path]]) -> BratArticle:
    text = _read_text(path)
    readings = tuple(
        BratReading(
            id=annotation.stem,
            annotator=annotator,
            attributions=tuple(_read_attributions(annotation, text)),
        )
        for annotator, annotation in annotations
    )
    return BratArticle(id=id, text=text, readings=readings)


def _read_text(path: Path) -> str:
    """The file as it is: line ends are characters, and offsets count them."""
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise InvalidRecordError(str(path), None, f"not UTF-8: {error.reason}") from error


def _read_attributions(path: Path, text: str) -> Iterator[BratAttribution]:
    spans: dict[str, tuple[Span, ...]] = {}
    events: list[tuple[int, str, str]] = []
    for number, id, rest in _records(path):
        try:
            if id.startswith("T"):
                spans[id] = _read_spans(rest, text)
            elif id.startswith("E"):
                events.append((number, id, rest))
        except ValueError as error:
            raise InvalidRecordError(str(path), number, str(error)) from error
    # An event may come before the spans it names.
    for number, id, rest in events:
        roles: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
        for argument in rest.split():
            name, colon, target = argument.partition(":")
            if not colon:
                raise InvalidRecordError(str(path), number, f"{argument!r} is no role:span")
            role = name.rstrip("0123456789").lower()
            if role not in roles:
                continue
            if target not in spans:
                raise InvalidRecordError(str(path), number, f"{argument} leads to no span")
            roles[role].extend(spans[target])
        if any(roles.values()):
            yield BratAttribution(id=id, **{r: tuple(sorted(s)) for r, s in roles.items()})


_RECORD = re.compile(r"([A-Z]\d+|\*|#\d*)\t")


def _records(path: Path) -> Iterator[tuple[int, str, str]]:
    """
    The line number, id and rest of each record.

    The words of a span are written at its end, with their line breaks: a line
    that begins no record goes on with the one before it.
    """
    number, id, parts = 0, "", list[str]()
    for n, line in enumerate(_read_text(path).split("\n"), start=1):
        begins = _RECORD.match(line)
        if begins is None:
            if not id and line.strip():
                raise InvalidRecordError(str(path), n, f"not a brat annotation: {line[:40]!r}")
            parts.append(line)
            continue
        if id:
            yield number, id, "\n".join(parts)
        number, id, parts = n, begins[1], [line[begins.end() :]]
    if id:
        yield number, id, "\n".join(parts)


_OFFSETS = re.compile(r"\S+ (\d+ \d+(?:;\d+ \d+)*)")


def _read_spans(rest: str, text: str) -> tuple[Span, ...]:
    """The fragments of one annotation: ``Content 12 21;30 41<tab>the words``."""
    head, _, words = rest.partition("\t")
    offsets = _OFFSETS.fullmatch(head.strip())
    if offsets is None:
        msg = f"not a type and its offsets: {head[:40]!r}"
        raise ValueError(msg)
    pairs = (pair.split() for pair in offsets[1].split(";"))
    spans = tuple(Span(int(start), int(end)) for start, end in pairs)
    for span in spans:
        if not span or span.end > len(text):
            msg = f"[{span.start}, {span.end}) holds none of the text of {len(text)} characters"
            raise ValueError(msg)
    # Offsets counted in another way would go unnoticed, and every score be wrong.
    found = "".join(text[span.slice] for span in spans)
    if "".join(found.split()) != "".join(words.split()):
        msg = f"the text has {found[:40]!r} there, the annotation {words[:40]!r}"
        raise ValueError(msg)
    return spans
