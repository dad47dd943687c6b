"""
Sentences without an article that people called subjective or objective, and how we read them.

A subjective one holds its author's own opinion; an objective one does not, whoever
else's opinion it reports (Antici et al. 2024). They come as CSV, as NewsSD-ENG has them::

    Sentence,Label,Solved conflict
    "It rained, and rained.",OBJ,False

or as TSV, as the CheckThat! labs have them::

    sentence_id	sentence	label
    rain_1	Nobody should have to walk in this.	SUBJ

The names of columns count in any case and order, and those beyond these are left alone.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from io import StringIO
from os import PathLike
from pathlib import Path
from typing import Any

from attrs import Attribute, field, frozen, validators

from attribution.document import Document
from attribution.errors import InvalidRecordError
from attribution.evaluation.counts import (
    Counts,
    Proportion,
    accuracy,
    added,
    counts_by_label,
    macro_f1,
)
from attribution.evaluation.mistakes import Mistake
from attribution.spans import Span
from attribution.vocabulary import Label

__all__ = [
    "CSV",
    "OBJECTIVE",
    "SUBJECTIVE",
    "SUBJECTIVITIES",
    "TSV",
    "LoneSentence",
    "SubjectivityScores",
    "is_subjectivity",
    "read_subjectivity",
    "score_subjectivity",
]

CSV, TSV = ".csv", ".tsv"
SUBJECTIVE, OBJECTIVE = "SUBJ", "OBJ"
SUBJECTIVITIES = (SUBJECTIVE, OBJECTIVE)

_QUOTED = re.compile(r'"(?=.*"")((?:[^"]|"")*)"')
"""A field that was quoted because of the marks in it; each of them is doubled."""


def _not_blank(_: Any, attribute: Attribute[str], value: str) -> None:
    if not value.strip():
        msg = f"'{attribute.name}' is empty"
        raise ValueError(msg)


@frozen(kw_only=True)
class LoneSentence:
    """A sentence without an article, and whether it holds its author's opinion."""

    id: str
    """That of the file, or else its name and the number of the sentence."""
    text: str = field(validator=_not_blank)
    label: str = field(validator=validators.in_(SUBJECTIVITIES))


@frozen(kw_only=True)
class SubjectivityScores:
    """What `score_subjectivity` counted."""

    confusion: Counter[tuple[str, str]] = field(factory=Counter, hash=False)
    """Sentences by the gold's label and ours."""
    unlabelled: int = 0
    """Those in which we found no sentence, because they were taken for a heading or the like."""
    mistakes: tuple[Mistake, ...] = ()

    __add__ = added

    @property
    def accuracy(self) -> Proportion:
        """Right labels among all."""
        return accuracy(self.confusion)

    @property
    def per_label(self) -> Mapping[str, Counts]:
        """Counts of each label, by label."""
        return counts_by_label(self.confusion, SUBJECTIVITIES)

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the labels that were predicted or are in the gold: the headline."""
        return macro_f1(self.per_label.values())


def is_subjectivity(path: Path) -> bool:
    """Whether a file, by its name, holds such sentences."""
    return path.suffix.lower() in (CSV, TSV)


def score_subjectivity(gold: LoneSentence, document: Document) -> SubjectivityScores:
    """
    Compare what the gold calls a sentence with what the document, which is of it alone, does.

    It is `SUBJECTIVE` if sentences labelled ``author_opinion`` hold at least half of
    its words. More than one sentence is rare, and a part that is opinion beside a
    longer quotation makes the quotation no opinion. What has no sentence at all,
    because it was taken for a heading or boilerplate, is `OBJECTIVE`.
    """
    words: Counter[Label] = Counter()
    for sentence in document.sentences:
        words[sentence.label] += len(document.text_of(sentence).split())
    opinion = words[Label.AUTHOR_OPINION]
    predicted = SUBJECTIVE if opinion and 2 * opinion >= words.total() else OBJECTIVE
    mistake = Mistake(
        article=gold.id,
        span=Span(0, len(gold.text)),
        layer="subjectivity",
        gold=gold.label,
        predicted=predicted,
    )
    return SubjectivityScores(
        confusion=Counter({(gold.label, predicted): 1}),
        unlabelled=int(not document.sentences),
        mistakes=() if gold.label == predicted else (mistake,),
    )


def read_subjectivity(path: str | PathLike[str]) -> tuple[LoneSentence, ...]:
    """
    The sentences of a CSV or TSV file, in its order; blank lines are passed over.

    TSV has one sentence a line, as those who publish it read it: a quotation mark
    there is a character, unless its field is quoted and every mark inside is doubled.

    Raises:
        InvalidRecordError: the file is not UTF-8 or lacks a column, or a record cannot be used.
        OSError: the file cannot be read.
    """
    file = Path(path)
    return tuple(_read_sentences(file, _decode(file)))


def _decode(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Counted in what is decoded, which a byte order mark is no part of; it has no line ends.
        line = error.object.count(b"\n", 0, error.start) + 1
        raise InvalidRecordError(str(path), line, f"not UTF-8: {error.reason}") from error


def _read_sentences(path: Path, text: str) -> Iterator[LoneSentence]:
    rows = _tsv_rows(text) if path.suffix.lower() == TSV else _csv_rows(path, text)
    line, header = next(rows, (1, []))
    columns = {name.strip().casefold(): number for number, name in enumerate(header)}
    missing = [name for name in ("sentence", "label") if name not in columns]
    if missing:
        raise InvalidRecordError(str(path), line, f"no column {' and no '.join(missing)}")
    for number, (line, row) in enumerate(rows, start=1):
        if len(row) != len(header):
            reason = f"{len(row)} fields under {len(header)} columns"
            raise InvalidRecordError(str(path), line, reason)
        id = row[columns["sentence_id"]] if "sentence_id" in columns else f"{path.stem}:{number}"
        try:
            yield LoneSentence(
                id=id,
                text=row[columns["sentence"]].strip(),
                label=row[columns["label"]].strip(),
            )
        except ValueError as error:
            # The validators of attrs put the attribute and its value behind their message.
            raise InvalidRecordError(str(path), line, str(error.args[0])) from error


def _csv_rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its first line."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            if "".join(row).strip():
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise InvalidRecordError(str(path), line, f"not CSV: {error}") from error


def _tsv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its line."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, [_unquoted(value) for value in line.removesuffix("\r").split("\t")]


def _unquoted(value: str) -> str:
    quoted = _QUOTED.fullmatch(value)
    return value if quoted is None else quoted[1].replace('""', '"')
