"""``attribution sources``."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, TypeVar

import click
from attrs import asdict, evolve, fields, frozen

from attribution.cli.inputs import JSONL_SUFFIXES, STDIN, find_inputs
from attribution.cli.options import registry_option
from attribution.cli.outputs import stdout_text
from attribution.document import Document, Entity, Source
from attribution.errors import InputError
from attribution.jsonl import read_documents
from attribution.vocabulary import AttributionKind, Genre, Label, SourceKind

__all__ = ["CitedSource", "Survey", "command", "survey_documents"]

T = TypeVar("T")
_Key: TypeAlias = tuple[str, ...]
"""What makes two sources of different articles the same."""
_NO_LINK: Callable[[str], Entity | None] = dict[str, Entity]().get
_UNLISTED = (SourceKind.PERSON, SourceKind.AUTHOR, SourceKind.UNKNOWN)
"""Kinds of sources that the registry does not hold."""
DECIMALS = 4
"""Of a share, as it is given to other programs."""


@frozen(kw_only=True)
class CitedSource:
    """A source, and how often it is cited across articles."""

    name: str
    kind: str
    role: str | None
    """What an unnamed source is said to be."""
    anonymity: str | None
    """The words of an article that say why it is not named, or at least that it is not."""
    entity_id: str | None
    """Its id in the registry, if it has one."""
    articles: int
    """Documents that cite it, or cite others through it."""
    attributions: int
    direct: int
    """Of these, in its own words."""
    indirect: int
    """Of these, in the author's words, wholly or in part."""
    via: int
    """Attributions of other sources that came through it: "told the Financial Times"."""
    share: float
    """Of an article's words, what is attributed to it; the mean over all articles."""


@frozen(kw_only=True)
class Survey:
    """
    What articles are made of.

    Shares are of an article's words. Each article counts alike, however long; those without
    prose count for no share.
    """

    articles: int
    words: int
    genres: Mapping[str, int]
    """Articles by what they read as."""
    voices: Mapping[str, float]
    """The mean share of each label."""
    kinds: Mapping[str, float]
    """The mean share of each kind of source."""
    sources: tuple[CitedSource, ...]
    """Who is cited, the most cited first."""


def survey_documents(
    documents: Iterable[Document], link: Callable[[str], Entity | None] = _NO_LINK
) -> Survey:
    """
    Count who is cited how often, and how much of the articles is in whose voice.

    A source of the registry is one source under all its names; any other is the
    same where name and kind are the same, in whatever case.

    Args:
        documents: Whose sources they are.
        link: The record for a name that was not linked when the document was made.
    """
    seen: dict[_Key, Source] = {}
    anonymity: dict[_Key, str] = {}
    articles: Counter[_Key] = Counter()
    direct: Counter[_Key] = Counter()
    indirect: Counter[_Key] = Counter()
    via: Counter[_Key] = Counter()
    shares: dict[_Key, float] = defaultdict(float)
    voices = dict.fromkeys(Label, 0.0)
    kinds = dict.fromkeys(SourceKind, 0.0)
    genres = dict.fromkeys(Genre, 0)
    words = with_prose = 0
    for document in documents:
        # What it is made of.
        _add(voices, document.voices)
        _add(kinds, document.kind_shares)
        genres[document.genre] += 1
        words += document.word_count
        with_prose += bool(document.word_count)
        # Whom it knows.
        sources = [_linked(source, link) for source in document.sources]
        keys = {source.id: _key(source) for source in sources}
        for source in sources:
            seen.setdefault(keys[source.id], source)
            shares[keys[source.id]] += document.source_shares[source.id]
            if source.anonymity is not None:
                why = " ".join(document.text_of(source.anonymity).split())
                anonymity.setdefault(keys[source.id], why)
        # Whom it cites.
        cited: set[_Key] = set()
        for attribution in document.attributions:
            source_id, outlet_id = attribution.source_id, attribution.outlet_id
            if source_id is not None:
                is_direct = attribution.kind is AttributionKind.DIRECT
                (direct if is_direct else indirect)[keys[source_id]] += 1
                cited.add(keys[source_id])
            if outlet_id is not None and outlet_id != source_id:
                via[keys[outlet_id]] += 1
                cited.add(keys[outlet_id])
        articles.update(cited)

    def mean(total: float) -> float:
        return round(total / max(with_prose, 1), DECIMALS)

    counted = (
        CitedSource(
            name=source.name if source.entity is None else source.entity.name,
            kind=source.kind.value,
            role=None if source.role is None else source.role.value,
            anonymity=anonymity.get(key),
            entity_id=None if source.entity is None else source.entity.id,
            articles=articles[key],
            attributions=direct[key] + indirect[key],
            direct=direct[key],
            indirect=indirect[key],
            via=via[key],
            share=mean(shares[key]),
        )
        for key, source in seen.items()
        if articles[key]
    )
    return Survey(
        articles=sum(genres.values()),
        words=words,
        genres={genre.value: count for genre, count in genres.items()},
        voices={label.value: mean(total) for label, total in voices.items()},
        kinds={kind.value: mean(total) for kind, total in kinds.items()},
        sources=tuple(
            sorted(counted, key=lambda s: (-s.attributions, -s.via, -s.articles, s.name, s.kind))
        ),
    )


