"""Everybody whom prose mentions."""

from __future__ import annotations

import pytest
from mentions import lexicon, registry

from attribution.sources.bodies import Bodies, find_bodies
from attribution.sources.names import find_names
from attribution.sources.publications import OutletMention
from attribution.sources.scene import find_appearances
from attribution.sources.seen import Seen
from attribution.spans import Span
from attribution.words import find_words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "Ann Lee came. Lee sat.", ["Ann Lee:person", "Lee:person"], id="a last name alone"
        ),
        pytest.param("Ann Lee came. She sat.", ["Ann Lee:person", "She:pronoun"], id="a pronoun"),
        pytest.param("Ann Lee met an officer.", ["Ann Lee:person", "an officer:description"]),
        pytest.param("The Finance Ministry was full.", ["Finance Ministry:body"], id="a body"),
    ],
)
def test_find_appearances(text: str, found: list[str]) -> None:
    """Names, descriptions and pronouns appear in reading order."""
    words, prose = find_words(text), [Span(0, len(text))]
    appearances = find_appearances(
        words,
        prose,
        lexicon(),
        names=find_names(words, prose, lexicon()),
        bodies=Bodies(find_bodies(words, prose, lexicon())),
        outlets=(),
        seen=Seen(),
    )

    assert found == [
        f"{text[one.span.slice].removeprefix('The ')}:{one.form}" for one in appearances
    ]


def test_nobody_in_quotations() -> None:
    """Who is only mentioned in a quotation does not appear."""
    text = "“Ann Lee sat.”"
    words, prose = find_words(text), [Span(0, len(text))]
    names = find_names(words, prose, lexicon())

    assert () == find_appearances(
        words,
        prose,
        lexicon(),
        names=names,
        bodies=Bodies(()),
        outlets=(),
        seen=Seen(),
        spoken=prose,
    )


def test_outlets_before_people() -> None:
    """An outlet that looks like a person's name is an outlet."""
    text = "El Comercio wrote."
    words, prose = find_words(text), [Span(0, len(text))]
    outlet = OutletMention(Span(0, 11), registry()["elcomercio.pe"])

    (appearance,) = find_appearances(
        words,
        prose,
        lexicon(),
        names=find_names(words, prose, lexicon()),
        bodies=Bodies(()),
        outlets=(outlet,),
        seen=Seen(),
    )

    assert "body" == appearance.form
