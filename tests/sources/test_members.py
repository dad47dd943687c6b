"""When two names are of one source."""

from __future__ import annotations

import pytest

from attribution.sources.members import Member, folded, is_same_name
from attribution.sources.readings import Reading
from attribution.spans import Span
from attribution.vocabulary import SourceKind

PERSON, BODY, GOVERNMENT = SourceKind.PERSON, SourceKind.ORGANISATION, SourceKind.GOVERNMENT


@pytest.mark.parametrize(
    ("kind", "known", "name", "same"),
    [
        pytest.param(PERSON, "Ann Lee", "Lee", True, id="a last name"),
        pytest.param(PERSON, "Ann Lee", "A. Lee", True, id="an initial"),
        pytest.param(PERSON, "Ann Lee", "Tom Lee", False, id="another given name"),
        pytest.param(PERSON, "Ann Lee", "Ann Kim", False, id="another last name"),
        pytest.param(PERSON, "José Núñez", "Nunez", True, id="without accents"),
        pytest.param(BODY, "Alpine Rivers Commission", "Commission", True, id="a head noun"),
        pytest.param(BODY, "Church of Scientology", "Church", True, id="a head noun before of"),
        pytest.param(BODY, "World Food Programme", "WFP", True, id="initials"),
        pytest.param(BODY, "World Food Programme", "WHO", False, id="other initials"),
        pytest.param(
            BODY, "Department of State", "State Department", True, id="words turned round"
        ),
        pytest.param(
            BODY, "Center for Federal Tax Policy", "Tax Policy Center", False, id="fewer words"
        ),
        pytest.param(
            GOVERNMENT, "North Korea", "Korea", False, id="a country inside another's name"
        ),
    ],
)
def test_is_same_name(kind: SourceKind, known: str, name: str, same: bool) -> None:
    """A short form belongs to a full name, a similar name does not."""
    reading = Reading(span=Span(0, 1), form="name", name=name, kind=kind)

    assert same is is_same_name(Member(name=known, kind=kind), reading)


def test_kinds_do_not_mix() -> None:
    """A person is no organisation of the same name."""
    reading = Reading(span=Span(0, 1), form="name", name="Paris", kind=BODY)

    assert not is_same_name(Member(name="Valeska Paris", kind=PERSON), reading)


def test_genders_do_not_mix() -> None:
    """Mr Lee is not Mary Lee."""
    reading = Reading(span=Span(0, 1), form="name", name="Lee", kind=PERSON, gender="m")

    assert not is_same_name(Member(name="Mary Lee", kind=PERSON, gender="f"), reading)


def test_rename() -> None:
    """A member keeps the name that says most."""
    member = Member(name="Lee", kind=PERSON)
    for name in ("Ann Lee", "Lee"):
        member.rename(name)

    assert "Ann Lee" == member.name


def test_folded() -> None:
    """Names are compared without case, accents and article."""
    assert "hurriyet" == folded("The Hürriyet")
