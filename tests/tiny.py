"""A training small enough for a test: sentences of ours, their word pieces, a tiny network."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrs import evolve
from builders import mark
from claims import passage_of

from attribution.encoder.pieces import WordPieces
from attribution.encoder.windows import Windowing
from attribution.evaluation.brat import BratArticle, BratAttribution, BratReading
from attribution.training.config import Data, Learning, Start, TrainingConfig
from attribution.training.examples import Example, make_example

__all__ = [
    "ARTICLES",
    "article",
    "config_for",
    "examples_of",
    "word_pieces",
    "write_brat",
    "write_tokenizer",
]

ARTICLES = (
    "[source:Ms Lee] [cue:said] [content:it rained in the harbour].",
    "[content:“The bridge will hold,”] [cue:said] [source:the mayor].",
    "[content:The ferry is late], [source:two sailors] [cue:claimed].",
    "The harbour was closed and the ferry stayed in the port.",
    "[source:The port] [cue:denied] [content:that the bridge was closed].",
    "[cue:According to] [source:Ms Lee], [content:the sailors were late].",
)
"""One sentence each, the roles of its words in brackets."""

_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def article(id: str, *readings: str) -> BratArticle:
    """An article as each of its annotators marked it; a mark is an attribution by itself."""
    marked = [mark(reading) for reading in readings]
    return BratArticle(
        id=id,
        text=marked[0][0],
        readings=tuple(
            BratReading(
                id=f"{id}_{number}",
                annotator=str(number),
                attributions=tuple(
                    BratAttribution(id=f"E{at}", **{role: spans})
                    for at, (role, spans) in enumerate(roles.items(), start=1)
                ),
            )
            for number, (_, roles) in enumerate(marked, start=1)
        ),
    )


def write_brat(folder: Path, articles: Iterable[BratArticle]) -> Path:
    """The articles as files."""
    folder.mkdir(parents=True)
    for each in articles:
        (folder / f"{each.id}.txt").write_bytes(each.text.encode())
        for reading in each.readings:
            name = folder / f"{reading.id}.ann"
            name.write_bytes("".join(_records(each.text, reading)).encode())
    return folder


def _records(text: str, reading: BratReading) -> Iterable[str]:
    number = 0
    for attribution in reading.attributions:
        arguments = []
        for role in ("source", "cue", "content"):
            for span in getattr(attribution, role):
                number += 1
                words = text[span.slice]
                yield f"T{number}\t{role.title()} {span.start} {span.end}\t{words}\n"
                arguments.append(f"{role.title()}{number}:T{number}")
        yield f"{attribution.id}\t{' '.join(arguments)}\n"


def write_tokenizer(folder: Path) -> Path:
    """A ``tokenizer.json`` whose words are those of `ARTICLES`; all others come letter by letter."""
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer

    words = re.findall(r"\w+|\W", " ".join(mark(each)[0] for each in ARTICLES).lower())
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    pieces = dict.fromkeys([*_SPECIAL, *letters, *(f"##{each}" for each in letters), *words])
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    path = folder / "tokenizer.json"
    tokenizer.save(str(path))
    return path


def word_pieces(folder: Path, *, longest: int = 8) -> WordPieces:
    """Those of `write_tokenizer`."""
    return WordPieces(write_tokenizer(folder), longest=longest)


def examples_of(articles: Iterable[BratArticle], table: WordPieces) -> list[Example]:
    """Articles as the network learns from them."""
    return [make_example(each, passage_of(each.text), table) for each in articles]


def config_for(folder: Path, **learning: Any) -> TrainingConfig:
    """A network of a few thousand parameters, without anything drawn or averaged unless asked for."""
    return TrainingConfig(
        out=folder / "out",
        data=Data(train=(folder / "train",), dev=folder / "dev"),
        start=Start(
            tokenizer=folder / "tokenizer.json",
            vocabulary=160,
            positions=64,
            layers=2,
            width=16,
            inner_width=32,
            attention_heads=2,
        ),
        learning=evolve(
            Learning(
                epochs=2,
                batch=96,
                masked=0.0,
                rate=5e-3,
                head_rate=1e-2,
                warm_up=4,
                dropout=0.0,
                averaging=0.0,
            ),
            **learning,
        ),
        windowing=Windowing(pieces=48, overlap=8, pieces_per_word=8),
    )
