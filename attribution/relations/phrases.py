"""Clauses around cue phrases: "according to X", "in X's view", "there is talk of"."""

from __future__ import annotations

from attribution.relations.cues import Candidate
from attribution.relations.grammar import BREAKS, CLOSING, Stretch
from attribution.relations.views import Clause, SentenceView, adopt, content_around, enclosing

__all__ = [
    "nobody_subject",
    "nobody_that",
    "noun_that",
    "possessive",
    "quotes_as",
    "source_after",
]


def source_after(
    sentence: SentenceView, candidate: Candidate, earlier: list[Clause]
) -> Clause | None:
    """ "According to SOURCE, CONTENT", in any order."""
    words = sentence.words
    at_start = candidate.first - sentence.first <= 1
    source = sentence.grammar.phrase_after(
        words, candidate.end, sentence.stop, apposition=not at_start
    )
    if source is None:
        return None
    content = content_around(sentence, (candidate.first, source[1]))
    if not content:
        return None
    clause = Clause(
        candidate=candidate, cue=(candidate.first, candidate.end), source=source, content=content
    )
    adopt(clause, earlier)
    return clause


def possessive(sentence: SentenceView, candidate: Candidate) -> Clause | None:
    """ "In SOURCE's view, CONTENT"."""
    words = sentence.words
    owner_end = next(
        (
            n
            for n in range(candidate.first + 1, candidate.end)
            if words.lower[n] in ("'s", "'")
            or words.lower[n] in sentence.grammar.classes["possessive"]
        ),
        None,
    )
    if owner_end is None:
        return None
    is_pronoun = words.lower[owner_end] in sentence.grammar.classes["possessive"]
    source = (owner_end, owner_end + 1) if is_pronoun else (candidate.first + 1, owner_end)
    content = content_around(sentence, (candidate.first, candidate.end))
    if not content:
        return None
    return Clause(
        candidate=candidate, cue=(owner_end + 1, candidate.end), source=source, content=content
    )


def nobody_that(
    sentence: SentenceView, candidate: Candidate, earlier: list[Clause]
) -> Clause | None:
    """ "There is talk of CONTENT": nobody is named."""
    if enclosing(earlier, candidate.first) or candidate.end >= sentence.stop:
        return None
    end = candidate.end
    if sentence.words.lower[end - 1] == "that":
        end -= 1
    elif sentence.words.lower[end - 1].isalpha() and not _continues_as_clause(sentence, end):
        return None
    return Clause(
        candidate=candidate,
        cue=(candidate.first, end),
        content=[(end, sentence.stop)],
        unnamed=True,
    )


def _continues_as_clause(sentence: SentenceView, end: int) -> bool:
    """Whether "it is believed" goes on; "it is hoped for" and "it was considered" end there."""
    return (
        sentence.words.lower[end - 1] in ("of", "about") or sentence.words.lower[end] not in BREAKS
    )


def nobody_subject(
    sentence: SentenceView, candidate: Candidate, earlier: list[Clause]
) -> Clause | None:
    """ "X is expected to …": subject and predicate are the content; nobody is named."""
    if enclosing(earlier, candidate.first):
        return None
    words, grammar = sentence.words, sentence.grammar
    end = (
        candidate.end - 1 if words.lower[candidate.end - 1] in ("to", "of", "as") else candidate.end
    )
    start = grammar.verb_group(words, candidate.first, sentence.first)
    subject = grammar.phrase_before(words, start, sentence.first)
    if subject is None or end >= sentence.stop:
        return None
    return Clause(
        candidate=candidate,
        cue=(start, end),
        content=[subject, (end, sentence.stop)],
        unnamed=True,
    )


def quotes_as(sentence: SentenceView, candidate: Candidate) -> Clause | None:
    """ "OUTLET quoted SOURCE as saying CONTENT", or the same in the passive."""
    words, grammar = sentence.words, sentence.grammar
    verb = next(
        n
        for n in range(candidate.first, candidate.end)
        if words.lower[n] in grammar.classes["quoting_verb"]
    )
    as_ = next(n for n in range(candidate.end - 1, verb, -1) if words.lower[n] == "as")
    start = grammar.verb_group(words, verb, sentence.first)
    subject = grammar.phrase_before(words, start, sentence.first)
    quoted = (verb + 1, as_)
    source: Stretch | None = quoted
    outlet = subject
    if quoted[0] == quoted[1] or grammar.is_passive(words, start, verb):
        # "the ministry was quoted by the agency as saying"
        source = subject
        outlet = (quoted[0] + 1, quoted[1]) if words.lower[quoted[0]] == "by" else None
    if source is None:
        return None
    clause = Clause(candidate=candidate, cue=(start, verb + 1), source=source, addressee=outlet)
    content_start = candidate.end + (words.lower[candidate.end : candidate.end + 1] == [":"])
    if words.lower[content_start : content_start + 1] == ["by"]:
        # "C," S was quoted as saying by the agency
        by = grammar.phrase_after(words, content_start + 1, sentence.stop, apposition=False)
        clause.addressee = clause.addressee or by
        content_start = sentence.stop if by is None else by[1]
    said_before = _said_before(sentence, start if subject is None else subject[0])
    if said_before is not None:
        clause.content.append(said_before)
        return clause
    if content_start < sentence.stop:
        clause.content.append((content_start, sentence.stop))
    clause.announces = (
        candidate.end >= sentence.stop
        or words.lower[sentence.stop - 1] in grammar.classes["announcing"]
    )
    return clause


def _said_before(sentence: SentenceView, at: int) -> Stretch | None:
    """The quotation that ends right before a word."""
    before = sentence.last_visible(at)
    if before <= sentence.first or sentence.words.lower[before] not in CLOSING:
        return None
    return sentence.first, before + 1


def noun_that(sentence: SentenceView, candidate: Candidate, earlier: list[Clause]) -> Clause | None:
    """ "SOURCE's claim that CONTENT"."""
    words, grammar = sentence.words, sentence.grammar
    if enclosing(earlier, candidate.first):
        return None
    before = candidate.first - 1
    if before < sentence.first:
        return None
    source: Stretch | None = None
    if words.lower[before] in grammar.classes["possessive"]:
        source = (before, before + 1)
    elif words.lower[before] in ("'s", "'"):
        phrase = grammar.phrase_before(words, before, sentence.first)
        source = phrase
    if source is None:
        return None
    end = candidate.first + 1
    return Clause(
        candidate=candidate,
        cue=(candidate.first, end),
        source=source,
        content=[(end, sentence.stop)],
    )
