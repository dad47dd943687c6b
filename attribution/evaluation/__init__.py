"""How well documents agree with what people annotated: counts that add, and a report."""

from __future__ import annotations

from attribution.evaluation.brat import BratArticle, BratAttribution, BratReading, read_brat
from attribution.evaluation.counts import Counts, Proportion
from attribution.evaluation.evaluate import Pipe, evaluate, evaluate_brat, evaluate_gold
from attribution.evaluation.gold import GoldArticle, GoldRow, read_gold
from attribution.evaluation.report import Report
from attribution.evaluation.scoring import (
    LabelScores,
    Mistake,
    RoleCounts,
    SourceScores,
    SpanScores,
    score_attributions,
    score_labels,
    score_sources,
)

__all__ = [
    "BratArticle",
    "BratAttribution",
    "BratReading",
    "Counts",
    "GoldArticle",
    "GoldRow",
    "LabelScores",
    "Mistake",
    "Pipe",
    "Proportion",
    "Report",
    "RoleCounts",
    "SourceScores",
    "SpanScores",
    "evaluate",
    "evaluate_brat",
    "evaluate_gold",
    "read_brat",
    "read_gold",
    "score_attributions",
    "score_labels",
    "score_sources",
]
