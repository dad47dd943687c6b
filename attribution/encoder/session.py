"""Runs a model's graph with onnxruntime."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from attribution.errors import ModelContractError

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["Session"]

PIECES_AT_ONCE = 512
"""In a run. More are no quicker: by then the weights are read from memory rarely enough."""

Inputs = Mapping[str, NDArray[np.int32]]
"""Of one window, by name; one number a piece."""
Outputs = Mapping[str, NDArray[np.float32]]
"""Of one window, by head: [pieces, labels]."""


class Session:
    """
    A graph, ready to run.

    Only windows of exactly the same length are run together, so there is no
    padding, and no window's scores depend on any other. Two runs on two threads
    are quicker than two threads on one run, whose many small steps would have to
    wait for each other.

    Args:
        path: The ONNX file.
        inputs: What it must take.
        outputs: The heads it must have, with their number of labels.
        threads: Runs at the same time.

    Raises:
        ModelContractError: it takes or gives something else.
    """

    def __init__(
        self,
        path: str | PathLike[str],
        *,
        inputs: Iterable[str],
        outputs: Mapping[str, int],
        threads: int,
    ) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        self._outputs = tuple(outputs)
        self._threads = threads
        _check(self._session, set(inputs), outputs)

    def run(self, windows: Sequence[Inputs]) -> list[Outputs]:
        """The scores of each window, in the order of the windows."""
        groups = list(_groups([len(next(iter(window.values()))) for window in windows]))
        batches = ([windows[number] for number in group] for group in groups)
        found: list[Outputs] = [{}] * len(windows)
        if self._threads == 1 or len(groups) == 1:
            self._keep(found, groups, map(self._run, batches))
        else:
            with ThreadPoolExecutor(self._threads) as pool:
                self._keep(found, groups, pool.map(self._run, batches))
        return found

    def _keep(
        self,
        found: list[Outputs],
        groups: Iterable[Sequence[int]],
        scores: Iterable[Sequence[NDArray[np.float32]]],
    ) -> None:
        for group, heads in zip(groups, scores, strict=True):
            for row, number in enumerate(group):
                found[number] = {
                    name: head[row] for name, head in zip(self._outputs, heads, strict=True)
                }

    def _run(self, windows: Sequence[Inputs]) -> Sequence[NDArray[np.float32]]:
        """Each head's scores: [windows, pieces, labels]."""
        inputs = {name: np.stack([window[name] for window in windows]) for name in windows[0]}
        return cast("Sequence[NDArray[np.float32]]", self._session.run(self._outputs, inputs))


def _groups(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The numbers of what is equally long, `PIECES_AT_ONCE` together at most; the longest first."""
    alike = defaultdict(list)
    for number, length in enumerate(lengths):
        alike[length].append(number)
    # So no thread is left with a long one at the end.
    for length in sorted(alike, reverse=True):
        size = max(1, PIECES_AT_ONCE // max(length, 1))
        numbers = alike[length]
        for first in range(0, len(numbers), size):
            yield numbers[first : first + size]


def _check(session: Any, inputs: set[str], outputs: Mapping[str, int]) -> None:
    taken = {each.name for each in session.get_inputs()}
    if taken != inputs:
        raise ModelContractError(f"inputs {sorted(inputs)}", f"{sorted(taken)}")
    given = {each.name: each.shape[-1] for each in session.get_outputs()}
    for name, labels in outputs.items():
        if given.get(name) != labels:
            raise ModelContractError(
                f"an output {name!r} of {labels} labels", f"{given.get(name, 'none')}"
            )
