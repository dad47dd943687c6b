"""The words results are written in."""

from __future__ import annotations

import json
from enum import Enum
from typing import Any

import pytest

from attribution import vocabulary
from attribution.vocabulary import (
    AttributionKind,
    BlockKind,
    EvidenceKind,
    Genre,
    Label,
    QuotationKind,
    SourceKind,
    Stance,
    Voice,
)

ENUMS = [getattr(vocabulary, name) for name in vocabulary.__all__]


@pytest.mark.parametrize("words", ENUMS, ids=vocabulary.__all__)
def test_every_word_is_its_spelling(words: Any) -> None:
    """A word equals, prints and travels as its value, and is named after it."""
    for word in words:
        assert word.name.lower() == word.value == word == str(word) == f"{word}"
        assert word is words(word.value)
        assert json.dumps(word.value) == json.dumps(word)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (Label, {"direct_quote", "reported_claim", "author_opinion", "narration"}),
        (
            BlockKind,
            {"heading", "paragraph", "blockquote", "caption", "byline", "boilerplate"},
        ),
        (QuotationKind, {"speech", "scare", "title", "term"}),
        (AttributionKind, {"direct", "indirect", "mixed"}),
        (Stance, {"neutral", "endorsing", "distancing", "denied"}),
        (
            SourceKind,
            {
                "person",
                "outlet",
                "organisation",
                "government",
                "group",
                "document",
                "author",
                "unknown",
            },
        ),
        (Voice, {"source", "author"}),
        (Genre, {"report", "opinion", "unknown"}),
        (
            EvidenceKind,
            {
                "wording",
                "article",
                "content",
                "cue",
                "quoted",
                "set_off",
                "partly_quoted",
                "continued",
                "announced",
                "hearsay",
                "author",
                "earlier",
                "judgement",
                "leading",
                "question",
                "exclamation",
                "caption",
                "usual",
            },
        ),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_values_are_those_promised(words: type[Enum], expected: set[str]) -> None:
    """Files written today are read tomorrow: a value is never renamed by accident."""
    assert expected == {word.value for word in words}


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        (Label.DIRECT_QUOTE, Voice.SOURCE),
        (Label.REPORTED_CLAIM, Voice.SOURCE),
        (Label.AUTHOR_OPINION, Voice.AUTHOR),
        (Label.NARRATION, Voice.AUTHOR),
    ],
    ids=str,
)
def test_voice(label: Label, expected: Voice) -> None:
    """Four labels fold into two voices."""
    assert expected is label.voice


def test_prose() -> None:
    """Paragraphs, block quotations and captions hold sentences; furniture and headings do not."""
    assert {BlockKind.PARAGRAPH, BlockKind.BLOCKQUOTE, BlockKind.CAPTION} == {
        kind for kind in BlockKind if kind.is_prose
    }


def test_an_unknown_word_is_refused() -> None:
    """A misspelt value does not pass."""
    with pytest.raises(ValueError, match="direct-quote"):
        Label("direct-quote")
