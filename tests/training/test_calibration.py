"""The curve that brings confidences near to the share of what is right."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.training.calibration import Curve, fit_curve, main, report
from attribution.training.judging import Judged


def judged(confidence: float, *, right: int, wrong: int) -> list[Judged]:
    """So many attributions of one confidence."""
    return [
        Judged(confidence=confidence, is_right=is_right, by_curve=True)
        for is_right in [True] * right + [False] * wrong
    ]


class TestCurve:
    def test_is_fitted(self) -> None:
        """A fitted curve says how often such attributions are right."""
        found = judged(0.9, right=600, wrong=400) + judged(0.6, right=300, wrong=700)
        curve = fit_curve(found)

        assert pytest.approx((0.6, 0.3), abs=0.01) == (curve(0.9), curve(0.6))

    def test_what_is_right_stays(self) -> None:
        """Confidences that are as they should be are not corrected."""
        found = judged(0.9, right=900, wrong=100) + judged(0.6, right=600, wrong=400)
        curve = fit_curve(found)

        assert pytest.approx((1.0, 0.0), abs=0.02) == (curve.slope, curve.shift)

    @given(st.floats(0.001, 0.999))
    def test_without_correction(self, confidence: float) -> None:
        """The curve with slope 1 and no shift leaves everything as it is."""
        assert pytest.approx(confidence) == Curve()(confidence)

    @pytest.mark.parametrize("confidence", [0.0, 1.0])
    def test_certainty(self, confidence: float) -> None:
        """What is certain stays all but certain."""
        assert pytest.approx(confidence, abs=1e-5) == Curve()(confidence)


class TestReport:
    def test_halves(self) -> None:
        """Each half is measured with what was fitted to the other."""
        articles = [judged(0.9, right=60, wrong=40)] * 4
        lines = "".join(report(articles)).splitlines()

        assert [
            "all attributions          400  right  60.0%  confidence  90.0%  calibration error 30.00%",
            "with the curve in use     400  right  60.0%  confidence  90.0%  calibration error 30.00%",
        ] == lines[:2]
        assert 2 == sum(line.startswith("  fitted to the other") for line in lines)
        assert lines[-2].startswith("calibration error of 40 halves, fitted to the other: 0.0")
        assert lines[-1].startswith("SLOPE, SHIFT = ")

    def test_constants_are_left_out_of_the_fit(self) -> None:
        """What the curve does not decide is counted among all, and nowhere else."""
        others = [Judged(confidence=0.5, is_right=True, by_curve=False)]
        all_of_them, curved, *_ = report([judged(0.9, right=9, wrong=1)] * 2 + [others])

        assert ("21", "20") == (all_of_them.split()[2], curved.split()[5])

    def test_of_nothing(self) -> None:
        """Articles in which nothing is found are no error."""
        assert "right   0.0%" in next(iter(report([[], []])))


def test_names_what_is_wrong(tmp_path: Path) -> None:
    """A model that is not there is one line."""
    with pytest.raises(SystemExit, match="nowhere"):
        main([str(tmp_path), "--model", "nowhere"])
