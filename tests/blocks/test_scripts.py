"""The script of a text is that of its letters."""

from __future__ import annotations

import pytest

from attribution.blocks.scripts import find_main_script, find_script


@pytest.mark.parametrize(
    ("line", "script"),
    [
        pytest.param("It rained.", "LATIN", id="ASCII"),
        pytest.param("“Señor Muñoz”", "LATIN", id="Latin with accents"),
        pytest.param("Шёл дождь.", "CYRILLIC", id="Cyrillic"),
        pytest.param("ירד גשם", "HEBREW", id="right to left"),
        pytest.param("12 – 14", "", id="no letters"),
        pytest.param("\ud800", "", id="half a surrogate pair"),
    ],
)
def test_find_script(line: str, script: str) -> None:
    """A line is in the script of most of its letters."""
    assert script == find_script(line)


def test_the_longer_part_decides() -> None:
    """A footer does not outweigh the article."""
    assert "LATIN" == find_main_script(["It rained all day on Monday.", "Шёл дождь."])


def test_no_letters_no_script() -> None:
    """A text of numbers is in no script."""
    assert "" == find_main_script(["1", "2"])
