"""Contents before their cue: "C," S said.  "C," said S.  "C1," S said, "C2"."""

from __future__ import annotations

from itertools import islice, takewhile

from attribution.relations.grammar import BREAKS, CLOSING, OPENING, Stretch
from attribution.relations.views import Clause, SentenceView, VerbGroup

__all__ = ["postposed"]

SHORTEST_CONTENT = 2
"""Words before ", he said" that can be a content of their own."""
_CIRCUMSTANCES = ("to", "in", "on", "at", "during", "of", "after", "when", "by", "about")
_OCCASIONS = ("when", "while", "as", "after")
"""What opens a clause about how it came to be said: "C," S said when asked."""
_CONDITIONS = ("if", "when", "unless", "although", "because")
"""What opens a content that goes on behind its cue: "If it rains, he said, the dam will break"."""
LONGEST_CIRCUMSTANCE = 14
"""Words between "told" or "said" and "that"."""
SHORT_DESCRIPTION = 6
"""Words in "said the head of the agency"."""


def postposed(sentence: SentenceView, group: VerbGroup) -> Clause | None:
    """The clause whose content, or its first half, stands before the cue."""
    if group.candidate.form == "finite":
        before = sentence.last_visible(group.start)
        if before >= sentence.first and _is_boundary(sentence, before):
            clause = _inverted(sentence, group, before)
            if clause is not None or sentence.words.lower[before] in CLOSING:
                return clause
    return _subject_first(sentence, group)


def _inverted(sentence: SentenceView, group: VerbGroup, boundary: int) -> Clause | None:
    """ "C," said S."""
    words, grammar = sentence.words, sentence.grammar
    if words.lower[group.start] in grammar.classes["auxiliary"]:
        return None
    if group.follower in ("that", "quote", "colon", "end", "wh"):
        return None
    if group.follower in grammar.classes["preposition"]:
        # a story, told by people without fans
        return None
    source = grammar.phrase_after(words, group.end, sentence.stop)
    if source is not None and words.lower[source[0]] in grammar.classes["object"]:
        # Ayoub, a general, denied it
        return None
    content = _before(sentence, boundary)
    if source is None or content is None:
        return None
    if words.lower[boundary] not in CLOSING and not _ends_sentence(sentence, source):
        return None
    return Clause(
        candidate=group.candidate,
        cue=(group.start, group.end),
        source=source,
        content=[content, *_rest(sentence, source[1])],
    )


def _subject_first(sentence: SentenceView, group: VerbGroup) -> Clause | None:
    """ "C," S said."""
    words, grammar = sentence.words, sentence.grammar
    source = grammar.phrase_before(words, group.start, sentence.first)
    if source is None:
        return None
    boundary = sentence.last_visible(source[0])
    if boundary < sentence.first or not _is_boundary(sentence, boundary):
        return None
    follower = group.follower
    goes_on = follower == "end" and sentence.words.lower[group.end : group.end + 1] == [","]
    closes = words.lower[boundary] in CLOSING
    if follower in ("that", "colon") or (
        follower == "wh" and not (closes and words.lower[group.at] in _OCCASIONS)
    ):
        return None
    if follower == "quote" and words.lower[group.at - 1] != ",":
        return None
    if not closes and _goes_on_behind(sentence, group):
        return None
    content = _before(sentence, boundary, goes_on=goes_on)
    if content is None:
        return None
    addressee: Stretch | None = None
    if follower == "bare" and group.candidate.cue.text in grammar.classes["told_somebody"]:
        addressee = grammar.phrase_after(words, group.end, sentence.stop, apposition=False)
    tail = group.end
    if follower != "end":
        if not (
            closes
            or addressee is not None
            or grammar.begins_adverbial(words, group.at, sentence.end)
            or follower in _CIRCUMSTANCES
        ):
            return None
        tail = next(
            (n for n in range(group.at, sentence.stop) if words.lower[n] in (",", ";")),
            sentence.stop,
        )
    return Clause(
        candidate=group.candidate,
        cue=(group.start, group.end),
        source=source,
        content=[content, *_rest(sentence, tail)],
        addressee=addressee,
    )


