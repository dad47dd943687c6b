"""A run learns, can be interrupted, and is the same again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from attrs import evolve
from tiny import (
    ARTICLES,
    article,
    config_for,
    examples_of,
    named_examples,
    noun_examples,
    voice_examples,
    with_voices,
    word_pieces,
    write_voices,
)

if TYPE_CHECKING:
    from torch import Tensor

torch = pytest.importorskip("torch", reason="needs the extra `train`")

from attribution.encoder.labelling import pool  # noqa: E402 (torch may be missing)
from attribution.encoder.pieces import WordPieces  # noqa: E402
from attribution.errors import ModelContractError  # noqa: E402
from attribution.tags import (  # noqa: E402
    HEAD,
    NAMES_HEAD,
    NOUNS_HEAD,
    ROLES,
    VOICE_HEAD,
    VOICES,
)
from attribution.training.batches import Batch, draw_windows  # noqa: E402
from attribution.training.config import TrainingConfig  # noqa: E402
from attribution.training.examples import Example  # noqa: E402
from attribution.training.measure import (  # noqa: E402
    crf_of,
    emissions,
    measure_labels,
    measure_voices,
)
from attribution.training.run import CHECKPOINT, Model, Run, go_on_from  # noqa: E402
from attribution.training.voices import VoicedWords  # noqa: E402

SPECIAL = (2, 3, 4)
MARKS = SPECIAL[:2]
Weights = dict[str, "Tensor"]


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> WordPieces:
    return word_pieces(tmp_path_factory.mktemp("pieces"))


@pytest.fixture(scope="module")
def examples(table: WordPieces) -> list[Example]:
    assert SPECIAL == (table.begin, table.end, table.hidden)
    return examples_of((article(str(n), each) for n, each in enumerate(ARTICLES)), table)


def no_scores(_: Model) -> Mapping[str, float]:
    return {}


def make_run(
    config: TrainingConfig,
    examples: list[Example],
    *,
    seed: int = 1,
    model: Model | None = None,
    measure: Callable[[Model], Mapping[str, float]] = no_scores,
    report: Callable[[Mapping[str, Any]], object] = lambda _: None,
) -> Run:
    return Run(
        config,
        model or Model(config),
        examples,
        seed=seed,
        special=SPECIAL,
        measure=measure,
        report=report,
    )


def weights_after(config: TrainingConfig, examples: list[Example], seed: int = 1) -> Weights:
    run = make_run(config, examples, seed=seed)
    run()
    return run.weights()


def same(one: Weights, other: Weights) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


def test_learns(tmp_path: Path, examples: list[Example]) -> None:
    """After some epochs it says of every word what was annotated."""
    config = config_for(tmp_path, epochs=70, batch=400, freeze_pieces=False)
    entries: list[Mapping[str, Any]] = []
    run = make_run(config, examples, report=entries.append)
    run()
    losses = [entry["loss"] for entry in entries if "epoch" in entry]
    crf = crf_of(run.model.eval())
    found = [
        crf.decode(scores, [len(block.words) for block in example.blocks]).labels.tolist()
        for example, scores in zip(
            examples,
            emissions(run.model, examples, windowing=config.windowing, marks=MARKS),
            strict=True,
        )
    ]

    assert losses[-1] < losses[0] / 20
    assert [
        [tag for tags in example.readings[0] for tag in tags.tolist()] for example in examples
    ] == found


def with_heads(config: TrainingConfig, **weights: float) -> TrainingConfig:
    """The same with all heads there are."""
    data = evolve(config.data, named=True, nouns=Path("gum"))
    return evolve(config, data=data, head_weights=weights)


def test_learns_all_heads(tmp_path: Path, table: WordPieces) -> None:
    """Of one article names are known, of another nouns: one network learns both, and who says what."""
    config = with_heads(config_for(tmp_path, epochs=70, batch=400, freeze_pieces=False))
    named, nouns = named_examples(table), noun_examples(table)
    run = make_run(config, [*named, *nouns])
    run()
    counts = measure_labels(
        run.model.eval(), [*named, *nouns], windowing=config.windowing, marks=MARKS
    )
    crf = crf_of(run.model)
    scores = emissions(run.model, named, windowing=config.windowing, marks=MARKS)

    assert {NAMES_HEAD: (3, 3, 3), NOUNS_HEAD: (4, 4, 4)} == {
        head: (each.found, each.predicted, each.gold) for head, each in counts.items()
    }
    assert [
        [tag for tags in example.readings[0] for tag in tags.tolist()] for example in named
    ] == [
        crf.decode(found, [len(block.words) for block in example.blocks]).labels.tolist()
        for example, found in zip(named, scores, strict=True)
    ]


class TestLoss:
    """What is not known of an article adds nothing."""

    def batch(self, config: TrainingConfig, examples: list[Example]) -> Batch:
        return Batch.of([*draw_windows(examples, config.windowing, SPECIAL, 0.0, Random(1))])

    def without(self, examples: list[Example], *, tags: bool = False) -> list[Example]:
        """The same without labels, or without tags."""
        return [evolve(each, readings=()) if tags else evolve(each, labels={}) for each in examples]

    def test_of_tags_alone(self, tmp_path: Path, table: WordPieces) -> None:
        """Without labels it is the mean over all words of what the random field says."""
        config = with_heads(config_for(tmp_path))
        model = Model(config).eval()
        batch = self.batch(config, self.without(named_examples(table)))
        scores = model.scores(batch)[HEAD]
        expected = model.crf.loss(scores, batch.tags, batch.lengths) / batch.lengths.sum()

        torch.testing.assert_close(expected, model.loss(batch))

    def test_of_labels_alone(self, tmp_path: Path, table: WordPieces) -> None:
        """Without tags it is the mean over labelled words of how improbable their label is."""
        config = with_heads(config_for(tmp_path))
        model = Model(config).eval()
        batch = self.batch(config, noun_examples(table))
        shares = model.scores(batch)[NOUNS_HEAD].log_softmax(-1)
        expected = -torch.stack(
            [
                shares[row, at, label]
                for row, length in enumerate(batch.lengths.tolist())
                for at, label in enumerate(batch.labels[NOUNS_HEAD][row, :length].tolist())
            ]
        ).mean()

        torch.testing.assert_close(expected, model.loss(batch))

    @pytest.mark.parametrize(
        "weights",
        [
            pytest.param({}, id="as much as who says what"),
            pytest.param({"names": 0.5}, id="names half as much"),
            pytest.param({"names": 0.0, "nouns": 3.0}, id="names not at all, nouns three times"),
        ],
    )
    def test_is_the_sum_of_what_is_known(
        self, tmp_path: Path, table: WordPieces, weights: dict[str, float]
    ) -> None:
        """Articles of which different things are known do not dilute one another."""
        config = with_heads(config_for(tmp_path), **weights)
        model = Model(config).eval()
        named, nouns = named_examples(table), noun_examples(table)
        tags = model.loss(self.batch(config, self.without(named)))
        of_names = model.loss(self.batch(config, self.without(named, tags=True)))
        of_nouns = model.loss(self.batch(config, nouns))

        # Each of the parts is weighted by itself already.
        torch.testing.assert_close(
            tags + of_names + of_nouns, model.loss(self.batch(config, [*nouns, *named]))
        )

    def test_weights_weigh(self, tmp_path: Path, table: WordPieces) -> None:
        """Half the weight is half the loss."""
        nouns = noun_examples(table)
        one, half = (
            Model(config).eval().loss(self.batch(config, nouns))
            for config in (
                with_heads(config_for(tmp_path), **weights) for weights in ({}, {"nouns": 0.5})
            )
        )

        torch.testing.assert_close(one, 2 * half)

    def test_teaches_only_what_is_known(self, tmp_path: Path, table: WordPieces) -> None:
        """An article without tags moves neither the random field nor the heads of others."""
        config = with_heads(config_for(tmp_path))
        model = Model(config)
        loss = model.loss(self.batch(config, noun_examples(table)))
        loss.backward()  # type: ignore[no-untyped-call]
        moved = {
            name.removesuffix(".weight").removesuffix(".bias")
            for name, value in model.named_parameters()
            if value.grad is not None and bool(value.grad.any())
        }

        assert "network.side.heads.nouns" in moved
        assert "network.layers.0.feed.up" in moved
        assert set() == {each for each in moved if each.startswith("crf")}
        assert {"network.side.heads.nouns"} == {each for each in moved if ".heads." in each}


class TestRepetition:
    def test_the_same_seed_gives_the_same_weights(
        self, tmp_path: Path, examples: list[Example]
    ) -> None:
        """To the last bit, with hidden words, dropout and averaging."""
        one, other = (
            weights_after(
                config_for(tmp_path / name, dropout=0.1, averaging=0.9, masked=0.1), examples
            )
            for name in ("one", "other")
        )

        assert same(one, other)

    def test_another_seed_gives_others(self, tmp_path: Path, examples: list[Example]) -> None:
        """Runs differ in what they see when."""
        one, other = (weights_after(config_for(tmp_path), examples, seed) for seed in (1, 2))

        assert not same(one, other)

    def test_all_seeds_start_alike(self, tmp_path: Path) -> None:
        """So that their weights can be averaged."""
        one, other = Model(config_for(tmp_path)), Model(config_for(tmp_path))

        assert same(one.state_dict(), other.state_dict())

    def test_another_head_seed_starts_elsewhere(self, tmp_path: Path) -> None:
        """The seed of the start is not that of the runs."""
        config = config_for(tmp_path)
        one, other = Model(config), Model(evolve(config, head_seed=2))

        assert not same(one.state_dict(), other.state_dict())


class PulledPlugError(Exception):
    """Somebody pulls the plug."""


def test_goes_on_where_it_stopped(tmp_path: Path, examples: list[Example]) -> None:
    """A run that was interrupted ends as the one that was not, to the last bit."""
    changes = {"epochs": 3, "dropout": 0.1, "averaging": 0.9, "masked": 0.1}
    whole = weights_after(config_for(tmp_path / "whole", **changes), examples)

    def pull_the_plug(_: Model) -> Mapping[str, float]:
        raise PulledPlugError

    config = config_for(tmp_path / "parts", **changes)
    with pytest.raises(PulledPlugError):
        make_run(config, examples, measure=pull_the_plug)()
    torch.manual_seed(99)  # another process is in another state
    resumed = make_run(config, examples)
    resumed()

    assert same(whole, resumed.weights())


def test_a_finished_run_is_not_repeated(tmp_path: Path, examples: list[Example]) -> None:
    """Its weights are read."""
    config = config_for(tmp_path)
    before = weights_after(config, examples)
    log = (tmp_path / "out" / "seed-1" / "log.jsonl").read_text()

    assert same(before, weights_after(config, examples))
    assert log == (tmp_path / "out" / "seed-1" / "log.jsonl").read_text()


def test_half_a_checkpoint_is_none(tmp_path: Path, examples: list[Example]) -> None:
    """A checkpoint is there when it is complete, and not before."""
    weights_after(config_for(tmp_path), examples)

    assert {"checkpoint.pt", "log.jsonl"} == {
        path.name for path in (tmp_path / "out" / "seed-1").iterdir()
    }


class TestAveraging:
    def test_lags_behind(self, tmp_path: Path, examples: list[Example]) -> None:
        """The average is not where the weights are; it changes nothing about where those go."""
        averaged = make_run(config_for(tmp_path / "averaged", averaging=0.9), examples)
        averaged()
        plain = weights_after(config_for(tmp_path / "plain"), examples)

        assert same(plain, averaged.model.state_dict())
        assert not same(plain, averaged.weights())

    def test_is_measured_and_put_back(self, tmp_path: Path, examples: list[Example]) -> None:
        """What is measured is what would be kept; then learning goes on with the weights."""
        measured: list[Weights] = []

        def measure(model: Model) -> Mapping[str, float]:
            assert not model.training
            measured.append({name: value.clone() for name, value in model.state_dict().items()})
            return {}

        run = make_run(config_for(tmp_path, epochs=1, averaging=0.9), examples, measure=measure)
        run()

        assert same(run.weights(), measured[0])
        assert not same(run.model.state_dict(), measured[0])

    def test_leaves_out_what_does_not_learn(self, tmp_path: Path, examples: list[Example]) -> None:
        """Frozen vectors stay where they began, to the last bit."""
        config = config_for(tmp_path, averaging=0.9)
        name = "network.embeddings.pieces.weight"

        assert torch.equal(Model(config).state_dict()[name], weights_after(config, examples)[name])

    def test_what_learns_moves(self, tmp_path: Path, examples: list[Example]) -> None:
        """Everything else does not stay where it began."""
        config = config_for(tmp_path, freeze_pieces=False)
        before = Model(config).state_dict()
        after = weights_after(config, examples)

        assert set() == {name for name in before if torch.equal(before[name], after[name])}


def test_tells_how_it_goes(tmp_path: Path, examples: list[Example]) -> None:
    """The log on the disk is what is told; scores are told as they were measured."""
    told: list[Mapping[str, Any]] = []
    measure: Callable[[Model], Mapping[str, float]] = lambda _: {"cue": 12.3456}  # noqa: E731
    make_run(config_for(tmp_path), examples, seed=7, measure=measure, report=told.append)()
    log = (tmp_path / "out" / "seed-7" / "log.jsonl").read_text().splitlines()

    assert told == [json.loads(line) for line in log]
    assert [(7, 1, 12.35), (7, 2, 12.35)] == [
        (entry["seed"], entry["epoch"], entry["cue"]) for entry in told
    ]


def test_a_further_head_has_its_labels(tmp_path: Path) -> None:
    """There is a head for each thing that can be learnt, and no other."""
    network = Model(with_heads(config_for(tmp_path))).network
    found = {**network.heads, **(network.side.heads if network.side else {})}

    assert {HEAD: 13, NAMES_HEAD: 21, NOUNS_HEAD: 6} == {
        name: head.out_features for name, head in found.items()
    }
    assert Model(config_for(tmp_path)).network.side is None


def test_scores_are_those_of_words(tmp_path: Path) -> None:
    """There is a score for each tag of each word."""
    model = Model(config_for(tmp_path))

    assert len(ROLES) == model.network.heads["attribution"].out_features


class TestStages:
    @pytest.fixture
    def first(self, tmp_path: Path, examples: list[Example]) -> Run:
        """A run that has learnt who says what."""
        run = make_run(config_for(tmp_path / "first"), examples)
        run()
        return run

    def test_goes_on_from_a_run(self, first: Run, tmp_path: Path) -> None:
        """What a run has learnt is there from the beginning, and further heads are new."""
        model = Model(with_heads(config_for(tmp_path)))
        go_on_from(model, first.config.out / "seed-1" / CHECKPOINT)
        learnt = first.weights()

        assert learnt.keys() < model.state_dict().keys()
        for name, value in learnt.items():
            torch.testing.assert_close(model.state_dict()[name], value)

    def test_another_shape_is_refused(self, first: Run, tmp_path: Path) -> None:
        """A run of another network is no beginning."""
        config = config_for(tmp_path)
        wider = evolve(config, start=evolve(config.start, width=32))
        with pytest.raises(ModelContractError, match="a run of this config"):
            go_on_from(Model(wider), first.config.out / "seed-1" / CHECKPOINT)

    def test_a_frozen_encoder_says_what_it_said(
        self, first: Run, tmp_path: Path, table: WordPieces
    ) -> None:
        """Only the heads for names and nouns learn."""
        config = with_heads(config_for(tmp_path, freeze_encoder=True))
        model = Model(config)
        go_on_from(model, first.config.out / "seed-1" / CHECKPOINT)
        before = {name: value.clone() for name, value in model.state_dict().items()}
        taught = [*named_examples(table), *noun_examples(table)]
        run = make_run(config, taught, model=model)
        run()
        moved = {
            name for name, value in run.weights().items() if not torch.equal(value, before[name])
        }

        assert moved
        assert set() == {name for name in moved if not name.startswith("network.side.")}


@pytest.fixture(scope="module")
def voices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_voices(tmp_path_factory.mktemp("voices") / "own.jsonl")


@pytest.fixture(scope="module")
def voiced(table: WordPieces, voices: Path) -> list[Example]:
    return voice_examples(table, voices)


def batch_of(config: TrainingConfig, examples: list[Example]) -> Batch:
    """All of them at once, whole."""
    return Batch.of([*draw_windows(examples, config.windowing, SPECIAL, 0.0, Random(1))])


class TestVoices:
    """A head for sentences."""

    def test_learns_them(self, tmp_path: Path, voices: Path, voiced: list[Example]) -> None:
        """After some epochs it hears every voice that it was taught, and that of sentences alone."""
        config = with_voices(config_for(tmp_path, epochs=60, batch=400), voices)
        run = make_run(config, voiced)
        run()
        counts = measure_voices(run.model.eval(), voiced, windowing=config.windowing, marks=MARKS)
        alone = Batch.of(
            [*draw_windows(voiced, config.windowing, SPECIAL, 0.0, Random(1), alone=1)]
        )
        assert alone.voiced is not None
        with torch.inference_mode():
            scores = run.model.scores(alone)[VOICE_HEAD].numpy()
        rows = alone.voiced.places.tolist()
        heard = [
            int(pool(scores[row], [range(first, end)])[0].argmax()) for row, first, end in rows
        ]

        assert (5, 5) == (counts.found, counts.gold)
        assert alone.voiced.shares.argmax(1).tolist() == heard

    def test_loss_by_hand(self, tmp_path: Path, voices: Path, voiced: list[Example]) -> None:
        """Minus the logarithm of what it gives to the right voice, by shares and weights."""
        config = with_voices(config_for(tmp_path), voices)
        model = Model(config).eval()
        first, second = (
            VoicedWords(first=0, end=3, shares=(0.7, 0, 0.3, 0), any_of=False, weight=2.0),
            VoicedWords(first=3, end=5, shares=(1, 1, 0, 1), any_of=True, weight=0.5),
        )
        taught = evolve(voiced[0], voices=((first, second), ()))
        batch = batch_of(config, [taught])
        assert batch.voiced is not None
        with torch.inference_mode():
            scores = model.scores(batch)[VOICE_HEAD].numpy()
        said = []
        for row, begin, end in batch.voiced.places.tolist():
            said.append(pool(scores[row], [range(begin, end)])[0].astype(float))
        one = -(0.7 * np.log(said[0][0]) + 0.3 * np.log(said[0][2]))
        other = -np.log(said[1][0] + said[1][1] + said[1][3])
        expected = (2.0 * one + 0.5 * other) / 2.5

        assert pytest.approx(expected, rel=1e-4) == model.loss(batch).item()

    def test_any_of_all_costs_nothing(
        self, tmp_path: Path, voices: Path, voiced: list[Example]
    ) -> None:
        """A sentence that may be in any voice teaches nothing."""
        config = with_voices(config_for(tmp_path), voices)
        unsure = VoicedWords(first=0, end=3, shares=(1,) * len(VOICES), any_of=True, weight=1.0)
        model = Model(config)
        loss = model.loss(batch_of(config, [evolve(voiced[0], voices=((unsure,), ()))]))
        loss.backward()  # type: ignore[no-untyped-call]
        gradients = [value.grad for value in model.parameters() if value.grad is not None]

        assert pytest.approx(0.0, abs=1e-6) == loss.item()
        assert pytest.approx(0.0, abs=1e-5) == max(float(each.abs().max()) for each in gradients)

    def test_gradient_is_finite(self, tmp_path: Path, voices: Path, voiced: list[Example]) -> None:
        """Also where only voices are left that it is sure not to hear."""
        config = with_voices(config_for(tmp_path), voices)
        model = Model(config)
        assert model.network.voice is not None
        with torch.no_grad():
            model.network.voice.get_parameter(f"heads.{VOICE_HEAD}.bias")[0] = 1e4
        rare = VoicedWords(first=0, end=3, shares=(0, 0, 1, 0), any_of=True, weight=1.0)
        loss = model.loss(batch_of(config, [evolve(voiced[0], voices=((rare,), ()))]))
        loss.backward()  # type: ignore[no-untyped-call]

        assert loss > 1000
        assert all(
            bool(value.grad.isfinite().all())
            for value in model.parameters()
            if value.grad is not None
        )

    def test_weights_weigh(self, tmp_path: Path, voices: Path, voiced: list[Example]) -> None:
        """Half the weight of the head is half the loss; that of all sentences makes none."""
        config = with_voices(config_for(tmp_path), voices)
        half = with_voices(config_for(tmp_path), voices, voice=0.5)
        heavy = [
            evolve(
                each,
                voices=tuple(tuple(evolve(s, weight=3.0) for s in own) for own in each.voices),
            )
            for each in voiced
        ]
        losses = [
            Model(each).eval().loss(batch_of(config, taught))
            for each, taught in ((config, voiced), (half, voiced), (config, heavy))
        ]

        torch.testing.assert_close(losses[0], 2 * losses[1])
        torch.testing.assert_close(losses[0], losses[2])

    def test_is_added_to_what_else_is_known(
        self, tmp_path: Path, voices: Path, voiced: list[Example], examples: list[Example]
    ) -> None:
        """Articles of which different things are known do not dilute one another."""
        config = with_voices(config_for(tmp_path), voices)
        model = Model(config).eval()
        parts = [model.loss(batch_of(config, each)) for each in (voiced, examples)]

        torch.testing.assert_close(
            parts[0] + parts[1], model.loss(batch_of(config, [*examples, *voiced]))
        )

    def test_where_nobody_said_anything(
        self, tmp_path: Path, voices: Path, voiced: list[Example]
    ) -> None:
        """Windows in which no sentence begins whose voice is known are passed over."""
        silent = [evolve(voiced[0], voices=((), ()))]
        for freeze in (False, True):
            config = config_for(tmp_path / str(freeze), freeze_encoder=freeze)
            config = with_voices(config, voices)
            before = Model(config).state_dict()

            assert same(before, weights_after(config, silent))


@pytest.fixture(scope="module")
def three_heads(tmp_path_factory: pytest.TempPathFactory, table: WordPieces) -> Path:
    """The checkpoint of a run that has learnt who says what, names and nouns."""
    config = with_heads(config_for(tmp_path_factory.mktemp("first"), averaging=0.5))
    make_run(config, [*named_examples(table), *noun_examples(table)])()
    return config.out / "seed-1" / CHECKPOINT


class TestVoiceStage:
    """Voices are learnt beside an encoder, and heads, that stay as they are."""

    @pytest.fixture
    def config(self, tmp_path: Path, three_heads: Path, voices: Path) -> TrainingConfig:
        plain = config_for(
            tmp_path, freeze_encoder=True, dropout=0.1, averaging=0.9, masked=0.1, alone=0.5
        )
        kept = evolve(plain.start, run=three_heads, keeps=(NAMES_HEAD, NOUNS_HEAD))
        return with_voices(evolve(plain, start=kept), voices)

    def started(self, config: TrainingConfig) -> Model:
        model = Model(config)
        assert config.start.run is not None
        go_on_from(model, config.start.run)
        return model

    def test_heads_come_in_order(self, config: TrainingConfig, voiced: list[Example]) -> None:
        """Who says what, what is kept, what is learnt: in the config, and in what is read."""
        batch = batch_of(config, voiced)
        heads = (HEAD, NAMES_HEAD, NOUNS_HEAD, VOICE_HEAD)

        assert heads == config.heads
        assert heads == tuple(self.started(config).scores(batch))

    def test_begins_as_the_encoder(self, config: TrainingConfig) -> None:
        """The layer for voices begins with what the run has learnt; so do the heads that it had."""
        model = self.started(config)
        voice = model.network.voice
        assert voice is not None
        assert config.start.run is not None
        checkpoint = torch.load(config.start.run, weights_only=False)
        learnt = {**checkpoint["model"], **checkpoint["average"]}

        assert same(voice.layer.state_dict(), model.network.layers[voice.place].state_dict())
        assert {name for name in model.state_dict() if name not in learnt} == {
            name for name in model.state_dict() if name.startswith("network.voice.")
        }
        assert all(torch.equal(model.state_dict()[name], value) for name, value in learnt.items())

    def test_goes_on_with_voices_that_were_learnt(
        self, config: TrainingConfig, voiced: list[Example]
    ) -> None:
        """A run that had a layer for voices gives it, too."""
        run = make_run(config, voiced, model=self.started(config))
        run()
        again = Model(config)
        go_on_from(again, config.out / "seed-1" / CHECKPOINT)

        assert same(run.weights(), again.state_dict())

    def test_all_else_says_what_it_said(
        self, config: TrainingConfig, voiced: list[Example], examples: list[Example]
    ) -> None:
        """Who says what, names and nouns are scored the same to the last bit; voices are not."""
        batch = batch_of(config, examples)
        model = self.started(config).eval()
        with torch.inference_mode():
            before = {name: scores.clone() for name, scores in model.scores(batch).items()}
        weights = {name: value.clone() for name, value in model.state_dict().items()}
        run = make_run(config, voiced, model=model)
        run()
        with run.averaged():
            after = run.model.scores(batch)
        moved = {
            name for name, value in run.weights().items() if not torch.equal(value, weights[name])
        }

        assert {HEAD: True, NAMES_HEAD: True, NOUNS_HEAD: True, VOICE_HEAD: False} == {
            name: torch.equal(before[name], scores) for name, scores in after.items()
        }
        assert {name for name in weights if name.startswith("network.voice.")} == moved

    def test_can_be_interrupted(self, config: TrainingConfig, voiced: list[Example]) -> None:
        """As any run: sentences alone are drawn from where it stopped."""
        whole = make_run(config, voiced, model=self.started(config))
        whole()

        def pull_the_plug(_: Model) -> Mapping[str, float]:
            raise PulledPlugError

        parts = evolve(config, out=config.out / "parts")
        with pytest.raises(PulledPlugError):
            make_run(parts, voiced, model=self.started(parts), measure=pull_the_plug)()
        torch.manual_seed(99)
        resumed = make_run(parts, voiced, model=self.started(parts))
        resumed()

        assert same(whole.weights(), resumed.weights())
