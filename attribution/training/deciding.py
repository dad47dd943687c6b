"""
The table of `attribution.labels.decision`, by maximum likelihood.

    python -m attribution.training.deciding MODEL LABELS TEXTS [MODEL LABELS TEXTS ...]

reads sentences whose voice is known (`attribution.training.voices`; ``-`` for TEXTS where
LABELS hold them), gathers the evidence for each as at run time, and prints the weights
under which the known labels are the most probable, with the accuracy and the calibration
that such weights have on articles that they were not fitted to.

No model may have learnt from its own labels here, or it would seem surer than it is: give
those that a model was trained on in parts, each with a model that was trained without it.
``lexicon`` for MODEL fits the table for sentences of which no model says how they read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random

from attrs import frozen

from attribution.annotator import Annotator
from attribution.config import Config
from attribution.errors import AttributionError
from attribution.evaluation.calibration import Judgement, calibration_error
from attribution.labels.decision import LABELS, Reading, Sign, Table, decide, likelihood
from attribution.training.logit import Candidate, fit_weights
from attribution.training.voices import VoicedArticle, read_voices
from attribution.vocabulary import EvidenceKind, Label

__all__ = ["Case", "find_cases", "fit_table", "judge_labels"]

FOLDS = 5
PENALTY = 1.0
REFERENCE = Label.NARRATION
"""What signs say is said in comparison with this."""


@frozen(kw_only=True)
class Case:
    """A sentence, what was found about it, and the labels that are right."""

    signs: tuple[Sign, ...]
    readings: tuple[Reading, ...]
    right: frozenset[Label]


def find_cases(article: VoicedArticle, annotator: Annotator) -> Iterator[Case]:
    """What an annotator finds about the sentences of an article whose voice is known."""
    passage, evidence = annotator.weigh(article.text)
    for span, found in zip(passage.sentences, evidence, strict=True):
        same = [each for each in article.sentences if each.span.overlaps(span)]
        if same:
            known = max(same, key=lambda each: len(each.span.intersection(span) or ()))
            yield Case(
                signs=found.signs,
                readings=found.readings,
                right=frozenset(
                    label for label, share in zip(LABELS, known.shares, strict=True) if share
                ),
            )


def fit_table(cases: Iterable[Case], *, penalty: float = PENALTY) -> Table:
    """The weights under which the right labels are the most probable."""
    choices = [list(_candidates(case)) for case in cases]
    names = sorted({name for choice in choices for signs, _ in choice for name in signs})
    weights = fit_weights(choices, names, penalty=penalty)
    kinds = {EvidenceKind(name.partition(":")[0]) for name in names if ":" in name}
    return Table(
        signs={
            kind: tuple(weights.get(f"{kind.value}:{label.value}", 0.0) for label in LABELS)
            for kind in EvidenceKind
            if kind in kinds
        },
        readings={EvidenceKind(name): weights[name] for name in names if ":" not in name},
    )


def _candidates(case: Case) -> Iterator[Candidate]:
    for place, label in enumerate(LABELS):
        signs = {each.kind.value: likelihood(each.shares[place]) for each in case.readings}
        if label is not REFERENCE:
            for sign in case.signs:
                name = f"{sign.kind.value}:{label.value}"
                signs[name] = signs.get(name, 0.0) + sign.strength
        yield signs, label in case.right


def judge_labels(cases: Iterable[Case], table: Table | None = None) -> Iterator[Judgement]:
    """Whether the label of each is right, and how sure it is, by the table in use or another."""
    for case in cases:
        decision = decide(case.signs, case.readings, table=table)
        yield Judgement(confidence=decision.confidence, is_right=decision.label in case.right)


def main(arguments: Sequence[str] | None = None) -> None:
    """``python -m attribution.training.deciding``."""
    parser = argparse.ArgumentParser(
        prog="python -m attribution.training.deciding",
        description="Fit the table of labels to sentences whose voice is known.",
    )
    parser.add_argument("paths", metavar="MODEL LABELS TEXTS", nargs="+")
    given = parser.parse_args(arguments)
    if len(given.paths) % 3:
        parser.error("a model, labels and texts go together")
    triples = zip(given.paths[::3], given.paths[1::3], given.paths[2::3], strict=True)
    try:
        articles = [
            list(find_cases(article, annotator))
            for model, labels, texts in triples
            for annotator in [_annotator(model)]
            for article in read_voices(Path(labels), None if texts == "-" else Path(texts))
        ]
    except (AttributionError, OSError) as error:
        raise SystemExit(str(error)) from error
    sys.stdout.writelines(report(articles))


@cache
def _annotator(model: str) -> Annotator:
    return Annotator(Config(engine="lexicon") if model == "lexicon" else Config(model=model))


def report(articles: Sequence[Sequence[Case]]) -> Iterator[str]:
    """The fitted table, and how good tables fitted to other articles are."""
    order = list(articles)
    Random(1).shuffle(order)
    judged: list[Judgement] = []
    for fold in range(FOLDS):
        rest = [case for n, cases in enumerate(order) if n % FOLDS != fold for case in cases]
        own = [case for cases in order[fold::FOLDS] for case in cases]
        judged += judge_labels(own, fit_table(rest))
    everything = [case for cases in order for case in cases]
    in_use = list(judge_labels(everything))
    for title, each in (("fitted to other articles", judged), ("in use", in_use)):
        right = sum(one.is_right for one in each) / max(len(each), 1)
        yield f"{title:<26}{len(each):6} sentences  right {100 * right:5.2f}%"
        yield f"  calibration error {100 * calibration_error(each):5.2f}%\n"
    table = fit_table(everything)
    for kind, row in table.signs.items():
        yield f"{f'_E.{kind.name}:':<22}({', '.join(f'{weight:5.2f}' for weight in row)}),\n"
    for kind, weight in table.readings.items():
        yield f"_E.{kind.name}: {weight:.2f}\n"


if __name__ == "__main__":
    main()
