"""A sentence by word numbers."""

from __future__ import annotations

import pytest
from builders import mark
from claims import grammar

from attribution.relations.cues import Candidate, Cue
from attribution.relations.views import Clause, SentenceView, adopt, content_around, enclosing
from attribution.words import find_words

CANDIDATE = Candidate(first=0, end=1, cue=Cue(text="say", frame="verb"), form="finite")


def view_of(text: str) -> SentenceView:
    words = find_words(text)
    return SentenceView(words, 0, len(words), [-1] * len(words), grammar())


def clause(cue: tuple[int, int], *content: tuple[int, int]) -> Clause:
    return Clause(candidate=CANDIDATE, cue=cue, content=list(content))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained.", "It rained"),
        ("It rained?!", "It rained"),
        ("It rained… ", "It rained"),
        ("It rained", "It rained"),
        ("...", ""),
        ("", ""),
    ],
)
def test_a_sentence_stops_before_its_full_stop(text: str, expected: str) -> None:
    """What ends a sentence belongs to it and not to a content in it."""
    view = view_of(text)

    actual = "".join(token.text_with_ws for token in view.words.doc[: view.stop])

    assert expected == actual.strip()


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("[hole:According to X], [content:it rained].", id="before it"),
        pytest.param("[content:It rained], [hole:according to X].", id="behind it"),
        pytest.param("[content:It], [hole:says X], [content:rained].", id="inside it"),
        pytest.param(
            "But [hole:according to X], [content:it rained].", id="behind an introduction"
        ),
        pytest.param("[hole:According to X].", id="with nothing around it"),
    ],
)
def test_a_parenthesis_leaves_the_rest_as_content(marked: str) -> None:
    """The rest of the sentence, without the commas around the hole."""
    text, roles = mark(marked)
    view = view_of(text)
    hole = view.words.inside(roles["hole"][0])

    actual = content_around(view, (hole.start, hole.stop))

    assert roles.get("content", ()) == tuple(view.words.span(*part) for part in actual)


def test_the_innermost_clause_encloses() -> None:
    """Of clauses around a word the latest counts."""
    outer, inner = clause((1, 2), (2, 9)), clause((4, 5), (5, 9))

    assert [outer, inner, None] == [enclosing([outer, inner], n) for n in (3, 6, 0)]


def test_a_clause_adopts_those_inside_its_content() -> None:
    """An adopted clause ends where the content it stands in does."""
    inner, outside = clause((1, 2), (2, 9)), clause((10, 11), (11, 12))
    outer = clause((7, 8), (0, 6))

    adopt(outer, [inner, outside])

    assert (outer, [(2, 6)], None) == (inner.nested_in, inner.content, outside.nested_in)
