"""Sentences end where a careful reader would end them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.document import Block
from attribution.sentences import Abbreviations, split_sentences
from attribution.spans import Span
from attribution.vocabulary import BlockKind

SEEDS = Path(__file__).parents[2] / "seeds"


def seed_words(name: str) -> list[str]:
    """The entries of a seed list."""
    lines = (SEEDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


ABBREVIATIONS = Abbreviations.from_entries(
    seed_words("abbreviations"), final=seed_words("final_abbreviations")
)


def sentences(text: str) -> list[str]:
    """The sentences of *text*, taken as one paragraph."""
    block = Block(span=Span(0, len(text)), kind=BlockKind.PARAGRAPH)
    found = split_sentences(text, [block], abbreviations=ABBREVIATIONS)
    return [text[span.slice] for span in found]


# One row is one claim; "|" stands where a sentence ends inside the text.
BOUNDARIES = {
    "a full stop": "It rained.| She left.",
    "a question mark": "Did it rain?| She left.",
    "an exclamation mark": "It rained!| She left.",
    "an ellipsis before a capital": "It rained…| She left.",
    "an ellipsis before a small letter": "It rained … and rained.",
    "dots for words left out": "He said “it rained … The sun came”.",
    "dots before a small letter": "It rained... and rained.",
    "dots between sentences go with the second": "It rained.| ... She left.",
    "words left out go with the first": "It rained. [...]| She left.",
    "words left out inside": "It rained [...] Then it stopped.",
    "two spaces": "It rained.\xa0 | She left.",
    "a line break": "It rained.|\nShe left.",
    "a number after the stop": "It rained in 2015.| 30 people left.",
    "a closing mark": "“It rained.”| She left.",
    "a straight closing mark": '"It rained."| She left.',
    "typewriter marks": "''It rained.''| She left.",
    "a closing mark after a stray space": "“It rained. ”| She left.",
    "a reversed closing mark": "“It rained.“| She left.",
    "a stop behind the mark": "She called it “rain”.| He left.",
    "an opening mark goes with the second": "She left.| “It rained,” he said.",
    "sentences inside a quotation": "“It rained.| It poured.”",
    "a quoted question and who asks": "“Is it over?” he asked.",
    "a quoted shout and who shouts": "“Stop!” Weiss said.",
    "a quoted question and a titled speaker": "“Why me?” Gen. Haddad asked.",
    "a quoted question and an official": "“Why me?” U.S. officials asked.",
    "a quoted question and a new sentence": "“Is it over?”| She never said so.",
    "a quoted question and another story": "“Is it over?”| Weiss left the room.",
    "a name behind a dash": "“It rained.” — Jane Doe, Minister",
    "a title": "Gen. Ayoub met Dr. Weiss and Mrs. Dee.",
    "two titles": "Lt. Col. Anna Weiss left.",
    "initials": "J. K. Rowling and George W. Bush met.",
    "an initial that is also a page": "Nicos P. Laou left.",
    "joined initials": "J.K. Rowling left.",
    "a number": "No. 5 won.",
    "a refusal": "He said no.| The others left.",
    "a decimal": "It cost 3.5 million.| She paid.",
    "a month": "It rained on Jan. 5 in Rome.",
    "versus": "It was Weiss vs. Haddad.",
    "an adjective": "U.S. troops left.| They were tired.",
    "a name of two words": "The U.S. Army left.",
    "a country at the end": "He lives in the U.S.| The house is small.",
    "a company": "Lake Inc. Chairman Dee left.",
    "a company at the end": "She runs Lake Inc.| It sells boats.",
    "a time of day": "It rained at 5 p.m. Monday.",
    "a time of day at the end": "It rained at 5 p.m.| The sun came later.",
    "a word that is also a state": "He fell ill.| Weiss left.",
    "a state in brackets": "Sen. Ann Dee (R-Ala.) Friday called it rain.",
    "a dateline": "HEMPSTEAD, N.Y. — If it rains, it pours.",
    "a dash after a sentence": "It rained.| — It did not.",
    "words put in": "It [Washington] is shut out of [General] Weiss’s talks.",
    "a sentence in brackets": "It rained.| (It always rains.)| She left.",
    "brackets in the middle": "She (it rained. It poured.) left early.",
    "brackets that never close": "She left (it rained.| He stayed.",
    "a footnote": "It rained.[1]| She left.",
    "a forgotten space": "It rained all day.|The ferry left.",
    "a forgotten space behind a mark": "“It rained,” he said.|“The ferry left.”",
    "a web address": "See lake.example/News.The page is new.",
    "a site": "She wrote for Gawker.Com and left.",
    "an abbreviation without spaces": "The U.S.A is large.",
    "a colon": "He said: It rained.",
    "a number of a list": "1. The ferry leaves.| It is late.",
    "Chinese": "你好。|再见。",
    "mixed marks": "Really?!| She left.",
}


@pytest.mark.parametrize("marked", BOUNDARIES.values(), ids=BOUNDARIES.keys())
def test_boundaries(marked: str) -> None:
    """A sentence ends where the bar stands, and nowhere else."""
    expected = [part.strip() for part in marked.split("|")]

    assert expected == sentences(marked.replace("|", ""))


def test_only_prose_has_sentences() -> None:
    """Headings, bylines and boilerplate are not split."""
    text = "Rain. Sun. Wind."
    spans = (Span(0, 5), Span(6, 10), Span(11, 16))
    kinds = (BlockKind.HEADING, BlockKind.CAPTION, BlockKind.BOILERPLATE)
    blocks = [Block(span=span, kind=kind) for span, kind in zip(spans, kinds, strict=True)]

    assert (Span(6, 10),) == split_sentences(text, blocks, abbreviations=ABBREVIATIONS)


def test_a_block_ends_a_sentence() -> None:
    """What has no stop ends with its paragraph."""
    text = "He said:\n\n“It rained"
    blocks = [
        Block(span=Span(0, 8), kind=BlockKind.PARAGRAPH),
        Block(span=Span(10, 20), kind=BlockKind.PARAGRAPH),
    ]

    assert (Span(0, 8), Span(10, 20)) == split_sentences(text, blocks, abbreviations=ABBREVIATIONS)


PIECES = st.sampled_from(
    ["It rained", ". ", ".", "”", "“", '"', "? ", " U.S. ", "(", ") ", "…", "The ", "\n", "Gen. "]
)


@given(st.one_of(st.text(min_size=1), st.lists(PIECES, min_size=1).map("".join)))
def test_every_visible_character_is_in_one_sentence(text: str) -> None:
    """Sentences are trimmed, in order, disjoint, and leave out nothing but white space."""
    block = Block(span=Span(0, len(text)), kind=BlockKind.PARAGRAPH)
    found = split_sentences(text, [block], abbreviations=ABBREVIATIONS)
    covered = [n for span in found for n in range(*span)]

    assert sorted(set(covered)) == covered
    assert "" == "".join(c for n, c in enumerate(text) if n not in set(covered)).strip()
    for span in found:
        assert text[span.slice].strip() == text[span.slice]


@pytest.mark.parametrize(
    "unit", ["a", ".", '"', "”", "\n", "a. ", "(A. ", '."', ".[1]", "\0", "😀"]
)
def test_a_megabyte_of_one_thing_is_no_trouble(unit: str) -> None:
    """Odd text takes time in proportion to its length and is never an error."""
    text = unit * (1_000_000 // len(unit))

    assert "".join(text.split()) == "".join("".join(sentences(text)).split())
