"""
The weights by which sources and contents are linked to cues, and how well they do.

::

    python -m attribution.training.linking polnear/train polnear/dev

fits the weights to the brat annotations in the first folder and prints them beside
those in `attribution.relations.linking`; then, on the second folder, how often
`link` is right with the weights that it has, and how often the nearest candidate is.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import asdict, frozen

from attribution.errors import AttributionError
from attribution.evaluation.counts import Proportion, added
from attribution.relations import linking
from attribution.relations.linking import Links, Page, Piece, candidates, link
from attribution.training.gold import GoldPieces, read_pieces
from attribution.training.logit import Candidate, fit_weights
from attribution.words import Words

__all__ = [
    "LinkScores",
    "content_choices",
    "link_nearest",
    "main",
    "score_links",
    "source_choices",
]


def source_choices(articles: Iterable[GoldPieces]) -> Iterator[list[Candidate]]:
    """For each cue: the sources near it, or none; without those whose source is far."""
    for gold in articles:
        page = Page(gold.words, gold.pieces)
        for cue in gold.numbers("cue"):
            near, own = candidates(gold.pieces, cue, "source"), gold.fellows(cue, "source")
            if not own or not own.isdisjoint(near):
                signs = ((linking.source_signs(page, cue, n), n in own) for n in near)
                yield [*signs, ({"none": 1.0}, not own)]


def content_choices(articles: Iterable[GoldPieces]) -> Iterator[list[Candidate]]:
    """For each content: the cues near it; without those whose cue is far."""
    for gold in articles:
        page = Page(gold.words, gold.pieces)
        for content in gold.numbers("content"):
            near = candidates(gold.pieces, content, "cue", blocks_back=1)
            own = gold.fellows(content, "cue")
            if not own.isdisjoint(near):
                yield [(linking.content_signs(page, content, n), n in own) for n in near]


def link_nearest(words: Words, pieces: Sequence[Piece]) -> Links:
    """What `link` is measured against: the nearest candidate, in the same block if there is one."""
    page = Page(words, pieces)

    def nearest(role: str, other: str, blocks_back: int) -> dict[int, int]:
        found = {}
        for number, piece in enumerate(pieces):
            near = candidates(pieces, number, other, blocks_back=blocks_back)
            if piece.role == role and near:
                found[number] = min(
                    (pieces[one].block != piece.block, page.words_between(number, one), one)
                    for one in near
                )[-1]
        return found

    return Links(sources=nearest("cue", "source", 0), cues=nearest("content", "cue", 1))


@frozen(kw_only=True)
class LinkScores:
    """How often links are right, given the right tags."""

    source: Proportion = Proportion()
    """Of cues with a source: it is one of theirs."""
    no_source: Proportion = Proportion()
    """Of cues without a source: none was found."""
    cue: Proportion = Proportion()
    """Of contents with a cue: it is one of theirs."""
    whole: Proportion = Proportion()
    """Of cues: source and contents are theirs, no content is missing and no other is there."""

    __add__ = added


def score_links(gold: GoldPieces, links: Links) -> LinkScores:
    """Compare links with what the annotator put together."""
    contents: dict[int, set[int]] = {}
    for content, cue in links.cues.items():
        contents.setdefault(cue, set()).add(content)
    scores = LinkScores()
    for cue in gold.numbers("cue"):
        own, found = gold.fellows(cue, "source"), links.sources.get(cue)
        agrees = found in own if own else found is None
        whole = agrees and contents.get(cue, set()) == gold.fellows(cue, "content")
        judged = Proportion(right=int(agrees), total=1)
        scores += LinkScores(
            source=judged if own else Proportion(),
            no_source=Proportion() if own else judged,
            whole=Proportion(right=int(whole), total=1),
        )
    for content in gold.numbers("content"):
        own = gold.fellows(content, "cue")
        if own:
            right = int(links.cues.get(content) in own)
            scores += LinkScores(cue=Proportion(right=right, total=1))
    return scores


def main(arguments: Sequence[str] | None = None) -> None:
    """``python -m attribution.training.linking``."""
    parser = argparse.ArgumentParser(
        prog="python -m attribution.training.linking",
        description="Fit the weights of links to brat annotations, and measure those in use.",
    )
    parser.add_argument("train", metavar="TRAIN", type=Path, help="folder to fit weights to")
    parser.add_argument("dev", metavar="DEV", type=Path, help="folder to measure on")
    given = parser.parse_args(arguments)
    try:
        train, dev = list(read_pieces(given.train)), list(read_pieces(given.dev))
    except (AttributionError, OSError) as error:
        raise SystemExit(str(error)) from error
    for title, used, choices in (
        ("SOURCE_WEIGHTS", linking.SOURCE_WEIGHTS, source_choices(train)),
        ("CONTENT_WEIGHTS", linking.CONTENT_WEIGHTS, content_choices(train)),
    ):
        sys.stdout.writelines(_weights(title, used, fit_weights(choices, tuple(used))))
    for title, find in (("link", link), ("nearest candidate", link_nearest)):
        scores = LinkScores()
        for gold in dev:
            scores += score_links(gold, find(gold.words, gold.pieces))
        sys.stdout.writelines(_accuracy(title, scores))


def _weights(title: str, used: Mapping[str, float], fitted: Mapping[str, float]) -> Iterator[str]:
    yield f"{title} = {{\n"
    for name, weight in fitted.items():
        written = f'    "{name}": {weight:.2f},'
        yield f"{written:<40}# in use: {used[name]:.2f}\n"
    yield "}\n"


def _accuracy(title: str, scores: LinkScores) -> Iterator[str]:
    yield f"{title}\n"
    for name, score in asdict(scores, recurse=False).items():
        label = name.replace("_", " ")
        yield f"    {label:<12}{100 * score.share:6.2f}%  {score.right} of {score.total}\n"


if __name__ == "__main__":
    main()
