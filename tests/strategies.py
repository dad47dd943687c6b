"""Hypothesis strategies: texts as the wire sends them, spans, and whole documents."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from attribution.document import (
    Attribution,
    Block,
    Diagnostic,
    Document,
    Entity,
    Evidence,
    Provenance,
    Quotation,
    Sentence,
    Source,
)
from attribution.spans import Span
from attribution.vocabulary import (
    AttributionKind,
    BlockKind,
    DiagnosticCode,
    EntityKind,
    EvidenceKind,
    Label,
    QuotationKind,
    SourceKind,
    SourceRole,
    Stance,
)

__all__ = ["articles", "disjoint_spans", "documents", "json_values", "spans", "texts"]

MARKS = (
    "“",
    "”",
    "‘",
    "’",
    '"',
    "'",
    "''",
    "``",
    "`",
    "„",
    "‚",
    "‟",
    "‛",
    "«",
    "»",
    "‹",
    "›",
    "＂",
)
ODD = (
    "\0",
    "\x1b",
    "\ud83d",  # half of a surrogate pair
    "\udc00",
    "😀",
    "👩‍👩‍👧",
    "e\u0301",
    "\u0301",
    "\u202e",  # right-to-left override
    "\u200b",
    "\ufeff",
    "שלום",
    "مرحبا",
    "你好。",
    "ﬁ",
    "İ",
    "ß",
)
SPACES = (" ", " ", " ", "  ", "\t", "\xa0", "\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\u2028", "\f")
WORDS = (
    "Ann Lee",
    "Mr. Lee",
    "she",
    "the ministry",
    "Reuters",
    "said",
    "told",
    "according to",
    "denied",
    "that",
    "it rained",
    "is clearly wrong",
    "the U.S.",
    "ministers’",
    "don't",
    "6' 2\"",
    "so-called",
    "By",
)
STOPS = (".", ",", ":", "?", "!", "…", "—", "-", "(", ")", "[", "]")


def texts() -> st.SearchStrategy[str]:
    """Any string at all, and strings of the pieces that give annotators trouble."""
    pieces = st.sampled_from((*MARKS, *ODD, *SPACES, *WORDS, *STOPS))
    anything = st.text(st.characters(exclude_categories=()), max_size=20)
    return st.lists(pieces | anything, max_size=40).map("".join) | anything


@st.composite
def articles(draw: st.DrawFn) -> str:
    """Text with the look of an article: paragraphs of sentences, now and then a mark astray."""
    said = st.sampled_from(
        (
            "“It rained,” said Ann Lee, the mayor.",
            '"It rained," he told Reuters. "It poured."',
            "The ministry denied that it had rained.",
            "According to Mr. Lee, the ‘rain’ was clearly a mistake.",
            "“It rained. “It poured,” she said.",
            "She said: “It rained.",
            "“It poured all night.",
            "It is widely believed that it rained.",
            "It rained on the town all day.",
            "Rain in Bergen",
            "By Ann Lee",
            "Share",
        )
    )
    paragraph = st.lists(said | st.sampled_from(MARKS), min_size=1, max_size=4).map(" ".join)
    return draw(st.sampled_from(("\n\n", "\r\n\r\n", "\n"))).join(
        draw(st.lists(paragraph, min_size=1, max_size=5))
    )


def spans(length: int, *, min_size: int = 0) -> st.SearchStrategy[Span]:
    """Spans inside a text of *length*."""
    return st.integers(0, length - min_size).flatmap(
        lambda start: st.integers(start + min_size, length).map(lambda end: Span(start, end))
    )


def disjoint_spans(
    length: int, *, min_size: int = 0, max_size: int = 4
) -> st.SearchStrategy[tuple[Span, ...]]:
    """So many spans inside a text of *length*, in order, none of them empty."""
    most = min(max_size, (length + 1) // 2)

    def paired(offsets: list[int]) -> tuple[Span, ...]:
        ordered = sorted(offsets)
        return tuple(Span(*pair) for pair in zip(ordered[::2], ordered[1::2], strict=True))

    return st.integers(min_size, most).flatmap(
        lambda count: st.lists(
            st.integers(0, length), min_size=2 * count, max_size=2 * count, unique=True
        ).map(paired)
    )


def json_values() -> st.SearchStrategy[Any]:
    """What JSON can hold, and give back as it was."""
    scalars = st.none() | st.booleans() | st.integers() | _finite() | st.text(max_size=5)
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=5,
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents that keep every promise and otherwise make no sense."""
    text = draw(texts())
    length = len(text)
    attribution_ids = [f"a{n}" for n in range(draw(st.integers(0, 3)) if length else 0)]
    source_ids = [f"s{n}" for n in range(draw(st.integers(0, 3)))]
    attributions = tuple(
        draw(_attributions(length, id, source_ids, attribution_ids[:n]))
        for n, id in enumerate(attribution_ids)
    )
    return Document(
        text=text,
        blocks=tuple(
            Block(span=span, kind=draw(st.sampled_from(BlockKind)))
            for span in draw(disjoint_spans(length))
        ),
        sentences=tuple(
            Sentence(
                span=span,
                label=draw(st.sampled_from(Label)),
                confidence=draw(_confidences()),
                attribution_ids=draw(_some_of(attribution_ids)),
                evidence=draw(_evidence(span)),
            )
            for span in draw(disjoint_spans(length))
        ),
        quotations=tuple(
            Quotation(
                span=span,
                kind=draw(st.sampled_from(QuotationKind)),
                closed=draw(st.booleans()),
                level=draw(st.integers(0, 3)),
                continues=draw(st.booleans()),
            )
            for span in draw(disjoint_spans(length))
        ),
        attributions=attributions,
        sources=tuple(
            draw(
                st.builds(
                    Source,
                    id=st.just(id),
                    name=st.text(max_size=5),
                    kind=st.sampled_from(SourceKind),
                    mentions=disjoint_spans(length),
                    attribution_ids=st.just(
                        tuple(each.id for each in attributions if each.source_id == id)
                    ),
                    entity=st.none() | _entities(),
                    role=st.none() | st.sampled_from(SourceRole),
                    anonymity=st.none() | spans(length, min_size=1) if length else st.none(),
                    confidence=_confidences(),
                )
            )
            for id in source_ids
        ),
        diagnostics=draw(
            st.lists(
                st.builds(
                    Diagnostic,
                    code=st.sampled_from(DiagnosticCode),
                    span=spans(length),
                    message=st.text(max_size=5),
                ),
                max_size=2,
            ).map(tuple)
        ),
        provenance=draw(
            st.none()
            | st.builds(
                Provenance,
                library=st.just("0.1"),
                engine=st.just("lexicon"),
                model=st.none() | st.just("english 1.0 (3d1e5f60a7c2)"),
            )
        ),
        id=draw(st.none() | st.text(max_size=5)),
        meta=draw(st.dictionaries(st.text(max_size=5), json_values(), max_size=3)),
    )


