"""What the heads for names and nouns read, both in the network and in the graph."""

from __future__ import annotations

from typing import Final

__all__ = ["NEIGHBOURS", "SIDE_WIDTH", "side_layers"]

SIDE_WIDTH: Final = 128
"""Numbers to which all that is read of a piece is narrowed."""
NEIGHBOURS: Final = 2
"""Pieces on either side that are read with each."""


def side_layers(layers: int) -> tuple[int, ...]:
    """
    Which layers of an encoder, from 0, are read: every second, the last among them.

    >>> side_layers(6)
    (1, 3, 5)
    """
    return tuple(range((layers - 1) % 2, layers, 2))
