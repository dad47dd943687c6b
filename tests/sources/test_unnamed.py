"""Sources without a name: what they are said to be, and why they are not named."""

from __future__ import annotations

import pytest
from builders import mark
from mentions import lexicon

from attribution.document import Source
from attribution.sources.unnamed import describe_unnamed
from attribution.spans import Span
from attribution.vocabulary import SourceKind, SourceRole
from attribution.words import find_words

PERSON, GROUP = SourceKind.PERSON, SourceKind.GROUP


def described(marked: str, kind: SourceKind = PERSON) -> list[Source]:
    """The sources that are mentioned in a text (``[by:…]``), each without its article."""
    text, spans = mark(marked)
    words = find_words(text)
    sources = [
        Source(
            id=f"s{number}",
            name=text[span.slice].removeprefix("a ").removeprefix("the ").removeprefix("an "),
            kind=kind,
            mentions=(span,),
        )
        for number, span in enumerate(spans["by"])
    ]
    clauses = lexicon().anonymity.find(text, words)
    return list(describe_unnamed(text, words, clauses, sources, lexicon()))


def role(mention: str, kind: SourceKind = PERSON) -> SourceRole | None:
    """What a source is said to be that is mentioned with these words."""
    (source,) = described(f"[by:{mention}] said so.", kind)
    return source.role


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("an official", "official"),
        ("a senior administration official", "official"),
        ("a former official", "official"),
        ("a health official", "official"),
        ("a White House aide", "official"),
        ("a European Union official", "official"),
        ("a Western diplomat", "diplomat"),
        ("a diplomatic source", "diplomat"),
        ("a senior Syrian army officer", "military"),
        ("an officer in the Syrian army", "military"),
        ("a defense official", "military"),
        ("a soldier", "military"),
        ("a police officer", "police"),
        ("an officer", "police"),
        ("a spokesman for the police", "police"),
        ("an intelligence official", "security"),
        ("a security source", "security"),
        ("a lawmaker", "politician"),
        ("a Trump campaign official", "politician"),
        ("a Republican strategist", "politician"),
        ("an opposition lawmaker", "opposition"),
        ("a rebel commander", "rebel"),
        ("a lawyer for the family", "lawyer"),
        ("an army lawyer", "lawyer"),
        ("a bank executive", "business"),
        ("a company spokeswoman", "business"),
        ("a union leader", "worker"),
        ("a former employee", "worker"),
        ("an aid worker", "activist"),
        ("a human rights activist", "activist"),
        ("a military analyst", "analyst"),
        ("a retired professor", "researcher"),
        ("a local journalist", "journalist"),
        ("a doctor at the military hospital", "medical"),
        ("a hospital spokesman", "medical"),
        ("a priest", "clergy"),
        ("an eyewitness", "witness"),
        ("a survivor of the flood", "victim"),
        ("the dead man's brother", "relative"),
        ("a family friend", "relative"),
        ("a resident of the old town", "resident"),
        ("a voter", "public"),
        ("a source close to the government", "source"),
        ("a person familiar with the police inquiry", "source"),
        ("a person with direct knowledge of the talks", "source"),
        ("a beekeeper", "other"),
        ("the Foreign Minister", "politician"),
        ("the foreign minister", "politician"),
        ("one Republican", "politician"),
        ("at least one Democrat", "politician"),
    ],
)
def test_an_unnamed_person_has_a_role(mention: str, expected: str) -> None:
    """The description's words say what somebody is."""
    assert expected == role(mention)


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("two officials", "official"),
        ("people familiar with the matter", "source"),
        ("the police", "police"),
        ("rebels", "rebel"),
        ("witnesses", "witness"),
        ("members of the opposition", "opposition"),
        ("dozens of soldiers", "military"),
        ("many", "public"),
        ("Many Mexicans", "public"),
        ("Republicans", "politician"),
        ("some of the nurses", "medical"),
        ("several beekeepers", "other"),
        ("critics", "other"),
    ],
)
def test_an_unnamed_group_has_a_role(mention: str, expected: str) -> None:
    """So do several, by their noun or by those they are some of."""
    assert expected == role(mention, GROUP)


@pytest.mark.parametrize(
    ("mention", "kind"),
    [
        pytest.param("Ana Reyes", PERSON, id="a name"),
        pytest.param("Baker", PERSON, id="a name that is a noun, too"),
        pytest.param("the ministry", SourceKind.ORGANISATION, id="an organisation"),
        pytest.param("a report", SourceKind.DOCUMENT, id="a document"),
        pytest.param("a newspaper", SourceKind.OUTLET, id="an outlet"),
        pytest.param("author", SourceKind.AUTHOR, id="the author"),
    ],
)
def test_others_have_none(mention: str, kind: SourceKind) -> None:
    """Only people can be unnamed, and only those who have no name."""
    assert role(mention, kind) is None


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("[by:an aide], [is:who asked not to be named], said so.", id="behind it"),
        pytest.param("[is:Speaking on condition of anonymity], [by:an aide] said so.", id="before"),
        pytest.param(
            "[by:an aide] said so. He [is:asked not to be named].", id="in the next sentence"
        ),
        pytest.param(
            "“No,” said [by:an aide].\n\nThe aide [is:asked not to be named].",
            id="in the next paragraph",
        ),
        pytest.param(
            "It rained. [by:an aide, [is:who did not give his name],] said so.", id="in it"
        ),
        pytest.param(
            "[by:a guard] and [by:a nurse], [is:who asked not to be named], said so.",
            id="the nearest",
        ),
        pytest.param("[by:Ana], [is:who gave only her first name], said so.", id="part of a name"),
        pytest.param("[by:an aide] said so. It rained. He asked not to be named.", id="too far"),
        pytest.param("[by:an aide] said so. The king asked not to be named.", id="another"),
        pytest.param("[by:Ana Reyes], whose aide asked not to be named, said so.", id="the named"),
    ],
)
def test_the_words_about_anonymity_belong_to_a_source(marked: str) -> None:
    """They are about whoever is unnamed and nearest, or spoke in the sentence before."""
    _, spans = mark(marked)
    expected: list[Span | None] = [None] * len(spans["by"])
    if "is" in spans:
        expected[-1] = spans["is"][0]

    assert expected == [source.anonymity for source in described(marked)]


def test_only_the_unnamed_are_not_named() -> None:
    """A source with a role has no name."""
    ana, aide = described("[by:Ana Reyes] and [by:an aide] said so.")

    assert (True, False) == (ana.is_named, aide.is_named)
