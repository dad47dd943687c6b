"""A sentence and the clauses found in it, by word numbers."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field, frozen

from attribution.relations.cues import Candidate
from attribution.relations.grammar import BREAKS, Grammar, Stretch
from attribution.words import Words

__all__ = ["Clause", "SentenceView", "VerbGroup", "adopt", "content_around", "enclosing"]


@define(kw_only=True)
class Clause:
    """A relation by word numbers, still to be joined with quotations."""

    candidate: Candidate
    cue: Stretch
    source: Stretch | None = None
    content: list[Stretch] = field(factory=list)
    addressee: Stretch | None = None
    nested_in: Clause | None = None
    shares_source: bool = False
    """Its subject is that of the clause before it ("…, adding that")."""
    unnamed: bool = False
    announces: bool = False
    """Its content is what follows the sentence."""


@frozen(kw_only=True)
class VerbGroup:
    """A verb that may attribute, and the company it keeps."""

    candidate: Candidate
    start: int
    """Where its auxiliaries begin."""
    end: int
    follower: str
    """What follows, as ``seeds/cue_verbs.tsv`` names it, at word number `at`."""
    at: int
    allows: frozenset[str]
    """What may follow it if it is to attribute."""
    resumes: bool
    """Whether an aside without a comma before it parts it from its subject."""


@define
class SentenceView:
    """One sentence of a text, as the search for clauses sees it."""

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

    def is_quoted(self, number: int) -> bool:
        """Whether a word stands inside somebody's quoted words."""
        return self.quoted[number] >= 0


def content_around(sentence: SentenceView, hole: Stretch) -> list[Stretch]:
    """The rest of the sentence around a parenthesis such as "according to X"."""
    words = sentence.words
    parts = []
    before = hole[0]
    while before > sentence.first and (
        words.lower[before - 1] in BREAKS or words.lower[before - 1].isspace()
    ):
        before -= 1
    introduction = sentence.grammar.classes["intro_adverb"]
    if any(word not in introduction for word in words.lower[sentence.first : before]):
        parts.append((sentence.first, before))
    after = hole[1]
    while after < sentence.stop and (words.lower[after] in BREAKS or words.lower[after].isspace()):
        after += 1
    if after < sentence.stop:
        parts.append((after, sentence.stop))
    return parts


def enclosing(earlier: list[Clause], number: int) -> Clause | None:
    """The clause, if any, inside whose content a word stands."""
    for clause in reversed(earlier):
        if any(start <= number < end for start, end in clause.content):
            return clause
    return None


def adopt(clause: Clause, earlier: list[Clause]) -> None:
    """Earlier clauses inside a new one's content are nested in it."""
    for other in earlier:
        if other.nested_in is None and any(
            start <= other.cue[0] and other.cue[1] <= end for start, end in clause.content
        ):
            other.nested_in = clause
            other.content = [
                (max(start, first), min(end, last))
                for start, end in other.content
                for first, last in clause.content
                if max(start, first) < min(end, last)
            ]
