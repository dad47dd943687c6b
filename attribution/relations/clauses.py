"""Who says what inside one sentence: cue, source and content around each candidate."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field

from attribution.relations.cues import Candidate
from attribution.relations.grammar import BREAKS, CLOSING, OPENING, Grammar, Stretch
from attribution.words import Words

__all__ = ["Clause", "find_clauses"]

SHORTEST_CONTENT = 2
"""Words before ", he said" that can be a content of their own."""
SHORT_DESCRIPTION = 6
"""Words in "said the head of the agency"."""
LONGEST_ASIDE_SUBJECT = 8
"""Words between "as" and the verb in "as the paper reported"."""
LONGEST_ADDRESSEE = 14
"""Words between "told" and "that"."""


@define(kw_only=True)
class Clause:
    """A relation by word numbers, still to be joined with quotations."""

    candidate: Candidate
    cue: Stretch
    source: Stretch | None = None
    content: list[Stretch] = field(factory=list)
    addressee: Stretch | None = None
    negated: bool = False
    nested_in: Clause | None = None
    shares_source: bool = False
    """Its subject is that of the clause before it ("…, adding that")."""
    unnamed: bool = False
    announces: bool = False
    """Its content is what follows the sentence."""


@define
class _Sentence:
    words: Words
    first: int
    end: int
    quoted: Sequence[int]
    """For each word of the text, the number of the spoken quotation it is in, or -1."""
    grammar: Grammar
    asides: list[Stretch] = field(factory=list)
    """Parentheses without a comma before them, which a sentence goes on after."""

    def resumes_at(self, number: int) -> int | None:
        """Where an aside that ends at this word began."""
        return next((start for start, end in self.asides if end == number), None)

    @property
    def stop(self) -> int:
        """The end without the full stop, which belongs to the sentence and not to a content."""
        end = self.end
        while end > self.first and (
            self.words.lower[end - 1].isspace()
            or self.words.lower[end - 1] in (".", "?", "!", ";", ":", "…", "...", "....")
        ):
            end -= 1
        return end

    def last_visible(self, number: int) -> int:
        """The last word before *number* that is not white space, or ``first - 1``."""
        number -= 1
        while number >= self.first and self.words.lower[number].isspace():
            number -= 1
        return number

    def is_open_quoted(self, number: int) -> bool:
        return self.quoted[number] >= 0


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
    sentence = _Sentence(words, first, end, quoted, grammar)
    clauses: list[Clause] = []
    taken = first
    for candidate in candidates:
        if candidate.first < taken or sentence.is_open_quoted(candidate.first):
            continue
        if candidate.cue.frame == "no_cue":
            taken = candidate.end
            continue
        clause = _build(sentence, candidate, clauses)
        if clause is not None:
            clause.addressee = clause.addressee or _interviewer(sentence, clause)
            clauses.append(clause)
            taken = candidate.end
    return [clause for clause in clauses if clause.nested_in is None or _is_statement(clause)]


def _is_statement(clause: Clause) -> bool:
    """Whether a clause is worth telling inside another: plain speech, not attitude."""
    cue = clause.candidate.cue
    return cue.frame != "verb" or {"quote", "end"} <= cue.follows_finite


def _interviewer(sentence: _Sentence, clause: Clause) -> Stretch | None:
    """To whom it was said, when that is told apart: "in an interview with the weekly"."""
    words, classes = sentence.words, sentence.grammar.classes
    for number in range(sentence.first, sentence.end - 2):
        if (
            words.lower[number] in classes["interview"]
            and words.lower[number + 1] in ("with", "to")
            and not any(start <= number < end for start, end in clause.content)
        ):
            return sentence.grammar.phrase_after(
                words, number + 2, sentence.end, apposition=False
            )
    return None


def _build(sentence: _Sentence, candidate: Candidate, earlier: list[Clause]) -> Clause | None:
    match candidate.cue.frame:
        case "source_after":
            return _source_after(sentence, candidate, earlier)
        case "possessive":
            return _possessive(sentence, candidate)
        case "nobody_that":
            return _nobody_that(sentence, candidate, earlier)
        case "nobody_subject":
            return _nobody_subject(sentence, candidate, earlier)
        case "noun_that":
            return _noun_that(sentence, candidate, earlier)
        case "quotes_as":
            return _quotes_as(sentence, candidate)
        case "verb":
            return _verb(sentence, candidate, earlier)
        case _:
            return None


def _content_around(sentence: _Sentence, hole: Stretch) -> list[Stretch]:
    """The rest of the sentence around a parenthesis such as "according to X"."""
    words = sentence.words
    parts = []
    before = hole[0]
    while before > sentence.first and (
        words.lower[before - 1] in BREAKS or words.lower[before - 1].isspace()
    ):
        before -= 1
    if before > sentence.first:
        parts.append((sentence.first, before))
    after = hole[1]
    while after < sentence.stop and (words.lower[after] in BREAKS or words.lower[after].isspace()):
        after += 1
    if after < sentence.stop:
        parts.append((after, sentence.stop))
    return parts


def _source_after(
    sentence: _Sentence, candidate: Candidate, earlier: list[Clause]
) -> Clause | None:
    words = sentence.words
    at_start = candidate.first - sentence.first <= 1
    source = sentence.grammar.phrase_after(
        words, candidate.end, sentence.stop, apposition=not at_start
    )
    if source is None:
        return None
    content = _content_around(sentence, (candidate.first, source[1]))
    if not content:
        return None
    clause = Clause(candidate=candidate, cue=(candidate.first, candidate.end), source=source, content=content)
    _adopt(clause, earlier)
    return clause


def _possessive(sentence: _Sentence, candidate: Candidate) -> Clause | None:
    words = sentence.words
    owner_end = next(
        (
            n
            for n in range(candidate.first + 1, candidate.end)
            if words.lower[n] in ("'s", "'") or words.lower[n] in sentence.grammar.classes["possessive"]
        ),
        None,
    )
    if owner_end is None:
        return None
    is_pronoun = words.lower[owner_end] in sentence.grammar.classes["possessive"]
    source = (owner_end, owner_end + 1) if is_pronoun else (candidate.first + 1, owner_end)
    content = _content_around(sentence, (candidate.first, candidate.end))
    if not content:
        return None
    return Clause(candidate=candidate, cue=(candidate.first, candidate.end), source=source, content=content)


def _nobody_that(
    sentence: _Sentence, candidate: Candidate, earlier: list[Clause]
) -> Clause | None:
    if _inside(earlier, candidate.first) or candidate.end >= sentence.stop:
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


def _continues_as_clause(sentence: _Sentence, end: int) -> bool:
    """Whether "it is believed" goes on; "it is hoped for" and "it was considered" end there."""
    return sentence.words.lower[end - 1] in ("of", "about") or sentence.words.lower[end] not in BREAKS


def _nobody_subject(
    sentence: _Sentence, candidate: Candidate, earlier: list[Clause]
) -> Clause | None:
    if _inside(earlier, candidate.first):
        return None
    words, grammar = sentence.words, sentence.grammar
    end = candidate.end - 1 if words.lower[candidate.end - 1] in ("to", "of", "as") else candidate.end
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


def _quotes_as(sentence: _Sentence, candidate: Candidate) -> Clause | None:
    """ "The agency quoted the ministry as saying …": the outlet speaks, the source is its object."""
    words, grammar = sentence.words, sentence.grammar
    verb = next(
        n
        for n in range(candidate.first, candidate.end)
        if words.lower[n] in grammar.classes["quoting_verb"]
    )
    as_ = next(n for n in range(candidate.end - 1, verb, -1) if words.lower[n] == "as")
    start = grammar.verb_group(words, verb, sentence.first)
    source: Stretch | None = (verb + 1, as_)
    outlet = grammar.phrase_before(words, start, sentence.first)
    if source[0] == source[1] or grammar.is_passive(words, start, verb):
        # "the ministry was quoted by the agency as saying"
        source, agent = outlet, source
        outlet = (agent[0] + 1, agent[1]) if words.lower[agent[0]] == "by" else None
    if source is None:
        return None
    clause = Clause(
        candidate=candidate, cue=(start, verb + 1), source=source, addressee=outlet
    )
    if candidate.end < sentence.stop:
        clause.content.append((candidate.end, sentence.stop))
    clause.announces = candidate.end >= sentence.stop or words.lower[sentence.stop - 1] in (
        grammar.classes["announcing"]
    )
    return clause


def _noun_that(sentence: _Sentence, candidate: Candidate, earlier: list[Clause]) -> Clause | None:
    words, grammar = sentence.words, sentence.grammar
    if _inside(earlier, candidate.first):
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
        candidate=candidate, cue=(candidate.first, end), source=source, content=[(end, sentence.stop)]
    )


def _inside(earlier: list[Clause], number: int) -> Clause | None:
    """The clause, if any, inside whose content a word stands."""
    for clause in reversed(earlier):
        if any(start <= number < end for start, end in clause.content):
            return clause
    return None


def _adopt(clause: Clause, earlier: list[Clause]) -> None:
    """Earlier clauses inside a new one's content are nested in it."""
    for other in earlier:
        if other.nested_in is None and any(
            start <= other.cue[0] and other.cue[1] <= end for start, end in clause.content
        ):
            other.nested_in = clause


