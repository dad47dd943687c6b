"""What a head says of each word by itself, and the names that it makes."""

from __future__ import annotations

from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from attribution.encoder.labelling import find_names, to_shares
from attribution.tags import NAMES, ProbableSpan

SIZE = len(NAMES)
Floats = NDArray[np.float32]


def drawn_scores(words: int, seed: int, width: float = 5.0) -> Floats:
    """Scores as chance will have them."""
    return np.random.default_rng(seed).normal(0, width, (words, SIZE)).astype(np.float32)


def sure_of(names: str, *probabilities: float) -> Floats:
    """Shares by which each word has this tag, this probably, and any other as little as another."""
    tags = [NAMES.names.index(name) for name in names.split()]
    shares = np.zeros((len(tags), SIZE), np.float32)
    for row, tag, probability in zip(shares, tags, probabilities or [1.0] * len(tags), strict=True):
        row[:] = (1 - probability) / (SIZE - 1)
        row[tag] = probability
    return shares


LENGTHS = st.lists(st.integers(0, 6), max_size=6)
SEEDS = st.integers(0, 2**32 - 1)


class TestShares:
    @given(st.integers(0, 12), SEEDS, st.sampled_from([0.0, 1.0, 30.0, 1e6]))
    def test_sum_to_one(self, words: int, seed: int, width: float) -> None:
        """Whatever the scores, however large, each word's shares are probabilities."""
        shares = to_shares(drawn_scores(words, seed, width))

        assert np.float32 == shares.dtype
        assert (0 <= shares).all()
        np.testing.assert_allclose(shares.sum(axis=1), np.ones(words), atol=1e-5)

    def test_by_hand(self) -> None:
        """A score that is larger by the logarithm of 3 is three times as probable."""
        found = to_shares(np.array([[0.0, np.log(3)], [7.0, 7.0]], np.float32))

        np.testing.assert_allclose(found, [[0.25, 0.75], [0.5, 0.5]], rtol=1e-6)

    @given(st.integers(1, 40), SEEDS, st.data())
    def test_no_word_depends_on_others(self, words: int, seed: int, data: st.DataObject) -> None:
        """A word's shares are the same alone, to the last bit."""
        scores = drawn_scores(words, seed)
        at = data.draw(st.integers(0, words - 1))

        np.testing.assert_array_equal(to_shares(scores)[at], to_shares(scores[at : at + 1])[0])


class TestNames:
    @pytest.mark.parametrize(
        ("shares", "lengths", "expected"),
        [
            pytest.param(sure_of(""), [], [], id="no words"),
            pytest.param(sure_of("O O"), [2], [], id="no names"),
            pytest.param(
                sure_of("O S-outlet O", 1, 0.75, 1),
                [3],
                [(1, 2, "outlet", 0.75)],
                id="a name of one word is as probable as its word",
            ),
            pytest.param(
                sure_of("B-person I-person E-person O", 1, 0.5, 0.75, 0.25),
                [4],
                [(0, 3, "person", 0.5)],
                id="a longer one as its least probable",
            ),
            pytest.param(
                sure_of("B-person E-person"),
                [1, 1],
                [(0, 1, "person", 1), (1, 2, "person", 1)],
                id="none goes from one sequence into the next",
            ),
            pytest.param(
                sure_of("O S-place O B-other E-other"),
                [0, 2, 0, 3, 0],
                [(1, 2, "place", 1), (3, 5, "other", 1)],
                id="numbers are those of all words, and a sequence may be empty",
            ),
            pytest.param(
                sure_of("B-person I-place"),
                [2],
                [(0, 1, "person", 1), (1, 2, "place", 1)],
                id="tags that cannot be are read all the same",
            ),
        ],
    )
    def test_finds(
        self, shares: Floats, lengths: list[int], expected: list[tuple[int, int, str, float]]
    ) -> None:
        """The most probable tag of each word makes the names."""
        assert [ProbableSpan(*each) for each in expected] == list(find_names(shares, lengths))

    @given(LENGTHS, SEEDS)
    def test_alone_as_beside_others(self, lengths: list[int], seed: int) -> None:
        """The names of a sequence are those that it has by itself, and lie inside it."""
        shares = to_shares(drawn_scores(sum(lengths), seed))
        alone = [
            span._replace(first=first + span.first, end=first + span.end)
            for first, end in pairwise(accumulate(lengths, initial=0))
            for span in find_names(shares[first:end], [end - first])
        ]

        assert alone == list(find_names(shares, lengths))

    @given(LENGTHS, SEEDS)
    def test_every_word_that_is_named_is_in_one_name(self, lengths: list[int], seed: int) -> None:
        """Names are apart, in order, and hold the words whose best tag is one of a name."""
        shares = to_shares(drawn_scores(sum(lengths), seed))
        names = list(find_names(shares, lengths))

        assert np.flatnonzero(shares.argmax(axis=1)).tolist() == [
            word for name in names for word in range(name.first, name.end)
        ]
        assert [
            float(min(shares[word].max() for word in range(name.first, name.end))) for name in names
        ] == [name.probability for name in names]
