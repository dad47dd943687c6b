"""The engine with an encoder: attributions by its tags, made whole with quotations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from attribution.analysis import Encoding, Passage, Relation
from attribution.relations.confidence import confidence_of
from attribution.relations.cues import CueLexicon
from attribution.relations.drafts import Draft, relations_of
from attribution.relations.gaps import GapFiller
from attribution.relations.grammar import Grammar
from attribution.relations.linking import Piece, link
from attribution.relations.nesting import nest_quoted, part_quoted
from attribution.relations.quoted import join_quotations
from attribution.relations.relays import find_relays
from attribution.relations.senses import SenseReader
from attribution.relations.speeches import find_speeches
from attribution.relations.statements import StatementReader
from attribution.relations.views import Clause
from attribution.spans import Span, SpanIndex, cover, subtract, trim
from attribution.tags import HEAD, ROLES
from attribution.vocabulary import QuotationKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["TaggedFinder", "find_pieces"]

_CUE_TAGS = [number for number, name in enumerate(ROLES.names) if name.endswith("-cue")]
LEAD_IN = 2
"""Code points from the last of a cue to the end of a paragraph that it ends with a colon."""
_LOOSE_ENDS = ",;:."
"""What is left at an end of a content when another attribution is cut out of it."""


class TaggedFinder:
    """
    A `RelationFinder` that reads the tags of an encoder.

    Tags say which words are source, cue or content. What belongs together is
    decided by `link`; a quotation is completed to both of its marks, gets its
    speaker if no cue stands with it, and is searched for what others are said
    in it to have said. The cue lexicon tells stance and outlet.
    """

    def __init__(self, cues: CueLexicon, grammar: Grammar) -> None:
        self.cues = cues
        self.grammar = grammar

    def find(self, passage: Passage, encoding: Encoding) -> tuple[Relation, ...]:
        """Relations in reading order, spans inside the passage's prose blocks."""
        candidates = self.cues.candidates(passage.words)
        board = _Board(passage, encoding)
        reader = StatementReader(passage, candidates, self.grammar)
        tagged = board.drafts(SenseReader(passage, candidates, self.grammar))
        drafts, inside = part_quoted(passage, tagged, find_speeches(passage))
        nested = GapFiller(passage, reader, board.likelihood).fill(drafts)
        drafts = join_quotations(passage, drafts, self.grammar)
        for draft in drafts:
            _inherit_source(draft)
        board.cut(drafts, given_up=inside)
        board.add_orphans(drafts, reader)
        find_relays(passage, self.grammar, drafts)
        nested += nest_quoted(passage.text, inside, drafts)
        nested += [d for d in reader.read_inside(drafts) if not board.holds_cue(d.cue)]
        return relations_of(passage, [*drafts, *nested])


def find_pieces(passage: Passage, encoding: Encoding) -> list[Piece]:
    """The tagged spans, each with its place; none where the head did not run."""
    labels, scores = encoding.word_labels.get(HEAD), encoding.word_scores.get(HEAD)
    if labels is None or scores is None:
        return []
    starts, ends = passage.words.starts, passage.words.ends
    blocks = [block.span.start for block in passage.blocks if block.kind.is_prose]
    sentences = [sentence.start for sentence in passage.sentences]
    return [
        Piece(
            role=role,
            first=first,
            end=end,
            block=bisect_right(blocks, starts[first]),
            sentence=bisect_right(sentences, starts[first]),
            last_sentence=bisect_right(sentences, ends[end - 1] - 1),
            confidence=_surety(labels, scores, first, end),
        )
        for role, first, end in ROLES.read(labels.tolist())
    ]


def _surety(labels: NDArray[np.int8], scores: NDArray[np.float32], first: int, end: int) -> float:
    """How probable both ends of a span are, by the less probable one."""
    return float(min(scores[first, labels[first]], scores[end - 1, labels[end - 1]]))


def _inherit_source(draft: Draft) -> None:
    """One who speaks without a content is no relation: whoever shares his source is told it."""
    while draft.shares is not None and not draft.shares.content:
        draft.mention = draft.mention or draft.shares.mention
        draft.shares = draft.shares.shares


