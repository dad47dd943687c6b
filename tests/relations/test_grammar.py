"""Word classes in their place."""

from __future__ import annotations

import pytest
from builders import mark
from claims import grammar

from attribution.spans import Span
from attribution.words import Words, find_words


def read(marked: str) -> tuple[Words, dict[str, tuple[int, int]]]:
    """The words of a text, and each role by word numbers."""
    text, spans = mark(marked)
    words = find_words(text)
    return words, {role: numbers(words, found[0]) for role, found in spans.items()}


def numbers(words: Words, span: Span) -> tuple[int, int]:
    inside = words.inside(span)
    return inside.start, inside.stop


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("also", True),
        ("quickly", True),
        ("still", True),
        ("family", False),
        ("italy", False),
        ("ally", False),
        ("dam", False),
    ],
)
def test_adverbs_are_told_by_list_and_ending(word: str, expected: bool) -> None:
    """A word in -ly is an adverb unless it is a known exception."""
    assert expected == grammar().is_adverb(word)


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("He [group:said]", id="a verb alone"),
        pytest.param("He [group:has said]", id="an auxiliary"),
        pytest.param("He [group:did not say]", id="a negation"),
        pytest.param("He [group:didn't say]", id="a contracted negation"),
        pytest.param("He [group:has repeatedly said]", id="an adverb"),
        pytest.param("He [group:is going to say]", id="going to"),
        pytest.param("He [group:continued to say]", id="continued to"),
        pytest.param("He then [group:said]", id="but not an adverb of the sentence"),
    ],
)
def test_a_verb_group_is_the_verb_with_its_helpers(marked: str) -> None:
    """Auxiliaries, negation and adverbs before the verb belong to its group."""
    words, roles = read(marked)
    start, end = roles["group"]

    assert start == grammar().verb_group(words, end - 1, 0)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("He [group:was told]", True, id="was told"),
        pytest.param("He [group:has been told]", True, id="has been told"),
        pytest.param("He [group:is widely quoted]", True, id="with an adverb"),
        pytest.param("He [group:told]", False, id="told"),
        pytest.param("He [group:has told]", False, id="has told"),
        pytest.param("He[group:'s told]", False, id="'s is as often has"),
        pytest.param("He [group:is telling]", False, id="is telling"),
    ],
)
def test_a_passive_has_a_form_of_be_before_a_past_form(marked: str, expected: bool) -> None:
    """In the passive the subject is told, not telling."""
    words, roles = read(marked)
    start, end = roles["group"]

    assert expected == grammar().is_passive(words, start, end - 1)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("the [word:report] rained", True, id="after an article"),
        pytest.param("his [word:claim] rained", True, id="after a possessive"),
        pytest.param("of [word:talk] and", True, id="after a preposition"),
        pytest.param("a [word:state]-level talk", True, id="before a hyphen"),
        pytest.param("two [word:claims] were", True, id="a plural before an auxiliary"),
        pytest.param("two [word:talks] ended", True, id="a plural before a past form"),
        pytest.param("they [word:report] rain", False, id="after a pronoun"),
        pytest.param("many [word:claim] that", False, id="after a quantity that can be a subject"),
        pytest.param("this [word:reported] rain", True, id="a past form after this"),
    ],
)
def test_some_words_stand_where_only_a_noun_can(marked: str, expected: bool) -> None:
    """The neighbours of a word tell a noun from a verb."""
    words, roles = read(marked)

    assert expected == grammar().is_noun_here(words, roles["word"][0], 0)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("[cue:said] that it rained", "that", id="that"),
        pytest.param("[cue:said] “it rained”", "quote", id="an opening mark"),
        pytest.param("[cue:said]: it rained", "colon", id="a colon"),
        pytest.param("[cue:said] as follows: it", "colon", id="as follows"),
        pytest.param("[cue:said] the following: it", "colon", id="the following"),
        pytest.param("[cue:asked] whether it rained", "wh", id="whether"),
        pytest.param("[cue:asked] why it rained", "wh", id="why"),
        pytest.param("[cue:refused] to go", "to", id="to"),
        pytest.param("[cue:warned] of rain", "of", id="a preposition"),
        pytest.param("[cue:said] it rained", "bare", id="a clause"),
        pytest.param("[cue:said] also that it rained", "that", id="that, behind an adverb"),
        pytest.param("[cue:said].", "end", id="a full stop"),
        pytest.param("[cue:said], it rained", "end", id="a comma"),
        pytest.param("[cue:said]", "end", id="nothing"),
    ],
)
def test_what_follows_a_cue_has_a_name(marked: str, expected: str) -> None:
    """The names are those of the lexicon."""
    words, roles = read(marked)

    assert expected == grammar().follower(words, roles["cue"][1], len(words))[0]


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("[phrase:She] said", id="a pronoun"),
        pytest.param("[phrase:Ana Reyes] said", id="a name"),
        pytest.param("[phrase:Ana Reyes (D-Md.)] said", id="a name with brackets"),
        pytest.param("[phrase:The WHO] said", id="a name that looks like a pronoun"),
        pytest.param("Yesterday [phrase:the mayor of Marl] said", id="a noun with its preposition"),
        pytest.param("In May, [phrase:the mayor] said", id="behind a comma"),
        pytest.param("[phrase:Ana Reyes, a doctor], said", id="with an apposition"),
        pytest.param("[phrase:Ana Reyes and Hugh Hill] said", id="two joined"),
        pytest.param("It rained and [phrase:Hugh Hill] said", id="behind another clause"),
        pytest.param("It rained because [phrase:he] said", id="behind a conjunction"),
        pytest.param("“It rained,” [phrase:the mayor] said", id="behind a quotation"),
    ],
)
def test_a_subject_is_the_noun_phrase_before_its_verb(marked: str) -> None:
    """The phrase ends where the verb group begins and starts where its clause does."""
    words, roles = read(marked)
    start, end = roles["phrase"]

    assert (start, end) == grammar().phrase_before(words, len(words) - 1, 0)


@pytest.mark.parametrize(
    "text", ["said", ", said", "of said", "the said", "it rained, and, said"], ids=repr
)
def test_not_every_verb_has_a_subject(text: str) -> None:
    """Where no noun phrase stands before the verb there is none."""
    words = find_words(text)

    assert grammar().phrase_before(words, len(words) - 1, 0) is None


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("said [phrase:Ana Reyes]", id="a name"),
        pytest.param("said [phrase:Ana Reyes (D-Md.)].", id="with brackets"),
        pytest.param("said [phrase:Ana Reyes, the mayor of Marl].", id="with an apposition"),
        pytest.param("said [phrase:Ana Reyes, who won]", id="with a relative clause"),
        pytest.param("said [phrase:the mayor] on Monday", id="without a day"),
        pytest.param("said [phrase:the mayor] in a statement", id="without a place"),
        pytest.param("said [phrase:the mayor], will hold", id="without a predicate"),
        pytest.param("said [phrase:the mayor], adding that", id="without a participle"),
        pytest.param("said [phrase:the mayor] when it rained", id="without a clause"),
        pytest.param("said [phrase:Hill] made it", id="without a verb"),
    ],
)
def test_a_phrase_after_a_cue_ends_where_something_else_begins(marked: str) -> None:
    """Appositions belong to a noun phrase; times, places and predicates do not."""
    words, roles = read(marked)

    assert roles["phrase"] == grammar().phrase_after(words, 1, len(words))
