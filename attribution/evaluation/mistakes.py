"""What an evaluation keeps of everything that went wrong, so that it can be looked up."""

from __future__ import annotations

from attrs import frozen

from attribution.spans import Span

__all__ = ["Mistake"]


@frozen(kw_only=True)
class Mistake:
    """One thing predicted otherwise than the gold has it."""

    article: str
    span: Span
    layer: str
    """``label``; ``name``, ``kind``, ``outlet`` or ``link``; ``source``, ``cue`` or ``content``
    for spans; ``resolution``; ``subjectivity``."""
    gold: str
    """Empty for what is not in the gold."""
    predicted: str
    """Empty where nothing was."""
