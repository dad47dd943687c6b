"""Drafts to relations."""

from __future__ import annotations

from claims import passage_of

from attribution.relations.drafts import SOURCED, SOURCELESS, Draft, relations_of
from attribution.spans import Span

PASSAGE = passage_of("It rained. It poured.")
FIRST, SECOND = Span(0, 9), Span(11, 20)


def test_relations_stand_in_reading_order() -> None:
    """Drafts may come in any order; their links follow them."""
    outer = Draft(content=[FIRST])
    inner = Draft(content=[FIRST], parent=outer)
    shares = Draft(content=[SECOND], shares=outer)
    relations = relations_of(PASSAGE, [shares, inner, outer])

    assert [FIRST, FIRST, SECOND] == [relation.content[0] for relation in relations]
    assert [None, 0, None] == [relation.parent for relation in relations]
    assert [None, None, 0] == [relation.same_source_as for relation in relations]


def test_what_has_no_content_is_no_relation() -> None:
    """Links to it are dropped with it."""
    silent = Draft(cue=[FIRST])
    (relation,) = relations_of(PASSAGE, [silent, Draft(content=[SECOND], shares=silent)])

    assert (SECOND,) == relation.content
    assert relation.same_source_as is None


def test_a_quotation_is_surer_with_a_source() -> None:
    """Without a cue, somebody near who can have said it is what speaks for it."""
    alone, said = Draft(content=[FIRST]), Draft(content=[SECOND], mention=FIRST)

    assert [SOURCELESS, SOURCED] == [r.confidence for r in relations_of(PASSAGE, [alone, said])]
