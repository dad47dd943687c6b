"""Quotations that are one speech."""

from __future__ import annotations

import pytest
from claims import passage_of

from attribution.relations.speeches import certain_part, find_speeches


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“It rained,” she said. “All day.”", [1, 1], id="two in a paragraph"),
        pytest.param("“It rained.\n\n“It poured,” she said.", [2], id="re-opened"),
        pytest.param("“It rained.”\n\n“It poured,” she said.", [1, 1], id="closed before"),
        pytest.param(
            "She said, “It rained all day.\n\nThe dam at Salto is pictured in May. Image: Dam Works.\n\n“It poured.”",
            [2],
            id="a picture between two",
        ),
        pytest.param(
            "She said, “It rained all day.\n\nThe dam held in May.\n\n“It poured.”",
            [1, 1],
            id="a paragraph between two",
        ),
    ],
)
def test_find_speeches(text: str, expected: list[int]) -> None:
    """A mark left open goes on where the next paragraph opens with one."""
    actual = [len(speech) for speech in find_speeches(passage_of(text))]

    assert expected == actual


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“It rained.\n\n“It poured,” she said.", 2, id="closed in the end"),
        pytest.param("“It rained.\n\n“It poured.\n\nShe left.", 1, id="never closed"),
    ],
)
def test_certain_part(text: str, expected: int) -> None:
    """Only of the last quotation of a speech can the end be unknown."""
    (speech,) = find_speeches(passage_of(text))

    assert expected == len(list(certain_part(speech)))
