"""One seeded run: epochs of learning, each with a checkpoint and a line in the log."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from attribution.encoder.inputs import FEATURES
from attribution.errors import ModelContractError
from attribution.tags import HEAD, ROLES, SENTENCE_HEADS, VOICE_HEAD, WORD_HEADS, scores_of
from attribution.training.batches import UNKNOWN, Batch, Voiced, draw_windows, make_batches
from attribution.training.config import TrainingConfig
from attribution.training.examples import Example
from attribution.training.network import Crf, Network, Shape

__all__ = ["Model", "Report", "Run", "go_on_from"]

Report = Callable[[Mapping[str, Any]], object]
"""Takes an entry of a run's log: which seed, how far, how well."""

CHECKPOINT = "checkpoint.pt"
SIDE = "network.side."
"""How the names begin of what reads several layers..."""
VOICE = "network.voice."
"""...and of what has a layer of its own."""
OWN_LAYER = f"{VOICE}layer."
BARRED = -1e4
"""The score of a voice that a sentence is not in; finite, so that gradients stay so."""
LOG = "log.jsonl"


class Model(nn.Module):
    """The network with what reads its scores."""

    def __init__(self, config: TrainingConfig) -> None:
        super().__init__()
        start = config.start
        shape = Shape(
            vocabulary=start.vocabulary,
            positions=start.positions,
            layers=start.layers,
            width=start.width,
            inner_width=start.inner_width,
            attention_heads=start.attention_heads,
        )
        torch.manual_seed(config.head_seed)
        self.network = Network(
            shape,
            features=FEATURES,
            heads={HEAD: len(ROLES)},
            side_heads={name: scores_of(name) for name in config.heads[1:] if name in WORD_HEADS},
            voice_heads={name: scores_of(name) for name in config.heads if name in SENTENCE_HEADS},
            dropout=config.learning.dropout,
        )
        self.freezes_encoder = config.learning.freeze_encoder
        self.crf = Crf(ROLES)
        self.weights = {name: config.head_weights.get(name, 1.0) for name in config.data.heads}

    def scores(self, batch: Batch) -> dict[str, Tensor]:
        """By head, the score of each label for each word: [sequences, words, labels]."""
        return {
            name: read.flatten(0, 1)[batch.words] for name, read in self.piece_scores(batch).items()
        }

    def piece_scores(self, batch: Batch) -> dict[str, Tensor]:
        """The same of every piece: [windows, length, labels]."""
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.freezes_encoder):
            hidden = self.network.hidden(batch.pieces, batch.features, batch.mask)
        read = self.network.read(hidden, batch.mask)
        return {name: scores.float() for name, scores in read.items()}

    def loss(self, batch: Batch) -> Tensor:
        """For a word, on average, over all heads."""
        scores = self.scores(batch)
        with torch.autocast(batch.pieces.device.type, enabled=False):
            total = (
                scores[HEAD].new_zeros(())
                if self.freezes_encoder
                else self._loss_of_tags(scores[HEAD], batch)
            )
            for name, labels in batch.labels.items():
                own = labels != UNKNOWN
                if bool(own.any()):
                    loss = functional.cross_entropy(scores[name][own], labels[own])
                    total = total + self.weights[name] * loss
            if batch.voiced is not None and VOICE_HEAD in scores:
                loss = _loss_of_voices(scores[VOICE_HEAD], batch.voiced)
                total = total + self.weights[VOICE_HEAD] * loss
        return total

    def _loss_of_tags(self, scores: Tensor, batch: Batch) -> Tensor:
        told = batch.tags[:, 0] != UNKNOWN
        if not bool(told.any()):
            return scores.new_zeros(())
        tags, lengths = batch.tags[told], batch.lengths[told]
        longest = int(lengths[0])
        return self.crf.loss(scores[told][:, :longest], tags[:, :longest], lengths) / lengths.sum()


def _loss_of_voices(scores: Tensor, voiced: Voiced) -> Tensor:
    """For a sentence, on average: minus the log-probability of its voice, or of those it may be."""
    said = []
    for number, first, end in voiced.places.tolist():
        own = scores[number, first:end]
        said.append(torch.softmax(own[:, -1], 0) @ own[:, :-1])
    chances = torch.log_softmax(torch.stack(said), -1)
    barred = chances.new_full((), BARRED)
    one_of = torch.logsumexp(torch.where(voiced.shares > 0, chances, barred), -1)
    shared = (voiced.shares * chances).sum(-1)
    losses = -torch.where(voiced.any_of, one_of, shared)
    return (losses * voiced.weights).sum() / voiced.weights.sum()


