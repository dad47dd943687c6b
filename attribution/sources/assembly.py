"""Every relation gets its sources; every source its attributions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from attrs import define, field

from attribution.analysis import Relation
from attribution.document import Attribution, Block, Diagnostic, Source
from attribution.sources.bodies import Bodies, find_bodies
from attribution.sources.lexicon import SourceLexicon
from attribution.sources.members import Member, folded
from attribution.sources.names import Name, People, find_names
from attribution.sources.publications import find_outlets, own_outlets
from attribution.sources.readings import Reader
from attribution.sources.registry import Registry
from attribution.sources.resolution import Cast, all_mentions
from attribution.spans import Span, merge
from attribution.vocabulary import AttributionKind, DiagnosticCode, SourceKind
from attribution.words import Words

__all__ = ["find_sources"]


@define
class _Cited:
    """A relation with whom it was traced to."""

    relation: Relation
    members: list[Member] = field(factory=list)
    outlet: Member | None = None

    @property
    def voices(self) -> Sequence[Member | None]:
        """Each member speaks in an attribution of its own; nobody does in one."""
        return self.members or (None,)

    @property
    def is_unresolved(self) -> bool:
        """Whether words name somebody who was not found."""
        return self.relation.mention is not None and not (self.members or self.relation.unnamed)


def find_sources(
    text: str,
    words: Words,
    blocks: Sequence[Block],
    relations: Sequence[Relation],
    *,
    lexicon: SourceLexicon,
    registry: Registry,
) -> tuple[tuple[Attribution, ...], tuple[Source, ...], tuple[Diagnostic, ...]]:
    """
    Find who stands behind each relation.

    A relation with several sources ("Lee and Kim said") becomes one attribution
    for each of them.

    Returns:
        Attributions and sources, complete and linked, in reading order, and what
        could not be resolved.
    """
    if not relations:
        return (), (), ()
    prose = [block.span for block in blocks if block.kind.is_prose]
    names = find_names(words, prose, lexicon)
    bodies = Bodies(find_bodies(words, prose, lexicon))
    outlets = find_outlets(words, prose, registry)
    reader = Reader(
        words=words,
        lexicon=lexicon,
        registry=registry,
        people=People(names),
        bodies=bodies,
        named=frozenset(mention.entity.id for mention in outlets),
    )
    quoted = [span for r in relations if r.kind is AttributionKind.DIRECT for span in r.content]
    spoken = merge(quoted)
    cast = Cast(
        text=text,
        lexicon=lexicon,
        names=[name for name in names if not _is_inside(name.span, spoken)],
        bodies=bodies,
        outlets=outlets,
        own_outlets=own_outlets(text, words, blocks, registry),
        read=reader.read,
        read_before=reader.read_before,
    )
    cited = [_Cited(relation) for relation in relations]
    for number in sorted(range(len(cited)), key=lambda n: _position(relations, n)):
        _trace(cited[number], cited, reader, cast)
    attributions, sources = _assemble(cited, names)
    return attributions, sources, tuple(_diagnostics(cited))


def _is_inside(span: Span, spans: Sequence[Span]) -> bool:
    """Whether one of *spans*, sorted and disjoint, holds a span."""
    number = bisect_right(spans, span.start, key=lambda one: one.start) - 1
    return number >= 0 and span in spans[number]


def _position(relations: Sequence[Relation], number: int) -> tuple[int, int]:
    """Outer relations before those nested in them, otherwise by where the source is named."""
    depth, top = 0, relations[number]
    while top.parent is not None:
        depth, top = depth + 1, relations[top.parent]
    anchor = top.mention or (top.cue[0] if top.cue else top.content[0])
    return anchor.start, depth


def _trace(entry: _Cited, cited: Sequence[_Cited], reader: Reader, cast: Cast) -> None:
    """Find a relation's sources and outlet, given those of relations before it."""
    relation = entry.relation
    if relation.same_source_as is not None:
        shared = cited[relation.same_source_as]
        entry.members = list(shared.members)
        entry.outlet = shared.outlet
        if relation.mention is None or entry.members:
            return
    parent = None if relation.parent is None else cited[relation.parent]
    if relation.outlet is not None:
        for reading in reader.read(relation.outlet):
            if reading.kind is SourceKind.OUTLET or reading.form == "pronoun":
                member = cast.resolve(reading, None)
                if member is not None and member.kind is SourceKind.OUTLET:
                    entry.outlet = member
                break
    if relation.mention is not None:
        alone = parent is not None and len(parent.members) == 1
        speaker = parent.members[0] if parent is not None and alone else None
        entry.members = cast.resolve_all(reader.read(relation.mention), speaker)
    if entry.outlet is None:
        outlets = (member for member in entry.members if member.kind is SourceKind.OUTLET)
        entry.outlet = next(outlets, None if parent is None else parent.outlet)


