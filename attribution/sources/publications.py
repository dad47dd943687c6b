"""The outlets that an article names, and the one it appears in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from attrs import frozen

from attribution.document import Block, Entity
from attribution.sources.members import folded
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


@frozen
class OutletMention:
    """Where prose names an outlet of the registry."""

    span: Span
    entity: Entity


def find_outlets(
    words: Words, within: Iterable[Span], registry: Registry
) -> tuple[OutletMention, ...]:
    """Outlets named in full, which decide what "the Times" and "the paper" are."""
    mentions = []
    for span in within:
        numbers = words.inside(span)
        for found in registry.find_all(words.texts[numbers.start : numbers.stop]):
            if found.entity is not None:
                first, end = numbers.start + found.first, numbers.start + found.end
                mentions.append(OutletMention(words.span(first, end), found.entity))
    return tuple(mentions)


def own_outlets(
    text: str, words: Words, blocks: Sequence[Block], registry: Registry
) -> frozenset[str]:
    """
    The publication itself: registry ids, or names in lower case.

    An outlet that the page's furniture names, photo credits aside, or one that
    the author says he writes for.
    """
    own: set[str] = set()
    for block in blocks:
        if block.kind.is_prose:
            for pattern in (_OUR_PIECE, _PIECE_OF_OURS):
                for match in pattern.finditer(text, block.span.start, block.span.end):
                    own.add(_id_or_name(match["name"], registry))
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
