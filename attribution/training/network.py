"""
The encoder as a network: a small BERT whose input also says how words stand.

Devlin et al. 2019 for the encoder; Wang et al. 2020 for the one that training
starts from (MiniLM); Lafferty et al. 2001 for the conditional random field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import torch
from attrs import frozen
from torch import Tensor, nn
from torch.nn import functional

from attribution.errors import ModelContractError
from attribution.tags import Tags
from attribution.training.branches import (
    NEIGHBOURS,
    SIDE_WIDTH,
    VOICE_WIDTH,
    side_layers,
    voice_layer,
)

__all__ = ["Crf", "Network", "Shape", "Side", "Voice", "load_pretrained"]

FORBIDDEN = -1e4
"""Added to the score of an impossible move; finite, so that gradients stay so."""


@frozen(kw_only=True)
class Shape:
    """How large a network is."""

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    inner_width: int = 1536
    layers: int = 6
    attention_heads: int = 12


class Network(nn.Module):
    """
    Word pieces to one vector each, and the heads that read it.

    Args:
        shape: How large.
        features: Values of each further input, by its name.
        heads: Labels of each head that reads the last layer, by its name.
        side_heads: The same of those that read a `Side`.
        voice_heads: The same of those that read a `Voice`.
        dropout: Share of channels that are left out after each sublayer while
            training, for a window as a whole.
    """

    def __init__(
        self,
        shape: Shape,
        *,
        features: Mapping[str, int],
        heads: Mapping[str, int],
        side_heads: Mapping[str, int] = MappingProxyType({}),
        voice_heads: Mapping[str, int] = MappingProxyType({}),
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        self.shape = shape
        self.embeddings = _Embeddings(shape, features)
        self.layers = nn.ModuleList(_Layer(shape, dropout) for _ in range(shape.layers))
        self.drop = _ChannelDropout(dropout)
        self.heads = nn.ModuleDict(
            {name: nn.Linear(shape.width, labels) for name, labels in heads.items()}
        )
        self.side = Side(shape, side_heads, dropout) if side_heads else None
        self.voice = Voice(shape, voice_heads, dropout) if voice_heads else None

    def forward(self, pieces: Tensor, features: Mapping[str, Tensor], mask: Tensor) -> Tensor:
        """
        The vector of each piece: [windows, length, width].

        Args:
            pieces: [windows, length].
            features: Of the same shape, by name.
            mask: Of the same shape; true where there is a piece.
        """
        return self.hidden(pieces, features, mask)[-1]

    def hidden(self, pieces: Tensor, features: Mapping[str, Tensor], mask: Tensor) -> list[Tensor]:
        """
        The vectors of pieces before the first layer and after each.

        The last are those that `forward` gives.
        """
        hidden = self.drop(self.embeddings(pieces, features))
        attended = mask[:, None, None, :]
        found = [hidden]
        for layer in self.layers:
            found.append(layer(found[-1], attended))
        return found

    def read(self, hidden: Sequence[Tensor], mask: Tensor) -> dict[str, Tensor]:
        """What each head says of each piece, given all of `hidden`: [windows, length, labels]."""
        last = self.drop(hidden[-1])
        found = {name: head(last) for name, head in self.heads.items()}
        for branch in (self.side, self.voice):
            if branch is not None:
                found |= branch(hidden, mask)
        return found


class Side(nn.Module):
    """
    A reader of several layers, and of what stands next to each piece.

    What says that a word is a name is gone from the last layer of an encoder that has learnt
    something else (Tenney et al. 2019 on what is where); so every second layer is read. Where
    a name ends is seen at its neighbours.
    """

    def __init__(self, shape: Shape, heads: Mapping[str, int], dropout: float) -> None:
        super().__init__()
        self.read = side_layers(shape.layers)
        self.narrow = nn.Linear(shape.width * len(self.read), SIDE_WIDTH)
        self.around = nn.Linear((2 * NEIGHBOURS + 1) * SIDE_WIDTH, SIDE_WIDTH)
        self.drop = nn.Dropout(dropout)
        self.heads = nn.ModuleDict(
            {name: nn.Linear(SIDE_WIDTH, labels) for name, labels in heads.items()}
        )

    def forward(self, hidden: Sequence[Tensor], mask: Tensor) -> dict[str, Tensor]:
        """By head: [windows, length, labels]."""
        layers = torch.cat([hidden[1 + number] for number in self.read], -1)
        narrow = functional.gelu(self.narrow(self.drop(layers))) * mask[..., None]
        padded = functional.pad(narrow, (0, 0, NEIGHBOURS, NEIGHBOURS))
        length = narrow.shape[1]
        beside = [padded[:, shift : shift + length] for shift in range(2 * NEIGHBOURS + 1)]
        around = functional.gelu(self.around(self.drop(torch.cat(beside, -1))))
        return {name: head(self.drop(around)) for name, head in self.heads.items()}


class Voice(nn.Module):
    """
    A layer of its own beside the encoder's, for what the encoder's last layers have no room for.

    Its weights begin as those of the layer whose place it takes (`begin_as`).
    """

    def __init__(self, shape: Shape, heads: Mapping[str, int], dropout: float) -> None:
        super().__init__()
        self.place = voice_layer(shape.layers)
        self.layer = _Layer(shape, dropout)
        self.narrow = nn.Linear(shape.width, VOICE_WIDTH)
        self.drop = nn.Dropout(dropout)
        self.heads = nn.ModuleDict(
            {name: nn.Linear(VOICE_WIDTH, labels) for name, labels in heads.items()}
        )

    def begin_as(self, layers: nn.ModuleList) -> None:
        """Take over the weights of the encoder's layer."""
        self.layer.load_state_dict(layers[self.place].state_dict())

    def forward(self, hidden: Sequence[Tensor], mask: Tensor) -> dict[str, Tensor]:
        """By head: [windows, length, labels]."""
        own = self.layer(hidden[self.place], mask[:, None, None, :])
        narrow = functional.gelu(self.narrow(self.drop(own)))
        return {name: head(self.drop(narrow)) for name, head in self.heads.items()}


