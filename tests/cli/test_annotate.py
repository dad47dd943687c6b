"""``attribution annotate``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import attribution
from attribution.cli import main
from attribution.cli.annotate import annotate_records
from attribution.document import Document, Evidence, Sentence
from attribution.errors import InvalidRecordError
from attribution.jsonl import Record, read_documents
from attribution.spans import Span
from attribution.vocabulary import EvidenceKind, Label

USUAL = Evidence(kind=EvidenceKind.USUAL, weight=0.5)
BROKEN = InvalidRecordError("news.jsonl", 2, "not JSON")


class OneSentence:
    """An annotator for which every text is one sentence of narration."""

    def pipe(
        self,
        texts: Iterable[tuple[Any, str]],
        /,
        *,
        as_tuples: bool,
        batch_size: int,
        workers: int,
    ) -> Iterator[tuple[Any, Document]]:
        for context, text in texts:
            span = Span(0, len(text))
            sentences = (
                (Sentence(span=span, label=Label.NARRATION, evidence=(USUAL,)),) if span else ()
            )
            yield context, Document(text=text, sentences=sentences)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty directory to run in, and an annotator that is quick."""
    monkeypatch.setattr(attribution, "load", lambda **_: OneSentence(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def annotate(*arguments: str, input: str | bytes = "") -> Result:
    return CliRunner().invoke(main, ["annotate", *arguments], input=input)


def write(name: str, *lines: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="")


def summary(lines: str) -> list[tuple[str | None, str]]:
    return [(d["id"], d["text"]) for d in map(json.loads, lines.splitlines())]


class TestAnnotateRecords:
    def test_keeps_id_and_meta(self) -> None:
        """A record's id and other fields come back on its document."""
        record = Record(text="It rained.", id="a", meta={"day": 3}, path="news.jsonl", line=1)
        (document,) = annotate_records(OneSentence(), [record])

        assert ("a", {"day": 3}) == (document.id, document.meta)

    def test_raises_the_first_error(self) -> None:
        """By default a record that cannot be used stops everything."""
        with pytest.raises(InvalidRecordError) as raised:
            list(annotate_records(OneSentence(), [BROKEN]))

        assert BROKEN is raised.value

    def test_hands_errors_over(self) -> None:
        """Whoever wants to skip is told what is skipped, and the rest goes on."""
        told: list[InvalidRecordError] = []
        records: list[Record | InvalidRecordError] = [
            BROKEN,
            Record(text="It rained.", path="news.jsonl", line=3),
        ]
        documents = annotate_records(OneSentence(), records, on_invalid=told.append)

        assert ["It rained."] == [document.text for document in documents]
        assert [BROKEN] == told

    def test_streams(self) -> None:
        """The first document is there before the second record is read."""

        def records() -> Iterator[Record]:
            yield Record(text="It rained.", path="news.jsonl", line=1)
            pytest.fail("read too far ahead")

        assert "It rained." == next(annotate_records(OneSentence(), records())).text


class TestCommand:
    @pytest.mark.parametrize(
        ("options", "expected"),
        [
            pytest.param(
                (),
                {"engine": "encoder", "model": "english", "threads": 0, "registry": ()},
                id="the defaults",
            ),
            pytest.param(
                (
                    *("--engine", "lexicon", "--model", "runs/model", "--threads", "3"),
                    *("--registry", "own.jsonl", "--registry", "more.jsonl"),
                ),
                {
                    "engine": "lexicon",
                    "model": "runs/model",
                    "threads": 3,
                    "registry": ("own.jsonl", "more.jsonl"),
                },
                id="what was asked for",
            ),
        ],
    )
    def test_loads_what_was_asked_for(
        self, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], expected: dict[str, object]
    ) -> None:
        """Engine, model, threads and registry are those of the options."""
        loaded = []

        def load(**settings: object) -> OneSentence:
            loaded.append(settings)
            return OneSentence()

        monkeypatch.setattr(attribution, "load", load, raising=False)
        annotate("-", *options, input="It rained.")

        assert [expected] == loaded

    @pytest.mark.parametrize(
        "option", [("--engine", "oracle"), ("--threads", "-1"), ("--threads", "many")], ids=" ".join
    )
    def test_refuses_what_it_does_not_know(self, option: tuple[str, str]) -> None:
        """A value out of range is wrong usage."""
        assert 2 == annotate("-", *option).exit_code

    def test_annotates_in_the_order_of_the_input(self) -> None:
        """Files, records and standard input come out in the order they were named."""
        write("b.txt", "B.")
        write("news.jsonl", '{"id": 2, "text": "Two."}', "", '{"text": "One."}')
        result = annotate("news.jsonl", "-", "b.txt", input="Stdin.")

        assert 0 == result.exit_code
        assert [("2", "Two."), (None, "One."), ("-", "Stdin."), ("b.txt", "B.\n")] == summary(
            result.stdout
        )

    def test_reads_a_directory(self) -> None:
        """A directory stands for its text and JSONL files, sorted, with its path in their ids."""
        write("news/b.txt", "B.")
        write("news/a/c.ndjson", '{"text": "C."}')
        write("news/a.txt", "A.")

        assert [(None, "C."), ("news/a.txt", "A.\n"), ("news/b.txt", "B.\n")] == summary(
            annotate("news").stdout
        )

    def test_writes_a_file(self) -> None:
        """With -o the documents are in the file, and standard output is silent."""
        write("news.jsonl", '{"id": "a", "text": "\\ud83d “é”", "day": 3}')
        result = annotate("news.jsonl", "-o", "out.jsonl")
        (document,) = read_documents("out.jsonl")

        assert (0, "") == (result.exit_code, result.output)
        assert ("a", "\ud83d “é”", {"day": 3}) == (document.id, document.text, document.meta)

    def test_reads_other_fields(self) -> None:
        """Text and id can be under other names."""
        write("news.jsonl", '{"url": "x.example", "body": "It rained."}')
        result = annotate("news.jsonl", "--text-field", "body", "--id-field", "url")

        assert [("x.example", "It rained.")] == summary(result.stdout)

    def test_reads_records_from_standard_input(self) -> None:
        """Standard input holds JSON Lines if we say so."""
        result = annotate("-", "--input-format", "jsonl", input='{"text": "It rained."}')

        assert [(None, "It rained.")] == summary(result.stdout)

    def test_has_nothing_to_say_about_nothing(self) -> None:
        """No records give no documents, and no error."""
        write("news.jsonl")
        result = annotate("news.jsonl", "-o", "out.jsonl")

        assert 0 == result.exit_code
        assert "" == Path("out.jsonl").read_text()

    def test_shows_a_view(self) -> None:
        """``--format text`` is for people, on standard output and in a file."""
        write("a.txt", "It rained.")
        shown = annotate("a.txt", "--format", "text").stdout
        annotate("a.txt", "--format", "text", "-o", "a.view")

        assert "  narration │ It rained.\n" in shown
        assert shown == Path("a.view").read_text(encoding="utf-8")

    def test_shows_why(self) -> None:
        """``--why`` is for people too, and says what speaks for each label."""
        write("a.txt", "It rained.")
        shown = annotate("a.txt", "--why").stdout

        assert "  narration │ It rained.\n            │ because usual +0.5\n" in shown
        assert "because" not in annotate("a.txt", "--format", "text").stdout

    def test_gives_reasons_in_every_record(self) -> None:
        """JSON Lines hold the evidence, asked for or not."""
        write("a.txt", "It rained.")
        plain, asked = (
            annotate("a.txt", "--format", "jsonl", *why).stdout for why in ((), ("--why",))
        )

        assert plain == asked
        assert "usual" == json.loads(plain)["sentences"][0]["evidence"][0]["kind"]

    def test_writes_to_standard_output_by_name(self) -> None:
        """``-o -`` is standard output."""
        assert [("-", "It rained.")] == summary(annotate("-", "-o", "-", input="It rained.").stdout)

    @pytest.mark.parametrize(
        "arguments",
        [
            pytest.param(["none.txt"], id="no such file"),
            pytest.param(["."], id="an empty directory"),
            pytest.param(["-", "-o", "none/out.jsonl"], id="no such directory"),
            pytest.param(["-", "-o", "."], id="output a directory"),
        ],
    )
    def test_stops_before_it_starts(self, here: Path, arguments: list[str]) -> None:
        """What cannot be read or written is one line on standard error and status 1."""
        result = annotate(*arguments, input="It rained.")

        assert 1 == result.exit_code
        assert "" == result.stdout
        assert result.stderr.startswith("attribution: error: ")
        assert 1 == result.stderr.count("\n")
        assert [] == list(here.iterdir())

    def test_never_overwrites_its_input(self) -> None:
        """A file cannot be input and output at once."""
        write("a.txt", "It rained.")

        assert 1 == annotate("a.txt", "-o", "a.txt").exit_code
        assert "It rained.\n" == Path("a.txt").read_text()


class TestInvalidRecords:
    @pytest.fixture(autouse=True)
    def news(self, here: Path) -> None:
        """Three good records among two that cannot be used, and a file in Latin-1."""
        write("a.jsonl", '{"text": "One."}', '{"text": 2}', '{"text": "Three."}', "four")
        Path("b.txt").write_bytes("café".encode("latin-1"))
        write("c.txt", "Five.")

    def test_stops_at_the_first(self, here: Path) -> None:
        """One line says where and why; no output is left behind, and an older one stays."""
        Path("out.jsonl").write_text("old")
        before = sorted(here.iterdir())
        result = annotate("a.jsonl", "-o", "out.jsonl")

        assert (1, "") == (result.exit_code, result.stdout)
        assert (
            "attribution: error: a.jsonl, line 2: the field 'text' is a number, expected a string\n"
            == result.stderr
        )
        assert "old" == Path("out.jsonl").read_text()
        assert before == sorted(here.iterdir())

    def test_are_listed_beside_the_output(self) -> None:
        """With --skip-invalid the rest goes on, a file says what is missing, status 3."""
        result = annotate("a.jsonl", "b.txt", "c.txt", "--skip-invalid", "-o", "out.jsonl")

        assert 3 == result.exit_code
        assert ["One.", "Three.", "Five.\n"] == [d.text for d in read_documents("out.jsonl")]
        assert [
            {
                "path": "a.jsonl",
                "line": 2,
                "reason": "the field 'text' is a number, expected a string",
            },
            {"path": "a.jsonl", "line": 4, "reason": "not JSON: Expecting value (character 1)"},
            {"path": "b.txt", "line": None, "reason": "byte 0xE9 at offset 3 is not UTF-8"},
        ] == [json.loads(line) for line in Path("out.errors.jsonl").read_text().splitlines()]
        assert "attribution: 3 annotated, 3 skipped; see out.errors.jsonl\n" == result.stderr

    def test_are_told_on_standard_error(self) -> None:
        """Without -o each skipped record is a line on standard error."""
        result = annotate("a.jsonl", "--skip-invalid")

        assert 3 == result.exit_code
        assert ["One.", "Three."] == [text for _, text in summary(result.stdout)]
        assert [
            "attribution: skipped: a.jsonl, line 2:"
            " the field 'text' is a number, expected a string",
            "attribution: skipped: a.jsonl, line 4: not JSON: Expecting value (character 1)",
            "attribution: 2 annotated, 2 skipped",
        ] == result.stderr.splitlines()

    def test_leave_no_list_when_there_are_none(self, here: Path) -> None:
        """A run that skips nothing says nothing, and takes away the list of an earlier run."""
        Path("out.errors.jsonl").write_text("old")
        result = annotate("c.txt", "--skip-invalid", "-o", "out.jsonl")

        assert (0, "") == (result.exit_code, result.output)
        assert not Path("out.errors.jsonl").exists()

    def test_leave_no_half_written_files(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """When it is interrupted after skipping some, neither file is there."""
        before = sorted(here.iterdir())

        def interrupted(*_: Any) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(Path, "read_bytes", interrupted)
        result = annotate("a.jsonl", "b.txt", "--skip-invalid", "-o", "out.jsonl")

        assert 130 == result.exit_code
        assert before == sorted(here.iterdir())
