"""Names and nouns that others marked, as labels of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from attribution.analysis import Passage
from attribution.encoder.inputs import ReadBlock
from attribution.evaluation.chains import ChainArticle, ChainMention, NamedSpan
from attribution.resources import load_list
from attribution.sources.registry import Registry
from attribution.tags import NAMES, NOUNS, TaggedSpan, Tags

__all__ = ["label_names", "label_nouns", "tag_blocks"]

_NAMED: Mapping[str, str] = {
    "PERSON": "person",
    "ORGANIZATION": "organisation",
    "LOCATION": "place",
    "MISC": "other",
}
"""CoreNLP's kinds of names by ours."""
_WRITTEN = ("abstract", "object")
"""GUM's kinds of what can be a document."""


def label_names(
    text: str, passage: Passage, blocks: Sequence[ReadBlock], named: Sequence[NamedSpan]
) -> tuple[NDArray[np.int8], ...]:
    """
    The tag of each word of each block.

    Which organisations are outlets the registry says: nobody marks them.
    """
    found = []
    for name in named:
        kind = _NAMED[name.kind]
        if kind in ("organisation", "other") and _is_outlet(text[name.span.slice]):
            kind = "outlet"
        inside = passage.words.inside(name.span)
        if inside:
            found.append(TaggedSpan(kind, inside.start, inside.stop))
    return tuple(tag_blocks(NAMES, found, blocks))


def tag_blocks(
    tags: Tags, spans: Sequence[TaggedSpan], blocks: Sequence[ReadBlock]
) -> Iterator[NDArray[np.int8]]:
    """
    The tag of each word of each block.

    Args:
        tags: Whose kinds the spans have.
        spans: By number of word in the passage.
        blocks: As the network reads them: words that it does not read have no tag.
    """
    for block in blocks:
        place = {int(word): at for at, word in enumerate(block.words)}
        inside = []
        for span in spans:
            at = [place[n] for n in range(span.first, span.end) if n in place]
            if at:
                inside.append(TaggedSpan(span.kind, at[0], at[-1] + 1))
        yield np.array(tags.write(inside, len(block.words)), np.int8)


def label_nouns(
    article: ChainArticle, passage: Passage, blocks: Sequence[ReadBlock]
) -> tuple[NDArray[np.int8], ...]:
    """The label of each word of each block: what a mention stands for, at the mention's head."""
    labels = np.zeros(len(passage.words), np.int8)
    for chain in article.chains:
        for mention in chain:
            inside = passage.words.inside(mention.head)
            if inside and mention.form == "nominal":
                kind = _kind_of_noun(mention, article.text[mention.head.slice].lower())
                labels[inside.start] = NOUNS.index(kind)
    return tuple(labels[block.words] for block in blocks)


def _kind_of_noun(mention: ChainMention, noun: str) -> str:
    if mention.kind == "person":
        return "group" if mention.plural else "person"
    if mention.kind in _WRITTEN:
        nouns = _document_nouns()
        return "document" if noun in nouns or noun.removesuffix("s") in nouns else "none"
    return {"organization": "organisation", "place": "place"}.get(mention.kind, "none")


@cache
def _document_nouns() -> frozenset[str]:
    return frozenset(line.lower() for line in load_list("document_nouns"))


@cache
def _registry() -> Registry:
    return Registry.packaged()


def _is_outlet(name: str) -> bool:
    return _registry().find(name) is not None
