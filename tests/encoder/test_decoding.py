"""The probabilities of tags and spans, against trying all sequences; what is kept of them."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, pairwise, product
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from attribution.encoder import decoding
from attribution.encoder.decoding import FAINT, SEQUENCE_WORDS, THRESHOLD, Crf, Decoded
from attribution.errors import ModelContractError
from attribution.tags import ROLES, TaggedSpan, Tags

CUES = Tags(("cue",))
O, B, I, E, S = range(5)  # noqa: E741
MODERATE = st.floats(-8, 8, width=32)
ANY = st.floats(allow_nan=False, allow_infinity=False, width=32)


def silent(tags: Tags = ROLES, **changes: Any) -> Crf:
    """A field that has learnt nothing: only the impossible moves are known."""
    count = len(tags)
    learnt = {"transitions": np.zeros((count, count)), "starts": [0] * count, "ends": [0] * count}
    return Crf(tags=tags, **{**learnt, **changes})


def scores(*rows: dict[int, float], tags: Tags = CUES) -> NDArray[np.float32]:
    """Scores of words, 0 where nothing is said."""
    table = np.zeros((len(rows), len(tags)), dtype=np.float32)
    for row, said in zip(table, rows, strict=True):
        for tag, score in said.items():
            row[tag] = score
    return table


def is_valid(labels: list[int], tags: Tags) -> bool:
    """Whether a sequence can be read."""
    return (
        tags.may_begin(labels[0])
        and tags.may_end(labels[-1])
        and all(tags.may_follow(*pair) for pair in pairwise(labels))
    )


def try_all(
    crf: Crf, emissions: NDArray[np.float32]
) -> tuple[NDArray[np.float64], dict[tuple[int, int, str], float]]:
    """How probable each tag and each span is, by trying every sequence."""
    words, tags = emissions.shape
    shares = np.zeros((words, tags))
    spans: Counter[tuple[int, int, str]] = Counter()
    for labels in product(range(tags), repeat=words):
        if is_valid(list(labels), crf.tags):
            weight = np.exp(score_of(crf, emissions, list(labels)))
            shares[range(words), labels] += weight
            for kind, first, end in crf.tags.read(labels):
                spans[first, end, kind] += weight
    total = shares[0].sum()
    return shares / total, {span: weight / total for span, weight in spans.items()}


def score_of(crf: Crf, emissions: NDArray[np.float32], labels: list[int]) -> float:
    moves = pairwise(labels)
    return float(
        crf.starts[labels[0]]
        + crf.ends[labels[-1]]
        + sum(emissions[at, tag] for at, tag in enumerate(labels))
        + sum(crf.transitions[move] for move in moves)
    )


def numbers(*shape: int, of: st.SearchStrategy[float] = MODERATE) -> st.SearchStrategy[Any]:
    return arrays(np.float32, shape, elements=of)


def crfs(tags: Tags, of: st.SearchStrategy[float] = MODERATE) -> st.SearchStrategy[Crf]:
    count = len(tags)
    return st.builds(
        Crf,
        tags=st.just(tags),
        transitions=numbers(count, count, of=of),
        starts=numbers(count, of=of),
        ends=numbers(count, of=of),
        thresholds=st.dictionaries(st.sampled_from(tags.kinds), st.floats(0.2, 0.9)),
    )


@st.composite
def batches(draw: st.DrawFn, of: st.SearchStrategy[float] = MODERATE) -> tuple[Any, list[int]]:
    """Scores of a few sequences; some have no words."""
    lengths = draw(st.lists(st.integers(0, 12), max_size=6))
    return draw(numbers(sum(lengths), len(ROLES), of=of)), lengths


def split(decoded: Decoded, lengths: list[int]) -> list[tuple[Any, ...]]:
    """What was found for each sequence."""
    return [
        (
            decoded.labels[end - length : end].tolist(),
            decoded.marginals[end - length : end].tolist(),
            [
                span._replace(first=span.first - end, end=span.end - end)
                for span in decoded.spans
                if end - length <= span.first < end
            ],
        )
        for length, end in zip(lengths, accumulate(lengths), strict=True)
    ]


@given(st.data())
@pytest.mark.parametrize(
    ("tags", "longest"),
    [pytest.param(CUES, 4, id="one kind"), pytest.param(ROLES, 2, id="three kinds")],
)
def test_finds_what_trying_all_finds(tags: Tags, longest: int, data: st.DataObject) -> None:
    """Tags and spans are as probable as the sequences that have them are together."""
    crf = data.draw(crfs(tags))
    words = data.draw(st.integers(1, longest))
    emissions = data.draw(numbers(words, len(tags)))
    shares, spans = try_all(crf, emissions)
    decoded = crf.decode(emissions, [words])
    found = {(span.first, span.end, span.kind): span.probability for span in decoded.spans}
    clear = {span for span, probability in spans.items() if abs(probability - FAINT) > 1e-6}

    np.testing.assert_allclose(shares, decoded.marginals, atol=1e-6)
    assert {span for span in clear if spans[span] > FAINT} == clear & found.keys()
    assert found == pytest.approx({span: spans[span] for span in found}, abs=1e-6)


@given(crfs(ROLES), batches())
def test_keeps_what_is_probable_enough(crf: Crf, batch: tuple[Any, list[int]]) -> None:
    """What is above the threshold is kept, unless something more probable is in its place."""
    emissions, lengths = batch
    decoded = crf.decode(emissions, lengths)
    kept = {(span.first, span.end): span for span in ROLES.read(decoded.labels.tolist())}
    for span in decoded.spans:
        if (span.first, span.end) in kept and kept[span.first, span.end].kind == span.kind:
            assert span.probability > crf.thresholds.get(span.kind, THRESHOLD)
        elif span.probability > crf.thresholds.get(span.kind, THRESHOLD):
            assert any(
                other.probability >= span.probability
                for other in decoded.spans
                if (other.first, other.end) in kept
                and other.first < span.end
                and span.first < other.end
            )


@given(crfs(ROLES, of=ANY), batches(of=ANY))
def test_whatever_the_scores_the_tags_can_be_read(crf: Crf, batch: tuple[Any, list[int]]) -> None:
    """Every sequence is valid, and what was read from it writes it again."""
    emissions, lengths = batch
    decoded = crf.decode(emissions, lengths)

    for labels, *_ in split(decoded, lengths):
        assert not labels or is_valid(labels, ROLES)
        assert labels == ROLES.write(ROLES.read(labels), len(labels))


@given(crfs(ROLES, of=ANY), batches(of=ANY))
def test_whatever_the_scores_the_marginals_are_probabilities(
    crf: Crf, batch: tuple[Any, list[int]]
) -> None:
    """They lie between 0 and 1 and sum to 1, however far the scores lie apart."""
    emissions, lengths = batch
    marginals = crf.decode(emissions, lengths).marginals

    assert ((marginals >= 0) & (marginals <= 1)).all()
    np.testing.assert_allclose(np.ones(len(emissions)), marginals.sum(axis=1), atol=1e-5)


@given(crfs(ROLES), batches(), st.randoms(use_true_random=False))
def test_a_sequence_is_decoded_as_if_alone(
    crf: Crf, batch: tuple[Any, list[int]], random: Any
) -> None:
    """To the last bit, in whatever order and with whatever else sequences come."""
    emissions, lengths = batch
    parts = [
        emissions[end - length : end]
        for length, end in zip(lengths, accumulate(lengths), strict=True)
    ]
    alone = [split(crf.decode(part, [len(part)]), [len(part)])[0] for part in parts]
    order = list(range(len(parts)))
    random.shuffle(order)
    shuffled = np.concatenate([emissions[:0], *(parts[number] for number in order)])
    together = split(crf.decode(shuffled, [lengths[n] for n in order]), [lengths[n] for n in order])

    assert [alone[number] for number in order] == together


def test_a_sequence_is_decoded_as_if_alone_among_many() -> None:
    """Batches of the size of an article's and above do not round otherwise than one sequence."""
    random = np.random.default_rng(7)
    lengths = random.integers(1, 60, size=300).tolist()
    emissions = random.normal(scale=3, size=(sum(lengths), 13)).astype(np.float32)
    crf = silent(transitions=random.normal(size=(13, 13)))
    together = split(crf.decode(emissions, lengths), lengths)
    for number in (0, 99, 299):
        start = sum(lengths[:number])
        own = [lengths[number]]

        assert together[number] == split(crf.decode(emissions[start : start + own[0]], own), own)[0]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 16, 100])
