"""Spans to tags and back, and which tags may stand where."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.tags import (
    HEAD,
    NAMES,
    NAMES_HEAD,
    NOUNS,
    NOUNS_HEAD,
    ROLES,
    SENTENCE_HEADS,
    VOICE_HEAD,
    VOICES,
    WORD_HEADS,
    TaggedSpan,
    Tags,
    scores_of,
)
from attribution.vocabulary import Label

PAIR = Tags(("source", "cue"))


def source(first: int, end: int) -> TaggedSpan:
    return TaggedSpan("source", first, end)


def cue(first: int, end: int) -> TaggedSpan:
    return TaggedSpan("cue", first, end)


def numbers(names: str, tags: Tags = PAIR) -> list[int]:
    """The numbers of tags written by name."""
    return [tags.names.index(name) for name in names.split()]


def is_valid(sequence: list[int], tags: Tags) -> bool:
    """Whether nothing in a sequence stands where it may not."""
    return not sequence or (
        tags.may_begin(sequence[0])
        and tags.may_end(sequence[-1])
        and all(tags.may_follow(before, after) for before, after in pairwise(sequence))
    )


@st.composite
def disjoint(draw: st.DrawFn) -> tuple[list[TaggedSpan], int]:
    """Spans in reading order that do not overlap, and how many words there are."""
    length = draw(st.integers(0, 15))
    cuts = draw(st.lists(st.integers(0, length), unique=True).map(sorted))
    kinds = st.sampled_from([*ROLES.kinds, None])
    spans = [(draw(kinds), first, end) for first, end in pairwise(cuts)]
    return [TaggedSpan(kind, first, end) for kind, first, end in spans if kind], length


@st.composite
def overlapping(draw: st.DrawFn) -> tuple[list[TaggedSpan], int]:
    """Any spans in any order."""
    length = draw(st.integers(1, 15))
    span = st.tuples(st.sampled_from(ROLES.kinds), st.integers(0, length - 1), st.integers(1, 15))
    drawn = draw(st.lists(span, max_size=6))
    return [TaggedSpan(k, first, min(first + size, length)) for k, first, size in drawn], length


def test_the_roles() -> None:
    """The numbers of these tags are what models have learnt: they do not change."""
    expected = (
        "O",
        *("B-source", "I-source", "E-source", "S-source"),
        *("B-cue", "I-cue", "E-cue", "S-cue"),
        *("B-content", "I-content", "E-content", "S-content"),
    )

    assert expected == ROLES.names
    assert 13 == len(ROLES)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(HEAD, ROLES.names, id="who says what"),
        pytest.param("names", NAMES.names, id="who is named"),
        pytest.param("nouns", NOUNS, id="what nouns stand for"),
    ],
)
def test_the_heads(head: str, expected: tuple[str, ...]) -> None:
    """Whatever a head says, number 0 says that there is nothing."""
    assert expected == WORD_HEADS[head]
    assert WORD_HEADS[head][0] in ("O", "none")


def test_the_labels_of_further_heads() -> None:
    """Their numbers, too, are what models have learnt."""
    assert ("person", "organisation", "outlet", "place", "other") == NAMES.kinds
    assert ("none", "person", "group", "organisation", "place", "document") == NOUNS
    assert ["attribution", "names", "nouns"] == list(WORD_HEADS)


def test_no_kinds() -> None:
    """Without a kind of span every word is outside."""
    nothing = Tags(())

    assert ("O",) == nothing.names
    assert [0, 0] == nothing.write([], 2)
    assert [] == nothing.read([0, 0])
    assert [] == nothing.read_loosely([0, 0])


def test_tags_of_the_same_kinds_are_equal() -> None:
    """They are values, and can be keys."""
    assert {PAIR} == {Tags(("source", "cue"))}
    assert Tags(("cue", "source")) != PAIR


@pytest.mark.parametrize(
    ("name", "may_begin", "may_end"),
    [
        ("O", True, True),
        ("B-cue", True, False),
        ("I-cue", False, False),
        ("E-cue", False, True),
        ("S-cue", True, True),
    ],
)
def test_at_the_borders_of_a_sequence(name: str, may_begin: bool, may_end: bool) -> None:
    """A sequence begins and ends with whole spans, or outside."""
    (tag,) = numbers(name)

    assert (may_begin, may_end) == (PAIR.may_begin(tag), PAIR.may_end(tag))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("O", "O B-source S-source B-cue S-cue"),
        ("B-source", "I-source E-source"),
        ("I-source", "I-source E-source"),
        ("E-source", "O B-source S-source B-cue S-cue"),
        ("S-source", "O B-source S-source B-cue S-cue"),
        ("B-cue", "I-cue E-cue"),
        ("I-cue", "I-cue E-cue"),
        ("E-cue", "O B-source S-source B-cue S-cue"),
        ("S-cue", "O B-source S-source B-cue S-cue"),
    ],
)
def test_what_may_follow(before: str, after: str) -> None:
    """A span that was begun goes on in its kind until it ends; only then comes something else."""
    (tag,) = numbers(before)

    assert numbers(after) == [n for n in range(len(PAIR)) if PAIR.may_follow(tag, n)]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        pytest.param([], "O O O O", id="no spans"),
        pytest.param([cue(1, 2)], "O S-cue O O", id="a single word"),
        pytest.param([cue(1, 3)], "O B-cue E-cue O", id="two words"),
        pytest.param([cue(0, 4)], "B-cue I-cue I-cue E-cue", id="all words"),
        pytest.param([cue(2, 4)], "O O B-cue E-cue", id="up to the end"),
        pytest.param([cue(0, 2), cue(2, 4)], "B-cue E-cue B-cue E-cue", id="side by side"),
        pytest.param([cue(0, 1), cue(1, 2)], "S-cue S-cue O O", id="single words side by side"),
        pytest.param([source(0, 2), cue(2, 3)], "B-source E-source S-cue O", id="of two kinds"),
        pytest.param([cue(2, 3), source(0, 2)], "B-source E-source S-cue O", id="in any order"),
        pytest.param([cue(1, 1)], "O O O O", id="a span without words"),
    ],
)
def test_writes(spans: list[TaggedSpan], expected: str) -> None:
    """Each span begins, goes on and ends, or is a single word."""
    assert numbers(expected) == PAIR.write(spans, 4)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        pytest.param([cue(0, 4), source(1, 2)], "S-cue S-source B-cue E-cue", id="inside"),
        pytest.param([source(1, 2), cue(0, 4)], "B-cue I-cue I-cue E-cue", id="covered"),
        pytest.param([cue(0, 3), source(2, 4)], "B-cue E-cue B-source E-source", id="its end cut"),
        pytest.param(
            [cue(1, 4), source(0, 2)], "B-source E-source B-cue E-cue", id="its start cut"
        ),
        pytest.param([cue(0, 3), cue(1, 4)], "S-cue B-cue I-cue E-cue", id="of the same kind"),
        pytest.param([cue(0, 2), cue(0, 2)], "B-cue E-cue O O", id="twice the same"),
    ],
)
def test_where_spans_overlap_the_later_holds(spans: list[TaggedSpan], expected: str) -> None:
    """What is left of the earlier one stays a span, or two."""
    assert numbers(expected) == PAIR.write(spans, 4)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param("", [], id="no words"),
        pytest.param("O O", [], id="no spans"),
        pytest.param("S-cue", [cue(0, 1)], id="a single word"),
        pytest.param("O B-cue I-cue I-cue E-cue", [cue(1, 5)], id="a long one"),
        pytest.param("S-cue S-cue", [cue(0, 1), cue(1, 2)], id="single words side by side"),
        pytest.param(
            "B-source E-source B-source E-source S-cue",
            [source(0, 2), source(2, 4), cue(4, 5)],
            id="side by side",
        ),
    ],
)
def test_reads(names: str, expected: list[TaggedSpan]) -> None:
    """Spans come in reading order, half-open."""
    assert expected == PAIR.read(numbers(names))


@given(disjoint())
def test_reads_what_was_written(drawn: tuple[list[TaggedSpan], int]) -> None:
    """Spans that do not overlap come back as they were."""
    spans, length = drawn

    assert spans == ROLES.read(ROLES.write(spans, length))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param("B-cue I-cue", [cue(0, 2)], id="a span that never ends, ends with its tags"),
        pytest.param("I-cue E-cue", [cue(0, 2)], id="one that was never begun begins with them"),
        pytest.param("O I-cue O", [cue(1, 2)], id="a word inside nothing is a span"),
        pytest.param("B-cue O E-cue", [cue(0, 1), cue(2, 3)], id="what is outside parts"),
        pytest.param("B-cue I-source", [cue(0, 1), source(1, 2)], id="another kind parts"),
        pytest.param("B-cue B-cue E-cue", [cue(0, 1), cue(1, 3)], id="a beginning parts"),
        pytest.param("B-cue E-cue I-cue", [cue(0, 2), cue(2, 3)], id="an end parts"),
        pytest.param("I-cue S-cue E-cue", [cue(0, 1), cue(1, 2), cue(2, 3)], id="a single parts"),
    ],
)
def test_reads_loosely(names: str, expected: list[TaggedSpan]) -> None:
    """Tags that may not follow one another are of different spans; no word is lost."""
    assert expected == PAIR.read_loosely(numbers(names))


@given(disjoint())
def test_reading_loosely_reads_what_was_written(drawn: tuple[list[TaggedSpan], int]) -> None:
    """Where nothing is wrong it makes no difference."""
    spans, length = drawn

    assert spans == ROLES.read_loosely(ROLES.write(spans, length))


@given(st.lists(st.integers(0, len(ROLES) - 1)))
def test_reading_loosely_reads_anything(tags: list[int]) -> None:
    """Of any sequence the words that are tagged make spans, in order, apart, each of one kind."""
    spans = ROLES.read_loosely(tags)

    assert [(at, tag) for at, tag in enumerate(tags) if tag] == [
        (at, tags[at]) for span in spans for at in range(span.first, span.end)
    ]
    assert all(ROLES.names[tags[at]][2:] == span.kind for span in spans for at in range(*span[1:]))
    assert all(span.first < span.end for span in spans)


@given(overlapping())
def test_what_is_written_is_valid(drawn: tuple[list[TaggedSpan], int]) -> None:
    """Any spans at all make a sequence that can be read, and that is written again as it was."""
    spans, length = drawn
    written = ROLES.write(spans, length)

    assert length == len(written)
    assert is_valid(written, ROLES)
    assert written == ROLES.write(ROLES.read(written), length)


@pytest.mark.parametrize("length", range(5))
def test_valid_sequences_are_those_that_can_be_written(length: int) -> None:
    """The rules on what may stand where allow what spans can make, and nothing else."""
    sequences = [list(each) for each in product(range(len(PAIR)), repeat=length)]
    written = [each for each in sequences if PAIR.write(PAIR.read(each), length) == each]

    assert written == [each for each in sequences if is_valid(each, PAIR)]


def test_voices_are_the_labels_of_sentences() -> None:
    """What the head for voices says of a sentence is what a result says of it, in one order."""
    assert tuple(label.value for label in Label) == VOICES
    assert {VOICE_HEAD: VOICES} == SENTENCE_HEADS


def test_a_head_labels_words_or_sentences() -> None:
    """No head is asked for both."""
    assert set() == set(WORD_HEADS) & set(SENTENCE_HEADS)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(HEAD, 13, id="a tag for each place in each role, and none"),
        pytest.param(NAMES_HEAD, 21, id="the same of names"),
        pytest.param(NOUNS_HEAD, 6, id="a label for each thing that nouns stand for"),
        pytest.param(VOICE_HEAD, 5, id="a voice each, and the weight of the word"),
    ],
)
def test_how_many_numbers_a_head_has_for_a_word(head: str, expected: int) -> None:
    """One for each label; one more where words speak for their sentence."""
    assert expected == scores_of(head)


def test_a_head_that_there_is_not() -> None:
    """Nobody knows its labels."""
    with pytest.raises(KeyError):
        scores_of("mood")
