"""Annotate articles that people annotated before, and compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import Protocol

from attribution.document import Document
from attribution.evaluation.brat import read_brat
from attribution.evaluation.gold import read_gold
from attribution.evaluation.report import Report
from attribution.evaluation.scoring import (
    LabelScores,
    SourceScores,
    SpanScores,
    score_attributions,
    score_labels,
    score_sources,
)

__all__ = ["Pipe", "evaluate", "evaluate_brat", "evaluate_gold"]


class Pipe(Protocol):
    """Anything that annotates texts as a stream, such as an ``Annotator``."""

    def pipe(self, texts: Iterable[str], /) -> Iterator[Document]:
        """A document for each text, in order."""
        ...


def evaluate(annotator: Pipe, path: str | PathLike[str]) -> Report:
    """
    Evaluate on a gold file of labelled sentences, or on a brat folder.

    Raises:
        InvalidRecordError: the gold cannot be used.
        OSError: a file cannot be read.
    """
    measure = evaluate_brat if Path(path).is_dir() else evaluate_gold
    return measure(annotator, path)


def evaluate_gold(annotator: Pipe, path: str | PathLike[str]) -> Report:
    """
    Score labels, sources and outlets on a gold file; see `score_labels` and `score_sources`.

    Raises:
        InvalidRecordError: a line of the file cannot be used.
        OSError: the file cannot be read.
    """
    articles = read_gold(path)
    documents = annotator.pipe(article.text for article in articles)
    labels, sources = LabelScores(), SourceScores()
    for article, document in zip(articles, documents, strict=True):
        labels += score_labels(article, document)
        sources += score_sources(article, document)
    return Report(
        path=str(path),
        articles=len(articles),
        readings=len(articles),
        labels=labels,
        sources=sources,
    )


def evaluate_brat(annotator: Pipe, folder: str | PathLike[str]) -> Report:
    """
    Score the spans of sources, cues and contents on a brat folder; see `score_attributions`.

    An article that several people annotated counts once for each of them; the
    figures are micro-averages over these readings.

    Raises:
        InvalidRecordError: a file of the folder cannot be used.
        OSError: a file cannot be read.
    """
    articles = read_brat(folder)
    documents = annotator.pipe(article.text for article in articles)
    spans = SpanScores()
    for article, document in zip(articles, documents, strict=True):
        for reading in article.readings:
            spans += score_attributions(reading, document)
    return Report(
        path=str(folder),
        articles=len(articles),
        readings=sum(len(article.readings) for article in articles),
        spans=spans,
    )