def _goes_on_behind(sentence: SentenceView, group: VerbGroup) -> bool:
    """
    Whether the content stands behind the cue, and only a circumstance before it.

    "With the pumps in place, S announced on Monday that C"; "In an essay on dams, S wrote, “C”".
    """
    words, after = sentence.words, group.end + 1
    quotes = after < sentence.stop and (
        words.lower[group.end] == ","
        and (words.lower[after] in OPENING or sentence.is_quoted(after))
    )
    if group.follower == "quote" or quotes:
        first = words.lower[sentence.first]
        return (
            first in sentence.grammar.classes["preposition"]
            or first in sentence.grammar.classes["subordinator"]
        )
    if group.follower == "end":
        return False
    behind = takewhile(lambda n: words.lower[n] not in BREAKS, range(group.at, sentence.stop))
    return any(words.lower[n] == "that" for n in islice(behind, LONGEST_CIRCUMSTANCE))


def _ends_sentence(sentence: SentenceView, source: Stretch) -> bool:
    """Whether "…, said S" can be what it seems: a name or short description, then nothing much."""
    words = sentence.words
    named = words.texts[source[0]][0].isupper()
    if not named and source[1] - source[0] > SHORT_DESCRIPTION:
        return False
    grammar, inside = sentence.grammar, words.lower[source[0] : source[1]]
    if len(inside) > 1 and inside[0] in grammar.classes["subject_pronoun"]:
        # "Hill, a doctor, said it rained"
        return False
    main = takewhile(lambda word: word not in grammar.classes["relative"], inside)
    if not named and any(word in grammar.past_forms or word.endswith("ed") for word in main):
        return False
    return (
        source[1] >= sentence.stop
        or words.lower[source[1]] in BREAKS
        or (sentence.grammar.begins_adverbial(words, source[1], sentence.stop))
    )


def _is_boundary(sentence: SentenceView, number: int) -> bool:
    """Whether a clause can end at this word."""
    word = sentence.words.lower[number]
    return word in (",", "—", "–", "--") or (
        word in CLOSING
        and (
            sentence.quoted[number] >= 0 or sentence.words.lower[number - 1] in (",", "?", "!", ".")
        )
    )


def _before(sentence: SentenceView, boundary: int, *, goes_on: bool = False) -> Stretch | None:
    """The content before ", he said": the sentence up to the boundary."""
    words = sentence.words
    end = boundary + 1 if words.lower[boundary] in CLOSING else boundary
    start = sentence.first
    while start < end and words.lower[start].isspace():
        start += 1
    size = sum(words.texts[n][0].isalnum() for n in range(start, end))
    if words.lower[boundary] in CLOSING:
        return (start, end) if size else None
    if size < SHORTEST_CONTENT:
        return None
    if goes_on and words.lower[start] in _CONDITIONS:
        return start, end
    if words.lower[start] in sentence.grammar.classes["preposition"] and size < 8:
        return None
    if (
        words.lower[start]
        in (
            "if",
            "when",
            "while",
            "although",
            "though",
            "as",
            "because",
            "since",
            "after",
            "before",
            "unless",
            "despite",
            "but",
            "and",
            "still",
            "however",
        )
        and size < 8
    ):
        return None
    if size <= 3 and sentence.grammar.is_adverb(words.lower[start]):
        return None
    return start, end


def _rest(sentence: SentenceView, after: int) -> list[Stretch]:
    """The second half of a content that its cue splits: “A,” he said, “B”."""
    words = sentence.words
    number = after
    while number < sentence.stop and (
        words.lower[number] in (",", ";", ":") or words.lower[number].isspace()
    ):
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
        or (word in classes["determiner"] and sentence.quoted[sentence.first] >= 0)
        or sentence.quoted[sentence.first] >= 0
    ):
        return []
    return [(number, sentence.stop)]
