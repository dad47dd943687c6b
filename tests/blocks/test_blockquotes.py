"""Paragraphs that are quoted as a whole."""

from __future__ import annotations

import pytest
from builders import mark

from attribution.blocks import mark_blockquotes
from attribution.document import Block, Quotation
from attribution.spans import Span
from attribution.vocabulary import BlockKind, QuotationKind

# One row is one claim: "p" marks a paragraph, "h" a heading, "q" a quotation, "inner" one in it.
CASES = {
    "announced by a colon": (
        "[p:The statement reads:]\n\n[p:[q:“It rained.”]]\n\n[p:She left.]",
        "paragraph blockquote paragraph",
    ),
    "announced, over paragraphs": (
        "[p:It reads:]\n\n[q:[p:“It rained.]\n\n[p:It poured.]\n\n[p:It hailed.”]]\n\n[p:Yes.]",
        "paragraph blockquote blockquote blockquote paragraph",
    ),
    "not announced, over paragraphs": (
        "[q:[p:“It rained.]\n\n[p:It poured.”]]\n\n[p:She left.]",
        "blockquote blockquote paragraph",
    ),
    "a quotation with its speaker": (
        "[p:She was asked:]\n\n[p:[q:“It rained,”] she said.]",
        "paragraph paragraph",
    ),
    "a whole paragraph of talk": (
        "[p:She was asked.]\n\n[p:[q:“It rained.”]]",
        "paragraph paragraph",
    ),
    "re-opened at each paragraph": (
        "[p:[q:“It rained.]]\n\n[p:[q:“It poured.”]]",
        "paragraph paragraph",
    ),
    "a heading inside": (
        "[p:It reads:]\n\n[q:[p:“It rained.]\n\n[h:Hail]\n\n[p:It poured.”]]",
        "paragraph blockquote heading blockquote",
    ),
    "with quotations inside": (
        "[p:It reads:]\n\n[q:[p:“The [inner:“ferry”] left.]\n\n[p:[inner:“Two”] left.”]]",
        "paragraph blockquote blockquote",
    ),
    "no quotations": ("[p:It reads:]\n\n[p:It rained.]", "paragraph paragraph"),
    "the first paragraph": ("[p:[q:“It rained.”]]\n\n[p:She left.]", "paragraph paragraph"),
}


def kinds(marked: str) -> list[str]:
    """The kinds of the marked blocks, in order, after a look at the quotations."""
    text, spans = mark(marked)
    blocks = [
        *(Block(span=span, kind=BlockKind.PARAGRAPH) for span in spans.get("p", ())),
        *(Block(span=span, kind=BlockKind.HEADING) for span in spans.get("h", ())),
    ]
    quotations = [
        *(Quotation(span=span, kind=QuotationKind.SPEECH) for span in spans.get("q", ())),
        *(Quotation(span=s, kind=QuotationKind.SCARE, level=1) for s in spans.get("inner", ())),
    ]
    blocks.sort(key=lambda block: block.span)
    quotations.sort(key=lambda quotation: (quotation.span.start, quotation.level))
    return [block.kind.value for block in mark_blockquotes(text, blocks, quotations)]


@pytest.mark.parametrize(("marked", "expected"), CASES.values(), ids=CASES.keys())
def test_block_quotations(marked: str, expected: str) -> None:
    """A paragraph is a block quotation if it is quoted whole and more than a line of talk."""
    assert expected.split() == kinds(marked)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(
            "He wrote: “It rained.",
            "It poured.”",
            ["paragraph", "blockquote"],
            id="begun inside a paragraph",
        ),
        pytest.param(
            "“It rained.",
            "It poured,” she said.",
            ["blockquote", "paragraph"],
            id="ended inside a paragraph",
        ),
    ],
)
def test_only_whole_paragraphs(first: str, second: str, expected: list[str]) -> None:
    """Of a quotation over paragraphs, those are block quotations that are all inside it."""
    text = f"{first}\n\n{second}"
    blocks = [
        Block(span=Span(0, len(first)), kind=BlockKind.PARAGRAPH),
        Block(span=Span(len(first) + 2, len(text)), kind=BlockKind.PARAGRAPH),
    ]
    quoted = Span(text.index("“"), text.index("”") + 1)
    quotation = Quotation(span=quoted, kind=QuotationKind.SPEECH)

    assert expected == [block.kind.value for block in mark_blockquotes(text, blocks, [quotation])]


def test_leaves_the_spans_alone() -> None:
    """Only the kind of a block changes."""
    text, spans = mark("[p:It reads:]\n\n[p:“It rained.”]")
    blocks = [Block(span=span, kind=BlockKind.PARAGRAPH) for span in spans["p"]]
    quotation = Quotation(span=spans["p"][1], kind=QuotationKind.SPEECH)

    assert [block.span for block in blocks] == [
        block.span for block in mark_blockquotes(text, blocks, [quotation])
    ]


def test_no_blocks() -> None:
    """Nothing in, nothing out."""
    assert () == mark_blockquotes("", [], [])
