"""What the words of a tagged cue say beside the fact that somebody speaks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from attrs import frozen

from attribution.analysis import Passage
from attribution.relations.clauses import interviewer
from attribution.relations.cues import Candidate
from attribution.relations.grammar import Grammar, Stretch
from attribution.relations.linking import Piece
from attribution.relations.phrases import quotes_as
from attribution.relations.reports import ReportJudge
from attribution.relations.stances import StanceReader
from attribution.relations.statements import span_of
from attribution.relations.views import SentenceView
from attribution.spans import Span
from attribution.vocabulary import Stance

__all__ = ["Sense", "SenseReader"]

LONGEST_PHRASE = 24
"""Words before a cue at which a phrase that reaches into it can begin."""
FARTHEST = 100
"""Words on either side of a cue in which its outlet is looked for, if the sentence is as long."""


@frozen(kw_only=True)
class Sense:
    """What a cue says; one that the lexicon does not know is speech if it takes a statement."""

    kind: str = "speech"
    stance: Stance = Stance.NEUTRAL
    outlet: Span | None = None
    source: Span | None = None
    """Who is quoted, where the tags have only who quotes: "the agency quoted S as saying"."""
    unnamed: bool = False
    """What is tagged as its source is nobody: "it is understood that"."""
    is_report: bool = True
    """Whether speech or thought is reported, and not conduct."""


class SenseReader:
    """Looks the cues of a passage up in the lexicon."""

    def __init__(self, passage: Passage, candidates: Sequence[Candidate], grammar: Grammar) -> None:
        self._words = passage.words
        self._sentences = passage.sentences
        self._candidates = candidates
        self._starts = [candidate.first for candidate in candidates]
        self._grammar = grammar
        self._judge = ReportJudge(passage)
        self._stances = StanceReader(passage, candidates, grammar)
        self._unquoted = [-1] * len(passage.words)

    def read(self, cue: Piece, source: Piece | None, contents: Sequence[Piece]) -> Sense:
        """What a cue says of the source and contents that are tagged around it."""
        candidate = self._candidate(cue)
        view = self._view(cue)
        content = [(piece.first, piece.end) for piece in contents]
        stance = self._stances.read(
            candidate,
            cue=(cue.first, cue.end),
            source=None if source is None else (source.first, source.end),
            contents=content,
        )
        if candidate is not None and candidate.cue.frame == "quotes_as":
            clause = quotes_as(view, candidate)
            if clause is not None:
                names_outlet = source is None or (source.first, source.end) == clause.addressee
                return Sense(
                    kind=candidate.cue.kind,
                    stance=stance,
                    outlet=span_of(self._words, clause.addressee),
                    source=span_of(self._words, clause.source) if names_outlet else None,
                )
        outlet = self._addressee(view, cue, candidate, content) or interviewer(view, content)
        is_report = self._judge.is_report(view, cue, candidate, source, contents)
        if candidate is None:
            return Sense(
                kind="speech" if is_report else "act",
                stance=stance,
                outlet=span_of(self._words, outlet),
                is_report=is_report,
            )
        return Sense(
            kind=candidate.cue.kind,
            stance=stance,
            outlet=span_of(self._words, outlet),
            unnamed=source is not None
            and candidate.cue.frame == "nobody_that"
            and candidate.first <= source.first < candidate.end,
            is_report=is_report,
        )

    def reaches(self, cue: Piece, content: Piece) -> bool:
        """
        Whether a cue can attribute a content.

        "According to S" ends with its sentence, and so do thoughts and conduct: what
        is said in the next one is announced by speech, not by "S was not pleased".
        """
        if content.sentence <= cue.sentence <= content.last_sentence:
            return True
        if content.block != cue.block:
            return False
        candidate = self._candidate(cue)
        if candidate is None:
            return True
        return candidate.cue.kind == "speech" and candidate.cue.frame != "source_after"

    def _candidate(self, cue: Piece) -> Candidate | None:
        """The first entry of the lexicon that shares words with a cue; the longest of equals."""
        number = bisect_left(self._starts, cue.first - LONGEST_PHRASE)
        while number < len(self._candidates) and self._starts[number] < cue.end:
            candidate = self._candidates[number]
            if candidate.end > cue.first and candidate.cue.frame != "no_cue":
                return candidate
            number += 1
        return None

    def _view(self, cue: Piece) -> SentenceView:
        sentence = self._words.inside(self._sentences[cue.sentence - 1])
        first = max(sentence.start, cue.first - FARTHEST)
        end = max(cue.end, min(sentence.stop, cue.end + FARTHEST))
        return SentenceView(self._words, first, end, self._unquoted, self._grammar)

    def _addressee(
        self,
        view: SentenceView,
        cue: Piece,
        candidate: Candidate | None,
        content: Sequence[Stretch],
    ) -> Stretch | None:
        """Who was told: the words right behind the cue that belong to no content."""
        told = self._grammar.classes["told_somebody"]
        if candidate is None or candidate.cue.text not in told:
            return None
        last = min((first for first, _ in content if first >= cue.end), default=view.stop)
        last = min(last, view.stop)
        if cue.end >= last:
            return None
        return self._grammar.phrase_after(self._words, cue.end, last, apposition=False)
