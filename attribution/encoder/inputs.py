"""A passage as the encoder reads it: its words in pieces, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import IntEnum

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from attribution.analysis import Passage
from attribution.encoder.pieces import WordPieces
from attribution.vocabulary import QuotationKind

__all__ = ["FEATURES", "Boundary", "Marked", "ReadBlock", "read_blocks"]

Numbers = NDArray[np.int32]


class Marked(IntEnum):
    """Where a word stands among the quotation marks."""

    OUTSIDE = 0
    SPEECH = 1
    """Inside a quotation that may be somebody's words."""
    NESTED = 2
    """Inside one that stands in another."""
    OTHER = 3
    """Inside marks around a title, a term or a scare quote."""
    OPENING = 4
    """The mark that opens one."""
    CLOSING = 5
    UNCLOSED = 6
    """Inside one that is never closed."""


class Boundary(IntEnum):
    """Where a word stands in its sentence and block."""

    WITHIN = 0
    FIRST = 1
    """The first of a sentence."""
    FIRST_OF_BLOCK = 2
    LAST = 3
    """The last of a sentence."""


FEATURES: Mapping[str, int] = {"case": 8, "quotation": 8, "boundary": 8}
"""What is said of each piece besides which one it is, and how many values the encoder's tables
hold: a power of two, so that a value can be added to a trained model."""


@frozen(eq=False)
class ReadBlock:
    """
    The words of one block, and their pieces.

    ``words`` and ``firsts`` run over words, the rest over pieces.
    """

    words: Numbers
    """The number of each in the passage; white space is left out."""
    firsts: Numbers
    """The number of each word's first piece."""
    pieces: Numbers
    features: Mapping[str, Numbers]
    """As `FEATURES`."""

    def __len__(self) -> int:
        return len(self.pieces)

    def alone(self, first: int, end: int) -> ReadBlock:
        """
        Words *first* up to, not including, *end*, a sentence, as if there were no others.

        So it is read when it is a text of its own, unless what kind of quotation it has, or
        that it is prose at all, shows only beside others.
        """
        firsts = self.firsts[first:end]
        begin = int(firsts[0])
        last = int(self.firsts[end]) if end < len(self.firsts) else len(self)
        of_words = {name: values[firsts] for name, values in self.features.items()}
        of_words["quotation"] = _cut_off(of_words["quotation"])
        of_words["boundary"][-1] = Boundary.LAST
        of_words["boundary"][0] = Boundary.FIRST_OF_BLOCK
        lengths = np.diff(firsts, append=last)
        return ReadBlock(
            words=self.words[first:end],
            firsts=firsts - begin,
            pieces=self.pieces[begin:last],
            features={name: np.repeat(values, lengths) for name, values in of_words.items()},
        )


def _cut_off(marked: Numbers) -> Numbers:
    """
    Where the words of a sentence stand among its own marks, given where they do among all.

    A quotation that is opened before it is none, one that is closed behind it is not closed.
    """
    found = marked.copy()
    opened: list[int] = []
    goes_on = True  # From before the sentence.
    for at, state in enumerate(marked.tolist()):
        if state == Marked.OUTSIDE:
            opened.clear()
            goes_on = False
        elif state == Marked.OPENING:
            opened.append(at)
        elif goes_on and not opened:
            found[at] = Marked.OUTSIDE
        elif state == Marked.CLOSING:
            del opened[-1:]
        elif goes_on and state == Marked.NESTED and len(opened) == 1:
            found[at] = Marked.SPEECH
    if opened:
        rest = found[opened[0] :]
        rest[rest == Marked.SPEECH] = Marked.UNCLOSED
    return found


def read_blocks(passage: Passage, table: WordPieces) -> Iterator[ReadBlock]:
    """The prose blocks of a passage that have words."""
    words = passage.words
    marked, boundary = _marked(passage), _boundaries(passage)
    for block in passage.blocks:
        if not block.kind.is_prose:
            continue
        numbers = [n for n in words.inside(block.span) if not words.texts[n].isspace()]
        if not numbers:
            continue
        cut = table.cut([words.texts[n] for n in numbers])
        lengths = np.array([len(word.pieces) for word in cut], np.int32)
        in_words = np.array(numbers, np.int32)
        yield ReadBlock(
            words=in_words,
            firsts=np.cumsum(lengths, dtype=np.int32) - lengths,
            pieces=np.array([piece for word in cut for piece in word.pieces], np.int32),
            features={
                "case": np.repeat(np.array([word.case for word in cut], np.int32), lengths),
                "quotation": np.repeat(marked[in_words], lengths),
                "boundary": np.repeat(boundary[in_words], lengths),
            },
        )


def _marked(passage: Passage) -> Numbers:
    words = passage.words
    marked = np.zeros(len(words), np.int32)
    for quotation in passage.quotations:  # each outer one before those inside it
        inside = words.inside(quotation.span)
        if not inside:
            continue
        if quotation.kind is not QuotationKind.SPEECH:
            state = Marked.OTHER
        elif quotation.level:
            state = Marked.NESTED
        else:
            state = Marked.SPEECH if quotation.closed else Marked.UNCLOSED
        marked[inside.start : inside.stop] = state
        marked[inside.start] = Marked.OPENING
        if quotation.closed:
            marked[inside.stop - 1] = Marked.CLOSING
    return marked


def _boundaries(passage: Passage) -> Numbers:
    words = passage.words
    boundary = np.zeros(len(words), np.int32)
    starts = {block.span.start for block in passage.blocks}
    for sentence in passage.sentences:
        inside = words.inside(sentence)
        if inside:
            boundary[inside.stop - 1] = Boundary.LAST
            boundary[inside.start] = (
                Boundary.FIRST_OF_BLOCK if sentence.start in starts else Boundary.FIRST
            )
    return boundary
