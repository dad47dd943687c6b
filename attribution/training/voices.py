"""
Sentences of which it is known whose voice they are in, from the forms in which they come.

They are articles of our own, whole, one JSON object a line::

    {"id": "ferry", "paragraphs": [[["It sank.", "narration"], ["Why?", "author_opinion"]]]}

or labels by place, where the texts are others'; the second label of a pair is one that a
careful reader could defend::

    {"id": "lee", "sentences": [[0, 42, "reported_claim"], [43, 60, "narration", "author_opinion"]]}

with *texts* a folder of ``<id>.txt``; or, where it is one of CoNLL-U such as GUM, by number::

    {"id": "GUM_news_lee", "sentences": [[1, "heading"], [2, "narration"]]}

or a CSV or TSV of sentences without an article, ``SUBJ`` or ``OBJ``, as
`attribution.evaluation.subjectivity` reads them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from attrs import frozen

from attribution.analysis import Passage
from attribution.encoder.inputs import ReadBlock
from attribution.errors import InvalidRecordError
from attribution.evaluation.chains import read_gum
from attribution.evaluation.subjectivity import (
    SUBJECTIVE,
    is_subjectivity,
    read_subjectivity,
)
from attribution.spans import Span
from attribution.tags import VOICES

__all__ = [
    "VoicedArticle",
    "VoicedSentence",
    "VoicedWords",
    "label_voices",
    "read_voices",
]

SECOND = 0.3
"""What the label that could be defended, too, has of a sentence."""
NO_VOICE = ("heading", "boilerplate")
"""Labels of what is no prose."""
OPINION = "author_opinion"


@frozen(kw_only=True)
class VoicedSentence:
    """A sentence, and whose voice it is in."""

    span: Span
    shares: tuple[float, ...]
    """What each of `VOICES` has of it; they sum to 1, unless `any_of`."""
    any_of: bool = False
    """Whether it is in one voice of those with a share, nobody said in which."""


@frozen(kw_only=True)
class VoicedArticle:
    """A text, some or all of whose sentences have a voice."""

    id: str
    text: str
    sentences: tuple[VoicedSentence, ...]


@frozen(kw_only=True)
class VoicedWords:
    """Words *first* up to, not including, *end* of a block that are a sentence."""

    first: int
    end: int
    shares: tuple[float, ...]
    any_of: bool
    weight: float
    """How much it counts."""


def read_voices(labels: Path, texts: Path | None = None) -> tuple[VoicedArticle, ...]:
    """
    The articles whose sentences are labelled in a file.

    Args:
        labels: As above.
        texts: The folder of what the labels point into, if they do.

    Raises:
        MissingExtraError: the library that reads CoNLL-U is not installed.
        InvalidRecordError: a line cannot be used, or its text is not there.
        OSError: a file cannot be read.
    """
    if is_subjectivity(labels):
        return tuple(_read_lone(labels))
    found = []
    for number, line in enumerate(labels.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            found.append(_article(json.loads(line.decode()), texts))
        except InvalidRecordError:
            raise
        except (LookupError, TypeError, ValueError) as error:
            raise InvalidRecordError(str(labels), number, f"{error}") from error
        except FileNotFoundError as error:
            raise InvalidRecordError(str(labels), number, f"no text at {error.filename}") from error
    return tuple(found)


def label_voices(
    article: VoicedArticle, passage: Passage, blocks: Sequence[ReadBlock], *, weight: float = 1.0
) -> tuple[tuple[VoicedWords, ...], ...]:
    """
    For each block its sentences, as words of the block.

    Args:
        article: With whose voice its sentences are in.
        passage: The same as an annotator reads it.
        blocks: The same as the network reads it: sentences that it does not read are left out.
        weight: How much each of them counts.
    """
    starts = np.array(passage.words.starts)
    return tuple(tuple(_words(article.sentences, starts[block.words], weight)) for block in blocks)


def _words(
    sentences: Iterable[VoicedSentence], starts: np.typing.NDArray[np.int64], weight: float
) -> Iterator[VoicedWords]:
    for sentence in sentences:
        first, end = np.searchsorted(starts, tuple(sentence.span)).tolist()
        if first < end:
            yield VoicedWords(
                first=first,
                end=end,
                shares=sentence.shares,
                any_of=sentence.any_of,
                weight=weight,
            )


def _article(record: Mapping[str, Any], texts: Path | None) -> VoicedArticle:
    if "paragraphs" in record:
        return _own_article(record)
    if texts is None:
        raise ValueError("labels by place, and no folder of texts")
    corpus = texts / f"{record['id']}.conllu"
    if corpus.is_file():
        (article,) = read_gum(corpus)
        spans = article.sentences
        text = article.text
        if not all(1 <= number <= len(spans) for number, *_ in record["sentences"]):
            raise ValueError(f"a sentence that {article.id} does not have")
        rows = [(spans[number - 1], labels) for number, *labels in record["sentences"]]
    else:
        with (texts / f"{record['id']}.txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
        rows = [(Span(start, end), labels) for start, end, *labels in record["sentences"]]
    if any(span.end > len(text) for span, _ in rows):
        raise ValueError(f"a sentence behind the end of {record['id']}")
    return VoicedArticle(
        id=record["id"],
        text=text,
        sentences=tuple(_sentence(span, labels) for span, labels in rows if _is_prose(labels)),
    )


def _own_article(record: Mapping[str, Any]) -> VoicedArticle:
    text, sentences = "", []
    for paragraph in record["paragraphs"]:
        text += "\n\n" if text else ""
        for number, (words, *labels) in enumerate(paragraph):
            text += " " if number else ""
            span = Span(len(text), len(text) + len(words))
            text += words
            if _is_prose(labels):
                sentences.append(_sentence(span, labels))
    return VoicedArticle(id=record["id"], text=text, sentences=tuple(sentences))


def _is_prose(labels: Sequence[str]) -> bool:
    return labels[0] not in NO_VOICE


def _sentence(span: Span, labels: Sequence[str]) -> VoicedSentence:
    best, *others = (label for label in labels if label not in NO_VOICE)
    for label in (best, *others):
        if label not in VOICES:
            msg = f"the label {label!r}, expected one of {', '.join((*VOICES, *NO_VOICE))}"
            raise ValueError(msg)
    shares = [0.0] * len(VOICES)
    shares[VOICES.index(best)] = 1.0
    for other in others:
        shares[VOICES.index(best)] -= SECOND / len(others)
        shares[VOICES.index(other)] += SECOND / len(others)
    return VoicedSentence(span=span, shares=tuple(shares))


def _read_lone(path: Path) -> Iterator[VoicedArticle]:
    for sentence in read_subjectivity(path):
        shares = tuple(
            float((voice == OPINION) == (sentence.label == SUBJECTIVE)) for voice in VOICES
        )
        yield VoicedArticle(
            id=sentence.id,
            text=sentence.text,
            sentences=(
                VoicedSentence(span=Span(0, len(sentence.text)), shares=shares, any_of=True),
            ),
        )
