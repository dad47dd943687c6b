"""Who says what inside one sentence: cue, source and content around each candidate."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.relations.cues import Candidate
from attribution.relations.grammar import Grammar, Stretch
from attribution.relations.phrases import (
    nobody_subject,
    nobody_that,
    noun_that,
    possessive,
    quotes_as,
    source_after,
)
from attribution.relations.verbs import verb_clause
from attribution.relations.views import Clause, SentenceView
from attribution.words import Words

__all__ = ["find_clauses", "interviewer"]


def find_clauses(
    words: Words,
    first: int,
    end: int,
    candidates: Sequence[Candidate],
    quoted: Sequence[int],
    grammar: Grammar,
) -> list[Clause]:
    """
    Relations in the sentence of words *first* to *end*, in reading order.

    Candidates are tried from left to right. One that stands inside the content
    of an earlier one is nested there, unless it takes the whole of it as its own
    content (", aides said") or goes on in the same breath (", adding that").
    """
    sentence = SentenceView(words, first, end, quoted, grammar)
    clauses: list[Clause] = []
    taken = first
    for candidate in candidates:
        if candidate.first < taken or sentence.is_quoted(candidate.first):
            continue
        if any(c.source and c.source[0] <= candidate.first < c.source[1] for c in clauses):
            # "according to a manifest seen by the agency"
            continue
        if candidate.cue.frame == "no_cue":
            taken = candidate.end
            continue
        clause = _build(sentence, candidate, clauses)
        if clause is not None:
            clause.addressee = clause.addressee or interviewer(sentence, clause.content)
            clauses.append(clause)
            taken = candidate.end
    return [clause for clause in clauses if clause.nested_in is None or _is_statement(clause)]


def _is_statement(clause: Clause) -> bool:
    """
    Whether a clause is worth telling inside another: plain speech, not attitude.

    "According to the agency, Lee believes that C": there the attitude is all that is told.
    """
    cue = clause.candidate.cue
    if clause.nested_in is not None and clause.nested_in.candidate.cue.frame == "source_after":
        return cue.kind != "act"
    return cue.frame != "verb" or {"quote", "end"} <= cue.follows_finite


def interviewer(sentence: SentenceView, content: Sequence[Stretch]) -> Stretch | None:
    """To whom a content was said, when that is told apart: "in an interview with the weekly"."""
    words, classes = sentence.words, sentence.grammar.classes
    for number in range(sentence.first, sentence.end - 2):
        if (
            words.lower[number] in classes["interview"]
            and words.lower[number + 1] in ("with", "to")
            and not any(start <= number < end for start, end in content)
        ):
            last = min((s for s, _ in content if s > number), default=sentence.end)
            return sentence.grammar.phrase_after(words, number + 2, last, apposition=False)
    return None


def _build(sentence: SentenceView, candidate: Candidate, earlier: list[Clause]) -> Clause | None:
    """The clause that a candidate makes, by the frame of its cue."""
    match candidate.cue.frame:
        case "source_after":
            return source_after(sentence, candidate, earlier)
        case "possessive":
            return possessive(sentence, candidate)
        case "nobody_that":
            return nobody_that(sentence, candidate, earlier)
        case "nobody_subject":
            return nobody_subject(sentence, candidate, earlier)
        case "noun_that":
            return noun_that(sentence, candidate, earlier)
        case "quotes_as":
            return quotes_as(sentence, candidate)
        case "verb":
            return verb_clause(sentence, candidate, earlier)
        case _:
            return None
