"""A training small enough for a test: sentences of ours, their word pieces, a tiny network."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import evolve
from builders import mark
from claims import passage_of

from attribution.encoder.pieces import WordPieces
from attribution.encoder.windows import Windowing
from attribution.evaluation.brat import BratArticle, BratAttribution, BratReading
from attribution.evaluation.chains import SILVER, ChainArticle, ChainMention, NamedSpan
from attribution.tags import HEAD, SENTENCE_HEADS
from attribution.training.config import Data, Learning, Start, TrainingConfig, Voices
from attribution.training.examples import (
    Example,
    make_example,
    make_noun_example,
    make_voice_example,
)
from attribution.training.voices import read_voices

__all__ = [
    "ARTICLES",
    "FOREIGN",
    "NAMED",
    "NOUNS_MARKED",
    "VOICED",
    "article",
    "chain_article",
    "config_for",
    "examples_of",
    "named_examples",
    "named_spans",
    "noun_examples",
    "voice_examples",
    "with_voices",
    "word_pieces",
    "write_brat",
    "write_chains",
    "write_model",
    "write_polnear",
    "write_tokenizer",
    "write_voices",
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

NAMED = (
    "Ms [person:Lee] said it rained in the harbour.",
    "“The bridge will hold,” said the mayor.",
    "The ferry is late, two sailors claimed.",
    "The harbour was closed and the ferry stayed in the port.",
    "The [organization:port] denied that the bridge was closed.",
    "According to [misc:Ms Lee], the sailors were late.",
)
"""The same, their names in brackets, by CoreNLP's kinds."""
NOUNS_MARKED = (
    "The [person:mayor] said the [place:harbour] was closed.",
    "Two [person-plural:sailors] denied it in the [organization:port].",
)
"""Sentences whose nouns stand for somebody, by GUM's kinds."""

VOICED = {
    "bridge": [
        [["“The bridge will hold,” said the mayor.", "direct_quote"], ["Who knows?", "author_opinion"]],
        [["The harbour was closed.", "narration"]],
    ],
    "ferry": [
        [["Late again", "heading"]],
        [
            ["Two sailors claimed the ferry was late.", "reported_claim", "narration"],
            ["It stayed in the port.", "narration"],
        ],
    ],
}  # fmt: skip
"""Articles by their names: paragraphs of sentences, each with whose voice it is in."""
FOREIGN = ("[unused0]", "д", "##д", "[unused1]", "水")
"""Pieces that no English text needs."""

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


def write_tokenizer(folder: Path, *, further: Iterable[str] = ()) -> Path:
    """
    A ``tokenizer.json`` whose words are those of `ARTICLES`; all others come letter by letter.

    *Further* pieces stand between the special ones and those.
    """
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer

    words = re.findall(r"\w+|\W", " ".join(mark(each)[0] for each in ARTICLES).lower())
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    inner = [f"##{each}" for each in letters]
    pieces = dict.fromkeys([*_SPECIAL, *further, *letters, *inner, *words])
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


def named_spans(marked: str) -> tuple[NamedSpan, ...]:
    """What is named in a text, by CoreNLP's kinds in small letters, in reading order."""
    _, kinds = mark(marked)
    spans = sorted((span, kind) for kind, found in kinds.items() for span in found)
    return tuple(NamedSpan(span=span, kind=kind.upper()) for span, kind in spans)


def named_examples(table: WordPieces) -> list[Example]:
    """`ARTICLES` with the names in them."""
    articles = [article(str(number), marked) for number, marked in enumerate(ARTICLES)]
    return [
        make_example(each, passage_of(each.text), table, named=named_spans(marked))
        for each, marked in zip(articles, NAMED, strict=True)
    ]


def chain_article(id: str, marked: str, *, form: str = "nominal") -> ChainArticle:
    """A text with mentions of one word each, by GUM's kinds; ``person-plural`` is of several."""
    text, kinds = mark(marked)
    mentions = [
        ChainMention(
            span=span,
            head=span,
            kind=kind.removesuffix("-plural"),
            form=form,
            plural=kind.endswith("-plural"),
        )
        for kind, found in kinds.items()
        for span in found
    ]
    return ChainArticle(id=id, text=text, chains=tuple((mention,) for mention in mentions))


def noun_examples(table: WordPieces) -> list[Example]:
    """`NOUNS_MARKED` as the network learns from them."""
    articles = [chain_article(str(n), marked) for n, marked in enumerate(NOUNS_MARKED)]
    return [make_noun_example(each, passage_of(each.text), table) for each in articles]


