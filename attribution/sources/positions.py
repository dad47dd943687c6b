"""Where in an article something stands: in which sentence, and as what."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from attrs import frozen

from attribution.sources.lexicon import SourceLexicon
from attribution.spans import Span
from attribution.words import Words

__all__ = ["Positions", "Spot"]

LEAD_WORDS = 5
"""Words that can stand before a subject: "On Monday the …"."""
PHRASE_WORDS = 6
"""Words back from a name among which its phrase begins: "the Russian Foreign Minister"."""
_ENDS = frozenset(".!?…")
_CLOSES = frozenset("”\"’'»)]")
_SUBJECTS = frozenset("i you he she it we they who".split())
_JOINTS = frozenset("and but or because while when if that as although though whereas".split())
_DETERMINERS = frozenset("the a an this that these those his her their its our my both".split())
_PREPOSITIONS = frozenset(
    "of in on at from with by to for about against between under over after before into through"
    " during without within among toward towards near like including behind beside beyond".split()
)


@frozen
class Spot:
    """Where one mention stands."""

    start: int
    sentence: int
    """By number."""
    paragraph: int
    """By number."""
    form: str
    """``name``, ``nominal`` or ``pronoun``."""
    is_subject: bool
    """It begins a sentence or clause, or speaks."""
    is_dependent: bool
    """It hangs on a preposition, or owns what follows it."""
    speaks: bool
    """An attribution names it as its source."""


class Positions:
    """
    The sentences and paragraphs of an article's prose.

    Args:
        words: Of the whole article.
        prose: Its paragraphs, in reading order.
    """

    def __init__(self, words: Words, prose: Iterable[Span], lexicon: SourceLexicon) -> None:
        self._words = words
        self._lexicon = lexicon
        self._paragraphs: list[int] = []
        self._firsts: list[int] = []
        for block in prose:
            self._paragraphs.append(block.start)
            numbers = words.inside(block)
            self._firsts.extend(_sentence_starts(words.texts, numbers.start, numbers.stop))
        self._starts = [words.starts[first] for first in self._firsts]

    def sentence(self, at: int) -> int:
        """The number of the sentence at an offset."""
        return bisect_right(self._starts, at) - 1

    def paragraph(self, at: int) -> int:
        """The number of the paragraph at an offset."""
        return bisect_right(self._paragraphs, at) - 1

    def spot(self, span: Span, form: str, *, speaks: bool = False) -> Spot:
        """Where a mention stands."""
        first, end = self._words.first_at(span.start), self._words.first_at(span.end)
        sentence = self.sentence(span.start)
        begins = self._phrase_start(first) if form == "name" else first
        return Spot(
            start=span.start,
            sentence=sentence,
            paragraph=self.paragraph(span.start),
            form=form,
            is_subject=speaks or form == "pronoun" or self._is_subject(begins, sentence),
            is_dependent=not speaks and self._is_dependent(begins, end),
            speaks=speaks,
        )

    def _phrase_start(self, number: int) -> int:
        """Where the titles, nationalities and article before a name begin."""
        texts, lower, lexicon = self._words.texts, self._words.lower, self._lexicon
        first = number
        while first and number - first < PHRASE_WORDS:
            word = lower[first - 1]
            if word in _DETERMINERS:
                return first - 1
            if not (
                (
                    texts[first - 1][0].isupper()
                    and word not in lexicon.classes["not_name"]
                    and word not in lexicon.classes["date"]
                )
                or lexicon.is_head(word)
            ):
                break
            first -= 1
        return first

    def _leads(self, first: int, sentence: int) -> bool:
        """Whether nothing but a short phrase stands before a word in its sentence."""
        if sentence < 0:
            return False
        lower = self._words.lower
        lead = [word for word in lower[self._firsts[sentence] : first] if word[0].isalnum()]
        between = lower[self._firsts[sentence] : first]
        return (
            len(lead) <= LEAD_WORDS
            and not ("," in between[:-1] or _SUBJECTS.intersection(lead))
            and not _PREPOSITIONS.intersection(lead[-1:])
        )

    def _is_subject(self, first: int, sentence: int) -> bool:
        return self._leads(first, sentence) or (
            first > 0 and self._words.lower[first - 1] in _JOINTS
        )

    def _is_dependent(self, first: int, end: int) -> bool:
        lower = self._words.lower
        return (first > 0 and lower[first - 1] in _PREPOSITIONS) or lower[end : end + 1] == ["'s"]


def _sentence_starts(texts: Sequence[str], first: int, end: int) -> Iterable[int]:
    """The words with which sentences begin, roughly: abbreviations are words of their own."""
    begins = True
    for number in range(first, end):
        text = texts[number]
        if text.isspace():
            begins = begins or "\n" in text
        elif begins and text not in _CLOSES:
            yield number
            begins = False
        if text[-1] in _ENDS and (len(text) == 1 or text.strip(".") == ""):
            begins = True
