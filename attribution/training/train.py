"""From a config to a model: the runs of every seed, and the best of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import torch
from attrs import frozen

from attribution.annotator import Annotator
from attribution.config import Config
from attribution.encoder.pieces import WordPieces
from attribution.errors import ConfigError, DamagedResourceError
from attribution.evaluation.brat import BratArticle
from attribution.evaluation.scoring import SpanScores
from attribution.training.config import TrainingConfig
from attribution.training.corpora import read_corpus
from attribution.training.examples import make_example
from attribution.training.measure import HeldOut, measure
from attribution.training.network import load_pretrained
from attribution.training.run import Model, Report, Run

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

    @property
    def scores(self) -> SpanScores:
        """Of that run."""
        return self.runs[self.seed]


def train(config: TrainingConfig, *, report: Report = lambda _: None) -> Trained:
    """
    Train once for each seed; the run that tags held-out articles best is the model.

    The runs share their start, heads included, and differ in what they saw
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
    examples = [
        held.example for path in config.data.train for held in prepare(read_corpus(path), table)
    ]
    dev = prepare(read_corpus(config.data.dev), table)

    def score(model: Model) -> SpanScores:
        return measure(
            model,
            dev,
            windowing=config.windowing,
            marks=(table.begin, table.end),
            thresholds=config.thresholds,
        )

    runs, weights = {}, {}
    for seed in config.seeds:
        run = Run(
            config,
            _start(config),
            examples,
            seed=seed,
            special=(table.begin, table.end, table.hidden),
            measure=lambda model: figures(score(model)),
            report=report,
        )
        run()
        with run.averaged():
            runs[seed], weights[seed] = score(run.model), run.weights()
    best = max(config.seeds, key=lambda seed: _mean_f1(runs[seed]))
    model = _start(config)
    model.load_state_dict(weights[best])
    model.eval()
    return Trained(model=model, runs=runs, seed=best, dev=tuple(dev))


def prepare(articles: Iterable[BratArticle], table: WordPieces) -> list[HeldOut]:
    """Articles as an annotator reads them, with what their annotators said."""
    read = Annotator(Config(engine="lexicon")).prepare
    held = []
    for article in articles:
        passage = read(article.text)
        held.append(HeldOut(article, passage, make_example(article, passage, table)))
    return held


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


def _check_start(config: TrainingConfig) -> None:
    """Before anything long is begun."""
    start = config.start
    for key, path in (("start.tokenizer", start.tokenizer), ("start.weights", start.weights)):
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
    return model