def _add(totals: dict[T, float], shares: Mapping[T, float]) -> None:
    for key, share in shares.items():
        totals[key] += share


def _linked(source: Source, link: Callable[[str], Entity | None]) -> Source:
    if source.entity is not None or source.kind in _UNLISTED:
        return source
    return evolve(source, entity=link(source.name))


def _linker_of(paths: Sequence[str]) -> Callable[[str], Entity | None]:
    """What finds the records of a user's own registry by name."""
    from attribution.sources import Registry, read_own_records

    own = read_own_records(paths)
    registry = Registry.packaged(own.records)
    ids = {record["id"] for record in own.records}

    def link(name: str) -> Entity | None:
        entity = registry.named(name)
        return entity if entity is not None and entity.id in ids else None

    return link


def _key(source: Source) -> _Key:
    if source.entity is not None:
        return (source.entity.id,)
    return (source.name.casefold(), source.kind.value)


def _read_all(paths: Sequence[str]) -> Iterator[Document]:
    for path in paths:
        try:
            yield from read_documents(sys.stdin.buffer if path == STDIN else path, name=path)
        except OSError as error:
            msg = f"{path}: cannot be read: {error.strerror}"
            raise InputError(msg) from error


@click.command(
    name="sources",
    epilog="""\
    \b
    Examples:
      attribution sources result.jsonl
      attribution sources 2023.jsonl 2024.jsonl --limit 20
      attribution annotate articles/ | attribution sources - --format csv
    """,
)
@click.argument("results", metavar="RESULT...", nargs=-1, required=True)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="A table to read with a summary above it, the same in JSON, or the table"
    " as comma-separated values.",
)
@click.option(
    "--limit", metavar="N", type=click.IntRange(min=1), help="Only the N most cited sources."
)
@registry_option
def command(
    results: tuple[str, ...], output_format: str, limit: int | None, registry: tuple[str, ...]
) -> None:
    """
    Count who is cited how often.

    RESULT is what `attribution annotate` wrote: JSONL files, a directory of them, or
    - for standard input. Sources are counted over all of it. An outlet or agency of
    the registry counts as one under all its names; anybody else as one where name
    and kind agree.

    "Direct" counts attributions in the source's own words, "indirect" those retold
    wholly or in part, "via" those of others that came through it ("told the
    Financial Times"). "Share" is what is attributed to it of an article's words.

    Above the table stand the shares of the four labels and of the kinds of sources,
    and how many articles read as reports and as opinion pieces. Shares are means
    over the articles, each of which counts alike.
    """
    documents = _read_all(find_inputs(results, suffixes=JSONL_SUFFIXES))
    link = _linker_of(registry) if registry else _NO_LINK
    found = survey_documents(documents, link)
    found = evolve(found, sources=found.sources[:limit])
    columns = [field.name for field in fields(CitedSource)]
    if output_format == "json":
        click.echo(json.dumps(asdict(found), indent=2))
    elif output_format == "csv":
        text = io.StringIO()
        rows = csv.DictWriter(text, columns, lineterminator="\n")
        rows.writeheader()
        rows.writerows(asdict(source) for source in found.sources)
        # UTF-8 whatever the terminal's encoding is: this goes to another program.
        stream = sys.stdout.buffer
        stream.write(text.getvalue().encode(errors="replace"))
        stream.flush()
    else:
        from attribution.cli.view import make_console, make_grid, make_table

        header = (
            "Source",
            "Kind",
            "Registry",
            "Texts",
            "All",
            "Direct",
            "Indirect",
            "Via",
            "Share",
        )
        table = make_table(header, [_row(source) for source in found.sources], numbers=6, wrapped=2)
        console = make_console(stdout_text())
        console.print(make_grid(_summary(found)))
        if found.sources:
            console.print()
            console.print(table)


def _summary(found: Survey) -> Iterator[tuple[str, str]]:
    """What stands above the table: articles by genre, shares by label and by kind of source."""
    if found.articles == 1:
        yield "article", f"{found.words:,} words"
        yield "genre", next(genre for genre, count in found.genres.items() if count)
    else:
        yield "articles", f"{found.articles:,} ({found.words:,} words)"
        yield "genres", ", ".join(f"{genre} {count:,}" for genre, count in found.genres.items())
    yield "labels", _percentages(found.voices)
    yield "sources", _percentages({k: share for k, share in found.kinds.items() if share})


def _percentages(shares: Mapping[str, float]) -> str:
    ordered = sorted(shares.items(), key=lambda item: -item[1])
    return ", ".join(f"{name} {share:.0%}" for name, share in ordered) or "none"


def _row(source: CitedSource) -> tuple[str, ...]:
    """A source as a line of the table, with what it is said to be and why it is not named."""
    name = source.name if source.anonymity is None else f"{source.name} ({source.anonymity})"
    kind = source.kind if source.role is None else f"{source.kind}: {source.role}"
    numbers = (source.articles, source.attributions, source.direct, source.indirect, source.via)
    return (name, kind, source.entity_id or "", *map(str, numbers), f"{source.share:.1%}")
