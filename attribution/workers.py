"""The same work in several processes, results in order, memory bounded."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

__all__ = ["map_in_order"]

Plan = TypeVar("Plan")
Holder = TypeVar("Holder")
Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 2
"""Items a worker may be ahead of the reader of the results."""

_holder: Any = None


def _hold(make: Callable[[Any], Any], plan: Any) -> None:
    global _holder
    _holder = make(plan)


def _apply(function: Callable[[Any, Any], Any], item: Any) -> Any:
    return function(_holder, item)


def map_in_order(
    make: Callable[[Plan], Holder],
    plan: Plan,
    function: Callable[[Holder, Item], Result],
    items: Iterable[Item],
    workers: int,
) -> Iterator[Result]:
    """
    ``function(holder, item)`` for each item, in the order of the items.

    Each process makes its own *holder*, ``make(plan)``, once. Items are drawn only as fast as the
    results are read. A new interpreter is started for each worker: a copy of
    this process could hold a lock of a library's thread that the copy lacks.
    """
    pending: deque[Future[Result]] = deque()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        workers, mp_context=context, initializer=_hold, initargs=(make, plan)
    ) as pool:
        try:
            for item in items:
                pending.append(pool.submit(_apply, function, item))
                if len(pending) >= workers * AHEAD:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        finally:
            for future in pending:
                future.cancel()
