"""Which part of a document a row is about."""

from __future__ import annotations

import pytest

from attribution.document import Block, Document, Sentence
from attribution.evaluation.alignment import block_at, sentence_at
from attribution.spans import Span
from attribution.vocabulary import BlockKind, Label

FIRST, SECOND = Span(0, 4), Span(5, 9)
DOCUMENT = Document(
    text="One. Two.",
    blocks=(Block(span=Span(0, 9), kind=BlockKind.PARAGRAPH),),
    sentences=tuple(Sentence(span=span, label=Label.NARRATION) for span in (FIRST, SECOND)),
)


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        pytest.param(FIRST, FIRST, id="itself"),
        pytest.param(Span(3, 9), SECOND, id="the one that shares most"),
        pytest.param(Span(0, 9), FIRST, id="the first of equals"),
        pytest.param(Span(4, 5), None, id="none where nothing is shared"),
    ],
)
def test_sentence_at(span: Span, expected: Span | None) -> None:
    """A row is about the sentence that shares most of its characters."""
    sentence = sentence_at(DOCUMENT, span)

    assert expected == (sentence and sentence.span)


def test_block_at() -> None:
    """What is between sentences may still be in a block."""
    assert DOCUMENT.blocks[0] == block_at(DOCUMENT, Span(4, 5))
