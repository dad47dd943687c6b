"""What a type checker knows of the public names; checked by mypy, never run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import evolve

import attribution
from attribution import Annotator, Document, Label, Span
from attribution.vocabulary import AttributionKind, BlockKind, SourceKind, Stance, Voice

text: str = "It rained."
version: str = attribution.__version__

annotator: Annotator = attribution.load()
named: Annotator = attribution.load(engine="lexicon", backend="embedded")
own: Annotator = attribution.load(model="runs/english/model", threads=2)
at: Annotator = attribution.load(model=Path("runs/english/model"))
document: Document = annotator(text)
known: Document = annotator(text, id="rain", meta={"day": 1})
shared: Document = attribution.annotate(text)

stream: Iterator[Document] = annotator.pipe([text], batch_size=8, workers=2)
numbered: Iterator[tuple[int, Document]] = annotator.pipe([(7, text)], as_tuples=True)
titled: Iterator[tuple[str, Document]] = annotator.pipe(iter([("a", text)]), as_tuples=True)

blocks: tuple[attribution.Block, ...] = document.blocks
sentences: tuple[attribution.Sentence, ...] = document.sentences
quotations: tuple[attribution.Quotation, ...] = document.quotations
attributions: tuple[attribution.Attribution, ...] = document.attributions
sources: tuple[attribution.Source, ...] = document.sources
diagnostics: tuple[attribution.Diagnostic, ...] = document.diagnostics
provenance: attribution.Provenance | None = document.provenance
made_by: str | None = None if provenance is None else provenance.model
id: str | None = document.id
meta: Mapping[str, Any] = document.meta

block_kind: BlockKind = blocks[0].kind
label: Label = sentences[0].label
voice: Voice = label.voice
start: int = sentences[0].start
words: str = document.text_of(sentences[0])
same_words: str = document.text_of(Span(0, 2))
pieces: tuple[str, ...] = document.texts_of(attributions[0].content)

kind: AttributionKind = attributions[0].kind
stance: Stance = attributions[0].stance
content: tuple[Span, ...] = attributions[0].content
mention: Span | None = attributions[0].mention
said_by: attribution.Source | None = document.source_of(attributions[0])
outlet: attribution.Source | None = document.outlet_of(attributions[0])
behind: tuple[attribution.Source, ...] = document.sources_of(sentences[0])
resting_on: tuple[attribution.Attribution, ...] = document.attributions_of(sentences[0])
source: attribution.Source = document.source("s1")
source_kind: SourceKind = source.kind
entity: attribution.Entity | None = source.entity

data: dict[str, Any] = document.to_dict()
line: str = document.to_json()
again: Document = Document.from_dict(data)
renamed: Document = evolve(document, id="hail")
made: attribution.Sentence = attribution.Sentence(span=Span(0, 10), label=Label.NARRATION)

try:
    attribution.load(backend="moon")
except attribution.AttributionError as error:
    reason: str = str(error)

# What must not pass; an unused "ignore" is an error.
document.text = "other"  # type: ignore[misc]
document.sentences.append(made)  # type: ignore[attr-defined]
annotator(b"bytes")  # type: ignore[arg-type]
attribution.load("lexicon")  # type: ignore[call-arg]
attribution.load(threads="2")  # type: ignore[arg-type]
attribution.load(model=None)  # type: ignore[arg-type]
annotator.pipe([text], as_tuples=True)  # type: ignore[call-overload]
document.text_of("words")  # type: ignore[arg-type]
attribution.Sentence(span=Span(0, 1))  # type: ignore[call-arg]