def _verb(sentence: _Sentence, candidate: Candidate, earlier: list[Clause]) -> Clause | None:
    words, grammar, cue = sentence.words, sentence.grammar, candidate.cue
    is_phrase = candidate.form == "phrase"
    if not is_phrase and grammar.is_noun_here(words, candidate.first, sentence.first):
        return None
    if candidate.first > sentence.first and words.texts[candidate.first][0].isupper():
        # the State Department
        return None
    start = grammar.verb_group(words, candidate.first, sentence.first)
    if start > sentence.first and words.lower[start - 1] == "to":
        return None
    if not is_phrase and grammar.is_passive(words, start, candidate.first):
        return None
    end = candidate.end
    if is_phrase:
        if words.lower[end - 1] == "that":
            end -= 1
        follower, at = ("bare", end)
    else:
        follower, at = grammar.follower(words, end, sentence.end)
    allowed = (
        cue.follows_participle if candidate.form == "participle" else cue.follows_finite
    ) or frozenset(("bare",) if is_phrase else ())
    negated = grammar.is_negated(words, start, candidate.first)
    container = _inside(earlier, candidate.first)

    aside = _aside(sentence, start)
    if aside is not None:
        return _as_aside(sentence, candidate, aside, start, end, earlier)
    resumed = sentence.resumes_at(start)
    if resumed is not None:
        # "The agency has, as we reported, claimed that …"
        start = grammar.verb_group(words, resumed, sentence.first)
    if "end" in allowed and resumed is None:
        clause = _postposed(sentence, candidate, start, end, follower, at)
        if clause is not None:
            clause.negated = negated
            if container is None or _takes_all(clause, container):
                _adopt(clause, earlier)
                return clause
            return None
    if follower not in allowed and not (is_phrase and follower == "bare"):
        return None
    shares = _shares_source(sentence, candidate, start, earlier)
    if container is not None and not shares:
        clause = _nested(sentence, candidate, start, end, follower, at, container)
        return clause
    source = None
    if not shares:
        source = grammar.phrase_before(words, start, sentence.first)
        if source is None:
            return None
    if follower in grammar.classes["preposition"] or (follower == "to" and _takes_noun(sentence, at)):
        end = at + 1
    elif follower == "colon":
        end = at
    elif at > end and follower != "end":
        end = at
    content_start = at + 1 if follower == "colon" else end
    addressee, content_start = _addressee(sentence, candidate, content_start)
    clause = Clause(
        candidate=candidate,
        cue=(start if resumed is None else candidate.first, end),
        source=source,
        addressee=addressee,
        negated=negated,
        shares_source=shares,
    )
    while content_start < sentence.stop and words.lower[content_start] in (",", "—", "–"):
        content_start += 1
    if cue.kind == "speech" and words.lower[sentence.stop - 1] in grammar.classes["announcing"]:
        clause.announces = True
    elif content_start < sentence.stop:
        clause.content.append((content_start, sentence.stop))
    elif cue.kind == "speech" and follower in ("colon", "end"):
        clause.announces = True
    else:
        return None
    if shares and container is not None:
        _cut(container, start, sentence)
    return clause


