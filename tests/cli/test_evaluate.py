"""``attribution evaluate``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import attribution
from attribution.cli import main
from attribution.document import Document, Sentence
from attribution.spans import Span
from attribution.vocabulary import Label

TEXT = "It rained."
GOLD = {
    "id": "rain",
    "text": TEXT,
    "sentences": [
        {
            "start": 0,
            "end": len(TEXT),
            "label": "narration",
            "also": [],
            "sources": [],
            "surface": None,
            "type": None,
            "outlet": None,
            "cue": None,
        }
    ],
}


class AllNarration:
    """An annotator for which every text is one sentence of narration."""

    def pipe(self, texts: Iterable[str], /) -> Iterator[Document]:
        for text in texts:
            sentence = Sentence(span=Span(0, len(text)), label=Label.NARRATION)
            yield Document(text=text, sentences=(sentence,))


@pytest.fixture(autouse=True)
def _gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A gold file and a brat folder, in the directory that the command runs in."""
    monkeypatch.setattr(attribution, "load", lambda **_: AllNarration(), raising=False)
    monkeypatch.chdir(tmp_path)
    Path("gold.jsonl").write_text(json.dumps(GOLD))
    Path("brat").mkdir()
    Path("brat/rain.txt").write_text("It rained, Maria Lund said.")
    Path("brat/rain.ann").write_text("")


def evaluate(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["evaluate", *arguments])


def test_prints_tables() -> None:
    """Scores and the confusion of labels, in 80 columns."""
    result = evaluate("gold.jsonl")

    assert 0 == result.exit_code
    assert "label accuracy" in result.output
    assert "boilerplate" in result.output
    assert max(map(len, result.output.splitlines())) <= 80


def test_prints_json() -> None:
    """JSON has the counts behind the figures."""
    report = json.loads(evaluate("gold.jsonl", "--format", "json").output)

    assert {"share": 1.0, "right": 1, "total": 1} == report["labels"]["accuracy"]


def test_reads_a_brat_folder() -> None:
    """A folder is scored on spans."""
    report = json.loads(evaluate("brat", "--format", "json").output)

    assert {"exact", "overlap"} == set(report["spans"])


def test_prints_phenomena() -> None:
    """Gold of cases has a table of what they are cases of."""
    Path("gold.jsonl").write_text(json.dumps({**GOLD, "phenomenon": "joint"}))

    assert "joint" in evaluate("gold.jsonl").output


def test_reads_chains() -> None:
    """CoNLL-U is scored on coreference."""
    word = "1\tRain\t_\tNOUN\t_\t_\t0\troot\t_\tEntity=(1-abstract-new-1-sgl)\n\n"
    Path("rain.conllu").write_text(word)
    report = json.loads(evaluate("rain.conllu", "--format", "json").output)

    assert {"pronouns", "nominals", "everything", "sources"} == set(report["coreference"])


def test_prints_how_sure_labels_are() -> None:
    """Confidence stands beside what is right, in figures and by ranges."""
    output = evaluate("gold.jsonl").output

    assert "label calibration error" in output
    assert "90 to 100" in output


def test_reads_lone_sentences() -> None:
    """Sentences without an article are scored for opinion, as tables and as JSON."""
    Path("lone.csv").write_text("Sentence,Label\nIt rained.,OBJ\nAt last!,SUBJ\n")
    printed = evaluate("lone.csv").output
    report = json.loads(evaluate("lone.csv", "--format", "json").output)

    assert "subjectivity macro F1" in printed
    assert max(map(len, printed.splitlines())) <= 80
    assert {"share": 0.5, "right": 1, "total": 2} == report["subjectivity"]["accuracy"]


@pytest.mark.parametrize("output_format", ["table", "json"])
def test_writes_a_file(output_format: str) -> None:
    """A file holds what would have been printed."""
    printed = evaluate("gold.jsonl", "--format", output_format).output
    result = evaluate("gold.jsonl", "--format", output_format, "-o", "scores")

    assert (0, "") == (result.exit_code, result.output)
    assert printed == Path("scores").read_text(encoding="utf-8")


def test_loads_what_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Engine, model, threads and registry are those of the options."""
    loaded = []

    def load(**settings: object) -> AllNarration:
        loaded.append(settings)
        return AllNarration()

    monkeypatch.setattr(attribution, "load", load, raising=False)
    options = ("--engine", "lexicon", "--model", "m", "--threads", "3", "--registry", "own.jsonl")
    evaluate("gold.jsonl", *options)

    expected = {"engine": "lexicon", "model": "m", "threads": 3, "registry": ("own.jsonl",)}
    assert [expected] == loaded


@pytest.mark.parametrize(
    ("gold", "problem"),
    [
        pytest.param("none.jsonl", "none.jsonl: no such file or directory", id="no such file"),
        pytest.param("broken.jsonl", "broken.jsonl, line 1: not JSON", id="no JSON"),
        pytest.param("broken.csv", "broken.csv, line 2: 1 fields under 2 columns", id="no CSV"),
    ],
)
def test_names_what_is_broken(gold: str, problem: str) -> None:
    """Gold that cannot be read is one line on standard error, and no file is left."""
    Path("broken.jsonl").write_text("no")
    Path("broken.csv").write_text("Sentence,Label\nIt rained.\n")
    result = evaluate(gold, "-o", "scores.json")

    assert (1, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith(f"attribution: error: {problem}")
    assert not Path("scores.json").exists()
