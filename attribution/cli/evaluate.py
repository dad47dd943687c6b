"""``attribution evaluate``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from attribution.cli.options import engine_options, registry_option
from attribution.cli.outputs import file_or_stdout, open_output, text_on
from attribution.errors import InputError

if TYPE_CHECKING:
    from attribution.evaluation import Report

__all__ = ["command", "write_report"]


def write_report(report: Report, output_format: str, stream: BinaryIO | None) -> None:
    """Write *report* as ``json`` or ``table``, on standard output or as UTF-8 on *stream*."""
    if output_format == "json":
        text = json.dumps(report.to_dict(), indent=2) + "\n"
        (stream or sys.stdout.buffer).write(text.encode())
        return
    from attribution.cli.view import make_console, make_table

    with text_on(stream) as lines:
        console = make_console(lines)
        console.print(f"{report.path}: articles {report.articles}, readings {report.readings}\n")
        scores, confusion = report.to_table(), report.confusion_table()
        console.print(make_table(scores[0], scores[1:], numbers=len(scores[0]) - 1))
        for table in (report.phenomena_table(), report.reliability_table()):
            if table:
                console.print()
                console.print(make_table(table[0], table[1:], numbers=len(table[0]) - 1))
        if confusion:
            header = [title.replace("_", "\n") for title in confusion[0]]
            rows = [(gold.replace("_", " "), *counts) for gold, *counts in confusion[1:]]
            console.print()
            console.print(make_table(header, rows, numbers=len(header) - 1))


@click.command(
    name="evaluate",
    epilog="""\
    \b
    Examples:
      attribution evaluate gold.jsonl
      attribution evaluate brat-folder/ --format json -o scores.json
      attribution evaluate gum/GUM_news_asylum.conllu
      attribution evaluate newssd-eng/test.csv
    """,
)
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Tables to read, or every count and figure as JSON.",
)
@engine_options
@registry_option
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    callback=file_or_stdout,
    help="File to write. [default: standard output]",
)
def command(
    gold: Path,
    output_format: str,
    engine: str,
    model: str,
    threads: int,
    registry: tuple[str, ...],
    output: Path | None,
) -> None:
    """
    Score the annotator against a gold standard.

    GOLD is a .jsonl file of articles whose sentences people labelled, which scores
    labels and their confidence, source names, kinds, outlets and links; a folder of
    brat annotations (.ann beside .txt), which scores the spans of sources, cues and
    contents; a .conllu file, or a folder of them, with GUM's coreference chains, which
    scores whom sources stand for (that needs the extra "evaluate"); or a .csv or .tsv
    file of sentences called SUBJ or OBJ, which scores which are the author's opinion.

    Precision is the share of what was found that is right, recall the share of what
    is right that was found, F1 their harmonic mean; all in per cent.
    """
    import attribution
    from attribution.evaluation import evaluate

    if not gold.exists():
        msg = f"{gold}: no such file or directory"
        raise InputError(msg)
    with open_output(output) as destination:
        try:
            annotator = attribution.load(
                engine=engine, model=model, threads=threads, registry=registry
            )
            report = evaluate(annotator, gold)
        except OSError as error:
            msg = f"{gold}: cannot be read: {error.strerror}"
            raise InputError(msg) from error
        write_report(report, output_format, None if output is None else destination)
