"""What annotators marked, as pieces with their attributions."""

from __future__ import annotations

from pathlib import Path

import pytest
from claims import passage_of
from tagging import pieces_of
from tiny import ARTICLES, article, write_brat

from attribution.evaluation.brat import BratAttribution, BratReading
from attribution.spans import Span
from attribution.training.gold import GoldPieces, gold_pieces, read_pieces

TEXT = "Lee said it rained and Kim, who denied that, left."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def gold(*attributions: dict[str, str]) -> GoldPieces:
    """What attributions, each by the words of its roles, make of `TEXT`."""
    reading = BratReading(
        id="rain",
        annotator="",
        attributions=tuple(
            BratAttribution(id=f"E{n}", **{role: (span(words),) for role, words in roles.items()})
            for n, roles in enumerate(attributions, start=1)
        ),
    )
    return gold_pieces(reading, passage_of(TEXT))


def words_of(found: GoldPieces) -> list[tuple[str, str, str]]:
    """The role, the words and the owners of each piece."""
    return [
        (piece.role, TEXT[found.words.span(piece.first, piece.end).slice], " ".join(sorted(owners)))
        for piece, owners in zip(found.pieces, found.owners, strict=True)
    ]


@pytest.mark.parametrize("marked", ARTICLES)
def test_pieces_are_those_of_run_time(marked: str) -> None:
    """They are what is read from the same tags of an encoder."""
    given = article("rain", marked)
    found = gold_pieces(given.readings[0], passage_of(given.text))

    assert pieces_of(marked) == found.pieces


def test_pieces_have_owners() -> None:
    """A source that two attributions share is one piece of both."""
    found = gold(
        {"source": "Lee", "cue": "said", "content": "it rained"}, {"source": "Lee", "cue": "left"}
    )

    assert [
        ("source", "Lee", "E1 E2"),
        ("cue", "said", "E1"),
        ("content", "it rained", "E1"),
        ("cue", "left", "E2"),
    ] == words_of(found)
    assert {1, 3} == found.fellows(0, "cue")


def test_what_is_inside_a_content_keeps_its_words() -> None:
    """The rest of the content is pieces around it, all of the same attribution."""
    found = gold(
        {"cue": "said", "content": "it rained and Kim, who denied that, left"},
        {"source": "who", "cue": "denied", "content": "that"},
    )

    assert [
        ("cue", "said", "E1"),
        ("content", "it rained and Kim,", "E1"),
        ("source", "who", "E2"),
        ("cue", "denied", "E2"),
    ] == words_of(found)[:4]


def test_an_article_is_read_for_each_annotator(tmp_path: Path) -> None:
    """Annotators may disagree; nobody is asked to settle it."""
    other = ARTICLES[0].replace("[cue:said]", "said")
    folder = write_brat(tmp_path / "brat", [article("rain", ARTICLES[0], other)])

    assert [1, 0] == [len(found.numbers("cue")) for found in read_pieces(folder)]
