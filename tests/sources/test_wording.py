"""Which words of a mention say who it is."""

from __future__ import annotations

import pytest
from builders import mark
from mentions import lexicon

from attribution.sources.wording import is_nobody_in_particular, telling_words
from attribution.words import find_words


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("[by:Ana Reyes] said so.", "Ana Reyes", id="a name"),
        pytest.param("[by:other sites such as Gawker.com] said so.", "Gawker.com", id="such as"),
        pytest.param("[by:ministers including Ana Reyes] said so.", "Ana Reyes", id="including"),
        pytest.param("[by:officials such as these] said so.", "officials such as these", id="no name"),
        pytest.param("[by:posts on the board from Friday] said so.", "posts on the board", id="a day"),
        pytest.param("[by:a letter from last week] said so.", "a letter", id="last week"),
        pytest.param("[by:the class of Friday] said so.", "the class", id="of a day"),
        pytest.param("[by:Black Friday] said so.", "Black Friday", id="a name that is a day"),
    ],
)  # fmt: skip
def test_telling_words(marked: str, expected: str) -> None:
    """Examples are who is meant; days are not."""
    text, spans = mark(marked)

    assert expected == text[telling_words(find_words(text), lexicon(), spans["by"][0]).slice]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("[by:Reports] say so.", True, id="a bare noun"),
        pytest.param("[by:Some unconfirmed reports] say so.", True, id="which nothing vouches for"),
        pytest.param("[by:Several recent studies] say so.", False, id="but some that can be counted"),
        pytest.param("[by:Studies by the institute] say so.", False, id="or have an author"),
        pytest.param("[by:Officials] say so.", False, id="or are people"),
    ],
)  # fmt: skip
def test_is_nobody_in_particular(marked: str, expected: bool) -> None:
    """Hearsay has no source."""
    text, spans = mark(marked)

    assert expected is is_nobody_in_particular(find_words(text), lexicon(), spans["by"][0])
