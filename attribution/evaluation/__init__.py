"""How well documents agree with what people annotated: counts that add, and a report."""

from __future__ import annotations

from attribution.evaluation.attributions import RoleCounts, SpanScores, score_attributions
from attribution.evaluation.brat import BratArticle, BratAttribution, BratReading, read_brat
from attribution.evaluation.calibration import Judgement, Range, calibration_error, reliability
from attribution.evaluation.chains import ChainArticle, ChainMention, read_gum
from attribution.evaluation.coreference import CoreferenceScores, Grouping, score_coreference
from attribution.evaluation.counts import Counts, Proportion
from attribution.evaluation.evaluate import (
    Pipe,
    evaluate,
    evaluate_brat,
    evaluate_chains,
    evaluate_gold,
    evaluate_subjectivity,
)
from attribution.evaluation.gold import GoldArticle, GoldRow, read_gold
from attribution.evaluation.labels import LabelScores, score_labels
from attribution.evaluation.mistakes import Mistake
from attribution.evaluation.report import Report
from attribution.evaluation.sources import SourceScores, score_sources
from attribution.evaluation.subjectivity import (
    LoneSentence,
    SubjectivityScores,
    read_subjectivity,
    score_subjectivity,
)

__all__ = [
    "BratArticle",
    "BratAttribution",
    "BratReading",
    "ChainArticle",
    "ChainMention",
    "CoreferenceScores",
    "Counts",
    "GoldArticle",
    "GoldRow",
    "Grouping",
    "Judgement",
    "LabelScores",
    "LoneSentence",
    "Mistake",
    "Pipe",
    "Proportion",
    "Range",
    "Report",
    "RoleCounts",
    "SourceScores",
    "SpanScores",
    "SubjectivityScores",
    "calibration_error",
    "evaluate",
    "evaluate_brat",
    "evaluate_chains",
    "evaluate_gold",
    "evaluate_subjectivity",
    "read_brat",
    "read_gold",
    "read_gum",
    "read_subjectivity",
    "reliability",
    "score_attributions",
    "score_coreference",
    "score_labels",
    "score_sources",
    "score_subjectivity",
]
