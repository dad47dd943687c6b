"""Annotate articles that people annotated before, and compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import Protocol

from attribution.document import Document
from attribution.evaluation.attributions import SpanScores, score_attributions
from attribution.evaluation.brat import read_brat
from attribution.evaluation.chains import read_gum
from attribution.evaluation.coreference import CoreferenceScores, score_coreference
from attribution.evaluation.gold import read_gold
from attribution.evaluation.labels import LabelScores, score_labels
from attribution.evaluation.report import Report
from attribution.evaluation.sources import SourceScores, score_sources
from attribution.evaluation.subjectivity import (
    SubjectivityScores,
    is_subjectivity,
    read_subjectivity,
    score_subjectivity,
)

__all__ = [
    "Pipe",
    "evaluate",
    "evaluate_brat",
    "evaluate_chains",
    "evaluate_gold",
    "evaluate_subjectivity",
]

CONLLU = ".conllu"


class Pipe(Protocol):
    """Anything that annotates texts as a stream, such as an ``Annotator``."""

    def pipe(self, texts: Iterable[str], /) -> Iterator[Document]:
        """A document for each text, in order."""
        ...


def evaluate(annotator: Pipe, path: str | PathLike[str]) -> Report:
    """
    Evaluate on whatever gold is at *path*.

    Chains are in a CoNLL-U file, or in a folder that has such files; any other folder
    is one of brat annotations. Sentences without an article are in CSV or TSV, and
    any other file is one of articles with labelled sentences.

    Raises:
        InvalidRecordError: the gold cannot be used.
        MissingExtraError: the libraries that chains need are not installed.
        OSError: a file cannot be read.
    """
    gold = Path(path)
    if gold.suffix == CONLLU or (gold.is_dir() and any(gold.glob(f"*{CONLLU}"))):
        return evaluate_chains(annotator, gold)
    if gold.is_dir():
        return evaluate_brat(annotator, gold)
    if is_subjectivity(gold):
        return evaluate_subjectivity(annotator, gold)
    return evaluate_gold(annotator, gold)


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
    phenomena: dict[str, SourceScores] = {}
    for article, document in zip(articles, documents, strict=True):
        labels += score_labels(article, document)
        scores = score_sources(article, document)
        sources += scores
        if article.phenomenon is not None:
            before = phenomena.get(article.phenomenon, SourceScores())
            phenomena[article.phenomenon] = before + scores
    return Report(
        path=str(path),
        articles=len(articles),
        readings=len(articles),
        labels=labels,
        sources=sources,
        phenomena=phenomena,
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


def evaluate_chains(annotator: Pipe, path: str | PathLike[str]) -> Report:
    """
    Score on GUM's coreference chains whom sources stand for; see `score_coreference`.

    Raises:
        InvalidRecordError: a file cannot be used.
        MissingExtraError: the libraries that read and score chains are not installed.
        OSError: a file cannot be read.
    """
    articles = read_gum(path)
    documents = annotator.pipe(article.text for article in articles)
    coreference = CoreferenceScores()
    for article, document in zip(articles, documents, strict=True):
        coreference += score_coreference(article, document)
    return Report(
        path=str(path),
        articles=len(articles),
        readings=len(articles),
        coreference=coreference,
    )


def evaluate_subjectivity(annotator: Pipe, path: str | PathLike[str]) -> Report:
    """
    Score on sentences without an article which are opinion; see `score_subjectivity`.

    Each is annotated alone, and counts as an article.

    Raises:
        InvalidRecordError: the file or one of its records cannot be used.
        OSError: the file cannot be read.
    """
    sentences = read_subjectivity(path)
    documents = annotator.pipe(sentence.text for sentence in sentences)
    subjectivity = SubjectivityScores()
    for sentence, document in zip(sentences, documents, strict=True):
        subjectivity += score_subjectivity(sentence, document)
    return Report(
        path=str(path),
        articles=len(sentences),
        readings=len(sentences),
        subjectivity=subjectivity,
    )
