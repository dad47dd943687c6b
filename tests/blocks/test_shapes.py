"""A paragraph's looks are judged before its place."""

from __future__ import annotations

import pytest

from attribution.blocks.furniture import Furniture
from attribution.blocks.shapes import Shape, find_pieces, is_title_case
from attribution.spans import Span
from attribution.vocabulary import BlockKind

FURNITURE = Furniture.from_entries([("credit", "Photo: .+"), ("lead-in", "as follows")])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Lake Ministers Abandon Plan for Ferry Tolls", True, id="small words aside"),
        pytest.param("Lake ministers abandon plan for tolls", False, id="a sentence"),
        pytest.param("Ferry Tolls", False, id="too short to tell"),
    ],
)
def test_is_title_case(line: str, expected: bool) -> None:
    """Title case shows in the words that matter, if there are enough of them."""
    assert expected is is_title_case(line)


@pytest.mark.parametrize(
    ("line", "shape"),
    [
        pytest.param("It rained.", Shape.PROSE, id="a stop"),
        pytest.param("It rained. Then the sun came out", Shape.PROSE, id="a stop inside"),
        pytest.param("It was as follows", Shape.PROSE, id="a lead-in"),
        pytest.param("She said:", Shape.PROSE, id="a colon"),
        pytest.param("Rain at last", Shape.LINE, id="no stop"),
        pytest.param("Lake Ministers Abandon Ferry Tolls.", Shape.TITLE, id="a title's stop"),
        pytest.param("Is it over?", Shape.QUESTION, id="a question"),
        pytest.param("Всё кончено.", Shape.FOREIGN, id="other letters"),
    ],
)
def test_shapes(line: str, shape: Shape) -> None:
    """Punctuation, capitals and letters give a paragraph its shape."""
    pieces = find_pieces(line, Span(0, len(line)), "LATIN", FURNITURE)

    assert [shape] == [piece.shape for piece in pieces]


def test_a_caption_and_its_credit_are_two_pieces() -> None:
    """The credit begins a piece of its own, with no white space between counted."""
    text = "The ferry.  Photo: J. Dee"
    pieces = find_pieces(text, Span(0, len(text)), "LATIN", FURNITURE)

    assert [
        (Span(0, 10), BlockKind.CAPTION),
        (Span(12, 25), BlockKind.BOILERPLATE),
    ] == [(piece.span, piece.kind) for piece in pieces]


def test_a_speaker_run_on_to_a_quote_is_a_piece() -> None:
    """A name and office behind the last stop do not belong to what is quoted."""
    text = "The tolls are dead and buried. Jane Doe, Ferry Minister"
    pieces = find_pieces(text, Span(0, len(text)), "LATIN", FURNITURE)

    assert [
        (Span(0, 30), BlockKind.PARAGRAPH),
        (Span(31, 55), BlockKind.BOILERPLATE),
    ] == [(piece.span, piece.kind) for piece in pieces]
