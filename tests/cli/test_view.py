"""The article as a person sees it."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from attribution.cli.view import make_console, show_document, show_documents
from attribution.document import Attribution, Block, Document, Entity, Evidence, Sentence, Source
from attribution.spans import Span
from attribution.vocabulary import (
    AttributionKind,
    BlockKind,
    EntityKind,
    EvidenceKind,
    Label,
    SourceKind,
)

HEADING = "Ministers at odds over the bridge"
BYLINE = "By Ada Stone"
QUOTE = (
    "“The bridge is safe,” Maria Lund told the Harbour Post on Monday, although she would"
    " not say who had inspected it or when\nthe inspection had taken place."
)
CLAIM = "It is said that the ministry has no record."
OPINION = "That is hardly reassuring."
NARRATION = "The bridge opened in 1971."
BOILERPLATE = "Share [b]this[/b] article :smile:"
PARAGRAPH = f"{QUOTE} {CLAIM} {OPINION}"
TEXT = "\n\n".join((HEADING, BYLINE, PARAGRAPH, NARRATION, BOILERPLATE))


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


ARTICLE = Document(
    text=TEXT,
    blocks=(
        Block(span=at(HEADING), kind=BlockKind.HEADING),
        Block(span=at(BYLINE), kind=BlockKind.BYLINE),
        Block(span=at(PARAGRAPH), kind=BlockKind.PARAGRAPH),
        Block(span=at(NARRATION), kind=BlockKind.PARAGRAPH),
        Block(span=at(BOILERPLATE), kind=BlockKind.BOILERPLATE),
    ),
    sentences=(
        Sentence(span=at(QUOTE), label=Label.DIRECT_QUOTE, attribution_ids=("a1",)),
        Sentence(span=at(CLAIM), label=Label.REPORTED_CLAIM, attribution_ids=("a2",)),
        Sentence(span=at(OPINION), label=Label.AUTHOR_OPINION),
        Sentence(span=at(NARRATION), label=Label.NARRATION),
    ),
    attributions=(
        Attribution(
            id="a1",
            kind=AttributionKind.DIRECT,
            content=(at("“The bridge is safe,”"),),
            source_id="s1",
            outlet_id="harbourpost.example",
        ),
        Attribution(
            id="a2",
            kind=AttributionKind.INDIRECT,
            content=(at("the ministry has no record"),),
        ),
    ),
    sources=(
        Source(id="s1", name="Maria Lund", kind=SourceKind.PERSON, attribution_ids=("a1",)),
        Source(
            id="harbourpost.example",
            name="Harbour Post",
            kind=SourceKind.OUTLET,
            entity=Entity(
                id="harbourpost.example", name="The Harbour Post", kind=EntityKind.NEWSPAPER
            ),
        ),
    ),
    id="bridge.txt",
)


def show(document: Document, *, width: int = 80, colour: bool = False, why: bool = False) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=width,
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=colour,
        color_system="standard" if colour else None,
    )
    show_document(document, console, title=document.id or "untitled", why=why)
    return stream.getvalue()


def body(shown: str) -> str:
    """The words to the right of the rule, on one line."""
    return " ".join(re.findall(r"│ (.*)", shown))


def test_says_who_said_what() -> None:
    """Each sentence has its label before it and its sources below it."""
    assert [
        "    heading │ Ministers at odds over the bridge",
        "",
        "     byline │ By Ada Stone",
        "",
        "      quote │ “The bridge is safe,” Maria Lund told the Harbour Post on Monday,",
        "            │ although she would not say who had inspected it or when the",
        "            │ inspection had taken place.",
        "            │ — Maria Lund, via Harbour Post",
        "      claim │ It is said that the ministry has no record.",
        "            │ — not named",
        "    opinion │ That is hardly reassuring.",
        "",
        "  narration │ The bridge opened in 1971.",
        "",
        "boilerplate │ Share [b]this[/b] article :smile:",
    ] == show(ARTICLE).splitlines()[3:18]


def test_ends_with_the_sources() -> None:
    """A table says who they are and how often each speaks."""
    lines = show(ARTICLE).splitlines()
    rows = [line.split() for line in lines[-5:]]

    assert ["Source", "Kind", "Registry", "Quotes", "Claims", "Via"] == rows[0]
    assert ["Maria", "Lund", "person", "1"] == rows[2]
    assert ["Harbour", "Post", "outlet", "harbourpost.example", "1"] == rows[3]
    assert "4 sentences: 1 quote, 1 claim, 1 opinion, 1 narration" == lines[-1]


class TestWhy:
    SAID = Document(
        text="It rained all day and all night, she told the Harbour Post. She left.",
        sentences=(
            Sentence(
                span=Span(0, 59),
                label=Label.REPORTED_CLAIM,
                evidence=(
                    Evidence(kind=EvidenceKind.CUE, weight=2.04, span=Span(37, 41)),
                    Evidence(kind=EvidenceKind.CONTENT, weight=1, span=Span(0, 59)),
                    Evidence(kind=EvidenceKind.PARTLY_QUOTED, weight=-0.5),
                ),
            ),
            Sentence(span=Span(60, 69), label=Label.NARRATION),
        ),
    )

    def test_says_what_speaks_for_a_label(self) -> None:
        """Under a sentence stands its evidence, with the words and how much they weigh."""
        assert [
            "      claim │ It rained all day and all night, she told the Harbour Post.",
            "            │ — not named",
            "            │ because cue “told” +2.0, content “It rained all day and all…”",
            "            │ +1.0, partly quoted -0.5",
            "  narration │ She left.",
        ] == show(self.SAID, why=True).splitlines()[3:8]

    def test_is_not_said_unasked(self) -> None:
        """By default labels are shown without reasons."""
        assert "because" not in show(self.SAID)

    def test_is_said_in_every_document(self) -> None:
        """Who asks for it gets it for each document."""
        stream = io.BytesIO()
        show_documents([self.SAID, self.SAID], stream, why=True)

        assert 2 == stream.getvalue().decode().count("because cue “told”")


def test_colour_adds_nothing_but_colour() -> None:
    """Without its escape codes the coloured view is the plain one."""
    coloured = show(ARTICLE, colour=True)

    assert "\x1b[36m" in coloured
    assert show(ARTICLE) == re.sub(r"\x1b\[[0-9;]*m", "", coloured)


@pytest.mark.parametrize("width", [24, 40, 80, 120])
def test_fits(width: int) -> None:
    """No line of the article is wider than the terminal, and no word is lost."""
    shown = show(ARTICLE, width=width)
    words = body(shown).split()

    assert max(len(line) for line in shown.splitlines() if "│" in line) <= width
    assert set(TEXT.split()) <= set(words) or width < 40


def test_shows_control_characters_instead_of_obeying_them() -> None:
    """A text cannot steer the terminal."""
    shown = show(Document(text="a\x1b[31mb\x00c\x9bd\x7f", blocks=(paragraph(12),)))

    assert "a␛[31mb␀c�d␡" in shown


def paragraph(end: int) -> Block:
    return Block(span=Span(0, end), kind=BlockKind.PARAGRAPH)


def test_loses_no_sentence_outside_blocks() -> None:
    """Documents of other makers may have sentences and no blocks."""
    document = Document(
        text="It rained. It hailed.",
        sentences=(
            Sentence(span=Span(0, 10), label=Label.NARRATION),
            Sentence(span=Span(11, 21), label=Label.NARRATION),
        ),
    )

    assert "It rained. It hailed." == body(show(document))


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=300))
def test_keeps_every_character(text: str) -> None:
    """Whatever is written, each character that is not white space is shown, in order."""
    shown = body(show(Document(text=text, blocks=(paragraph(len(text)),)), width=40))

    assert re.sub(r"\s", "", text) == re.sub(r"\s", "", shown)


class TestShowDocuments:
    def test_writes_utf_8(self) -> None:
        """A stream gets the view without colours and stays open; odd characters do not stop it."""
        stream = io.BytesIO()
        odd = Document(text="\ud83d", blocks=(paragraph(1),))

        assert 2 == show_documents([ARTICLE, odd], stream)
        shown = stream.getvalue().decode()
        assert "“The bridge is safe,”" in shown
        assert "│ �" in shown
        assert "\x1b" not in shown

    def test_explains_the_labels_once(self) -> None:
        """A legend stands before the first article only."""
        stream = io.BytesIO()
        show_documents([ARTICLE, ARTICLE], stream)

        assert 1 == stream.getvalue().decode().count("a source's own words")

    def test_has_no_legend_for_nothing(self) -> None:
        """No documents, no output."""
        stream = io.BytesIO()

        assert (0, b"") == (show_documents([], stream), stream.getvalue())


def test_respects_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR takes the colours away even on a terminal."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    stream = io.StringIO()
    show_document(ARTICLE, make_console(stream), title="bridge.txt")

    assert "\x1b[36m" not in stream.getvalue()
