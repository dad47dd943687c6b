"""From corpora and a config to one model."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tiny import ARTICLES, article, config_for, write_brat, write_tokenizer

torch = pytest.importorskip("torch", reason="needs the extra `train`")
safetensors = pytest.importorskip("safetensors.torch", reason="needs the extra `train`")

from attribution.errors import ConfigError, DamagedResourceError  # noqa: E402 (torch may be missing)
from attribution.evaluation.counts import Counts  # noqa: E402
from attribution.evaluation.scoring import RoleCounts, SpanScores  # noqa: E402
from attribution.training import train as training  # noqa: E402
from attribution.training.config import TrainingConfig  # noqa: E402
from attribution.training.train import figures, train  # noqa: E402


@pytest.fixture
def config(tmp_path: Path) -> TrainingConfig:
    """Two short runs over brat articles; a file of sentences is held out."""
    write_tokenizer(tmp_path)
    write_brat(tmp_path / "train", (article(str(n), each) for n, each in enumerate(ARTICLES)))
    line = {"tokens": ["Ms", "Lee", "said", "so", "."], "labels": ["O", "O", "B-cue", "O", "O"]}
    (tmp_path / "dev").write_text(json.dumps(line), encoding="utf-8")
    return evolve(config_for(tmp_path, epochs=1), seeds=(1, 2))


def test_keeps_the_best_run(config: TrainingConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run for each seed; what comes out is the one whose F1 is highest on average."""
    right = Counts(found=1, predicted=1, gold=1)
    scores = iter([SpanScores(), SpanScores(exact=RoleCounts(cue=right))] * 2)
    monkeypatch.setattr(training, "measure", lambda *_, **__: next(scores))
    told: list[Mapping[str, Any]] = []
    trained = training.train(config, report=told.append)
    checkpoint = config.out / f"seed-{trained.seed}" / "checkpoint.pt"
    end = torch.load(checkpoint, weights_only=False)["model"]

    assert [(1, 1), (2, 1)] == [(entry["seed"], entry["epoch"]) for entry in told]
    assert trained.scores == max(trained.runs.values(), key=lambda each: each.exact.cue.f1)
    for name, value in trained.model.state_dict().items():
        torch.testing.assert_close(end[name], value)
    assert not trained.model.training


def test_measures_on_what_is_held_out(config: TrainingConfig) -> None:
    """The scores are those on the articles that nothing was learnt from."""
    trained = train(config)

    assert {1: 1, 2: 1} == {seed: each.exact.cue.gold for seed, each in trained.runs.items()}
    assert ["dev:1"] == [held.article.id for held in trained.dev]


def test_goes_on_with_the_run_that_is_missing(config: TrainingConfig) -> None:
    """What was finished is not done again."""
    train(evolve(config, seeds=(1,)))
    told: list[Mapping[str, Any]] = []
    train(config, report=told.append)

    assert {2} == {entry["seed"] for entry in told}


@pytest.mark.parametrize("key", ["tokenizer", "weights"])
def test_a_start_that_is_not_there(config: TrainingConfig, key: str) -> None:
    """It is missed before anything is read."""
    changes: dict[str, Any] = {key: Path("nowhere.bin")}

    with pytest.raises(ConfigError, match=f"start.{key} is 'nowhere.bin', expected a file"):
        train(evolve(config, start=evolve(config.start, **changes)))


def test_other_weights_than_intended(config: TrainingConfig, tmp_path: Path) -> None:
    """A run from another start would be another run."""
    path = tmp_path / "model.safetensors"
    safetensors.save_file({"weight": torch.zeros(2)}, path)
    start = evolve(config.start, weights=path, sha256="0" * 64)

    with pytest.raises(DamagedResourceError) as caught:
        train(evolve(config, start=start))

    assert hashlib.sha256(path.read_bytes()).hexdigest() == caught.value.found


def test_figures_are_in_percent() -> None:
    """A figure for each role: F1, precision, recall; and F1 by words."""
    exact = RoleCounts(cue=Counts(found=1, predicted=2, gold=4))
    overlap = RoleCounts(cue=Counts(found=1, predicted=1, gold=1))
    found = figures(SpanScores(exact=exact, overlap=overlap))

    assert (50.0, 25.0, 100.0) == (
        found["cue_precision"],
        found["cue_recall"],
        found["cue_overlap"],
    )
    assert pytest.approx(100 / 3) == found["cue"]
    assert 12 == len(found)
