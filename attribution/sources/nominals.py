"""People, bodies and documents that prose describes by a noun: "a passer-by", "the guards"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from attribution.sources.lexicon import SourceLexicon
from attribution.sources.phrases import DEFINITE, INDEFINITE
from attribution.spans import Span
from attribution.words import Words

__all__ = ["find_nominals"]

LONGEST_DESCRIPTION = 5
"""Words from the determiner to the noun."""
_LINKS = frozenset("of for from at in".split())
_BEFORE_SENTENCE = frozenset('.!?…”"')


def find_nominals(
    words: Words,
    within: Sequence[Span],
    lexicon: SourceLexicon,
    nouns: Collection[int] = (),
    also: Collection[str] = (),
) -> Iterator[Span]:
    """
    Descriptions with an article or quantity, up to their noun, and bare plurals.

    Args:
        words: Of the article.
        within: Where to look.
        lexicon: Nouns, and what ends a description.
        nouns: What the encoder knows to be such nouns, by number; word lists decide
            where it did not run.
        also: Other nouns, in lower case, that are of interest.
    """
    texts, lower = words.texts, words.lower
    for span in within:
        numbers = words.inside(span)
        for head in numbers:
            word = lower[head]
            if word in lexicon.classes["not_name"]:
                continue
            if texts[head][0].isupper() and not _begins_sentence(words, head, numbers.start):
                if not _is_people(word, lexicon):
                    continue
            elif not (word in also or (head in nouns if nouns else _is_somebody(word, lexicon))):
                continue
            if not _ends_description(words, head, numbers.stop, lexicon):
                continue
            first = _first_of(words, head, numbers.start, lexicon)
            if first is None and (
                word in lexicon.group_nouns or word in also or texts[head][0].isupper()
            ):
                first = head
            if first is not None:
                yield words.span(first, _end_of(words, head + 1, numbers.stop))


def _begins_sentence(words: Words, number: int, start: int) -> bool:
    """Whether a word has its capital from where it stands: "Police", "Residents of the quay"."""
    before = words.texts[number - 1] if number > start else "."
    return before.isspace() or before in _BEFORE_SENTENCE


def _is_people(word: str, lexicon: SourceLexicon) -> bool:
    """ "Palestinians", "Republicans"."""
    if not word.endswith("s"):
        return False
    place = lexicon.place(word)
    return word in lexicon.classes["member_noun"] or (place is not None and place.form == "people")


def _is_somebody(word: str, lexicon: SourceLexicon) -> bool:
    return (
        word in lexicon.person_nouns
        or word in lexicon.group_nouns
        or word in lexicon.organisation_nouns
        or word in lexicon.document_nouns
    )


def _ends_description(words: Words, head: int, stop: int, lexicon: SourceLexicon) -> bool:
    """Whether no other noun follows that this one only describes: "police officer"."""
    if head + 1 >= stop:
        return True
    following = words.lower[head + 1]
    return not (
        following == "-"
        or lexicon.is_head(following)
        or (words.texts[head + 1][0].isupper() and following not in lexicon.classes["not_name"])
    )


def _first_of(words: Words, head: int, start: int, lexicon: SourceLexicon) -> int | None:
    """The determiner of a noun; ``None`` if it has none."""
    lower = words.lower
    for number in range(head - 1, max(start, head - LONGEST_DESCRIPTION) - 1, -1):
        word = lower[number]
        if word in _BEFORE_SENTENCE:
            return None
        if word in DEFINITE or word in INDEFINITE or word in lexicon.classes["quantity"]:
            return number
        if word in lexicon.classes["description_end"] and word != "-":
            return None
    return None


def _end_of(words: Words, end: int, stop: int) -> int:
    """Where a description ends whose noun is followed by "of Estonia", "at the University of …"."""
    texts, lower = words.texts, words.lower
    while end < stop and lower[end] in _LINKS:
        number = end + 2 if lower[end + 1 : end + 2] == ["the"] else end + 1
        if number >= stop or not texts[number][0].isupper():
            break
        while number < stop and (
            texts[number][0].isupper()
            or (lower[number] == "and" and number + 1 < stop and texts[number + 1][0].isupper())
        ):
            number += 1
        end = number
    return end
