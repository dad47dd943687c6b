"""What an evaluation found, as plain data and as rows to print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from attribution.evaluation.counts import Counts, Proportion
from attribution.evaluation.gold import ROW_LABELS
from attribution.evaluation.scoring import (
    MISSING,
    LabelScores,
    Mistake,
    RoleCounts,
    SourceScores,
    SpanScores,
)

__all__ = ["Report"]

Row = tuple[str, ...]


@frozen(kw_only=True)
class Report:
    """
    The counts of one evaluation; figures are derived from them.

    A layer is ``None`` where the gold does not annotate it.
    """

    path: str
    """The gold that was read."""
    articles: int
    readings: int
    """Annotations compared: more than articles where several people annotated one."""
    labels: LabelScores | None = None
    sources: SourceScores | None = None
    spans: SpanScores | None = None

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Everything predicted otherwise than the gold has it, layer by layer."""
        layers = (self.labels, self.sources, self.spans)
        return tuple(m for layer in layers if layer is not None for m in layer.mistakes)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values: counts with their figures; without the mistakes."""
        data: dict[str, Any] = {
            "path": self.path,
            "articles": self.articles,
            "readings": self.readings,
        }
        if self.labels is not None:
            data["labels"] = {
                "accuracy": _proportion(self.labels.accuracy),
                "sentence_accuracy": _proportion(self.labels.sentences),
                "macro_f1": self.labels.macro_f1,
                "boilerplate": _counts(self.labels.boilerplate),
                "per_label": {k: _counts(v) for k, v in self.labels.per_label.items()},
                "confusion": [
                    {"gold": gold, "predicted": predicted, "rows": rows}
                    for (gold, predicted), rows in sorted(self.labels.confusion.items())
                ],
            }
        if self.sources is not None:
            data["sources"] = {
                "strict": _proportion(self.sources.strict),
                "lenient": _proportion(self.sources.lenient),
                "kind": _proportion(self.sources.kind),
                "outlet": _proportion(self.sources.outlet),
            }
        if self.spans is not None:
            data["spans"] = {
                matching: {role: _counts(counts) for role, counts in _roles(roles)}
                for matching, roles in _matchings(self.spans)
            }
        return data

    def to_table(self) -> tuple[Row, ...]:
        """
        Rows of measure, score, precision, recall and count, headed by those words.

        The score is an accuracy or an F1, in per cent; the count is of right
        decisions among all, or of things in the gold.
        """
        rows: list[Row] = [("measure", "score", "precision", "recall", "count")]
        if self.labels is not None:
            rows.append(_accuracy_row("label accuracy", self.labels.accuracy))
            rows.append(_accuracy_row("label accuracy, sentences only", self.labels.sentences))
            rows.append(("label macro F1", _percent(self.labels.macro_f1), "", "", ""))
            rows += (_f1_row(f"F1 {k}", v) for k, v in self.labels.per_label.items())
        if self.sources is not None:
            rows.append(_accuracy_row("source names, strict", self.sources.strict))
            rows.append(_accuracy_row("source names, lenient", self.sources.lenient))
            rows.append(_accuracy_row("source kinds", self.sources.kind))
            rows.append(_accuracy_row("outlets", self.sources.outlet))
        if self.spans is not None:
            for matching, roles in _matchings(self.spans):
                rows += (_f1_row(f"{matching} F1 {role}", counts) for role, counts in _roles(roles))
        return tuple(rows)

    def confusion_table(self) -> tuple[Row, ...]:
        """The labels of the gold down, those predicted across; empty without labels."""
        if self.labels is None:
            return ()
        cells, across = self.labels.confusion, (*ROW_LABELS, MISSING)
        return (
            ("gold \\ predicted", *across),
            *((gold, *(str(cells[gold, p]) for p in across)) for gold in ROW_LABELS),
        )


def _matchings(spans: SpanScores) -> Iterator[tuple[str, RoleCounts]]:
    yield "exact", spans.exact
    yield "overlap", spans.overlap


def _roles(roles: RoleCounts) -> Iterator[tuple[str, Counts]]:
    yield "source", roles.source
    yield "cue", roles.cue
    yield "content", roles.content


def _proportion(proportion: Proportion) -> dict[str, float]:
    return {"share": proportion.share, "right": proportion.right, "total": proportion.total}


def _counts(counts: Counts) -> dict[str, float]:
    return {
        "f1": counts.f1,
        "precision": counts.precision,
        "recall": counts.recall,
        "found": counts.found,
        "predicted": counts.predicted,
        "gold": counts.gold,
    }


def _accuracy_row(measure: str, proportion: Proportion) -> Row:
    count = f"{proportion.right}/{proportion.total}"
    return (measure, _percent(proportion.share), "", "", count)


def _f1_row(measure: str, counts: Counts) -> Row:
    figures = (counts.f1, counts.precision, counts.recall)
    return (measure, *map(_percent, figures), str(counts.gold))


def _percent(figure: float) -> str:
    return f"{100 * figure:.1f}"
