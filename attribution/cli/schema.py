"""``attribution schema``."""

from __future__ import annotations

import json

import click

__all__ = ["command"]


@click.command(
    name="schema",
    epilog="""\
    \b
    Examples:
      attribution schema > attribution.schema.json
      attribution schema | jq '."$defs".Attribution'
    """,
)
def command() -> None:
    """
    Print the JSON Schema of the output.

    Every line that `attribution annotate` writes validates against it (JSON Schema,
    draft 2020-12). It is derived from the library's own types, and says what each
    field holds and which ones may be absent.
    """
    from attribution.schema import json_schema

    click.echo(json.dumps(json_schema(), indent=2))