def test_a_move_adds_up_the_same_whoever_moves_along(count: int) -> None:
    """In a float64, too, whose last bits the marginals do not show but the next step would pass on."""
    random = np.random.default_rng(count)
    odds, weights = random.random((13, 13)), random.random((13, count))
    together = decoding._flow(odds, weights)
    alone = [decoding._flow(odds, weights[:, [column]])[:, 0] for column in range(count)]

    assert [column.tolist() for column in alone] == together.T.tolist()


@pytest.mark.parametrize("at_once", [1, 10, 10**6])
def test_how_many_are_decoded_together_makes_no_difference(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sequences go through in groups that bound the memory; nobody sees where they are parted."""
    random = np.random.default_rng(5)
    lengths = [3, 0, 9, 1, 1, 30, 2]
    emissions = random.normal(size=(sum(lengths), 13)).astype(np.float32)
    expected = split(silent().decode(emissions, lengths), lengths)
    monkeypatch.setattr(decoding, "_WORDS_AT_ONCE", at_once)

    assert expected == split(silent().decode(emissions, lengths), lengths)


@pytest.mark.parametrize(
    ("emissions", "expected"),
    [
        pytest.param(scores({S: 5}), [S], id="one word can be a span"),
        pytest.param(scores({B: 45}), [O], id="one word cannot begin a longer one"),
        pytest.param(scores({B: 5}, {E: 5}), [B, E], id="two words"),
        pytest.param(
            scores({B: 9}, {I: 9}, {O: 14}), [B, E, O], id="an end is put where it must be"
        ),
        pytest.param(scores({I: 9}, {E: 9}, {O: 5}), [B, E, O], id="so is a beginning"),
        pytest.param(scores({B: 9}, {I: 5}, {}, {E: 9}), [B, I, I, E], id="a gap is filled"),
        pytest.param(scores({S: 5}, {S: 5}), [S, S], id="spans may stand side by side"),
        pytest.param(scores({}, {}), [O, O], id="without a reason there is no span"),
        pytest.param(
            scores({B: 9}, {E: 9.2, I: 9}, {O: 9, E: 9}),
            [O, O, O],
            id="where nobody knows where it ends there is none",
        ),
    ],
)
def test_labels(emissions: NDArray[np.float32], expected: list[int]) -> None:
    """Spans that are probable from their first word to their last."""
    crf = silent(CUES, thresholds={"cue": 0.6})

    assert expected == crf.decode(emissions, [len(emissions)]).labels.tolist()


def test_borders_are_minded_between_sequences() -> None:
    """A span does not run from one sequence into the next."""
    emissions = scores({B: 3}, {I: 3}, {I: 3}, {E: 3})

    assert [B, I, I, E] == silent(CUES).decode(emissions, [4]).labels.tolist()
    assert [B, E, B, E] == silent(CUES).decode(emissions, [2, 2]).labels.tolist()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"starts": [0, 0, 0, 0, 9]}, [S, O, O], id="starts"),
        pytest.param({"ends": [0, 0, 0, 0, 9]}, [O, O, S], id="ends"),
        pytest.param(
            {"transitions": [[0, 9, 0, 0, 0], [0] * 5, [0] * 5, [0] * 5, [0] * 5]},
            [O, B, E],
            id="transitions are from row to column",
        ),
    ],
)
def test_what_was_learnt_counts(changes: dict[str, Any], expected: list[int]) -> None:
    """Each of the learnt tables acts in its place, and in the direction it says."""
    assert expected == silent(CUES, **changes).decode(scores({}, {}, {}), [3]).labels.tolist()


def test_impossible_moves_stay_impossible() -> None:
    """No learnt score allows what cannot be read."""
    crf = silent(CUES, transitions=np.full((5, 5), 1e4), starts=[0, 0, 1e4, 1e4, 0])
    decoded = crf.decode(scores({E: 20}, {I: 20}), [2])

    assert is_valid(decoded.labels.tolist(), CUES)
    assert [0, 0] == decoded.marginals[[0, 1], [E, I]].tolist()


def test_possible_moves_stay_possible() -> None:
    """A move that was trained away altogether is unlikely and no more, so there is a way through."""
    crf = silent(CUES, transitions=np.full((5, 5), -np.inf))
    decoded = crf.decode(scores({S: 99}, {S: 99}), [2])

    assert [S, S] == decoded.labels.tolist()
    assert np.isfinite(decoded.marginals).all()


def test_the_threshold_trades_spans_for_none() -> None:
    """The higher it is, the fewer spans there are; probabilities stay what they are."""
    emissions = np.random.default_rng(3).normal(scale=4, size=(500, 13)).astype(np.float32)
    decoded = [
        evolve(silent(), thresholds=dict.fromkeys(ROLES.kinds, threshold)).decode(
            emissions, [25] * 20
        )
        for threshold in (0.2, 0.5, 0.8)
    ]
    spans = [len(ROLES.read(each.labels.tolist())) for each in decoded]

    assert sorted(set(spans), reverse=True) == spans
    assert decoded[0].spans == decoded[1].spans == decoded[2].spans


@pytest.mark.parametrize("lengths", [[], [0], [0, 0, 0]], ids=repr)
def test_no_words(lengths: list[int]) -> None:
    """Where there is nothing to decode, there is an answer of the right shape."""
    labels, marginals, spans = silent().decode(np.zeros((0, 13), dtype=np.float32), lengths)

    assert ((0,), (0, 13), ()) == (labels.shape, marginals.shape, spans)
    assert ("int8", "float32") == (labels.dtype.name, marginals.dtype.name)


def test_the_scores_given_are_left_as_they_are() -> None:
    """Decoding does not write into its input."""
    emissions = np.ones((3, 13), dtype=np.float32)
    silent().decode(emissions, [3])

    assert (emissions == 1).all()


def test_a_very_long_sequence_is_cut() -> None:
    """Both sides of the cut are sequences of their own, and each can be read."""
    length = 2 * SEQUENCE_WORDS + 1
    emissions = np.zeros((length, 13), dtype=np.float32)
    emissions[:, 10] = 30  # inside a content, all of it
    labels = silent().decode(emissions, [length]).labels.tolist()

    assert [
        TaggedSpan("content", 0, SEQUENCE_WORDS),
        TaggedSpan("content", SEQUENCE_WORDS, 2 * SEQUENCE_WORDS),
    ] == ROLES.read(labels)


def test_a_megabyte_on_one_line_is_no_trouble() -> None:
    """Time and memory grow with the words and no faster."""
    emissions = np.zeros((200_000, 13), dtype=np.float32)

    assert not silent().decode(emissions, [200_000]).labels.any()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        pytest.param({"transitions": np.zeros((13, 12))}, "(13, 12)", id="transitions"),
        pytest.param({"starts": np.zeros(5)}, "(5,)", id="starts"),
        pytest.param({"ends": 0.0}, "()", id="ends"),
    ],
)
def test_tables_of_another_size(changes: dict[str, Any], found: str) -> None:
    """A field learnt for other tags is refused when it is made."""
    with pytest.raises(ModelContractError) as caught:
        silent(**changes)

    assert f"shape {found}" == caught.value.found


def test_scores_of_other_tags() -> None:
    """Scores of another head are refused."""
    with pytest.raises(ModelContractError, match="scores of 13 tags, found scores of 5"):
        silent().decode(scores({}), [1])


def test_lengths_that_do_not_fit() -> None:
    """Every word belongs to a sequence."""
    with pytest.raises(ValueError, match="sequences of 2 words in all, scores of 3"):
        silent().decode(np.zeros((3, 13), dtype=np.float32), [1, 1])
