"""Corpora as they come, and their digests."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from tiny import ARTICLES, article, write_brat

from attribution.errors import InvalidRecordError
from attribution.evaluation.brat import BratArticle, BratAttribution
from attribution.spans import Span
from attribution.training.corpora import digest_corpus, read_corpus

RAIN = {
    "tokens": ["“", "It", "rained", ",", "”", "said", "Ms", "Lee", "."],
    "labels": ["B-content", *["I-content"] * 4, "B-cue", "B-source", "I-source", "O"],
}


def write(folder: Path, *lines: object) -> Path:
    path = folder / "valid.txt"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return path


def spans(found: BratArticle) -> list[tuple[str, str]]:
    """The role and the words of each attribution."""
    return [
        (role, found.text[span.slice])
        for attribution in found.readings[0].attributions
        for role in ("source", "cue", "content")
        for span in getattr(attribution, role)
    ]


class TestBrat:
    def test_a_folder_holds_brat(self, tmp_path: Path) -> None:
        """Every annotator is a reading of the article."""
        rain = article("rain", ARTICLES[0], ARTICLES[0].replace("[cue:said]", "said"))

        assert (rain,) == read_corpus(write_brat(tmp_path / "brat", [rain]))

    def test_a_discontinuous_span(self, tmp_path: Path) -> None:
        """The fragments of a span belong to one attribution."""
        (tmp_path / "a.txt").write_text("It rained, she said, all day.")
        (tmp_path / "a.ann").write_text(
            "T1\tContent 0 9;21 28\tIt rained all day\nE1\tContent:T1\n"
        )
        (found,) = read_corpus(tmp_path)

        assert (Span(0, 9), Span(21, 28)) == found.readings[0].attributions[0].content


class TestSentences:
    def test_words_are_joined_by_spaces(self, tmp_path: Path) -> None:
        """A line is an article whose spans hold its words."""
        (found,) = read_corpus(write(tmp_path, RAIN))

        assert ("valid:1", "“ It rained , ” said Ms Lee .") == (found.id, found.text)
        assert [
            ("content", "“ It rained , ”"),
            ("cue", "said"),
            ("source", "Ms Lee"),
        ] == spans(found)

    def test_each_span_is_an_attribution(self, tmp_path: Path) -> None:
        """Which belong together is not known."""
        (found,) = read_corpus(write(tmp_path, RAIN))

        assert BratAttribution(id="E2", cue=(Span(16, 20),)) == found.readings[0].attributions[1]

    def test_other_keys_are_let_be(self, tmp_path: Path) -> None:
        """The published files have parts of speech, too, and the names of articles."""
        line = {"tokens": ["Rain"], "pos": ["NN"], "labels": ["O"], "id": "a_1"}
        (found,) = read_corpus(write(tmp_path, line))

        assert ("Rain", []) == (found.text, spans(found))

    def test_blank_lines_count(self, tmp_path: Path) -> None:
        """An article is named by the line that it stands on."""
        path = write(tmp_path, RAIN)
        path.write_bytes(b"\n" + path.read_bytes() + b"\n")

        assert ["valid:2"] == [found.id for found in read_corpus(path)]

    @pytest.mark.parametrize(
        ("labels", "expected"),
        [
            pytest.param("O O O", [], id="nothing"),
            pytest.param("B-cue I-cue I-cue", [("cue", "a b c")], id="a span up to the end"),
            pytest.param(
                "B-cue B-cue O", [("cue", "a"), ("cue", "b")], id="two spans side by side"
            ),
            pytest.param(
                "B-source B-cue I-cue",
                [("source", "a"), ("cue", "b c")],
                id="two of different kinds",
            ),
            pytest.param("I-cue B-cue O", [("cue", "b")], id="an I- after nothing is outside"),
            pytest.param(
                "B-source I-cue I-source",
                [("source", "a")],
                id="nor does an I- of another kind go on",
            ),
        ],
    )
    def test_reads_labels(
        self, tmp_path: Path, labels: str, expected: list[tuple[str, str]]
    ) -> None:
        """A span is a B- and the I- of its kind behind it."""
        (found,) = read_corpus(
            write(tmp_path, {"tokens": ["a", "b", "c"], "labels": labels.split()})
        )

        assert expected == spans(found)

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            pytest.param([], r"\$: expected an object, found \[\]", id="no object"),
            pytest.param({"tokens": []}, r"\$.labels: the key 'labels' is missing", id="no labels"),
            pytest.param(
                {"tokens": "Rain", "labels": ["O"]},
                r"\$.tokens: expected an array",
                id="text for words",
            ),
            pytest.param(
                {"tokens": ["a", 3], "labels": ["O", "O"]},
                r"\$.tokens\[1\]: expected a string, found 3",
                id="a number for a word",
            ),
            pytest.param(
                {"tokens": ["a", "b"], "labels": ["O"]}, "2 tokens, 1 labels", id="a label too few"
            ),
            pytest.param(
                {"tokens": ["a", ""], "labels": ["O", "O"]}, "a token without letters", id="no word"
            ),
            pytest.param(
                {"tokens": ["a"], "labels": ["B-speaker"]},
                "'B-speaker', expected O, or B- or I- and one of source, cue, content",
                id="another role",
            ),
            pytest.param({"tokens": ["a"], "labels": ["E-cue"]}, "'E-cue'", id="another scheme"),
        ],
    )
    def test_a_bad_line_says_where_and_why(self, tmp_path: Path, line: object, reason: str) -> None:
        """What cannot be used names its file, its line and the reason."""
        path = write(tmp_path, RAIN, line)

        with pytest.raises(InvalidRecordError, match=reason) as caught:
            read_corpus(path)

        assert (str(path), 2) == (caught.value.path, caught.value.line)

    @pytest.mark.parametrize(
        ("content", "reason"),
        [(b"{", "not JSON"), (b'"caf\xe9"', "not UTF-8")],
        ids=["no JSON", "another encoding"],
    )
    def test_no_record_at_all(self, tmp_path: Path, content: bytes, reason: str) -> None:
        """A line that cannot be read is named likewise."""
        path = tmp_path / "valid.txt"
        path.write_bytes(content)

        with pytest.raises(InvalidRecordError, match=f"line 1: {reason}"):
            read_corpus(path)

    def test_no_such_file(self, tmp_path: Path) -> None:
        """A corpus that is not there is the caller's to explain."""
        with pytest.raises(FileNotFoundError):
            read_corpus(tmp_path / "valid.txt")


