"""A document that exists contradicts itself nowhere."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve
from builders import mark
from hypothesis import given
from strategies import documents

from attribution.document import (
    Attribution,
    Block,
    Diagnostic,
    Document,
    Entity,
    Evidence,
    Quotation,
    Sentence,
    Source,
)
from attribution.errors import InvalidDocumentError
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

TEXT, FOUND = mark(
    "[block:[sentence:[first:“It rained,”] [mention:Ann Lee] [cue:told] [outlet:Reuters]"
    " [second:“all day.”]] [sentence:She left.]]"
)
PARAGRAPH = Block(span=FOUND["block"][0], kind=BlockKind.PARAGRAPH)
SAID = Attribution(
    id="a1",
    kind=AttributionKind.DIRECT,
    content=FOUND["first"] + FOUND["second"],
    cue=FOUND["cue"],
    mention=FOUND["mention"][0],
    source_id="s1",
    outlet_id="s2",
)
LEE = Source(
    id="s1",
    name="Ann Lee",
    kind=SourceKind.PERSON,
    mentions=FOUND["mention"],
    attribution_ids=("a1",),
)
REUTERS = Source(id="s2", name="Reuters", kind=SourceKind.OUTLET, mentions=FOUND["outlet"])
TOLD = Evidence(kind=EvidenceKind.CUE, weight=1.5, span=FOUND["cue"][0])
QUOTED = Sentence(
    span=FOUND["sentence"][0],
    label=Label.DIRECT_QUOTE,
    confidence=0.5,
    attribution_ids=("a1",),
    evidence=(Evidence(kind=EvidenceKind.QUOTED, weight=2), TOLD),
)
LEFT = Sentence(span=FOUND["sentence"][1], label=Label.NARRATION)
DOCUMENT = Document(
    text=TEXT,
    blocks=(PARAGRAPH,),
    sentences=(QUOTED, LEFT),
    quotations=tuple(
        Quotation(span=span, kind=QuotationKind.SPEECH) for span in FOUND["first"] + FOUND["second"]
    ),
    attributions=(SAID,),
    sources=(LEE, REUTERS),
)
OUTSIDE = Span(0, len(TEXT) + 1)


class TestParts:
    @pytest.mark.parametrize(
        "make",
        [
            pytest.param(
                lambda: Block(span=Span(1, 1), kind=BlockKind.PARAGRAPH), id="an empty block"
            ),
            pytest.param(
                lambda: Sentence(span=Span(1, 1), label=Label.NARRATION), id="an empty sentence"
            ),
            pytest.param(
                lambda: Quotation(span=Span(1, 1), kind=QuotationKind.TERM),
                id="an empty quotation",
            ),
            pytest.param(
                lambda: Quotation(span=Span(0, 1), kind=QuotationKind.TERM, level=-1),
                id="a quotation above all others",
            ),
            pytest.param(
                lambda: Sentence(span=Span(0, 1), label=Label.NARRATION, confidence=1.1),
                id="more than certainty",
            ),
            pytest.param(
                lambda: Sentence(span=Span(0, 1), label=Label.NARRATION, confidence=-0.1),
                id="less than nothing",
            ),
            pytest.param(
                lambda: Sentence(span=Span(0, 1), label=Label.NARRATION, confidence=float("nan")),
                id="a confidence that is no number",
            ),
            pytest.param(lambda: evolve(SAID, content=()), id="an attribution of nothing"),
            pytest.param(lambda: evolve(SAID, content=(Span(2, 2),)), id="an empty content"),
            pytest.param(
                lambda: evolve(SAID, content=(Span(4, 6), Span(0, 2))), id="a content out of order"
            ),
            pytest.param(
                lambda: evolve(SAID, content=(Span(0, 4), Span(2, 6))), id="an overlapping content"
            ),
            pytest.param(
                lambda: evolve(SAID, cue=(Span(4, 6), Span(0, 2))), id="a cue out of order"
            ),
            pytest.param(lambda: evolve(SAID, cue=(Span(2, 2),)), id="an empty cue"),
            pytest.param(lambda: evolve(SAID, mention=Span(2, 2)), id="an empty mention"),
            pytest.param(lambda: evolve(TOLD, span=Span(2, 2)), id="evidence in no words"),
            pytest.param(lambda: evolve(TOLD, weight=float("inf")), id="evidence beyond measure"),
            pytest.param(
                lambda: evolve(TOLD, weight=float("nan")), id="a weight that is no number"
            ),
            pytest.param(lambda: evolve(TOLD, kind="hunch"), id="evidence of no known kind"),
            pytest.param(lambda: evolve(LEE, anonymity=Span(2, 2)), id="no words about anonymity"),
            pytest.param(lambda: evolve(LEE, role="beekeeper"), id="a role that is none"),
        ],
    )
    def test_refuse_what_cannot_be(self, make: Callable[[], Any]) -> None:
        """A part that makes no sense by itself is never made."""
        with pytest.raises(ValueError, match=r"."):
            make()

    @pytest.mark.parametrize(
        ("whole", "part"),
        [
            pytest.param(DOCUMENT, {"blocks": [PARAGRAPH]}, id="blocks"),
            pytest.param(SAID, {"content": [Span(0, 2)]}, id="a content"),
            pytest.param(SAID, {"cue": []}, id="a cue"),
            pytest.param(QUOTED, {"attribution_ids": ["a1"]}, id="ids"),
            pytest.param(QUOTED, {"evidence": [TOLD]}, id="evidence"),
            pytest.param(LEE, {"mentions": []}, id="mentions"),
        ],
    )
    def test_refuse_lists(self, whole: Any, part: dict[str, Any]) -> None:
        """A list could be changed behind the checks; tuples cannot."""
        with pytest.raises(TypeError, match="tuple"):
            evolve(whole, **part)

    def test_words_are_members_of_their_enum(self) -> None:
        """A word given as its spelling becomes the member."""
        block = Block(span=Span(0, 1), kind="heading")

        assert BlockKind.HEADING is block.kind

    def test_defaults(self) -> None:
        """What is not said is neutral, certain, and nobody's."""
        bare = Attribution(id="a1", kind=AttributionKind.DIRECT, content=(Span(0, 1),))

        assert ((), None, None, None, None, Stance.NEUTRAL, 1.0) == (
            bare.cue,
            bare.mention,
            bare.source_id,
            bare.outlet_id,
            bare.parent_id,
            bare.stance,
            bare.confidence,
        )

    def test_are_positional_nowhere(self) -> None:
        """Parts are made by name, so that new fields can come in any order."""
        with pytest.raises(TypeError):
            Block(Span(0, 1), BlockKind.HEADING)  # type: ignore[call-arg]

    def test_cannot_be_changed(self) -> None:
        """Results are values."""
        with pytest.raises(AttributeError):
            DOCUMENT.text = ""  # type: ignore[misc]

    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            pytest.param(LEE, True, id="a name"),
            pytest.param(evolve(LEE, role=SourceRole.OFFICIAL), False, id="a description"),
            pytest.param(evolve(LEE, kind=SourceKind.UNKNOWN), False, id="nobody knows who"),
        ],
    )
    def test_a_source_is_named_or_not(self, source: Source, expected: bool) -> None:
        """Whoever has a role is only described."""
        assert expected is source.is_named

    def test_a_sentence_has_shortcuts(self) -> None:
        """A sentence's own start and end are those of its span."""
        assert (QUOTED.span.start, QUOTED.span.end) == (QUOTED.start, QUOTED.end)


CONTRADICTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "a block outside": ({"blocks": (evolve(PARAGRAPH, span=OUTSIDE),)}, "$.blocks[0].span"),
    "blocks overlap": ({"blocks": (PARAGRAPH, PARAGRAPH)}, "$.blocks[1].span"),
    "a sentence outside": (
        {"sentences": (QUOTED, evolve(LEFT, span=Span(LEFT.start, OUTSIDE.end)))},
        "$.sentences[1].span",
    ),
    "sentences out of order": ({"sentences": (LEFT, QUOTED)}, "$.sentences[1].span"),
    "evidence outside its sentence": (
        {"sentences": (QUOTED, evolve(LEFT, evidence=(evolve(TOLD, span=LEFT.span), TOLD)))},
        "$.sentences[1].evidence[1].span",
    ),
    "a quotation outside": (
        {"quotations": (Quotation(span=OUTSIDE, kind=QuotationKind.SPEECH),)},
        "$.quotations[0].span",
    ),
    "a content outside": (
        {"attributions": (evolve(SAID, content=(OUTSIDE,)),)},
        "$.attributions[0].content",
    ),
    "a cue outside": ({"attributions": (evolve(SAID, cue=(OUTSIDE,)),)}, "$.attributions[0].cue"),
    "a mention outside": (
        {"attributions": (evolve(SAID, mention=OUTSIDE),)},
        "$.attributions[0].mention",
    ),
    "a source's mention outside": (
        {"sources": (LEE, evolve(REUTERS, mentions=(OUTSIDE,)))},
        "$.sources[1].mentions",
    ),
    "words about anonymity outside": (
        {"sources": (LEE, evolve(REUTERS, anonymity=OUTSIDE))},
        "$.sources[1].anonymity",
    ),
    "a diagnostic outside": (
        {"diagnostics": (Diagnostic(code=DiagnosticCode.EMPTY_TEXT, span=OUTSIDE, message="so"),)},
        "$.diagnostics[0].span",
    ),
    "an attribution's id twice": ({"attributions": (SAID, SAID)}, "$.attributions[1].id"),
    "a source's id twice": ({"sources": (LEE, REUTERS, LEE)}, "$.sources[2].id"),
    "a sentence rests on nothing": (
        {"sentences": (evolve(QUOTED, attribution_ids=("a1", "a9")),)},
        "$.sentences[0].attribution_ids",
    ),
    "an unknown source": (
        {"attributions": (evolve(SAID, source_id="s9"),)},
        "$.attributions[0].source_id",
    ),
    "an unknown outlet": (
        {"attributions": (evolve(SAID, outlet_id="s9"),)},
        "$.attributions[0].outlet_id",
    ),
    "an unknown parent": (
        {"attributions": (evolve(SAID, parent_id="a9"),)},
        "$.attributions[0].parent_id",
    ),
    "a source that does not know of it": (
        {"sources": (evolve(LEE, attribution_ids=()), REUTERS)},
        "$.attributions[0].source_id",
    ),
}
ONE_SIDED: dict[str, dict[str, Any]] = {
    "a source behind what is not there": {
        "sources": (LEE, evolve(REUTERS, attribution_ids=("a9",)))
    },
    "a source behind another's words": {"sources": (LEE, evolve(REUTERS, attribution_ids=("a1",)))},
}


