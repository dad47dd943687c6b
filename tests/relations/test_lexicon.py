"""What a relation says beside its words."""

from __future__ import annotations

import pytest
from claims import relations_in

from attribution.vocabulary import AttributionKind, Stance

NEUTRAL, ENDORSING, DISTANCING, DENIED = (
    Stance.NEUTRAL,
    Stance.ENDORSING,
    Stance.DISTANCING,
    Stance.DENIED,
)


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("said", NEUTRAL),
        ("added", NEUTRAL),
        ("claimed", DISTANCING),
        ("alleged", DISTANCING),
        ("argued", DISTANCING),
        ("confirmed", ENDORSING),
        ("pointed out", ENDORSING),
        ("admitted", ENDORSING),
        ("denied", DENIED),
        ("has denied", DENIED),
        ("disputed", DENIED),
        ("doubts", DENIED),
        ("did not say", DENIED),
        ("didn't say", DENIED),
        ("never said", DENIED),
        ("has not confirmed", DENIED),
        ("did not deny", NEUTRAL),
        ("never denied", NEUTRAL),
    ],
)
def test_a_cue_has_a_stance(cue: str, expected: Stance) -> None:
    """Negation denies what is said, and undoes a denial."""
    (relation,) = relations_in(f"The mayor {cue} that the dam had cracks.")

    assert expected == relation.stance


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said it would hold.", AttributionKind.INDIRECT),
        ("The mayor said it would “never” hold.", AttributionKind.MIXED),
        ("The mayor said: “It will hold.”", AttributionKind.DIRECT),
        ("The mayor said “it will hold”.", AttributionKind.DIRECT),
        ("The mayor said he liked the novel “The Dam”.", AttributionKind.INDIRECT),
        ("The mayor wrote:\n\nIt will hold, all of it.\n\nIt rained.", AttributionKind.DIRECT),
    ],
)
def test_a_content_has_a_kind(text: str, expected: AttributionKind) -> None:
    """It is direct in the source's own words, indirect in the author's, mixed in both."""
    assert expected == relations_in(text)[0].kind


@pytest.mark.parametrize(
    ("surer", "less_sure"),
    [
        pytest.param("She said that it rained.", "She hopes that it rained.", id="speech, thought"),
        pytest.param("She hopes that it rained.", "She applauded the dam.", id="thought, conduct"),
        pytest.param(
            "It rained.\n\n“It rained on us all day long.” — Ana Reyes",
            "It rained.\n\n“It rained on us all day long.”",
            id="signed, not signed",
        ),
    ],
)
def test_some_relations_are_surer_than_others(surer: str, less_sure: str) -> None:
    """Confidence falls from speech to thought to conduct, and without a source."""
    (first,), (second,) = relations_in(surer), relations_in(less_sure)

    assert first.confidence > second.confidence


@pytest.mark.parametrize(
    ("text", "parents"),
    [
        pytest.param("Reyes said that Hill said that it rained.", [None, 0], id="one in another"),
        pytest.param("Hill said it rained, according to Reyes.", [None, 0], id="outer first"),
        pytest.param(
            "“It rained,” Reyes said.\n\nShe said: “Hill said that it leaks.”",
            [None, None, 1],
            id="the one that holds it, not the first",
        ),
        pytest.param("Reyes said it rained, but Hill said it leaked.", [None, None], id="none"),
    ],
)
def test_a_nested_relation_names_its_parent(text: str, parents: list[int | None]) -> None:
    """The parent is the relation in whose content the nested one stands."""
    assert parents == [relation.parent for relation in relations_in(text)]


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("She said that it rained, adding that it leaked.", [None, 0]),
        ("“It rained,” she said.\n\n“All day long, and all night too.”", [None, 0]),
        ("“It rained,” she said.\n\n“It leaked,” he said.", [None, None]),
    ],
)
def test_a_relation_names_the_one_whose_source_it_shares(
    text: str, shared: list[int | None]
) -> None:
    """A source need be named only once for all that it says."""
    assert shared == [relation.same_source_as for relation in relations_in(text)]
