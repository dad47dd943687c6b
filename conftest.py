"""What every test may ask for, and how hard Hypothesis looks."""

from __future__ import annotations

import os
from importlib.util import find_spec

import pytest
from hypothesis import settings

import attribution
from attribution.annotator import Annotator
from attribution.config import ENGINES

collect_ignore = ["tests/typing"]  # read by mypy, never run
if find_spec("torch") is None:
    # Its examples need the extra "train"; the tests of it say that they are skipped.
    collect_ignore.append("attribution/training")

settings.register_profile("quick", max_examples=25, deadline=None)
settings.register_profile("thorough", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add our own option."""
    parser.addoption(
        "--update",
        action="store_true",
        help="rewrite what golden tests expect, for review",
    )


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are to be rewritten."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def annotators() -> dict[str, Annotator]:
    """One for each engine; they keep nothing of a text, so these serve every test."""
    return {engine: attribution.load(engine=engine) for engine in ENGINES}


@pytest.fixture(scope="session")
def annotator(annotators: dict[str, Annotator]) -> Annotator:
    """The default annotator."""
    return annotators[ENGINES[0]]


@pytest.fixture(scope="session", params=ENGINES)
def each_annotator(request: pytest.FixtureRequest, annotators: dict[str, Annotator]) -> Annotator:
    """An annotator of every engine, one after the other, for what all of them promise."""
    return annotators[request.param]
