"""
The curve that turns the probabilities of tags into the confidence of an attribution.

::

    python -m attribution.training.calibration polnear/dev

annotates the articles in a folder of brat annotations, which the model must not
have learnt from, and says how far confidences are from the share of attributions
that are right: with the curve in `attribution.relations.confidence`, and with one
that is fitted to one half of the articles and measured on the other, both ways.
The first of several splits is shown in full. What is printed last is fitted to all.

An attribution is right as `attribution.training.judging.is_right` says.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import fmean

from attrs import evolve, frozen

from attribution.errors import AttributionError
from attribution.evaluation.calibration import calibration_error
from attribution.relations import confidence
from attribution.training.judging import Judged, judge_folder
from attribution.training.logit import Candidate, fit_weights

__all__ = [
    "Curve",
    "fit_curve",
    "main",
    "report",
]

SPLITS = 20
"""How often articles are halved, each time by another seed: one split alone can be lucky."""
NEARLY = 1e-6
"""How near confidences come to 0 and 1 at most: their log odds stay finite."""


@frozen(kw_only=True)
class Curve:
    """A correction of confidences: a straight line between log odds."""

    slope: float = 1.0
    shift: float = 0.0

    def __call__(self, confidence: float) -> float:
        """What a confidence should have been."""
        return 1 / (1 + math.exp(-self.slope * _log_odds(confidence) - self.shift))


def fit_curve(judged: Iterable[Judged]) -> Curve:
    """The curve under which the judgements are the most probable (Platt scaling)."""
    choices: list[list[Candidate]] = [
        [
            ({"slope": _log_odds(each.confidence), "shift": 1.0}, each.is_right),
            ({}, not each.is_right),
        ]
        for each in judged
    ]
    return Curve(**fit_weights(choices, ("slope", "shift")))


def _log_odds(probability: float) -> float:
    within = min(max(probability, NEARLY), 1 - NEARLY)
    return math.log(within / (1 - within))


def main(arguments: Sequence[str] | None = None) -> None:
    """``python -m attribution.training.calibration``."""
    parser = argparse.ArgumentParser(
        prog="python -m attribution.training.calibration",
        description="Compare confidences with brat annotations, and fit their curve to them.",
    )
    parser.add_argument(
        "dev", metavar="DEV", type=Path, help="folder the model has not learnt from"
    )
    parser.add_argument("--model", default="english", help="name or folder [default: english]")
    given = parser.parse_args(arguments)
    try:
        articles = list(judge_folder(given.dev, model=given.model))
    except (AttributionError, OSError) as error:
        raise SystemExit(str(error)) from error
    sys.stdout.writelines(report(articles))


def report(articles: Sequence[Sequence[Judged]]) -> Iterator[str]:
    """The figures of what was found in some articles, and the curve fitted to all of them."""
    found = [each for judged in articles for each in judged]
    curved = [[each for each in judged if each.by_curve] for judged in articles]
    fitted_to = [each for judged in curved for each in judged]
    yield _line("all attributions", found)
    yield _line("with the curve in use", fitted_to)
    used, fitted = [], []
    for seed in range(SPLITS):
        one, other = _halves(curved, seed)
        for half, rest in ((one, other), (other, one)):
            curve = fit_curve(rest)
            corrected = [evolve(each, confidence=curve(each.confidence)) for each in half]
            used.append(calibration_error(half))
            fitted.append(calibration_error(corrected))
            if seed == 0:
                yield _line("  a half", half)
                yield _line("  fitted to the other", corrected)
    for title, errors in (("in use", used), ("fitted to the other", fitted)):
        mean, least, most = (100 * error for error in (fmean(errors), min(errors), max(errors)))
        yield f"calibration error of {len(errors)} halves, {title}: "
        yield f"{mean:.2f}% ({least:.2f} to {most:.2f})\n"
    best = fit_curve(fitted_to)
    slope, shift = best.slope * confidence.SLOPE, best.slope * confidence.SHIFT + best.shift
    yield f"SLOPE, SHIFT = {slope:.2f}, {shift:.2f}"
    yield f"  # in use: {confidence.SLOPE:.2f}, {confidence.SHIFT:.2f}\n"


def _halves(articles: Sequence[Sequence[Judged]], seed: int) -> tuple[list[Judged], list[Judged]]:
    """What was found in one half of the articles, and in the other."""
    order = list(articles)
    Random(seed).shuffle(order)
    one, other = (
        [each for judged in half for each in judged] for half in (order[::2], order[1::2])
    )
    return one, other


def _line(title: str, judged: Sequence[Judged]) -> str:
    count = max(len(judged), 1)
    right = sum(each.is_right for each in judged) / count
    mean = sum(each.confidence for each in judged) / count
    error = calibration_error(judged)
    return (
        f"{title:<24}{len(judged):5}  right {100 * right:5.1f}%  confidence {100 * mean:5.1f}%"
        f"  calibration error {100 * error:5.2f}%\n"
    )


if __name__ == "__main__":
    main()
