"""Documents and tables for people to read in a terminal, coloured or not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten
from typing import IO, BinaryIO

from attrs import frozen
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from attribution.cli.outputs import text_on
from attribution.document import Attribution, Document, Evidence, Sentence, Source
from attribution.vocabulary import AttributionKind, BlockKind, Label, SourceKind, Voice

__all__ = ["make_console", "make_grid", "make_table", "show_document", "show_documents"]

WIDEST_COLUMNS = 100
"""Longer lines are hard to read, however wide the terminal."""
LONGEST_WORDING = 30
"""Characters of what speaks for a label."""

_TAGS = {
    Label.DIRECT_QUOTE: ("quote", "cyan"),
    Label.REPORTED_CLAIM: ("claim", "green"),
    Label.AUTHOR_OPINION: ("opinion", "magenta"),
    Label.NARRATION: ("narration", ""),
}
_MEANINGS = {
    Label.DIRECT_QUOTE: "a source's own words",
    Label.REPORTED_CLAIM: "a source, retold",
    Label.AUTHOR_OPINION: "the author's judgement",
    Label.NARRATION: "the author's account",
}
_BLOCK_STYLES = {
    BlockKind.HEADING: "bold",
    BlockKind.BYLINE: "dim",
    BlockKind.BOILERPLATE: "dim",
}
_GUTTER_COLUMNS = len("boilerplate")


def make_console(stream: IO[str]) -> Console:
    """A console that shows words as they are: no markup, no emoji codes, no guessed colours."""
    console = Console(file=stream, markup=False, emoji=False, highlight=False)
    console.width = min(console.width, WIDEST_COLUMNS)
    return console


def make_grid(rows: Iterable[tuple[str, str]]) -> Table:
    """Names, and what is to be said of each, side by side."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for row in rows:
        grid.add_row(*(Text(_readable(cell)) for cell in row))
    return grid


def make_table(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: int, wrapped: int = 1
) -> Table:
    """
    A plain table whose last *numbers* columns are set flush right.

    Where it is too wide, the first columns, as many as *wrapped*, give way and wrap.
    """
    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="bold",
    )
    for n, title in enumerate(header):
        is_number = n >= len(header) - numbers
        table.add_column(
            title, justify="right" if is_number else "left", no_wrap=n >= wrapped, overflow="fold"
        )
    for row in rows:
        table.add_row(*(Text(_readable(cell)) for cell in row))
    return table


def show_documents(
    documents: Iterable[Document], stream: BinaryIO | None = None, *, why: bool = False
) -> int:
    """
    Show each document, on standard output or as UTF-8 on *stream*.

    Args:
        documents: What to show.
        stream: Where to.
        why: Whether to say what speaks for each label.

    Returns:
        How many there were.
    """
    number = 0
    with text_on(stream) as text:
        console = make_console(text)
        for number, document in enumerate(documents, 1):
            if number == 1:
                _show_legend(console)
            title = document.id or f"document {number}"
            show_document(document, console, title=title, why=why)
    return number


def show_document(document: Document, console: Console, *, title: str, why: bool = False) -> None:
    """
    Show an article block by block with each sentence's label and sources, then its sources.

    With *why*, what speaks for its label stands under each sentence.
    Words are never altered; runs of spaces and line breaks become one space.
    """
    console.print()
    console.print(Text(_readable(title), style="bold"), overflow="fold")
    console.print(Text("─" * console.width, style="dim"))
    previous: int | None = None
    for piece in _pieces(document):
        if previous is not None and piece.block != previous:
            console.print()
        previous = piece.block
        _show_piece(piece, console, why=why)
    console.print()
    if document.sources:
        console.print(_source_table(document))
    console.print(Text(_summary(document), style="dim"))


@frozen(kw_only=True)
class _Piece:
    """A sentence, or a block that has none."""

    block: int
    tag: str
    style: str
    words: str
    sources: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def _pieces(document: Document) -> Iterator[_Piece]:
    """Everything there is to read, in order; sentences of no block are not lost."""
    sentences = list(reversed(document.sentences))
    number = 0
    for number, block in enumerate(document.blocks, 1):
        while sentences and sentences[-1].start < block.span.start:
            yield _sentence_piece(document, sentences.pop(), number - 1)
        is_split = False
        while sentences and sentences[-1].span in block.span:
            yield _sentence_piece(document, sentences.pop(), number)
            is_split = True
        if not is_split:
            yield _Piece(
                block=number,
                tag=str(block.kind),
                style=_BLOCK_STYLES.get(block.kind, ""),
                words=document.text_of(block),
            )
    while sentences:
        yield _sentence_piece(document, sentences.pop(), number + 1)


