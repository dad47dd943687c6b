"""Text to quotations: marks paired, across paragraphs, and judged by kind."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.document import Block, Diagnostic, Quotation
from attribution.quotations.kinds import QuotationCues, kind_of
from attribution.quotations.pairing import Slip, pair_marks
from attribution.vocabulary import DiagnosticCode

__all__ = ["QuotationCues", "find_quotations"]

_MESSAGES = {
    DiagnosticCode.UNCLOSED_QUOTATION: "opened here and never closed",
    DiagnosticCode.UNOPENED_QUOTATION: "closes a quotation that was never opened; not used",
    DiagnosticCode.REVERSED_MARK: "points the wrong way; read as its opposite",
}


def find_quotations(
    text: str, blocks: Sequence[Block], *, cues: QuotationCues
) -> tuple[tuple[Quotation, ...], tuple[Diagnostic, ...]]:
    """
    Find what stands between quotation marks in the prose blocks of *text*.

    Args:
        text: The whole article.
        blocks: Its blocks, in order; headings and furniture are left out.
        cues: The words that announce titles and terms.

    Returns:
        Quotations in reading order, each outer one before those inside it, and
        what was doubtful about the marks.
    """
    pairs, slips = pair_marks(text, [block.span for block in blocks if block.kind.is_prose])
    quotations = tuple(
        Quotation(
            span=pair.span,
            kind=kind_of(text, pair, cues),
            closed=pair.closed,
            level=pair.level,
            continues=pair.continues,
        )
        for pair in pairs
    )
    return quotations, tuple(_diagnostic(slip) for slip in slips)


def _diagnostic(slip: Slip) -> Diagnostic:
    return Diagnostic(code=slip.code, span=slip.span, message=_MESSAGES[slip.code])
