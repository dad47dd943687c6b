"""``attribution train``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
from attrs import evolve

from attribution.errors import InputError, MissingExtraError

__all__ = ["command"]

LIBRARIES = ("onnx", "safetensors", "torch")
"""Those of the extra that only training needs."""


@click.command(
    name="train",
    epilog="""\
    \b
    Examples:
      attribution train english.toml
      attribution train english.toml --out runs/second
    """,
)
@click.argument("config", metavar="CONFIG", type=click.Path(path_type=Path))
@click.option(
    "--out",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Folder for checkpoints, logs and the model. [default: what CONFIG says]",
)
def command(config: Path, out: Path | None) -> None:
    """
    Train a model on annotated articles.

    CONFIG is a TOML file that says what to learn from, where to start and how to
    go on. A run that was interrupted goes on after its last complete epoch.

    How it goes is told on standard error, one JSON object a line; at the end the
    scores on held-out articles are printed, and the folder has a model for
    --model. It needs the extra "train".
    """
    if any(find_spec(library) is None for library in LIBRARIES):
        raise MissingExtraError("train")
    from attribution.cli.evaluate import write_report
    from attribution.evaluation import Report
    from attribution.training.config import read_config
    from attribution.training.export import export
    from attribution.training.train import train

    try:
        settings = read_config(config)
        if out is not None:
            settings = evolve(settings, out=out.absolute())
        trained = train(settings, report=_tell)
        export(trained, settings, settings.out / "model")
    except OSError as error:
        msg = f"{error.filename or config}: {error.strerror}"
        raise InputError(msg) from error
    report = Report(
        path=str(settings.data.dev),
        articles=len(trained.dev),
        readings=len(trained.dev),
        spans=trained.scores,
    )
    write_report(report, "table", None)


def _tell(entry: Mapping[str, Any]) -> None:
    click.echo(json.dumps(entry), err=True)
