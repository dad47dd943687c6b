"""Words passed on: "X reported, citing Y, that C", "Y, quoted by X, said", "a letter seen by X"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from attrs import evolve

from attribution.analysis import Passage
from attribution.relations.drafts import Draft
from attribution.relations.grammar import BREAKS, OPENING, Grammar
from attribution.relations.speeches import spoken
from attribution.relations.statements import span_of
from attribution.spans import Span, SpanIndex, subtract, trim

__all__ = ["find_relays"]

LONGEST_GAP = 40
"""Words between a source and what tells by whom it is quoted, or whom it cites."""
LONGEST_CUE = 4
"""Words in "according to" and "has since reported"."""
_CITING = frozenset(("citing", "quoting"))
_QUOTES = frozenset(("quotes", "quoted", "cites", "cited"))
_OBTAINED = frozenset("seen obtained viewed reviewed published released leaked".split())
_ASKED = frozenset(
    "question questions query queries inquiry inquiries enquiry enquiries request requests".split()
)
_RELAYING = _CITING | _QUOTES | _OBTAINED | _ASKED
LONGEST_ASKER = 8
"""Words in "the paper's" and "a newspaper in Salto's"."""
_LOOSE_ENDS = ",;:—–"


def find_relays(passage: Passage, grammar: Grammar, drafts: list[Draft]) -> None:
    """
    Part those who pass words on from those whose words they are.

    "According to X, citing Y, C" becomes "according to X, C" and "X citing Y": who
    X is decides whether he only passes on what Y says, and that is not known yet.
    Whoever quotes Y or has seen his letter becomes the outlet of it.
    """
    relays = _Relays(passage, grammar, drafts)
    for number, word in enumerate(passage.words.lower):
        if word not in _RELAYING:
            continue
        if word in _CITING or word in _QUOTES:
            relays.read_citing(number)
        if word in _QUOTES or word in _OBTAINED:
            relays.read_quoted_by(number)
        if word in _ASKED:
            relays.read_asked(number)


class _Relays:
    def __init__(self, passage: Passage, grammar: Grammar, drafts: list[Draft]) -> None:
        self._text, self._words, self._grammar = passage.text, passage.words, grammar
        self._sentences = passage.sentences
        self._ends = [sentence.end for sentence in passage.sentences]
        self._marked = SpanIndex((q.span, None) for q in spoken(passage.quotations))
        self._drafts = drafts
        self._placed = SpanIndex(
            (span, (span, draft)) for draft in drafts for span in _own_words(draft)
        )

    # X, citing Y

    def read_citing(self, at: int) -> None:
        """What word *at*, "citing" or "quotes", says of the statements around it."""
        here, sentence = self._place(at)
        cited = None if sentence is None else self._cited(at, sentence)
        if cited is None or sentence is None:
            return
        cue = next((d for d in self._around(here) if any(here in span for span in d.cue)), None)
        if cue is not None:
            self._split(cue, here, cited, sentence)
            return
        host = self._host(here, sentence)
        if host is not None and self._words.lower[at] in _CITING:
            self._take_out(host, Span(here.start, cited.end))
            self._drafts.append(
                Draft(
                    mention=host.mention,
                    cue=[here],
                    content=[cited],
                    cue_kind="speech",
                    shares=host,
                    confidence=host.confidence,
                )
            )

    def _cited(self, at: int, sentence: Span) -> Span | None:
        """Who or what is cited; nothing where it is told what he is "cited as saying"."""
        words = self._words
        last = words.inside(sentence).stop
        phrase = self._grammar.phrase_after(words, at + 1, last)
        if phrase is None:
            return None
        after = words.lower[phrase[1]] if phrase[1] < last else "."
        if "as" in words.lower[slice(*phrase)] or after == "as":
            return None
        if words.lower[at] not in _CITING and after != ":" and after not in OPENING:
            return None
        return span_of(words, phrase) if after in BREAKS or after in OPENING else None

    def _split(self, draft: Draft, here: Span, cited: Span, sentence: Span) -> None:
        """Part whom a draft cites from what he says."""
        holes = [span for span in draft.content if span.start < cited.end]
        rest = [
            trim(self._text, part, also=_LOOSE_ENDS)
            for span in draft.content
            for part in subtract(span, [Span(here.start, cited.end)])
        ]
        rest = [part for part in rest if self._has_words(part)]
        if not rest or draft.mention is None or not any(h.overlaps(cited) for h in holes):
            return
        said = evolve(
            draft,
            content=rest,
            cue=self._main_cue(draft.mention, here, sentence) or draft.cue,
            shares=draft,
        )
        draft.content, draft.cue, draft.announces = [cited], [here], False
        for other in self._drafts:
            if other.parent is draft:
                other.parent = said
        self._drafts.append(said)

    def _main_cue(self, mention: Span, here: Span, sentence: Span) -> list[Span]:
        """The verb between who cites and "citing", or "according to" before that."""
        between = Span(mention.end, max(mention.end, here.start))
        before = Span(sentence.start, max(sentence.start, mention.start))
        for part in (between, before):
            cue = trim(self._text, part, also=_LOOSE_ENDS)
            if self._has_words(cue) and len(self._words.inside(cue)) <= LONGEST_CUE:
                return [cue]
        return []

    def _host(self, here: Span, sentence: Span) -> Draft | None:
        """The statement of whoever cites: its source or cue stands nearest before."""
        near: list[tuple[int, Draft]] = []
        for span, draft in self._placed.overlapping(Span(sentence.start, here.end)):
            is_own = span in draft.cue or span == draft.mention
            if is_own and draft.mention is not None and draft.is_report and draft.parent is None:
                near.append((min(span.end, here.start), draft))
        if not near:
            return None
        end, host = max(near, key=lambda item: item[0])
        between = self._words.inside(Span(end, max(end, here.start)))
        pronoun = self._text[host.mention.slice].lower() if host.mention else ""
        if pronoun in self._grammar.classes["subject_pronoun"] and pronoun != "it":
            return None
        return host if len(between) <= LONGEST_GAP else None

    def _take_out(self, draft: Draft, part: Span) -> None:
        """Take words out of a draft's source and content."""
        if draft.mention is not None and part.overlaps(draft.mention):
            kept = Span(draft.mention.start, max(draft.mention.start, part.start))
            draft.mention = trim(self._text, kept, also=_LOOSE_ENDS) or draft.mention
        content: list[Span] = []
        for span in draft.content:
            left = subtract(span, [part])
            content += (
                left
                if left == (span,)
                else [trim(self._text, piece, also=_LOOSE_ENDS) for piece in left]
            )
        if any(self._has_words(span) for span in content):
            draft.content = [span for span in content if self._has_words(span)]

    # Y, quoted by X

    def read_quoted_by(self, at: int) -> None:
        """Who quotes, or has seen, the source that stands before word *at*."""
        words = self._words
        here, sentence = self._place(at)
        if sentence is None or words.lower[at + 1 : at + 2] != ["by"]:
            return
        last = words.inside(sentence).stop
        phrase = self._grammar.phrase_after(words, at + 2, last, apposition=False)
        quoting = span_of(words, phrase)
        if quoting is None:
            return
        before = words.lower[at - 1]
        for draft in self._around(Span(max(sentence.start, here.start - 2), quoting.end)):
            mention = draft.mention
            if mention is None or mention.end < here.start - 3 or mention.start > here.start:
                continue
            if words.lower[at] in _QUOTES and before != ",":
                continue
            draft.outlet = draft.outlet or self._within(quoting, mention)
            if words.lower[at] in _QUOTES:
                self._take_out(draft, Span(here.start, mention.end))
            return
        if words.lower[at] in _QUOTES and before == "as":
            host = self._host(here, sentence)
            if host is not None and host.outlet is None:
                host.outlet = quoting

    # Y answered X's questions

    def read_asked(self, at: int) -> None:
        """Whose questions are answered by the statement around word *at*."""
        words = self._words
        here, sentence = self._place(at)
        if sentence is None or words.lower[at - 1] not in ("'s", "'"):
            return
        first = max(words.inside(sentence).start, at - LONGEST_ASKER)
        to = next((n for n in range(at - 2, first, -1) if words.lower[n] == "to"), None)
        host = self._host(here, sentence)
        if to is not None and to + 1 < at - 1 and host is not None and host.outlet is None:
            host.outlet = words.span(to + 1, at - 1)

    def _within(self, phrase: Span, mention: Span) -> Span:
        """A phrase as far as it belongs to a mention that it hangs on."""
        return phrase.intersection(mention) or phrase

    # Places

    def _place(self, at: int) -> tuple[Span, Span | None]:
        """The span of a word and its sentence, if it is nobody's quoted word."""
        here = self._words.span(at, at + 1)
        number = bisect_right(self._ends, here.start)
        if number == len(self._ends) or self._marked.overlapping(here):
            return here, None
        sentence = self._sentences[number]
        return here, sentence if here in sentence else None

    def _around(self, span: Span) -> Iterator[Draft]:
        """The drafts that have words there."""
        return (draft for _, draft in self._placed.overlapping(span))

    def _has_words(self, span: Span) -> bool:
        return any(map(str.isalnum, self._text[span.slice]))


def _own_words(draft: Draft) -> Sequence[Span]:
    """Its source and cue, and its content as far as it may hold a relay."""
    return [*draft.cue, *draft.content, *([draft.mention] if draft.mention else [])]
