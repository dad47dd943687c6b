"""Lexical signs of the author's own judgement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.matcher import PhraseMatcher

from attribution.spans import Span
from attribution.words import Words, blank_english

__all__ = ["OpinionSigns"]

CEILING = 2.0
"""More signs than this add nothing."""


class OpinionSigns:
    """The signs of ``seeds/opinion_signs.tsv``, found with spaCy's matcher."""

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        self._weights: dict[str, float] = {}
        self._matcher = PhraseMatcher(blank_english().vocab, attr="LOWER")
        tokenizer = blank_english().tokenizer
        for weight, kind, words in rows:
            key = f"{kind} {words}"
            self._weights[key] = float(weight)
            self._matcher.add(key, [tokenizer(words), tokenizer(words.replace("'", "’"))])

    def find(self, words: Words) -> list[tuple[Span, float]]:
        """Where the signs stand, and their weights; of signs that overlap, the longest."""
        strings = words.doc.vocab.strings
        matches = sorted(self._matcher(words.doc), key=lambda m: (m[1], -m[2]))
        found: list[tuple[Span, float]] = []
        reach = 0
        for key, first, end in matches:
            if first >= reach and not _is_name(words, first):
                found.append((words.span(first, end), self._weights[strings[key]]))
                reach = end
        return found


def _is_name(words: Words, number: int) -> bool:
    """Whether a capital inside a sentence makes a name of a word: it rained in May."""
    return (
        words.texts[number][0].isupper()
        and words.texts[number] != "I"
        and number > 0
        and words.texts[number - 1][-1].isalnum()
    )
