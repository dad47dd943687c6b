"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from attribution.config import ENGINES

__all__ = ["engine_options", "registry_option"]

Command = TypeVar("Command", bound=Callable[..., Any])


def engine_options(command: Command) -> Command:
    """Let a command choose what finds the attributions."""
    for option in (
        click.option(
            "--threads",
            type=click.IntRange(min=0),
            default=0,
            show_default="as many as there are processors",
            help="Threads of the encoder, in each worker.",
        ),
        click.option(
            "--model",
            metavar="NAME|FOLDER",
            default="english",
            show_default=True,
            help="What the encoder runs: a packaged model, or one that you trained.",
        ),
        click.option(
            "--engine",
            type=click.Choice(ENGINES),
            default=ENGINES[0],
            show_default=True,
            help="What finds the attributions.",
        ),
    ):
        command = option(command)
    return command


def registry_option(command: Command) -> Command:
    """Let a command know of a user's own registry records."""
    option = click.option(
        "--registry",
        metavar="FILE",
        multiple=True,
        help="JSONL with your own outlets and bodies, merged over the registry; may be repeated.",
    )
    return option(command)
