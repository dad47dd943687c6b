"""
The command line: one module for each command, loaded when it is asked for.

Every command is a thin shell over a plain function in its module. What goes wrong
on the way is turned into an exit status here and nowhere else.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from attribution.errors import AttributionError

__all__ = ["main"]

# The summaries stand here so that `attribution --help` loads no command.
_COMMANDS = {
    "annotate": "Say for every sentence of an article who says so.",
    "evaluate": "Score the annotator against a gold standard.",
    "schema": "Print the JSON Schema of the output.",
    "sources": "Count who is cited how often.",
    "train": "Train a model on annotated articles.",
}

INTERRUPTED = 130
"""What shells use for a program ended by Ctrl-C."""


class _LazyGroup(click.Group):
    """A group that imports a command when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"attribution.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            # A reader that has gone away must be noticed while click still listens for it.
            sys.stdout.flush()
        except AttributionError as error:
            click.echo(f"attribution: error: {error}", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        return result


def _print_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from attribution import __version__

        click.echo(f"attribution {__version__}")
        ctx.exit()


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\
    \b
    Examples:
      attribution annotate article.txt
      attribution annotate articles/ -o result.jsonl
      attribution sources result.jsonl

    `attribution COMMAND --help` explains each command.
    """,
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
def main() -> None:
    """
    Say for every sentence of a news article who says so.

    Each sentence is a direct quote, a reported claim, the author's opinion or
    narration; each quote and claim is traced to its source. Everything runs on this
    machine: no text leaves it and nothing is downloaded.

    Exit status: 0 all went well, 1 an error, 2 wrong usage, 3 some records were
    skipped, 130 interrupted.
    """
