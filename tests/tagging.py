"""
Texts with the tags of an encoder written into them.

The tags that an encoder gives are written as brackets, ``[source:Ana Reyes] [cue:said] [content:that
it rained]``, and the relations made of them as a claim (see `claims`).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np
from builders import mark
from claims import cue_lexicon, grammar, passage_of, write_claim

from attribution.analysis import Encoding, Passage, Relation
from attribution.relations import TaggedFinder
from attribution.relations.linking import Piece
from attribution.relations.tagged import find_pieces
from attribution.spans import Span
from attribution.tags import ROLES, TaggedSpan

__all__ = [
    "encoding_of",
    "pieces_of",
    "random_encoding",
    "relations_by",
    "tagged_claims",
    "tagged_finder",
]


@lru_cache(maxsize=1)
def tagged_finder() -> TaggedFinder:
    """The finder that reads tags."""
    return TaggedFinder(cue_lexicon(), grammar())


def tagged_claims(tags: str) -> str:
    """What is made of the tags of a text, as a claim."""
    text, _ = mark(tags)
    return write_claim(text, relations_by(tags))


def relations_by(tags: str, *, probability: float = 1.0) -> tuple[Relation, ...]:
    """What is made of the tags of a text, all of them equally probable."""
    text, roles = mark(tags)
    passage = passage_of(text)
    return tagged_finder().find(passage, encoding_of(passage, roles, probability))


def encoding_of(
    passage: Passage, roles: Mapping[str, Sequence[Span]], probability: float = 1.0
) -> Encoding:
    """The encoding that tags these spans, and nothing else."""
    words = passage.words
    tags = [0] * len(words)
    for block in _read(passage):
        spans = []
        for role, found in roles.items():
            for span in found:
                inside = [n for n, word in enumerate(block) if words.starts[word] in span]
                if inside:
                    spans.append(TaggedSpan(role, inside[0], inside[-1] + 1))
        for word, tag in zip(block, ROLES.write(spans, len(block)), strict=True):
            tags[word] = tag
    scores = np.zeros((len(words), len(ROLES)), np.float32)
    for block in _read(passage):
        for word in block:
            scores[word] = (1 - probability) / (len(ROLES) - 1)
            scores[word, tags[word]] = probability
    return Encoding(
        word_labels={"attribution": np.array(tags, np.int8)}, word_scores={"attribution": scores}
    )


def pieces_of(tags: str) -> list[Piece]:
    """The tagged spans of a text."""
    text, roles = mark(tags)
    passage = passage_of(text)
    return find_pieces(passage, encoding_of(passage, roles))


def random_encoding(passage: Passage, seed: int) -> Encoding:
    """Any tags that may follow one another, as probable as chance will have it."""
    chance = random.Random(seed)
    tags = np.zeros(len(passage.words), np.int8)
    scores = np.zeros((len(passage.words), len(ROLES)), np.float32)
    for block in _read(passage):
        before = 0
        for word in block:
            allowed = [
                tag
                for tag in range(len(ROLES))
                if ROLES.may_follow(before, tag) and (word != block[-1] or ROLES.may_end(tag))
            ]
            tags[word] = before = chance.choice(allowed)
            weights = [chance.random() for _ in range(len(ROLES))]
            scores[word] = np.array(weights) / sum(weights)
    return Encoding(word_labels={"attribution": tags}, word_scores={"attribution": scores})


def _read(passage: Passage) -> Iterator[list[int]]:
    """The words of each prose block, without white space."""
    for block in passage.blocks:
        if block.kind.is_prose:
            numbers = passage.words.inside(block.span)
            yield [n for n in numbers if not passage.words.texts[n].isspace()]
