"""
Who says what, written into the text itself.

A claim is a text whose brackets say what is to be found in it::

    [source:Ana Reyes] [cue:said] [indirect:that it rained], [same-cue:adding] [same-direct:“hard”].

A cue that is not neutral is named by its stance (``[denied:did not say]``), a content by its kind
(``direct``, ``indirect``, ``mixed``). ``second-`` and ``third-`` are further attributions of a
text, ``same-`` one that shares the source of another, ``inner-`` one that is nested in another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from builders import mark

from attribution.analysis import Encoding, Passage, Relation
from attribution.blocks import Furniture, find_blocks, mark_blockquotes
from attribution.quotations import QuotationCues, find_quotations
from attribution.relations import CueLexicon, Grammar, LexiconFinder
from attribution.resources import load_data, load_list, load_rows
from attribution.sentences import Abbreviations, split_sentences
from attribution.spans import Span
from attribution.vocabulary import Stance
from attribution.words import find_words

__all__ = [
    "bracket",
    "claims_in",
    "cue_lexicon",
    "finder",
    "grammar",
    "passage_of",
    "relations_in",
    "write_claim",
]


@lru_cache(maxsize=1)
def cue_lexicon() -> CueLexicon:
    """The packaged cues."""
    return CueLexicon(load_data("cues.json"))


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The packaged word classes."""
    return Grammar.from_rows(load_rows("function_words"), cue_lexicon().past_forms)


@lru_cache(maxsize=1)
def finder() -> LexiconFinder:
    """The engine without a model."""
    return LexiconFinder(cue_lexicon(), grammar())


def passage_of(text: str) -> Passage:
    """A text as the stages before leave it."""
    blocks = find_blocks(text, furniture=Furniture.from_entries(load_rows("furniture")))
    cues = QuotationCues.from_rows(load_rows("quotation_cues"))
    quotations, _ = find_quotations(text, blocks, cues=cues)
    blocks = mark_blockquotes(text, blocks, quotations)
    abbreviations = Abbreviations.from_entries(
        load_list("abbreviations"), final=load_list("final_abbreviations")
    )
    return Passage(
        text=text,
        words=find_words(text),
        blocks=blocks,
        sentences=split_sentences(text, blocks, abbreviations=abbreviations),
        quotations=quotations,
    )


def relations_in(text: str) -> tuple[Relation, ...]:
    """What the engine without a model finds in a text."""
    return finder().find(passage_of(text), Encoding())


def claims_in(claim: str) -> str:
    """What is found in the text of a claim, as a claim."""
    text, _ = mark(claim)
    return write_claim(text, relations_in(text))


def write_claim(text: str, relations: Sequence[Relation]) -> str:
    """Relations of a text, as a claim."""
    return bracket(text, _roles(relations))


def bracket(text: str, roles: Mapping[str, Sequence[Span]]) -> str:
    """Write brackets into a text: `mark` undone."""
    spans = sorted(
        ((span, role) for role, found in roles.items() for span in found),
        key=lambda item: (item[0].start, -item[0].end, item[1]),
    )
    pieces: list[str] = []
    for at in range(len(text) + 1):
        pieces += ["]" for span, _ in spans if span.end == at]
        pieces += [f"[{role}:" for span, role in spans if span.start == at]
        pieces.append(text[at : at + 1])
    return "".join(pieces)


def _roles(relations: Sequence[Relation]) -> dict[str, list[Span]]:
    roles: dict[str, list[Span]] = {}
    for prefix, relation in zip(_prefixes(relations), relations, strict=True):
        cue = "cue" if relation.stance is Stance.NEUTRAL else relation.stance.value
        shares = relation.same_source_as is not None
        for role, spans in (
            ("source", [relation.mention] if relation.mention and not shares else []),
            ("outlet", [relation.outlet] if relation.outlet else []),
            (cue, relation.cue),
            (relation.kind.value, relation.content),
        ):
            roles.setdefault(prefix + role, []).extend(spans)
    return roles


def _prefixes(relations: Sequence[Relation]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for relation in relations:
        family = "inner-" if relation.parent is not None else ""
        family += "same-" if relation.same_source_as is not None else ""
        yield family + ("", "second-", "third-", "fourth-", "fifth-")[seen[family]]
        seen[family] += 1
