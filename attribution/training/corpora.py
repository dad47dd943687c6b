"""Annotated articles from the forms in which corpora come; what they are to a manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

from attrs import frozen

from attribution.codec import Misfit, structure
from attribution.errors import InvalidRecordError
from attribution.evaluation.brat import BratArticle, BratAttribution, BratReading, read_brat
from attribution.spans import Span
from attribution.tags import ROLES

__all__ = ["digest_corpus", "read_corpus"]


def read_corpus(path: str | PathLike[str]) -> tuple[BratArticle, ...]:
    """
    The annotated articles at *path*.

    A folder holds brat annotations, as `attribution.evaluation.brat` reads them. A
    file holds sentences as CofeNet's do (Wang et al. 2022), one JSON object a line,
    whatever other keys it has::

        {"tokens": ["Ms", "Lee", "said", "it", "rained"],
         "labels": ["B-source", "I-source", "B-cue", "B-content", "I-content"]}

    Its words are joined by single spaces. Every line is an article by itself, and
    each span an attribution: which belong together the format does not say.

    Raises:
        InvalidRecordError: it is no such corpus; the error says where.
        OSError: a file cannot be read.
    """
    path = Path(path)
    return read_brat(path) if path.is_dir() else tuple(_read_sentences(path))


def digest_corpus(path: str | PathLike[str]) -> str:
    """
    One SHA-256 for all that is learnt from, names and nouns included.

    That of a file, or, for a folder, of what ``sha256sum`` prints about its texts
    and annotations (``.ann``, ``.conllu``, ``.gz``, ``.txt``), sorted by name.

    Raises:
        OSError: a file cannot be read.
    """
    path = Path(path)
    if not path.is_dir():
        return _digest(path)
    files = {
        each.relative_to(path).as_posix(): each
        for each in path.rglob("*")
        if each.suffix in (".ann", ".conllu", ".gz", ".txt")
    }
    lines = "".join(f"{_digest(files[name])}  {name}\n" for name in sorted(files))
    return hashlib.sha256(lines.encode()).hexdigest()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@frozen(kw_only=True)
class _Sentence:
    tokens: tuple[str, ...]
    labels: tuple[str, ...]


def _read_sentences(path: Path) -> Iterator[BratArticle]:
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            yield _article(f"{path.stem}:{number}", _parse(line))
        except UnicodeDecodeError as error:
            raise InvalidRecordError(str(path), number, f"not UTF-8: {error.reason}") from error
        except json.JSONDecodeError as error:
            raise InvalidRecordError(str(path), number, f"not JSON: {error}") from error
        except ValueError as error:
            raise InvalidRecordError(str(path), number, str(error)) from error


def _parse(line: bytes) -> _Sentence:
    record: Any = json.loads(line.decode())
    if isinstance(record, dict):
        record = {key: record[key] for key in ("tokens", "labels") if key in record}
    sentence = structure(record, _Sentence, _refuse)
    if len(sentence.tokens) != len(sentence.labels):
        msg = f"{len(sentence.tokens)} tokens, {len(sentence.labels)} labels"
        raise ValueError(msg)
    if not all(sentence.tokens):
        raise ValueError("a token without letters")
    return sentence


def _refuse(misfit: Misfit) -> ValueError:
    return ValueError(f"{misfit.where}: {misfit.problem}")


def _article(id: str, sentence: _Sentence) -> BratArticle:
    starts, at = [], 0
    for token in sentence.tokens:
        starts.append(at)
        at += len(token) + 1
    attributions = []
    for number, (kind, words) in enumerate(_spans(sentence.labels), start=1):
        last = words[-1]
        span = Span(starts[words[0]], starts[last] + len(sentence.tokens[last]))
        attributions.append(BratAttribution(id=f"E{number}", **{kind: (span,)}))
    reading = BratReading(id=id, annotator="", attributions=tuple(attributions))
    return BratArticle(id=id, text=" ".join(sentence.tokens), readings=(reading,))


def _spans(labels: Sequence[str]) -> Iterator[tuple[str, range]]:
    """
    The spans that labels make, by kind: those of B- and the I- that follow it.

    An I- that continues nothing is outside, as it is in CofeNet's own evaluation.
    """
    kind, first = "", 0
    for number, label in enumerate((*labels, "O")):
        place, _, name = label.partition("-")
        if label != "O" and (place not in ("B", "I") or name not in ROLES.kinds):
            msg = (
                f"the label {label!r}, expected O, or B- or I- and one of {', '.join(ROLES.kinds)}"
            )
            raise ValueError(msg)
        if place == "I" and name == kind:
            continue
        if kind:
            yield kind, range(first, number)
        kind, first = (name, number) if place == "B" else ("", 0)
