"""Reading brat folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from attribution.errors import InvalidRecordError
from attribution.evaluation.brat import BratAttribution, read_brat
from attribution.spans import Span

TEXT = "Ms Lee said it rained and it blew.\n"
ANN = (
    "T1\tSource 0 6\tMs Lee\n"
    "T2\tCue 7 11\tsaid\n"
    "T3\tContent 12 21\tit rained\n"
    "E1\tAttribution:T2 Content:T3 Cue:T2 Source:T1\n"
)


def write(path: Path, content: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode())


def read_one(folder: Path, text: str, ann: str) -> tuple[BratAttribution, ...]:
    write(folder / "a.txt", text)
    write(folder / "a.ann", ann)
    (article,) = read_brat(folder)
    (reading,) = article.readings
    return reading.attributions


def test_two_folders_with_several_annotators(tmp_path: Path) -> None:
    """Each annotator's file is a reading of its article."""
    write(tmp_path / "text" / "a_b.txt", TEXT)
    write(tmp_path / "text" / "c.txt", TEXT)
    write(tmp_path / "text" / "unread.txt", TEXT)
    write(tmp_path / "attributions" / "a_b_one.ann", ANN)
    write(tmp_path / "attributions" / "a_b_two.ann", "")
    write(tmp_path / "attributions" / "c_one.ann", ANN)

    found = [
        (article.id, reading.id, reading.annotator, len(reading.attributions))
        for article in read_brat(tmp_path)
        for reading in article.readings
    ]

    assert [
        ("a_b", "a_b_one", "one", 1),
        ("a_b", "a_b_two", "two", 0),
        ("c", "c_one", "one", 1),
    ] == found


def test_files_side_by_side(tmp_path: Path) -> None:
    """``x.txt`` beside ``x.ann`` is enough, even where the name has an underscore."""
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "a_b.txt", TEXT)
    write(tmp_path / "a_b.ann", ANN)
    (article,) = read_brat(tmp_path)

    assert ("a_b", TEXT, "") == (article.id, article.text, article.readings[0].annotator)


@pytest.mark.parametrize(
    ("text", "ann", "content"),
    [
        pytest.param(TEXT, ANN, (Span(12, 21),), id="one span"),
        pytest.param(
            TEXT,
            ANN.replace("12 21\tit rained", "12 21;26 33\tit rained it blew"),
            (Span(12, 21), Span(26, 33)),
            id="a discontinuous span",
        ),
        pytest.param(
            TEXT,
            "T4\tContent 26 33\tit blew\n" + ANN.replace("Content:", "Content2:T4 Content:"),
            (Span(12, 21), Span(26, 33)),
            id="numbered roles, in the order of the text",
        ),
        pytest.param(
            TEXT.replace("it rained", "it\nrained"),
            ANN.replace("it rained", "it\nrained"),
            (Span(12, 21),),
            id="words with a line break go on in the next line",
        ),
        pytest.param(
            TEXT.replace("it rained", "it\r\nrained"),
            ANN.replace("12 21", "12 14;16 22").replace("\n", "\r\n"),
            (Span(12, 14), Span(16, 22)),
            id="line ends of two characters count as two",
        ),
        pytest.param(
            TEXT,
            "\n".join(reversed(ANN.splitlines())),
            (Span(12, 21),),
            id="the event before its spans",
        ),
        pytest.param(
            TEXT,
            ANN + "#1\tAnnotatorNotes T1\twho?\nR1\tKnows Arg1:T1 Arg2:T2\n*\tEquiv T1 T2\n",
            (Span(12, 21),),
            id="notes and relations are left alone",
        ),
        pytest.param(
            TEXT,
            ANN.replace("\nE1", "\n\nE1") + "E2\tDiscuss:T3 Topic:T3\n",
            (Span(12, 21),),
            id="events without the three roles are left alone",
        ),
    ],
)
def test_reads_attributions(tmp_path: Path, text: str, ann: str, content: tuple[Span, ...]) -> None:
    """Every spelling of an attribution gives its spans."""
    expected = BratAttribution(id="E1", source=(Span(0, 6),), cue=(Span(7, 11),), content=content)

    assert (expected,) == read_one(tmp_path, text, ann)


@pytest.mark.parametrize(
    ("ann", "line", "reason"),
    [
        pytest.param("hello\n", 1, "not a brat annotation", id="no annotation"),
        pytest.param(ANN.replace("12 21", "12"), 3, "not a type and its offsets", id="one offset"),
        pytest.param(ANN.replace("12 21", "21 12"), 3, "0 <= start <= end", id="reversed"),
        pytest.param(ANN.replace("12 21", "12 12"), 3, "holds none of the text", id="empty"),
        pytest.param(ANN.replace("12 21", "12 99"), 3, "holds none of the text", id="outside"),
        pytest.param(ANN.replace("12 21", "13 22"), 3, "the text has 't rained '", id="shifted"),
        pytest.param(ANN + "stray\n" + ANN, 4, "'stray' is no role:span", id="stray words"),
        pytest.param(ANN.replace("Cue:T2", "Cue:T9"), 4, "Cue:T9 leads to no span", id="lost id"),
    ],
)
def test_a_bad_annotation_says_where_and_why(
    tmp_path: Path, ann: str, line: int, reason: str
) -> None:
    """What cannot be used names its file, its line and the reason."""
    with pytest.raises(InvalidRecordError) as raised:
        read_one(tmp_path, TEXT, ann)

    assert (str(tmp_path / "a.ann"), line) == (raised.value.path, raised.value.line)
    assert reason in raised.value.reason


def test_an_annotation_without_text(tmp_path: Path) -> None:
    """An annotation file whose text is not there is an error, not an omission."""
    write(tmp_path / "a.ann", ANN)

    with pytest.raises(InvalidRecordError, match="no text that it annotates"):
        read_brat(tmp_path)


def test_a_folder_without_annotations(tmp_path: Path) -> None:
    """Nothing to compare with is an error, not a score of 0."""
    write(tmp_path / "a.txt", TEXT)

    with pytest.raises(InvalidRecordError, match="no brat annotations"):
        read_brat(tmp_path)


def test_another_encoding(tmp_path: Path) -> None:
    """A file that is not UTF-8 is named."""
    (tmp_path / "a.txt").write_bytes(b"caf\xe9")
    (tmp_path / "a.ann").write_bytes(b"")

    with pytest.raises(InvalidRecordError, match=r"a\.txt: not UTF-8"):
        read_brat(tmp_path)