def _aside(sentence: _Sentence, start: int) -> int | None:
    """Where "as S" begins, if that is what stands before a verb group."""
    lower = sentence.words.lower
    for number in range(start - 1, max(sentence.first - 1, start - LONGEST_ASIDE_SUBJECT), -1):
        if lower[number] == "as":
            return number if number < start - 1 else None
        if lower[number] in BREAKS or lower[number] in sentence.grammar.classes["subordinator"]:
            return None
    return None


def _as_aside(
    sentence: _Sentence,
    candidate: Candidate,
    aside: int,
    start: int,
    end: int,
    earlier: list[Clause],
) -> Clause | None:
    """ "As S reported, C": a whole clause for whom the sentence's own statement is the content."""
    words = sentence.words
    close = end
    while close < sentence.stop and words.lower[close] not in (",", "—", "–", ";"):
        close += 1
    if aside > sentence.first and words.lower[aside - 1] not in (",", "—", "–"):
        # Not set off on its left: what follows it goes on with what stands before.
        sentence.asides.append((aside, min(close + 1, sentence.stop)))
        return None
    if candidate.cue.kind != "speech" or close - end > LONGEST_ASIDE_SUBJECT:
        return None
    content = _content_around(sentence, (aside, close))
    if not content:
        return None
    clause = Clause(candidate=candidate, cue=(start, end), source=(aside + 1, start), content=content)
    _adopt(clause, earlier)
    return clause


