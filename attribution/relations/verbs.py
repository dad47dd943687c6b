"""Clauses around cue verbs: S says that C, and what becomes of it in the sentence."""

from __future__ import annotations

from attribution.relations.cues import Candidate
from attribution.relations.grammar import BREAKS, CLOSING, FORWARD, OPENING, Stretch
from attribution.relations.postposed import postposed
from attribution.relations.views import (
    Clause,
    SentenceView,
    VerbGroup,
    adopt,
    content_around,
    enclosing,
)

__all__ = ["verb_clause"]

LONGEST_ASIDE_SUBJECT = 8
"""Words between "as" and the verb in "as the paper reported"."""
_CONTRASTING = ("but", "while", "whereas", "although", "though")
"""What parts the statements of two people: "the mayor said A, but the doctor said B"."""
LONGEST_CIRCUMSTANCE = 12
"""Words between "said" and "that" in "said in a letter to the mayor that"."""
LONGEST_ADDRESSEE = 14
"""Words between "told" and "that"."""


def verb_clause(
    sentence: SentenceView, candidate: Candidate, earlier: list[Clause]
) -> Clause | None:
    """The clause of a verb, if it attributes in the company that it keeps here."""
    group = _read_group(sentence, candidate)
    if group is None:
        return None
    aside = _aside(sentence, group.start)
    if aside is not None:
        return _as_aside(sentence, group, aside, earlier)
    container = enclosing(earlier, candidate.first)
    if "end" in group.allows and not group.resumes:
        clause = postposed(sentence, group)
        if clause is not None:
            if container is not None and not _takes_all(clause, container):
                return None
            if _is_spent(clause.content[0], earlier):
                return None
            adopt(clause, earlier)
            return clause
    if group.follower not in group.allows:
        return None
    if _shares_source(sentence, group, earlier):
        clause = _preposed(sentence, group, source=None)
        if clause is not None and container is not None:
            _cut(container, group.start, sentence)
        return clause
    if container is not None:
        return _nested(sentence, group, container)
    if group.candidate.form == "participle":
        source = _subject_of_sentence(sentence, group)
    else:
        source = (
            sentence.grammar.phrase_before(sentence.words, group.start, sentence.first)
            or _subject_of_conjoined(sentence, group)
            or _subject_before_comma(sentence, group)
        )
    if source is None or not _agrees(sentence, group, source):
        return None
    return _preposed(sentence, group, source=source)


def _agrees(sentence: SentenceView, group: VerbGroup, source: Stretch) -> bool:
    """Whether the verb can be one, given its subject; phrases and -ing forms always can."""
    verb = (group.start, group.candidate.first + 1)
    return group.candidate.form != "finite" or sentence.grammar.agrees(sentence.words, source, verb)


def _read_group(sentence: SentenceView, candidate: Candidate) -> VerbGroup | None:
    """The verb with its auxiliaries and what follows it; ``None`` for a noun or a passive."""
    words, grammar = sentence.words, sentence.grammar
    is_phrase = candidate.form == "phrase"
    if candidate.first > sentence.first and words.texts[candidate.first][0].isupper():
        # the State Department
        return None
    if (not is_phrase or grammar.also_noun(words.lower[candidate.first])) and grammar.is_noun_here(
        words, candidate.first, sentence.first
    ):
        return None
    start = grammar.verb_group(words, candidate.first, sentence.first)
    if start > sentence.first and words.lower[start - 1] == "to":
        return None
    if not is_phrase and grammar.is_passive(words, start, candidate.first):
        return None
    end = candidate.end
    if is_phrase:
        end -= words.lower[end - 1] == "that"
        # is determined “not to
        marks = (n for n in range(candidate.first, end) if words.lower[n] in OPENING - {"'"})
        end = next(marks, end)
        follower, at, allows = "bare", end, frozenset(("bare",))
    else:
        follower, at = grammar.follower(words, end, sentence.end)
        allows = (
            candidate.cue.follows_participle
            if candidate.form == "participle"
            else candidate.cue.follows_finite
        )
    if follower == "bare" and _has_gap(sentence, start, at):
        follower = "that"
    resumed = sentence.resumes_at(start)
    return VerbGroup(
        candidate=candidate,
        start=start if resumed is None else grammar.verb_group(words, resumed, sentence.first),
        end=end,
        follower=follower,
        at=at,
        allows=allows,
        resumes=resumed is not None,
    )


