"""Evaluation from files to report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from attribution.document import Attribution, Document, Sentence
from attribution.evaluation import Counts, Proportion, evaluate
from attribution.spans import Span
from attribution.vocabulary import AttributionKind, Label


class Narrator:
    """Takes every text for one sentence of narration, its first word for a source."""

    def pipe(self, texts: Iterable[str]) -> Iterator[Document]:
        for text in texts:
            everything = Span(0, len(text))
            attribution = Attribution(
                id="a",
                kind=AttributionKind.INDIRECT,
                content=(everything,),
                mention=Span(0, text.index(" ")),
            )
            yield Document(
                text=text,
                sentences=(Sentence(span=everything, label=Label.NARRATION),),
                attributions=(attribution,),
            )


class Idler:
    """Gives back nothing."""

    def pipe(self, texts: Iterable[str]) -> Iterator[Document]:
        return iter(())


def write_gold(path: Path) -> Path:
    rows = [
        {
            "start": 0,
            "end": 10,
            "label": label,
            "also": [],
            "sources": ["Lee"] if label == "reported_claim" else [],
            "surface": None,
            "type": "PERSON" if label == "reported_claim" else None,
            "outlet": None,
            "cue": None,
        }
        for label in ("narration", "reported_claim")
    ]
    lines = (json.dumps({"id": str(n), "text": "It rained.", "sentences": rows}) for n in (1, 2))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_file_is_gold(tmp_path: Path) -> None:
    """A file is scored for labels and sources over all of its articles."""
    path = write_gold(tmp_path / "gold.jsonl")
    report = evaluate(Narrator(), path)

    assert (str(path), 2, 2) == (report.path, report.articles, report.readings)
    assert report.labels is not None
    assert report.sources is not None
    assert Proportion(right=2, total=4) == report.labels.accuracy
    assert Proportion(right=0, total=2) == report.sources.strict
    assert ["label", "label", "name", "kind", "name", "kind"] == [m.layer for m in report.mistakes]


def test_a_folder_is_brat(tmp_path: Path) -> None:
    """Each annotator of an article is compared with the same document."""
    (tmp_path / "a.txt").write_text("Lee said it rained.", encoding="utf-8")
    (tmp_path / "a_one.ann").write_text("T1\tSource 0 3\tLee\nE1\tX:T1 Source:T1", encoding="utf-8")
    (tmp_path / "a_two.ann").write_text("", encoding="utf-8")
    report = evaluate(Narrator(), tmp_path)

    assert (1, 2) == (report.articles, report.readings)
    assert report.spans is not None
    assert Counts(found=1, predicted=2, gold=1) == report.spans.exact.source


CHAINS = (
    "1\tLee\t_\tPROPN\t_\t_\t2\tnsubj\t_\tEntity=(1-person-new-1-coref)\n"
    "2\tspoke\t_\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No\n\n"
)


@pytest.mark.parametrize("is_folder", [False, True], ids=["a file", "a folder"])
def test_conllu_has_chains(tmp_path: Path, *, is_folder: bool) -> None:
    """CoNLL-U is scored for whom sources stand for, in a file or in a folder."""
    path = tmp_path / "rain.conllu"
    path.write_text(CHAINS, encoding="utf-8")
    report = evaluate(Narrator(), tmp_path if is_folder else path)

    assert (1, 1) == (report.articles, report.readings)
    assert report.coreference is not None
    assert Counts(found=1, predicted=1, gold=1) == report.coreference.sources.mentions


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("lone.csv", "Sentence,Label\nIt rained.,OBJ\nAt last!,SUBJ\n", id="CSV"),
        pytest.param("lone.TSV", "label\tsentence\nOBJ\tIt rained.\nSUBJ\tAt last!", id="TSV"),
    ],
)
def test_lone_sentences_have_subjectivity(tmp_path: Path, name: str, content: str) -> None:
    """Sentences without an article are scored for opinion, each as a text of its own."""
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    report = evaluate(Narrator(), path)

    assert (2, 2) == (report.articles, report.readings)
    assert report.subjectivity is not None
    assert {("OBJ", "OBJ"): 1, ("SUBJ", "OBJ"): 1} == report.subjectivity.confusion


def test_phenomena_are_scored_apart(tmp_path: Path) -> None:
    """Articles that are cases of something are added up by what they are cases of."""
    path = write_gold(tmp_path / "gold.jsonl")
    one, other = path.read_text(encoding="utf-8").splitlines()
    case = json.dumps({**json.loads(other), "phenomenon": "joint"})
    path.write_text(f"{one}\n{case}\n", encoding="utf-8")
    report = evaluate(Narrator(), path)

    assert report.sources is not None
    assert Proportion(total=2) == report.sources.strict
    assert {"joint": Proportion(total=1)} == {k: v.strict for k, v in report.phenomena.items()}


def test_documents_must_not_run_out(tmp_path: Path) -> None:
    """An annotator that loses an article is not scored as if it had read all."""
    with pytest.raises(ValueError, match="zip"):
        evaluate(Idler(), write_gold(tmp_path / "gold.jsonl"))
