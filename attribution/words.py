"""The words of a text: spaCy's tokens, addressed by code point."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from attribution.resources import load_list
from attribution.spans import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc

__all__ = ["Words", "blank_english", "find_words", "without_surrogates"]


class Words:
    """
    A text cut into words, in parallel lists.

    Attributes:
        doc: The spaCy tokens, for its matchers. Tokens of white space are kept,
            so that a word's number here is its number there.
        starts: Where each word begins, in code points of the text.
        ends: Where each ends.
        texts: The words as spaCy sees them.
        lower: The same in lower case, with curly apostrophes made straight.
    """

    __slots__ = ("doc", "ends", "lower", "starts", "texts")

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.texts: list[str] = [token.text for token in doc]
        self.starts: list[int] = [token.idx for token in doc]
        self.ends: list[int] = [
            start + len(text) for start, text in zip(self.starts, self.texts, strict=True)
        ]
        self.lower: list[str] = [text.lower().replace("’", "'") for text in self.texts]

    def __len__(self) -> int:
        return len(self.starts)

    def first_from(self, offset: int) -> int:
        """The number of the first word that ends after *offset*."""
        return bisect_right(self.ends, offset)

    def first_at(self, offset: int) -> int:
        """The number of the first word that begins at or after *offset*."""
        return bisect_left(self.starts, offset)

    def inside(self, span: Span) -> range:
        """The numbers of the words that begin inside *span*."""
        return range(self.first_at(span.start), self.first_at(span.end))

    def span(self, first: int, end: int) -> Span:
        """The span of words *first* up to, not including, *end*."""
        return Span(self.starts[first], self.ends[end - 1])


@lru_cache(maxsize=1)
def blank_english() -> Language:
    """SpaCy's English tokenizer and vocabulary, without any model, and with our abbreviations."""
    from spacy.attrs import ORTH
    from spacy.lang.en import English

    english = English()
    tokenizer = cast("Tokenizer", english.tokenizer)
    for name in ("abbreviations", "final_abbreviations"):
        for entry in load_list(name):
            if " " not in entry:
                tokenizer.add_special_case(entry, [{ORTH: entry}])
    return english


# spaCy stores strings as UTF-8, which has no place for half of a surrogate pair.
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "�")


def without_surrogates(text: str) -> str:
    """The text as spaCy can hold it, code point for code point."""
    return text if text.isascii() else text.translate(_SURROGATES)


LONGEST_RUN = 120
"""Characters without white space that are given to spaCy at once: its time grows with the
square of them."""
_LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN}}}(?=\S)")


def find_words(text: str) -> Words:
    """
    Cut *text* into words.

    No real word is as long as `LONGEST_RUN`; a run of signs that is longer is cut there.

    >>> words = find_words("“It rained,” she said.")
    >>> words.texts
    ['“', 'It', 'rained', ',', '”', 'she', 'said', '.']
    """
    text = without_surrogates(text)
    tokenizer = blank_english().tokenizer
    cuts = [match.end() for match in _LONG_RUN.finditer(text)]
    if not cuts:
        return Words(tokenizer(text))
    from spacy.tokens import Doc

    tokens = [
        token
        for start, end in pairwise([0, *cuts, len(text)])
        for token in tokenizer(text[start:end])
    ]
    return Words(
        Doc(
            blank_english().vocab,
            words=[token.text for token in tokens],
            spaces=[bool(token.whitespace_) for token in tokens],
        )
    )
