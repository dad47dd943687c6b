"""From a config to a model: the runs of every seed, and the best of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import torch
from attrs import field, frozen

from attribution.annotator import Annotator
from attribution.config import Config
from attribution.encoder.pieces import WordPieces
from attribution.errors import ConfigError, DamagedResourceError
from attribution.evaluation.attributions import SpanScores
from attribution.evaluation.brat import BratArticle
from attribution.evaluation.chains import NamedSpan, read_corenlp, read_gum
from attribution.evaluation.counts import Counts
from attribution.evaluation.subjectivity import is_subjectivity
from attribution.tags import VOICE_HEAD
from attribution.training.config import TrainingConfig, Voices
from attribution.training.corpora import read_corpus
from attribution.training.examples import (
    Example,
    make_example,
    make_noun_example,
    make_voice_example,
)
from attribution.training.measure import (
    HeldOut,
    measure,
    measure_labels,
    measure_opinion,
    measure_voices,
)
from attribution.training.network import load_pretrained
from attribution.training.run import Model, Report, Run, go_on_from
from attribution.training.voices import read_voices

__all__ = ["Trained", "figures", "prepare", "train"]


@frozen(kw_only=True, eq=False)
class Trained:
    """What a training leaves behind."""

    model: Model
    """Of the run that tags held-out articles best."""
    runs: Mapping[int, SpanScores]
    """The scores of each run on the held-out articles, by its seed."""
    seed: int
    """Of that run."""
    dev: tuple[HeldOut, ...]
    """Those articles."""
    labels: Mapping[str, Counts] = field(factory=dict)
    """What its further heads get right on held-out articles, by head."""

    @property
    def scores(self) -> SpanScores:
        """Of that run."""
        return self.runs[self.seed]


def train(config: TrainingConfig, *, report: Report = lambda _: None) -> Trained:
    """
    Train once for each seed; the run that tags held-out articles best is the model.

    Where the encoder is frozen all tag alike; then it is the one whose further heads are right
    most often. The runs share their start, heads included, and differ in what they saw
    when: how far their scores lie apart says what a difference between two
    configs is worth. Each run's checkpoint and log are in ``out/seed-N``: an
    interrupted run goes on where it stopped, a finished one is read.

    Args:
        config: What to do.
        report: Is given each entry of the logs as it is written.

    Raises:
        ConfigError: the tokenizer or the start weights are not where the config says.
        DamagedResourceError: the start weights are not those that the config names.
        InvalidRecordError: a corpus cannot be read.
        OSError: a file cannot be read or written.
    """
    _check_start(config)
    if config.threads:
        torch.set_num_threads(config.threads)
    table = WordPieces(config.start.tokenizer, longest=config.windowing.pieces_per_word)
    marks = (table.begin, table.end)
    examples = [
        held.example for path in config.data.train for held in _prepare(path, config, table)
    ]
    dev = _prepare(config.data.dev, config, table)
    nouns, nouns_dev = _noun_examples(config, table)
    lone = [each for each in config.data.voices_dev if is_subjectivity(each.labels)]
    opinions = {each.labels.stem: _voice_examples([each], table) for each in lone}
    rest = (each for each in config.data.voices_dev if each not in lone)
    voices_dev = _voice_examples(rest, table)
    examples += [*nouns, *_voice_examples(config.data.voices, table)]
    if config.learning.freeze_encoder:
        # Who says what is not learnt; what is, is told by these.
        examples = [each for each in examples if each.labels or each.voices]
    labelled = [*(held.example for held in dev if held.example.labels), *nouns_dev]

    def score(model: Model) -> SpanScores:
        return measure(
            model, dev, windowing=config.windowing, marks=marks, thresholds=config.thresholds
        )

    def score_labels(model: Model) -> dict[str, Counts]:
        found = measure_labels(model, labelled, windowing=config.windowing, marks=marks)
        if voices_dev:
            found[VOICE_HEAD] = measure_voices(
                model, voices_dev, windowing=config.windowing, marks=marks
            )
        return found

    def score_all(model: Model) -> dict[str, float]:
        labels = {head: 100 * counts.f1 for head, counts in score_labels(model).items()}
        lone = {
            f"opinion_{name}": 100
            * measure_opinion(model, sentences, windowing=config.windowing, marks=marks)
            for name, sentences in opinions.items()
        }
        return {**figures(score(model)), **labels, **lone}

    runs, weights, labels = {}, {}, {}
    for seed in config.seeds:
        run = Run(
            config,
            _start(config),
            examples,
            seed=seed,
            special=(table.begin, table.end, table.hidden),
            measure=score_all,
            report=report,
        )
        run()
        with run.averaged():
            runs[seed], weights[seed] = score(run.model), run.weights()
            labels[seed] = score_labels(run.model)
    best = max(config.seeds, key=lambda seed: (_mean_f1(runs[seed]), _sum_f1(labels[seed])))
    model = _start(config)
    model.load_state_dict(weights[best])
    model.eval()
    return Trained(model=model, runs=runs, seed=best, dev=tuple(dev), labels=labels[best])


def prepare(
    articles: Iterable[BratArticle],
    table: WordPieces,
    *,
    named: Mapping[str, Sequence[NamedSpan]] = MappingProxyType({}),
) -> list[HeldOut]:
    """
    Articles as an annotator reads them, with what their annotators said.

    Args:
        articles: With who says what.
        table: Of word pieces.
        named: The names in an article, by its id, where they are known.
    """
    read = Annotator(Config(engine="lexicon")).prepare
    held = []
    for article in articles:
        passage = read(article.text)
        example = make_example(article, passage, table, named=named.get(article.id))
        held.append(HeldOut(article, passage, example))
    return held


def _prepare(path: Path, config: TrainingConfig, table: WordPieces) -> list[HeldOut]:
    """The articles at *path*, names included where the config says that they are known."""
    is_named = config.data.named and path.is_dir()
    named = {each.id: each.names for each in read_corenlp(path)} if is_named else {}
    return prepare(read_corpus(path), table, named=named)


def _noun_examples(
    config: TrainingConfig, table: WordPieces
) -> tuple[list[Example], list[Example]]:
    """Articles of which it is known what nouns stand for: to learn from, to measure on."""
    if config.data.nouns is None:
        return [], []
    read = Annotator(Config(engine="lexicon")).prepare
    learnt: list[Example] = []
    measured: list[Example] = []
    for article in read_gum(config.data.nouns):
        example = make_noun_example(article, read(article.text), table)
        is_held_out = article.id.endswith(config.data.nouns_dev)
        (measured if is_held_out else learnt).append(example)
    return learnt, measured


def _voice_examples(voices: Iterable[Voices], table: WordPieces) -> list[Example]:
    """The articles of which it is known whose voice their sentences are in."""
    read = Annotator(Config(engine="lexicon")).prepare
    return [
        make_voice_example(article, read(article.text), table, weight=each.weight)
        for each in voices
        for article in read_voices(each.labels, each.texts)
    ]


def figures(scores: SpanScores) -> dict[str, float]:
    """Scores by name, in percent."""
    found = {}
    for role in ("source", "cue", "content"):
        counts = getattr(scores.exact, role)
        found[role] = counts.f1
        found[f"{role}_precision"] = counts.precision
        found[f"{role}_recall"] = counts.recall
        found[f"{role}_overlap"] = getattr(scores.overlap, role).f1
    return {name: 100 * share for name, share in found.items()}


def _mean_f1(scores: SpanScores) -> float:
    exact = scores.exact
    return (exact.source.f1 + exact.cue.f1 + exact.content.f1) / 3


def _sum_f1(labels: Mapping[str, Counts]) -> float:
    """Of further heads: it decides between runs that say the same of who says what."""
    return sum(counts.f1 for counts in labels.values())


def _check_start(config: TrainingConfig) -> None:
    """Before anything long is begun."""
    start = config.start
    for key, path in (
        ("start.tokenizer", start.tokenizer),
        ("start.weights", start.weights),
        ("start.run", start.run),
    ):
        if path is not None and not path.is_file():
            raise ConfigError(key, str(path), "a file")
    if start.weights is not None and start.sha256 is not None:
        found = hashlib.sha256(start.weights.read_bytes()).hexdigest()
        if found != start.sha256:
            raise DamagedResourceError(str(start.weights), start.sha256, found)


def _start(config: TrainingConfig) -> Model:
    model = Model(config)
    if config.start.weights is not None:
        load_pretrained(model.network, config.start.weights)
        if model.network.voice is not None:
            model.network.voice.begin_as(model.network.layers)
    if config.start.run is not None:
        go_on_from(model, config.start.run, keeps=config.start.keeps)
    return model
