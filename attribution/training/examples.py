"""Annotated articles to what the network learns from: words and pieces as at run time, and tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from attribution.analysis import Passage
from attribution.encoder.inputs import ReadBlock, read_blocks
from attribution.encoder.pieces import WordPieces
from attribution.evaluation.brat import BratArticle, BratReading
from attribution.spans import Span
from attribution.tags import ROLES, TaggedSpan
from attribution.words import Words

__all__ = ["Example", "make_example", "tagged_spans"]


@frozen(eq=False)
class Example:
    """An article as the network reads it, and what each of its annotators said."""

    id: str
    blocks: tuple[ReadBlock, ...]
    readings: tuple[tuple[NDArray[np.int8], ...], ...]
    """Per annotator and block: the tag of each word."""


def make_example(article: BratArticle, passage: Passage, table: WordPieces) -> Example:
    """An article cut up, and its annotations written as tags."""
    blocks = tuple(read_blocks(passage, table))
    return Example(
        id=article.id,
        blocks=blocks,
        readings=tuple(tuple(_tags(reading, passage, blocks)) for reading in article.readings),
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


def _tags(
    reading: BratReading, passage: Passage, blocks: Sequence[ReadBlock]
) -> Iterator[NDArray[np.int8]]:
    spans = list(tagged_spans(reading, passage))
    for block in blocks:
        place = {int(word): at for at, word in enumerate(block.words)}
        inside = []
        for span in spans:
            at = [place[n] for n in range(span.first, span.end) if n in place]
            if at:
                inside.append(TaggedSpan(span.kind, at[0], at[-1] + 1))
        yield np.array(ROLES.write(inside, len(block.words)), np.int8)
