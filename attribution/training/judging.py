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
from attribution.relations.tagged import find_pieces
from attribution.spans import Span

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
    tagged = set(_tagged_cues(passage, encoding))
    for relation in relations:
        if not _is_held(relation, relations):
            yield Judged(
                confidence=relation.confidence,
                is_right=any(is_right(relation, other) for other in gold),
                by_curve=any(span in tagged for span in relation.cue),
            )


def is_right(relation: Relation, gold: BratAttribution) -> bool:
    """
    Whether the gold has this attribution: both its cue and its content overlap that one's.

    A relation without a cue claims none. Where a span begins and ends to the
    word, and who is behind the words that name the source, is no part of it.
    """
    return _touch(relation.content, gold.content) and (
        not relation.cue or _touch(relation.cue, gold.cue)
    )


def _touch(some: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(one.overlaps(other) for one in some for other in others)


def _is_held(relation: Relation, relations: Sequence[Relation]) -> bool:
    """Whether one that it is nested in has its words as content."""
    outer = relation
    while outer.parent is not None:
        outer = relations[outer.parent]
        if _touch(relation.content, outer.content):
            return True
    return False


def _tagged_cues(passage: Passage, encoding: Encoding) -> Iterator[Span]:
    """The cues whose attributions get their confidence from the probabilities of tags."""
    for piece in find_pieces(passage, encoding):
        if piece.role == "cue":
            yield passage.words.span(piece.first, piece.end)
