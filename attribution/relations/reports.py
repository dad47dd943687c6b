"""Whether a tagged attribution reports what somebody says or thinks, or only how he behaves."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.analysis import Passage
from attribution.relations.cues import Candidate
from attribution.relations.linking import Piece
from attribution.relations.views import SentenceView
from attribution.spans import Span, SpanIndex
from attribution.vocabulary import QuotationKind

__all__ = ["ReportJudge"]

_MAYBE = frozenset(("may", "might", "could"))
_MODAL = _MAYBE | {"would", "will", "'d", "'ll"}
_CONDITIONS = frozenset(("if", "unless", "whether"))
_ASKING = frozenset(("ask", "wonder", "question", "inquire", "enquire", "query"))
_RELATIVES = frozenset(("which", "who", "whom", "that", "what"))
_STATED = frozenset(("that", "to", "quote", "colon", "wh"))
"""What follows a passive that says what somebody was told."""
_NOBODY = frozenset(("someone", "somebody", "anyone", "anybody", "nobody"))
_BEFORE_IMPERATIVE = frozenset("please do don't n't not never just try to".split())


class ReportJudge:
    """
    Tells reports from what corpora annotate beside them.

    PolNeAR has attitudes and conduct as cues, too ("is offering", "were pleased
    with"), infinitives ("to discuss") and names ("known as"). They are
    attributions, but their sentences claim nothing on anybody's behalf.
    """

    def __init__(self, passage: Passage) -> None:
        self._words = passage.words
        outer = [(q.span, q) for q in passage.quotations if q.level == 0]
        self._spoken = SpanIndex((s, s) for s, q in outer if q.kind is QuotationKind.SPEECH)
        self._named = SpanIndex((s, s) for s, q in outer if q.kind is not QuotationKind.SPEECH)

    def is_report(
        self,
        view: SentenceView,
        cue: Piece,
        candidate: Candidate | None,
        source: Piece | None,
        contents: Sequence[Piece],
    ) -> bool:
        """
        Whether an attribution reports speech or thought.

        Args:
            view: Its sentence.
            cue: What is tagged as its cue.
            candidate: What the cue lexicon has for it; nothing for a cue that it does not know.
            source: What is tagged as its source.
            contents: What is tagged as its contents.
        """
        if any(self._spoken.overlapping(self._span(piece)) for piece in contents):
            return True
        if contents and all(self._is_term(piece) for piece in contents):
            return False
        if source is not None and self._words.lower[source.first] in _NOBODY:
            return False
        if self._is_infinitive(view, cue, candidate, source):
            return False
        if self._is_supposed(view, cue, source):
            return False
        if candidate is None or candidate.cue.kind == "act":
            return not contents or self._takes_clause(cue, source, contents)
        return not (
            self._is_asked(view, candidate)
            or self._is_imperative(view, candidate, source)
            or self._is_possible(view, cue, candidate)
            or (source is None and self._is_done_to(view, cue, candidate, contents))
            or self._is_description(view, cue, candidate, contents)
        )

    def _span(self, piece: Piece) -> Span:
        return self._words.span(piece.first, piece.end)

    def _is_term(self, piece: Piece) -> bool:
        """Whether a content only names: “sleepers”, or the "which" of "which he calls"."""
        span = self._span(piece)
        if piece.end - piece.first == 1 and self._words.lower[piece.first] in _RELATIVES:
            return True
        return any(span in named for named in self._named.overlapping(span))

    def _is_infinitive(
        self, view: SentenceView, cue: Piece, candidate: Candidate | None, source: Piece | None
    ) -> bool:
        """ "to discuss", "it is hard to say": what is to be done, or can be."""
        lower = self._words.lower
        if lower[cue.first] == "to":
            return cue.end - cue.first > 1
        if source is not None or candidate is None or candidate.form == "phrase":
            return False
        start = view.grammar.verb_group(self._words, candidate.first, view.first)
        return start > view.first and lower[start - 1] == "to"

    def _is_supposed(self, view: SentenceView, cue: Piece, source: Piece | None) -> bool:
        """ "if Reyes says that": nobody tells that he does."""
        first = cue.first if source is None else min(cue.first, source.first)
        before = view.last_visible(first)
        return before >= view.first and self._words.lower[before] in _CONDITIONS

    def _takes_clause(self, cue: Piece, source: Piece | None, contents: Sequence[Piece]) -> bool:
        """Whether what is attributed is a statement by its form: "that C", or "C, S shrugged"."""
        lower = self._words.lower
        behind = next((piece for piece in contents if piece.first >= cue.end), None)
        if behind is not None:
            return lower[behind.first] == "that"
        first = cue.first if source is None else min(cue.first, source.first)
        last = contents[-1]
        return lower[last.end - 1] == "," or (last.end < first and lower[last.end] == ",")

    def _is_asked(self, view: SentenceView, candidate: Candidate) -> bool:
        """Whether the author asks whether somebody says so."""
        last = self._words.lower[view.last_visible(view.end)]
        return last == "?" and candidate.cue.text not in _ASKING

    def _is_imperative(
        self, view: SentenceView, candidate: Candidate, source: Piece | None
    ) -> bool:
        """ "Also know that C": the reader is told to."""
        lower, classes = self._words.lower, view.grammar.classes
        if source is not None or lower[candidate.first] != candidate.cue.text:
            return False
        return all(
            word in _BEFORE_IMPERATIVE or word in classes["intro_adverb"] or not word[0].isalpha()
            for word in lower[view.first : candidate.first]
        )

    def _is_possible(self, view: SentenceView, cue: Piece, candidate: Candidate) -> bool:
        """Whether somebody may say so: no report that he does."""
        if candidate.form == "phrase":
            return False
        modal = _MODAL if candidate.cue.kind == "thought" else _MAYBE
        start = view.grammar.verb_group(self._words, candidate.first, view.first)
        return any(
            word in modal for word in self._words.lower[min(start, cue.first) : candidate.first]
        )

    def _is_done_to(
        self, view: SentenceView, cue: Piece, candidate: Candidate, contents: Sequence[Piece]
    ) -> bool:
        """Whether a passive without a source only tells what became of its subject."""
        words, grammar = self._words, view.grammar
        if candidate.form == "phrase" or words.lower[candidate.first] not in grammar.past_forms:
            return False
        start = grammar.verb_group(words, candidate.first, view.first)
        before = view.last_visible(start)
        if not grammar.is_passive(words, start, candidate.first):
            # "Asked whether C, she left"; "the shed, known as C"
            follower, _ = grammar.follower(words, candidate.end, view.end)
            is_aside = words.lower[before] == "," and follower not in ("that", "quote", "colon")
            is_reduced = before < view.first or is_aside
            return is_reduced and start == candidate.first and start == cue.first
        if candidate.cue.kind == "thought":
            return True
        if all(piece.end <= cue.first for piece in contents):
            return before >= view.first and words.lower[before] != ","
        follower, _ = grammar.follower(words, candidate.end, view.end)
        return follower not in _STATED and follower not in candidate.cue.follows_finite - {"bare"}

    def _is_description(
        self, view: SentenceView, cue: Piece, candidate: Candidate, contents: Sequence[Piece]
    ) -> bool:
        """Whether a verb has no statement for an object: "saw the flood", "agreed a deal"."""
        if candidate.form == "phrase" or not contents:
            return False
        allowed = (
            candidate.cue.follows_participle
            if candidate.form == "participle"
            else candidate.cue.follows_finite
        )
        behind = next((piece for piece in contents if piece.first >= cue.end), None)
        follower, _ = view.grammar.follower(self._words, candidate.end, view.end)
        if candidate.cue.kind == "speech":
            return (
                behind is not None
                and behind.first == candidate.end
                and follower == "bare"
                and "bare" not in allowed
                and not any(
                    view.grammar.is_finite(self._words, n) for n in range(behind.first, behind.end)
                )
            )
        if behind is None:
            return "end" not in allowed
        return follower not in allowed and follower not in ("end", "quote")