def _has_gap(sentence: SentenceView, start: int, at: int) -> bool:
    """Whether a statement lacks its subject: "a camp, which they call A, but critics say is B"."""
    words = sentence.words
    return (
        at < sentence.stop
        and words.lower[at] in ("is", "are", "was", "were")
        and any(words.lower[n] == "which" for n in range(sentence.first, start))
    )


def _subject_of_sentence(sentence: SentenceView, group: VerbGroup) -> Stretch | None:
    """Who closed the road in "S closed the road, saying that"; or the noun phrase before it."""
    words, grammar = sentence.words, sentence.grammar
    if words.lower[group.start - 1] == "," and group.candidate.cue.kind == "speech":
        verb = _first_verb(sentence, group.start)
        if verb is not None:
            return grammar.phrase_before(words, verb, sentence.first)
    return grammar.phrase_before(words, group.start, sentence.first)


def _first_verb(sentence: SentenceView, end: int) -> int | None:
    """Where the first verb group of a sentence begins, before word number *end*."""
    for number in range(sentence.first + 1, end):
        if sentence.grammar.is_finite(sentence.words, number):
            return sentence.grammar.verb_group(sentence.words, number, sentence.first)
    return None


def _subject_of_conjoined(sentence: SentenceView, group: VerbGroup) -> Stretch | None:
    """Who closed the road in "S closed the road and said that"."""
    words, grammar, first = sentence.words, sentence.grammar, group.candidate.first
    if group.start == sentence.first or words.lower[group.start - 1] not in ("and", "but"):
        return None
    if group.candidate.cue.kind != "speech":
        return None
    if grammar.also_noun(words.lower[first]) or (group.start < first and group.follower == "bare"):
        # speeches and comments on; a rare and unexpectedly announced visit
        return None
    verb = _first_verb(sentence, group.start - 1)
    if verb is None or (
        words.lower[verb] in grammar.classes["auxiliary"]
        and group.candidate.cue.text in grammar.classes["told_somebody"]
    ):
        # was arrested and told
        return None
    return grammar.phrase_before(words, verb, sentence.first)


def _subject_before_comma(sentence: SentenceView, group: VerbGroup) -> Stretch | None:
    """S in "Lydia Ruiz of the ministry, says that": a comma too many parts S from its verb."""
    words = sentence.words
    if group.start == sentence.first or words.lower[group.start - 1] != ",":
        return None
    if group.follower not in ("that", "quote", "colon"):
        return None
    source = sentence.grammar.phrase_before(words, group.start - 1, sentence.first)
    return source if source is not None and source[0] == sentence.first else None


def _end_of_cue(sentence: SentenceView, group: VerbGroup) -> int:
    """Where a cue ends with the adverbs and the preposition that belong to it."""
    if group.follower in sentence.grammar.classes["preposition"] and (
        group.follower != "to" or _takes_noun(sentence, group.at)
    ):
        return group.at + 1
    if group.follower == "colon" or (group.at > group.end and group.follower != "end"):
        return group.at
    return group.end


def _preposed(sentence: SentenceView, group: VerbGroup, *, source: Stretch | None) -> Clause | None:
    """S says that C; without a source of its own it has that of the clause before it."""
    words, grammar, cue = sentence.words, sentence.grammar, group.candidate.cue
    resumption = _after_circumstance(sentence, group)
    end = group.end if resumption is not None else _end_of_cue(sentence, group)
    content_start = group.at + 1 if group.follower == "colon" else resumption or end
    addressee, content_start = _addressee(sentence, group.candidate, content_start)
    while content_start < sentence.stop and words.lower[content_start] in (",", "—", "–", ":"):
        content_start += 1
    clause = Clause(
        candidate=group.candidate,
        # "The agency has, as we reported, claimed": only what stands after the aside.
        cue=(group.candidate.first if group.resumes else group.start, end),
        source=source,
        addressee=addressee,
        shares_source=source is None,
    )
    points_forward = words.lower[sentence.stop - 1] in grammar.classes["announcing"]
    if cue.kind == "speech" and (
        points_forward or (content_start >= sentence.stop and group.follower in ("colon", "end"))
    ):
        clause.announces = True
    elif content_start < sentence.stop:
        clause.content.append((content_start, _relative_end(sentence, source, content_start)))
    else:
        return None
    return clause


