"""Every relation gets its sources; every source its attributions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from attrs import frozen

from attribution.analysis import Mentions, Relation
from attribution.document import Attribution, Block, Diagnostic, Source
from attribution.sources.anonymity import without_anonymity
from attribution.sources.bodies import Bodies, find_bodies
from attribution.sources.channels import carry_outlets
from attribution.sources.cited import Cited, find_citations, find_holders
from attribution.sources.countries import find_countries
from attribution.sources.lexicon import SourceLexicon
from attribution.sources.linking import Linker
from attribution.sources.members import Member, folded
from attribution.sources.names import Name, People, find_names
from attribution.sources.positions import Positions
from attribution.sources.publications import find_outlets, own_outlets
from attribution.sources.ranking import Choose, choose
from attribution.sources.readings import Reader
from attribution.sources.registry import Hints, Registry
from attribution.sources.resolution import Cast, all_mentions
from attribution.sources.scene import find_appearances
from attribution.sources.seen import Seen
from attribution.sources.unnamed import describe_unnamed
from attribution.sources.wording import is_nobody_in_particular, telling_words
from attribution.spans import Span, merge
from attribution.vocabulary import AttributionKind, DiagnosticCode, SourceKind
from attribution.words import Words

__all__ = ["find_sources"]


def find_sources(
    text: str,
    words: Words,
    blocks: Sequence[Block],
    relations: Sequence[Relation],
    *,
    lexicon: SourceLexicon,
    registry: Registry,
    mentions: Mentions | None = None,
    choose: Choose = choose,
) -> tuple[tuple[Attribution, ...], tuple[Source, ...], tuple[Diagnostic, ...]]:
    """
    Find who stands behind each relation.

    A relation with several sources ("Lee and Kim said") becomes one attribution
    for each of them.

    Returns:
        Attributions and sources, complete and linked, in reading order, and what
        could not be resolved.
    """
    clauses = lexicon.anonymity.find(text, words, relations)
    relations = without_anonymity(relations, clauses)
    if not relations:
        return (), (), ()
    prose = [block.span for block in blocks if block.kind.is_prose]
    seen = Seen(mentions or Mentions())
    names = find_names(words, prose, lexicon, seen)
    bodies = Bodies(find_bodies(words, prose, lexicon, seen))
    people = People(names)
    countries = find_countries(words, prose, registry.states)
    outlets = find_outlets(words, prose, registry, lexicon, people)
    own = own_outlets(text, words, blocks, registry)
    reader = Reader(
        words=words,
        lexicon=lexicon,
        registry=registry,
        people=people,
        bodies=bodies,
        hints=Hints(
            named=frozenset(mention.entity.id for mention in outlets),
            own=own,
            countries=countries,
        ),
        linker=Linker(registry, countries, bodies.full_name),
        seen=seen,
    )
    quoted = {
        span: number
        for number, relation in enumerate(relations)
        if relation.kind is AttributionKind.DIRECT and relation.parent is None
        for span in relation.content
    }
    spoken = merge(quoted)
    cast = Cast(
        text=text,
        lexicon=lexicon,
        bodies=bodies,
        outlets=outlets,
        own_outlets=own,
        read=reader.read,
        read_before=reader.read_before,
        positions=Positions(words, prose, lexicon),
        scene=find_appearances(
            words,
            prose,
            lexicon,
            names=names,
            bodies=bodies,
            outlets=outlets,
            seen=seen,
            spoken=spoken,
            mentions=[r.mention for r in relations if r.mention is not None],
        ),
        choose=choose,
    )
    tracer = _Tracer(
        words=words,
        relations=relations,
        lexicon=lexicon,
        reader=reader,
        cast=cast,
        holders=find_holders(relations, dict(sorted(quoted.items()))),
        citations=find_citations(words, relations),
    )
    cited = tracer.trace()
    carry_outlets(words, blocks, [entry for entry in cited if entry.host is None], lexicon)
    attributions, sources = _assemble(cited, names)
    sources = describe_unnamed(text, words, clauses, sources, lexicon)
    return attributions, sources, tuple(_diagnostics(cited))


@frozen(kw_only=True)
class _Tracer:
    """Finds whom the relations of one article lead to."""

    words: Words
    relations: Sequence[Relation]
    lexicon: SourceLexicon
    reader: Reader
    cast: Cast
    holders: Mapping[int, int]
    """In whose quotation relations stand that are not nested in it."""
    citations: Mapping[int, int]
    """Which relations tell whom others cite."""

    def trace(self) -> list[Cited]:
        """Every relation with its sources and outlet."""
        cited = [Cited(relation) for relation in self.relations]
        for number in sorted(range(len(cited)), key=self._position):
            if cited[number].host is None:
                self._trace(number, cited)
        return cited

    def _around(self, number: int) -> int | None:
        parent = self.relations[number].parent
        return self.holders.get(number) if parent is None else parent

    def _position(self, number: int) -> tuple[int, int, int]:
        """
        Outer relations before those nested in them, otherwise by where the source is named.

        Of two with the same source the one that cites somebody is first.
        """
        depth, top = 0, number
        around = self._around(top)
        while around is not None:
            depth, top = depth + 1, around
            around = self._around(top)
        relation = self.relations[top]
        anchor = relation.mention or (relation.cue[0] if relation.cue else relation.content[0])
        return anchor.start, depth, number not in self.citations

    def _trace(self, number: int, cited: Sequence[Cited]) -> None:
        """Find a relation's sources and outlet, given those of relations before it."""
        entry, relation = cited[number], self.relations[number]
        if relation.same_source_as is not None:
            shared = cited[relation.same_source_as]
            entry.members = list(shared.members)
            entry.outlet = shared.outlet
            if relation.mention is None or (entry.members and number not in self.citations):
                return
        around = self._around(number)
        outer = None if around is None else cited[around]
        self._find_outlet(entry)
        if relation.mention is not None:
            entry.members = self._members(relation.mention, outer)
        if entry.outlet is None:
            outlets = (member for member in entry.members if member.kind is SourceKind.OUTLET)
            inherited = None if outer is None else outer.outlet
            entry.outlet = next(outlets, inherited)
        if number in self.citations:
            self._pass_on(number, cited)

    def _find_outlet(self, entry: Cited) -> None:
        """Who was told, if it is an outlet."""
        told = entry.relation.outlet
        if told is None:
            return
        entry.told = True
        for reading in self.reader.read(told):
            if reading.kind is SourceKind.OUTLET or reading.form == "pronoun":
                member = self.cast.resolve(reading, None)
                if member is not None and member.kind is SourceKind.OUTLET:
                    entry.outlet = member
                break

    def _members(self, mention: Span, outer: Cited | None) -> list[Member]:
        """Whom a mention means, given in whose words it stands."""
        if is_nobody_in_particular(self.words, self.lexicon, mention):
            return []
        readings = self.reader.read(telling_words(self.words, self.lexicon, mention))
        speaker = outer.members[0] if outer is not None and len(outer.members) == 1 else None
        if speaker is None and outer is not None and outer.relation.kind is AttributionKind.DIRECT:
            # "I" in the words of one we do not know is not the author.
            readings = [reading for reading in readings if reading.form != "first person"]
        return self.cast.resolve_all(readings, speaker)

    def _pass_on(self, number: int, cited: Sequence[Cited]) -> None:
        """What an outlet reports, citing somebody, is that somebody's."""
        entry, citing = cited[number], cited[self.citations[number]]
        if (
            citing.host is not None
            or len(entry.members) != 1
            or entry.members[0].kind is not SourceKind.OUTLET
        ):
            return
        source = citing.relation.content[0]
        members = self._members(source, None)
        if members:
            entry.outlet, entry.members = entry.members[0], members
            entry.source, entry.citing = source, citing.relation.cue
            citing.host = number


