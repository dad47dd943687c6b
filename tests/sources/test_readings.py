"""What the words of a mention say."""

from __future__ import annotations

import pytest
from mentions import read, reader_of

from attribution.spans import Span
from attribution.vocabulary import SourceKind
from attribution.words import find_words

PERSON, GROUP, DOCUMENT = SourceKind.PERSON, SourceKind.GROUP, SourceKind.DOCUMENT
BODY, OUTLET, GOVERNMENT = SourceKind.ORGANISATION, SourceKind.OUTLET, SourceKind.GOVERNMENT


@pytest.mark.parametrize(
    ("marked", "name", "kind"),
    [
        pytest.param("[by:Sergey Lavrov] said", "Sergey Lavrov", PERSON, id="a person"),
        pytest.param("[by:Russian President Ivan Orlov] said", "Ivan Orlov", PERSON, id="a title"),
        pytest.param("Ann Lee came. [by:Lee] said", "Ann Lee", PERSON, id="a last name"),
        pytest.param(
            "Valeska Paris fled. [by:Paris] said", "Valeska Paris", PERSON, id="like a place"
        ),
        pytest.param("[by:WHO] said", "WHO", BODY, id="initials like a pronoun"),
        pytest.param("[by:Paris] said", "Paris", GOVERNMENT, id="a capital"),
        pytest.param("[by:The Kremlin] said", "Kremlin", GOVERNMENT, id="a metonym"),
        pytest.param("[by:The Russians] said", "Russia", GOVERNMENT, id="a people"),
        pytest.param(
            "[by:Ann Lee of the Farmers' Party] said", "Ann Lee", PERSON, id="a party after"
        ),
        pytest.param(
            "[by:Governor of Ohio Ann Lee] said", "Ann Lee", PERSON, id="an office with of"
        ),
        pytest.param(
            "[by:one of the lawyers, Tom Budd] said", "Tom Budd", PERSON, id="an apposition"
        ),
        pytest.param(
            "[by:Ursula von der Leyen] said", "Ursula von der Leyen", PERSON, id="particles"
        ),
        pytest.param("[by:Ms Tickle] said", "Tickle", PERSON, id="a form of address"),
        pytest.param("[by:the party's Ann Lee] said", "Ann Lee", PERSON, id="a genitive before"),
        pytest.param("[by:CNN's Wolf Blitzer] said", "Wolf Blitzer", PERSON, id="an outlet's man"),
        pytest.param(
            "[by:Reuters photographer John Smith] said", "John Smith", PERSON, id="its photographer"
        ),
        pytest.param("[by:Ministry of Culture] said", "Ministry of Culture", BODY, id="a ministry"),
        pytest.param(
            "[by:The U.S. Embassy in Nicosia] said",
            "U.S. Embassy in Nicosia",
            BODY,
            id="an embassy",
        ),
        pytest.param("[by:NATO] said", "NATO", BODY, id="an abbreviation"),
        pytest.param("[by:the United Nations] said", "United Nations", BODY, id="no country"),
        pytest.param(
            "The World Food Programme paid. [by:The WFP] said",
            "World Food Programme",
            BODY,
            id="an acronym",
        ),
        pytest.param(
            "The Church of the Valley paid. [by:the Church] said",
            "Church of the Valley",
            BODY,
            id="a short name",
        ),
        pytest.param("[by:a senior officer] said", "senior officer", PERSON, id="one unnamed"),
        pytest.param(
            "[by:two senior officers] said", "two senior officers", GROUP, id="several unnamed"
        ),
        pytest.param(
            "[by:Many Mexicans] said", "Many Mexicans", GROUP, id="a quantity of a people"
        ),
        pytest.param(
            "[by:Some individuals] said", "Some individuals", GROUP, id="a quantifier stays"
        ),
        pytest.param(
            "[by:critics of the plan, who left] said",
            "critics of the plan",
            GROUP,
            id="a clause goes",
        ),
        pytest.param(
            "[by:Critics of Scientology] said", "Critics of Scientology", GROUP, id="a name in it"
        ),
        pytest.param(
            "[by:several recent studies] said", "several recent studies", DOCUMENT, id="studies"
        ),
        pytest.param(
            "[by:a cargo manifest seen by us] said",
            "cargo manifest seen by us",
            DOCUMENT,
            id="a manifest",
        ),
        pytest.param(
            "[by:an Internet posting made today] said",
            "Internet posting made today",
            DOCUMENT,
            id="a posting",
        ),
        pytest.param("[by:the battalion's log] said", "battalion's log", DOCUMENT, id="a log"),
        pytest.param(
            "[by:the Finance Ministry's report] said",
            "Finance Ministry",
            BODY,
            id="the report's owner",
        ),
        pytest.param("[by:a study by Ann Lee] said", "Ann Lee", PERSON, id="the study's author"),
        pytest.param(
            "[by:the Paris daily Le Vent] said", "Le Vent", OUTLET, id="an unlisted daily"
        ),
        pytest.param(
            "[by:the Armenian Lori news agency] said",
            "Lori news agency",
            OUTLET,
            id="an unlisted agency",
        ),
        pytest.param("[by:the paper] said", "paper", OUTLET, id="a paper"),
        pytest.param("[by:time] said", "time", GROUP, id="no magazine"),
    ],
)
def test_names_and_kinds(marked: str, name: str, kind: SourceKind) -> None:
    """A mention gives a name, or a description without its article, and a kind."""
    (reading,) = read(marked)

    assert (name, kind) == (reading.name, reading.kind)


