"""
From evidence to label: one readable table.

Each kind of evidence speaks for some labels and against others; what it says is
added up, and the sum of a label is the logarithm of how probable it is beside the
others (a multinomial logit). So the label is the most probable one, and its
probability is how sure we are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from attrs import frozen

from attribution.document import Evidence
from attribution.spans import Span
from attribution.vocabulary import EvidenceKind, Label

__all__ = ["LABELS", "TABLES", "Decision", "Reading", "Sign", "Table", "decide"]

LABELS = tuple(Label)
"""The columns of a table."""
SHORT = 4
"""Pieces of evidence that are told at most..."""
TELLING = 0.25
"""...and that must weigh at least this to be."""
LEAST = 0.005
"""No reading is surer than this that a sentence is not in a voice."""


@frozen(kw_only=True)
class Sign:
    """Something that is there or not, or more or less."""

    kind: EvidenceKind
    strength: float = 1.0
    """From 0 to 1, or so."""
    span: Span | None = None
    """The words it is."""


@frozen(kw_only=True)
class Reading:
    """How something reads: the probability of each label, in the order of `LABELS`."""

    kind: EvidenceKind
    shares: Sequence[float]


@frozen(kw_only=True)
class Table:
    """What each kind of evidence says."""

    signs: Mapping[EvidenceKind, Sequence[float]]
    """For each label, in the order of `LABELS`."""
    readings: Mapping[EvidenceKind, float] = MappingProxyType({})
    """How much the logarithm of a probability counts."""


@frozen(kw_only=True)
class Decision:
    """A label, how sure it is, and why."""

    label: Label
    confidence: float
    evidence: tuple[Evidence, ...]
    """What speaks for it and against the second best, the weightiest first."""


_E = EvidenceKind

#                           direct  reported  opinion  narration
_WITH_READINGS = Table(
    signs={
        _E.CONTENT:           ( 0.19,  0.74, -0.20,  0.00),
        _E.CUE:               ( 0.21,  1.16,  0.32,  0.00),
        _E.QUOTED:            ( 3.30,  0.14, -1.28,  0.00),  # set by hand
        _E.SET_OFF:           ( 4.40,  0.00,  0.00,  0.00),  # set by hand
        _E.PARTLY_QUOTED:     (-1.06,  1.77, -0.17,  0.00),
        _E.CONTINUED:         ( 0.20,  0.18,  0.41,  0.00),
        _E.ANNOUNCED:         (-0.15,  1.31, -0.79,  0.00),
        _E.HEARSAY:           ( 0.00,  3.00,  0.00,  0.00),  # set by hand
        _E.AUTHOR:            ( 0.00, -0.55,  1.10,  0.00),  # set by hand
        _E.EARLIER:           ( 0.00,  2.20, -0.70,  0.00),  # set by hand
        _E.JUDGEMENT:         ( 0.00,  0.13,  0.24,  0.00),  # set by hand
        _E.LEADING:           ( 0.00, -2.00,  2.50,  0.00),  # set by hand
        _E.QUESTION:          ( 0.00, -0.50,  2.20,  0.00),  # set by hand
        _E.EXCLAMATION:       ( 0.00, -0.31,  0.43,  0.00),  # set by hand
        _E.CAPTION:           ( 0.00,  0.00, -0.44,  0.00),  # set by hand
        _E.USUAL:             (-0.40, -0.52, -0.11,  0.00),
    },
    readings={_E.WORDING: 1.10, _E.ARTICLE: 0.48},
)  # fmt: skip
_BY_SIGNS = Table(
    signs={
        _E.CONTENT:           ( 4.60,  3.40,  0.22,  0.00),
        _E.CUE:               ( 0.08,  2.37,  0.69,  0.00),
        _E.QUOTED:            ( 6.14, -1.00, -0.65,  0.00),
        _E.SET_OFF:           ( 0.00,  0.00,  0.00,  0.00),  # set by hand
        _E.PARTLY_QUOTED:     ( 1.25,  3.04, -1.63,  0.00),
        _E.CONTINUED:         (-1.41,  0.36,  0.27,  0.00),
        _E.ANNOUNCED:         (-0.01,  1.32, -0.66,  0.00),
        _E.HEARSAY:           ( 0.00,  1.50,  0.00,  0.00),  # set by hand
        _E.AUTHOR:            ( 0.00, -0.50,  1.50,  0.00),  # set by hand
        _E.EARLIER:           ( 0.00,  4.00, -1.00,  0.00),  # set by hand
        _E.JUDGEMENT:         ( 0.60,  0.60,  2.10,  0.00),  # set by hand
        _E.LEADING:           ( 0.00, -2.00,  2.50,  0.00),  # set by hand
        _E.QUESTION:          ( 0.50, -1.20,  1.80,  0.00),  # set by hand
        _E.EXCLAMATION:       ( 0.00, -0.45,  1.68,  0.00),  # set by hand
        _E.CAPTION:           ( 0.00,  0.00, -1.00,  0.00),  # set by hand
        _E.ARTICLE:           (-2.43, -2.30,  1.55,  0.00),
        _E.USUAL:             (-4.74, -2.41, -1.60,  0.00),
    },
)  # fmt: skip
TABLES: Mapping[bool, Table] = {True: _WITH_READINGS, False: _BY_SIGNS}
"""By whether it is known how sentences read: only a trained model says so."""


def decide(
    signs: Iterable[Sign], readings: Sequence[Reading] = (), *, table: Table | None = None
) -> Decision:
    """
    The most probable label of a sentence.

    Args:
        signs: What was found about it.
        readings: How it and its surroundings read, if that is known.
        table: What they say; by default that of `TABLES`.
    """
    if table is None:
        table = TABLES[bool(readings)]
    found: list[tuple[EvidenceKind, Span | None, list[float]]] = []
    for sign in signs:
        row = table.signs.get(sign.kind)
        if row is not None:
            found.append((sign.kind, sign.span, [sign.strength * weight for weight in row]))
    for reading in readings:
        counts = table.readings.get(reading.kind, 0.0)
        found.append((reading.kind, None, [counts * likelihood(s) for s in reading.shares]))
    sums = [sum(own[place] for *_, own in found) for place in range(len(LABELS))]
    best, second = sorted(range(len(LABELS)), key=lambda place: -sums[place])[:2]
    evidence = (
        Evidence(kind=kind, weight=own[best] - own[second], span=span) for kind, span, own in found
    )
    telling = [each for each in evidence if each.weight >= TELLING]
    return Decision(
        label=LABELS[best],
        confidence=1 / sum(math.exp(each - sums[best]) for each in sums),
        evidence=tuple(sorted(telling, key=lambda each: -each.weight)[:SHORT]),
    )


def likelihood(share: float) -> float:
    """The logarithm of a probability, none of which is nothing."""
    return math.log(max(share, LEAST))
