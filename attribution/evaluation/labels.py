"""Labels against those that people gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from attrs import field, frozen

from attribution.document import Document
from attribution.evaluation.alignment import block_at, sentence_at
from attribution.evaluation.calibration import (
    Judgement,
    Range,
    calibration_error,
    reliability,
)
from attribution.evaluation.counts import (
    Counts,
    Proportion,
    accuracy,
    added,
    counts_by_label,
    macro_f1,
)
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
    judgements: tuple[Judgement, ...] = ()
    """Of those rows, as far as a sentence of the document predicts them: how sure its label is,
    and whether it is right."""
    mistakes: tuple[Mistake, ...] = ()

    __add__ = added

    @property
    def accuracy(self) -> Proportion:
        """Label accuracy over all rows: the headline."""
        return accuracy(self.confusion)

    @property
    def per_label(self) -> Mapping[str, Counts]:
        """Counts of each label against the rest, by label."""
        return counts_by_label(self.confusion, ROW_LABELS)

    @property
    def macro_f1(self) -> float:
        """The mean F1 of those labels that were predicted or are in the gold; 0.0 of none."""
        return macro_f1(self.per_label.values())

    @property
    def sentence_macro_f1(self) -> float:
        """The same of the four sentence labels alone."""
        return macro_f1(self.per_label[label] for label in SENTENCE_LABELS)

    @property
    def calibration_error(self) -> float:
        """How far the confidence of sentences is from the share of right labels, on average."""
        return calibration_error(self.judgements)

    @property
    def reliability(self) -> tuple[Range, ...]:
        """Confidence and the share of right labels, by ranges of confidence."""
        return reliability(self.judgements)

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

    The confidence of a sentence is judged as the prediction is: right with the
    row's label or one of its ``also``.
    """
    confusion: Counter[tuple[str, str]] = Counter()
    sentences = Proportion()
    judgements, mistakes = [], []
    for row in gold.rows:
        sentence = sentence_at(document, row.span)
        predicted = _block_label(document, row.span) if sentence is None else sentence.label.value
        right = predicted in row.labels
        confusion[predicted if right else row.label, predicted] += 1
        if row.label in SENTENCE_LABELS:
            sentences += Proportion(right=int(right), total=1)
            if sentence is not None:
                judgements.append(Judgement(confidence=sentence.confidence, is_right=right))
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
    return LabelScores(
        confusion=confusion,
        sentences=sentences,
        judgements=tuple(judgements),
        mistakes=tuple(mistakes),
    )


def _block_label(document: Document, span: Span) -> str:
    block = block_at(document, span)
    return MISSING if block is None else _BLOCK_LABELS.get(block.kind, MISSING)
