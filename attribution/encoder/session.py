"""Runs a model's graph with onnxruntime."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from attribution.errors import ModelContractError

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["Session"]

Inputs = Mapping[str, NDArray[np.int32]]
"""Of one window, by name; one number a piece."""
Outputs = Mapping[str, NDArray[np.float32]]
"""Of one window, by head: [pieces, labels]."""


class Session:
    """
    A graph, ready to run.

    Each window is run by itself. So its scores cannot depend on any other, there
    is no padding, and memory is that of *threads* windows; two windows on two
    threads are quicker than two threads on one window, whose many small steps
    would have to wait for each other.

    Args:
        path: The ONNX file.
        inputs: What it must take.
        outputs: The heads it must have, with their number of labels.
        threads: Windows that are run at the same time.

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

    def run(self, windows: Sequence[Inputs]) -> Iterator[Outputs]:
        """The scores of each window, in order."""
        if self._threads == 1 or len(windows) == 1:
            yield from map(self._run, windows)
            return
        with ThreadPoolExecutor(self._threads) as pool:
            yield from pool.map(self._run, windows)

    def _run(self, window: Inputs) -> Outputs:
        found = self._session.run(
            self._outputs, {name: values[np.newaxis] for name, values in window.items()}
        )
        return {name: scores[0] for name, scores in zip(self._outputs, found, strict=True)}


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
