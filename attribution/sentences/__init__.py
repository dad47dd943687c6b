"""Blocks to sentence spans."""

from __future__ import annotations

from attribution.sentences.abbreviations import Abbreviations
from attribution.sentences.boundaries import split_sentences

__all__ = ["Abbreviations", "split_sentences"]
