"""Annotations as the pieces that an encoder without mistakes would find, and whose they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from attrs import evolve, frozen

from attribution.analysis import Encoding, Passage
from attribution.annotator import Annotator
from attribution.config import Config
from attribution.evaluation.brat import BratReading, read_brat
from attribution.relations.linking import Piece
from attribution.relations.tagged import find_pieces
from attribution.tags import HEAD, ROLES, TaggedSpan
from attribution.training.examples import tagged_spans
from attribution.words import Words

__all__ = ["GoldPieces", "gold_pieces", "read_pieces"]


@frozen(kw_only=True, eq=False)
class GoldPieces:
    """A text with the tags that one annotator gave it."""

    words: Words
    pieces: Sequence[Piece]
    owners: Sequence[frozenset[str]]
    """The ids of the attributions that each piece is part of."""

    def numbers(self, role: str) -> list[int]:
        """The pieces of a role."""
        return [number for number, piece in enumerate(self.pieces) if piece.role == role]

    def fellows(self, number: int, role: str) -> set[int]:
        """The pieces of a role that share an attribution with this one."""
        owners = self.owners[number]
        return {other for other in self.numbers(role) if self.owners[other] & owners}


def read_pieces(folder: Path) -> Iterator[GoldPieces]:
    """
    The articles in a folder of brat annotations, each once for every annotator.

    Raises:
        InvalidRecordError: an annotation cannot be read.
        OSError: a file cannot be read.
    """
    prepare = Annotator(Config(engine="lexicon")).prepare
    for article in read_brat(folder):
        passage = prepare(article.text)
        for reading in article.readings:
            yield gold_pieces(reading, passage)


def gold_pieces(reading: BratReading, passage: Passage) -> GoldPieces:
    """What an annotator marked, cut into pieces as at run time."""
    marked = [
        (span, attribution.id)
        for attribution in reading.attributions
        for span in tagged_spans(evolve(reading, attributions=(attribution,)), passage)
    ]
    # In the order of `tagged_spans`: an annotation inside a content keeps its words.
    marked.sort(key=lambda pair: ("content", "source", "cue").index(pair[0].kind))
    pieces = find_pieces(passage, _encoding([span for span, _ in marked], passage))
    owners = (
        frozenset(
            id
            for span, id in marked
            if span.kind == piece.role and span.first < piece.end and piece.first < span.end
        )
        for piece in pieces
    )
    return GoldPieces(words=passage.words, pieces=pieces, owners=tuple(owners))


def _encoding(spans: Sequence[TaggedSpan], passage: Passage) -> Encoding:
    """What an encoder says that tags exactly these spans."""
    words = passage.words
    labels = np.zeros(len(words), np.int8)
    for block in passage.blocks:
        if block.kind.is_prose:
            read = [n for n in words.inside(block.span) if not words.texts[n].isspace()]
            inside = (
                TaggedSpan(kind, bisect_left(read, first), bisect_left(read, end))
                for kind, first, end in spans
            )
            labels[read] = ROLES.write(inside, len(read))
    scores = np.ones((len(words), len(ROLES)), np.float32)
    return Encoding(word_labels={HEAD: labels}, word_scores={HEAD: scores})
