"""What an evaluation found, as plain data and as rows to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import Factory, asdict, frozen

from attribution.evaluation.attributions import RoleCounts, SpanScores
from attribution.evaluation.calibration import Range
from attribution.evaluation.coreference import CoreferenceScores, Grouping
from attribution.evaluation.counts import Counts, Proportion
from attribution.evaluation.gold import ROW_LABELS
from attribution.evaluation.labels import MISSING, LabelScores
from attribution.evaluation.mistakes import Mistake
from attribution.evaluation.sources import SourceScores
from attribution.evaluation.subjectivity import SUBJECTIVITIES, SubjectivityScores

__all__ = ["Report"]

Row = tuple[str, ...]

_METRICS = {"muc": "MUC", "b_cubed": "B³", "ceaf_e": "CEAFe"}


@frozen(kw_only=True)
class Report:
    """
    The counts of one evaluation; figures are derived from them.

    A layer is ``None`` where the gold does not annotate it.
    """

    path: str
    """The gold that was read."""
    articles: int
    """Texts annotated, be they only sentences."""
    readings: int
    """Annotations compared: more than articles where several people annotated one."""
    labels: LabelScores | None = None
    sources: SourceScores | None = None
    phenomena: Mapping[str, SourceScores] = Factory(dict)
    """The scores of sources, by what the articles of the gold are cases of."""
    spans: SpanScores | None = None
    coreference: CoreferenceScores | None = None
    subjectivity: SubjectivityScores | None = None

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Everything predicted otherwise than the gold has it, layer by layer."""
        layers = (
            self.labels,
            self.sources,
            self.spans,
            self.coreference,
            self.subjectivity,
        )
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
                "sentence_macro_f1": self.labels.sentence_macro_f1,
                "boilerplate": _counts(self.labels.boilerplate),
                "per_label": {k: _counts(v) for k, v in self.labels.per_label.items()},
                "confusion": _confusion(self.labels.confusion),
                "calibration": {
                    "error": self.labels.calibration_error,
                    "rows": len(self.labels.judgements),
                    "ranges": [_range(each) for each in self.labels.reliability],
                },
            }
        if self.sources is not None:
            data["sources"] = _sources(self.sources)
        if self.phenomena:
            data["phenomena"] = {k: _sources(v) for k, v in sorted(self.phenomena.items())}
        if self.spans is not None:
            data["spans"] = {
                matching: {role: _counts(counts) for role, counts in _roles(roles)}
                for matching, roles in _matchings(self.spans)
            }
        if self.coreference is not None:
            data["coreference"] = {
                "pronouns": _proportion(self.coreference.resolution.pronouns),
                "nominals": _proportion(self.coreference.resolution.nominals),
                **{name: _grouping(grouping) for name, grouping in _groupings(self.coreference)},
            }
        if self.subjectivity is not None:
            data["subjectivity"] = {
                "accuracy": _proportion(self.subjectivity.accuracy),
                "macro_f1": self.subjectivity.macro_f1,
                "per_label": {k: _counts(v) for k, v in self.subjectivity.per_label.items()},
                "unlabelled": self.subjectivity.unlabelled,
                "confusion": _confusion(self.subjectivity.confusion),
            }
        return data

    def to_table(self) -> tuple[Row, ...]:
        """
        Rows of measure, score, precision, recall and count, headed by those words.

        The score is an accuracy, an F1 or a calibration error, in per cent; the count
        is of right decisions among all, or of things in the gold.
        """
        rows: list[Row] = [("measure", "score", "precision", "recall", "count")]
        if self.labels is not None:
            rows.append(_accuracy_row("label accuracy", self.labels.accuracy))
            rows.append(_accuracy_row("label accuracy, sentences only", self.labels.sentences))
            rows.append(_mean_row("label macro F1", self.labels.macro_f1))
            rows.append(_mean_row("label macro F1, four labels", self.labels.sentence_macro_f1))
            rows += (_f1_row(f"F1 {k}", v) for k, v in self.labels.per_label.items())
            error, judged = self.labels.calibration_error, len(self.labels.judgements)
            rows.append(("label calibration error", _percent(error), "", "", str(judged)))
        if self.sources is not None:
            rows.append(_accuracy_row("source names, strict", self.sources.strict))
            rows.append(_accuracy_row("source names, lenient", self.sources.lenient))
            rows.append(_accuracy_row("source kinds", self.sources.kind))
            rows.append(_accuracy_row("outlets", self.sources.outlet))
            rows.append(_precision_row("outlets given", self.sources.outlet_precision))
            if self.sources.link.gold or self.sources.link.predicted:
                rows.append(_f1_row("links to the registry", self.sources.link))
            rows.append(_precision_row("links of outlets", self.sources.outlet_link))
        if self.spans is not None:
            for matching, roles in _matchings(self.spans):
                rows += (_f1_row(f"{matching} F1 {role}", counts) for role, counts in _roles(roles))
        if self.coreference is not None:
            rows.append(_accuracy_row("pronouns resolved", self.coreference.resolution.pronouns))
            rows.append(_accuracy_row("nouns resolved", self.coreference.resolution.nominals))
            for name, grouping in _groupings(self.coreference):
                rows += _grouping_rows(name, grouping)
        if self.subjectivity is not None:
            rows.append(_mean_row("subjectivity macro F1", self.subjectivity.macro_f1))
            rows += (_f1_row(f"F1 {k}", v) for k, v in self.subjectivity.per_label.items())
            rows.append(_accuracy_row("subjectivity accuracy", self.subjectivity.accuracy))
            rows.append(("taken for no sentence", "", "", "", str(self.subjectivity.unlabelled)))
        return tuple(rows)

    def phenomena_table(self) -> tuple[Row, ...]:
        """Right rows among all, by what they are cases of; empty without phenomena."""
        if not self.phenomena:
            return ()
        return (
            ("phenomenon", "names", "kinds", "links"),
            *(
                (
                    phenomenon.replace("_", " "),
                    _fraction(scores.lenient),
                    _fraction(scores.kind),
                    _fraction(Proportion(right=scores.link.found, total=scores.link.gold)),
                )
                for phenomenon, scores in sorted(self.phenomena.items())
            ),
        )

    def confusion_table(self) -> tuple[Row, ...]:
        """The labels of the gold down, those predicted across; empty without labels."""
        if self.labels is not None:
            return _confusion_rows(self.labels.confusion, ROW_LABELS, (*ROW_LABELS, MISSING))
        if self.subjectivity is not None:
            return _confusion_rows(self.subjectivity.confusion, SUBJECTIVITIES, SUBJECTIVITIES)
        return ()

    def reliability_table(self) -> tuple[Row, ...]:
        """
        Rows of confidence, its mean, the share of right labels and their count, in per cent.

        Empty without labelled sentences.
        """
        ranges = () if self.labels is None else self.labels.reliability
        if not ranges:
            return ()
        return (
            ("confidence", "mean", "right", "count"),
            *(
                (
                    f"{100 * each.low:.0f} to {100 * each.high:.0f}",
                    _percent(each.confidence),
                    _percent(each.right.share),
                    _fraction(each.right),
                )
                for each in ranges
            ),
        )


