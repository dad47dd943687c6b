"""Lines become paragraphs as the eye would join them."""

from __future__ import annotations

import pytest

from attribution.blocks.lines import find_paragraphs


def paragraphs(text: str) -> list[str]:
    """The words of each paragraph, with "Share" as the one known piece of furniture."""
    return [text[span.slice] for span in find_paragraphs(text, lambda line: line == "Share")]


@pytest.mark.parametrize(
    "blank",
    [
        pytest.param("\n\n", id="newlines"),
        pytest.param("\r\n\r\n", id="Windows"),
        pytest.param("\r\r", id="old Macintosh"),
        pytest.param("\u2029", id="a paragraph separator"),
        pytest.param("\u2028\u2028", id="line separators"),
        pytest.param("\f", id="a form feed"),
        pytest.param("\n \t\xa0\n", id="a line of spaces"),
    ],
)
def test_blank_lines_part_paragraphs(blank: str) -> None:
    """Every way to leave a line blank ends a paragraph."""
    assert ["the rain", "the sun"] == paragraphs(f"the rain{blank}the sun")


WRAPPED = (
    "The harbour master said on Monday that the ferry had sailed\n"
    "before dawn and that nobody knew where it was now, because\n"
    "the radio had been silent since the first hour of the day."
)


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """Lines that end where the next word would not fit belong together."""
    assert [WRAPPED] == paragraphs(WRAPPED)


def test_a_short_last_line_ends_a_wrapped_paragraph() -> None:
    """In wrapped text a sentence that ends well before the margin ends its paragraph."""
    first = f"{WRAPPED}\nIt is still silent."

    assert [first, WRAPPED] == paragraphs(f"{first}\n{WRAPPED}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "It rained all day.\nIt rained all night.",
            ["It rained all day.", "It rained all night."],
            id="whole sentences stand alone",
        ),
        pytest.param(
            "Notify of\nView all comments\nMost voted",
            ["Notify of", "View all comments", "Most voted"],
            id="labels stand alone",
        ),
        pytest.param(
            "The ministers of the lake towns\nmet on Monday.",
            ["The ministers of the lake towns\nmet on Monday."],
            id="a broken sentence is mended",
        ),
        pytest.param(
            "The ministers of the lake towns met\nShare",
            ["The ministers of the lake towns met", "Share"],
            id="furniture stands alone",
        ),
        pytest.param(
            "They want three things from the\n- boats\n- tolls",
            ["They want three things from the", "- boats", "- tolls"],
            id="items stand alone",
        ),
        pytest.param("> so\n> it goes\nYes.", ["> so\n> it goes", "Yes."], id="marked lines join"),
    ],
)
def test_single_line_breaks(text: str, expected: list[str]) -> None:
    """A single line break parts paragraphs unless it falls inside a sentence."""
    assert expected == paragraphs(text)
