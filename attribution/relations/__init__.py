"""Words and quotations to relations: who says what, before it is known who is who."""

from __future__ import annotations

from attribution.relations.cues import CueLexicon
from attribution.relations.grammar import Grammar
from attribution.relations.lexicon import LexiconFinder
from attribution.relations.tagged import TaggedFinder

__all__ = ["CueLexicon", "Grammar", "LexiconFinder", "TaggedFinder"]
