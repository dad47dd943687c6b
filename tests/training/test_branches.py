"""Which layers the heads beside the first read."""

from __future__ import annotations

import pytest

from attribution.training.branches import side_layers, voice_layer


@pytest.mark.parametrize(
    ("layers", "sides", "voice"),
    [
        pytest.param(1, (0,), 0, id="one"),
        pytest.param(2, (1,), 1, id="two"),
        pytest.param(3, (0, 2), 2, id="three"),
        pytest.param(6, (1, 3, 5), 4, id="six"),
        pytest.param(12, (1, 3, 5, 7, 9, 11), 8, id="twelve"),
    ],
)
def test_are_layers_that_there_are(layers: int, sides: tuple[int, ...], voice: int) -> None:
    """Names are read from every second up to the last, voices from two thirds up."""
    assert (sides, voice) == (side_layers(layers), voice_layer(layers))