class _Embeddings(nn.Module):
    def __init__(self, shape: Shape, features: Mapping[str, int]) -> None:
        super().__init__()
        self.pieces = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        for name, values in features.items():
            table = nn.Embedding(values, shape.width)
            # What a pretrained encoder has never seen says nothing at first.
            nn.init.zeros_(table.weight)
            self.add_module(name, table)
        self.features = tuple(features)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)

    def forward(self, pieces: Tensor, features: Mapping[str, Tensor]) -> Tensor:
        total = self.pieces(pieces) + self.positions.weight[: pieces.shape[1]]
        for name in self.features:
            total = total + self.get_submodule(name)(features[name])
        return torch.as_tensor(self.norm(total))


class _Layer(nn.Module):
    """Attention, then a feed-forward net; each added to its input, then normed."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.attention = _Attention(shape)
        self.feed = _Feed(shape)
        self.drop = _ChannelDropout(dropout)

    def forward(self, hidden: Tensor, attended: Tensor) -> Tensor:
        hidden = self.attention.norm(hidden + self.drop(self.attention(hidden, attended)))
        return torch.as_tensor(self.feed.norm(hidden + self.drop(self.feed(hidden))))


class _Attention(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.attention_heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.output = nn.Linear(shape.width, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)

    def forward(self, hidden: Tensor, attended: Tensor) -> Tensor:
        windows, length, width = hidden.shape
        query, key, value = (
            self.qkv(hidden).view(windows, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        )
        # Written out: on CPUs the gradient of the fused form is seven times slower in bfloat16.
        scores = query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5
        mixed = torch.softmax(scores.masked_fill(~attended, FORBIDDEN), -1) @ value
        return torch.as_tensor(self.output(mixed.transpose(1, 2).reshape(windows, length, width)))


class _Feed(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.up = nn.Linear(shape.width, shape.inner_width)
        self.down = nn.Linear(shape.inner_width, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)

    def forward(self, hidden: Tensor) -> Tensor:
        return torch.as_tensor(self.down(functional.gelu(self.up(hidden))))


class _ChannelDropout(nn.Module):
    """
    Dropout of the same channels along a whole window (Gal and Ghahramani 2016).

    It draws a number a channel and not a number a piece and channel, which on a
    CPU is a sixth of the time of a training step.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, hidden: Tensor) -> Tensor:
        if not self.training or not self.share:
            return hidden
        kept = torch.rand(hidden.shape[0], 1, hidden.shape[2], device=hidden.device) >= self.share
        return hidden * (kept / (1 - self.share)).to(hidden.dtype)


