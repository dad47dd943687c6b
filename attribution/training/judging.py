"""What is found in annotated articles, and whether it is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from attrs import frozen

from attribution.analysis import Encoding, Passage, Relation
from attribution.annotator import Annotator
from attribution.config import Config
from attribution.engines import load_engine
from attribution.evaluation.brat import BratArticle, BratAttribution, read_brat
from attribution.relations.confidence import confidence_of
from attribution.relations.linking import link
from attribution.relations.tagged import find_pieces
from attribution.spans import Span, merge

__all__ = ["Judged", "is_right", "judge", "judge_folder"]


@frozen(kw_only=True)
class Judged:
    """An attribution with what the gold says about it."""

    confidence: float
    is_right: bool
    by_curve: bool
    """Whether its confidence comes from the curve, not from a constant."""


def judge_folder(folder: Path, *, model: str) -> Iterator[list[Judged]]:
    """
    What a model finds in each article of a folder of brat annotations.

    Raises:
        InvalidRecordError: an annotation cannot be read.
        ResourceError: the model is incomplete or damaged.
        ModelContractError: it is one for another version of the library.
        OSError: a file cannot be read.
    """
    prepare = Annotator(Config(engine="lexicon")).prepare
    engine = load_engine(Config(model=model))
    for article in read_brat(folder):
        passage = prepare(article.text)
        (encoding,) = engine.encoder.encode([passage])
        relations = engine.finder.find(passage, encoding)
        yield list(judge(article, passage, encoding, relations))


def judge(
    article: BratArticle, passage: Passage, encoding: Encoding, relations: Sequence[Relation]
) -> Iterator[Judged]:
    """
    Whether each relation found in an article is right by the reading of any annotator.

    What is nested inside the content of another is left out: PARC and PolNeAR give
    each word one role, so that their annotators could not mark it.
    """
    gold = [attribution for reading in article.readings for attribution in reading.attributions]
    curved = dict(_curved(passage, encoding))
    for relation in relations:
        if not _is_held(relation, relations):
            yield Judged(
                confidence=relation.confidence,
                is_right=any(
                    is_right(relation, _source(relation, relations), other) for other in gold
                ),
                by_curve=curved.get(relation.cue) == relation.confidence,
            )


def is_right(relation: Relation, source: Span | None, gold: BratAttribution) -> bool:
    """
    Whether a relation is this attribution of the gold, as a reader would say.

    What both contents have in common is more than half of each. The sources
    overlap, or there is none on either side. The cues overlap; a relation
    without a cue claims none.
    """
    ours, theirs = merge(relation.content), merge(gold.content)
    common = sum(len(one.intersection(other) or ()) for one in ours for other in theirs)
    return (
        2 * common > max(sum(map(len, ours)), sum(map(len, theirs)))
        and (_touch([source], gold.source) if source else not gold.source)
        and (not relation.cue or _touch(relation.cue, gold.cue))
    )


def _touch(some: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(one.overlaps(other) for one in some for other in others)


def _source(relation: Relation, relations: Sequence[Relation]) -> Span | None:
    """The words that name its source, perhaps those of the relation that it shares it with."""
    while relation.mention is None and relation.same_source_as is not None:
        relation = relations[relation.same_source_as]
    return relation.mention


def _is_held(relation: Relation, relations: Sequence[Relation]) -> bool:
    """Whether one that it is nested in has its words as content."""
    outer = relation
    while outer.parent is not None:
        outer = relations[outer.parent]
        if _touch(relation.content, outer.content):
            return True
    return False


def _curved(passage: Passage, encoding: Encoding) -> Iterator[tuple[tuple[Span, ...], float]]:
    """Tagged cues with a content, and what the curve says of their attribution."""
    pieces = find_pieces(passage, encoding)
    links = link(passage.words, pieces)
    contents: dict[int, list[int]] = {}
    for content, cue in links.cues.items():
        contents.setdefault(cue, []).append(content)
    for cue, own in contents.items():
        span = passage.words.span(pieces[cue].first, pieces[cue].end)
        yield (span,), confidence_of([pieces[number].confidence for number in (cue, *own)])
