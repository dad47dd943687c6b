from __future__ import annotations

from typing import Any

import pytest

from attribution.config import BACKENDS, ENGINES, Config
from attribution.errors import ConfigError


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("backend", BACKENDS)
def test_takes_what_is_known(engine: str, backend: str) -> None:
    """Every engine goes with every backend."""
    config = Config(engine=engine, backend=backend)

    assert (engine, backend) == (config.engine, config.backend)


@pytest.mark.parametrize("key", ["engine", "backend"])
def test_refuses_what_is_not(key: str) -> None:
    """The error names the setting, its value, and what is known."""
    settings: dict[str, Any] = {key: "x"}

    with pytest.raises(ConfigError, match=f"{key} is 'x', expected '"):
        Config(**settings)


def test_refuses_less_than_no_threads() -> None:
    """None is for as many as fit; fewer cannot be."""
    with pytest.raises(ConfigError, match="threads is -1, expected at least 0"):
        Config(threads=-1)
