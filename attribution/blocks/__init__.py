"""Text to blocks: where the paragraphs are, and what kind each one is."""

from __future__ import annotations

from attribution.blocks.blockquotes import mark_blockquotes
from attribution.blocks.furniture import Furniture
from attribution.blocks.kinds import find_blocks

__all__ = ["Furniture", "find_blocks", "mark_blockquotes"]
