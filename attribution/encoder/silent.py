"""The encoder of engines that read words themselves."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.analysis import Encoding, Passage

__all__ = ["SilentEncoder"]


class SilentEncoder:
    """An `Encoder` that has nothing to say, for a `RelationFinder` that needs nothing said."""

    def encode(self, passages: Sequence[Passage]) -> Sequence[Encoding]:
        """An empty encoding for each passage."""
        return [Encoding() for _ in passages]