def _matchings(spans: SpanScores) -> Iterator[tuple[str, RoleCounts]]:
    yield "exact", spans.exact
    yield "overlap", spans.overlap


def _roles(roles: RoleCounts) -> Iterator[tuple[str, Counts]]:
    yield "source", roles.source
    yield "cue", roles.cue
    yield "content", roles.content


def _groupings(coreference: CoreferenceScores) -> Iterator[tuple[str, Grouping]]:
    yield "everything", coreference.everything
    yield "sources", coreference.sources


def _grouping(grouping: Grouping) -> dict[str, Any]:
    return {
        "conll_f1": grouping.conll_f1,
        "mentions": _counts(grouping.mentions),
        **{name: asdict(figures) for name, figures in grouping.metrics.items()},
    }


def _grouping_rows(name: str, grouping: Grouping) -> Iterator[Row]:
    yield _mean_row(f"CoNLL F1, {name}", grouping.conll_f1)
    for metric, figures in grouping.metrics.items():
        yield (
            f"{_METRICS[metric]}, {name}",
            *map(_percent, (figures.f1, figures.precision, figures.recall)),
            str(len(grouping.key)),
        )
    yield _f1_row(f"mentions, {name}", grouping.mentions)


def _sources(scores: SourceScores) -> dict[str, Any]:
    return {
        "strict": _proportion(scores.strict),
        "lenient": _proportion(scores.lenient),
        "kind": _proportion(scores.kind),
        "outlet": _proportion(scores.outlet),
        "outlet_precision": _proportion(scores.outlet_precision),
        "link": _counts(scores.link),
        "outlet_link": _proportion(scores.outlet_link),
    }


def _confusion(confusion: Mapping[tuple[str, str], int]) -> list[dict[str, Any]]:
    return [
        {"gold": gold, "predicted": predicted, "rows": rows}
        for (gold, predicted), rows in sorted(confusion.items())
    ]


def _confusion_rows(
    confusion: Counter[tuple[str, str]], down: Iterable[str], across: Sequence[str]
) -> tuple[Row, ...]:
    return (
        ("gold \\ predicted", *across),
        *((gold, *(str(confusion[gold, predicted]) for predicted in across)) for gold in down),
    )


def _range(each: Range) -> dict[str, float]:
    return {
        "low": each.low,
        "high": each.high,
        "confidence": each.confidence,
        **_proportion(each.right),
    }


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


def _mean_row(measure: str, figure: float) -> Row:
    return (measure, _percent(figure), "", "", "")


def _accuracy_row(measure: str, proportion: Proportion) -> Row:
    return (measure, _percent(proportion.share), "", "", _fraction(proportion))


def _precision_row(measure: str, proportion: Proportion) -> Row:
    return (measure, "", _percent(proportion.share), "", _fraction(proportion))


def _fraction(proportion: Proportion) -> str:
    return f"{proportion.right}/{proportion.total}"


def _f1_row(measure: str, counts: Counts) -> Row:
    figures = (counts.f1, counts.precision, counts.recall)
    return (measure, *map(_percent, figures), str(counts.gold))


def _percent(figure: float) -> str:
    return f"{100 * figure:.1f}"
