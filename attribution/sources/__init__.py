"""Relations to attributions and the sources behind them."""

from __future__ import annotations

from attribution.sources.assembly import find_sources
from attribution.sources.lexicon import SourceLexicon
from attribution.sources.records import read_own_records
from attribution.sources.registry import Registry

__all__ = ["Registry", "SourceLexicon", "find_sources", "read_own_records"]