def _takes_all(clause: Clause, container: Clause) -> bool:
    return bool(clause.content) and clause.content[0][0] <= container.cue[0]


def _takes_noun(sentence: _Sentence, at: int) -> bool:
    """Whether "to" is a preposition here (pointed to the report) and not an infinitive."""
    following = sentence.words.lower[at + 1 : at + 2]
    if not following:
        return False
    word = following[0]
    return (
        word in sentence.grammar.classes["determiner"]
        or sentence.words.texts[at + 1][0].isupper()
        or word in sentence.grammar.classes["object_pronoun"]
    )


def _cut(container: Clause, at: int, sentence: _Sentence) -> None:
    """End a content where the next clause of the same source begins."""
    words = sentence.words
    end = at
    while end > sentence.first and (
        words.lower[end - 1] in BREAKS | {"and", "but"} or words.lower[end - 1].isspace()
    ):
        end -= 1
    container.content = [
        (start, min(stop, end)) for start, stop in container.content if start < end
    ]


def _shares_source(
    sentence: _Sentence, candidate: Candidate, start: int, earlier: list[Clause]
) -> bool:
    """Whether the verb has the subject of the clause before it."""
    if not earlier:
        return False
    before = sentence.last_visible(start)
    if before < sentence.first:
        return False
    word = sentence.words.lower[before]
    if candidate.form == "participle":
        return word == "," or word in CLOSING or word in ("and", "—", "–")
    return candidate.cue.kind == "speech" and word in ("and", "but") and (
        sentence.grammar.follower(sentence.words, candidate.end, sentence.end)[0]
        in ("that", "quote", "colon")
    )


