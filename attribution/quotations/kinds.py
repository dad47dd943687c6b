"""What the words between two marks are: speech, a title, a term, or a scare quote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from attrs import frozen

from attribution.quotations.pairing import Pair
from attribution.vocabulary import QuotationKind

__all__ = ["QuotationCues", "kind_of"]

LONGEST_PHRASE = 4
"""Words: a longer quotation is speech unless it is written like a title."""
TITLE_CASE_SHARE = 0.75
_WORD = re.compile(r"[^\W_][\w’'.-]*")
_SMALL_WORDS = frozenset(
    "a an and as at but by for from in into nor of on or over the to up vs with".split()
)
_SENTENCE_END = ".?!…"
_CLAUSE_WORDS = frozenset(
    "i we you he she they it's i'm we're you're don't am is are was were be been will would shall"
    " should can could may might must has have had do does did won't can't isn't aren't".split()
)
"""A phrase with one of these is (part of) a statement, not a name for something."""


@frozen
class QuotationCues:
    """Which words before a short quotation say what it is."""

    term: re.Pattern[str]
    title: re.Pattern[str]

    @classmethod
    def from_rows(cls, rows: Iterable[Sequence[str]]) -> QuotationCues:
        """From pairs of a kind and the words before."""
        words: dict[str, list[str]] = {"term": [], "title": []}
        for kind, before in rows:
            words[kind].append(re.escape(before))
        term, title = (
            re.compile(
                rf"(?<!\w)(?:{'|'.join(alternatives)})(?: the| a| an|,)?\s*\Z", re.IGNORECASE
            )
            for alternatives in (words["term"], words["title"])
        )
        return cls(term, title)


def kind_of(text: str, pair: Pair, cues: QuotationCues) -> QuotationKind:
    """
    Judge a quotation by its words and those around it.

    Somebody's words are long, or a sentence, or set off by a comma or colon;
    what is left are titles (in title case), terms and nicknames (introduced as
    such, or between two names), and words the author holds at arm's length.
    """
    inner = text[pair.inner.slice].strip()
    words = _WORD.findall(inner)
    before = text[max(0, pair.span.start - 40) : pair.span.start]
    after = text[pair.span.end : pair.span.end + 40]
    in_title_case = _in_title_case(words)
    if pair.continues or not words:
        return QuotationKind.SPEECH
    if cues.title.search(before) and (in_title_case or len(words) <= LONGEST_PHRASE):
        return QuotationKind.TITLE
    if len(words) <= LONGEST_PHRASE and cues.term.search(before):
        return QuotationKind.TERM
    if _is_sentence(inner, before, after):
        return QuotationKind.SPEECH
    if _is_nickname(words, before, after):
        return QuotationKind.TERM
    if in_title_case and 2 <= len(words) <= 2 * LONGEST_PHRASE:
        return QuotationKind.TITLE
    if len(words) > 1 and any(word.lower().replace("’", "'") in _CLAUSE_WORDS for word in words):
        return QuotationKind.SPEECH
    if len(words) > LONGEST_PHRASE or not pair.closed:
        return QuotationKind.SPEECH
    if len(words) == 1 and words[0][0].isupper() and not words[0].isupper():
        return QuotationKind.TERM
    return QuotationKind.SCARE


def _in_title_case(words: list[str]) -> bool:
    long = [word for word in words if word.lower() not in _SMALL_WORDS]
    if not long or (not words[0][0].isupper() and not words[0][0].isdigit()):
        return False
    return sum(word[0].isupper() or word[0].isdigit() for word in long) >= TITLE_CASE_SHARE * len(
        long
    )


def _is_sentence(inner: str, before: str, after: str) -> bool:
    """Whether it is punctuated as an utterance of its own."""
    if before.rstrip().endswith(":"):
        return True
    utterance = inner.endswith((*_SENTENCE_END, ",")) and inner[:1].isupper()
    stands_alone = not before.strip() or before.endswith("\n") or before.rstrip()[-1] in ".?!,"
    if utterance and stands_alone:
        return True
    # “Nonsense”, said the minister.  /  “Nonsense” – the minister.
    return stands_alone and bool(re.match(r"\s?[,–—]\s?[\w“]", after)) and inner[:1].isupper()


def _is_nickname(words: list[str], before: str, after: str) -> bool:
    """John “Shorty” Doe."""
    return (
        len(words) <= 2
        and bool(re.search(r"[A-Z][\w’'.-]+\s\Z", before))
        and bool(re.match(r"\s[A-Z]\w", after))
        and words[0][0].isupper()
    )
