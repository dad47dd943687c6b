"""From the probabilities of tags to the confidence of an attribution."""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["confidence_of"]

SLOPE, SHIFT = 0.85, -0.15
"""Of the logistic curve from the log odds of the tags to those of being right: that cue and content
both overlap those of one gold attribution. Fitted on 671 attributions of 28 PolNeAR dev articles,
82% of which are right; the mean over the spans predicts it better than the least or the product."""
CONDUCT = 0.5
"""Most that conduct that only shows an attitude ("supported", "refused") can have: corpora
annotate it, labels do not count it as a report."""
_NEARLY = 1e-4
"""How near probabilities come to 0 and 1 at most: their log odds stay finite."""


def confidence_of(probabilities: Sequence[float], cue_kind: str | None = None) -> float:
    """
    How sure an attribution is, given how probable the ends of its cue and contents are.

    Args:
        probabilities: Of each of its tagged spans, at least one.
        cue_kind: ``speech``, ``thought`` or ``act``, if it has a cue.
    """
    mean = min(max(sum(probabilities) / len(probabilities), _NEARLY), 1 - _NEARLY)
    odds = SLOPE * math.log(mean / (1 - mean)) + SHIFT
    confidence = 1 / (1 + math.exp(-odds))
    return min(confidence, CONDUCT) if cue_kind == "act" else confidence
