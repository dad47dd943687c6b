"""The packaged model at work: passages to windows, windows to scores, scores to tags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from attribution.analysis import Encoding, Passage
from attribution.encoder.decoding import Crf
from attribution.encoder.inputs import FEATURES, ReadBlock, read_blocks
from attribution.encoder.labelling import find_names, pool, to_shares
from attribution.encoder.manifest import Head, read_manifest, verify
from attribution.encoder.pieces import WordPieces
from attribution.encoder.session import Session
from attribution.encoder.windows import find_windows, make_window
from attribution.errors import ModelContractError
from attribution.tags import HEAD, NAMES_HEAD, SENTENCE_HEADS, WORD_HEADS, ProbableSpan

__all__ = ["MODEL_FILE", "TOKENIZER_FILE", "TransformerEncoder"]

MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"


class TransformerEncoder:
    """
    An `Encoder` that runs the model in *folder*.

    Args:
        folder: As the export writes it: a graph, word pieces, a manifest.
        threads: How many it may keep busy.

    Attributes:
        manifest: What the model says about itself.

    Raises:
        ResourceError: a file is missing or damaged.
        ModelContractError: a model for another version of the library.
    """

    def __init__(self, folder: Path, *, threads: int) -> None:
        self.manifest = manifest = read_manifest(folder)
        verify(folder, manifest)
        if manifest.features != FEATURES:
            raise ModelContractError(f"features {FEATURES}", f"features {manifest.features}")
        self._table = WordPieces(
            folder / TOKENIZER_FILE, longest=manifest.windowing.pieces_per_word
        )
        # Heads that this version does not know are left alone.
        self._heads = {
            name: manifest.heads[name]
            for name in (*WORD_HEADS, *SENTENCE_HEADS)
            if name in manifest.heads
        }
        self._session = Session(
            folder / MODEL_FILE,
            inputs=("pieces", *FEATURES),
            outputs={name: head.scores for name, head in manifest.heads.items()},
            threads=threads,
        )
        self._crf = _crf_of(manifest.heads[HEAD])

    def encode(self, passages: Sequence[Passage]) -> Sequence[Encoding]:
        """
        Score and tag every word of the prose, and every sentence.

        What is said of a passage does not depend, to the last bit, on the others
        of its batch.
        """
        read = [list(read_blocks(passage, self._table)) for passage in passages]
        windows = [
            (number, make_window(blocks, parts, (self._table.begin, self._table.end)))
            for number, blocks in enumerate(read)
            for parts in find_windows(blocks, self.manifest.windowing)
        ]
        outputs = self._session.run([window.inputs for _, window in windows])
        scores = [
            {
                name: np.zeros((len(passage.words), head.scores), np.float32)
                for name, head in self._heads.items()
            }
            for passage in passages
        ]
        for (number, window), found in zip(windows, outputs, strict=True):
            for each in window.stretches:
                words = read[number][each.block].words[each.own_first : each.own_end]
                places = each.places[each.own_first - each.first : each.own_end - each.first]
                for name, own in scores[number].items():
                    own[words] = found[name][places]
        return [self._decode(*each) for each in zip(passages, scores, read, strict=True)]

    def _decode(
        self,
        passage: Passage,
        scores: Mapping[str, NDArray[np.float32]],
        blocks: Sequence[ReadBlock],
    ) -> Encoding:
        """Each block is a sequence by itself: no span goes from one into the next."""
        of_words = {name: own for name, own in scores.items() if name in WORD_HEADS}
        labels = {name: np.zeros(len(own), np.int8) for name, own in of_words.items()}
        shares = {name: np.zeros_like(own) for name, own in of_words.items()}
        words = np.concatenate([np.zeros(0, np.int32), *(block.words for block in blocks)])
        spans: dict[str, tuple[ProbableSpan, ...]] = {
            name: () for name in (HEAD, NAMES_HEAD) if name in scores
        }
        if blocks:
            numbers = words.tolist()
            lengths = [len(block.words) for block in blocks]
            for name, own in of_words.items():
                if name == HEAD:
                    found = self._crf.decode(own[words], lengths)
                    labels[name][words], shares[name][words] = found.labels, found.marginals
                    spans[name] = _renumbered(found.spans, numbers)
                else:
                    shares[name][words] = likely = to_shares(own[words])
                    labels[name][words] = likely.argmax(axis=1)
                    if name == NAMES_HEAD:
                        spans[name] = _renumbered(find_names(likely, lengths), numbers)
        return Encoding(
            word_labels=labels,
            word_scores=shares,
            word_spans=spans,
            sentence_scores={
                name: pool(own[words], _places(passage, words))
                for name, own in scores.items()
                if name in SENTENCE_HEADS
            },
        )


def _places(passage: Passage, words: NDArray[np.int32]) -> list[range]:
    """The words of each sentence among those that the encoder reads."""
    inside = [passage.words.inside(sentence) for sentence in passage.sentences]
    firsts = np.searchsorted(words, [each.start for each in inside]).tolist()
    ends = np.searchsorted(words, [each.stop for each in inside]).tolist()
    return [range(first, end) for first, end in zip(firsts, ends, strict=True)]


def _renumbered(spans: Iterable[ProbableSpan], numbers: Sequence[int]) -> tuple[ProbableSpan, ...]:
    """Spans of words that the encoder reads as spans of the passage's words."""
    return tuple(
        span._replace(first=numbers[span.first], end=numbers[span.end - 1] + 1) for span in spans
    )


def _crf_of(head: Head) -> Crf:
    crf = head.crf
    if crf is None:
        raise ModelContractError(f"a CRF of the head {HEAD!r}", "none")
    return Crf(
        transitions=crf.transitions,
        starts=crf.starts,
        ends=crf.ends,
        thresholds=crf.thresholds,
    )
