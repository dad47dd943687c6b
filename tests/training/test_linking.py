"""Weights of links from annotations, and how often links are right."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import mark
from claims import passage_of
from tiny import write_brat

from attribution.evaluation.brat import BratArticle, BratAttribution, BratReading
from attribution.evaluation.counts import Proportion
from attribution.relations.linking import Links, link
from attribution.spans import Span
from attribution.training.gold import GoldPieces, gold_pieces
from attribution.training.linking import (
    LinkScores,
    content_choices,
    link_nearest,
    main,
    score_links,
    source_choices,
)
from attribution.training.logit import fit_weights

SHARED = (
    "[source:Lee] [cue:said] [content:it rained] and"
    " [second-cue:warned of] [second-content:floods]. [third-source:He] [third-cue:left]."
)
"""The second attribution has the source of the first, although another is nearer to its cue."""


def annotated(marked: str) -> BratArticle:
    """An article whose roles say which attribution they are of: ``[second-cue:warned]``."""
    text, roles = mark(marked)
    found: dict[str, dict[str, tuple[Span, ...]]] = {}
    for name, spans in roles.items():
        owner, _, role = name.rpartition("-")
        found.setdefault(owner or "first", {})[role] = spans
    if "second" in found and "source" in found["first"]:
        found["second"].setdefault("source", found["first"]["source"])
    reading = BratReading(
        id="rain_1",
        annotator="1",
        attributions=tuple(
            BratAttribution(id=f"E{n}", **own) for n, own in enumerate(found.values(), 1)
        ),
    )
    return BratArticle(id="rain", text=text, readings=(reading,))


def gold(marked: str) -> GoldPieces:
    article = annotated(marked)
    return gold_pieces(article.readings[0], passage_of(article.text))


class TestChoices:
    def test_a_cue_chooses_its_source(self) -> None:
        """Every source of its paragraph is a candidate, and that there is none."""
        (said, warned, left) = source_choices([gold(SHARED)])

        assert [True, False, False] == [is_right for _, is_right in said]
        assert [True, False, False] == [is_right for _, is_right in warned]
        assert [False, True, False] == [is_right for _, is_right in left]
        assert {"none": 1.0} == left[-1][0]

    def test_a_cue_without_source_chooses_none(self) -> None:
        """That there is none is the right candidate."""
        (choice,) = source_choices([gold("[cue:It is feared] [content:that it rains].")])

        assert [({"none": 1.0}, True)] == choice

    def test_a_source_out_of_reach_teaches_nothing(self) -> None:
        """A cue whose source is in another paragraph could only choose wrongly."""
        assert [] == list(source_choices([gold("[source:Lee] was there.\n\nHe [cue:said] so.")]))

    def test_a_content_chooses_its_cue(self) -> None:
        """Every cue of its paragraph is a candidate."""
        (rained, floods) = content_choices([gold(SHARED)])

        assert [True, False, False] == [is_right for _, is_right in rained]
        assert [False, True, False] == [is_right for _, is_right in floods]

    def test_a_content_without_cue_teaches_nothing(self) -> None:
        """There is nothing to choose."""
        assert [] == list(content_choices([gold("[source:Lee]: [content:“It rained.”]")]))

    def test_weights_are_learnt(self) -> None:
        """What a source touches is its cue, where it always is."""
        articles = [gold("[source:Lee] [cue:said] [content:so], not [second-source:Kim].")] * 20
        weights = fit_weights(source_choices(articles), ("touches", "none"))

        assert weights["touches"] > weights["none"]


class TestScores:
    def test_links_are_right(self) -> None:
        """All that was put together is counted as such."""
        found = gold(SHARED)

        assert LinkScores(
            source=Proportion(right=3, total=3),
            cue=Proportion(right=2, total=2),
            whole=Proportion(right=3, total=3),
        ) == score_links(found, link(found.words, found.pieces))

    @pytest.mark.parametrize(
        ("marked", "links", "expected"),
        [
            pytest.param(
                "[source:Lee] [cue:said] [content:so].",
                Links(sources={}, cues={2: 1}),
                LinkScores(
                    source=Proportion(right=0, total=1),
                    cue=Proportion(right=1, total=1),
                    whole=Proportion(right=0, total=1),
                ),
                id="a source is missing",
            ),
            pytest.param(
                "[third-source:Lee] was there, [cue:it is feared].",
                Links(sources={1: 0}, cues={}),
                LinkScores(
                    no_source=Proportion(right=0, total=1), whole=Proportion(right=0, total=1)
                ),
                id="a source too many",
            ),
            pytest.param(
                "[source:Lee] [cue:said] [content:so]. [third-content:It rained].",
                Links(sources={1: 0}, cues={2: 1, 3: 1}),
                LinkScores(
                    source=Proportion(right=1, total=1),
                    cue=Proportion(right=1, total=1),
                    whole=Proportion(right=0, total=1),
                ),
                id="a content too many spoils the whole",
            ),
        ],
    )
    def test_links_are_wrong(self, marked: str, links: Links, expected: LinkScores) -> None:
        """Each mistake is counted where it is one."""
        assert expected == score_links(gold(marked), links)


class TestNearest:
    def test_the_nearest_source_is_another(self) -> None:
        """It does not know that verbs share a subject."""
        found = gold(SHARED)

        assert {1: 0, 3: 5, 6: 5} == dict(link_nearest(found.words, found.pieces).sources)

    def test_the_same_paragraph_comes_first(self) -> None:
        """However near the cue of the paragraph before is."""
        found = gold(
            "[cue:It was said].\n\n[content:It rained], all day, as [second-cue:we heard]."
        )

        assert {1: 2} == dict(link_nearest(found.words, found.pieces).cues)


class TestCommand:
    def test_prints_weights_and_accuracy(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The weights as they are written in the code, and how often links are right."""
        folder = str(write_brat(tmp_path / "brat", [annotated(SHARED)]))
        main([folder, folder])
        printed = capsys.readouterr().out

        assert printed.startswith('SOURCE_WEIGHTS = {\n    "touches": ')
        assert "\n    whole       100.00%  3 of 3\nnearest candidate\n" in printed

    def test_names_what_is_wrong(self, tmp_path: Path) -> None:
        """A folder without annotations is one line."""
        with pytest.raises(SystemExit, match="no brat annotations"):
            main([str(tmp_path), str(tmp_path)])
