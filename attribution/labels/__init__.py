"""Evidence about each sentence to its label."""

from __future__ import annotations

from attribution.labels.evidence import label_sentences
from attribution.labels.opinion import OpinionSigns

__all__ = ["OpinionSigns", "label_sentences"]
