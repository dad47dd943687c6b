"""What the encoder sees advises on kinds, and finds people whom word lists do not know."""

from __future__ import annotations

import pytest
from mentions import lexicon

from attribution.analysis import Mentions
from attribution.sources.bodies import find_bodies
from attribution.sources.names import find_names
from attribution.sources.seen import Seen
from attribution.spans import Span
from attribution.tags import ProbableSpan
from attribution.vocabulary import SourceKind
from attribution.words import find_words

TEXT = "Tui Aperahama of Boko Haram met Kumara Lakmal in Port Villa."


def seen(*names: tuple[int, int, str, float], nouns: dict[int, str] | None = None) -> Seen:
    spans = tuple(ProbableSpan(*name) for name in names)
    return Seen(Mentions(names=spans, nouns=nouns or {}))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("person", SourceKind.PERSON),
        ("organisation", SourceKind.ORGANISATION),
        ("outlet", SourceKind.OUTLET),
        ("place", SourceKind.GOVERNMENT),
        ("other", None),
    ],
)
def test_kinds_of_names(kind: str, expected: SourceKind | None) -> None:
    """A place that speaks stands for who governs it; other names are of no kind."""
    assert expected is seen((0, 2, kind, 0.9)).kind_of_name(2)


def test_doubtful_names_do_not_count() -> None:
    """What is not probable is not seen, and what is not there has no kind."""
    assert seen((0, 2, "person", 0.5)).name_at(0) is None
    assert seen().kind_of_name(1) is None
    assert [] == list(seen((0, 2, "person", 0.5)).spans("person"))


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("person", SourceKind.PERSON),
        ("group", SourceKind.GROUP),
        ("organisation", SourceKind.ORGANISATION),
        ("document", SourceKind.DOCUMENT),
        ("none", None),
    ],
)
def test_kinds_of_nouns(label: str, expected: SourceKind | None) -> None:
    """Nouns are known by the number of their word."""
    assert expected is seen(nouns={3: label}).kind_of_noun(3)
    assert seen(nouns={3: label}).kind_of_noun(4) is None


@pytest.mark.parametrize(
    ("names", "found"),
    [
        pytest.param([(6, 8, "person", 0.9)], ["Kumara Lakmal"], id="one that is seen"),
        pytest.param([(6, 8, "place", 0.9)], [], id="not a place"),
        pytest.param([(7, 8, "person", 0.9)], [], id="not half a name"),
    ],
)
def test_people(names: list[tuple[int, int, str, float]], found: list[str]) -> None:
    """A person of unknown words is found where one is seen, and a place is nobody."""
    text = "It was said in the town by Kumara Lakmal de Silva."
    words = find_words(text)
    shifted = [(first + 1, end + 1, kind, share) for first, end, kind, share in names]
    people = find_names(words, [Span(0, len(text))], lexicon(), seen(*shifted))

    assert found == [name.text for name in people if name.text == "Kumara Lakmal"]


def test_bodies() -> None:
    """A body whose name no noun tells is found where one is seen, once."""
    words = find_words(TEXT)
    bodies = find_bodies(words, [Span(0, len(TEXT))], lexicon(), seen((3, 5, "organisation", 0.9)))

    assert ["Boko Haram"] == [body.text for body in bodies]
    assert [] == find_bodies(words, [Span(0, len(TEXT))], lexicon())
