"""Evidence about each sentence to its label."""

from __future__ import annotations

from attribution.labels.evidence import Findings, find_evidence
from attribution.labels.opinion import OpinionSigns
from attribution.labels.sentences import label_sentences

__all__ = ["Findings", "OpinionSigns", "find_evidence", "label_sentences"]
