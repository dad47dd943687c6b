"""How far confidences are from the share of what is right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.evaluation.calibration import Judgement, Range, calibration_error, reliability
from attribution.evaluation.counts import Proportion


def judged(confidence: float, *, right: int, wrong: int) -> list[Judgement]:
    """So many decisions of one confidence."""
    return [
        Judgement(confidence=confidence, is_right=is_right)
        for is_right in [True] * right + [False] * wrong
    ]


JUDGEMENTS = st.lists(
    st.builds(Judgement, confidence=st.floats(0.0, 1.0), is_right=st.booleans()), max_size=40
)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(judged(0.75, right=3, wrong=1), 0.0, id="as sure as it may be"),
        pytest.param(judged(0.75, right=1, wrong=3), 0.5, id="too sure"),
        pytest.param(judged(0.25, right=3, wrong=1), 0.5, id="not sure enough"),
        pytest.param(
            judged(0.85, right=1, wrong=0) + judged(0.15, right=0, wrong=1),
            0.15,
            id="too little in one range does not make up for too much in another",
        ),
        pytest.param(
            judged(0.85, right=1, wrong=0) + judged(0.8, right=0, wrong=1),
            0.325,
            id="in a range it does",
        ),
        pytest.param(judged(1.0, right=2, wrong=0), 0.0, id="certain"),
        pytest.param([], 0.0, id="nothing"),
    ],
)
def test_calibration_error(found: list[Judgement], expected: float) -> None:
    """The distance between confidence and the share of right ones, range by range."""
    assert pytest.approx(expected) == calibration_error(found)


class TestReliability:
    @pytest.mark.parametrize(
        ("confidence", "low"),
        [
            pytest.param(0.0, 0.0, id="no confidence is in the first"),
            pytest.param(0.3, 0.3, id="a bound belongs to the range that begins with it"),
            pytest.param(0.999, 0.9, id="almost certain"),
            pytest.param(1.0, 0.9, id="certainty is in the last"),
        ],
    )
    def test_range_of(self, confidence: float, low: float) -> None:
        """Each confidence has one range."""
        (found,) = reliability(judged(confidence, right=1, wrong=0))

        assert pytest.approx((low, low + 0.1)) == (found.low, found.high)

    def test_means(self) -> None:
        """A range has the mean of its confidences, and the share of right ones beside it."""
        (found,) = reliability(judged(0.75, right=1, wrong=1) + judged(0.78125, right=0, wrong=2))

        assert (
            Range(low=0.7, high=0.8, confidence=0.765625, right=Proportion(right=1, total=4))
            == found
        )
        assert 0.515625 == found.gap

    def test_leaves_out_what_is_empty(self) -> None:
        """Only ranges with something in them are there, from the least sure to the surest."""
        found = reliability(judged(0.95, right=1, wrong=0) + judged(0.05, right=0, wrong=1))

        assert [0.0, 0.9] == [each.low for each in found]
        assert () == reliability([])

    @given(JUDGEMENTS)
    def test_loses_nothing(self, some: list[Judgement]) -> None:
        """Each is counted once, whatever its confidence."""
        found = reliability(some)

        assert len(some) == sum(each.right.total for each in found)
        assert sum(each.is_right for each in some) == sum(each.right.right for each in found)

    @given(JUDGEMENTS)
    def test_error_is_a_share(self, some: list[Judgement]) -> None:
        """Confidence is never further than 1 from what is right."""
        assert 0.0 <= calibration_error(some) <= 1.0 + 1e-9