def _relative_end(sentence: SentenceView, source: Stretch | None, start: int) -> int:
    """Where the content of a relative clause ends: "Hill, who said it rained, left"."""
    words, grammar = sentence.words, sentence.grammar
    if source is None or words.lower[source[1] - 1] != "who" or words.lower[source[0] - 1] != ",":
        return sentence.stop
    for number in range(start, sentence.stop - 1):
        after = words.lower[number + 1]
        finite = after in grammar.classes["auxiliary"] or after in grammar.past_forms
        if words.lower[number] == "," and finite:
            return number
    return sentence.stop


def _after_circumstance(sentence: SentenceView, group: VerbGroup) -> int | None:
    """Where the content begins behind when and where: "said on Monday that"."""
    words, at = sentence.words, group.at
    if words.lower[group.end : group.end + 2] in FORWARD:
        return group.end + 2
    if at + 1 >= sentence.stop:
        return None
    dated = (
        words.lower[at : at + 1] in (["in"], ["on"], ["at"]) and words.texts[at + 1][0].isupper()
    )
    if not dated and not sentence.grammar.begins_adverbial(words, at, sentence.stop):
        return None
    for number in range(at + 1, min(sentence.stop, at + LONGEST_CIRCUMSTANCE)):
        word = words.lower[number]
        if word in ("that", ":") or (word in OPENING and word not in ("'", "’")):
            return number
    return None


def _aside(sentence: SentenceView, start: int) -> int | None:
    """Where "as S" begins, if that is what stands before a verb group."""
    lower = sentence.words.lower
    for number in range(start - 1, max(sentence.first - 1, start - LONGEST_ASIDE_SUBJECT), -1):
        if lower[number] == "as" and lower[number - 1] != "such":
            return number if number < start - 1 else None
        if lower[number] in BREAKS or lower[number] in sentence.grammar.classes["subordinator"]:
            return None
    return None


def _as_aside(
    sentence: SentenceView, group: VerbGroup, aside: int, earlier: list[Clause]
) -> Clause | None:
    """ "As S reported, C": a whole clause for whom the sentence's own statement is the content."""
    words = sentence.words
    close = group.end
    while close < sentence.stop and words.lower[close] not in (",", "—", "–", ";"):
        close += 1
    if aside > sentence.first and words.lower[aside - 1] not in (",", "—", "–"):
        # Not set off on its left: what follows it goes on with what stands before.
        sentence.asides.append((aside, min(close + 1, sentence.stop)))
        return None
    if group.candidate.cue.kind != "speech" or close - group.end > LONGEST_ASIDE_SUBJECT:
        return None
    if enclosing(earlier, aside) is not None or _interrupts(aside, close, earlier):
        # "The agency claimed, as we reported, that C": the agency's word counts.
        return None
    content = content_around(sentence, (aside, close))
    if not content:
        return None
    clause = Clause(
        candidate=group.candidate,
        cue=(group.start, group.end),
        source=(aside + 1, group.start),
        content=content,
    )
    adopt(clause, earlier)
    return clause


def _interrupts(aside: int, close: int, earlier: list[Clause]) -> bool:
    """Whether an aside stands between the cue and the content of an earlier clause."""
    return any(
        clause.cue[1] <= aside and clause.content and clause.content[0][0] >= close
        for clause in earlier
    )


