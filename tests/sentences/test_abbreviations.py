"""Abbreviations are known as they are written."""

from __future__ import annotations

from attribution.sentences import Abbreviations


def test_case_tells_words_from_abbreviations() -> None:
    """ "Ill." is a state, "ill." is a word; capitals are always allowed."""
    known = Abbreviations.from_entries(["Gen."], final=["Ill."])

    assert frozenset({"Gen.", "GEN."}) == known.inner
    assert frozenset({"Ill.", "ILL."}) == known.final


def test_entries_of_several_words_count_word_by_word() -> None:
    """Only the words with a stop matter."""
    known = Abbreviations.from_entries(["Lt. Gov."], final=["et al."])

    assert frozenset({"Lt.", "LT.", "Gov.", "GOV."}) == known.inner
    assert frozenset({"al.", "AL."}) == known.final


def test_what_may_end_a_sentence_is_not_inner() -> None:
    """An entry of both lists may end a sentence."""
    assert frozenset() == Abbreviations.from_entries(["Co."], final=["Co."]).inner
