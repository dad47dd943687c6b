"""Relations on their way to attributions, and whose words an outlet only passes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import define, field

from attribution.analysis import Relation
from attribution.sources.members import Member
from attribution.spans import Span
from attribution.words import Words

__all__ = ["Cited", "find_citations", "find_holders"]

_CITING = frozenset("citing quoting cites quotes cited quoted".split())


@define
class Cited:
    """A relation with whom it was traced to."""

    relation: Relation
    members: list[Member] = field(factory=list)
    outlet: Member | None = None
    told: bool = False
    """Whether its own words name the outlet, or somebody else who was told."""
    source: Span | None = None
    """The words that name whom an outlet cites."""
    citing: tuple[Span, ...] = ()
    """The cue by which it does."""
    host: int | None = None
    """The number of the relation whose source it names, and so is part of."""

    @property
    def voices(self) -> Sequence[Member | None]:
        """Each member speaks in an attribution of its own; nobody does in one."""
        return self.members or (None,)

    @property
    def is_unresolved(self) -> bool:
        """Whether words name somebody who was not found."""
        return self.relation.mention is not None and not (self.members or self.relation.unnamed)


def find_citations(words: Words, relations: Sequence[Relation]) -> dict[int, int]:
    """
    The relations that tell whom another one's source cites: "X reported C, citing Y".

    Returns:
        From the number of each that has a citation to that of the citing one.
    """
    said: dict[Span, list[int]] = {}
    citing: list[int] = []
    for number, relation in enumerate(relations):
        if relation.mention is None:
            continue
        said.setdefault(relation.mention, []).append(number)
        if _is_citing(words, relation):
            citing.append(number)
    found: dict[int, int] = {}
    for number in citing:
        mention = relations[number].mention
        for host in said[mention] if mention is not None else ():
            if host not in citing:
                found.setdefault(host, number)
    return found


def _is_citing(words: Words, relation: Relation) -> bool:
    """Whether all that a relation says is whom its source cites."""
    if len(relation.cue) != 1 or len(relation.content) != 1:
        return False
    cue = words.inside(relation.cue[0])
    return (
        len(cue) == 1
        and words.lower[cue[0]] in _CITING
        and words.first_at(relation.content[0].start) == cue.stop
    )


def find_holders(relations: Sequence[Relation], quoted: Mapping[Span, int]) -> dict[int, int]:
    """
    In whose quotation each relation stands, of those that are not nested in it.

    Args:
        relations: All of an article.
        quoted: What is said in the sources' own words, in reading order, and by which relation.
    """
    spans = list(quoted)
    holders: dict[int, int] = {}
    at = 0
    for number in sorted(range(len(relations)), key=lambda n: _start(relations[n])):
        relation = relations[number]
        while at < len(spans) and spans[at].end <= _start(relation):
            at += 1
        if relation.parent is None and relation.mention is not None and at < len(spans):
            holder = quoted[spans[at]]
            if holder != number and holder not in holders and relation.mention in spans[at]:
                holders[number] = holder
    return holders


def _start(relation: Relation) -> int:
    return -1 if relation.mention is None else relation.mention.start
