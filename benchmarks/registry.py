"""
How long the registry takes to load, and how many names it knows.

    python benchmarks/registry.py [--repeat 5]

The best of several fresh starts: reading, verifying and indexing.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from attribution.resources import load_data
from attribution.sources import Registry


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[1])
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args(arguments)
    times = []
    for _ in range(options.repeat):
        load_data.cache_clear()
        began = time.perf_counter()
        registry = Registry.packaged()
        times.append(time.perf_counter() - began)
    regular = len(registry.states.states) * len(registry.states.parts)
    sys.stdout.write(
        f"records  {len(registry)} listed, {regular} made by rule\n"
        f"load     {min(times) * 1000:.1f} ms\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
