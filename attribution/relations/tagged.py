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
from attribution.relations.grammar import Grammar
from attribution.relations.linking import Piece, link
from attribution.relations.quoted import join_quotations, spoken
from attribution.relations.senses import SenseReader
from attribution.relations.statements import StatementReader
from attribution.spans import Span, SpanIndex, cover, subtract, trim
from attribution.tags import ROLES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["HEAD", "TaggedFinder"]

HEAD = "attribution"
"""The head of the encoder whose tags are read: those of `ROLES`."""
_LOOSE_ENDS = ",;"
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
        board = _Board(passage, _pieces(passage, encoding))
        senses = SenseReader(passage, candidates, self.grammar)
        drafts = board.drafts(senses)
        drafts = join_quotations(passage, spoken(passage.quotations), drafts, self.grammar)
        board.cut(drafts)
        reader = StatementReader(passage, candidates, self.grammar)
        inside = [d for d in reader.read_inside(drafts) if not board.holds_cue(d.cue)]
        return relations_of(passage, [*drafts, *inside])


def _pieces(passage: Passage, encoding: Encoding) -> list[Piece]:
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


class _Board:
    """The pieces of a passage, and which draft each belongs to."""

    def __init__(self, passage: Passage, pieces: Sequence[Piece]) -> None:
        self._text, self._words = passage.text, passage.words
        self._pieces = pieces
        self._spans = [self._words.span(piece.first, piece.end) for piece in pieces]
        self._blocks = [block.span for block in passage.blocks if block.kind.is_prose]
        said = spoken(passage.quotations)
        self._said = SpanIndex((q.span, q.span) for q in said)
        self._marked = SpanIndex(
            (q.span, q.span) for q in passage.quotations if q.closed and q not in said
        )
        self._owners: dict[int, Draft] = {}
        self._sources: set[int] = set()

    def drafts(self, senses: SenseReader) -> list[Draft]:
        """A draft for each cue, and one for each content without cue that no marks explain."""
        pieces, spans = self._pieces, self._spans
        links = link(self._words, pieces)
        contents: dict[int, list[int]] = {}
        for content, cue in links.cues.items():
            contents.setdefault(cue, []).append(content)
        first_of: dict[int, Draft] = {}
        drafts = []
        for number, piece in enumerate(pieces):
            own = contents.get(number, [])
            if piece.role == "cue":
                source = links.sources.get(number)
                draft = self._draft(senses, number, source, own)
                if source is not None:
                    draft.shares = first_of.get(source)
                    if draft.content:
                        first_of.setdefault(source, draft)
            elif piece.role == "content" and number not in links.cues:
                own = [number]
                if self._said.overlapping(spans[number]):
                    # Whose words they are is decided for the quotation as a whole.
                    continue
                draft = Draft(
                    content=[self._completed(number)], confidence=confidence_of([piece.confidence])
                )
            else:
                continue
            drafts.append(draft)
            self._owners.update(dict.fromkeys([number, *own], draft))
        self._sources.update(links.sources.values())
        self._nest(links.sources, contents)
        return drafts

    def _draft(
        self, senses: SenseReader, cue: int, source: int | None, contents: Sequence[int]
    ) -> Draft:
        pieces, spans = self._pieces, self._spans
        mention = None if source is None else pieces[source]
        sense = senses.read(pieces[cue], mention, [pieces[n] for n in contents])
        return Draft(
            cue=[spans[cue]],
            content=[self._completed(n) for n in contents],
            mention=sense.source or (None if source is None else spans[source]),
            outlet=sense.outlet,
            cue_kind=sense.kind,
            stance=sense.stance,
            announces=not contents,
            unnamed=source is None and sense.source is None,
            confidence=confidence_of([pieces[n].confidence for n in (cue, *contents)], sense.kind),
        )

    def _completed(self, content: int) -> Span:
        """
        A content with the whole of each title, term or scare quotes that it has a part of.

        PolNeAR's contents have all or nothing of them (116 of 116 in 40 articles of dev);
        what is spoken is completed by `join_quotations`.
        """
        span, block = self._spans[content], self._blocks[self._pieces[content].block - 1]
        return cover([span, *(q for q in self._marked.overlapping(span) if q in block)])

    def _nest(self, sources: Mapping[int, int], contents: Mapping[int, list[int]]) -> None:
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
                        self._owners[other].parent = self._owners[cue]

    def cut(self, drafts: Iterable[Draft]) -> None:
        """
        Take out of each content the words that are tagged as part of another attribution.

        A quotation that is completed to its marks gets them otherwise: where marks
        are paired wrongly, tags are right.
        """
        held = SpanIndex(
            (span, (span, self._owners.get(number)))
            for number, span in enumerate(self._spans)
            if number in self._owners or number in self._sources
        )
        for draft in drafts:
            parts = []
            for span in draft.content:
                holes = [
                    hole
                    for hole, owner in held.overlapping(span)
                    if owner is not draft or hole in draft.cue
                ]
                left = subtract(span, holes) if holes else (span,)
                parts += [trim(self._text, part, also=_LOOSE_ENDS) for part in left if holes]
                parts += [] if holes else left
            draft.content = [part for part in parts if _has_words(self._text, part)]

    def holds_cue(self, cue: Sequence[Span]) -> bool:
        """Whether words are tagged as a cue."""
        return any(
            piece.role == "cue" and span.overlaps(words)
            for piece, span in zip(self._pieces, self._spans, strict=True)
            for words in cue
        )


def _has_words(text: str, span: Span) -> bool:
    return any(character.isalnum() for character in text[span.slice])
