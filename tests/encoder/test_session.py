"""What is run together is not mixed up, and does not change."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from attribution.encoder.inputs import FEATURES
from attribution.encoder.session import PIECES_AT_ONCE, Session, _groups
from attribution.errors import ModelContractError
from attribution.resources import model_folder
from attribution.tags import ROLES

HEAD = "attribution"
INPUTS = ("pieces", *FEATURES)
THREADS = (1, 2, 3)

Window = dict[str, NDArray[np.int32]]


def open_session(
    inputs: tuple[str, ...] = INPUTS, outputs: Mapping[str, int] | None = None, threads: int = 1
) -> Session:
    """The graph that is packaged."""
    return Session(
        model_folder("english") / "model.onnx",
        inputs=inputs,
        outputs={HEAD: len(ROLES)} if outputs is None else outputs,
        threads=threads,
    )


@pytest.fixture(scope="module")
def sessions() -> dict[int, Session]:
    return {threads: open_session(threads=threads) for threads in THREADS}


def windows_of(lengths: list[int], seed: int) -> list[Window]:
    """Windows of any pieces at all."""
    chance = np.random.default_rng(seed)
    return [
        {
            name: chance.integers(0, 20_000 if name == "pieces" else 4, length, dtype=np.int32)
            for name in INPUTS
        }
        for length in lengths
    ]


class TestRun:
    @given(st.lists(st.integers(3, 40), min_size=1, max_size=8), st.data())
    @settings(max_examples=15)
    def test_no_window_depends_on_others(
        self, sessions: dict[int, Session], lengths: list[int], data: st.DataObject
    ) -> None:
        """Alone, in any company, in any order, on any number of threads: the same bits."""
        windows = windows_of(lengths, data.draw(st.integers(0, 1000)))
        order = data.draw(st.permutations(range(len(windows))))
        alone = [sessions[1].run([window])[0][HEAD] for window in windows]

        for session in sessions.values():
            found = session.run([windows[number] for number in order])
            for number, outputs in zip(order, found, strict=True):
                np.testing.assert_array_equal(alone[number], outputs[HEAD])

    @pytest.mark.parametrize("threads", THREADS)
    def test_windows_alike_in_length(self, sessions: dict[int, Session], threads: int) -> None:
        """More windows of one length than are run at once are each given what is theirs."""
        windows = windows_of([60] * (PIECES_AT_ONCE // 60 + 2), seed=1)
        found = sessions[threads].run(windows)

        for window, outputs in zip(windows, found, strict=True):
            np.testing.assert_array_equal(sessions[1].run([window])[0][HEAD], outputs[HEAD])

    def test_gives_a_score_to_each_label_of_each_piece(self, sessions: dict[int, Session]) -> None:
        """Outputs are as long as their windows, in the windows' order."""
        lengths = [5, 3, 7, 3]
        found = sessions[1].run(windows_of(lengths, seed=1))

        assert [{HEAD: (n, len(ROLES))} for n in lengths] == [
            {name: scores.shape for name, scores in outputs.items()} for outputs in found
        ]

    @pytest.mark.parametrize("threads", THREADS)
    def test_of_nothing_is_nothing(self, sessions: dict[int, Session], threads: int) -> None:
        """No windows, no scores."""
        assert [] == sessions[threads].run([])


class TestGroups:
    @given(st.lists(st.integers(3, 2 * PIECES_AT_ONCE)))
    def test_only_equals_are_run_together(self, lengths: list[int]) -> None:
        """Each window once, the longest first; no group is larger than it may be, but by need."""
        groups = list(_groups(lengths))
        sizes = [[lengths[number] for number in group] for group in groups]

        assert list(range(len(lengths))) == sorted(n for group in groups for n in group)
        assert all(1 == len(set(size)) for size in sizes)
        assert sorted(sizes, key=lambda size: -size[0]) == sizes
        assert all(1 == len(size) or sum(size) <= PIECES_AT_ONCE for size in sizes)


class TestContract:
    @pytest.mark.parametrize(
        ("inputs", "outputs", "expected"),
        [
            pytest.param(("pieces",), None, r"inputs \['pieces'\]", id="inputs we do not have"),
            pytest.param((*INPUTS, "mood"), None, "'mood'", id="an input it does not take"),
            pytest.param(
                INPUTS,
                {HEAD: len(ROLES), "opinion": 2},
                "an output 'opinion' of 2 labels, found none",
                id="a head it does not have",
            ),
            pytest.param(
                INPUTS,
                {HEAD: 5},
                f"an output 'attribution' of 5 labels, found {len(ROLES)}",
                id="a head of other labels",
            ),
        ],
    )
    def test_another_graph_is_refused(
        self, inputs: tuple[str, ...], outputs: dict[str, int] | None, expected: str
    ) -> None:
        """A graph that takes or gives something else is refused before it is run."""
        with pytest.raises(ModelContractError, match=expected):
            open_session(inputs, outputs)
