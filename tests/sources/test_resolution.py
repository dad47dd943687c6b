"""Who each pronoun, short name and description stands for."""

from __future__ import annotations

import pytest
from mentions import names_of

from attribution.sources.members import Member
from attribution.sources.names import Name
from attribution.sources.resolution import all_mentions
from attribution.spans import Span
from attribution.vocabulary import SourceKind


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        pytest.param(
            "[by:Ann Lee] said it rained. [by:She] said it snowed.",
            ["Ann Lee"],
            id="she after a woman",
        ),
        pytest.param(
            "[by:Ann Lee] spoke. [by:Tom Budd] spoke. [by:She] spoke.",
            ["Ann Lee"],
            id="the gender decides",
        ),
        pytest.param(
            "[by:Ann Lee] spoke. Maria Budd came in. [by:She] spoke.",
            ["Maria Budd"],
            id="a new subject",
        ),
        pytest.param(
            "[by:Ann Lee] spoke and thanked Maria Budd. [by:She] spoke.",
            ["Ann Lee"],
            id="no mere object",
        ),
        pytest.param(
            "[by:Ann Lee] said: [says:“Maria Budd was right.”] Then [by:she] left.",
            ["Ann Lee"],
            id="nobody quoted",
        ),
        pytest.param(
            "[by:A spokesman for the town] spoke. [by:Ann Lee] spoke. Then [by:he] spoke.",
            ["spokesman for the town"],
            id="he is a spokesman",
        ),
        pytest.param(
            "[by:The Finance Ministry] spoke. [by:It] spoke.",
            ["Finance Ministry"],
            id="it is a body",
        ),
        pytest.param(
            "The Finance Ministry was full. [by:It] spoke.",
            ["Finance Ministry"],
            id="it is the subject",
        ),
        pytest.param("[by:Ann Lee] spoke. [by:It] was said.", [], id="it is no person"),
        pytest.param(
            "[by:Several officers] spoke. [by:They] spoke.",
            ["Several officers"],
            id="they are a group",
        ),
        pytest.param(
            "[by:Ann Lee and Tom Budd] spoke. [by:They] spoke.",
            ["Ann Lee", "Tom Budd"],
            id="they are the two",
        ),
        pytest.param("We met Ann Lee, [by:who] spoke.", ["Ann Lee"], id="who is the name before"),
        pytest.param("[by:I] think so.", ["author"], id="I am the author"),
        pytest.param("[by:You] can see it.", [], id="you are nobody"),
    ],
)
def test_pronouns(marked: str, names: list[str]) -> None:
    """A pronoun means the last who fits and is still spoken of."""
    assert names == names_of(marked)[-1]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        pytest.param("[by:Ann Lee] spoke. [by:Lee] spoke.", ["Ann Lee"], id="a last name"),
        pytest.param("[by:Lee] spoke. [by:Ann Lee] spoke.", ["Ann Lee"], id="the last name first"),
        pytest.param(
            "[by:Maria Lee] spoke. [by:Mr Lee] spoke.", ["Lee"], id="not of another gender"
        ),
        pytest.param(
            "[by:Tom Lee] spoke. [by:Ann Lee] spoke.", ["Ann Lee"], id="not another given name"
        ),
        pytest.param(
            "[by:Moscow] spoke. [by:Russia] spoke.", ["Russia"], id="a capital keeps its name"
        ),
        pytest.param(
            "[by:KCNA] spoke; the Korean Central News Agency is loud.",
            ["Korean Central News Agency"],
            id="an outlet's fullest form",
        ),
        pytest.param(
            "[by:The World Food Programme] spoke. [by:The WFP] spoke.",
            ["World Food Programme"],
            id="an acronym",
        ),
    ],
)
def test_names(marked: str, names: list[str]) -> None:
    """A name is given in its fullest form, and to one source only."""
    assert names == names_of(marked)[-1]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        pytest.param(
            "[by:A tall officer] spoke. [by:The officer] spoke.",
            ["tall officer"],
            id="one met before",
        ),
        pytest.param(
            "[by:A tall officer] spoke. [by:An officer] spoke.", ["officer"], id="a new one"
        ),
        pytest.param(
            "[by:A Russian officer] spoke. [by:The Turkish officer] spoke.",
            ["Turkish officer"],
            id="another",
        ),
        pytest.param(
            "President Ann Lee came. [by:The president] spoke.",
            ["Ann Lee"],
            id="who holds the office",
        ),
        pytest.param(
            "The Turkish Foreign Ministry was full. [by:The ministry] spoke.",
            ["Turkish Foreign Ministry"],
            id="a body by its noun",
        ),
        pytest.param(
            "She told the Financial Times. [by:The paper] wrote.",
            ["Financial Times"],
            id="a paper by its noun",
        ),
        pytest.param(
            "Reuters and Interfax came. [by:The Russian agency] wrote.",
            ["Interfax"],
            id="an agency by its country",
        ),
        pytest.param(
            "[by:The World Food Programme] spoke. [by:The UN agency] spoke again.",
            ["World Food Programme"],
            id="an agency that is no outlet",
        ),
        pytest.param(
            "[by:Ann Lee] said in a statement it rained. [by:The statement] said more.",
            ["Ann Lee"],
            id="her statement",
        ),
        pytest.param(
            "[by:Ann Lee] said it rained. [by:The film] said more.",
            ["film"],
            id="a film is not hers",
        ),
        pytest.param(
            "[by:Ann Lee and Tom Budd] agreed in a statement. [by:The document] said more.",
            ["Ann Lee", "Tom Budd"],
            id="a joint document",
        ),
        pytest.param(
            "[by:Ann Lee] spoke. [by:Tom Budd] spoke. [by:The two ministers] spoke.",
            ["Ann Lee", "Tom Budd"],
            id="the two",
        ),
        pytest.param(
            "[by:Jim Orr] spoke. [by:Ann Lee] spoke. [by:Tom Budd] spoke. [by:The two ministers] spoke.",
            ["Ann Lee", "Tom Budd"],
            id="the two of just now, among more",
        ),
        pytest.param(
            "[by:The Ministry of Rain] spoke. There is confirmation from the Financial Times."
            " Here is what [by:it] reports.",
            ["Financial Times"],
            id="it, an outlet named since",
        ),
        pytest.param(
            "[by:Baku] spoke. [by:Tbilisi] spoke. [by:Both capitals] spoke.",
            ["Baku", "Tbilisi"],
            id="both capitals",
        ),
        pytest.param(
            "[by:Ann Lee] spoke. [by:Tom Budd] spoke. [by:Both presidential candidates] spoke.",
            ["Both presidential candidates"],
            id="two others",
        ),
    ],
)
def test_descriptions(marked: str, names: list[str]) -> None:
    """A description means whoever it fits, or somebody new."""
    assert names == names_of(marked)[-1]


