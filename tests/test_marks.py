"""Which characters are quotation marks, and what each can do where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import texts

from attribution.marks import Family, find_marks
from attribution.spans import Span

# One row is one claim: a text, and for each mark what it may be; "<" opens, ">" closes, "=" both.
ROLES = {
    "curly marks": ("“So,” he said.", "<>"),
    "straight marks": ('"So," he said.', "<>"),
    "typewriter marks": ("``So,'' he said.", "<>"),
    "two apostrophes": ("''So,'' he said.", "<>"),
    "low marks": ("„So“, sagte er.", "<>"),
    "guillemets": ("«So», dit-il.", "<>"),
    "guillemets the other way": ("»So«, sagte er.", "<>"),
    "single guillemets": ("‹So›, dit-il.", "<>"),
    "wide marks": ("＂So＂", "<>"),
    "single marks": ("‘So,’ he said.", "<>"),
    "straight single marks": ("'So,' he said.", "<>"),
    "marks in brackets": ('("so")', "<>"),
    "marks between dashes": ("It—“so”—was.", "<>"),
    "marks inside marks": ("“‘So’”", "<<>>"),
    "a reversed opening mark": ("It was ”so.", "<"),
    "a reversed closing mark": ("so“ he said", ">"),
    "an apostrophe inside a word": ("It’s the O'Neill boat.", ""),
    "an apostrophe behind a word may close": ("the clubs’ boots", ">"),
    "a decade": ("in the ’90s and the '80s", ""),
    "an elision": ("’Twas ours, give ’em that", ""),
    "an elision with a turned mark": ("‘Tis so", ""),
    "feet and inches": ("6' 2\" in his socks", ""),
    "curly feet and inches": ("6’ 2” in his socks", ""),
    "inches alone, which may close": ('12" deep', ">"),
    "feet alone, which may close": ("a full 8' on the right", ">"),
    "a year in marks": ('"1984" is a book', "<>"),
    "a year in single marks": ("‘1984’ is a book", "<>"),
}


def roles(text: str) -> str:
    signs = {(True, False): "<", (False, True): ">", (True, True): "="}
    return "".join(
        signs.get((mark.opens, mark.closes), "?") for mark in find_marks(text, Span(0, len(text)))
    )


@pytest.mark.parametrize(("text", "expected"), ROLES.values(), ids=ROLES.keys())
def test_roles(text: str, expected: str) -> None:
    """A mark opens before a word and closes behind one; apostrophes and measures are no marks."""
    assert expected == roles(text)


@pytest.mark.parametrize(
    ("sign", "family", "turned"),
    [
        ('"', Family.DOUBLE, None),
        ("＂", Family.DOUBLE, None),
        ("''", Family.DOUBLE, None),
        ("“", Family.DOUBLE, True),
        ("„", Family.DOUBLE, True),
        ("‟", Family.DOUBLE, True),
        ("``", Family.DOUBLE, True),
        ("”", Family.DOUBLE, False),
        ("'", Family.SINGLE, None),
        ("‘", Family.SINGLE, True),
        ("‚", Family.SINGLE, True),
        ("‛", Family.SINGLE, True),
        ("`", Family.SINGLE, None),
        ("’", Family.SINGLE, False),
        ("«", Family.GUILLEMET, True),
        ("»", Family.GUILLEMET, False),
        ("‹", Family.SINGLE_GUILLEMET, True),
        ("›", Family.SINGLE_GUILLEMET, False),
    ],
)
def test_family_and_shape(sign: str, family: Family, turned: bool | None) -> None:
    """Every mark has a family it pairs in, and a shape or none."""
    (mark,) = find_marks(f"{sign}so", Span(0, len(sign) + 2))

    assert (0, len(sign), family, turned) == (mark.start, mark.end, mark.family, mark.turned)


def test_looks_only_inside() -> None:
    """A mark outside the span is none of its marks, nor a neighbour of them."""
    text = "“a” “b” “c”"

    assert [4, 6] == [mark.start for mark in find_marks(text, Span(4, 7))]


def test_two_signs_are_not_cut_in_two() -> None:
    """Half of a typewriter mark outside the span leaves an apostrophe inside it."""
    assert [Family.SINGLE] == [mark.family for mark in find_marks("''so", Span(1, 4))]


@given(texts())
def test_marks_are_in_order_and_inside(text: str) -> None:
    """Marks come in reading order, disjoint, and are one of the signs."""
    end = 0
    for mark in find_marks(text, Span(0, len(text))):
        assert end <= mark.start < mark.end <= len(text)
        assert text[mark.start : mark.end] in {*"\"“”„‟＂«»‹›'‘’‚‛`", "''", "``"}
        end = mark.end