def go_on_from(model: Model, checkpoint: Path, *, keeps: Iterable[str] = ()) -> None:
    """
    Give a model the averaged weights of a run of the same shape.

    Heads that the run does not have stay as they are.

    Args:
        model: Its weights are changed.
        checkpoint: Of the run.
        keeps: Further heads that the run must have.

    Raises:
        ModelContractError: the run's model is of another shape, or without such a head.
    """
    state = torch.load(checkpoint, map_location="cpu", weights_only=False)
    taken = {**state["model"], **state["average"]}
    own = model.state_dict()
    for name, tensor in taken.items():
        if name not in own or own[name].shape != tensor.shape:
            raise ModelContractError(f"a run of this config, without {name}", str(checkpoint))
    for head in keeps:
        if not any(f".heads.{head}." in name for name in taken):
            raise ModelContractError(f"a run with the head {head!r}", str(checkpoint))
    model.load_state_dict(taken, strict=False)
    voice = model.network.voice
    if voice is not None and not any(name.startswith(VOICE) for name in taken):
        voice.begin_as(model.network.layers)


class Run:
    """
    Learns from examples, epoch by epoch; goes on where a checkpoint says it stopped.

    Args:
        config: What to do.
        model: What learns; its weights are changed.
        examples: To learn from.
        seed: Of the order of articles, of windows, of dropout.
        special: The pieces that begin a window, end it, and stand for a hidden word.
        measure: Scores of a model on held-out articles, by name.
        report: Is given each entry of the log as it is written.
    """

    def __init__(
        self,
        config: TrainingConfig,
        model: Model,
        examples: Sequence[Example],
        *,
        seed: int,
        special: tuple[int, int, int],
        measure: Callable[[Model], Mapping[str, float]],
        report: Report = lambda _: None,
    ) -> None:
        self.config = config
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.model = model.to(self.device)
        self._examples = examples
        self._special = special
        self._measure = measure
        self._report = report
        self._seed = seed
        self._folder = config.out / f"seed-{seed}"
        self._random = Random(seed)
        self._epoch = self._step = 0
        learning = config.learning
        model.network.embeddings.pieces.weight.requires_grad_(not learning.freeze_pieces)
        if learning.freeze_encoder:
            for name, value in model.named_parameters():
                value.requires_grad_(name.startswith(tuple(_learning(config))))
        self._optimizer = torch.optim.AdamW(_groups(model, config), fused=True)
        self._average = {
            name: value.detach().clone() for name, value in self._learnt() if learning.averaging
        }
        self._steps = learning.epochs * self._steps_an_epoch()
        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimizer, self._rate)

    def __call__(self) -> None:
        """Every epoch that is left."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / CHECKPOINT
        torch.manual_seed(self._seed)
        if path.exists():
            self._load(path)
        while self._epoch < self.config.learning.epochs:
            began = time.monotonic()
            loss, pieces = self._learn()
            self._epoch += 1
            seconds = time.monotonic() - began
            self._save(path)
            with self.averaged():
                scores = dict(self._measure(self.model))
            self._log(
                epoch=self._epoch,
                loss=round(loss, 4),
                seconds=round(seconds),
                pieces_per_second=round(pieces / seconds),
                **{name: round(score, 2) for name, score in scores.items()},
            )

    @contextmanager
    def averaged(self) -> Iterator[None]:
        """Inside, the model has the running average of its weights."""
        own = {name: value.detach().clone() for name, value in self._learnt() if self._average}
        for name, value in self._learnt():
            if self._average:
                value.data.copy_(self._average[name])
        self.model.eval()
        try:
            with torch.inference_mode():
                yield
        finally:
            for name, value in self._learnt():
                if own:
                    value.data.copy_(own[name])

    def weights(self) -> dict[str, Tensor]:
        """A copy of the averaged weights, and of those that do not learn."""
        with self.averaged():
            return {name: value.cpu().clone() for name, value in self.model.state_dict().items()}

    def _learn(self) -> tuple[float, int]:
        """One epoch: the mean loss, and the pieces that were read."""
        learning = self.config.learning
        self.model.train()
        if learning.freeze_encoder:
            # What does not learn says what it will say later.
            self.model.eval()
            for name, part in self.model.named_modules():
                if f"{name}." in _learning(self.config):
                    part.train()
        self._random.shuffle(order := list(self._examples))
        windows = list(
            draw_windows(
                order,
                self.config.windowing,
                self._special,
                learning.masked,
                self._random,
                alone=learning.alone,
            )
        )
        total, count, pieces = 0.0, 0, 0
        for batch in make_batches(windows, learning.batch, self._random):
            with torch.autocast(self.device.type, torch.bfloat16):
                loss = self.model.loss(batch.to(self.device))
            if loss.requires_grad:  # Not where nobody said anything of these windows.
                loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self._optimizer.step()
            self._optimizer.zero_grad()
            self._schedule.step()
            self._step += 1
            self._move_average()
            total, count = total + loss.item(), count + 1
            pieces += int(batch.mask.sum())
            if self._step % 50 == 0:
                self._log(step=self._step, loss=round(total / count, 4))
        return total / max(count, 1), pieces

    def _steps_an_epoch(self) -> int:
        """About; windows are drawn anew each time."""
        pieces = sum(len(block) for example in self._examples for block in example.blocks)
        return round(pieces * 1.08 / self.config.learning.batch) + 1

    def _rate(self, step: int) -> float:
        warm_up = self.config.learning.warm_up
        if step < warm_up:
            return (step + 1) / warm_up
        return max(0.0, (self._steps - step) / max(1, self._steps - warm_up))

    def _learnt(self) -> list[tuple[str, nn.Parameter]]:
        return [pair for pair in self.model.named_parameters() if pair[1].requires_grad]

    @torch.no_grad()
    def _move_average(self) -> None:
        if not self._average:
            return
        # In the beginning the past is short.
        kept = min(self.config.learning.averaging, (1 + self._step) / (10 + self._step))
        torch._foreach_lerp_(
            list(self._average.values()), [value for _, value in self._learnt()], 1 - kept
        )

    def _save(self, path: Path) -> None:
        state = {
            "model": self.model.state_dict(),
            "average": self._average,
            "optimizer": self._optimizer.state_dict(),
            "schedule": self._schedule.state_dict(),
            "random": self._random.getstate(),
            "torch": torch.get_rng_state(),
            "epoch": self._epoch,
            "step": self._step,
        }
        half = path.with_suffix(".part")
        torch.save(state, half)
        half.replace(path)

    def _load(self, path: Path) -> None:
        state = torch.load(path, map_location=self.device, weights_only=False)
        self.model.load_state_dict(state["model"])
        self._average = state["average"]
        self._optimizer.load_state_dict(state["optimizer"])
        self._schedule.load_state_dict(state["schedule"])
        self._random.setstate(state["random"])
        torch.set_rng_state(state["torch"].cpu())
        self._epoch, self._step = state["epoch"], state["step"]

    def _log(self, **figures: Any) -> None:
        entry = {"seed": self._seed, **figures}
        self._report(entry)
        with (self._folder / LOG).open("a", encoding="utf-8") as log:
            log.write(json.dumps(entry) + "\n")


def _groups(model: Model, config: TrainingConfig) -> list[dict[str, Any]]:
    """Parameters by the rate at which they learn, and whether they are kept small."""
    learning = config.learning
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, value in model.named_parameters():
        if not value.requires_grad:
            continue
        new = (
            not name.startswith("network.")
            or ".heads." in name
            or name.startswith((SIDE, VOICE))
            or _is_feature(name)
        ) and not name.startswith(OWN_LAYER)
        rate = learning.head_rate if new else learning.rate
        decay = learning.weight_decay if value.ndim > 1 and not new else 0.0
        groups.setdefault((rate, decay), []).append(value)
    return [
        {"params": values, "lr": rate, "weight_decay": decay}
        for (rate, decay), values in groups.items()
    ]


def _learning(config: TrainingConfig) -> list[str]:
    """How the names begin of what learns where the encoder does not."""
    heads = config.data.heads[1:]
    return [
        prefix
        for prefix, own in ((SIDE, WORD_HEADS), (VOICE, SENTENCE_HEADS))
        if any(name in own for name in heads)
    ]


def _is_feature(name: str) -> bool:
    return any(name == f"network.embeddings.{feature}.weight" for feature in FEATURES)
