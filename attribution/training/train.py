"""From a config to weights: the runs of every seed, and their average."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import torch
from attrs import frozen
from torch import Tensor

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

__all__ = ["Trained", "average", "figures", "prepare", "train"]


@frozen(kw_only=True, eq=False)
class Trained:
    """What a training leaves behind."""

    model: Model
    """With the average of the weights that all runs ended with."""
    scores: SpanScores
    """Of that average, on the held-out articles."""
    dev: tuple[HeldOut, ...]
    """Those articles."""


def train(config: TrainingConfig, *, report: Report = lambda _: None) -> Trained:
    """
    Train once for each seed and average the weights.

    The runs share their start, heads included, and differ in what they saw
    when; the average of such runs is better than each (Wortsman et al. 2022,
    "Model soups"), and costs nothing when it is run. Each run's checkpoint and
    log are in ``out/seed-N``: an interrupted run goes on where it stopped, a
    finished one is read.

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
        return measure(model, dev, windowing=config.windowing, marks=(table.begin, table.end))

    trained = []
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
        trained.append(run.weights())
    model = _start(config)
    model.load_state_dict(average(trained))
    model.eval()
    return Trained(model=model, scores=score(model), dev=tuple(dev))


def prepare(articles: Iterable[BratArticle], table: WordPieces) -> list[HeldOut]:
    """Articles as an annotator reads them, with what their annotators said."""
    read = Annotator(Config(engine="lexicon")).prepare
    held = []
    for article in articles:
        passage = read(article.text)
        held.append(HeldOut(article, passage, make_example(article, passage, table)))
    return held


def average(weights: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of each tensor."""
    return {
        name: torch.stack([each[name].float() for each in weights]).mean(0) for name in weights[0]
    }


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
