"""Reading labelled sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from attribution.errors import InvalidRecordError
from attribution.evaluation.gold import GoldArticle, GoldRow, read_gold
from attribution.spans import Span

ROW: dict[str, Any] = {
    "start": 0,
    "end": 17,
    "label": "reported_claim",
    "also": ["narration"],
    "sources": ["Ms Lee"],
    "surface": "She",
    "type": "PERSON",
    "outlet": None,
    "cue": "said",
}
ARTICLE: dict[str, Any] = {"id": "rain", "text": "She said it fell.", "sentences": [ROW]}


def write(path: Path, *lines: str | bytes) -> Path:
    path.write_bytes(b"\n".join(x if isinstance(x, bytes) else x.encode() for x in lines))
    return path


def with_row(**changes: Any) -> dict[str, Any]:
    return {**ARTICLE, "sentences": [ROW, {**ROW, **changes}]}


def test_reads_articles(tmp_path: Path) -> None:
    """Every field of a row arrives, lists as tuples; blank lines are passed over."""
    path = write(tmp_path / "gold.jsonl", json.dumps(ARTICLE), "", json.dumps(ARTICLE), "")

    row = GoldRow(
        span=Span(0, 17),
        label="reported_claim",
        also=("narration",),
        sources=("Ms Lee",),
        surface="She",
        type="PERSON",
        outlet=None,
        cue="said",
    )
    article = GoldArticle(id="rain", text="She said it fell.", rows=(row,))

    assert (article, article) == read_gold(path)
    assert ("reported_claim", "narration") == row.labels


def test_entities_and_phenomenon_may_be_there(tmp_path: Path) -> None:
    """Registry ids stand beside the sources, where the gold has any; cases say what they are."""
    record = {**with_row(entities=[None]), "phenomenon": "pronouns"}
    (article,) = read_gold(write(tmp_path / "gold.jsonl", json.dumps(record)))

    assert [None, (None,)] == [row.entities for row in article.rows]
    assert "pronouns" == article.phenomenon


def test_other_fields_are_left_alone(tmp_path: Path) -> None:
    """A note beside the annotation does no harm."""
    path = write(tmp_path / "gold.jsonl", json.dumps({**with_row(note="torn"), "by": "us"}))

    assert 2 == len(read_gold(path)[0].rows)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param("{", "not JSON", id="half an object"),
        pytest.param(b'{"id": "\xff"}', "not UTF-8", id="another encoding"),
        pytest.param("[]", "expected an object, found list", id="a list"),
        pytest.param({"id": "x"}, "without text, sentences", id="fields missing"),
        pytest.param({**ARTICLE, "text": 1}, "'text' must be", id="text is a number"),
        pytest.param({**ARTICLE, "sentences": {}}, "expected a list", id="rows are an object"),
        pytest.param(with_row(label="quote"), "sentences[1]: 'label' must be", id="unknown label"),
        pytest.param(with_row(also=["?"]), "sentences[1]: 'also' must be", id="unknown also"),
        pytest.param(with_row(sources="Lee"), "expected a list, found str", id="sources as text"),
        pytest.param(with_row(type="BIRD"), "sentences[1]: 'type' must be", id="unknown type"),
        pytest.param(with_row(outlet=3), "sentences[1]: 'outlet' must be", id="outlet a number"),
        pytest.param(
            with_row(entities=[]), "sentences[1]: 0 entities for 1", id="too few entities"
        ),
        pytest.param(with_row(entities=[3]), "ids or null, not 3", id="an entity a number"),
        pytest.param(with_row(entities="x"), "expected a list, found str", id="entities as text"),
        pytest.param({**ARTICLE, "phenomenon": 3}, "'phenomenon' must", id="phenomenon a number"),
        pytest.param(with_row(start="0"), "whole numbers, not '0'", id="offset as text"),
        pytest.param(with_row(start=True), "whole numbers, not True", id="offset as truth"),
        pytest.param(with_row(start=17), "the span is empty", id="empty span"),
        pytest.param(with_row(start=18), "0 <= start <= end", id="reversed span"),
        pytest.param(with_row(end=18), "sentences[1] ends at 18", id="span outside the text"),
    ],
)
def test_a_bad_line_says_where_and_why(tmp_path: Path, line: Any, reason: str) -> None:
    """What cannot be used names its file, its line and the reason."""
    bad = line if isinstance(line, str | bytes) else json.dumps(line)
    path = write(tmp_path / "gold.jsonl", json.dumps(ARTICLE), bad)

    with pytest.raises(InvalidRecordError) as raised:
        read_gold(path)

    assert (str(path), 2) == (raised.value.path, raised.value.line)
    assert reason in raised.value.reason