def _diagnostics(cited: Sequence[Cited]) -> Iterator[Diagnostic]:
    for entry in cited:
        if entry.host is None and entry.is_unresolved and entry.relation.mention is not None:
            yield Diagnostic(
                code=DiagnosticCode.UNRESOLVED_SOURCE,
                span=entry.relation.mention,
                message="nobody found whom these words stand for",
            )


def _assemble(
    cited: Sequence[Cited], names: Sequence[Name]
) -> tuple[tuple[Attribution, ...], tuple[Source, ...]]:
    used: dict[Member, list[str]] = {}
    for entry in cited:
        if entry.host is None:
            for member in [*entry.members, *([entry.outlet] if entry.outlet else [])]:
                used.setdefault(member, [])
    ids = _ids(used)
    counter = count(1)
    numbered = [
        [] if entry.host is not None else [f"a{next(counter)}" for _ in entry.voices]
        for entry in cited
    ]
    attributions = []
    for entry, own_ids in zip(cited, numbered, strict=True):
        parent = entry.relation.parent
        if parent is not None and cited[parent].host is not None:
            parent = cited[parent].host
        parent_id = None if parent is None else numbered[parent][0]
        for attribution_id, voice in zip(own_ids, entry.voices, strict=False):
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
    id_: str, entry: Cited, member: Member | None, parent_id: str | None, ids: dict[Member, str]
) -> Attribution:
    relation = entry.relation
    return Attribution(
        id=id_,
        kind=relation.kind,
        content=relation.content,
        cue=merge((*relation.cue, *entry.citing)),
        mention=entry.source or relation.mention,
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
