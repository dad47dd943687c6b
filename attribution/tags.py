"""
Spans of words as one tag a word, and back.

The scheme is BIOES: a span is *begun*, stays *inside*, *ends*, or is a *single*
word; words of no span are *outside*. Both ends of a span have tags of their own,
which is what exact boundaries hang on (Ratinov and Roth 2009, who write BILOU).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from attrs import field, frozen

__all__ = [
    "HEAD",
    "NAMES",
    "NAMES_HEAD",
    "NOUNS",
    "NOUNS_HEAD",
    "ROLES",
    "SENTENCE_HEADS",
    "VOICES",
    "VOICE_HEAD",
    "WORD_HEADS",
    "ProbableSpan",
    "TaggedSpan",
    "Tags",
    "scores_of",
]

HEAD = "attribution"
"""The head of a model that says who says what: its tags are `ROLES`."""
NAMES_HEAD = "names"
"""The head that sees names: its tags are `NAMES`."""
NOUNS_HEAD = "nouns"
"""The head that sees which nouns stand for whom: its labels are `NOUNS`."""
VOICE_HEAD = "voice"
"""The head that hears whose voice a sentence is in: its labels are `VOICES`."""


class TaggedSpan(NamedTuple):
    """Words *first* up to, not including, *end* that are of one kind."""

    kind: str
    first: int
    end: int


class ProbableSpan(NamedTuple):
    """Words *first* up to, not including, *end* that may be of one kind."""

    first: int
    end: int
    kind: str
    probability: float
    """Of exactly these words."""


@frozen
class Tags:
    """
    The tags of some kinds of spans; kinds exclude each other.

    >>> Tags(("cue",)).names
    ('O', 'B-cue', 'I-cue', 'E-cue', 'S-cue')
    """

    kinds: tuple[str, ...]
    names: tuple[str, ...] = field(init=False)
    """Tag *n* is called ``names[n]``; 0 is outside."""

    def __attrs_post_init__(self) -> None:
        names = ["O", *(f"{place}-{kind}" for kind in self.kinds for place in "BIES")]
        object.__setattr__(self, "names", tuple(names))

    def __len__(self) -> int:
        return len(self.names)

    def may_begin(self, tag: int) -> bool:
        """Whether a sequence may begin with it."""
        return tag == 0 or self.names[tag][0] in "BS"

    def may_end(self, tag: int) -> bool:
        """Whether a sequence may end with it."""
        return tag == 0 or self.names[tag][0] in "ES"

    def may_follow(self, before: int, after: int) -> bool:
        """Whether *after* may stand right behind *before*."""
        if self.may_end(before):
            return self.may_begin(after)
        return not self.may_begin(after) and (before - 1) // 4 == (after - 1) // 4

    def write(self, spans: Iterable[TaggedSpan], length: int) -> list[int]:
        """
        The tags of *length* words; where spans overlap, the later one holds.

        >>> ROLES.write([TaggedSpan("source", 0, 2), TaggedSpan("cue", 2, 3)], 4)
        [1, 3, 8, 0]
        """
        owners: list[int | None] = [None] * length
        numbered = list(spans)
        for number, span in enumerate(numbered):
            owners[span.first : span.end] = [number] * (span.end - span.first)
        tags = [0] * length
        for at, owner in enumerate(owners):
            if owner is None:
                continue
            begins = at == 0 or owners[at - 1] != owner
            ends = at + 1 == length or owners[at + 1] != owner
            place = 3 if begins and ends else 0 if begins else 2 if ends else 1
            tags[at] = 1 + 4 * self.kinds.index(numbered[owner].kind) + place
        return tags

    def read(self, tags: Sequence[int]) -> list[TaggedSpan]:
        """
        The spans of a sequence whose tags may follow one another.

        >>> ROLES.read([1, 3, 8, 0])
        [TaggedSpan(kind='source', first=0, end=2), TaggedSpan(kind='cue', first=2, end=3)]
        """
        spans = []
        first = 0
        for at, tag in enumerate(tags):
            if tag == 0:
                continue
            kind, place = divmod(tag - 1, 4)
            if place in (0, 3):
                first = at
            if place in (2, 3):
                spans.append(TaggedSpan(self.kinds[kind], first, at + 1))
        return spans

    def read_loosely(self, tags: Sequence[int]) -> list[TaggedSpan]:
        """
        The spans of any sequence: tags that may not follow one another begin a new one.

        >>> ROLES.read_loosely([2, 2, 6])
        [TaggedSpan(kind='source', first=0, end=2), TaggedSpan(kind='cue', first=2, end=3)]
        """
        spans = []
        first = 0
        for at, tag in enumerate(tags):
            if tag == 0:
                continue
            if at == 0 or not self._joins(tags[at - 1], tag):
                first = at
            if at + 1 == len(tags) or not self._joins(tag, tags[at + 1]):
                spans.append(TaggedSpan(self.kinds[(tag - 1) // 4], first, at + 1))
        return spans

    def _joins(self, before: int, after: int) -> bool:
        """Whether two tags can be of one span."""
        return (
            before != 0
            and after != 0
            and (before - 1) // 4 == (after - 1) // 4
            and not self.may_end(before)
            and not self.may_begin(after)
        )


ROLES = Tags(("source", "cue", "content"))
"""Who says what (Pareti): the tags of `HEAD`."""
NAMES = Tags(("person", "organisation", "outlet", "place", "other"))
"""Who or what is named: the tags of `NAMES_HEAD`."""
NOUNS = ("none", "person", "group", "organisation", "place", "document")
"""What a common noun that is the head of a mention stands for: the labels of `NOUNS_HEAD`."""
WORD_HEADS: Mapping[str, tuple[str, ...]] = {
    HEAD: ROLES.names,
    NAMES_HEAD: NAMES.names,
    NOUNS_HEAD: NOUNS,
}
"""Every head that labels words, with its labels in their order."""
VOICES = ("direct_quote", "reported_claim", "author_opinion", "narration")
"""Whose voice a sentence is in: the labels of `VOICE_HEAD`, which are those of sentences."""
SENTENCE_HEADS: Mapping[str, tuple[str, ...]] = {VOICE_HEAD: VOICES}
"""Every head that labels sentences, likewise. It says something of each word, and how much that
counts: one score more than it has labels."""


def scores_of(head: str) -> int:
    """
    How many numbers a head has for each word.

    >>> scores_of("nouns"), scores_of("voice")
    (6, 5)
    """
    return len(WORD_HEADS[head]) if head in WORD_HEADS else len(SENTENCE_HEADS[head]) + 1