class _Board:
    """The pieces of a passage, and which draft each belongs to."""

    def __init__(self, passage: Passage, encoding: Encoding) -> None:
        self._text, self._words = passage.text, passage.words
        self._pieces = pieces = find_pieces(passage, encoding)
        self._scores = encoding.word_scores.get(HEAD)
        self._spans = [self._words.span(piece.first, piece.end) for piece in pieces]
        self._blocks = [block.span for block in passage.blocks if block.kind.is_prose]
        self._marked = SpanIndex(
            (q.span, q.span)
            for q in passage.quotations
            if q.closed and not (q.level == 0 and q.kind is QuotationKind.SPEECH)
        )
        self._cues = SpanIndex(
            (span, span)
            for piece, span in zip(pieces, self._spans, strict=True)
            if piece.role == "cue"
        )
        self._held: list[tuple[Span, Draft, bool]] = []
        """Words that are a draft's by their tag, and whether they are of its content."""
        self._orphans: list[int] = []

    def drafts(self, senses: SenseReader) -> list[Draft]:
        """A draft for each cue, with its source and contents."""
        pieces = self._pieces
        links = link(self._words, pieces)
        contents: dict[int, list[int]] = {}
        for content, cue in links.cues.items():
            if senses.reaches(pieces[cue], pieces[content]):
                contents.setdefault(cue, []).append(content)
            else:
                self._orphans.append(content)
        sources = self._handed_on(links.sources, contents)
        first_of: dict[int, Draft] = {}
        by_cue: dict[int, Draft] = {}
        for number, piece in enumerate(pieces):
            own = contents.get(number, [])
            if piece.role == "cue":
                if self._leads_in(number):
                    own = contents[number] = [n for n in own if not self._points(n)]
                source = sources.get(number)
                draft = self._draft(senses, number, source, own)
                if source is not None:
                    draft.shares = first_of.get(source)
                    if draft.content:
                        first_of.setdefault(source, draft)
                self._hold(draft, number, source, own)
                by_cue[number] = draft
            elif piece.role == "content" and number not in links.cues:
                self._orphans.append(number)
        self._nest(sources, contents, by_cue)
        return list(by_cue.values())

    def _handed_on(
        self, sources: Mapping[int, int], contents: Mapping[int, list[int]]
    ) -> dict[int, int]:
        """
        The sources of cues, where two cues stand side by side that of both.

        "S has, as we wrote before, claimed C": the first has the source, the second the
        content, and each would be without the other.
        """
        found = dict(sources)
        for number, (piece, after) in enumerate(pairwise(self._pieces)):
            if (
                piece.role == after.role == "cue"
                and piece.sentence == after.sentence
                and number in sources
                and not contents.get(number)
                and contents.get(number + 1)
                and sum(map(str.isalnum, self._words.lower[piece.end : after.first])) == 0
            ):
                found[number + 1] = sources[number]
        return found

    def _leads_in(self, cue: int) -> bool:
        """Whether a cue ends its paragraph with a colon."""
        span, block = self._spans[cue], self._blocks[self._pieces[cue].block - 1]
        last = self._text[max(span.start, span.end - 1) : block.end].strip()
        return last.endswith(":") and len(last) <= LEAD_IN

    def _points(self, content: int) -> bool:
        """Whether a content only points to another: "Here is what S wrote:"."""
        return self._text[self._spans[content].slice].lower() in ("what", "this", "that", "which")

    def _hold(self, draft: Draft, cue: int, source: int | None, contents: Sequence[int]) -> None:
        """Note which words a draft has by its tags."""
        if contents:
            others = (cue,) if source is None else (cue, source)
            self._held += [(self._spans[n], draft, False) for n in others]
            self._held += [(self._spans[n], draft, True) for n in contents]

    def _draft(
        self, senses: SenseReader, cue: int, source: int | None, contents: Sequence[int]
    ) -> Draft:
        pieces, spans = self._pieces, self._spans
        mention = None if source is None else pieces[source]
        sense = senses.read(pieces[cue], mention, [pieces[n] for n in contents])
        tagged = None if source is None or sense.unnamed else spans[source]
        named = sense.source or tagged
        return Draft(
            cue=[spans[cue]],
            content=[self._completed(n) for n in contents],
            mention=named,
            outlet=sense.outlet,
            cue_kind=sense.kind,
            stance=sense.stance,
            announces=not contents,
            is_report=sense.is_report,
            unnamed=named is None,
            confidence=confidence_of(
                [pieces[n].confidence for n in (cue, *contents)],
                is_report=sense.is_report,
                has_source=source is not None,
            ),
        )

    def _completed(self, content: int) -> Span:
        """
        A content with the whole of each title, term or scare quotes that it has a part of.

        PolNeAR's contents have all or nothing of them (116 of 116 in 40 articles of dev);
        what is spoken is completed by `join_quotations`.
        """
        span, block = self._spans[content], self._blocks[self._pieces[content].block - 1]
        return cover([span, *(q for q in self._marked.overlapping(span) if q in block)])

    def _nest(
        self,
        sources: Mapping[int, int],
        contents: Mapping[int, list[int]],
        drafts: Mapping[int, Draft],
    ) -> None:
        """
        An attribution that stands as a whole in a gap of another's content is nested there.

        "S said that Lee, who denied that C, had left": tags give each word one role, so
        what is nested interrupts. Not so where the gap is that of "A," S said, "B".
        """
        for cue, own in contents.items():
            for before, after in pairwise(sorted(own)):
                if (
                    self._pieces[before].last_sentence != self._pieces[after].sentence
                    or before < cue < after
                    or before < sources.get(cue, -1) < after
                ):
                    continue
                for other in range(before + 1, after):
                    theirs = contents.get(other)
                    if theirs and before < min(theirs) and max(theirs) < after:
                        drafts[other].parent = drafts[cue]

    def cut(self, drafts: Iterable[Draft], given_up: Iterable[Draft] = ()) -> None:
        """
        Take out of each content the words that are tagged as part of another attribution.

        A quotation that is completed to its marks gets them otherwise: where marks
        are paired wrongly, tags are right. Drafts that are *given up* hold nothing.
        """
        gone = {id(draft) for draft in given_up}
        held = SpanIndex((item[0], item) for item in self._held if id(item[1]) not in gone)
        for draft in drafts:
            if draft.unmarked:
                continue
            parts: list[Span] = []
            for span in draft.content:
                holes = [
                    hole
                    for hole, owner, is_content in held.overlapping(span)
                    if owner is not draft or not is_content
                ]
                left = subtract(span, holes)
                parts += left if left == (span,) else (self._trimmed(part) for part in left)
            parts = [part for part in parts if _has_words(self._text, part)]
            # "S has learned that, according to X, C": what is left says nothing.
            draft.content = parts if self._says_something(parts) else []

    def _says_something(self, parts: Sequence[Span]) -> bool:
        return any(self._text[part.slice].lower() != "that" for part in parts)

    def _trimmed(self, part: Span) -> Span:
        return trim(self._text, part, also=_LOOSE_ENDS)

    def add_orphans(self, drafts: list[Draft], reader: StatementReader) -> None:
        """
        Add contents that have no cue, and are part of no quotation or announced paragraph.

        What the lexicon makes of their sentence says whose they are; otherwise nobody does.
        """
        taken = SpanIndex((span, span) for draft in drafts for span in draft.content)
        added: dict[int, Draft] = {}
        sentences = {self._pieces[number].sentence - 1 for number in self._orphans}
        statements = {sentence: reader.read_sentence(sentence) for sentence in sentences}
        for number in self._orphans:
            span, piece = self._spans[number], self._pieces[number]
            if taken.overlapping(span):
                continue
            found = [
                draft
                for draft in statements[piece.sentence - 1]
                if any(span.overlaps(content) for content in draft.content)
                and not any(taken.overlapping(content) for content in draft.content)
                and not self.holds_cue(draft.cue)
            ]
            found = found or [
                Draft(
                    content=[self._completed(number)], confidence=confidence_of([piece.confidence])
                )
            ]
            added.update((id(draft), draft) for draft in found)
        drafts += added.values()

    def likelihood(self, clause: Clause) -> float:
        """How probable one of the words of a clause's cue is as a cue, by the scores of tags."""
        if self._scores is None:
            return 0.0
        return float(self._scores[slice(*clause.cue), _CUE_TAGS].sum(axis=1).max())

    def holds_cue(self, cue: Sequence[Span]) -> bool:
        """Whether words are tagged as a cue."""
        return any(self._cues.overlapping(span) for span in cue)


def _has_words(text: str, span: Span) -> bool:
    return any(character.isalnum() for character in text[span.slice])