class Crf(nn.Module):
    """
    A linear-chain conditional random field over the tags of words.

    Impossible sequences are forbidden from the start, not learnt to be unlikely.
    """

    def __init__(self, tags: Tags) -> None:
        super().__init__()
        count = len(tags)
        self.transitions = nn.Parameter(torch.zeros(count, count))
        self.starts = nn.Parameter(torch.zeros(count))
        self.ends = nn.Parameter(torch.zeros(count))
        numbers = range(count)
        for name, allowed in (
            ("barred", [[tags.may_follow(one, other) for other in numbers] for one in numbers]),
            ("barred_starts", [tags.may_begin(number) for number in numbers]),
            ("barred_ends", [tags.may_end(number) for number in numbers]),
        ):
            bars = torch.where(torch.tensor(allowed), 0.0, FORBIDDEN)
            self.register_buffer(name, bars, persistent=False)

    def moves(self) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of transitions, starts and ends."""
        return (
            self.transitions + self.get_buffer("barred"),
            self.starts + self.get_buffer("barred_starts"),
            self.ends + self.get_buffer("barred_ends"),
        )

    def loss(self, scores: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """
        Minus the log-probability of the tags, summed over words and sequences.

        Args:
            scores: [sequences, length, tags].
            tags: [sequences, length]; behind a sequence's end any valid number.
            lengths: [sequences], each at least 1, the longest first.
        """
        transitions, starts, ends = self.moves()
        places = torch.arange(scores.shape[1], device=scores.device)
        inside = places < lengths[:, None]
        own = scores.gather(2, tags[..., None])[..., 0] * inside
        moved = transitions[tags[:, :-1], tags[:, 1:]] * inside[:, 1:]
        last = tags.gather(1, lengths[:, None] - 1)[:, 0]
        right = own.sum() + moved.sum() + starts[tags[:, 0]].sum() + ends[last].sum()

        # Taken apart at once: the gradient of each slice would be as large as the whole.
        places_apart = scores.unbind(1)
        forward = starts + places_apart[0]
        finished = []
        running = lengths.tolist()
        for place in range(1, scores.shape[1]):
            alive = sum(length > place for length in running)
            if alive < len(forward):
                finished.append(forward[alive:])
                forward = forward[:alive]
            forward = torch.logsumexp(forward[:, :, None] + transitions, 1)
            forward = forward + places_apart[place][:alive]
        finished.append(forward)
        total = sum(torch.logsumexp(part + ends, 1).sum() for part in finished)
        return total - right


def load_pretrained(network: Network, path: Path) -> None:
    """
    Fill a network's encoder with the weights of a BERT in safetensors (Hugging Face's names).

    Fewer layers than the file has are taken from its bottom; the head, the
    features and what else is ours is left as it is.

    Raises:
        ModelContractError: it is no BERT, or one of another size.
    """
    from safetensors.torch import load_file

    found = {name.removeprefix("bert."): tensor.float() for name, tensor in load_file(path).items()}
    try:
        taken = _translated(found, network.shape.layers)
    except KeyError as error:
        raise ModelContractError("the weights of a BERT", f"none called {error}") from error
    own = network.state_dict()
    for name, tensor in taken.items():
        if tensor.shape != own[name].shape:
            raise ModelContractError(
                f"{name} of shape {tuple(own[name].shape)}", f"shape {tuple(tensor.shape)}"
            )
    network.load_state_dict(taken, strict=False)


def _translated(found: Mapping[str, Tensor], layers: int) -> dict[str, Tensor]:
    """Weights by our names."""
    taken = {
        "embeddings.pieces.weight": found["embeddings.word_embeddings.weight"],
        # All pieces are of the first type, so it is part of their position.
        "embeddings.positions.weight": found["embeddings.position_embeddings.weight"]
        + found["embeddings.token_type_embeddings.weight"][0],
    }
    for kind in ("weight", "bias"):
        taken[f"embeddings.norm.{kind}"] = found[f"embeddings.LayerNorm.{kind}"]
        for number in range(layers):
            theirs, ours = f"encoder.layer.{number}", f"layers.{number}"
            parts = (f"{theirs}.attention.self.{part}.{kind}" for part in ("query", "key", "value"))
            taken[f"{ours}.attention.qkv.{kind}"] = torch.cat([found[part] for part in parts])
            for name, source in (
                ("attention.output", "attention.output.dense"),
                ("attention.norm", "attention.output.LayerNorm"),
                ("feed.up", "intermediate.dense"),
                ("feed.down", "output.dense"),
                ("feed.norm", "output.LayerNorm"),
            ):
                taken[f"{ours}.{name}.{kind}"] = found[f"{theirs}.{source}.{kind}"]
    return taken
