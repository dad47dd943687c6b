"""Which of those spoken of before is meant."""

from __future__ import annotations

import pytest
from mentions import names_of

from attribution.sources.members import Member
from attribution.sources.ranking import WEIGHTS, Candidate, choose, table_of
from attribution.sources.readings import Reading
from attribution.spans import Span
from attribution.vocabulary import SourceKind

SHE = Reading(span=Span(50, 53), form="pronoun", gender="f")


def test_choose() -> None:
    """The candidate for whom more speaks is taken; nobody is one, too."""
    lee = Member(name="Ann Lee", kind=SourceKind.PERSON)
    near = Candidate((lee,), {"known gender": 1.0, "same sentence": 1.0})
    far = Candidate((lee,), {"sentences back": 9.0})
    nobody = Candidate((), {"nobody": 1.0})

    assert (lee,) == choose(SHE, [far, near, nobody])
    assert () == choose(SHE, [far, nobody])


@pytest.mark.parametrize(
    ("form", "gender", "table"),
    [
        pytest.param("pronoun", "m", "person", id="he"),
        pytest.param("pronoun", "they", "several", id="they"),
        pytest.param("pronoun", "it", "thing", id="it"),
        pytest.param("nominal", "f", "description", id="the spokeswoman"),
    ],
)
def test_tables(form: str, gender: str, table: str) -> None:
    """Each kind of mention has weights of its own."""
    assert table == table_of(Reading(span=Span(0, 1), form=form, gender=gender))
    assert table in WEIGHTS


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        pytest.param(
            "[by:Ann Lee] spoke. She slept. Maria Budd's dog slept. [by:She] spoke.",
            ["Ann Lee"],
            id="whoever is spoken of again and again",
        ),
        pytest.param(
            "Tom Budd and Jim Orr came. [by:They] spoke.",
            ["Tom Budd", "Jim Orr"],
            id="two named together",
        ),
        pytest.param(
            "A passer-by called Ann Lee. An officer slept. [by:The officer] spoke.",
            ["officer"],
            id="a description met before",
        ),
        pytest.param(
            "[by:Interfax] spoke. The newspaper slept. [by:The newspaper] spoke.",
            ["newspaper"],
            id="an agency is no newspaper",
        ),
        pytest.param("As [by:he] said, Tom Budd slept.", ["Tom Budd"], id="named only afterwards"),
    ],
)
def test_signs(marked: str, names: list[str]) -> None:
    """What a text says of its people decides."""
    assert names == names_of(marked)[-1]
