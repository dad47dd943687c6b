"""Passages to scores: one pass whose heads feed the later stages."""

from __future__ import annotations

from attribution.encoder.silent import SilentEncoder

__all__ = ["SilentEncoder"]