class TestDigest:
    def test_of_a_file(self, tmp_path: Path) -> None:
        """A file's digest is that of its bytes."""
        path = write(tmp_path, RAIN)

        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest_corpus(path)

    def test_of_a_folder(self, tmp_path: Path) -> None:
        """A folder's digest is that of what ``sha256sum`` prints, sorted by name."""
        (tmp_path / "text").mkdir()
        (tmp_path / "text" / "b.txt").write_bytes(b"rain")
        (tmp_path / "text" / "a.txt").write_bytes(b"wind")
        (tmp_path / "b.ann").write_bytes(b"")
        (tmp_path / "README.md").write_bytes(b"ours")
        printed = "".join(
            f"{hashlib.sha256(content).hexdigest()}  {name}\n"
            for name, content in (("b.ann", b""), ("text/a.txt", b"wind"), ("text/b.txt", b"rain"))
        )

        assert hashlib.sha256(printed.encode()).hexdigest() == digest_corpus(tmp_path)

    @pytest.mark.parametrize(
        "name",
        ["rain.txt", "rain_1.ann", "corenlp-silver.jsonl.gz", "rain.conllu", "dep/wind.conllu"],
    )
    def test_nothing_changes_unnoticed(self, tmp_path: Path, name: str) -> None:
        """Another letter in any file is another corpus."""
        folder = write_brat(tmp_path / "brat", [article("rain", ARTICLES[0])])
        (folder / "dep").mkdir()
        for made in ("corenlp-silver.jsonl.gz", "rain.conllu", "dep/wind.conllu"):
            (folder / made).write_bytes(b"rain")
        before = digest_corpus(folder)
        path = folder / name
        path.write_bytes(path.read_bytes() + b"\n")

        assert before != digest_corpus(folder)

    @pytest.mark.parametrize("name", ["README.md", "LICENCE", "notes.json"])
    def test_what_nobody_reads(self, tmp_path: Path, name: str) -> None:
        """A word to those who look into the folder leaves the corpus what it is."""
        folder = write_brat(tmp_path / "brat", [article("rain", ARTICLES[0])])
        before = digest_corpus(folder)
        (folder / name).write_bytes(b"ours")

        assert before == digest_corpus(folder)

    def test_a_place_leaves_no_trace(self, tmp_path: Path) -> None:
        """The same corpus has the same digest on every machine."""
        rain = article("rain", ARTICLES[0])
        folders = [write_brat(tmp_path / name, [rain]) for name in ("one", "other")]

        assert digest_corpus(folders[0]) == digest_corpus(folders[1])
