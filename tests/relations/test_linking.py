"""Which source and which contents belong to a cue."""

from __future__ import annotations

import pytest
from builders import mark
from claims import passage_of
from tagging import pieces_of

from attribution.relations.linking import link


def links_in(tags: str) -> tuple[dict[str, str], dict[str, str]]:
    """From each cue to its source, and from each content to its cue, by their words."""
    text, _ = mark(tags)
    words = passage_of(text).words
    pieces = pieces_of(tags)
    texts = [text[words.span(piece.first, piece.end).slice] for piece in pieces]
    links = link(words, pieces)
    return (
        {texts[cue]: texts[source] for cue, source in links.sources.items()},
        {texts[content]: texts[cue] for content, cue in links.cues.items()},
    )


@pytest.mark.parametrize(
    ("tags", "sources"),
    [
        pytest.param("[source:Lee] [cue:said] so.", {"said": "Lee"}, id="the subject"),
        pytest.param("So [cue:said] [source:Lee].", {"said": "Lee"}, id="behind its verb"),
        pytest.param(
            "[source:Lee] [cue:said] [content:it rained] and [cue:warned of] [content:floods]."
            " [source:He] [cue:left].",
            {"said": "Lee", "warned of": "Lee", "left": "He"},
            id="of two verbs, although another is nearer",
        ),
        pytest.param(
            "[source:Lee], [source:who] [cue:likes] [content:rain], [cue:said] [content:it rained].",
            {"likes": "who", "said": "Lee"},
            id="around a relative clause",
        ),
        pytest.param(
            "[source:Lee] [cue:said] [content:it rained]. [content:Floods] [cue:are feared].",
            {"said": "Lee"},
            id="nobody, rather than somebody of another sentence",
        ),
        pytest.param("It [cue:said] so.\n\n[source:Lee] left.", {}, id="nobody in its paragraph"),
    ],
)
def test_a_cue_has_a_source(tags: str, sources: dict[str, str]) -> None:
    """It is the one that touches the cue, or the subject that the cue shares."""
    actual, _ = links_in(tags)

    assert sources == actual


@pytest.mark.parametrize(
    ("tags", "cues"),
    [
        pytest.param(
            "[source:Lee] [cue:said] [content:it rained] and [cue:warned of] [content:floods].",
            {"it rained": "said", "floods": "warned of"},
            id="behind each its own",
        ),
        pytest.param(
            "[content:“It rained,”] [cue:said] [source:Lee]. [content:“It poured.”]",
            {"“It rained,”": "said", "“It poured.”": "said"},
            id="on both sides",
        ),
        pytest.param(
            "[content:“It rained,”] [source:Lee] [cue:said]. [content:“It poured,”] [source:Kim] [cue:added].",
            {"“It rained,”": "said", "“It poured,”": "added"},
            id="in its own sentence",
        ),
        pytest.param(
            "[source:Lee] [cue:wrote]:\n\n[content:“It rained.”]",
            {"“It rained.”": "wrote"},
            id="in the paragraph before",
        ),
        pytest.param(
            "[source:Lee] [cue:wrote].\n\nIt rained.\n\n[content:“It poured.”]",
            {},
            id="none two paragraphs off",
        ),
    ],
)
def test_a_content_has_a_cue(tags: str, cues: dict[str, str]) -> None:
    """It is the nearest, unless that one has a content of its own or stands in another sentence."""
    _, actual = links_in(tags)

    assert cues == actual
