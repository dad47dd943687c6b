"""How alike two people label."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from attribution.errors import InvalidRecordError
from attribution.training.agreement import Agreement, compare_labels, main

NA, AO = "narration", "author_opinion"


def write(path: Path, *records: tuple[str, list[list[object]]]) -> Path:
    lines = [json.dumps({"id": id, "sentences": rows}) for id, rows in records]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def agreement(*pairs: tuple[str, str]) -> Agreement:
    return Agreement(pairs=Counter(pairs), defended=0)


@pytest.mark.parametrize(
    ("pairs", "observed", "kappa"),
    [
        pytest.param([(NA, NA), (AO, AO)], 1.0, 1.0, id="perfect"),
        pytest.param([(NA, NA), (NA, AO), (AO, NA), (AO, AO)], 0.5, 0.0, id="chance"),
        pytest.param([(NA, AO), (AO, NA)], 0.0, -1.0, id="the opposite"),
        pytest.param([(NA, NA), (NA, NA)], 1.0, 1.0, id="a single label"),
        pytest.param([(NA, NA)] * 5 + [(AO, AO)] * 3 + [(NA, AO)] * 2, 0.8, 0.6, id="by hand"),
    ],
)
def test_is_set_against_chance(pairs: list[tuple[str, str]], observed: float, kappa: float) -> None:
    """Kappa is what agreement there is beyond what chance makes."""
    found = agreement(*pairs)

    assert pytest.approx([observed, kappa]) == [found.observed, found.kappa()]


def test_one_label_against_the_rest() -> None:
    """Labels that one asks nothing about are all the same."""
    found = agreement((NA, NA), (AO, AO), ("heading", "boilerplate"))

    assert 1.0 == found.kappa(label=AO)
    assert found.kappa() < 1.0


def test_reads_what_both_labelled(tmp_path: Path) -> None:
    """Documents of one file alone do not count, and second labels defend a first one."""
    first = write(tmp_path / "1", ("a", [[1, NA], [2, AO, NA], [3, AO]]), ("b", [[1, NA]]))
    second = write(tmp_path / "2", ("a", [[1, NA], [2, NA], [3, NA]]))

    found = compare_labels(first, second)

    assert Counter({(NA, NA): 1, (AO, NA): 2}) == found.pairs
    assert (3, 2) == (found.sentences, found.defended)


def test_refuses_other_sentences(tmp_path: Path) -> None:
    """What is not the same document cannot be compared."""
    first = write(tmp_path / "1", ("a", [[1, NA], [2, AO]]))
    second = write(tmp_path / "2", ("a", [[1, NA]]))

    with pytest.raises(InvalidRecordError, match="other sentences in a"):
        compare_labels(first, second)


def test_names_a_bad_line(tmp_path: Path) -> None:
    """A line that is no record of labels is told by its number."""
    bad = tmp_path / "bad"
    bad.write_text('{"id": "a", "sentences": []}\n[1]', encoding="utf-8")

    with pytest.raises(InvalidRecordError, match="2"):
        compare_labels(bad, bad)


def test_prints_the_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command says how many, how alike, and who said what."""
    first = write(tmp_path / "1", ("a", [[0, 4, NA], [5, 9, AO], [10, 12, AO]]))
    second = write(tmp_path / "2", ("a", [[0, 4, NA], [5, 9, NA], [10, 12, AO]]))

    main([str(first), str(second)])

    output = capsys.readouterr().out
    assert "3 sentences, the same label 66.7%" in output
    assert "author_opinion       1     1  kappa 0.400" in output
