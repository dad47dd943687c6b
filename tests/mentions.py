"""Mentions in a text, marked ``[by:…]``, and whom the source stage takes them for."""

from __future__ import annotations

from functools import lru_cache

from builders import mark

from attribution.analysis import Relation
from attribution.document import Attribution, Block, Diagnostic, Source
from attribution.resources import load_data, load_list, load_rows
from attribution.sources import Registry, SourceLexicon, find_sources
from attribution.sources.bodies import Bodies, find_bodies
from attribution.sources.countries import find_countries
from attribution.sources.linking import Linker
from attribution.sources.names import People, find_names
from attribution.sources.publications import find_outlets
from attribution.sources.readings import Reader, Reading
from attribution.sources.registry import Hints
from attribution.spans import Span
from attribution.vocabulary import AttributionKind, BlockKind
from attribution.words import Words, find_words

__all__ = ["blocks_of", "lexicon", "names_of", "read", "reader_of", "registry", "trace"]

Result = tuple[tuple[Attribution, ...], tuple[Source, ...], tuple[Diagnostic, ...]]


@lru_cache(maxsize=1)
def lexicon() -> SourceLexicon:
    """The packaged word lists."""
    return SourceLexicon.from_lists(load_list, load_rows, load_data("lists.json")["places"])


@lru_cache(maxsize=1)
def registry() -> Registry:
    """The packaged registry."""
    return Registry.packaged()


def blocks_of(text: str) -> tuple[Block, ...]:
    """One paragraph."""
    return (Block(span=Span(0, len(text)), kind=BlockKind.PARAGRAPH),)


def reader_of(words: Words, within: Span) -> Reader:
    """The reader of a text of one paragraph."""
    people = People(find_names(words, [within], lexicon()))
    bodies = Bodies(find_bodies(words, [within], lexicon()))
    outlets = find_outlets(words, [within], registry(), lexicon(), people)
    countries = find_countries(words, [within], registry().states)
    return Reader(
        words=words,
        lexicon=lexicon(),
        registry=registry(),
        people=people,
        bodies=bodies,
        hints=Hints(named=frozenset(mention.entity.id for mention in outlets), countries=countries),
        linker=Linker(registry(), countries, bodies.full_name),
    )


def read(marked: str) -> list[Reading]:
    """How the mention ``[by:…]`` is read; the whole text where nothing is marked."""
    text, spans = mark(marked)
    whole = Span(0, len(text))
    return reader_of(find_words(text), whole).read(spans.get("by", (whole,))[0])


def trace(text: str, relations: list[Relation], blocks: tuple[Block, ...] | None = None) -> Result:
    """The sources of hand-made relations."""
    return find_sources(
        text,
        find_words(text),
        blocks or blocks_of(text),
        relations,
        lexicon=lexicon(),
        registry=registry(),
    )


def names_of(marked: str) -> list[list[str]]:
    """
    Names of the sources behind each ``[by:…]``, in reading order.

    What each of them says is taken to be ``[says:…]``, in the same order, or the rest of the text.
    """
    text, spans = mark(marked)
    mentions = spans["by"]
    contents = spans.get("says", ())
    relations = [
        Relation(
            content=(contents[n] if n < len(contents) else Span(mention.end, len(text)),),
            mention=mention,
            kind=AttributionKind.DIRECT if n < len(contents) else AttributionKind.INDIRECT,
        )
        for n, mention in enumerate(mentions)
    ]
    attributions, sources, _ = trace(text, relations)
    names = {source.id: source.name for source in sources}
    return [
        [names[a.source_id] for a in attributions if a.mention == mention and a.source_id]
        for mention in mentions
    ]
