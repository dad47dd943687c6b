"""When two given names can be one person's."""

from __future__ import annotations

import pytest

from attribution.sources.forenames import can_be_same_forename


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("ann", "ann", True, id="the same"),
        pytest.param("j.", "james", True, id="an initial"),
        pytest.param("jr", "j.", True, id="initials without points"),
        pytest.param("jr", "james", True, id="initials and a name"),
        pytest.param("jo", "james", False, id="a short name is no initials"),
        pytest.param("k.", "james", False, id="another initial"),
        pytest.param("bill", "william", True, id="a nickname"),
        pytest.param("bill", "will", True, id="two nicknames of one name"),
        pytest.param("alex", "alexander", True, id="a beginning"),
        pytest.param("sergei", "sergey", True, id="a transliteration"),
        pytest.param("mary", "mark", False, id="only alike"),
    ],
)
def test_can_be_same_forename(one: str, other: str, same: bool) -> None:
    """Short and long forms go together, in either order."""
    assert [same, same] == [can_be_same_forename(one, other), can_be_same_forename(other, one)]
