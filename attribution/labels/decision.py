"""From evidence to label: one readable table."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from attribution.vocabulary import Label

__all__ = ["Evidence", "decide"]

MOSTLY = 0.5
"""More than this share of the attributed words in the source's own words makes a direct quote."""
ATTRIBUTES = 0.6
"""An attribution at least this certain makes its sentence a report; conduct that only shows
an attitude ("supported", "refused") stays below."""
OPINION = 0.8
"""Signs of opinion that outweigh a sentence's facts."""
TONE = 0.5
"""How far an article that judges everywhere lends its tone to each sentence."""


@frozen(kw_only=True)
class Evidence:
    """What was found about one sentence; shares are of words, from 0 to 1."""

    attributed: float = 0.0
    """Share of the sentence that is somebody's attributed content."""
    quoted: float = 0.0
    """Share of that content between quotation marks."""
    certainty: float = 0.0
    """Confidence of the surest attribution to somebody other than the author."""
    cue_here: bool = False
    """Whether the words that attribute stand in this very sentence."""
    author_speaks: bool = False
    """The only source is the author."""
    author_earlier: bool = False
    """The author reports what he said before."""
    opinion_leads: bool = False
    """A sign of opinion opens the sentence and governs what is attributed in it."""
    opinion: float = 0.0
    """Weight of the signs of opinion outside attributed content."""


_TABLE: tuple[tuple[Callable[[Evidence, float], bool], Label, float], ...] = (
    # The source's own words, also the author's own earlier ones.
    (
        lambda e, _: (
            e.quoted > MOSTLY
            and e.certainty >= ATTRIBUTES
            and (e.cue_here or e.attributed > MOSTLY)
        ),
        Label.DIRECT_QUOTE,
        0.95,
    ),
    (lambda e, _: e.quoted > MOSTLY and e.author_speaks, Label.DIRECT_QUOTE, 0.9),
    (lambda e, _: e.quoted > MOSTLY and e.attributed > 0.6, Label.DIRECT_QUOTE, 0.8),
    # "I wrote that", "as we reported": a report of oneself.
    (lambda e, _: e.author_speaks and e.author_earlier, Label.REPORTED_CLAIM, 0.8),
    # "I believe that": the author, now.
    (lambda e, _: e.author_speaks, Label.AUTHOR_OPINION, 0.8),
    (lambda e, _: e.opinion_leads and e.quoted == 0.0, Label.AUTHOR_OPINION, 0.7),
    # A citation that only supports the author's own judgement.
    (
        lambda e, _: e.certainty >= ATTRIBUTES and e.attributed < 0.5 and e.opinion >= 1.0,
        Label.AUTHOR_OPINION,
        0.6,
    ),
    (lambda e, _: e.certainty >= ATTRIBUTES and e.attributed > 0.0, Label.REPORTED_CLAIM, 0.85),
    (lambda e, _: e.certainty >= ATTRIBUTES and e.cue_here, Label.REPORTED_CLAIM, 0.7),
    (lambda e, tone: e.opinion + TONE * tone >= OPINION, Label.AUTHOR_OPINION, 0.7),
    (lambda *_: True, Label.NARRATION, 0.7),
)


def decide(evidence: Evidence, *, tone: float = 0.0) -> tuple[Label, float]:
    """
    The first row of the table that holds.

    Args:
        evidence: What was found about the sentence.
        tone: Mean weight of opinion over the article's sentences.

    Returns:
        The label, and how sure it is.
    """
    return next((label, sure) for holds, label, sure in _TABLE if holds(evidence, tone))
