"""Documents as spaCy sees them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from attribution.document import Document
from attribution.spans import Span
from attribution.words import without_surrogates

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as TokenSpan

__all__ = ["to_spacy"]


def to_spacy(document: Document, nlp: Language) -> Doc:
    """
    A spaCy ``Doc`` of the same text, with span groups that displaCy can draw.

    The groups are ``attribution/sources``, ``attribution/cues``,
    ``attribution/contents`` and ``attribution/labels``. A span that ends inside
    one of *nlp*'s tokens is widened to it. spaCy cannot hold lone surrogates:
    each becomes U+FFFD, so that offsets stay.

    Args:
        document: What was found.
        nlp: Whose tokenizer and vocabulary to use; its components are not run.
    """
    doc = nlp.tokenizer(without_surrogates(document.text))

    def group(key: str, spans: Iterable[tuple[Span, str, str]]) -> None:
        doc.spans[f"attribution/{key}"] = [
            token_span
            for span, label, id in spans
            for token_span in (_token_span(doc, span, label, id),)
            if token_span is not None
        ]

    attributions = document.attributions
    mentions = dict.fromkeys(
        (a.mention, "source", a.source_id or "") for a in attributions if a.mention is not None
    )
    group("sources", mentions)
    group("cues", ((span, "cue", a.id) for a in attributions for span in a.cue))
    group("contents", ((span, "content", a.id) for a in attributions for span in a.content))
    group("labels", ((s.span, s.label.value, "") for s in document.sentences))
    return doc


def _token_span(doc: Doc, span: Span, label: str, id: str) -> TokenSpan | None:
    return doc.char_span(span.start, span.end, label=label, span_id=id, alignment_mode="expand")
