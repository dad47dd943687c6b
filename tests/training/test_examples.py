"""Annotations become tags of words, and come back as the spans they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from claims import passage_of
from hypothesis import given
from hypothesis import strategies as st
from tiny import ARTICLES, article, examples_of, voice_examples, word_pieces, write_voices

from attribution.analysis import Passage
from attribution.encoder.pieces import WordPieces
from attribution.evaluation.brat import BratAttribution, BratReading
from attribution.spans import Span
from attribution.tags import ROLES, TaggedSpan
from attribution.training.examples import Example, tagged_spans


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> WordPieces:
    return word_pieces(tmp_path_factory.mktemp("pieces"))


def tag_names(example: Example, reading: int = 0) -> list[str]:
    """The tags of each block, as text."""
    return [" ".join(ROLES.names[tag] for tag in block) for block in example.readings[reading]]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param(
            "[source:Ms Lee] [cue:said] [content:it rained].",
            ["B-source E-source S-cue B-content E-content O"],
            id="a span is begun and ended",
        ),
        pytest.param(
            "[source:Ms Le]e [cue:sa]id it rain[content:ed].",
            ["B-source E-source O O O O"],
            id="a word is in where more than half of it is",
        ),
        pytest.param(
            "[content: it rained ] [source:Ms Lee] said.",
            ["B-content E-content B-source E-source O O"],
            id="white space at the ends is trimmed",
        ),
        pytest.param(
            "[content:“[source:Ms Lee] [cue:said] so,”] he wrote.",
            ["S-content B-source E-source S-cue B-content I-content E-content O O O"],
            id="an annotation inside a content keeps its words",
        ),
        pytest.param(
            "Ms Lee said [content:so.\n\nIt rained.] He left.",
            ["O O O B-content E-content", "B-content I-content E-content O O O"],
            id="a span is cut where its block ends",
        ),
        pytest.param("It rained.", ["O O O"], id="without annotations"),
    ],
)
def test_tags(table: WordPieces, marked: str, expected: list[str]) -> None:
    """Each word of the prose has the tag of the annotation it stands in."""
    (example,) = examples_of([article("rain", marked)], table)

    assert expected == tag_names(example)


def test_every_annotator_has_tags(table: WordPieces) -> None:
    """Annotators may disagree; nobody is asked to settle it."""
    (example,) = examples_of(
        [article("rain", "[source:Lee] says so.", "Lee [cue:says] so.")], table
    )

    assert [["S-source O O O"], ["O S-cue O O"]] == [tag_names(example, n) for n in (0, 1)]


def test_fragments_are_spans_of_their_own(table: WordPieces) -> None:
    """What stands between the fragments of a content is not of it."""
    marked = "[content:It rained], she said, [content:all day]."
    (example,) = examples_of([article("rain", marked)], table)

    assert ["B-content E-content O O O O B-content E-content O"] == tag_names(example)


def test_headings_are_not_learnt_from(table: WordPieces) -> None:
    """Only prose is read, as at run time."""
    (example,) = examples_of([article("rain", "Storm in the harbour\n\nIt rained all day.")], table)

    assert ["O O O O O"] == tag_names(example)


def test_voices_of_sentences(table: WordPieces, tmp_path: Path) -> None:
    """Of such an article nothing else is known; its sentences count as much as was said."""
    bridge, ferry = voice_examples(table, write_voices(tmp_path / "own.jsonl"), weight=2.0)

    assert ("bridge", "ferry") == (bridge.id, ferry.id)
    assert [[(0, 11), (11, 14)], [(0, 5)]] == [
        [(each.first, each.end) for each in own] for own in bridge.voices
    ]
    # Its heading is not read.
    assert [[(0, 8), (8, 14)]] == [[(each.first, each.end) for each in own] for own in ferry.voices]
    assert {2.0} == {each.weight for own in (*bridge.voices, *ferry.voices) for each in own}
    assert ((), {}) == (bridge.readings, bridge.labels)


@pytest.mark.parametrize("marked", ARTICLES)
def test_what_was_annotated_comes_back(table: WordPieces, marked: str) -> None:
    """Spans to words to tags to words to spans loses nothing."""
    given_article = article("rain", marked)
    (example,) = examples_of([given_article], table)
    words = passage_of(given_article.text).words
    (block,), (tags,) = example.blocks, example.readings[0]
    found = {
        (span.kind, words.span(int(block.words[span.first]), int(block.words[span.end - 1]) + 1))
        for span in ROLES.read(tags.tolist())
    }

    assert {
        (role, span)
        for attribution in given_article.readings[0].attributions
        for role in ROLES.kinds
        for span in getattr(attribution, role)
    } == found


PASSAGE: Passage = passage_of(
    "“It rained,” Ms Lee said.  The ferry\nwas late, two sailors claimed."
)


SOLID = [number for number, text in enumerate(PASSAGE.words.texts) if not text.isspace()]


def reading_of(*spans: Span) -> BratReading:
    return BratReading(
        id="rain",
        annotator="",
        attributions=tuple(
            BratAttribution(id=f"E{number}", content=(span,)) for number, span in enumerate(spans)
        ),
    )


@given(st.lists(st.tuples(st.sampled_from(SOLID), st.sampled_from(SOLID)).map(sorted)))
def test_spans_of_words_are_words(ranges: list[list[int]]) -> None:
    """A span that begins and ends with words is those words, wherever they are."""
    reading = reading_of(*(PASSAGE.words.span(first, last + 1) for first, last in ranges))

    assert [TaggedSpan("content", first, last + 1) for first, last in ranges] == list(
        tagged_spans(reading, PASSAGE)
    )


def test_a_span_of_white_space_is_none() -> None:
    """An annotation without words says nothing."""
    start = PASSAGE.text.index("  ")

    assert [] == list(tagged_spans(reading_of(Span(start, start + 2)), PASSAGE))
