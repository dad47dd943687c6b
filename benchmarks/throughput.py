"""
Words a second, start-up time and peak memory, measured the way a user would run it.

    python benchmarks/throughput.py [FOLDER] [--engine encoder] [--model english] [--threads 0]

FOLDER holds ``.txt`` files; without one, the fixtures of this project are used,
repeated to a size worth measuring. Words are split at white space. Each figure
comes from a process of its own, so that none pays for another's imports.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parent.parent / "fixtures" / "articles"
FEWEST_WORDS = 50_000

_START = """
import time
began = time.perf_counter()
import attribution
imported = time.perf_counter()
import sys
light = "spacy" not in sys.modules
annotator = attribution.load(**{settings!r})
loaded = time.perf_counter()
annotator("“It rained,” said the mayor, Ann Lee. She left early.")
first = time.perf_counter()
import json
print(json.dumps([imported - began, light, loaded - imported, first - loaded, time.time()]))
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures as a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[1])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--engine", default="encoder")
    parser.add_argument("--model", default="english")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    settings = {"engine": options.engine, "model": options.model, "threads": options.threads}
    texts = read_texts(options.folder)
    if options.inside:
        sys.stdout.write(json.dumps(annotate_all(texts, settings)))
        return 0
    figures = measure(options.folder, settings, options.repeat)
    figures["words"] = sum(len(text.split()) for text in texts)
    figures["texts"] = len(texts)
    if options.json:
        sys.stdout.write(json.dumps(figures) + "\n")
    else:
        for name, value in figures.items():
            shown = f"{value:,.3f}" if isinstance(value, float) else f"{value:,}"
            sys.stdout.write(f"{name:32} {shown:>14}\n")
    return 0


def read_texts(folder: Path | None) -> list[str]:
    """The texts to annotate, enough of them to measure."""
    paths = sorted(folder.glob("**/*.txt") if folder else FIXTURES.glob("*/article.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    words = sum(len(text.split()) for text in texts)
    return texts * max(1, -(-FEWEST_WORDS // words)) if words else texts


def measure(
    folder: Path | None, settings: dict[str, Any], repeat: int
) -> dict[str, float | int | bool]:
    """Each figure in fresh processes; the best of *repeat*, since noise only slows."""
    command = [sys.executable, __file__, "--inside", *([str(folder)] if folder else [])]
    command += [part for key, value in settings.items() for part in (f"--{key}", str(value))]
    runs = [json.loads(subprocess.check_output(command)) for _ in range(repeat)]
    starts = [start(settings) for _ in range(repeat)]
    return {
        "words a second, one process": round(max(run["rate"] for run in runs)),
        "peak memory, MB": round(min(run["memory"] for run in runs)),
        "import attribution, s": min(each["import"] for each in starts),
        "import is without spaCy": all(each["light"] for each in starts),
        "load, s": min(each["load"] for each in starts),
        "first annotation, s": min(each["first"] for each in starts),
        "process start to annotation, s": min(each["whole"] for each in starts),
    }


def start(settings: dict[str, Any]) -> dict[str, float]:
    """How long a new process takes until it has annotated a first text."""
    program = _START.format(settings=settings)
    began = time.time()
    output = subprocess.check_output([sys.executable, "-c", program])
    imported, light, loaded, first, ended = json.loads(output)
    return {
        "import": imported,
        "light": light,
        "load": loaded,
        "first": first,
        "whole": ended - began,
    }


def annotate_all(texts: Sequence[str], settings: dict[str, Any]) -> dict[str, float]:
    """Annotate everything once; memory is that of the whole process."""
    import attribution

    annotator = attribution.load(**settings)
    annotator(texts[0])
    words = sum(len(text.split()) for text in texts)
    began = time.perf_counter()
    for document in annotator.pipe(texts):
        document.to_json()
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"rate": words / seconds, "memory": peak / 1024}


if __name__ == "__main__":
    sys.exit(main())
