"""The engine without a model: attributions by cue words, marks and word order."""

from __future__ import annotations

from attribution.analysis import Encoding, Passage, Relation
from attribution.relations.cues import CueLexicon
from attribution.relations.drafts import relations_of
from attribution.relations.grammar import Grammar
from attribution.relations.quoted import join_quotations
from attribution.relations.relays import find_relays
from attribution.relations.statements import StatementReader

__all__ = ["LexiconFinder"]


class LexiconFinder:
    """A `RelationFinder` that needs no encoder: it ignores the `Encoding`."""

    def __init__(self, cues: CueLexicon, grammar: Grammar) -> None:
        self.cues = cues
        self.grammar = grammar

    def find(
        self,
        passage: Passage,
        encoding: Encoding,  # noqa: ARG002  the Protocol gives it; this engine reads words
    ) -> tuple[Relation, ...]:
        """Relations in reading order, spans inside the passage's prose blocks."""
        reader = StatementReader(passage, self.cues.candidates(passage.words), self.grammar)
        drafts = join_quotations(passage, reader.read(), self.grammar)
        find_relays(passage, self.grammar, drafts)
        return relations_of(passage, [*drafts, *reader.read_inside(drafts)])