def write_polnear(folder: Path, articles: Iterable[BratArticle], named: Iterable[str]) -> Path:
    """The articles as files, and beside them what is named in each."""
    write_brat(folder, articles := list(articles))
    for part, suffix in (("text", ".txt"), ("attributions", ".ann")):
        (folder / part).mkdir()
        for path in [*folder.glob(f"*{suffix}")]:
            path.rename(folder / part / path.name)
    with gzip.open(folder / SILVER, "wt", encoding="utf-8") as lines:
        for each, marked in zip(articles, named, strict=True):
            names = [[*name.span, name.kind] for name in named_spans(marked)]
            record = {"id": each.id, "sentences": [], "entities": names, "coreference": []}
            lines.write(json.dumps(record) + "\n")
    return folder


def write_chains(folder: Path, documents: Mapping[str, str]) -> Path:
    """Sentences marked as for `chain_article`, by the names of their documents, as CoNLL-U."""
    folder.mkdir()
    for id, marked in documents.items():
        text, kinds = mark(marked)
        starts = {span.start: kind for kind, found in kinds.items() for span in found}
        rows = [f"# newdoc id = {id}", "# newpar"]
        for number, word in enumerate(re.finditer(r"\w+|[^\w\s]", text), start=1):
            kind = starts.get(word.start(), "")
            features = "Number=Plur" if kind.endswith("-plural") else "_"
            notes = f"Entity=({number}-{kind.removesuffix('-plural')}-new)" if kind else ""
            if text[word.end() : word.end() + 1] != " ":
                notes = "|".join(filter(None, (notes, "SpaceAfter=No")))
            tree = (str(number - 1), "root" if number == 1 else "dep")
            rows.append(
                "\t".join(
                    (str(number), word[0], word[0], "NOUN", "_", features, *tree, "_", notes or "_")
                )
            )
        (folder / f"{id}.conllu").write_text("\n".join(rows) + "\n\n", encoding="utf-8")
    return folder


def write_voices(path: Path, documents: Mapping[str, Sequence[object]] = VOICED) -> Path:
    """Such articles as a file."""
    lines = [json.dumps({"id": id, "paragraphs": each}) + "\n" for id, each in documents.items()]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def voice_examples(table: WordPieces, path: Path, *, weight: float = 1.0) -> list[Example]:
    """What `write_voices` wrote as the network learns from it."""
    return [
        make_voice_example(each, passage_of(each.text), table, weight=weight)
        for each in read_voices(path)
    ]


def with_voices(config: TrainingConfig, path: Path, **weights: float) -> TrainingConfig:
    """The same with a head for voices, and how much heads weigh."""
    data = evolve(config.data, voices=(Voices(labels=path),))
    return evolve(config, data=data, head_weights=weights)


def write_model(
    folder: Path,
    heads: Mapping[str, Sequence[str]],
    *,
    seed: int = 1,
    always: Mapping[str, str] = MappingProxyType({}),
) -> Path:
    """
    A model that has learnt nothing, with these heads and their labels, as the export leaves it.

    What a head says is left to chance, unless it *always* gives one label; a head for sentences
    has a score more than it has labels, the weight of a word's say.
    """
    import numpy as np
    import onnx

    from attribution.encoder.inputs import FEATURES
    from attribution.encoder.manifest import (
        CrfParameters,
        Head,
        Manifest,
        Training,
        digest_files,
        write_manifest,
    )
    from attribution.training.graph import build_graph
    from attribution.training.run import Model

    folder.mkdir()
    write_tokenizer(folder)
    config = config_for(folder)
    network = Model(config).network
    weights = {name: value.numpy() for name, value in network.state_dict().items()}
    for number, (name, labels) in enumerate(heads.items()):
        # By chance, and so much that words differ.
        chance = np.random.default_rng((seed, number))
        scores = len(labels) + (name in SENTENCE_HEADS)
        shape = (scores, config.start.width)
        weights[f"heads.{name}.weight"] = chance.normal(0, 2, shape).astype(np.float32)
        sure = [99.0 * (label == always.get(name)) for label in labels]
        sure += [0.0] * (scores - len(labels))
        weights[f"heads.{name}.bias"] = np.array(sure, np.float32)
    start = config.start
    graph = build_graph(
        weights,
        layers=start.layers,
        heads=start.attention_heads,
        quantized=True,
        outputs=heads,
    )
    onnx.save(graph, folder / "model.onnx")
    size = len(heads[HEAD])
    crf = CrfParameters(
        transitions=((0.0,) * size,) * size, starts=(0.0,) * size, ends=(0.0,) * size, thresholds={}
    )
    manifest = Manifest(
        format=1,
        name="tiny",
        version="0",
        files=digest_files(folder, ("model.onnx", "tokenizer.json")),
        heads={
            name: Head(
                tags=tuple(labels),
                level="sentence" if name in SENTENCE_HEADS else "word",
                crf=crf if name == HEAD else None,
            )
            for name, labels in heads.items()
        },
        features=dict(FEATURES),
        windowing=config.windowing,
        scores={},
        training=Training(config={}, data={}, encoder="0" * 64, seeds=(seed,), licences={}),
    )
    write_manifest(folder, manifest)
    return folder


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
