"""``attribution sources``."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from attribution.cli import main
from attribution.cli.sources import CitedSource, Survey, survey_documents
from attribution.document import Attribution, Document, Entity, Sentence, Source
from attribution.jsonl import write_documents
from attribution.spans import Span
from attribution.vocabulary import AttributionKind, EntityKind, Label, SourceKind, SourceRole

POST = Entity(
    id="harbourpost.example", name="The Harbour Post", kind=EntityKind.NEWSPAPER, aliases=("Post",)
)
TEXT = "It rained, it hailed and it snowed."


def attribution(id: str, kind: AttributionKind, source: str, outlet: str | None) -> Attribution:
    return Attribution(id=id, kind=kind, content=(Span(0, 9),), source_id=source, outlet_id=outlet)


MONDAY = Document(
    text=TEXT,
    sentences=(Sentence(span=Span(0, len(TEXT)), label=Label.DIRECT_QUOTE),),
    attributions=(
        attribution("a1", AttributionKind.DIRECT, "s1", "post"),
        attribution("a2", AttributionKind.MIXED, "s1", None),
        attribution("a3", AttributionKind.INDIRECT, "post", "post"),
    ),
    sources=(
        Source(id="s1", name="Maria Lund", kind=SourceKind.PERSON, attribution_ids=("a1", "a2")),
        Source(
            id="post",
            name="Post",
            kind=SourceKind.OUTLET,
            attribution_ids=("a3",),
            entity=POST,
        ),
        Source(id="s3", name="never cited", kind=SourceKind.GROUP),
    ),
)
TUESDAY = Document(
    text=TEXT,
    sentences=(
        Sentence(span=Span(0, 20), label=Label.NARRATION),
        Sentence(span=Span(21, len(TEXT)), label=Label.AUTHOR_OPINION),
    ),
    attributions=(attribution("a1", AttributionKind.DIRECT, "s7", "post"),),
    sources=(
        Source(id="s7", name="MARIA LUND", kind=SourceKind.PERSON, attribution_ids=("a1",)),
        Source(id="post", name="Harbour Post", kind=SourceKind.OUTLET, entity=POST),
    ),
)
LUND = CitedSource(
    name="Maria Lund",
    kind="person",
    role=None,
    anonymity=None,
    entity_id=None,
    articles=2,
    attributions=3,
    direct=2,
    indirect=1,
    via=0,
    share=0.2381,  # 2/3 of the two words of seven on Monday, all of them on Tuesday
)
HARBOUR_POST = CitedSource(
    name="The Harbour Post",
    kind="outlet",
    role=None,
    anonymity=None,
    entity_id="harbourpost.example",
    articles=2,
    attributions=1,
    direct=0,
    indirect=1,
    via=2,
    share=0.0476,
)
NO_VOICES = dict.fromkeys((label.value for label in Label), 0.0)
NO_KINDS = dict.fromkeys((kind.value for kind in SourceKind), 0.0)


class TestSurveyDocuments:
    def test_adds_up_over_articles(self) -> None:
        """One source under several names is one; who is never cited is not listed."""
        assert (LUND, HARBOUR_POST) == survey_documents([MONDAY, TUESDAY]).sources

    def test_takes_the_mean_over_articles(self) -> None:
        """Shares are those of the mean article."""
        found = survey_documents([MONDAY, TUESDAY])

        assert (2, 14) == (found.articles, found.words)
        assert {
            "direct_quote": 0.5,
            "reported_claim": 0.0,
            "author_opinion": 0.2143,
            "narration": 0.2857,
        } == found.voices
        assert NO_KINDS | {"person": 0.2381, "outlet": 0.0476} == found.kinds

    def test_counts_articles_by_genre(self) -> None:
        """Each article reads as something, if there is enough of it."""
        opinion, report = (
            Document(text="so " * 99, sentences=(Sentence(span=Span(0, 297), label=label),))
            for label in (Label.AUTHOR_OPINION, Label.NARRATION)
        )

        assert {"report": 2, "opinion": 1, "unknown": 1} == survey_documents(
            [report, opinion, MONDAY, report]
        ).genres

    def test_passes_over_articles_without_prose(self) -> None:
        """An article without a sentence makes no share smaller."""
        alone, beside = (
            survey_documents(documents)
            for documents in ([MONDAY], [MONDAY, Document(text="A heading")])
        )

        assert (alone.voices, alone.kinds, alone.sources) == (
            beside.voices,
            beside.kinds,
            beside.sources,
        )

    def test_tells_kinds_apart(self) -> None:
        """The same name of another kind is another source."""
        documents = [
            Document(
                text=TEXT,
                attributions=(attribution("a", AttributionKind.DIRECT, "s", None),),
                sources=(Source(id="s", name="Lund", kind=kind, attribution_ids=("a",)),),
            )
            for kind in (SourceKind.PERSON, SourceKind.ORGANISATION)
        ]

        assert ["organisation", "person"] == [s.kind for s in survey_documents(documents).sources]

    def test_says_why_a_source_is_not_named(self) -> None:
        """An unnamed source comes with its role, and with the first words about its anonymity."""
        aides = [
            Document(
                text=TEXT,
                attributions=(attribution("a", AttributionKind.DIRECT, "s", None),),
                sources=(
                    Source(
                        id="s",
                        name="aide",
                        kind=SourceKind.PERSON,
                        role=SourceRole.POLITICIAN,
                        anonymity=anonymity,
                        attribution_ids=("a",),
                    ),
                ),
            )
            for anonymity in (None, Span(0, 9), Span(11, 20))
        ]

        assert [("politician", "It rained")] == [
            (source.role, source.anonymity) for source in survey_documents(aides).sources
        ]

    def test_links_what_was_not_linked(self) -> None:
        """A source without a record is counted with the one that has its name."""
        pier = Document(
            text=TEXT,
            attributions=(attribution("a1", AttributionKind.DIRECT, "s1", None),),
            sources=(
                Source(id="s1", name="The Post", kind=SourceKind.OUTLET, attribution_ids=("a1",)),
            ),
        )
        counted = survey_documents([TUESDAY, pier], {"The Post": POST}.get).sources

        assert [(POST.id, 2)] == [(s.entity_id, s.articles) for s in counted if s.entity_id]

    def test_counts_nothing_in_nothing(self) -> None:
        """No documents, no sources, no shares."""
        assert Survey(
            articles=0,
            words=0,
            genres={"report": 0, "opinion": 0, "unknown": 0},
            voices=NO_VOICES,
            kinds=NO_KINDS,
            sources=(),
        ) == survey_documents([])


class TestCommand:
    @pytest.fixture(autouse=True)
    def results(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Two result files, in the directory that the command runs in."""
        monkeypatch.chdir(tmp_path)
        write_documents([MONDAY], "monday.jsonl")
        write_documents([TUESDAY], "tuesday.jsonl")

    def sources(self, *arguments: str, input: str = "") -> Result:
        return CliRunner().invoke(main, ["sources", *arguments], input=input)

    def test_prints_json(self) -> None:
        """JSON has what the articles are made of, and one object a source, most cited first."""
        found = json.loads(self.sources("monday.jsonl", "tuesday.jsonl", "--format", "json").output)

        assert (2, {"report": 0, "opinion": 0, "unknown": 2}) == (
            found["articles"],
            found["genres"],
        )
        assert 0.5 == found["voices"]["direct_quote"]
        assert 0.2381 == found["kinds"]["person"]
        assert ["Maria Lund", "The Harbour Post"] == [s["name"] for s in found["sources"]]
        assert [0.2381, 0.0476] == [source["share"] for source in found["sources"]]

    def test_prints_csv(self) -> None:
        """CSV has the same columns, with a header."""
        rows = list(csv.DictReader(self.sources(".", "--format", "csv").output.splitlines()))

        assert ["Maria Lund", "The Harbour Post"] == [row["name"] for row in rows]
        assert ["", "harbourpost.example"] == [row["entity_id"] for row in rows]
        assert ["0.2381", "0.0476"] == [row["share"] for row in rows]

    def test_prints_the_unnamed(self) -> None:
        """The table has what a source is said to be, and why it is not named."""
        aide = Source(
            id="s1",
            name="aide",
            kind=SourceKind.PERSON,
            role=SourceRole.POLITICIAN,
            anonymity=Span(0, 9),
            attribution_ids=("a1",),
        )
        said = attribution("a1", AttributionKind.DIRECT, "s1", None)
        document = Document(text=TEXT, attributions=(said,), sources=(aide,))

        lines = self.sources("-", input=document.to_json()).output.splitlines()
        output = "\n".join(line.rstrip() for line in lines)

        assert re.search(r"^aide \(It +person: .*\nrained\) +politician$", output, re.MULTILINE)

    def test_prints_a_table(self) -> None:
        """The table fits into 80 columns and shows whole words."""
        output = self.sources("monday.jsonl", "tuesday.jsonl").output

        assert "harbourpost.example" in output
        assert max(map(len, output.splitlines())) <= 80

    def test_prints_a_summary_of_many(self) -> None:
        """Above the table stand the articles by genre, and the mean shares, largest first."""
        lines = self.sources("monday.jsonl", "tuesday.jsonl").output.splitlines()

        assert [
            "articles  2 (14 words)",
            "genres    report 0, opinion 0, unknown 2",
            "labels    direct_quote 50%, narration 29%, author_opinion 21%, reported_claim 0%",
            "sources   person 24%, outlet 5%",
        ] == [line.rstrip() for line in lines[:4]]

    def test_prints_a_summary_of_one(self) -> None:
        """Of one article it says the genre."""
        lines = self.sources("monday.jsonl").output.splitlines()

        assert ["article  7 words", "genre    unknown"] == [line.rstrip() for line in lines[:2]]

    def test_prints_nothing_but_rows_as_csv(self) -> None:
        """CSV has a header and a line for each source, for other programs to read."""
        assert 3 == len(self.sources(".", "--format", "csv").output.splitlines())

    def test_prints_no_table_of_nobody(self) -> None:
        """Where nobody is cited, there is no table to show."""
        output = self.sources("-", input=Document(text=TEXT).to_json()).output

        assert "sources  none" in output
        assert "Registry" not in output

    def test_stops_at_a_limit(self) -> None:
        """``--limit`` keeps the most cited."""
        found = json.loads(self.sources(".", "--format", "json", "--limit", "1").output)

        assert ["Maria Lund"] == [source["name"] for source in found["sources"]]
        assert 2 == found["articles"]

    def test_reads_standard_input(self) -> None:
        """What annotate prints can be piped in."""
        output = self.sources("-", "--format", "json", input=MONDAY.to_json()).output

        assert 2 == len(json.loads(output)["sources"])

    @pytest.mark.parametrize(
        ("name", "problem"),
        [
            pytest.param("none.jsonl", "none.jsonl: no such file or directory", id="no file"),
            pytest.param("broken.jsonl", "broken.jsonl, line 2: not JSON: ", id="no JSON"),
        ],
    )
    def test_names_what_is_broken(self, name: str, problem: str) -> None:
        """A result that cannot be read is one line on standard error, and status 1."""
        Path("broken.jsonl").write_text(f"{MONDAY.to_json()}\nno\n")
        result = self.sources(name)

        assert (1, "") == (result.exit_code, result.stdout)
        assert result.stderr.startswith(f"attribution: error: {problem}")
