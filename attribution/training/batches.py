"""Examples to tensors: windows of about a length together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from random import Random
from types import MappingProxyType

import numpy as np
import torch
from attrs import evolve, field, frozen
from numpy.typing import NDArray
from torch import Tensor

from attribution.encoder.inputs import FEATURES, ReadBlock
from attribution.encoder.windows import Part, Stretch, Window, Windowing, find_windows, make_window
from attribution.tags import ROLES, VOICES, TaggedSpan
from attribution.training.examples import Example
from attribution.training.voices import VoicedWords

__all__ = [
    "UNKNOWN",
    "Batch",
    "TaggedWindow",
    "Voiced",
    "by_length",
    "draw_windows",
    "make_batches",
    "tag_window",
]

QUOTE = VOICES.index("direct_quote")
UNKNOWN = -1
"""In place of a tag or label that nobody gave."""


@frozen(eq=False)
class TaggedWindow:
    """What the encoder sees at once, and what it should say."""

    window: Window
    tags: tuple[NDArray[np.int64], ...]
    """Of the words of each stretch; `UNKNOWN` where nobody said."""
    labels: Mapping[str, tuple[NDArray[np.int64], ...]] = field(factory=dict)
    """The same for further heads."""
    voices: tuple[tuple[VoicedWords, ...], ...] = ()
    """The sentences of each stretch, counted from its first word; none where nobody said."""

    def __len__(self) -> int:
        return len(self.window)


@frozen(eq=False)
class Voiced:
    """Sentences as tensors, one row each; see `attribution.training.voices.VoicedWords`."""

    places: Tensor
    """[sentences, 3]: the sequence, its first word there and the one behind its last."""
    shares: Tensor
    """[sentences, voices]"""
    any_of: Tensor
    """[sentences]"""
    weights: Tensor
    """[sentences]"""

    @classmethod
    def of(cls, sentences: Sequence[tuple[int, VoicedWords]]) -> Voiced:
        """Sentences with the number of the sequence that each is in, at least one."""
        return cls(
            torch.tensor([[number, each.first, each.end] for number, each in sentences]),
            torch.tensor([each.shares for _, each in sentences]),
            torch.tensor([each.any_of for _, each in sentences]),
            torch.tensor([each.weight for _, each in sentences]),
        )

    def to(self, device: torch.device) -> Voiced:
        """The same on *device*."""
        parts = (self.places, self.shares, self.any_of, self.weights)
        return Voiced(*(part.to(device) for part in parts))


@frozen(eq=False)
class Batch:
    """Windows as tensors; the words of each stretch are a sequence to tag."""

    pieces: Tensor
    """[windows, length]"""
    features: dict[str, Tensor]
    mask: Tensor
    words: Tensor
    """[sequences, words]: where each word's first piece stands in the flattened windows."""
    tags: Tensor
    """[sequences, words]; all of a sequence is `UNKNOWN` where nobody said."""
    lengths: Tensor
    """[sequences], the longest first."""
    labels: dict[str, Tensor] = field(factory=dict)
    """Of further heads: [sequences, words], `UNKNOWN` where nobody said and behind the end."""
    voiced: Voiced | None = None
    """Whose voice sentences are in, where anybody said."""

    @classmethod
    def of(cls, windows: Sequence[TaggedWindow]) -> Batch:
        """These windows, at least one of which has words."""
        length = max(map(len, windows))
        pieces = np.zeros((len(windows), length), np.int64)
        mask = np.zeros((len(windows), length), bool)
        features = {name: np.zeros((len(windows), length), np.int64) for name in FEATURES}
        sequences = []
        for number, tagged in enumerate(windows):
            inputs = tagged.window.inputs
            pieces[number, : len(tagged)] = inputs["pieces"]
            mask[number, : len(tagged)] = True
            for name, values in features.items():
                values[number, : len(tagged)] = inputs[name]
            sequences += [
                (
                    stretch.places + number * length,
                    own,
                    {name: labels[at] for name, labels in tagged.labels.items()},
                    tagged.voices[at] if tagged.voices else (),
                )
                for at, (stretch, own) in enumerate(
                    zip(tagged.window.stretches, tagged.tags, strict=True)
                )
                if len(own)
            ]
        sequences.sort(key=lambda sequence: -len(sequence[1]))
        words = np.zeros((len(sequences), len(sequences[0][1])), np.int64)
        tags = np.zeros_like(words)
        voiced = [(n, each) for n, sequence in enumerate(sequences) for each in sequence[3]]
        heads = {name for tagged in windows for name in tagged.labels}
        labels = {name: np.full_like(words, UNKNOWN) for name in sorted(heads)}
        for number, (places, own, others, _) in enumerate(sequences):
            words[number, : len(own)] = places
            tags[number, : len(own)] = own
            for name, values in others.items():
                labels[name][number, : len(own)] = values
        return cls(
            torch.from_numpy(pieces),
            {name: torch.from_numpy(values) for name, values in features.items()},
            torch.from_numpy(mask),
            torch.from_numpy(words),
            torch.from_numpy(tags),
            torch.tensor([len(own) for _, own, *_ in sequences]),
            {name: torch.from_numpy(values) for name, values in labels.items()},
            Voiced.of(voiced) if voiced else None,
        )

    def to(self, device: torch.device) -> Batch:
        """The same on *device*."""
        return Batch(
            self.pieces.to(device),
            {name: values.to(device) for name, values in self.features.items()},
            self.mask.to(device),
            self.words.to(device),
            self.tags.to(device),
            self.lengths.to(device),
            {name: values.to(device) for name, values in self.labels.items()},
            self.voiced and self.voiced.to(device),
        )


