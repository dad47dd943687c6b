"""Labels against those that people gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from attrs import field, frozen

from attribution.document import Document
from attribution.evaluation.alignment import block_at, sentence_at
from attribution.evaluation.counts import Counts, Proportion, added
from attribution.evaluation.gold import (
    BOILERPLATE,
    HEADING,
    ROW_LABELS,
    SENTENCE_LABELS,
    GoldArticle,
)
from attribution.evaluation.mistakes import Mistake
from attribution.spans import Span
from attribution.vocabulary import BlockKind

__all__ = ["MISSING", "LabelScores", "score_labels"]

MISSING = "missing"
"""The prediction for a row that no labelled part of the document overlaps."""

_BLOCK_LABELS = {
    BlockKind.HEADING: HEADING,
    BlockKind.BYLINE: BOILERPLATE,
    BlockKind.BOILERPLATE: BOILERPLATE,
}


@frozen(kw_only=True)
class LabelScores:
    """What `score_labels` counted."""

    confusion: Counter[tuple[str, str]] = field(factory=Counter, hash=False)
    """Rows by reference and prediction. The reference is the prediction itself where a careful
    reader could defend it, otherwise the first choice of the gold."""
    sentences: Proportion = Proportion()
    """Label accuracy over the rows whose gold label is one of the four sentence labels."""
    mistakes: tuple[Mistake, ...] = ()

    __add__ = added

    @property
    def accuracy(self) -> Proportion:
        """Label accuracy over all rows: the headline."""
        return Proportion(
            right=sum(n for (gold, predicted), n in self.confusion.items() if gold == predicted),
            total=sum(self.confusion.values()),
        )

    @property
    def per_label(self) -> Mapping[str, Counts]:
        """Counts of each label against the rest, by label."""
        cells = self.confusion.items()
        return {
            label: Counts(
                found=self.confusion[label, label],
                predicted=sum(n for (_, predicted), n in cells if predicted == label),
                gold=sum(n for (gold, _), n in cells if gold == label),
            )
            for label in ROW_LABELS
        }

    @property
    def macro_f1(self) -> float:
        """The mean F1 of those labels that were predicted or are in the gold; 0.0 of none."""
        scores = [c.f1 for c in self.per_label.values() if c.gold or c.predicted]
        return sum(scores) / len(scores) if scores else 0.0

    @property
    def boilerplate(self) -> Counts:
        """Boilerplate against everything else."""
        return self.per_label[BOILERPLATE]


def score_labels(gold: GoldArticle, document: Document) -> LabelScores:
    """
    Compare the label of every gold row with the document's.

    The prediction for a row is the label of the sentence that overlaps it most.
    Where no sentence does, it is that of the block that overlaps it most:
    ``heading`` for a heading, ``boilerplate`` for boilerplate and bylines, and
    otherwise `MISSING`. It is right when it is the row's label or among its
    ``also``.

    **Label accuracy** is the share of right predictions over *all* rows,
    heading and boilerplate rows included. `LabelScores.sentences` is the same
    over those rows alone whose gold label is one of the four sentence labels; a
    row is there by its ``label``, never by its ``also``.

    In the confusion and the per-label figures a right prediction counts under
    the predicted label, a wrong one against the row's ``label``.
    """
    confusion: Counter[tuple[str, str]] = Counter()
    sentences = Proportion()
    mistakes = []
    for row in gold.rows:
        predicted = _predicted_label(document, row.span)
        right = predicted in row.labels
        confusion[predicted if right else row.label, predicted] += 1
        if row.label in SENTENCE_LABELS:
            sentences += Proportion(right=int(right), total=1)
        if not right:
            mistakes.append(
                Mistake(
                    article=gold.id,
                    span=row.span,
                    layer="label",
                    gold=row.label,
                    predicted=predicted,
                )
            )
    return LabelScores(confusion=confusion, sentences=sentences, mistakes=tuple(mistakes))


def _predicted_label(document: Document, span: Span) -> str:
    sentence = sentence_at(document, span)
    if sentence is not None:
        return sentence.label.value
    block = block_at(document, span)
    return MISSING if block is None else _BLOCK_LABELS.get(block.kind, MISSING)
