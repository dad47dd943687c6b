"""Governments and other bodies by their names."""

from __future__ import annotations

import pytest
from builders import mark
from mentions import names_of, read, registry, trace

from attribution.analysis import Relation
from attribution.sources.countries import Countries
from attribution.sources.linking import Linker
from attribution.spans import Span
from attribution.vocabulary import AttributionKind, SourceKind

ABOUT = {
    "nothing": Countries(),
    "Turkey": Countries({"TR": 3}),
    "Turkey and Russia": Countries({"TR": 3, "RU": 3}),
    "the US": Countries({"US": 5, "CN": 1}),
    "Britain": Countries({"GB": 2}),
    "Mexico": Countries({"MX": 4}),
    "both ministries": Countries({"TR": 3, "RU": 3}, {"foreign-ministry": frozenset(("TR", "RU"))}),
    "one ministry": Countries({"TR": 3, "RU": 3}, {"foreign-ministry": frozenset(("RU",))}),
    "Congo": Countries({"CG": 2}),
    "Georgian politics": Countries({"GE": 2}),
    "Belgium and the EU": Countries({"BE": 1, "EU": 2}),
    "the EU": Countries({"EU": 2}),
}


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Moscow", "RU/government capital"),
        ("Russia", "RU/government"),
        ("the Russian Federation", "RU/government"),
        ("the Russians", "RU/government"),
        ("Russians", None),
        ("the Kremlin", "RU/presidency"),
        ("Kremlin", "RU/presidency"),
        ("the White House", "US/presidency"),
        ("Downing Street", "GB/prime-minister"),
        ("the Élysée", "FR/presidency"),
        ("Ak Saray", "TR/presidency"),
        ("the Blue House", "KR/presidency"),
        ("Turkish Foreign Ministry", "TR/foreign-ministry"),
        ("Turkey's foreign ministry", "TR/foreign-ministry"),
        ("Turkish Ministry of Foreign Affairs", "TR/foreign-ministry"),
        ("the Foreign Ministry of Turkey", "TR/foreign-ministry"),
        ("Ministry of Foreign Affairs of the Russian Federation", "RU/foreign-ministry"),
        ("Ministry of Defense in Kyiv", "UA/defence-ministry"),
        ("South Korean Ministry of National Defense", "KR/defence-ministry"),
        ("Quai d'Orsay", "FR/foreign-ministry"),
        ("the State Department", "US/foreign-ministry"),
        ("the US State Department", "US/foreign-ministry"),
        ("the U.S. Department of State", "US/foreign-ministry"),
        ("Pentagon", "US/defence-ministry"),
        ("UK Ministry of Defence", "GB/defence-ministry"),
        ("Britain's Treasury", "GB/finance-ministry"),
        ("the Turkish government", "TR/government government"),
        ("the government of Turkey", "TR/government government"),
        ("Syrian authorities", "SY/government authorities"),
        ("Syrian Army", "SY/armed-forces"),
        ("the IDF", "IL/armed-forces"),
        ("the Israeli military", "IL/armed-forces"),
        ("PLA", "CN/armed-forces"),
        ("the Revolutionary Guards", "IR/irgc"),
        ("Iran's Revolutionary Guards", "IR/irgc"),
        ("FBI", "US/fbi"),
        ("the FSB", "RU/fsb"),
        ("MI5", "GB/mi5"),
        ("Mossad", "IL/intelligence"),
        ("Turkish police", "TR/police"),
        ("the Fed", "US/central-bank"),
        ("the Federal Reserve", "US/central-bank"),
        ("ECB", "ecb.europa.eu"),
        ("the Bank of England", "GB/central-bank"),
        ("Bundesbank", "DE/central-bank"),
        ("Turkey's central bank", "TR/central-bank"),
        ("the Bundestag", "DE/parliament"),
        ("Israeli Knesset", "IL/parliament"),
        ("Iraqi parliament", "IQ/parliament"),
        ("Pakistan's Supreme Court", "PK/supreme-court"),
        ("US", "US/government"),
        ("U.S.", "US/government"),
        ("America", "US/government"),
        ("UN", "un.org"),
        ("U.N.", "un.org"),
        ("United Nations", "un.org"),
        ("the UN Security Council", "un.org/security-council"),
        ("NATO", "nato.int"),
        ("Nato", "nato.int"),
        ("the EU", "europa.eu"),
        ("European Commission", "commission.europa.eu"),
        ("World Health Organisation", "who.int"),
        ("WHO", "who.int"),
        ("IAEA", "iaea.org"),
        ("the Arab League", "lasportal.org"),
        ("Interpol", "interpol.int"),
        ("us", None),
        ("Turkish", None),
        ("Fed", None),
        ("London police", None),
        ("Texas Supreme Court", None),
        ("Turkish officials", None),
        ("Turkish Airlines", None),
        ("army", None),
        ("the Foreign Ministry", None),
        ("the Treasury", None),
        ("Congress", None),
        ("Georgia", None),
        ("Congolese army", None),
        ("Victoria", None),
        ("unicef", None),
        ("", None),
    ],
)
def test_find(name: str, id: str | None) -> None:
    """A name leads to its body, whatever the article; what is in doubt leads to none."""
    link = Linker(registry()).find(name)

    assert id == (link and f"{link.entity.id} {link.alias}".rstrip())


