"""What the heads beside the first read, both in the network and in the graph."""

from __future__ import annotations

from typing import Final

__all__ = ["NEIGHBOURS", "SIDE_WIDTH", "VOICE_WIDTH", "side_layers", "voice_layer"]

SIDE_WIDTH: Final = 128
"""Numbers to which all that the heads for names and nouns read of a piece is narrowed."""
NEIGHBOURS: Final = 2
"""Pieces on either side that they read with each."""
VOICE_WIDTH: Final = 128
"""Numbers to which what the head for voices reads is narrowed."""


def side_layers(layers: int) -> tuple[int, ...]:
    """
    Which layers of an encoder, from 0, are read for names: every second, the last among them.

    >>> side_layers(6)
    (1, 3, 5)
    """
    return tuple(range((layers - 1) % 2, layers, 2))


def voice_layer(layers: int) -> int:
    """
    Which layer of an encoder, from 0, the head for voices has one of its own in place of.

    >>> voice_layer(6)
    4
    """
    return max(1, 2 * layers // 3) if layers > 1 else 0
