"""Marks are paired as a reader would pair them, whatever the typist did."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import articles, texts

from attribution.quotations.pairing import pair_marks
from attribution.spans import Span

UNCLOSED = "unclosed_quotation"
UNOPENED = "unopened_quotation"
REVERSED = "reversed_mark"


def paragraphs(text: str) -> list[Span]:
    """What stands between blank lines."""
    found, start = [], 0
    for part in text.split("\n\n"):
        found.append(Span(start, start + len(part)))
        start += len(part) + 2
    return found


def pairs(text: str) -> list[str]:
    """
    Quotations as a reader would list them.

    One ">" for each quotation around it, "+" where it goes on from the one
    before, "…" behind it where no mark closes it.
    """
    return [
        ">" * pair.level + "+" * pair.continues + text[pair.span.slice] + "…" * (not pair.closed)
        for pair in pair_marks(text, paragraphs(text))[0]
    ]


def slips(text: str) -> list[tuple[str, str]]:
    return [
        (slip.code.value, text[slip.span.slice]) for slip in pair_marks(text, paragraphs(text))[1]
    ]


ORDERLY = {
    "curly": ("“It rained,” she said. “It poured.”", ["“It rained,”", "“It poured.”"]),
    "straight": ('"It rained," she said. "It poured."', ['"It rained,"', '"It poured."']),
    "single": ("‘It rained,’ she said.", ["‘It rained,’"]),
    "straight single": ("'It rained,' she said.", ["'It rained,'"]),
    "two apostrophes": ("''It rained,'' she said.", ["''It rained,''"]),
    "backticks and apostrophes": ("``It rained,'' she said.", ["``It rained,''"]),
    "low and turned": ("„Es goss“, sagte sie.", ["„Es goss“"]),
    "low and closing": ("„Lało”, powiedziała.", ["„Lało”"]),
    "guillemets": ("«Il pleut», dit-elle.", ["«Il pleut»"]),
    "guillemets with spaces": ("« Il pleut », dit-elle.", ["« Il pleut »"]),
    "guillemets the other way": ("»Es goss«, sagte sie.", ["»Es goss«"]),
    "single guillemets": ("‹Il pleut›, dit-elle.", ["‹Il pleut›"]),
    "wide": ("＂It rained,＂ she said.", ["＂It rained,＂"]),
    "in brackets": ("(“It rained,” she said)", ["“It rained,”"]),
    "between dashes": ("It rained—“all day”—there.", ["“all day”"]),
    "single inside double": (
        "“He said ‘it rained’ to me,” she said.",
        ["“He said ‘it rained’ to me,”", ">‘it rained’"],
    ),
    "double inside single": (
        "‘He said “it rained” to me,’ she said.",
        ["‘He said “it rained” to me,’", ">“it rained”"],
    ),
    "straight single inside straight double": (
        "\"He said 'it rained' to me,\" she said.",
        ["\"He said 'it rained' to me,\"", ">'it rained'"],
    ),
    "double inside double": (
        "“He said “it rained” to me,” she said.",
        ["“He said “it rained” to me,”", ">“it rained”"],
    ),
    "three deep": (
        "“He told “the ‘Post’ man” so,” she said.",
        ["“He told “the ‘Post’ man” so,”", ">“the ‘Post’ man”", ">>‘Post’"],
    ),
    "side by side inside": (
        "“Not ‘rain’ but ‘hail’,” she said.",
        ["“Not ‘rain’ but ‘hail’,”", ">‘rain’", ">‘hail’"],
    ),
    "nothing between": ('“” and "" and “ ”', []),
    "no marks": ("It rained.", []),
    "apostrophes": ("The ministers’ plan, the clubs’ boots: it’s all.", []),
    "straight apostrophes": ("The ministers' plan, the clubs' boots: it's all.", []),
    "possessives inside": (
        "‘The players’ boots are clean,’ she said.",
        ["‘The players’ boots are clean,’"],
    ),
    "straight possessives inside": (
        "'The players' boots are clean,' she said.",
        ["'The players' boots are clean,'"],
    ),
    "elisions": ("In the ’90s they gave ’em rock ’n’ roll.", []),
    "an elision inside": ("‘’Twas ours in ’53.’", ["‘’Twas ours in ’53.’"]),
    "feet and inches": ("He stood 6' 2\" in his socks.", []),
    "inches before a quotation": ('It was 12" deep; "it rained," she said.', ['"it rained,"']),
    "a year": ('She read "1984" twice.', ['"1984"']),
    "re-opened at each paragraph": (
        "“It rained.\n\n“It poured.\n\n“It hailed,” she said.",
        ["“It rained.…", "+“It poured.…", "+“It hailed,”"],
    ),
    "straight marks re-opened at each paragraph": (
        '"It rained.\n\n"It poured," she said.',
        ['"It rained.…', '+"It poured,"'],
    ),
    "single marks re-opened at each paragraph": (
        "‘It rained.\n\n‘It poured,’ she said.",
        ["‘It rained.…", "+‘It poured,’"],
    ),
    "announced over paragraphs": (
        "He wrote: “It rained.\n\nIt poured.\n\nIt hailed.”\n\nShe left.",
        ["“It rained.\n\nIt poured.\n\nIt hailed.”"],
    ),
    "announced by a comma": (
        'He said, "It rained.\n\nIt poured."\n\nShe left.',
        ['"It rained.\n\nIt poured."'],
    ),
    "announced on the line before": (
        "The statement reads:\n\n“It rained.\n\nIt poured.”\n\nShe left.",
        ["“It rained.\n\nIt poured.”"],
    ),
    "announced, with quotations inside": (
        "The statement reads:\n\n“First, the “ferry” is safe.\n\nIt has “two” engines.”",
        ["“First, the “ferry” is safe.\n\nIt has “two” engines.”", ">“ferry”", ">“two”"],
    ),
}
SLIPPED = {
    "never closed": (
        "“It rained,” she said. “All day",
        ["“It rained,”", "“All day…"],
        [(UNCLOSED, "“")],
    ),
    "never closed before a paragraph": (
        "She said “it rained.\n\nHe left.",
        ["“it rained.…"],
        [(UNCLOSED, "“")],
    ),
    "announced and never closed": (
        "She said: “It rained.\n\nIt poured.",
        ["“It rained.…"],
        [(UNCLOSED, "“")],
    ),
    "an odd number of straight marks": (
        '"It rained," she said. "All day',
        ['"It rained,"', '"All day…'],
        [(UNCLOSED, '"')],
    ),
    "one closing mark too many": (
        "“It rained,” she said.” He left.",
        ["“It rained,”"],
        [(UNOPENED, "”")],
    ),
    "one straight mark too many": (
        '"It rained," she said." He left.',
        ['"It rained,"'],
        [(UNOPENED, '"')],
    ),
    "a reversed opening mark": (
        "”It rained,” she said.",
        ["”It rained,”"],
        [(REVERSED, "”")],
    ),
    "a reversed closing mark": (
        "“It rained,“ she said.",
        ["“It rained,“"],
        [(REVERSED, "“")],
    ),
    "both marks reversed": (
        "”It rained,“ she said.",
        ["”It rained,“"],
        [(REVERSED, "”"), (REVERSED, "“")],
    ),
    "re-opened within a paragraph": (
        "“It rained. “It poured,” she said.",
        ["“It rained.…", "+“It poured,”"],
        [(UNCLOSED, "“")],
    ),
    "an inner one never closed": (
        "“He said ‘it rained to me,” she said.",
        ["“He said ‘it rained to me,”", ">‘it rained to me,…"],
        [],
    ),
}
OPEN = {
    "single low marks": ("‚Es goss‘, sagte sie.", ["‚Es goss‘"]),
    "an elision between straight marks": ("They played rock 'n' roll.", []),
    "inches inside a quotation": ('She said "it is 12" deep" there.', ['"it is 12" deep"']),
    "backticks": ("He typed `so` there.", ["`so`"]),
}


@pytest.mark.parametrize(("text", "expected"), ORDERLY.values(), ids=ORDERLY.keys())
def test_orderly_marks(text: str, expected: list[str]) -> None:
    """Marks set by the book pair by the book, and nothing about them is doubtful."""
    assert (expected, []) == (pairs(text), slips(text))


@pytest.mark.parametrize(("text", "expected", "doubts"), SLIPPED.values(), ids=SLIPPED.keys())
def test_typing_slips(text: str, expected: list[str], doubts: list[tuple[str, str]]) -> None:
    """A slip of the typist costs no more than the quotation it is in, and is noted."""
    assert (expected, doubts) == (pairs(text), slips(text))


@pytest.mark.parametrize(("text", "expected"), OPEN.values(), ids=OPEN.keys())
def test_what_is_still_read_wrongly(text: str, expected: list[str]) -> None:
    """Marks that a reader pairs without a thought."""
    assert expected == pairs(text)


def test_the_inside_is_without_the_marks() -> None:
    """A pair knows the words between its marks, and the words up to its end."""
    text = "''It rained,'' she said. “All day "
    found, _ = pair_marks(text, [Span(0, len(text))])

    assert ["It rained,", "All day"] == [text[pair.inner.slice] for pair in found]


def test_looks_only_into_the_blocks() -> None:
    """A mark outside the blocks neither opens nor closes anything."""
    text = "“Rain\n\nIt rained.\n\nMore”"

    assert ((), ()) == pair_marks(text, [paragraphs(text)[1]])


def test_nothing_to_search() -> None:
    """No blocks, no quotations."""
    assert ((), ()) == pair_marks("“so”", [])


@given(texts() | articles())
def test_pairs_are_nested_and_in_order(text: str) -> None:
    """Quotations lie inside the blocks, outer before inner, and none crosses another."""
    blocks = paragraphs(text)
    found, doubts = pair_marks(text, blocks)
    around: list[Span] = []
    for pair in found:
        while around and around[-1].end <= pair.span.start:
            around.pop()
        assert len(around) == pair.level
        assert all(pair.span in outer for outer in around)
        assert pair.inner in pair.span
        assert text[pair.inner.slice].strip()
        assert pair.span in Span(0, len(text))
        around.append(pair.span)

    assert sorted(pair.span.start for pair in found) == [pair.span.start for pair in found]
    assert all(any(slip.span in block for block in blocks) for slip in doubts)


@pytest.mark.parametrize("unit", ["“", '6" '], ids=["one mark", "inches"])
def test_a_megabyte_of_marks_is_no_trouble(unit: str) -> None:
    """A run of marks takes time in proportion to its length."""
    text = unit * (1_000_000 // len(unit))
    found, _ = pair_marks(text, [Span(0, len(text))])

    assert all(pair.span in Span(0, len(text)) for pair in found)