@pytest.mark.parametrize(
    ("name", "about", "id"),
    [
        ("the Foreign Ministry", "Turkey", "TR/foreign-ministry"),
        ("the Foreign Ministry", "Turkey and Russia", None),
        ("the Foreign Ministry", "both ministries", None),
        ("the Foreign Ministry", "one ministry", "RU/foreign-ministry"),
        ("the central bank", "Turkey", "TR/central-bank"),
        ("the army", "Turkey", None),
        ("the police", "Turkey", None),
        ("the government", "Turkey", None),
        ("the Justice Department", "nothing", "US/justice-ministry"),
        ("the Justice Department", "the US", "US/justice-ministry"),
        ("the Justice Department", "Mexico", None),
        ("the Treasury", "the US", "US/finance-ministry"),
        ("the Treasury", "Britain", "GB/finance-ministry"),
        ("Congress", "the US", "US/parliament"),
        ("the Senate", "the US", "US/senate"),
        ("the Foreign Office", "Britain", "GB/foreign-ministry"),
        ("Congolese army", "Congo", "CG/armed-forces"),
        ("Georgia", "Georgian politics", "GE/government"),
        ("Brussels", "the EU", "europa.eu"),
        ("Brussels", "Belgium and the EU", None),
    ],
)
def test_context(name: str, about: str, id: str | None) -> None:
    """The countries of the article decide about names that several could have."""
    link = Linker(registry(), ABOUT[about]).find(name)

    assert id == (link and link.entity.id)


def test_acronym_spelled_out() -> None:
    """An acronym means what the article says it means."""
    names = {"FBI": "Forum of Boat Inspectors", "WHO": "World Health Organisation"}
    linker = Linker(registry(), Countries(), names.get)

    health = linker.find("WHO")

    assert linker.find("FBI") is None
    assert "who.int" == (health and health.entity.id)


@pytest.mark.parametrize(
    ("text", "kind", "id"),
    [
        ("[by:Moscow] said it rained.", "government", "RU/government"),
        ("[by:The Turkish Foreign Ministry] said so.", "organisation", "TR/foreign-ministry"),
        ("[by:Turkey's foreign ministry] said so.", "organisation", "TR/foreign-ministry"),
        ("[by:the foreign ministry of Turkey] said so.", "organisation", "TR/foreign-ministry"),
        ("[by:the Pentagon's statement] said so.", "government", "US/defence-ministry"),
        ("[by:the UN] said so.", "organisation", "un.org"),
        ("[by:The Russians] said so.", "government", "RU/government"),
        ("[by:Russians] said so.", "group", None),
        ("[by:Turkish officials] said so.", "group", None),
        ("[by:a Turkish government official] said so.", "person", None),
        ("[by:US Army Colonel Ann Lee] said so.", "person", None),
        ("[by:the police] said so in Turkey.", "group", None),
    ],
)
def test_readings(text: str, kind: str, id: str | None) -> None:
    """Mentions of governments and bodies are linked, those of people are not."""
    (reading,) = read(text)

    assert (SourceKind(kind), id) == (reading.kind, reading.entity and reading.entity.id)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "[by:Moscow] said no. [by:Russia] said yes. [by:The Kremlin] said nothing.",
            [["Moscow"], ["Russia"], ["Kremlin"]],
            id="each name of a government has its own words",
        ),
        pytest.param(
            "[by:The US] said no. [by:America] said yes. [by:The United States] said so.",
            [["United States"]] * 3,
            id="aliases are of one source",
        ),
        pytest.param(
            "[by:The UN] said no. [by:The United Nations] said yes.",
            [["United Nations"]] * 2,
            id="an acronym is an alias",
        ),
        pytest.param(
            "[by:The Turkish Foreign Ministry] said no. [by:Turkey's foreign ministry] said yes.",
            [["Turkey's foreign ministry"]] * 2,
            id="forms of one name",
        ),
        pytest.param(
            "[by:The Turkish Foreign Ministry] said no. [by:The Russian Foreign Ministry] said so.",
            [["Turkish Foreign Ministry"], ["Russian Foreign Ministry"]],
            id="two countries' ministries",
        ),
    ],
)
def test_sources(text: str, names: list[list[str]]) -> None:
    """Names of one body are one source; of a government, each name is."""
    assert names == names_of(text)


def test_entities_of_one_government() -> None:
    """Two sources that mean one government have the same entity and ids of their own."""
    text, spans = mark("[by:Moscow] said it rained. [by:Russia] said it snowed.")
    relations = [
        Relation(
            content=(Span(mention.end + 6, mention.end + 14),),
            mention=mention,
            kind=AttributionKind.INDIRECT,
        )
        for mention in spans["by"]
    ]
    _, sources, _ = trace(text, relations)

    assert [("RU/government", "RU/government"), ("s1", "RU/government")] == [
        (source.id, source.entity and source.entity.id) for source in sources
    ]
