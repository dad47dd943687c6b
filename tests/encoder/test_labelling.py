"""What heads say of words by themselves: labels, names, and what they make of a sentence."""

from __future__ import annotations

from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from attribution.encoder.labelling import find_names, pool, to_shares
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


VOICED = 4
"""Labels of a head for sentences; it has a score more, the weight of a word's say."""
PARTS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda ends: range(*sorted(ends))),
    max_size=6,
)


def weighted_scores(seed: int, *, weight: float | None = None) -> Floats:
    """Those of twelve words, whose weights are left to chance unless they are all the same."""
    scores = np.random.default_rng(seed).normal(0, 3, (12, VOICED + 1)).astype(np.float32)
    if weight is not None:
        scores[:, -1] = weight
    return scores


class TestPool:
    def test_by_hand(self) -> None:
        """A word whose weight is larger by the logarithm of 3 has three times the say."""
        scores = np.array([[4, 0, 0.0], [0, 8, np.log(3)]], np.float32)
        (found,) = pool(scores, [range(2)])
        expected = np.exp([1.0, 6.0]) / np.exp([1.0, 6.0]).sum()

        np.testing.assert_allclose(found, expected, rtol=1e-5)

    @given(PARTS, SEEDS)
    def test_says_how_probable_each_label_is(self, sentences: list[range], seed: int) -> None:
        """Of each sentence with words; of one without, nothing."""
        found = pool(weighted_scores(seed), sentences)

        assert (np.dtype("float32"), (len(sentences), VOICED)) == (found.dtype, found.shape)
        assert (found >= 0).all()
        np.testing.assert_allclose(found.sum(axis=1), [1.0 * bool(e) for e in sentences], atol=1e-5)

    @pytest.mark.parametrize("at", range(12))
    def test_of_one_word(self, at: int) -> None:
        """Its weight makes no difference: there is nobody else."""
        scores = weighted_scores(1)

        np.testing.assert_allclose(
            pool(scores, [range(at, at + 1)]), to_shares(scores[at : at + 1, :-1]), rtol=1e-5
        )

    @given(PARTS, SEEDS, st.sampled_from([0.0, -3.0, 50.0]))
    def test_equal_weights_make_the_plain_mean(
        self, sentences: list[range], seed: int, weight: float
    ) -> None:
        """How large they are makes no difference."""
        scores = weighted_scores(seed, weight=weight)
        sentences = [each for each in sentences if each]
        means = [scores[each.start : each.stop, :-1].mean(axis=0) for each in sentences]
        expected = to_shares(np.array(means, np.float32).reshape(-1, VOICED))

        np.testing.assert_allclose(pool(scores, sentences), expected, atol=1e-5)

    @given(PARTS, SEEDS)
    def test_no_sentence_depends_on_others(self, sentences: list[range], seed: int) -> None:
        """Alone or beside others, to the last bit; they may overlap."""
        scores = weighted_scores(seed)
        alone = [pool(scores, [each])[0] for each in sentences]

        np.testing.assert_array_equal(
            np.array(alone, np.float32).reshape(-1, VOICED), pool(scores, sentences)
        )

    def test_a_word_that_counts_for_nothing(self) -> None:
        """One whose weight is far lower than another's has no say, however loud it is."""
        scores = np.array([[0, 1000, -200], [2, 0, 0]], np.float32)

        np.testing.assert_array_equal(pool(scores, [range(2)]), pool(scores, [range(1, 2)]))

    def test_of_no_words(self) -> None:
        """A passage of which nothing is read says nothing of its sentences."""
        found = pool(np.zeros((0, VOICED + 1), np.float32), [range(0), range(0)])

        np.testing.assert_array_equal(np.zeros((2, VOICED), np.float32), found)
        assert (0, VOICED) == pool(np.zeros((0, VOICED + 1), np.float32), []).shape
