"""Which words say what somebody is."""

from __future__ import annotations

import pytest
from mentions import lexicon

from attribution.sources.roles import RoleWords
from attribution.vocabulary import SourceRole

ROLES = RoleWords.from_rows(
    [
        ("1", "public", "people"),
        ("3", "official", "officer, civil servant"),
        ("4", "military", "army"),
        ("5", "lawyer", "lawyer"),
        ("6", "rebel", "rebel"),
    ]
)


@pytest.mark.parametrize(
    ("noun", "behind", "expected"),
    [
        pytest.param("officer", "", "official", id="a noun"),
        pytest.param("officers", "", "official", id="its plural"),
        pytest.param("senior civil servants", "", "official", id="of several words"),
        pytest.param("army officer", "", "military", id="what stands before it overrules it"),
        pytest.param("army lawyer", "", "lawyer", id="but not every noun"),
        pytest.param("rebel lawyer", "", "rebel", id="though some overrule all"),
        pytest.param("officer", "the army", "military", id="what stands behind it does so, too"),
        pytest.param("officer", "people", "official", id="unless it says less"),
        pytest.param("people", "a lawyer", "lawyer", id="unless the first says nothing"),
        pytest.param("army rebels", "", "rebel", id="the greatest weight decides"),
        pytest.param("cook", "", None, id="a word that is not listed"),
        pytest.param("people cook", "", None, id="nor one that says nothing before it"),
        pytest.param("", "", None, id="no word"),
    ],
)
def test_the_heaviest_word_decides(noun: str, behind: str, expected: str | None) -> None:
    """Of all the words of a description, the one of the greatest weight gives the role."""
    role = ROLES.role(noun.split(), behind.split())

    assert expected == role


@pytest.mark.parametrize("role", [role for role in SourceRole if role is not SourceRole.OTHER])
def test_every_role_has_its_words(role: SourceRole) -> None:
    """No role is out of reach of the packaged words."""
    assert role in {found for _, found in lexicon().roles.entries.values()}


def test_no_words_give_no_role() -> None:
    """Without rows, nobody is anything."""
    assert RoleWords.from_rows([]).role(["officer"], []) is None
