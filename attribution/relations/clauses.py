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
    for candidate in candidates:
        if sentence.is_open_quoted(candidate.first):
            continue
        clause = _build(sentence, candidate, clauses)
        if clause is not None:
            clauses.append(clause)
    return clauses


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
        case _:
            return _verb(sentence, candidate, earlier)


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
    source = sentence.grammar.phrase_after(words, candidate.end, sentence.stop)
    if source is None:
        return None
    at_start = candidate.first - sentence.first <= 1
    if at_start and source[1] < sentence.stop and words.lower[source[1]] not in BREAKS | OPENING:
        # "According to X the talks failed": the source ends where the next subject begins.
        source = _cut_at_next_phrase(sentence, source)
    content = _content_around(sentence, (candidate.first, source[1]))
    if not content:
        return None
    if earlier and not at_start and content and earlier[-1].content:
        covering = earlier[-1]
        covering.nested_in = None
    clause = Clause(candidate=candidate, cue=(candidate.first, candidate.end), source=source, content=content)
    _adopt(clause, earlier)
    return clause


def _cut_at_next_phrase(sentence: _Sentence, source: Stretch) -> Stretch:
    return source


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
    start = grammar.verb_group(words, candidate.first, sentence.first)
    if start > sentence.first and words.lower[start - 1] == "to":
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

    if "end" in allowed:
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
        cue=(start, end),
        source=source,
        addressee=addressee,
        negated=negated,
        shares_source=shares,
    )
    if content_start < sentence.stop:
        clause.content.append((content_start, sentence.stop))
    elif follower == "colon" or words.lower[sentence.end - 1] == ":" or candidate.end >= sentence.stop:
        clause.announces = True
    else:
        return None
    if shares and container is not None:
        _cut(container, start, sentence)
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
    if candidate.cue.kind != "speech" or follower not in ("that", "quote", "colon", "bare"):
        return None
    if candidate.form != "finite" or (follower == "bare" and "end" not in candidate.cue.follows_finite):
        return None
    bounds = next((s, e) for s, e in container.content if s <= candidate.first < e)
    source = sentence.grammar.phrase_before(sentence.words, start, bounds[0])
    if source is None or at >= bounds[1]:
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
            if source is not None and content is not None:
                return Clause(
                    candidate=candidate,
                    cue=(start, end),
                    source=source,
                    content=[content, *_rest(sentence, source[1])],
                )
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
    if follower != "end":
        if not (
            after_quote
            or grammar._begins_adverbial(words, at, sentence.end)
            or follower in ("to", "in", "on", "at", "during", "of", "after", "when", "by", "about")
        ):
            return None
        tail_end = next((n for n in range(at, sentence.stop) if words.lower[n] in (",", ";")), sentence.stop)
    return Clause(
        candidate=candidate,
        cue=(start, end),
        source=source,
        content=[content, *_rest(sentence, tail_end)],
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