def draw_windows(
    examples: Sequence[Example],
    windowing: Windowing,
    special: tuple[int, int, int],
    masked: float,
    random: Random,
    *,
    alone: float = 0.0,
) -> Iterator[TaggedWindow]:
    """
    Windows over all examples, each article with the tags of one of its annotators.

    Args:
        examples: The articles.
        windowing: As at run time.
        special: The pieces that begin a window, end it, and stand for a hidden word.
        masked: Share of words that are hidden.
        random: Where chance comes from.
        alone: Share of the blocks with known voices that are read sentence by sentence.
    """
    *marks, hidden = special
    for whole in examples:
        example = _taken_apart(whole, alone, random) if alone and whole.voices else whole
        tags = random.choice(example.readings) if example.readings else None
        for parts in find_windows(example.blocks, windowing):
            tagged = tag_window(
                example.blocks,
                tags,
                parts,
                (marks[0], marks[1]),
                labels=example.labels,
                voices=example.voices,
            )
            if masked:
                _hide(tagged.window, masked, hidden, random)
            yield tagged


def _taken_apart(example: Example, share: float, random: Random) -> Example:
    """The same with some blocks cut into those of their sentences whose voice is known."""
    blocks: list[ReadBlock] = []
    voices: list[tuple[VoicedWords, ...]] = []
    for block, sentences in zip(example.blocks, example.voices, strict=True):
        if random.random() < share:
            for each in sentences:
                alone = block.alone(each.first, each.end)
                # In the middle of a quotation nothing says any more that it is one.
                if alone.features["quotation"].any() or each.any_of or not each.shares[QUOTE]:
                    blocks.append(alone)
                    voices.append((evolve(each, first=0, end=each.end - each.first),))
        else:
            blocks.append(block)
            voices.append(sentences)
    return Example(id=example.id, blocks=tuple(blocks), voices=tuple(voices))


def tag_window(
    blocks: Sequence[ReadBlock],
    tags: Sequence[NDArray[np.int8]] | None,
    parts: Sequence[Part],
    marks: tuple[int, int],
    *,
    labels: Mapping[str, Sequence[NDArray[np.int8]]] = MappingProxyType({}),
    voices: Sequence[Sequence[VoicedWords]] = (),
) -> TaggedWindow:
    """
    One window, as at run time, and its tags.

    Args:
        blocks: Of an article.
        tags: Of the words of each block, if somebody said.
        parts: What stands in the window.
        marks: The pieces that begin and end it.
        labels: Of further heads, likewise.
        voices: The sentences of each block, if somebody said whose voice they are in.
    """
    window = make_window(blocks, parts, marks)
    return TaggedWindow(
        window,
        tuple(
            np.full(stretch.end - stretch.first, UNKNOWN, np.int64)
            if tags is None
            else _clipped(tags[stretch.block], stretch)
            for stretch in window.stretches
        ),
        {
            name: tuple(
                own[stretch.block][stretch.first : stretch.end].astype(np.int64)
                for stretch in window.stretches
            )
            for name, own in labels.items()
        },
        tuple(
            tuple(_within(voices[stretch.block], stretch) if voices else ())
            for stretch in window.stretches
        ),
    )


def _within(sentences: Iterable[VoicedWords], stretch: Stretch) -> Iterator[VoicedWords]:
    """The sentences of a block that begin in the part of it that a window owns."""
    for each in sentences:
        if stretch.own_first <= each.first < stretch.own_end:
            end = min(each.end, stretch.end)
            yield evolve(each, first=each.first - stretch.first, end=end - stretch.first)


def _clipped(tags: NDArray[np.int8], stretch: Stretch) -> NDArray[np.int64]:
    """The tags of some words of a block, spans that reach further cut off there."""
    first, end = stretch.first, stretch.end
    if first == 0 and end == len(tags):
        return tags.astype(np.int64)
    spans = [
        TaggedSpan(span.kind, max(span.first, first) - first, min(span.end, end) - first)
        for span in ROLES.read(tags.tolist())
        if span.first < end and span.end > first
    ]
    return np.array(ROLES.write(spans, end - first), np.int64)


def _hide(window: Window, share: float, hidden: int, random: Random) -> None:
    """Put the piece for a hidden word in place of all pieces of some words."""
    for stretch in window.stretches:
        firsts = stretch.places.tolist()
        for first, end in pairwise([*firsts, *(last + 1 for last in firsts[-1:])]):
            if random.random() < share:
                window.inputs["pieces"][first:end] = hidden


def make_batches(windows: Sequence[TaggedWindow], size: int, random: Random) -> Iterator[Batch]:
    """
    Windows of about the same length together, in a random order.

    Args:
        windows: Any number.
        size: Pieces in a batch at most, padding included.
        random: Where chance comes from.
    """
    blurred = [(len(window) + random.uniform(-8, 8), window) for window in windows]
    order = [window for _, window in sorted(blurred, key=lambda pair: pair[0], reverse=True)]
    groups = list(by_length(order, size))
    random.shuffle(groups)
    for group in groups:
        yield Batch.of(group)


def by_length(windows: Sequence[TaggedWindow], size: int) -> Iterator[list[TaggedWindow]]:
    """Groups of neighbours of *size* pieces at most, padding included, or of one window."""
    group: list[TaggedWindow] = []
    longest = 0
    for window in windows:
        longest = max(longest, len(window))
        if group and (len(group) + 1) * longest > size:
            yield group
            group, longest = [], len(window)
        group.append(window)
    if group:
        yield group