def _diagnostics(cited: Sequence[_Cited]) -> Iterator[Diagnostic]:
    for entry in cited:
        if entry.is_unresolved and entry.relation.mention is not None:
            yield Diagnostic(
                code=DiagnosticCode.UNRESOLVED_SOURCE,
                span=entry.relation.mention,
                message="nobody found whom these words stand for",
            )


def _assemble(
    cited: Sequence[_Cited], names: Sequence[Name]
) -> tuple[tuple[Attribution, ...], tuple[Source, ...]]:
    used: dict[Member, list[str]] = {}
    for entry in cited:
        for member in [*entry.members, *([entry.outlet] if entry.outlet else [])]:
            used.setdefault(member, [])
    ids = _ids(used)
    counter = count(1)
    numbered = [[f"a{next(counter)}" for _ in entry.voices] for entry in cited]
    attributions = []
    for entry, own_ids in zip(cited, numbered, strict=True):
        parent = entry.relation.parent
        parent_id = None if parent is None else numbered[parent][0]
        for attribution_id, voice in zip(own_ids, entry.voices, strict=True):
            if voice is not None:
                used[voice].append(attribution_id)
            attributions.append(_attribution(attribution_id, entry, voice, parent_id, ids))
    by_last: dict[str, list[Name]] = {}
    for name in names:
        by_last.setdefault(folded(name.last), []).append(name)
    sources = tuple(
        Source(
            id=ids[member],
            name=member.name,
            kind=member.kind,
            mentions=_mentions(member, by_last),
            attribution_ids=tuple(attribution_ids),
            entity=member.entity,
            confidence=member.confidence,
        )
        for member, attribution_ids in used.items()
    )
    return tuple(attributions), sources


def _ids(members: Iterable[Member]) -> dict[Member, str]:
    """A linked source takes its registry id; the others are numbered."""
    ids: dict[Member, str] = {}
    taken: set[str] = set()
    counter = count(1)
    for member in members:
        candidate = None if member.entity is None else member.entity.id
        if candidate is None or candidate in taken:
            candidate = f"s{next(counter)}"
        taken.add(candidate)
        ids[member] = candidate
    return ids


def _attribution(
    id_: str, entry: _Cited, member: Member | None, parent_id: str | None, ids: dict[Member, str]
) -> Attribution:
    relation = entry.relation
    return Attribution(
        id=id_,
        kind=relation.kind,
        content=relation.content,
        cue=relation.cue,
        mention=relation.mention,
        source_id=None if member is None else ids[member],
        outlet_id=None if entry.outlet is None else ids[entry.outlet],
        parent_id=parent_id,
        stance=relation.stance,
        confidence=relation.confidence,
    )


def _mentions(member: Member, names: Mapping[str, Sequence[Name]]) -> tuple[Span, ...]:
    spans = set(member.mentions)
    if member.kind is SourceKind.PERSON:
        spans.update(all_mentions(names, member))
    return tuple(sorted(spans))
