"""
How alike two people label the same sentences.

    python -m attribution.training.agreement FIRST SECOND

takes two files of labels by place (`attribution.training.voices`), of which the second
may have fewer documents, and prints the share of sentences with the same label, Cohen's
kappa (1960), which sets it against what chance would do, and who said what.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import field, frozen

from attribution.errors import InvalidRecordError

__all__ = ["Agreement", "compare_labels", "main"]


@frozen(kw_only=True)
class Agreement:
    """Labels that two people gave to the same sentences."""

    pairs: Counter[tuple[str, str]] = field(hash=False)
    """Sentences by the first label of the one and of the other."""
    defended: int
    """Sentences where at least the second label of one is the first of the other."""

    @property
    def sentences(self) -> int:
        """That both labelled."""
        return sum(self.pairs.values())

    @property
    def observed(self) -> float:
        """The share with the same label; 0.0 of none."""
        same = sum(count for (one, other), count in self.pairs.items() if one == other)
        return same / max(self.sentences, 1)

    def kappa(self, *, label: str | None = None) -> float:
        """
        Cohen's kappa over all labels, or over one *label* against the rest.

        1.0 is perfect agreement, 0.0 that of chance; 1.0 too where there is but one label.
        """
        pairs: Counter[tuple[str, str]] = Counter()
        for (one, other), count in self.pairs.items():
            merged = (one, other) if label is None else (str(one == label), str(other == label))
            pairs[merged] += count
        firsts: Counter[str] = Counter()
        seconds: Counter[str] = Counter()
        for (one, other), count in pairs.items():
            firsts[one] += count
            seconds[other] += count
        total = max(self.sentences, 1)
        observed = sum(count for (one, other), count in pairs.items() if one == other) / total
        expected = sum(count * seconds[one] for one, count in firsts.items()) / total**2
        return 1.0 if expected == 1.0 else (observed - expected) / (1 - expected)


def compare_labels(first: Path, second: Path) -> Agreement:
    """
    The labels of the documents that two files share.

    Raises:
        InvalidRecordError: a line is no such labels, or the sentences are not the same.
        OSError: a file cannot be read.
    """
    one, other = (dict(_read(path)) for path in (first, second))
    pairs: Counter[tuple[str, str]] = Counter()
    defended = 0
    for id in sorted(one.keys() & other.keys()):
        if one[id].keys() != other[id].keys():
            raise InvalidRecordError(str(second), None, f"other sentences in {id}")
        for place, labels in one[id].items():
            others = other[id][place]
            pairs[labels[0], others[0]] += 1
            defended += labels[0] in others or others[0] in labels
    return Agreement(pairs=pairs, defended=defended)


def _read(path: Path) -> Iterator[tuple[str, dict[tuple[int, ...], list[str]]]]:
    """By document, the labels of each sentence by its place."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            record = json.loads(line)
            yield (
                record["id"],
                {
                    tuple(each for each in row if isinstance(each, int)): [
                        each for each in row if isinstance(each, str)
                    ]
                    for row in record["sentences"]
                },
            )
        except (LookupError, TypeError, ValueError) as error:
            raise InvalidRecordError(str(path), number, f"no labels by place: {error}") from error


def main(arguments: Sequence[str] | None = None) -> None:
    """``python -m attribution.training.agreement``."""
    parser = argparse.ArgumentParser(
        prog="python -m attribution.training.agreement",
        description="Compare the labels that two people gave to the same sentences.",
    )
    parser.add_argument("first", metavar="FIRST", type=Path)
    parser.add_argument("second", metavar="SECOND", type=Path)
    given = parser.parse_args(arguments)
    try:
        found = compare_labels(given.first, given.second)
    except (InvalidRecordError, OSError) as error:
        raise SystemExit(str(error)) from error
    sys.stdout.writelines(_report(found))


def _report(found: Agreement) -> Iterator[str]:
    labels = sorted({label for pair in found.pairs for label in pair})
    yield f"{found.sentences} sentences, the same label {100 * found.observed:.1f}%"
    yield f", one of theirs {100 * found.defended / max(found.sentences, 1):.1f}%"
    yield f", kappa {found.kappa():.3f}\n"
    for label in labels:
        row = "".join(f"{found.pairs[label, other]:6}" for other in labels)
        yield f"{label:<16}{row}  kappa {found.kappa(label=label):.3f}\n"


if __name__ == "__main__":
    main()