def _nested(
    sentence: _Sentence,
    candidate: Candidate,
    start: int,
    end: int,
    follower: str,
    at: int,
    container: Clause,
) -> Clause | None:
    """A statement inside the content of another, when plainly one: "said that X said that …"."""
    if candidate.form != "finite" or follower not in ("that", "quote", "colon", "bare"):
        return None
    if not {"quote", "end"} <= candidate.cue.follows_finite:
        return None
    bounds = next((s, e) for s, e in container.content if s <= candidate.first < e)
    source = sentence.grammar.phrase_before(sentence.words, start, bounds[0])
    if source is None or at >= bounds[1] or not _names_somebody(sentence, source):
        return None
    content_start = at + 1 if follower == "colon" else end
    addressee, content_start = _addressee(sentence, candidate, content_start)
    if content_start >= bounds[1]:
        return None
    return Clause(
        candidate=candidate,
        cue=(start, end),
        source=source,
        content=[(content_start, bounds[1])],
        addressee=addressee,
        nested_in=container,
        negated=sentence.grammar.is_negated(sentence.words, start, candidate.first),
    )


def _names_somebody(sentence: _Sentence, source: Stretch) -> bool:
    words, classes = sentence.words, sentence.grammar.classes
    first = words.lower[source[0]]
    return (
        words.texts[source[0]][0].isupper()
        or first in classes["determiner"]
        or first in classes["subject_pronoun"]
    )


def _addressee(
    sentence: _Sentence, candidate: Candidate, start: int
) -> tuple[Stretch | None, int]:
    """Who was told, and where what they were told begins."""
    if candidate.cue.text not in sentence.grammar.classes["told_somebody"]:
        return None, start
    words, classes = sentence.words, sentence.grammar.classes
    if start < sentence.end and words.lower[start] in ("that", "if", "whether", "how", "why", "what"):
        return None, start
    stop = min(sentence.stop, start + LONGEST_ADDRESSEE)
    for number in range(start, stop):
        word = words.lower[number]
        if number > start and (
            word in ("that", "if", "whether", "how", "why", "what", "when", "where", "to", "about", "there")
            or (word in OPENING and word not in ("'", "’"))
            or (word in classes["subject_pronoun"] and word not in ("who", "it", "you"))
            or word == ":"
        ):
            return (start, number), number + (word == ":")
        if word in (",", ";", "—", "–") :
            return (start, number), number + 1
    first_is_pronoun = start < sentence.stop and words.lower[start] in classes["object_pronoun"]
    if first_is_pronoun:
        return (start, start + 1), start + 1
    end = start
    while end < stop and (words.texts[end][0].isupper() or words.lower[end] in classes["determiner"] or words.lower[end] in ("of", "'s")):
        end += 1
    if start < end < sentence.stop:
        return (start, end), end
    return None, start


