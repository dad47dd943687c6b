"""Sentences without an article: how they are read from files, and how ours are compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from attribution.document import Document, Sentence
from attribution.errors import InvalidRecordError
from attribution.evaluation.counts import Counts, Proportion
from attribution.evaluation.mistakes import Mistake
from attribution.evaluation.subjectivity import (
    LoneSentence,
    SubjectivityScores,
    read_subjectivity,
    score_subjectivity,
)
from attribution.spans import Span
from attribution.vocabulary import Label

RAIN = LoneSentence(id="lone:1", text="It rained.", label="OBJ")


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


class TestCsv:
    @pytest.mark.parametrize(
        "content",
        [
            pytest.param("Sentence,Label,Solved conflict\nIt rained.,OBJ,False\n", id="NewsSD"),
            pytest.param("\ufeffSentence,Label\nIt rained.,OBJ\n", id="a byte order mark"),
            pytest.param("LABEL, sentence \nOBJ,It rained.\n", id="any case and order"),
            pytest.param("sentence,label\r\nIt rained.,OBJ\r\n", id="line ends of Windows"),
            pytest.param("sentence,label\n\nIt rained.,OBJ\n  \n", id="blank lines"),
            pytest.param('sentence,label\n"It rained.\n",OBJ\n', id="a line end in the field"),
            pytest.param("sentence,label\n It rained. , OBJ \n", id="white space around"),
        ],
    )
    def test_is_read(self, tmp_path: Path, content: str) -> None:
        """What has a sentence and a label is read, whatever stands around."""
        assert (RAIN,) == read_subjectivity(write(tmp_path / "lone.csv", content))

    def test_marks_and_commas(self, tmp_path: Path) -> None:
        """A quoted field may hold commas and doubled quotation marks."""
        content = 'sentence,label\n"""Rain,"" she said.",OBJ\n'
        (sentence,) = read_subjectivity(write(tmp_path / "lone.csv", content))

        assert '"Rain," she said.' == sentence.text

    def test_only_a_header(self, tmp_path: Path) -> None:
        """A file of no sentences is none."""
        assert () == read_subjectivity(write(tmp_path / "lone.csv", "Sentence,Label\n"))


class TestTsv:
    def test_is_read(self, tmp_path: Path) -> None:
        """A sentence has the id that the file gives."""
        content = "sentence_id\tsentence\tlabel\tsolved_conflict\nr_1\tAt last!\tSUBJ\tTrue\r\n"
        found = read_subjectivity(write(tmp_path / "lone.tsv", content))

        assert (LoneSentence(id="r_1", text="At last!", label="SUBJ"),) == found

    @pytest.mark.parametrize(
        ("written", "text"),
        [
            pytest.param('"Rain," she said.', '"Rain," she said.', id="marks are characters"),
            pytest.param('"It rained and', '"It rained and', id="one that is never closed"),
            pytest.param('"It rained."', '"It rained."', id="around the whole sentence"),
            pytest.param(
                '"""Rain,"" she said."', '"Rain," she said.', id="a field quoted as in CSV"
            ),
            pytest.param('"""It rained."""', '"It rained."', id="that is a quotation"),
            pytest.param('"So ""rain"" it "is"', '"So ""rain"" it "is"', id="not all are doubled"),
        ],
    )
    def test_marks(self, tmp_path: Path, written: str, text: str) -> None:
        """A mark never swallows the next line; what was quoted as in CSV is as it was before."""
        content = f"sentence\tlabel\n{written}\tOBJ\nIt rained.\tOBJ\n"
        found = read_subjectivity(write(tmp_path / "lone.tsv", content))

        assert [text, "It rained."] == [sentence.text for sentence in found]


