"""Which part of a document a row of the gold is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from attribution.document import Block, Document, Sentence
from attribution.spans import Span

__all__ = ["block_at", "sentence_at"]

T = TypeVar("T", Sentence, Block)


def sentence_at(document: Document, span: Span) -> Sentence | None:
    """The sentence that shares most code points with *span*, the first of equals."""
    return _most_overlapping(document.sentences, span)


def block_at(document: Document, span: Span) -> Block | None:
    """The block that shares most code points with *span*, the first of equals."""
    return _most_overlapping(document.blocks, span)


def _most_overlapping(items: Iterable[T], span: Span) -> T | None:
    def shared(item: T) -> int:
        return len(item.span.intersection(span) or ())

    best = max(items, key=shared, default=None)
    return best if best is not None and shared(best) else None
