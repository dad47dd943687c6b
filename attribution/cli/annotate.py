"""``attribution annotate``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Literal, Protocol, TypeVar

import click
import jsonlines
from attrs import evolve

from attribution.cli.inputs import JSONL_SUFFIXES, SKIPPED_SUFFIX, find_inputs, read_inputs
from attribution.cli.options import engine_options, registry_option
from attribution.cli.outputs import file_or_stdout, open_output, stdout_text
from attribution.codec import dump
from attribution.document import Document
from attribution.errors import InvalidRecordError
from attribution.jsonl import Record, write_documents

__all__ = ["SKIPPED", "annotate_records", "command", "errors_path"]

SKIPPED = 3
"""Exit status when some records were left out because the user asked for that."""

C = TypeVar("C")


class PairPipe(Protocol):
    """What annotates texts as a stream and hands a context through, such as an ``Annotator``."""

    def pipe(
        self,
        texts: Iterable[tuple[C, str]],
        /,
        *,
        as_tuples: Literal[True],
        batch_size: int,
        workers: int,
    ) -> Iterator[tuple[C, Document]]:
        """Each context with the document of its text, in order."""
        ...


def annotate_records(
    annotator: PairPipe,
    records: Iterable[Record | InvalidRecordError],
    *,
    on_invalid: Callable[[InvalidRecordError], None] | None = None,
    batch_size: int = 64,
    workers: int = 1,
) -> Iterator[Document]:
    """
    Annotate a stream of records in order, keeping their ids and other fields.

    Args:
        annotator: What does the work.
        records: Texts, and errors in the place of those that cannot be used.
        on_invalid: Told of each such error, which is then skipped; by default the
            first one is raised.
        batch_size: Texts to work on at a time.
        workers: Processes to share the work among.

    Raises:
        InvalidRecordError: the first record that cannot be used, without *on_invalid*.
    """

    def usable() -> Iterator[tuple[Record, str]]:
        for record in records:
            if isinstance(record, Record):
                yield record, record.text
            elif on_invalid is None:
                raise record
            else:
                on_invalid(record)

    annotated = annotator.pipe(usable(), as_tuples=True, batch_size=batch_size, workers=workers)
    for record, document in annotated:
        yield evolve(document, id=record.id, meta=record.meta)


def errors_path(output: Path) -> Path:
    """
    Where the records skipped on the way to *output* are listed: beside it.

    >>> errors_path(Path("news/out.jsonl")).as_posix()
    'news/out.errors.jsonl'
    """
    stem = output.stem if output.suffix.lower() in JSONL_SUFFIXES else output.name
    return output.parent / f"{stem}{SKIPPED_SUFFIX}"


class _Skipped:
    """
    The records left out: counted, and listed in a file or on standard error.

    The file is opened at the first of them, inside *stack*.
    """

    def __init__(self, path: Path | None, stack: ExitStack) -> None:
        self.number = 0
        self._path = path
        self._stack = stack
        self._writer: jsonlines.Writer | None = None

    def add(self, error: InvalidRecordError) -> None:
        """Note one."""
        self.number += 1
        if self._path is None:
            click.echo(f"attribution: skipped: {error}", err=True)
            return
        if self._writer is None:
            stream = self._stack.enter_context(open_output(self._path))
            self._writer = jsonlines.Writer(stream, dumps=dump)
        self._writer.write({"path": error.path, "line": error.line, "reason": error.reason})


@click.command(
    name="annotate",
    epilog="""\
    \b
    Examples:
      Read an article with its sentences coloured:
        attribution annotate article.txt
      Annotate every file of a directory:
        attribution annotate articles/ -o result.jsonl
      Records whose text is in the field "body", going on past broken ones:
        attribution annotate news.jsonl --text-field body --skip-invalid -o out.jsonl
      In a pipeline:
        curl -s https://example.org/article.txt | attribution annotate - | jq .sources
    """,
)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    type=click.Path(path_type=Path),
    callback=file_or_stdout,
    help="File to write; it appears when it is complete. [default: standard output]",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["jsonl", "text"]),
    help="JSON Lines, or a view to read. [default: text on a terminal, else jsonl]",
)
@click.option(
    "--why",
    is_flag=True,
    help="A view to read that says below each sentence what speaks for its label.",
)
@click.option(
    "--input-format",
    type=click.Choice(["auto", "text", "jsonl"]),
    default="auto",
    show_default=True,
    help="auto: JSON Lines where the name ends in .jsonl or .ndjson, else text.",
)
@click.option(
    "--text-field",
    metavar="NAME",
    default="text",
    show_default=True,
    help="The field of a JSONL record that holds the text.",
)
@click.option(
    "--id-field",
    metavar="NAME",
    default="id",
    show_default=True,
    help="The field that holds its id, a string or a number; it may be absent.",
)
@click.option(
    "--skip-invalid",
    is_flag=True,
    help="Go on past records that cannot be used, list them in OUT.errors.jsonl"
    " (without -o: on standard error), and exit with status 3.",
)
@engine_options
@registry_option
@click.option(
    "--batch-size",
    type=click.IntRange(min=1),
    default=64,
    show_default=True,
    help="Texts to work on at a time.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Processes to share the work among.",
)
@click.pass_context
def command(
    ctx: click.Context,
    inputs: tuple[str, ...],
    output: Path | None,
    output_format: str | None,
    why: bool,
    input_format: str,
    text_field: str,
    id_field: str,
    skip_invalid: bool,
    engine: str,
    model: str,
    threads: int,
    registry: tuple[str, ...],
    batch_size: int,
    workers: int,
) -> None:
    """
    Say for every sentence of an article who says so.

    INPUT is a text file, a JSONL file with one article a line, a directory (every
    .txt, .jsonl and .ndjson file below it, hidden ones apart, in sorted order), a
    pattern in quotation marks, or - for standard input. All of it is UTF-8.

    The output has one document a line, in the order of the input: the text as it
    was, with spans for sentences, quotations, attributions and sources, counted in
    code points. `attribution schema` describes it. The id of a document is the path
    of its text file or the id of its record; the record's other fields are kept
    under "meta".

    Odd text is never an error. A record that is no UTF-8, no JSON, or has no text,
    is: the command stops with status 1 and leaves no output file, or skips it and
    ends with status 3 if --skip-invalid was given.
    """
    import attribution

    if output_format is None:
        on_screen = output is None and stdout_text().isatty()
        output_format = "text" if on_screen or why else "jsonl"
    is_device = output is not None and output.exists() and not output.is_file()
    errors = None if output is None or is_device else errors_path(output)
    own = [path for path in (output, errors) if path is not None]
    files = find_inputs(inputs, leave_out=own)
    records = read_inputs(
        files, input_format=input_format, text_field=text_field, id_field=id_field
    )

    with ExitStack() as stack:
        destination = stack.enter_context(open_output(output))
        skipped = _Skipped(errors, stack)
        documents = annotate_records(
            attribution.load(engine=engine, model=model, threads=threads, registry=registry),
            records,
            on_invalid=skipped.add if skip_invalid else None,
            batch_size=batch_size,
            workers=workers,
        )
        if output_format == "jsonl":
            number = write_documents(documents, destination)
        else:
            from attribution.cli.view import show_documents

            number = show_documents(documents, None if output is None else destination, why=why)

    if skipped.number:
        where = "" if errors is None else f"; see {errors}"
        counts = f"{number} annotated, {skipped.number} skipped"
        click.echo(f"attribution: {counts}{where}", err=True)
        ctx.exit(SKIPPED)
    if errors is not None and skip_invalid:
        errors.unlink(missing_ok=True)  # of an earlier run: this one skipped nothing
