"""
Every fixture against what is expected of it, and all of them against their gold.

The outlines are the lexicon's: what it finds is the same on every machine. The
encoder may find a little else on another kind of processor; it is held to its
scores.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from floors import FIXTURES, fallen

from attribution import Annotator
from attribution.config import ENGINES
from attribution.evaluation import evaluate_gold, read_gold

ARTICLES = sorted(path.parent for path in FIXTURES.glob("articles/*/article.txt"))
GOLD = FIXTURES / "gold.jsonl"


def read_article(folder: Path) -> str:
    return (folder / "article.txt").read_bytes().decode()


def outline(annotator: Annotator, folder: Path) -> dict[str, Any]:
    """A document as a reviewer reads it: words beside each decision, no offsets."""
    text = read_article(folder)
    document = annotator(text, id=folder.name)

    def one_line(words: str) -> str:
        return " ".join(words.split())

    return {
        "blocks": [f"{b.kind}: {one_line(document.text_of(b))[:60]}" for b in document.blocks],
        "sentences": [
            f"{s.label} {[source.name for source in document.sources_of(s)]}: "
            + one_line(document.text_of(s))[:80]
            for s in document.sentences
        ],
        "quotations": [
            f"{'  ' * q.level}{q.kind}{'' if q.closed else ', open'}"
            f"{', continues' if q.continues else ''}: {one_line(document.text_of(q))[:60]}"
            for q in document.quotations
        ],
        "attributions": [
            {
                "kind": str(a.kind),
                "stance": str(a.stance),
                "source": source.name if (source := document.source_of(a)) else None,
                "outlet": outlet.name if (outlet := document.outlet_of(a)) else None,
                "mention": one_line(document.text_of(a.mention)) if a.mention else None,
                "cue": [one_line(words) for words in document.texts_of(a.cue)],
                "content": [one_line(words)[:60] for words in document.texts_of(a.content)],
                "inside": a.parent_id,
            }
            for a in document.attributions
        ],
        "sources": [
            f"{s.name}: {s.kind}{f', {s.entity.id}' if s.entity else ''}" for s in document.sources
        ],
        "diagnostics": [str(d.code) for d in document.diagnostics],
    }


@pytest.mark.parametrize("folder", ARTICLES, ids=lambda folder: str(folder.name))
def test_article_reads_as_expected(
    annotators: dict[str, Annotator], folder: Path, *, update: bool
) -> None:
    """A fixture is annotated as the reviewed outline says."""
    expected = folder / "expected.json"
    actual = outline(annotators["lexicon"], folder)
    if update:
        expected.write_text(json.dumps(actual, ensure_ascii=False, indent=1) + "\n", "utf-8")

    assert json.loads(expected.read_text("utf-8")) == actual


def test_gold_quotes_the_articles() -> None:
    """The gold's texts are the fixtures' own."""
    expected = {folder.name: read_article(folder) for folder in ARTICLES}

    assert expected == {article.id: article.text for article in read_gold(GOLD)}


@pytest.mark.parametrize("engine", ENGINES)
def test_scores_stay_above_their_floors(
    annotators: dict[str, Annotator], engine: str, *, update: bool
) -> None:
    """No change lowers an engine's score on the fixtures' gold unnoticed."""
    report = evaluate_gold(annotators[engine], GOLD)
    assert report.labels is not None
    assert report.sources is not None
    scores = {
        "label accuracy": report.labels.accuracy.share,
        "boilerplate F1": report.labels.boilerplate.f1,
        "source names": report.sources.lenient.share,
        "source kinds": report.sources.kind.share,
        "outlets": report.sources.outlet.share,
    }

    assert {} == fallen(GOLD, engine, scores, update=update)
