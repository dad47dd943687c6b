"""Text and blocks to quotations, and to what was doubtful about them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import disjoint_spans, texts

from attribution.document import Block, Diagnostic, Quotation
from attribution.quotations import QuotationCues, find_quotations
from attribution.spans import Span
from attribution.vocabulary import BlockKind, DiagnosticCode, QuotationKind

CUES = QuotationCues.from_rows([("term", "so-called"), ("title", "film")])


def find(text: str) -> tuple[tuple[Quotation, ...], tuple[Diagnostic, ...]]:
    block = Block(span=Span(0, len(text)), kind=BlockKind.PARAGRAPH)
    return find_quotations(text, [block], cues=CUES)


def test_is_the_whole_story() -> None:
    """A quotation has its span, kind and level, and says that it is closed."""
    quotations, diagnostics = find("“He saw the film ‘Rain’ twice,” she said.")

    assert (
        Quotation(span=Span(0, 31), kind=QuotationKind.SPEECH),
        Quotation(span=Span(17, 23), kind=QuotationKind.TITLE, level=1),
    ) == quotations
    assert () == diagnostics


@pytest.mark.parametrize("kind", BlockKind, ids=str)
def test_looks_into_prose_only(kind: BlockKind) -> None:
    """Headings, bylines and boilerplate have no quotations."""
    text = "“It rained,” she said."
    quotations, _ = find_quotations(text, [Block(span=Span(0, len(text)), kind=kind)], cues=CUES)

    assert kind.is_prose is bool(quotations)


def test_a_heading_does_not_end_a_quotation() -> None:
    """A quotation re-opened behind a subheading goes on."""
    text = "“It rained.\n\nRain\n\n“It poured.”"
    blocks = [
        Block(span=Span(0, 11), kind=BlockKind.PARAGRAPH),
        Block(span=Span(13, 17), kind=BlockKind.HEADING),
        Block(span=Span(19, 31), kind=BlockKind.PARAGRAPH),
    ]
    quotations, diagnostics = find_quotations(text, blocks, cues=CUES)

    assert [(False, False), (True, True)] == [(q.closed, q.continues) for q in quotations]
    assert () == diagnostics


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It rained", (DiagnosticCode.UNCLOSED_QUOTATION, Span(0, 1))),
        ("It rained,” she said.", (DiagnosticCode.UNOPENED_QUOTATION, Span(10, 11))),
        ("“It rained,“ she said.", (DiagnosticCode.REVERSED_MARK, Span(11, 12))),
    ],
    ids=["never closed", "never opened", "reversed"],
)
def test_says_what_was_doubtful(text: str, expected: tuple[DiagnosticCode, Span]) -> None:
    """A diagnostic has a code to act on, the mark's place, and words to read."""
    _, (diagnostic,) = find(text)

    assert expected == (diagnostic.code, diagnostic.span)
    assert diagnostic.message


@given(st.data())
def test_odd_text_is_no_error(data: st.DataObject) -> None:
    """Whatever the text and its blocks, quotations lie inside it."""
    text = data.draw(texts())
    spans = data.draw(disjoint_spans(len(text)))
    kinds = data.draw(st.lists(st.sampled_from(BlockKind), min_size=4, max_size=4))
    blocks = [Block(span=span, kind=kind) for span, kind in zip(spans, kinds, strict=False)]
    quotations, diagnostics = find_quotations(text, blocks, cues=CUES)

    whole = Span(0, len(text))

    assert all(quotation.span in whole for quotation in quotations)
    assert all(diagnostic.span in whole for diagnostic in diagnostics)
