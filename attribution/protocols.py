"""The replaceable parts, by what they take and give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from attribution.analysis import Encoding, Passage, Relation

__all__ = ["Encoder", "RelationFinder"]


class Encoder(Protocol):
    """One pass over a batch of passages whose scores feed the later stages."""

    def encode(self, passages: Sequence[Passage]) -> Sequence[Encoding]:
        """
        Score every word and sentence.

        The result for a passage does not depend on the others of its batch.
        """
        ...


class RelationFinder(Protocol):
    """Finds who says what in one passage."""

    def find(self, passage: Passage, encoding: Encoding) -> tuple[Relation, ...]:
        """Relations in reading order, spans inside the passage's prose blocks."""
        ...