def _postposed(
    sentence: _Sentence, candidate: Candidate, start: int, end: int, follower: str, at: int
) -> Clause | None:
    """ "C," S said.  /  "C," said S.  /  "C1," S said, "C2"."""
    words, grammar = sentence.words, sentence.grammar
    before = sentence.last_visible(start)
    if before >= sentence.first and _is_boundary(sentence, before) and candidate.form == "finite":
        # said S
        if words.lower[start] not in grammar.classes["auxiliary"] and follower not in ("that", "quote", "colon", "end", "wh"):
            source = grammar.phrase_after(words, end, sentence.stop)
            content = _before(sentence, before)
            if (
                source is not None
                and content is not None
                and (words.lower[before] in CLOSING or _ends_sentence(sentence, source))
            ):
                return Clause(
                    candidate=candidate,
                    cue=(start, end),
                    source=source,
                    content=[content, *_rest(sentence, source[1])],
                )
        if words.lower[before] in CLOSING:
            return None
    source = grammar.phrase_before(words, start, sentence.first)
    if source is None:
        return None
    boundary = sentence.last_visible(source[0])
    if boundary < sentence.first or not _is_boundary(sentence, boundary):
        return None
    if follower in ("that", "colon", "wh") or (follower == "quote" and words.lower[at - 1] != ","):
        return None
    content = _before(sentence, boundary)
    if content is None:
        return None
    after_quote = words.lower[boundary] in CLOSING
    tail_end = end
    addressee: Stretch | None = None
    if follower == "bare" and candidate.cue.text in grammar.classes["told_somebody"]:
        addressee = grammar.phrase_after(words, end, sentence.stop, apposition=False)
    if follower != "end":
        if not (
            after_quote
            or addressee is not None
            or grammar.begins_adverbial(words, at, sentence.end)
            or follower in ("to", "in", "on", "at", "during", "of", "after", "when", "by", "about")
        ):
            return None
        tail_end = next((n for n in range(at, sentence.stop) if words.lower[n] in (",", ";")), sentence.stop)
    return Clause(
        candidate=candidate,
        cue=(start, end),
        source=source,
        content=[content, *_rest(sentence, tail_end)],
        addressee=addressee,
    )


def _ends_sentence(sentence: _Sentence, source: Stretch) -> bool:
    """Whether "…, said S" can be what it seems: a name or short description, then nothing much."""
    words = sentence.words
    named = words.texts[source[0]][0].isupper()
    if not named and source[1] - source[0] > SHORT_DESCRIPTION:
        return False
    return source[1] >= sentence.stop or words.lower[source[1]] in BREAKS or (
        sentence.grammar.begins_adverbial(words, source[1], sentence.stop)
    )


def _is_boundary(sentence: _Sentence, number: int) -> bool:
    """Whether a clause can end at this word."""
    word = sentence.words.lower[number]
    return word in (",", "—", "–", "--") or (
        word in CLOSING
        and (sentence.quoted[number] >= 0 or sentence.words.lower[number - 1] in (",", "?", "!", "."))
    )


def _before(sentence: _Sentence, boundary: int) -> Stretch | None:
    """The content before ", he said": the sentence up to the boundary."""
    words = sentence.words
    end = boundary + 1 if words.lower[boundary] in CLOSING else boundary
    start = sentence.first
    while start < end and words.lower[start].isspace():
        start += 1
    size = sum(words.texts[n][0].isalnum() for n in range(start, end))
    if words.lower[boundary] in CLOSING:
        return (start, end) if size else None
    if size < SHORTEST_CONTENT or words.lower[start] in sentence.grammar.classes["preposition"] and size < 8:
        return None
    if words.lower[start] in ("if", "when", "while", "although", "though", "as", "because", "since", "after", "before", "unless", "despite", "but", "and", "still", "however") and size < 8:
        return None
    if size <= 3 and sentence.grammar.is_adverb(words.lower[start]):
        return None
    return start, end


def _rest(sentence: _Sentence, after: int) -> list[Stretch]:
    """The second half of a split content: “A,” he said, “B.”"""
    words = sentence.words
    number = after
    while number < sentence.stop and (words.lower[number] in (",", ";", ":") or words.lower[number].isspace()):
        number += 1
    if number >= sentence.stop or number == after:
        return []
    word = words.lower[number]
    if word in OPENING or sentence.quoted[number] >= 0:
        return [(number, sentence.stop)]
    classes = sentence.grammar.classes
    if (
        word.endswith("ing")
        or word in classes["preposition"]
        or word in classes["subordinator"]
        or word in classes["relative"]
        or word in classes["conjunction"]
        or word in classes["determiner"] and sentence.quoted[sentence.first] >= 0
        or sentence.quoted[sentence.first] >= 0
    ):
        return []
    return [(number, sentence.stop)]
