"""The spans of attributions against the gold."""

from __future__ import annotations

import pytest
from builders import mark
from hypothesis import given
from hypothesis import strategies as st

from attribution.document import Attribution, Document
from attribution.evaluation.attributions import score_attributions
from attribution.evaluation.brat import BratAttribution, BratReading
from attribution.evaluation.counts import Counts
from attribution.spans import Span
from attribution.vocabulary import AttributionKind


def reading(spans: dict[str, tuple[Span, ...]]) -> BratReading:
    attribution = BratAttribution(
        id="E1",
        source=spans.get("source", ()),
        cue=spans.get("cue", ()),
        content=spans.get("content", ()),
    )
    return BratReading(id="rain_one", annotator="one", attributions=(attribution,))


def prediction(marked: str) -> Document:
    text, spans = mark(marked)
    attribution = Attribution(
        id="a",
        kind=AttributionKind.INDIRECT,
        content=spans["content"],
        cue=spans.get("cue", ()),
        mention=spans["source"][0] if "source" in spans else None,
    )
    return Document(text=text, attributions=(attribution,))


@pytest.mark.parametrize(
    ("gold", "predicted", "exact", "overlap"),
    [
        pytest.param(
            "Lee said [content:it rained].",
            "Lee said [content:it rained].",
            Counts(found=1, predicted=1, gold=1),
            Counts(found=2, predicted=2, gold=2),
            id="the same span",
        ),
        pytest.param(
            "Lee said [content:it rained].",
            "Lee said [content:it rained.]",
            Counts(found=0, predicted=1, gold=1),
            Counts(found=2, predicted=2, gold=2),
            id="a full stop more is the same words",
        ),
        pytest.param(
            "Lee said [content:it rained].",
            "Lee [content:said it] rained.",
            Counts(found=0, predicted=1, gold=1),
            Counts(found=1, predicted=2, gold=2),
            id="a word shifted",
        ),
        pytest.param(
            "Lee said[content: it rained ].",
            "Lee said [content:it rained] .",
            Counts(found=1, predicted=1, gold=1),
            Counts(found=2, predicted=2, gold=2),
            id="white space at the ends does not matter",
        ),
        pytest.param(
            "Lee said [content:it rained\r\n\n and blew].",
            "Lee said [content:it rained]\r\n\n [content:and blew].",
            Counts(found=2, predicted=2, gold=2),
            Counts(found=4, predicted=4, gold=4),
            id="a span is cut at line breaks",
        ),
        pytest.param(
            "[content:It rained], Lee said, [content:all day].",
            "[content:It rained], Lee said, all day.",
            Counts(found=1, predicted=1, gold=2),
            Counts(found=2, predicted=2, gold=4),
            id="each fragment is an item",
        ),
    ],
)
def test_spans(gold: str, predicted: str, exact: Counts, overlap: Counts) -> None:
    """Contents are compared fragment by fragment, and word by word."""
    _, spans = mark(gold)
    scores = score_attributions(reading(spans), prediction(predicted))

    assert (exact, overlap) == (scores.exact.content, scores.overlap.content)


def test_each_role_is_counted_apart() -> None:
    """A source found as a cue is a mistake twice."""
    _, spans = mark("[source:Lee] [cue:said] [content:it rained]")
    scores = score_attributions(reading(spans), prediction("[cue:Lee] said [content:it rained]"))

    assert Counts(gold=1) == scores.exact.source
    assert Counts(predicted=1, gold=1) == scores.exact.cue
    assert [("source", "Lee", ""), ("cue", "", "Lee"), ("cue", "said", "")] == [
        (m.layer, m.gold, m.predicted) for m in scores.mistakes
    ]


def test_a_shared_source_counts_once() -> None:
    """A span that two attributions of an article share is one item."""
    text, spans = mark("[source:Lee] said [content:it rained] and [content:it blew]")
    (one,) = reading(spans).attributions
    gold = BratReading(id="rain", annotator="", attributions=(one, one))
    document = Document(
        text=text,
        attributions=tuple(
            Attribution(
                id=f"a{n}",
                kind=AttributionKind.INDIRECT,
                content=(span,),
                mention=spans["source"][0],
            )
            for n, span in enumerate(spans["content"])
        ),
    )
    scores = score_attributions(gold, document)

    assert Counts(found=1, predicted=1, gold=1) == scores.exact.source
    assert Counts(found=2, predicted=2, gold=2) == scores.exact.content


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        pytest.param(
            "Lee said [outer:that Kim [cue:denied] [inner:the leak]].", 0, id="inside the content"
        ),
        pytest.param(
            "Lee said [outer:that Kim], who [cue:denied] [inner:the leak], [outer:left].",
            1,
            id="in a gap of it",
        ),
    ],
)
def test_a_word_has_one_role(text: str, cues: int) -> None:
    """Of a nested attribution only those words count that the outer content does not hold."""
    plain, spans = mark(text)
    document = Document(
        text=plain,
        attributions=(
            Attribution(id="a1", kind=AttributionKind.INDIRECT, content=spans["outer"]),
            Attribution(
                id="a2",
                kind=AttributionKind.INDIRECT,
                content=spans["inner"],
                cue=spans["cue"],
                parent_id="a1",
            ),
        ),
    )
    scores = score_attributions(reading({}), document)

    assert Counts(predicted=cues) == scores.exact.cue
    assert Counts(predicted=len(spans["outer"]) + cues) == scores.exact.content


@given(
    text=st.text(alphabet="ab \r\n", min_size=1, max_size=30),
    offsets=st.lists(st.integers(0, 30), min_size=2, max_size=2, unique=True),
)
def test_whatever_was_annotated_agrees_with_itself(text: str, offsets: list[int]) -> None:
    """Gold as prediction is found whole, and an item is never found that is on one side only."""
    start, end = sorted(min(offset, len(text)) for offset in offsets)
    spans = (Span(start, end),) if start < end else (Span(0, len(text)),)
    document = Document(
        text=text,
        attributions=(Attribution(id="a", kind=AttributionKind.DIRECT, content=spans),),
    )
    scores = score_attributions(reading({"content": spans}), document)

    for counts in (scores.exact.content, scores.overlap.content):
        assert counts.gold == counts.predicted == counts.found
    assert () == scores.mistakes
