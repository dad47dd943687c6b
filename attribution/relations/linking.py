"""Which source and which contents belong to a cue."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from attrs import frozen

from attribution.words import Words

__all__ = [
    "CONTENT_WEIGHTS",
    "SOURCE_WEIGHTS",
    "Links",
    "Piece",
    "candidates",
    "content_signs",
    "link",
    "source_signs",
]

REACH = 24
"""Pieces on either side among which a source or cue is looked for."""

# Conditional logit: the candidate with the highest sum of weights is taken. Fitted on the 919
# readings of PolNeAR train by maximum likelihood with a penalty of half the squared weights:
# python -m attribution.training.linking polnear/train polnear/dev
SOURCE_WEIGHTS: Mapping[str, float] = {
    "touches": 3.1,
    "stands before": 1.33,
    "source between": -1.13,
    "contents between": -1.37,
    "in another sentence": -4.7,
    "nearer to another cue": -4.2,
    "shared subject": 2.42,
    "none": -3.28,
}
"""What speaks for a source, seen from a cue; the last is the threshold below which it has none."""
CONTENT_WEIGHTS: Mapping[str, float] = {
    "touches": 2.79,
    "distance": -1.65,
    "stands before": 1.41,
    "source between": 1.36,
    "in another sentence": -4.83,
    "in another block": -5.33,
    "has a nearer content": -2.49,
}
"""What speaks for a cue, seen from a content; the distance is the logarithm of one and the words
between."""


@frozen(kw_only=True)
class Piece:
    """Words with one tag, and where they stand."""

    role: str
    """``source``, ``cue`` or ``content``."""
    first: int
    end: int
    block: int
    sentence: int
    """Of its first word, by number."""
    last_sentence: int
    """Of its last word."""
    confidence: float = 1.0


class Page:
    """The pieces of a text in reading order, and what stands between any two of them."""

    def __init__(self, words: Words, pieces: Sequence[Piece]) -> None:
        self.lower = words.lower
        self.pieces = pieces
        visible = (not word.isspace() for word in words.lower)
        self._visible = list(accumulate(visible, initial=0))

    def words_between(self, one: int, other: int) -> int:
        """How many words stand between two pieces, white space aside."""
        before, after = sorted((one, other))
        start, end = self.pieces[before].end, self.pieces[after].first
        return max(0, self._visible[end] - self._visible[start])

    def roles_between(self, one: int, other: int) -> list[str]:
        """The roles of the pieces between two."""
        before, after = sorted((one, other))
        return [piece.role for piece in self.pieces[before + 1 : after]]

    def in_another_sentence(self, one: int, other: int) -> bool:
        """Whether a sentence ends between two pieces."""
        before, after = sorted((one, other))
        return self.pieces[before].last_sentence < self.pieces[after].sentence

    def beside(self, number: int, role: str, *, other_than: int) -> Iterator[int]:
        """The pieces of a role right before and right behind one, in its block."""
        for near in (number - 1, number + 1):
            if (
                0 <= near < len(self.pieces)
                and near != other_than
                and self.pieces[near].role == role
                and self.pieces[near].block == self.pieces[number].block
            ):
                yield near


@frozen(kw_only=True)
class Links:
    """Pieces by number."""

    sources: Mapping[int, int]
    """From cues to their source; a cue without one is absent."""
    cues: Mapping[int, int]
    """From contents to their cue; a content without one is absent."""


def link(words: Words, pieces: Sequence[Piece]) -> Links:
    """
    Find the source of each cue and the cue of each content.

    Several cues can have the same source, and several contents the same cue.
    A source stands in the block of its cue; a content can also stand in the next.
    """
    page = Page(words, pieces)
    sources, cues = {}, {}
    for number, piece in enumerate(pieces):
        if piece.role == "cue":
            best, score = None, SOURCE_WEIGHTS["none"]
            for source in candidates(pieces, number, "source"):
                found = _weigh(source_signs(page, number, source), SOURCE_WEIGHTS)
                if found > score:
                    best, score = source, found
            if best is not None:
                sources[number] = best
        elif piece.role == "content":
            near = candidates(pieces, number, "cue", blocks_back=1)
            if near:
                cues[number] = max(
                    near,
                    key=lambda cue, content=number: _weigh(  # type: ignore[misc]
                        content_signs(page, content, cue), CONTENT_WEIGHTS
                    ),
                )
    return Links(sources=sources, cues=cues)


def candidates(
    pieces: Sequence[Piece], number: int, role: str, *, blocks_back: int = 0
) -> list[int]:
    """The pieces of a role near one: in its block, or so many blocks before it."""
    block = pieces[number].block
    return [
        near
        for near in range(max(0, number - REACH), min(len(pieces), number + REACH + 1))
        if pieces[near].role == role
        and (0 if near > number else -blocks_back) <= pieces[near].block - block <= 0
    ]


def source_signs(page: Page, cue: int, source: int) -> dict[str, float]:
    """What speaks for and against a source of a cue, by the names in `SOURCE_WEIGHTS`."""
    distance = page.words_between(cue, source)
    between = page.roles_between(cue, source)
    before = source < cue
    rivals = page.beside(source, "cue", other_than=cue)
    return {
        "touches": distance == 0,
        "stands before": before,
        "source between": "source" in between,
        "contents between": between.count("content") > 1,
        "in another sentence": page.in_another_sentence(cue, source),
        "nearer to another cue": any(page.words_between(n, source) < distance for n in rivals),
        "shared subject": before and "cue" in between and _shares_subject(page, cue),
    }


def _shares_subject(page: Page, cue: int) -> bool:
    """Whether a cue goes on from another: "S said it rained and added …", "…, adding …"."""
    first = page.pieces[cue].first
    return page.lower[first].endswith("ing") or page.lower[first - 1] in ("and", "but", "or")


def content_signs(page: Page, content: int, cue: int) -> dict[str, float]:
    """What speaks for and against a cue of a content, by the names in `CONTENT_WEIGHTS`."""
    distance = page.words_between(content, cue)
    return {
        "touches": distance == 0,
        "distance": math.log1p(distance),
        "stands before": cue < content,
        "source between": "source" in page.roles_between(content, cue),
        "in another sentence": page.in_another_sentence(content, cue),
        "in another block": page.pieces[content].block != page.pieces[cue].block,
        "has a nearer content": any(page.beside(cue, "content", other_than=content)),
    }


def _weigh(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return sum(weights[name] * value for name, value in signs.items())
