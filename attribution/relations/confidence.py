"""From the probabilities of tags to the confidence of an attribution."""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["confidence_of"]

SLOPE, SHIFT = 1.0, 0.0
"""Of the logistic curve from the least probable tag's log odds to the log odds that the
attribution is in the gold. Not fitted yet: 1 and 0 leave the probability as it is."""
CONDUCT = 0.5
"""Most that conduct that only shows an attitude ("supported", "refused") can have: corpora
annotate it, labels do not count it as a report."""
_NEARLY = 1e-4
"""Nothing is surer than this is far from 0 or 1: the log odds stay finite."""


def confidence_of(probabilities: Sequence[float], cue_kind: str | None = None) -> float:
    """
    How sure an attribution is, given how probable the ends of its cue and contents are.

    Args:
        probabilities: Of each of its tagged spans, at least one.
        cue_kind: ``speech``, ``thought`` or ``act``, if it has a cue.
    """
    least = min(max(min(probabilities), _NEARLY), 1 - _NEARLY)
    odds = SLOPE * math.log(least / (1 - least)) + SHIFT
    confidence = 1 / (1 + math.exp(-odds))
    return min(confidence, CONDUCT) if cue_kind == "act" else confidence
