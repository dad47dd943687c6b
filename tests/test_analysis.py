"""What stages hand to one another."""

from __future__ import annotations

import numpy as np
import pytest

from attribution.analysis import Encoding, Mentions
from attribution.tags import NAMES_HEAD, NOUNS, NOUNS_HEAD, ProbableSpan

LEE = ProbableSpan(1, 2, "person", 0.9)
PORT = ProbableSpan(4, 6, "organisation", 0.4)


def nouns(*labels: str) -> dict[str, np.ndarray[tuple[int], np.dtype[np.int8]]]:
    """The labels of nouns, as a head gives them."""
    return {NOUNS_HEAD: np.array([NOUNS.index(label) for label in labels], np.int8)}


class TestMentions:
    @pytest.mark.parametrize(
        "encoding",
        [
            pytest.param(Encoding(), id="no head at all"),
            pytest.param(
                Encoding(word_labels={"attribution": np.ones(3, np.int8)}), id="no head for them"
            ),
            pytest.param(
                Encoding(word_labels=nouns("none", "none"), word_spans={NAMES_HEAD: ()}),
                id="heads that see nobody",
            ),
            pytest.param(Encoding(word_labels=nouns()), id="a text without words"),
        ],
    )
    def test_nothing(self, encoding: Encoding) -> None:
        """Where no head ran, or none saw anything, there is nobody."""
        found = Mentions.of(encoding)

        assert ((), {}) == (found.names, found.nouns)

    def test_nouns_go_by_the_number_of_their_word(self) -> None:
        """A noun that stands for nobody is left out; numbers and labels are plain ones."""
        found = Mentions.of(Encoding(word_labels=nouns("none", "group", "none", "document")))

        assert {1: "group", 3: "document"} == found.nouns
        assert {int} == {type(number) for number in found.nouns}
        assert () == found.names

    @pytest.mark.parametrize("label", NOUNS[1:])
    def test_every_label(self, label: str) -> None:
        """What a number stands for is said in words."""
        assert {0: label} == Mentions.of(Encoding(word_labels=nouns(label))).nouns

    def test_names_are_as_they_were_seen(self) -> None:
        """All of them, the less probable too, in reading order."""
        found = Mentions.of(Encoding(word_spans={NAMES_HEAD: (LEE, PORT)}))

        assert (LEE, PORT) == found.names
        assert {} == found.nouns

    def test_by_default(self) -> None:
        """Without an encoder there is nobody."""
        found = Mentions()

        assert ((), {}) == (found.names, found.nouns)