def _finite() -> st.SearchStrategy[float]:
    return st.floats(allow_nan=False, allow_infinity=False)


def _confidences() -> st.SearchStrategy[float]:
    return st.floats(0.0, 1.0)


def _some_of(ids: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    if not ids:
        return st.just(())
    return st.lists(st.sampled_from(ids), unique=True).map(tuple)


def _evidence(sentence: Span) -> st.SearchStrategy[tuple[Evidence, ...]]:
    inside = spans(len(sentence), min_size=1).map(
        lambda span: Span(sentence.start + span.start, sentence.start + span.end)
    )
    each = st.builds(
        Evidence, kind=st.sampled_from(EvidenceKind), weight=_finite(), span=st.none() | inside
    )
    return st.lists(each, max_size=2).map(tuple)


def _entities() -> st.SearchStrategy[Entity]:
    words = st.text(max_size=5)
    return st.builds(
        Entity,
        id=words,
        name=words,
        kind=st.sampled_from(EntityKind),
        aliases=st.lists(words, max_size=2).map(tuple),
        country=st.none() | words,
        domain=st.none() | words,
        homepage=st.none() | words,
    )


def _attributions(
    length: int, id: str, source_ids: list[str], parent_ids: list[str]
) -> st.SearchStrategy[Attribution]:
    source_id = st.sampled_from([None, *source_ids])
    return st.builds(
        Attribution,
        id=st.just(id),
        kind=st.sampled_from(AttributionKind),
        content=disjoint_spans(length, min_size=1),
        cue=disjoint_spans(length),
        mention=st.none() | spans(length, min_size=1),
        source_id=source_id,
        outlet_id=source_id,
        parent_id=st.sampled_from([None, *parent_ids]),
        stance=st.sampled_from(Stance),
        confidence=_confidences(),
    )
