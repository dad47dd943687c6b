"""
Who says so: sources, cues, contents and a label for every sentence of a news article.

>>> import attribution
>>> document = attribution.annotate("“It rained,” said the mayor, Ann Lee. She left.")
>>> sentence = document.sentences[0]
>>> sentence.label.value, [source.name for source in document.sources_of(sentence)]
('direct_quote', ['Ann Lee'])

Importing does nothing else: names are loaded when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from attribution.annotator import Annotator, load
    from attribution.default import annotate
    from attribution.document import (
        Attribution,
        Block,
        Diagnostic,
        Document,
        Entity,
        Evidence,
        Provenance,
        Quotation,
        Sentence,
        Source,
    )
    from attribution.errors import AttributionError
    from attribution.spans import Span
    from attribution.vocabulary import EvidenceKind, Label

    __version__: str

__all__ = [
    "Annotator",
    "Attribution",
    "AttributionError",
    "Block",
    "Diagnostic",
    "Document",
    "Entity",
    "Evidence",
    "EvidenceKind",
    "Label",
    "Provenance",
    "Quotation",
    "Sentence",
    "Source",
    "Span",
    "__version__",
    "annotate",
    "load",
]

_HOMES = {
    "annotator": ("Annotator", "load"),
    "default": ("annotate",),
    "document": (
        "Attribution",
        "Block",
        "Diagnostic",
        "Document",
        "Entity",
        "Evidence",
        "Provenance",
        "Quotation",
        "Sentence",
        "Source",
    ),
    "errors": ("AttributionError",),
    "spans": ("Span",),
    "vocabulary": ("EvidenceKind", "Label"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
DISTRIBUTION = "news-attribution"
"""The name under which this package is installed; ``attribution`` belongs to somebody else."""


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version(DISTRIBUTION)
        except PackageNotFoundError:  # a source tree that was never installed
            return "0+unknown"
    if name not in _HOME_OF:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
