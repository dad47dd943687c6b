"""What every `RelationFinder` promises."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from claims import finder, passage_of
from hypothesis import given
from hypothesis import strategies as st
from strategies import articles, texts
from tagging import random_encoding, tagged_finder

from attribution.analysis import Encoding, Passage, Relation
from attribution.protocols import RelationFinder

FINDERS: dict[str, Callable[[], RelationFinder]] = {"lexicon": finder, "tagged": tagged_finder}

each_finder = pytest.mark.parametrize("name", FINDERS)
any_text = st.one_of(texts(), articles())
any_seed = st.integers(0, 2**32 - 1)


def find(name: str, text: str, seed: int | None = None) -> tuple[Passage, tuple[Relation, ...]]:
    """Relations by any tags at all, or by none."""
    passage = passage_of(text)
    encoding = Encoding() if seed is None else random_encoding(passage, seed)
    return passage, FINDERS[name]().find(passage, encoding)


@each_finder
@given(text=any_text, seed=any_seed)
def test_spans_lie_in_prose(name: str, text: str, seed: int) -> None:
    """Every span of a relation lies inside one prose block, and none is empty."""
    passage, relations = find(name, text, seed)
    prose = [block.span for block in passage.blocks if block.kind.is_prose]

    astray = [
        span
        for relation in relations
        for span in (*relation.content, *relation.cue, relation.mention, relation.outlet)
        if span is not None and not (span and any(span in block for block in prose))
    ]

    assert [] == astray


@each_finder
@given(text=any_text, seed=any_seed)
def test_contents_are_ordered_and_disjoint(name: str, text: str, seed: int) -> None:
    """A relation has a content, and its pieces follow one another; so do those of its cue."""
    _, relations = find(name, text, seed)

    astray = [
        (before, after)
        for relation in relations
        for spans in (relation.content, relation.cue)
        for before, after in pairwise(spans)
        if before.end > after.start
    ]

    assert ([], True) == (astray, all(relation.content for relation in relations))


@each_finder
@given(text=any_text, seed=any_seed)
def test_links_lead_to_other_relations_and_never_round(name: str, text: str, seed: int) -> None:
    """Whoever follows parents, or shared sources, comes to an end."""
    _, relations = find(name, text, seed)

    for links in ([r.parent for r in relations], [r.same_source_as for r in relations]):
        for number in range(len(relations)):
            seen: list[int | None] = []
            at: int | None = number
            while at is not None and at not in seen:
                seen.append(at)
                at = links[at]

            assert (None, True) == (at, all(s in range(len(relations)) for s in seen))


@each_finder
@given(text=any_text, seed=any_seed)
def test_relations_stand_in_reading_order(name: str, text: str, seed: int) -> None:
    """A relation that begins earlier comes first."""
    _, relations = find(name, text, seed)
    starts = [min(span.start for span in (*r.content, *r.cue)) for r in relations]

    assert sorted(starts) == starts


@each_finder
@given(text=any_text, seed=any_seed)
def test_the_same_text_has_the_same_relations(name: str, text: str, seed: int) -> None:
    """Nothing is left to chance, and nothing is kept from one text to the next."""
    _, first = find(name, text, seed)
    find(name, "Somebody said that it rained.", seed)
    _, second = find(name, text, seed)

    assert first == second


@each_finder
@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "“", "”", ":", "said", "said that", "as"])
def test_next_to_no_text_has_no_relations_that_name_anybody(name: str, text: str) -> None:
    """Odd text is never an error."""
    _, relations = find(name, text)

    assert [] == [relation.mention for relation in relations if relation.mention is not None]