@pytest.mark.parametrize(
    ("name", "content", "line", "reason"),
    [
        pytest.param("a.csv", "", 1, "no column sentence and no label", id="an empty file"),
        pytest.param("a.csv", "Text,Label\n", 1, "no column sentence", id="no sentences"),
        pytest.param("a.tsv", "sentence\tgold\n", 1, "no column label", id="no labels"),
        pytest.param(
            "a.csv",
            'sentence,label\n"It\nrained.",OBJ\n\nIt, too.,OBJ\n',
            5,
            "3 fields under 2 columns",
            id="a comma too many",
        ),
        pytest.param(
            "a.tsv", "sentence\tlabel\nIt rained.", 2, "1 fields under 2 columns", id="too few"
        ),
        pytest.param(
            "a.csv", "sentence,label\nIt rained.,NO\n", 2, "'label' must be in", id="no such label"
        ),
        pytest.param("a.csv", "sentence,label\n ,OBJ\n", 2, "'text' is empty", id="no words"),
        pytest.param("a.csv", 'sentence,label\n"It rained', 2, "not CSV: ", id="never closed"),
        pytest.param(
            "a.tsv", b"sentence\tlabel\n\nRain \xe9\tOBJ", 3, "not UTF-8: ", id="other bytes"
        ),
    ],
)
def test_names_what_cannot_be_used(
    tmp_path: Path, name: str, content: str | bytes, line: int, reason: str
) -> None:
    """An error has the path, the line in which the record begins, and what is wrong."""
    path = write(tmp_path / name, content)
    with pytest.raises(InvalidRecordError) as caught:
        read_subjectivity(path)

    assert (str(path), line) == (caught.value.path, caught.value.line)
    assert caught.value.reason.startswith(reason)


OPINION, NARRATION, QUOTE = Label.AUTHOR_OPINION, Label.NARRATION, Label.DIRECT_QUOTE


@pytest.mark.parametrize(
    ("labels", "predicted"),
    [
        pytest.param([(12, OPINION)], "SUBJ", id="opinion"),
        pytest.param([(12, NARRATION)], "OBJ", id="narration"),
        pytest.param([(12, QUOTE)], "OBJ", id="somebody else's words"),
        pytest.param([(4, OPINION), (8, QUOTE)], "OBJ", id="less than half of the words"),
        pytest.param([(6, QUOTE), (6, OPINION)], "SUBJ", id="half of them"),
        pytest.param([(4, OPINION), (5, NARRATION), (3, OPINION)], "SUBJ", id="parts add up"),
        pytest.param([], "OBJ", id="a heading"),
    ],
)
def test_the_prediction(labels: list[tuple[int, Label]], predicted: str) -> None:
    """A text is subjective if the author's opinion has at least half of its words."""
    text, sentences = " ".join(["rain"] * 12), []
    first = 0
    for words, label in labels:
        span = Span(5 * first, 5 * (first + words) - 1)
        sentences.append(Sentence(span=span, label=label))
        first += words
    gold = LoneSentence(id="lone:1", text=text, label="SUBJ")
    scores = score_subjectivity(gold, Document(text=text, sentences=tuple(sentences)))

    assert {("SUBJ", predicted): 1} == scores.confusion
    assert int(not labels) == scores.unlabelled


def test_mistakes_are_kept() -> None:
    """What went wrong can be looked up."""
    sentence = Sentence(span=Span(0, 10), label=Label.AUTHOR_OPINION)
    scores = score_subjectivity(RAIN, Document(text=RAIN.text, sentences=(sentence,)))
    mistake = Mistake(
        article="lone:1", span=Span(0, 10), layer="subjectivity", gold="OBJ", predicted="SUBJ"
    )

    assert (mistake,) == scores.mistakes


class TestScores:
    def test_figures(self) -> None:
        """Macro F1 is the mean over both labels."""
        opinion = Sentence(span=Span(0, 10), label=Label.AUTHOR_OPINION)
        fact = Sentence(span=Span(0, 10), label=Label.NARRATION)
        scores = SubjectivityScores()
        for label, sentence in (("OBJ", fact), ("OBJ", opinion), ("SUBJ", opinion)):
            gold = LoneSentence(id="lone:1", text=RAIN.text, label=label)
            scores += score_subjectivity(gold, Document(text=gold.text, sentences=(sentence,)))

        assert Proportion(right=2, total=3) == scores.accuracy
        assert Counts(found=1, predicted=2, gold=1) == scores.per_label["SUBJ"]
        assert Counts(found=1, predicted=1, gold=2) == scores.per_label["OBJ"]
        assert pytest.approx(2 / 3) == scores.macro_f1

    def test_nothing_to_score(self) -> None:
        """No sentences give zeros, not an error."""
        assert (0.0, 0.0) == (SubjectivityScores().accuracy.share, SubjectivityScores().macro_f1)
