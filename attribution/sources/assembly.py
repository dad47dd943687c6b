"""Every relation gets its sources; every source its attributions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count

from attrs import define, field

from attribution.analysis import Relation
from attribution.document import Attribution, Block, Diagnostic, Source
from attribution.sources.lexicon import SourceLexicon
from attribution.sources.names import find_names, people_by_last_name
from attribution.sources.readings import Reader
from attribution.sources.registry import Registry
from attribution.sources.resolution import Cast, Member, all_mentions
from attribution.spans import Span
from attribution.vocabulary import BlockKind, DiagnosticCode, SourceKind
from attribution.words import Words

__all__ = ["find_sources"]

_CREDIT = re.compile(
    r"photo|image|picture|credit|©|/|getty|reuters|\bap\b|afp|courtesy", re.IGNORECASE
)


_WRITES_FOR = re.compile(
    r"\b(?:I|we|We|my|My|our|Our)\b[^.;]{0,40}\b(?:wrote|written|write|writing|piece|article|column|post)"
    r"\b[^.;,]{0,20}\b(?:for|in|on|at) (?=[A-Z]|the )"
)


@define
class _Cited:
    """A relation with whom it was traced to."""

    relation: Relation
    members: list[Member] = field(factory=list)
    outlet: Member | None = None


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
    prose = [block.span for block in blocks if block.kind.is_prose]
    names = find_names(words, prose, lexicon)
    people = people_by_last_name(names)
    outlets_named = _outlets_named(words, prose, registry)
    reader = Reader(
        words=words,
        lexicon=lexicon,
        registry=registry,
        people=people,
        named_before=frozenset(outlets_named),
    )
    cast = Cast(
        text=text,
        lexicon=lexicon,
        names=names,
        own_outlets=_own_outlets(text, words, blocks, registry),
    )
    cited: list[_Cited] = [_Cited(relation) for relation in relations]
    diagnostics = []
    for number in sorted(range(len(cited)), key=lambda n: _position(relations, n)):
        entry = cited[number]
        parent = None if entry.relation.parent is None else cited[entry.relation.parent]
        speaker = parent.members[0] if parent is not None and len(parent.members) == 1 else None
        _trace(entry, cited, parent, speaker, reader, cast)
        if entry.relation.mention is not None and not entry.members and not entry.relation.unnamed:
            diagnostics.append(
                Diagnostic(
                    code=DiagnosticCode.UNRESOLVED_SOURCE,
                    span=entry.relation.mention,
                    message="nobody found whom these words stand for",
                )
            )
    attributions, sources = _assemble(cited, cast)
    return attributions, sources, tuple(diagnostics)


def _position(relations: Sequence[Relation], number: int) -> tuple[int, int]:
    """Outer relations before those nested in them, otherwise by where the source is named."""
    relation = relations[number]
    depth, parent = 0, relation.parent
    while parent is not None:
        depth, parent = depth + 1, relations[parent].parent
    top = relation
    while top.parent is not None:
        top = relations[top.parent]
    anchor = top.mention or (top.cue[0] if top.cue else top.content[0])
    return anchor.start, depth


def _trace(
    entry: _Cited,
    cited: Sequence[_Cited],
    parent: _Cited | None,
    speaker: Member | None,
    reader: Reader,
    cast: Cast,
) -> None:
    relation = entry.relation
    if relation.same_source_as is not None:
        shared = cited[relation.same_source_as]
        entry.members = list(shared.members)
        entry.outlet = shared.outlet
        if relation.mention is None or entry.members:
            return
    if relation.outlet is not None:
        for reading in reader.read(relation.outlet):
            if reading.kind is SourceKind.OUTLET or reading.form == "pronoun":
                member = cast.resolve(reading, None)
                if member is not None and member.kind is SourceKind.OUTLET:
                    entry.outlet = member
                break
    if relation.mention is not None:
        entry.members = cast.resolve_all(reader.read(relation.mention), speaker)
    outlets = [m for m in entry.members if m.kind is SourceKind.OUTLET]
    if entry.outlet is None and outlets:
        entry.outlet = outlets[0]
    if entry.outlet is None and parent is not None:
        entry.outlet = parent.outlet


def _outlets_named(words: Words, prose: Sequence[Span], registry: Registry) -> list[str]:
    """Registry ids of outlets named in full anywhere, which decide what "the Times" is."""
    found = []
    for span in prose:
        numbers = words.inside(span)
        n = numbers.start
        while n < numbers.stop:
            if words.texts[n][0].isupper():
                match = registry.find_in(words.texts[n : min(n + 6, numbers.stop)])
                if match is not None and match[0] == 0:
                    found.append(match[2].id)
                    n += match[1]
                    continue
            n += 1
    return found


def _own_outlets(
    text: str, words: Words, blocks: Sequence[Block], registry: Registry
) -> frozenset[str]:
    """
    The publication itself.

    An outlet that the page's furniture names, photo credits aside, or one that
    the author says he writes for.
    """
    own = set()
    for block in blocks:
        if block.kind.is_prose:
            for match in _WRITES_FOR.finditer(text, block.span.start, block.span.end):
                numbers = words.inside(Span(match.end(), block.span.end))
                found = registry.find_in(words.texts[numbers.start : numbers.start + 6])
                if found is not None and found[0] == 0:
                    own.add(found[2].id)
        if block.kind is BlockKind.BOILERPLATE:
            numbers = words.inside(block.span)
            line = words.texts[numbers.start : numbers.stop]
            if _CREDIT.search(" ".join(line)):
                continue
            named = registry.find_in(line)
            if named is not None:
                own.add(named[2].id)
    return frozenset(own)


def _assemble(
    cited: Sequence[_Cited], cast: Cast
) -> tuple[tuple[Attribution, ...], tuple[Source, ...]]:
    used: list[Member] = []
    for entry in cited:
        for member in [*entry.members, *([entry.outlet] if entry.outlet else [])]:
            if member not in used:
                used.append(member)
    ids = _ids(used)
    counter = count(1)
    attribution_ids = [[f"a{next(counter)}" for _ in _voices(entry)] for entry in cited]
    behind: dict[int, list[str]] = {id(member): [] for member in used}
    attributions = []
    for entry, own_ids in zip(cited, attribution_ids, strict=True):
        parent = entry.relation.parent
        parent_id = None if parent is None else attribution_ids[parent][0]
        for attribution_id, voice in zip(own_ids, _voices(entry), strict=True):
            if voice is not None:
                behind[id(voice)].append(attribution_id)
            attributions.append(_attribution(attribution_id, entry, voice, parent_id, ids))
    sources = tuple(
        Source(
            id=ids[id(member)],
            name=member.name,
            kind=member.kind,
            mentions=_mentions(member, cast),
            attribution_ids=tuple(behind[id(member)]),
            entity=member.entity,
            confidence=member.confidence,
        )
        for member in used
    )
    return tuple(attributions), sources


def _voices(entry: _Cited) -> Sequence[Member | None]:
    """Each member speaks in an attribution of its own; nobody does in one."""
    return entry.members or (None,)


def _ids(members: Sequence[Member]) -> dict[int, str]:
    """A linked source takes its registry id; the others are numbered."""
    ids: dict[int, str] = {}
    taken: set[str] = set()
    number = 0
    for member in members:
        candidate = None if member.entity is None else member.entity.id
        if candidate is None or candidate in taken:
            number += 1
            candidate = f"s{number}"
        taken.add(candidate)
        ids[id(member)] = candidate
    return ids


def _attribution(
    id_: str, entry: _Cited, member: Member | None, parent_id: str | None, ids: dict[int, str]
) -> Attribution:
    relation = entry.relation
    return Attribution(
        id=id_,
        kind=relation.kind,
        content=relation.content,
        cue=relation.cue,
        mention=relation.mention,
        source_id=None if member is None else ids[id(member)],
        outlet_id=None if entry.outlet is None else ids[id(entry.outlet)],
        parent_id=parent_id,
        stance=relation.stance,
        confidence=relation.confidence,
    )


def _mentions(member: Member, cast: Cast) -> tuple[Span, ...]:
    spans = set(member.mentions)
    if member.kind is SourceKind.PERSON:
        spans.update(all_mentions(cast.names, member))
    return tuple(sorted(spans))
