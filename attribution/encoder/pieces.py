"""Words to word pieces, by `tokenizers` alone."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

from attribution.errors import ModelContractError

__all__ = ["Case", "CutWord", "WordPieces", "case_of"]

LONGEST_MEMORY = 200_000
"""Distinct words that are remembered, before all are forgotten: a corpus holds ever new ones."""


class Case(IntEnum):
    """How a word is written; the pieces are in lower case and do not say."""

    SPECIAL = 0
    """No word: the marks around a window."""
    SIGNS = 1
    """Neither letters nor digits."""
    LOWER = 2
    TITLE = 3
    UPPER = 4
    MIXED = 5
    DIGITS = 6


def case_of(word: str) -> Case:
    """
    How *word* is written.

    >>> [case_of(word).name for word in ("said", "Ms", "I", "NATO", "iPhone", "2016", "“")]
    ['LOWER', 'TITLE', 'TITLE', 'UPPER', 'MIXED', 'DIGITS', 'SIGNS']
    """
    if word.islower():
        return Case.LOWER
    if word[:1].isupper() and (len(word) == 1 or word[1:].islower()):
        return Case.TITLE
    if word.isupper():
        return Case.UPPER
    if any(character.isalpha() for character in word):
        return Case.MIXED
    return Case.DIGITS if any(character.isdigit() for character in word) else Case.SIGNS


class CutWord(NamedTuple):
    """A word as the encoder reads it."""

    pieces: tuple[int, ...]
    """At least one."""
    case: Case


class WordPieces:
    """
    Cuts words into pieces, each word by itself.

    So a word's pieces never depend on its neighbours, and what is said of a piece
    is said of the word's own characters, exactly.

    Args:
        path: A ``tokenizer.json``.
        longest: Pieces of a word that are kept; the rest of an address of two
            hundred characters tells nothing.

    Attributes:
        begin: The piece before a window.
        end: The piece behind it.
        hidden: The piece that stands for a word that is not shown.
    """

    def __init__(self, path: Path, *, longest: int) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._longest = longest
        self._unknown = self._id_of("[UNK]")
        self._memory: dict[str, CutWord] = {}
        self.begin = self._id_of("[CLS]")
        self.end = self._id_of("[SEP]")
        self.hidden = self._id_of("[MASK]")

    def _id_of(self, piece: str) -> int:
        number = self._tokenizer.token_to_id(piece)
        if number is None:
            raise ModelContractError(f"a piece {piece}", "none among the word pieces")
        return number

    def cut(self, words: Iterable[str]) -> list[CutWord]:
        """Each word in pieces; one without any, such as a control character, is unknown."""
        words = list(words)
        memory = self._memory
        try:
            return [memory[word] for word in words]
        except KeyError:
            pass
        if len(memory) > LONGEST_MEMORY:
            memory.clear()
        new = list({word for word in words if word not in memory})
        for word, encoded in zip(
            new, self._tokenizer.encode_batch(new, add_special_tokens=False), strict=True
        ):
            pieces = tuple(encoded.ids[: self._longest]) or (self._unknown,)
            memory[word] = CutWord(pieces, case_of(word))
        return [memory[word] for word in words]
