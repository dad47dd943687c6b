"""The sources found so far."""

from __future__ import annotations

import pytest

from attribution.document import Entity
from attribution.sources.members import Member
from attribution.sources.readings import Reading
from attribution.sources.roster import RECENT, Roster
from attribution.spans import Span
from attribution.vocabulary import EntityKind, SourceKind


def reading(at: int, name: str = "", entity: Entity | None = None) -> Reading:
    """A mention at an offset."""
    return Reading(span=Span(at, at + 1), form="name", name=name, entity=entity)


def roster_of(*names: str) -> tuple[Roster, list[Member]]:
    """Organisations, each mentioned once, in this order."""
    roster = Roster()
    members = [roster.add(Member(name=name, kind=SourceKind.ORGANISATION)) for name in names]
    for at, member in enumerate(members):
        roster.see(member, reading(at))
    return roster, members


@pytest.mark.parametrize(
    ("name", "found"),
    [
        pytest.param("Commission", ["Rivers Commission"], id="a shared word"),
        pytest.param("WFP", ["World Food Programme"], id="the initials of one"),
        pytest.param("Rivers of Rain", ["Rivers Commission"], id="of the words that count"),
        pytest.param("the Bank", [], id="nothing shared"),
    ],
)
def test_alike(name: str, found: list[str]) -> None:
    """Members are looked up by the words and initials of their names."""
    roster, _ = roster_of("Rivers Commission", "World Food Programme")

    assert found == [member.name for member in roster.alike(name)]


def test_latest() -> None:
    """Whoever was spoken of last comes first."""
    roster, (first, second) = roster_of("Rivers Commission", "World Food Programme")
    roster.see(first, reading(9))

    assert [first, second] == roster.latest()


def test_latest_is_bounded() -> None:
    """Those spoken of long ago are forgotten."""
    roster, _ = roster_of(*(f"Bank {number}" for number in range(RECENT + 1)))

    assert RECENT == len(roster.latest())


def test_rename() -> None:
    """A member is found under a new name and under the old."""
    roster, (member,) = roster_of("WFP")
    roster.rename(member, "World Food Programme")

    assert [[member], [member]] == [roster.alike("WFP"), roster.alike("Programme")]


def test_linked() -> None:
    """A member is found by its registry id once a mention has given it."""
    entity = Entity(
        id="post.example",
        name="The Post",
        aliases=(),
        kind=EntityKind.NEWSPAPER,
        country=None,
        domain="post.example",
        homepage=None,
    )
    roster, (member,) = roster_of("Post")
    roster.see(member, reading(5, entity=entity))

    assert (member, None) == (roster.linked("post.example"), roster.linked("other.example"))
