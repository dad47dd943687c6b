"""The annotator for those who do not want to hold one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from attribution.annotator import Annotator, load
from attribution.document import Document

__all__ = ["annotate"]


@lru_cache(maxsize=1)
def _shared() -> Annotator:
    return load()


def annotate(
    text: str, *, id: str | None = None, meta: Mapping[str, Any] | None = None
) -> Document:
    """
    Annotate one text with a shared default annotator, made at the first call.

    Args:
        text: Any string; odd text is never an error.
        id: Kept with the document.
        meta: Kept with the document; plain JSON values.
    """
    return _shared()(text, id=id, meta=meta)
