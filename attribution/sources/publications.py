"""The outlets that an article names, and the one it appears in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from attrs import frozen

from attribution.document import Block, Entity
from attribution.sources.lexicon import SourceLexicon
from attribution.sources.members import folded
from attribution.sources.names import People
from attribution.sources.registry import Registry
from attribution.spans import Span
from attribution.vocabulary import BlockKind
from attribution.words import Words

__all__ = ["OutletMention", "find_outlets", "own_outlets"]

_CREDIT = re.compile(
    r"photo|image|picture|credit|©|/|getty|reuters|\bap\b|afp|courtesy", re.IGNORECASE
)
_NAME = r"(?P<name>(?:[Tt]he )?[A-Z][\w’'-]*(?: (?:of |the )*(?!I\b)[A-Z][\w’'-]*)*)"
_OUR_PIECE = re.compile(
    r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b[^.;]{0,40}"
    r"\b(?:wrote|written|write|writing|piece|article|column|post)\b"
    r"[^.;,]{0,20}\b(?:for|in|on|at) " + _NAME
)
_PIECE_OF_OURS = re.compile(
    r"\b(?:piece|article|column|essay|post)\b[^.;]{0,40}\b(?:for|in|on|at) "
    + _NAME
    + r",? (?:I|we)\b"
)
_WE_LEARNED = re.compile(
    _NAME
    + r" (?:(?:has|have) (?:learned|learnt)|understands|can reveal)\b(?! (?:nothing|from|to)\b)"
)
"""What publications say of nobody but themselves."""
_AUXILIARIES = frozenset("is are was were be been being has have had gets got will would".split())
_GENITIVE = ("'s", "'", "’s", "’")
_ADVERBS = frozenset("also not now already since later reportedly recently temporarily".split())


@frozen
class OutletMention:
    """Where prose names an outlet of the registry."""

    span: Span
    entity: Entity
    is_acted_on: bool = False
    """Whether something is done to it there, so that nothing that follows is its report."""


def find_outlets(
    words: Words,
    within: Iterable[Span],
    registry: Registry,
    lexicon: SourceLexicon,
    people: People | None = None,
) -> tuple[OutletMention, ...]:
    """
    Outlets named in full, which decide what "the Times" and "the paper" are.

    Args:
        words: Of the whole text.
        within: Where it is prose.
        registry: Whose outlets they are.
        lexicon: What is said of outlets that do not speak.
        people: Those of the article: "Forbes" may be one.
    """
    mentions = []
    for span in within:
        numbers = words.inside(span)
        for found in registry.find_all(words.texts[numbers.start : numbers.stop]):
            first, end = numbers.start + found.first, numbers.start + found.end
            if found.entity is not None and not _is_person(words, first, end, people):
                is_acted_on = _is_acted_on(words, numbers.start, first, end, lexicon)
                mentions.append(OutletMention(words.span(first, end), found.entity, is_acted_on))
    return tuple(mentions)


def _is_person(words: Words, first: int, end: int, people: People | None) -> bool:
    """Whether one word is the last name of somebody in the article."""
    return (
        people is not None
        and end == first + 1
        and words.lower[first] in people
        and not words.texts[first].isupper()
        and (first == 0 or words.lower[first - 1] != "the")
    )


def _is_acted_on(words: Words, start: int, first: int, end: int, lexicon: SourceLexicon) -> bool:
    """Whether the outlet at [*first*, *end*) is blocked, bought, raided; or a part of it is."""
    lower, parts = words.lower, lexicon.classes["outlet_part"]
    after = end
    while after < len(lower) and (lower[after] in _AUXILIARIES or lower[after] in _ADVERBS):
        after += 1
    if after > end and after < len(lower) and lower[after] in lexicon.classes["done_to_outlet"]:
        return True
    if end < len(lower) and lower[end] in parts:
        return True
    if end + 1 < len(lower) and lower[end] in _GENITIVE and lower[end + 1] in parts:
        return True
    before = first - 1 if first > start and lower[first - 1] == "the" else first
    if before > start and lower[before - 1] in lexicon.classes["acts_on_outlet"]:
        return True
    return (
        before - 1 > start
        and lower[before - 1] in ("of", "in", "at", "on")
        and (lower[before - 2] in parts)
    )


def own_outlets(
    text: str, words: Words, blocks: Sequence[Block], registry: Registry
) -> frozenset[str]:
    """
    The publication itself: registry ids, or names in lower case.

    An outlet that the page's furniture names, photo credits aside, one that the
    author says he writes for, or one that "has learned" something.
    """
    own: set[str] = set()
    for block in blocks:
        if block.kind.is_prose:
            for pattern in (_OUR_PIECE, _PIECE_OF_OURS):
                for match in pattern.finditer(text, block.span.start, block.span.end):
                    own.add(_id_or_name(match["name"], registry))
            for match in _WE_LEARNED.finditer(text, block.span.start, block.span.end):
                outlet = registry.find(match["name"])
                if outlet is not None and outlet.kind.is_outlet:
                    own.add(outlet.id)
        elif block.kind is BlockKind.BOILERPLATE:
            numbers = words.inside(block.span)
            line = words.texts[numbers.start : numbers.stop]
            found = registry.find_in(line)
            if (
                found is not None
                and found.entity is not None
                and not _CREDIT.search(" ".join(line))
            ):
                own.add(found.entity.id)
    return frozenset(own)


def _id_or_name(name: str, registry: Registry) -> str:
    entity = registry.find(name)
    return folded(name) if entity is None else entity.id
