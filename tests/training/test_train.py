"""From corpora and a config to one model."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tiny import (
    ARTICLES,
    NAMED,
    NOUNS_MARKED,
    article,
    config_for,
    write_brat,
    write_chains,
    write_polnear,
    write_tokenizer,
    write_voices,
)

torch = pytest.importorskip("torch", reason="needs the extra `train`")
safetensors = pytest.importorskip("safetensors.torch", reason="needs the extra `train`")

from attribution.errors import ConfigError, DamagedResourceError  # noqa: E402 (torch may be missing)
from attribution.evaluation.attributions import RoleCounts, SpanScores  # noqa: E402
from attribution.evaluation.counts import Counts  # noqa: E402
from attribution.tags import HEAD, NAMES_HEAD, VOICE_HEAD  # noqa: E402
from attribution.training import train as training  # noqa: E402
from attribution.training.config import TrainingConfig, Voices  # noqa: E402
from attribution.training.examples import Example  # noqa: E402
from attribution.training.run import Run  # noqa: E402
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


class TestFurtherHeads:
    """Names that stand beside the articles, nouns that another corpus knows."""

    @pytest.fixture
    def config(self, tmp_path: Path) -> TrainingConfig:
        """Enough epochs to know all of it by heart; what is held out is what was learnt from."""
        pytest.importorskip("conllu", reason="needs the extra `evaluate`")
        write_tokenizer(tmp_path)
        articles = [article(str(n), each) for n, each in enumerate(ARTICLES)]
        for name in ("train", "dev"):
            write_polnear(tmp_path / name, articles, NAMED)
        documents = {f"ours_{n}": each for n, each in enumerate(NOUNS_MARKED * 2)}
        write_chains(tmp_path / "gum", documents)
        config = config_for(tmp_path, epochs=60, rate=1e-2, head_rate=2e-2)
        return evolve(
            config,
            data=evolve(config.data, named=True, nouns=tmp_path / "gum", nouns_dev=("_2", "s_3")),
        )

    def test_are_learnt_together(self, config: TrainingConfig) -> None:
        """What they get right on articles that are held out is told beside who says what."""
        told: list[Mapping[str, Any]] = []
        trained = train(config, report=told.append)

        assert {
            "names": Counts(found=3, predicted=3, gold=3),
            "nouns": Counts(found=4, predicted=4, gold=4),
        } == trained.labels
        assert (100.0, 100.0) == (told[-1]["names"], told[-1]["nouns"])
        assert 1.0 == trained.scores.exact.cue.f1

    @pytest.mark.parametrize(
        ("held_out", "learnt"),
        [
            pytest.param((), ["ours_0", "ours_1", "ours_2", "ours_3"], id="none unless it is said"),
            pytest.param(("_2", "s_3"), ["ours_0", "ours_1"], id="by the ends of their names"),
            pytest.param(
                ("ours",), ["ours_0", "ours_1", "ours_2", "ours_3"], id="by no other part"
            ),
        ],
    )
    def test_what_is_held_out_is_not_learnt_from(
        self,
        config: TrainingConfig,
        monkeypatch: pytest.MonkeyPatch,
        held_out: tuple[str, ...],
        learnt: list[str],
    ) -> None:
        """A document is either learnt from or measured on."""
        shown: list[str] = []
        measured: list[str] = []

        class Spy(Run):
            def __init__(self, *args: Any, **options: Any) -> None:
                shown.extend(each.id for each in args[2])
                super().__init__(*args, **options)

        def measure_labels(_: Any, examples: Sequence[Example], **__: Any) -> dict[str, Counts]:
            measured.extend(each.id for each in examples if "nouns" in each.labels)
            return {}

        monkeypatch.setattr(training, "Run", Spy)
        monkeypatch.setattr(training, "measure_labels", measure_labels)
        data = evolve(config.data, nouns_dev=held_out)
        train(evolve(config, data=data, learning=evolve(config.learning, epochs=1)))
        documents = {"ours_0", "ours_1", "ours_2", "ours_3"}

        assert learnt == [each for each in shown if each in documents]
        assert documents - set(learnt) == set(measured)

    def test_without_them(self, config: TrainingConfig) -> None:
        """Files that say more are no reason to learn more."""
        data = evolve(config.data, named=False, nouns=None)
        trained = train(evolve(config, data=data, learning=evolve(config.learning, epochs=1)))

        assert {} == trained.labels
        assert ["attribution"] == list(trained.model.network.heads)
        assert all(held.example.labels == {} for held in trained.dev)

    def test_names_of_an_article_that_has_none(
        self, config: TrainingConfig, tmp_path: Path
    ) -> None:
        """Where nobody looked for names it is not said that there are none."""
        write_polnear(tmp_path / "half", [article("0", ARTICLES[0])], NAMED[:1])
        (tmp_path / "half" / "text" / "9.txt").write_text("Ms Lee left.", encoding="utf-8")
        (tmp_path / "half" / "attributions" / "9.ann").write_bytes(b"")
        data = evolve(config.data, dev=tmp_path / "half")
        trained = train(evolve(config, data=data, learning=evolve(config.learning, epochs=1)))

        assert {"0": True, "9": False} == {
            held.article.id: "names" in held.example.labels for held in trained.dev
        }

    def test_names_that_are_not_there(self, config: TrainingConfig, tmp_path: Path) -> None:
        """A folder that should say who is named, and does not, is missed."""
        write_brat(tmp_path / "plain", [article("0", ARTICLES[0])])
        data = evolve(config.data, dev=tmp_path / "plain")

        with pytest.raises(FileNotFoundError, match="corenlp-silver"):
            train(evolve(config, data=data))


class TestVoices:
    """Sentences whose voice is known, beside a run that stays as it is."""

    @pytest.fixture
    def config(self, config: TrainingConfig, tmp_path: Path) -> TrainingConfig:
        """Enough epochs to know all of it by heart; what is held out is what was learnt from."""
        config = evolve(config, seeds=(1,))
        articles = [article(str(n), each) for n, each in enumerate(ARTICLES)]
        write_polnear(tmp_path / "named", articles, NAMED)
        first = evolve(
            config,
            out=tmp_path / "first",
            data=evolve(
                config.data, train=(tmp_path / "named",), dev=tmp_path / "named", named=True
            ),
        )
        train(first)
        voices = Voices(labels=write_voices(tmp_path / "own.jsonl"))
        return evolve(
            config,
            data=evolve(config.data, voices=(voices,), voices_dev=(voices,)),
            start=evolve(
                config.start,
                run=tmp_path / "first" / "seed-1" / "checkpoint.pt",
                keeps=(NAMES_HEAD,),
            ),
            learning=evolve(
                config.learning, freeze_encoder=True, epochs=60, rate=1e-2, head_rate=2e-2
            ),
        )

    def test_are_learnt_beside_what_is_kept(self, config: TrainingConfig) -> None:
        """How many are heard is told; who says what is scored as it was, names are as they were."""
        told: list[Mapping[str, Any]] = []
        trained = train(config, report=told.append)
        assert config.start.run is not None
        before = torch.load(config.start.run, weights_only=False)["model"]
        after = trained.model.state_dict()

        assert {VOICE_HEAD: Counts(found=5, predicted=5, gold=5)} == trained.labels
        assert 100.0 == told[-1][VOICE_HEAD]
        assert (HEAD, NAMES_HEAD, VOICE_HEAD) == config.heads
        assert all(torch.equal(value, after[name]) for name, value in before.items())
        assert {name for name in after if name not in before} == {
            name for name in after if name.startswith("network.voice.")
        }

    def test_nothing_else_is_shown(
        self, config: TrainingConfig, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Where nobody learns who says what, its articles are left out."""
        shown: list[str] = []

        class Spy(Run):
            def __init__(self, *args: Any, **options: Any) -> None:
                shown.extend(each.id for each in args[2])
                super().__init__(*args, **options)

        monkeypatch.setattr(training, "Run", Spy)
        train(evolve(config, learning=evolve(config.learning, epochs=1)))

        assert ["bridge", "ferry"] == shown

    def test_what_is_not_held_out_is_not_measured(self, config: TrainingConfig) -> None:
        """Voices are learnt all the same."""
        data = evolve(config.data, voices_dev=())
        trained = train(evolve(config, data=data, learning=evolve(config.learning, epochs=1)))

        assert {} == trained.labels
        assert trained.model.network.voice is not None

    def test_sentences_count_as_their_file_does(
        self, config: TrainingConfig, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Each file has a weight."""
        weights: set[float] = set()

        class Spy(Run):
            def __init__(self, *args: Any, **options: Any) -> None:
                weights.update(s.weight for each in args[2] for own in each.voices for s in own)
                super().__init__(*args, **options)

        monkeypatch.setattr(training, "Run", Spy)
        (voices,) = config.data.voices
        data = evolve(config.data, voices=(voices, evolve(voices, weight=0.25)))
        train(evolve(config, data=data, learning=evolve(config.learning, epochs=1)))

        assert {1.0, 0.25} == weights


@pytest.mark.parametrize("key", ["tokenizer", "weights", "run"])
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