@pytest.mark.parametrize(
    ("mention", "id"),
    [
        pytest.param("the Iranian Fars news agency", "farsnews.ir", id="a nation before"),
        pytest.param("Russia's Sputnik news agency", "sputniknews.com", id="a genitive before"),
        pytest.param("Germany's dpa news agency", "dpa.com", id="a small name"),
        pytest.param("state-run SANA", "sana.sy", id="who runs it"),
        pytest.param("the official Xinhua News Agency", "news.cn", id="what it is"),
        pytest.param("Syria's official news agency SANA", "sana.sy", id="much before"),
        pytest.param("the Turkish newspaper Hurriyet", "hurriyet.com.tr", id="a noun before"),
        pytest.param("Interfax-Ukraine", "interfax.com.ua", id="a hyphen"),
        pytest.param("the Sputnik satellite", None, id="no satellite"),
        pytest.param("the Guardian of the gate", None, id="no gatekeeper"),
        pytest.param("a Reuters report", None, id="a report is no outlet"),
        pytest.param("Reuters reporters", None, id="nor are reporters"),
        pytest.param("The Times", None, id="one of many"),
    ],
)
def test_outlets(mention: str, id: str | None) -> None:
    """A registry name counts where only what an outlet can be called stands around it."""
    (reading,) = read(f"[by:{mention}] said it")

    assert id == (reading.entity.id if reading.entity else None)


def test_shared_outlet_name() -> None:
    """ "The Times" is an outlet even where nobody knows which."""
    (reading,) = read("[by:The Times] said it")

    assert (OUTLET, None) == (reading.kind, reading.entity)


def test_hinted_outlet_name() -> None:
    """ "The Times" is the one that the article names in full."""
    (reading,) = read("The New York Times had it first. [by:The Times] said it")

    assert reading.entity
    assert "nytimes.com" == reading.entity.id


def test_last_name_like_an_outlet() -> None:
    """A last name in the article is no outlet."""
    (reading,) = read("Steve Forbes came. [by:Forbes] said it")

    assert ("Steve Forbes", PERSON) == (reading.name, reading.kind)


@pytest.mark.parametrize(
    ("mention", "names"),
    [
        pytest.param(
            "Moscow, Tehran and Damascus", ["Moscow", "Tehran", "Damascus"], id="capitals"
        ),
        pytest.param("Ann Lee and Tom Budd", ["Ann Lee", "Tom Budd"], id="people"),
        pytest.param(
            "Ann Lee and her colleague Tom Budd", ["Ann Lee", "Tom Budd"], id="a colleague"
        ),
        pytest.param("Analysts and aid workers", ["Analysts", "aid workers"], id="groups"),
        pytest.param("Tyrol and Salzburg", ["Tyrol", "Salzburg"], id="unknown names"),
        pytest.param(
            "the military and political leaders",
            ["military and political leaders"],
            id="adjectives",
        ),
        pytest.param(
            "Federal and state officials", ["Federal and state officials"], id="a capital by chance"
        ),
    ],
)
def test_joint_mentions(mention: str, names: list[str]) -> None:
    """A joint mention is read as its members, one noun phrase as one."""
    assert names == [reading.name for reading in read(f"[by:{mention}] said it")]


@pytest.mark.parametrize(
    ("word", "form", "gender"),
    [
        pytest.param("he", "pronoun", "m", id="he"),
        pytest.param("She", "pronoun", "f", id="she"),
        pytest.param("it", "pronoun", "it", id="it"),
        pytest.param("they", "pronoun", "they", id="they"),
        pytest.param("who", "pronoun", "who", id="who"),
        pytest.param("I", "first person", "u", id="I"),
        pytest.param("we", "first person", "u", id="we"),
        pytest.param("you", "nobody", "u", id="you"),
        pytest.param("one", "nobody", "u", id="one"),
    ],
)
def test_pronouns(word: str, form: str, gender: str) -> None:
    """A pronoun says how many and which gender is meant."""
    (reading,) = read(f"[by:{word}] said it")

    assert (form, gender) == (reading.form, reading.gender)


@pytest.mark.parametrize(
    ("text", "at", "names"),
    [
        pytest.param("The farmer, who left", "who", ["farmer"], id="a description with a comma"),
        pytest.param("Those farmers who left", "who", [], id="not without one"),
        pytest.param("We saw Ann Lee, who left", "who", ["Ann Lee"], id="a name"),
        pytest.param("who left", "who", [], id="nobody before"),
    ],
)
def test_read_before(text: str, at: str, names: list[str]) -> None:
    """Whoever stands before "who" is meant by it."""
    reader = reader_of(find_words(text), Span(0, len(text)))

    assert names == [reading.name for reading in reader.read_before(text.index(at))]


def test_marks_alone() -> None:
    """A mention without a word names nobody."""
    assert [] == read("[by:—] said it")