def _sentence_piece(document: Document, sentence: Sentence, block: int) -> _Piece:
    tag, style = _TAGS[sentence.label]
    attributions = document.attributions_of(sentence)
    sources = dict.fromkeys(_who(document, attribution) for attribution in attributions)
    if sentence.label.voice is Voice.SOURCE and not sources:
        sources = {"not named": None}
    return _Piece(
        block=block,
        tag=tag,
        style=style,
        words=document.text_of(sentence),
        sources=tuple(sources),
        reasons=tuple(_reason(document, evidence) for evidence in sentence.evidence),
    )


def _reason(document: Document, evidence: Evidence) -> str:
    """Such as ``cue “told” +1.2``."""
    reason = evidence.kind.value.replace("_", " ")
    if evidence.span is not None:
        words = _readable(document.text_of(evidence.span))
        reason += f" “{shorten(words, LONGEST_WORDING, placeholder='…')}”"
    return f"{reason} {evidence.weight:+.1f}"


def _who(document: Document, attribution: Attribution) -> str:
    source, outlet = document.source_of(attribution), document.outlet_of(attribution)
    who = "not named" if source is None else _name(source)
    if outlet is not None and outlet is not source:
        who += f", via {_name(outlet)}"
    return who


def _name(source: Source) -> str:
    return "the author" if source.kind is SourceKind.AUTHOR else source.name


def _show_piece(piece: _Piece, console: Console, *, why: bool) -> None:
    width = max(console.width - _GUTTER_COLUMNS - 3, 10)
    lines = Text(_readable(piece.words), style=piece.style).wrap(console, width, overflow="fold")
    sources = [Text(f"— {_readable(who)}", style=f"bold {piece.style}") for who in piece.sources]
    for source in sources:
        lines.extend(source.wrap(console, width, overflow="fold"))
    if why and piece.reasons:
        reasons = Text(f"because {', '.join(piece.reasons)}", style="dim")
        lines.extend(reasons.wrap(console, width, overflow="fold"))
    tag = piece.tag
    for line in lines:
        line.rstrip()
        gutter = Text.assemble((f"{tag:>{_GUTTER_COLUMNS}}", piece.style), (" │ ", "dim"))
        console.print(gutter + line, soft_wrap=True)
        tag = ""


def _show_legend(console: Console) -> None:
    legend = Text()
    for label, meaning in _MEANINGS.items():
        tag, style = _TAGS[label]
        legend.append(f"{tag:>{_GUTTER_COLUMNS}}", style=style).append(f"   {meaning}\n")
    console.print(legend, end="")


def _source_table(document: Document) -> Table:
    direct: Counter[str] = Counter()
    claims: Counter[str] = Counter()
    via: Counter[str] = Counter()
    for attribution in document.attributions:
        is_direct = attribution.kind is AttributionKind.DIRECT
        if attribution.source_id is not None:
            (direct if is_direct else claims)[attribution.source_id] += 1
        if attribution.outlet_id not in (None, attribution.source_id):
            via[str(attribution.outlet_id)] += 1
    rows = (
        (
            _name(source),
            str(source.kind),
            source.entity.id if source.entity is not None else "",
            *(str(counts[source.id] or "") for counts in (direct, claims, via)),
        )
        for source in document.sources
    )
    return make_table(
        ("Source", "Kind", "Registry", "Quotes", "Claims", "Via"),
        rows,
        numbers=3,
    )


def _summary(document: Document) -> str:
    labels = Counter(sentence.label for sentence in document.sentences)
    counts = ", ".join(f"{labels[label]} {tag}" for label, (tag, _) in _TAGS.items())
    return f"{len(document.sentences)} sentences: {counts}"


_SPACES = re.compile(r"[ \t\r\n]+")
# A text must not be able to steer the terminal: ESC is shown, not obeyed.
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {
    0x7F: "␡",
    **dict.fromkeys(range(0x80, 0xA0), "�"),
    **dict.fromkeys(range(0xD800, 0xE000), "�"),
}


def _readable(text: str) -> str:
    """The same words on one line, in characters that a terminal can show."""
    return _SPACES.sub(" ", text).strip(" ").translate(_PICTURES)