def _is_spent(content: Stretch, earlier: list[Clause]) -> bool:
    """Whether what stands before a cue is the "according to X" of another clause."""
    return any(
        clause.source is not None
        and min(clause.cue[0], clause.source[0]) <= content[0]
        and content[1] <= max(clause.cue[1], clause.source[1])
        for clause in earlier
    )


def _takes_all(clause: Clause, container: Clause) -> bool:
    """
    Whether a content that stands before its cue takes in all of another clause.

    After "S said, adding that C", a further "he added" only says so again.
    """
    if container.shares_source:
        return False
    return bool(clause.content) and clause.content[0][0] <= container.cue[0]


def _takes_noun(sentence: SentenceView, at: int) -> bool:
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


def _cut(container: Clause, at: int, sentence: SentenceView) -> None:
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


def _shares_source(sentence: SentenceView, group: VerbGroup, earlier: list[Clause]) -> bool:
    """Whether the verb has the subject of the clause before it."""
    before = sentence.last_visible(group.start)
    if not earlier or before < sentence.first:
        return False
    word = sentence.words.lower[before]
    if group.candidate.form == "participle":
        return word in (",", "and", "—", "–") or word in CLOSING
    return (
        group.candidate.cue.kind == "speech"
        and word in ("and", "but")
        and group.follower in ("that", "quote", "colon")
    )


def _nested(sentence: SentenceView, group: VerbGroup, container: Clause) -> Clause | None:
    """A statement inside the content of another: "said that X said that …"."""
    if group.candidate.form != "finite" or group.follower not in ("that", "quote", "colon", "bare"):
        return None
    at = group.candidate.first
    bounds = next((start, end) for start, end in container.content if start <= at < end)
    source = sentence.grammar.phrase_before(sentence.words, group.start, bounds[0])
    if source is None or not _names_somebody(sentence, source):
        return None
    if sentence.words.lower[source[0] - 1] in _CONTRASTING:
        _cut(container, source[0] - 1, sentence)
        return _preposed(sentence, group, source=source)
    start = group.at + 1 if group.follower == "colon" else group.end
    addressee, start = _addressee(sentence, group.candidate, start)
    if start >= bounds[1]:
        return None
    return Clause(
        candidate=group.candidate,
        cue=(group.start, group.end),
        source=source,
        content=[(start, bounds[1])],
        addressee=addressee,
        nested_in=container,
    )


def _names_somebody(sentence: SentenceView, source: Stretch) -> bool:
    """Whether a noun phrase begins like one that can speak."""
    words, classes = sentence.words, sentence.grammar.classes
    first = words.lower[source[0]]
    return (
        words.texts[source[0]][0].isupper()
        or first in classes["determiner"]
        or first in classes["subject_pronoun"]
        or words.lower[source[1] - 1].endswith("s")
    )


def _addressee(
    sentence: SentenceView, candidate: Candidate, start: int
) -> tuple[Stretch | None, int]:
    """Who was told, and where what they were told begins."""
    if candidate.cue.text not in sentence.grammar.classes["told_somebody"]:
        return None, start
    words, classes = sentence.words, sentence.grammar.classes
    if start < sentence.end and words.lower[start] in classes["told_clause"]:
        return None, start
    stop = min(sentence.stop, start + LONGEST_ADDRESSEE)
    for number in range(start, stop):
        word = words.lower[number]
        if number > start and (
            word in classes["told_clause"]
            or word in classes["told_else"]
            or (word in OPENING and word not in ("'", "’"))
            or (word in classes["subject_pronoun"] and word not in ("who", "it", "you"))
            or word == ":"
        ):
            return (start, number), number + (word == ":")
        if word in (",", ";", "—", "–"):
            return (start, number), number + 1
    first_is_pronoun = start < sentence.stop and words.lower[start] in classes["object_pronoun"]
    if first_is_pronoun:
        return (start, start + 1), start + 1
    end = start
    while end < stop and (
        words.texts[end][0].isupper()
        or (end == start and words.lower[end] in classes["determiner"])
        or words.lower[end] in ("of", "'s")
    ):
        end += 1
    if start < end < sentence.stop:
        return (start, end), end
    return None, start
