"""Annotated articles to what the network learns from: words and pieces as at run time, and tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from attribution.analysis import Passage
from attribution.encoder.inputs import ReadBlock, read_blocks
from attribution.encoder.pieces import WordPieces
from attribution.evaluation.brat import BratArticle, BratReading
from attribution.evaluation.chains import ChainArticle, NamedSpan
from attribution.spans import Span
from attribution.tags import NAMES_HEAD, NOUNS_HEAD, ROLES, TaggedSpan
from attribution.training.mentions import label_names, label_nouns, tag_blocks
from attribution.training.voices import VoicedArticle, VoicedWords, label_voices
from attribution.words import Words

__all__ = [
    "Example",
    "make_example",
    "make_noun_example",
    "make_voice_example",
    "tagged_spans",
]


@frozen(eq=False)
class Example:
    """An article as the network reads it, and what its annotators said of it."""

    id: str
    blocks: tuple[ReadBlock, ...]
    readings: tuple[tuple[NDArray[np.int8], ...], ...] = ()
    """Per annotator and block: the tag of each word. None where nobody said who says what."""
    labels: Mapping[str, tuple[NDArray[np.int8], ...]] = field(factory=dict)
    """Per further head and block: the label of each word. Absent where nobody said."""
    voices: tuple[tuple[VoicedWords, ...], ...] = ()
    """Per block: its sentences, and whose voice they are in. None where nobody said."""


def make_example(
    article: BratArticle,
    passage: Passage,
    table: WordPieces,
    *,
    named: Sequence[NamedSpan] | None = None,
) -> Example:
    """
    An article cut up, and its annotations written as tags.

    Args:
        article: With who says what.
        passage: The article as an annotator reads it.
        table: Of word pieces.
        named: The names in it, if they are known.
    """
    blocks = tuple(read_blocks(passage, table))
    return Example(
        id=article.id,
        blocks=blocks,
        readings=tuple(
            tuple(tag_blocks(ROLES, list(tagged_spans(reading, passage)), blocks))
            for reading in article.readings
        ),
        labels=(
            {} if named is None else {NAMES_HEAD: label_names(article.text, passage, blocks, named)}
        ),
    )


def make_noun_example(article: ChainArticle, passage: Passage, table: WordPieces) -> Example:
    """An article of which it is known what its nouns stand for, and not who says what."""
    blocks = tuple(read_blocks(passage, table))
    return Example(
        id=article.id,
        blocks=blocks,
        labels={NOUNS_HEAD: label_nouns(article, passage, blocks)},
    )


def make_voice_example(
    article: VoicedArticle, passage: Passage, table: WordPieces, *, weight: float = 1.0
) -> Example:
    """An article of which it is known whose voice its sentences are in, which count *weight*."""
    blocks = tuple(read_blocks(passage, table))
    return Example(
        id=article.id,
        blocks=blocks,
        voices=label_voices(article, passage, blocks, weight=weight),
    )


def tagged_spans(reading: BratReading, passage: Passage) -> Iterator[TaggedSpan]:
    """
    The fragments of a reading as words of the passage, white space trimmed.

    Contents first: where one annotation stands inside a content, the inner one
    is the rarer, and keeps its words.
    """
    for role in ("content", "source", "cue"):
        for attribution in reading.attributions:
            for span in getattr(attribution, role):
                words = _words_of(span, passage.words)
                if words:
                    yield TaggedSpan(role, words.start, words.stop)


def _words_of(span: Span, words: Words) -> range:
    """The words of which more than half is inside."""
    first, end = words.first_from(span.start), words.first_at(span.end)
    numbers = [
        n
        for n in range(first, end)
        if not words.texts[n].isspace()
        and 2 * (min(words.ends[n], span.end) - max(words.starts[n], span.start))
        > words.ends[n] - words.starts[n]
    ]
    return range(numbers[0], numbers[-1] + 1) if numbers else range(0)