class TestDocument:
    @pytest.mark.parametrize(
        ("change", "where"), CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys()
    )
    def test_refuses_contradictions(self, change: dict[str, Any], where: str) -> None:
        """A document that contradicts itself is not made, and the error says where."""
        with pytest.raises(InvalidDocumentError) as caught:
            evolve(DOCUMENT, **change)

        assert where == caught.value.where

    @pytest.mark.parametrize("change", ONE_SIDED.values(), ids=ONE_SIDED.keys())
    def test_refuses_a_source_that_stands_behind_too_much(self, change: dict[str, Any]) -> None:
        """A source lists the attributions that name it and no others."""
        with pytest.raises(InvalidDocumentError):
            evolve(DOCUMENT, **change)

    @pytest.mark.parametrize("change", ONE_SIDED.values(), ids=ONE_SIDED.keys())
    def test_says_which_source_stands_behind_too_much(self, change: dict[str, Any]) -> None:
        """The path in the error leads to the list that is wrong."""
        with pytest.raises(InvalidDocumentError) as caught:
            evolve(DOCUMENT, **change)

        assert caught.value.where == "$.sources[1].attribution_ids"

    def test_refuses_a_circle(self) -> None:
        """An attribution is not nested in what is nested in it."""
        one = Attribution(
            id="a1", kind=AttributionKind.DIRECT, content=(Span(0, 1),), parent_id="a2"
        )

        with pytest.raises(InvalidDocumentError, match="nested inside itself"):
            Document(text=TEXT, attributions=(one, evolve(one, id="a2", parent_id="a1")))

    def test_may_be_empty(self) -> None:
        """A text in which nothing was found is a document."""
        assert ("", (), (), (), (), ()) == (
            (empty := Document(text="")).text,
            empty.blocks,
            empty.sentences,
            empty.quotations,
            empty.attributions,
            empty.sources,
        )

    def test_text_of_is_the_slice(self) -> None:
        """The words of a part, or of a span, are those of the text."""
        assert (TEXT, "She left.", "“It") == (
            DOCUMENT.text_of(PARAGRAPH),
            DOCUMENT.text_of(LEFT),
            DOCUMENT.text_of(Span(0, 3)),
        )

    def test_texts_of_a_split_content(self) -> None:
        """A discontinuous content is read piece by piece."""
        assert ("“It rained,”", "“all day.”") == DOCUMENT.texts_of(SAID.content)

    def test_looks_up_by_id(self) -> None:
        """Ids lead to the very objects."""
        assert SAID is DOCUMENT.attribution("a1")
        assert LEE is DOCUMENT.source("s1")

    @pytest.mark.parametrize(
        "look_up", [DOCUMENT.attribution, DOCUMENT.source], ids=["attribution", "source"]
    )
    def test_an_unknown_id_is_a_key_error(self, look_up: Callable[[str], object]) -> None:
        """An id that is not there is said, as a mapping would."""
        with pytest.raises(KeyError, match="x9"):
            look_up("x9")

    def test_who_says_so(self) -> None:
        """From a sentence to its attributions and sources, from those to source and outlet."""
        assert (SAID,) == DOCUMENT.attributions_of(QUOTED)
        assert (LEE,) == DOCUMENT.sources_of(QUOTED)
        assert LEE is DOCUMENT.source_of(SAID)
        assert REUTERS is DOCUMENT.outlet_of(SAID)

    def test_nobody_says_so(self) -> None:
        """The author's own voice and an unnamed source have no source."""
        nobody = Attribution(id="a1", kind=AttributionKind.INDIRECT, content=(Span(0, 1),))
        document = Document(text=TEXT, attributions=(nobody,), sentences=(QUOTED, LEFT))

        assert ((), ()) == (document.sources_of(QUOTED), document.sources_of(LEFT))
        assert document.source_of(nobody) is None
        assert document.outlet_of(nobody) is None

    def test_a_source_comes_once(self) -> None:
        """A sentence with two attributions to one source has one source."""
        document = evolve(
            DOCUMENT,
            attributions=(SAID, evolve(SAID, id="a2")),
            sources=(evolve(LEE, attribution_ids=("a1", "a2")), REUTERS),
            sentences=(evolve(QUOTED, attribution_ids=("a2", "a1")),),
        )

        assert ["Ann Lee"] == [s.name for s in document.sources_of(document.sentences[0])]

    def test_meta_is_a_copy(self) -> None:
        """What the caller does with a mapping later does not reach the document."""
        meta = {"day": 1}
        document = Document(text="", meta=meta)
        meta["day"] = 2

        assert {"day": 1} == document.meta

    def test_an_entity_is_found_with_its_source(self) -> None:
        """A registry record travels inside the source that is linked to it."""
        entity = Entity(id="reuters.com", name="Reuters", kind=EntityKind.AGENCY)
        document = evolve(DOCUMENT, sources=(LEE, evolve(REUTERS, entity=entity)))

        assert entity == document.source("s2").entity

    @given(documents())
    def test_survives_pickling(self, document: Document) -> None:
        """A document can be handed back by a worker process."""
        assert document == pickle.loads(pickle.dumps(document))

    @given(documents())
    def test_equal_documents_hash_alike(self, document: Document) -> None:
        """Documents can be kept in sets."""
        assert {document} == {document, evolve(document)}
