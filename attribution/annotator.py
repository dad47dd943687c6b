"""
The whole flow on one page.

::

    text → blocks → quotations → sentences → words         prepare, text by text
         → scores                                          encode, batch by batch
         → relations → sources, attributions → labels      finish, text by text
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from os import PathLike, fspath
from typing import Any, Literal, TypeVar, overload

from attrs import evolve, frozen

from attribution.analysis import Encoding, Mentions, Passage
from attribution.blocks import Furniture, find_blocks, mark_blockquotes
from attribution.config import Config
from attribution.document import Attribution, Diagnostic, Document, Provenance, Source
from attribution.engines import load_engine, processors
from attribution.errors import ConfigError
from attribution.labels import Findings, OpinionSigns, find_evidence, label_sentences
from attribution.quotations import QuotationCues, find_quotations
from attribution.resources import data_digest, load_data, load_list, load_rows
from attribution.sentences import Abbreviations, split_sentences
from attribution.sources import (
    Registry,
    SourceLexicon,
    find_sources,
    read_own_records,
)
from attribution.spans import Span
from attribution.tags import VOICE_HEAD
from attribution.vocabulary import DiagnosticCode
from attribution.words import find_words

__all__ = ["Annotator", "load"]

Context = TypeVar("Context")

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@frozen
class _Prepared:
    passage: Passage
    diagnostics: tuple[Diagnostic, ...]


@frozen
class _Found:
    """Who says what, and cues that do not say that somebody says something."""

    attributions: tuple[Attribution, ...]
    sources: tuple[Source, ...]
    diagnostics: tuple[Diagnostic, ...]
    conduct: tuple[Span, ...]
    """By which nobody says anything."""
    hearsay: tuple[Span, ...]
    """By which nobody in particular does."""


class Annotator:
    """
    Annotates texts; made by `load`.

    It holds what is expensive to make and nothing about any text, so one
    annotator serves any number of texts and can be pickled to other processes.
    """

    def __init__(self, config: Config) -> None:
        self.config = config
        self._furniture = Furniture.from_entries(load_rows("furniture"))
        self._abbreviations = Abbreviations.from_entries(
            load_list("abbreviations"), final=load_list("final_abbreviations")
        )
        self._quotation_cues = QuotationCues.from_rows(load_rows("quotation_cues"))
        self._signs = OpinionSigns(load_rows("opinion_signs"))
        self._source_lexicon = SourceLexicon.from_lists(
            load_list, load_rows, load_data("lists.json")["places"]
        )
        own = read_own_records(config.registry)
        self._registry = Registry.packaged(own.records)
        self._engine = load_engine(config)
        self._provenance = Provenance(
            library=_version(),
            engine=config.engine,
            backend=config.backend,
            model=self._engine.model,
            data=data_digest(),
            registry=own.digest,
        )

    def __reduce__(self) -> tuple[type[Annotator], tuple[Config]]:
        return type(self), (self.config,)

    def __repr__(self) -> str:
        return f"Annotator(engine={self.config.engine!r}, backend={self.config.backend!r})"

    def __call__(
        self, text: str, *, id: str | None = None, meta: Mapping[str, Any] | None = None
    ) -> Document:
        """
        Annotate one text.

        Args:
            text: Any string; odd text is never an error.
            id: Kept with the document.
            meta: Kept with the document; plain JSON values.

        Raises:
            TypeError: *text* is no string.
        """
        (document,) = self._annotate_batch([(text, id, meta or {})])
        return document

    @overload
    def pipe(
        self,
        texts: Iterable[str],
        *,
        batch_size: int = ...,
        workers: int = ...,
        as_tuples: Literal[False] = ...,
    ) -> Iterator[Document]: ...

    @overload
    def pipe(
        self,
        texts: Iterable[tuple[Context, str]],
        *,
        batch_size: int = ...,
        workers: int = ...,
        as_tuples: Literal[True],
    ) -> Iterator[tuple[Context, Document]]: ...

    def pipe(
        self,
        texts: Iterable[Any],
        *,
        batch_size: int = 64,
        workers: int = 1,
        as_tuples: bool = False,
    ) -> Iterator[Any]:
        """
        Annotate a stream of texts, in order and in bounded memory.

        Args:
            texts: Strings; with *as_tuples*, pairs of a context and a string.
            batch_size: Texts that are encoded together.
            workers: Processes. With more than one, contexts and documents
                travel between processes and must be picklable, and a script must
                stand under ``if __name__ == "__main__":``, as ever where
                interpreters are started.
            as_tuples: Yield pairs of the context and its document. A context
                that is a string becomes the document's ``id``.

        Raises:
            ConfigError: *batch_size* or *workers* is less than 1.
        """
        for key, value in (("batch_size", batch_size), ("workers", workers)):
            if value < 1:
                raise ConfigError(key, value, "at least 1")
        return self._pipe(texts, batch_size, workers, as_tuples)

    def _pipe(
        self, texts: Iterable[Any], batch_size: int, workers: int, as_tuples: bool
    ) -> Iterator[Any]:
        pairs = texts if as_tuples else ((None, text) for text in texts)
        batches = _batched(pairs, batch_size)
        if workers == 1:
            annotated: Iterable[list[tuple[Any, Document]]] = map(self._annotate_pairs, batches)
        else:
            from attribution.workers import map_in_order

            # Each worker gets its share of the processors, unless told how many.
            threads = self.config.threads or max(1, processors() // workers)
            annotated = map_in_order(
                Annotator,
                evolve(self.config, threads=threads),
                Annotator._annotate_pairs,
                batches,
                workers,
            )
        for batch in annotated:
            for context, document in batch:
                yield (context, document) if as_tuples else document

    def prepare(self, text: str) -> Passage:
        """A text as the first stages leave it: what an encoder and a finder are given."""
        return self._prepare(text).passage

    def weigh(self, text: str) -> tuple[Passage, tuple[Findings, ...]]:
        """A text likewise, and what was found about each sentence before it got its label."""
        passage = self.prepare(text)
        (encoding,) = self._engine.encoder.encode([passage])
        return passage, self._weigh(passage, encoding, self._find(passage, encoding))

    def _annotate_pairs(self, pairs: list[tuple[Any, str]]) -> list[tuple[Any, Document]]:
        documents = self._annotate_batch(
            [(text, context if isinstance(context, str) else None, {}) for context, text in pairs]
        )
        return [
            (context, document) for (context, _), document in zip(pairs, documents, strict=True)
        ]

    def _annotate_batch(
        self, inputs: list[tuple[str, str | None, Mapping[str, Any]]]
    ) -> list[Document]:
        prepared = []
        for text, id, _ in inputs:
            _check_type(text)
            with _about(id):
                prepared.append(self._prepare(text))
        encodings = self._engine.encoder.encode([item.passage for item in prepared])
        documents = []
        for (_, id, meta), item, encoding in zip(inputs, prepared, encodings, strict=True):
            with _about(id):
                documents.append(self._finish(item, encoding, id, meta))
        return documents

    def _prepare(self, text: str) -> _Prepared:
        blocks = find_blocks(text, furniture=self._furniture)
        quotations, diagnostics = find_quotations(text, blocks, cues=self._quotation_cues)
        blocks = mark_blockquotes(text, blocks, quotations)
        passage = Passage(
            text=text,
            words=find_words(text),
            blocks=blocks,
            sentences=split_sentences(text, blocks, abbreviations=self._abbreviations),
            quotations=quotations,
        )
        return _Prepared(passage, (*_look_over(text), *diagnostics))

    def _find(self, passage: Passage, encoding: Encoding) -> _Found:
        relations = self._engine.finder.find(passage, encoding)
        attributions, sources, unresolved = find_sources(
            passage.text,
            passage.words,
            passage.blocks,
            relations,
            lexicon=self._source_lexicon,
            registry=self._registry,
            mentions=Mentions.of(encoding),
        )
        return _Found(
            attributions,
            sources,
            unresolved,
            conduct=tuple(span for r in relations if not r.is_report for span in r.cue),
            hearsay=tuple(span for r in relations if r.unnamed for span in r.cue),
        )

    def _weigh(self, passage: Passage, encoding: Encoding, found: _Found) -> tuple[Findings, ...]:
        return find_evidence(
            passage,
            found.attributions,
            found.sources,
            conduct=found.conduct,
            hearsay=found.hearsay,
            voices=encoding.sentence_scores.get(VOICE_HEAD),
            signs=self._signs,
        )

    def _finish(
        self, prepared: _Prepared, encoding: Encoding, id: str | None, meta: Mapping[str, Any]
    ) -> Document:
        passage = prepared.passage
        found = self._find(passage, encoding)
        return Document(
            text=passage.text,
            blocks=passage.blocks,
            sentences=label_sentences(passage.sentences, self._weigh(passage, encoding, found)),
            quotations=passage.quotations,
            attributions=found.attributions,
            sources=found.sources,
            diagnostics=(*prepared.diagnostics, *found.diagnostics),
            provenance=self._provenance,
            id=id,
            meta=meta,
        )


def load(
    *,
    engine: str = "encoder",
    backend: str = "embedded",
    model: str | PathLike[str] = "english",
    threads: int = 0,
    registry: str | PathLike[str] | Iterable[str | PathLike[str]] = (),
) -> Annotator:
    """
    An annotator, ready to use; nothing is downloaded, ever.

    Args:
        engine: What finds attributions: ``"encoder"``, a small trained network, or
            ``"lexicon"``, cue words and word order, which is faster and finds less.
        backend: Who supplies sentences, entities and coreference: ``"embedded"``.
        model: What the encoder runs: the name of a packaged model, or a folder
            that ``attribution train`` wrote.
        threads: How many the encoder keeps busy; 0 for as many as there are processors.
        registry: JSONL files with your own outlets and bodies, merged over the packaged
            registry: a record whose id is known changes that one.

    Raises:
        ConfigError: a value that we do not know.
        InvalidRecordError: a line of *registry* is no record.
        ResourceError: the installed package, or the model, is incomplete or damaged.
        ModelContractError: the model is one for another version of the library.
    """
    paths = [registry] if isinstance(registry, str | PathLike) else registry
    return Annotator(
        Config(
            engine=engine,
            backend=backend,
            model=fspath(model),
            threads=threads,
            registry=tuple(fspath(path) for path in paths),
        )
    )


def _check_type(text: object) -> None:
    if not isinstance(text, str):
        msg = f"a text is a str, not {type(text).__name__}"
        raise TypeError(msg)


def _version() -> str:
    from attribution import __version__

    return __version__


def _batched(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _look_over(text: str) -> Iterator[Diagnostic]:
    """What is odd about a text before anything is read into it."""
    if not text.strip():
        yield Diagnostic(
            code=DiagnosticCode.EMPTY_TEXT,
            span=Span(0, len(text)),
            message="there is nothing to annotate",
        )
    for code, pattern, message in (
        (DiagnosticCode.CONTROL_CHARACTER, _CONTROL, "a control character; kept as it is"),
        (DiagnosticCode.LONE_SURROGATE, _SURROGATE, "half of a surrogate pair; kept as it is"),
    ):
        match = pattern.search(text)
        if match is not None:
            yield Diagnostic(code=code, span=Span(*match.span()), message=message)


@contextmanager
def _about(id: str | None) -> Iterator[None]:
    """Say in which document anything that passes through went wrong."""
    try:
        yield
    except Exception as error:
        if id is not None and hasattr(error, "add_note"):  # Python 3.11
            error.add_note(f"in the document {id!r}")
        raise
