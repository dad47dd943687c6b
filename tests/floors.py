"""Scores that no change lowers unnoticed: for each gold file and engine the floors it must reach."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["FIXTURES", "fallen"]

FIXTURES = Path(__file__).parents[1] / "fixtures"
SCORES = FIXTURES / "scores.json"
MARGINS = {"encoder": 0.02, "lexicon": 0.001}
"""How far below what is measured a floor is laid."""


def fallen(
    gold: Path, engine: str, scores: Mapping[str, float], *, update: bool
) -> dict[str, float]:
    """
    The scores of an engine that lie below its floors.

    Args:
        gold: The file they were measured on; its floors hold for just this file.
        engine: Whose scores they are.
        scores: By name; each has a floor.
        update: Raise the floors first, and lay those of a gold that has changed anew.
    """
    kept: dict[str, Any] = json.loads(SCORES.read_text("utf-8")) if SCORES.exists() else {}
    digest = hashlib.sha256(gold.read_bytes()).hexdigest()
    if update:
        _raise_floors(kept, gold.name, digest, engine, scores)
    of_gold = kept[gold.name]

    assert digest == of_gold["digest"], "the gold has changed: review it and run with --update"
    return {name: s for name, s in scores.items() if s < of_gold["floors"][engine][name]}


def _raise_floors(
    kept: dict[str, Any], gold: str, digest: str, engine: str, scores: Mapping[str, float]
) -> None:
    """Never lower them, unless the gold is another."""
    known = kept.get(gold, {})
    floors = known["floors"] if known.get("digest") == digest else {}
    before = floors.get(engine, {})
    floors[engine] = {
        name: max(round(score - MARGINS[engine], 3), before.get(name, 0.0))
        for name, score in scores.items()
    }
    kept[gold] = {"digest": digest, "floors": {name: floors[name] for name in sorted(floors)}}
    content = json.dumps({name: kept[name] for name in sorted(kept)}, indent=1)
    SCORES.write_text(f"{content}\n", "utf-8")