def test_all_mentions() -> None:
    """A person's mentions are all names that can be hers."""
    names = [
        Name(Span(0, 7), "Ann Lee", ("ann", "lee"), "f", titled=False),
        Name(Span(10, 17), "Tom Lee", ("tom", "lee"), "m", titled=False),
        Name(Span(20, 23), "Lee", ("lee",), "u", titled=True),
    ]
    member = Member(name="Ann Lee", kind=SourceKind.PERSON, gender="f")

    assert [Span(0, 7), Span(20, 23)] == all_mentions({"lee": names}, member)


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        pytest.param(
            "[by:Ann Lee] spoke. [by:Tom Budd] spoke. [by:The two ministers] spoke.",
            ["Ann Lee", "Tom Budd"],
            id="two who spoke",
        ),
        pytest.param(
            "Finance Minister Ann Lee met Justice Minister Tom Budd. [by:The two ministers] spoke.",
            ["Ann Lee", "Tom Budd"],
            id="two of an office",
        ),
        pytest.param(
            "Ann Lee and Tom Budd married. [by:The couple] spoke.",
            ["Ann Lee", "Tom Budd"],
            id="a couple",
        ),
        pytest.param(
            "[by:Ann Lee and Tom Budd] spoke. [by:The former] spoke.", ["Ann Lee"], id="the former"
        ),
        pytest.param(
            "[by:Ann Lee and Tom Budd] spoke. [by:The latter] spoke.", ["Tom Budd"], id="the latter"
        ),
        pytest.param(
            "[by:Ann Lee] spoke. [by:Tom Budd] spoke. [by:Both Dutch ministers] spoke.",
            ["Both Dutch ministers"],
            id="not those of whom more is said",
        ),
    ],
)
def test_pairs(marked: str, names: list[str]) -> None:
    """Two who belong together are found again by a noun for both."""
    assert names == names_of(marked)[-1]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        pytest.param(
            "The Alpine Rivers Union struck. [by:The group] spoke.",
            ["Alpine Rivers Union"],
            id="the subject before",
        ),
        pytest.param(
            "Ann Lee left the Alpine Rivers Union. [by:The new group] spoke.",
            ["new group"],
            id="not one of which more is said",
        ),
        pytest.param("Reuters was there. [by:The press] spoke.", ["press"], id="not the press"),
        pytest.param(
            "The Jerusalem Post was there. [by:The Post] spoke.",
            ["Jerusalem Post"],
            id="an outlet by its last word",
        ),
        pytest.param("It rained in Kenya. [by:They] spoke.", [], id="they are no place"),
        pytest.param(
            "We flew over Kenya. [by:It] spoke.", [], id="it is no place that does nothing"
        ),
        pytest.param(
            "Officers in the State Department, [by:who] spoke, left.", [], id="who is no body"
        ),
        pytest.param("[by:Ann Lee] spoke. [by:That] shows it.", [], id="that is what was said"),
    ],
)
def test_bodies(marked: str, names: list[str]) -> None:
    """A body is meant by its noun; a place or body is no person."""
    assert names == names_of(marked)[-1]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        pytest.param(
            "[by:Ada and Felix Brunner] spoke.", ["Ada Brunner", "Felix Brunner"], id="one surname"
        ),
        pytest.param(
            "[by:Ann Lee, together with Tom Budd,] spoke.", ["Ann Lee", "Tom Budd"], id="together"
        ),
        pytest.param(
            "[by:Neither Ann Lee nor Tom Budd] spoke.", ["Ann Lee", "Tom Budd"], id="neither, nor"
        ),
        pytest.param(
            "[by:Finland as well as Sweden] spoke.", ["Finland", "Sweden"], id="as well as"
        ),
        pytest.param(
            "[by:Ann Lee and the University of Graz] spoke.",
            ["Ann Lee", "University of Graz"],
            id="a person and a body",
        ),
        pytest.param("[by:This newspaper] spoke.", ["author"], id="this newspaper"),
        pytest.param("[by:The Russians] spoke.", ["Russia"], id="the Russians"),
        pytest.param("[by:Russians] spoke.", ["Russians"], id="some Russians"),
        pytest.param("[by:President Lee himself] spoke.", ["Lee"], id="himself"),
        pytest.param(
            "[by:The generals of Russia, Turkey and Iran] spoke.",
            ["generals of Russia, Turkey and Iran"],
            id="a list behind of",
        ),
    ],
)
def test_joint_and_own(marked: str, names: list[str]) -> None:
    """Those who are joined are sources each, and a publication's own name is its author."""
    assert names == names_of(marked)[-1]
