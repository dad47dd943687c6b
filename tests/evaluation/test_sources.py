"""Sources, outlets and links against the gold."""

from __future__ import annotations

import pytest
from attrs import evolve

from attribution.document import Attribution, Document, Entity, Sentence, Source
from attribution.evaluation.counts import Counts, Proportion
from attribution.evaluation.gold import GoldArticle, GoldRow
from attribution.evaluation.mistakes import Mistake
from attribution.evaluation.sources import score_sources
from attribution.spans import Span
from attribution.vocabulary import AttributionKind, EntityKind, Label, SourceKind


def row(
    label: str,
    *,
    sources: tuple[str, ...] = (),
    type: str | None = None,
    outlet: str | None = None,
    entities: tuple[str | None, ...] | None = None,
) -> GoldRow:
    return GoldRow(
        span=ALL,
        label=label,
        also=(),
        sources=sources,
        surface=None,
        type=type,
        outlet=outlet,
        cue=None,
        entities=entities,
    )


def article(*rows: GoldRow) -> GoldArticle:
    return GoldArticle(id="rain", text=CLAIM, rows=rows)


CLAIM = "Somebody said it would rain."
KCNA = Entity(
    id="kcna.kp",
    name="Korean Central News Agency",
    kind=EntityKind.AGENCY,
    aliases=("KCNA",),
)


def source(
    name: str, kind: SourceKind = SourceKind.PERSON, *, entity: Entity | None = None
) -> Source:
    return Source(id=f"s-{name}", name=name, kind=kind, entity=entity)


def claim(
    *sources: Source, outlet: Source | None = None, label: Label = Label.REPORTED_CLAIM
) -> Document:
    """One sentence with an attribution to each source, all through the same outlet."""
    attributions = tuple(
        Attribution(
            id=f"a{n}",
            kind=AttributionKind.INDIRECT,
            content=(Span(14, 27),),
            source_id=s.id,
            outlet_id=outlet.id if outlet is not None else None,
        )
        for n, s in enumerate(sources)
    )
    behind = tuple(
        evolve(s, attribution_ids=(a.id,)) for s, a in zip(sources, attributions, strict=True)
    )
    if outlet is not None:
        behind += (outlet,)
    sentence = Sentence(
        span=Span(0, len(CLAIM)), label=label, attribution_ids=tuple(a.id for a in attributions)
    )
    return Document(text=CLAIM, sentences=(sentence,), attributions=attributions, sources=behind)


ALL = Span(0, len(CLAIM))


@pytest.mark.parametrize(
    ("names", "type", "document", "strict", "lenient"),
    [
        pytest.param(
            ("Ann Lee",), "PERSON", claim(source("Ann Lee")), True, True, id="the same name"
        ),
        pytest.param(
            ("the Élysée's staff",),
            "GROUP",
            claim(source("Elysee’s Staff")),
            True,
            True,
            id="article, case, accents and punctuation do not matter",
        ),
        pytest.param(
            ("Ann Lee",), "PERSON", claim(source("Lee")), False, True, id="a shorter form"
        ),
        pytest.param(
            ("Ann Lee",), "PERSON", claim(source("Mayor Ann Lee")), False, True, id="a longer form"
        ),
        pytest.param(
            ("Ann Lee",), "PERSON", claim(source("Ann")), False, False, id="without the last word"
        ),
        pytest.param(
            ("Ann Lee",), "PERSON", claim(source("Bo Lee")), False, False, id="a relative"
        ),
        pytest.param(
            ("Foreign Ministry",),
            "ORG",
            claim(source("Ministry", SourceKind.ORGANISATION)),
            False,
            False,
            id="only persons have short forms",
        ),
        pytest.param(
            ("Korean Central News Agency",),
            "OUTLET",
            claim(source("KCNA", SourceKind.OUTLET, entity=KCNA)),
            False,
            True,
            id="a name the registry knows",
        ),
        pytest.param(
            ("Ann Lee", "Bo Ek"),
            "PERSON",
            claim(source("Bo Ek"), source("Ann Lee")),
            True,
            True,
            id="two sources in any order",
        ),
        pytest.param(
            ("Ann Lee", "Bo Ek"), "PERSON", claim(source("Ann Lee")), False, False, id="one of two"
        ),
        pytest.param(
            ("Ann Lee",),
            "PERSON",
            claim(source("Ann Lee"), source("Bo Ek")),
            False,
            False,
            id="one too many",
        ),
        pytest.param(
            ("Ann Lee",),
            "PERSON",
            claim(source("Lee"), source("Ann Lee")),
            False,
            False,
            id="one person as two sources",
        ),
        pytest.param(
            ("AUTHOR",),
            "AUTHOR",
            claim(source("Cy Orr", SourceKind.AUTHOR)),
            True,
            True,
            id="the author by whatever name",
        ),
        pytest.param(
            ("AUTHOR",), "AUTHOR", claim(source("author")), False, False, id="a person is no author"
        ),
        pytest.param(("UNKNOWN",), "UNKNOWN", claim(), True, True, id="nobody named"),
        pytest.param(
            ("UNKNOWN",),
            "UNKNOWN",
            claim(source("unknown", SourceKind.UNKNOWN)),
            True,
            True,
            id="a source of kind unknown",
        ),
        pytest.param(
            ("UNKNOWN",), "UNKNOWN", claim(source("Lee")), False, False, id="a name for nobody"
        ),
        pytest.param(
            ("UNKNOWN",),
            "UNKNOWN",
            claim(label=Label.NARRATION),
            False,
            False,
            id="nobody named because not seen to be a claim",
        ),
        pytest.param(("Ann Lee",), "PERSON", claim(), False, False, id="no source"),
        pytest.param(
            ("Ann Lee",), "PERSON", Document(text=CLAIM), False, False, id="not even a sentence"
        ),
    ],
)
def test_source_names(
    names: tuple[str, ...], type: str, document: Document, strict: bool, lenient: bool
) -> None:
    """The sources of a claim are right as a set, strictly or leniently."""
    gold = article(row("reported_claim", sources=names, type=type))
    scores = score_sources(gold, document)

    assert Proportion(right=int(strict), total=1) == scores.strict
    assert Proportion(right=int(lenient), total=1) == scores.lenient
    assert (not lenient) == ("name" in {m.layer for m in scores.mistakes})


@pytest.mark.parametrize(
    ("type", "kind"),
    [
        ("PERSON", SourceKind.PERSON),
        ("OUTLET", SourceKind.OUTLET),
        ("ORG", SourceKind.ORGANISATION),
        ("GPE", SourceKind.GOVERNMENT),
        ("GROUP", SourceKind.GROUP),
        ("DOCUMENT", SourceKind.DOCUMENT),
        ("AUTHOR", SourceKind.AUTHOR),
        ("UNKNOWN", SourceKind.UNKNOWN),
    ],
)
def test_source_kinds(type: str, kind: SourceKind) -> None:
    """Each code of the annotators stands for one of our kinds, whatever the name."""
    gold = article(row("direct_quote", sources=("Lee",), type=type))
    right = [score_sources(gold, claim(source("Ek", k))).kind.right for k in SourceKind]

    assert [int(k is kind) for k in SourceKind] == right


def test_only_quotes_and_claims_have_sources() -> None:
    """What the gold takes for the author's voice is not asked for its source."""
    gold = article(row("author_opinion", sources=("Lee",), type="PERSON"))

    assert Proportion() == score_sources(gold, claim(source("Lee"))).strict


@pytest.mark.parametrize(
    ("document", "right"),
    [
        pytest.param(
            claim(source("Lee"), outlet=source("The Daily Rain", SourceKind.OUTLET)),
            True,
            id="the outlet it came through",
        ),
        pytest.param(
            claim(source("Daily Rain", SourceKind.OUTLET)), True, id="the outlet that says so"
        ),
        pytest.param(
            claim(
                source(
                    "the paper",
                    SourceKind.OUTLET,
                    entity=Entity(
                        id="rain.example",
                        name="Rain",
                        kind=EntityKind.NEWSPAPER,
                        aliases=("Daily Rain",),
                    ),
                )
            ),
            True,
            id="an alias of the registry",
        ),
        pytest.param(claim(source("Daily Rain")), False, id="a person of that name"),
        pytest.param(claim(source("Weekly Rain", SourceKind.OUTLET)), False, id="another outlet"),
        pytest.param(claim(), False, id="no source"),
        pytest.param(Document(text=CLAIM), False, id="no sentence"),
    ],
)
def test_outlets(document: Document, right: bool) -> None:
    """An outlet is found by name or alias among those of the sentence."""
    gold = article(row("reported_claim", outlet="Daily Rain"))
    scores = score_sources(gold, document)

    assert Proportion(right=int(right), total=1) == scores.outlet
    assert (not right) == ("outlet" in {m.layer for m in scores.mistakes})


def test_an_outlet_counts_once_among_the_mistakes() -> None:
    """Two attributions through one outlet name it once."""
    document = claim(source("Lee"), source("Ek"), outlet=source("Rain", SourceKind.OUTLET))
    scores = score_sources(article(row("narration", outlet="Snow")), document)
    mistake = Mistake(article="rain", span=ALL, layer="outlet", gold="Snow", predicted="Rain")

    assert (mistake,) == scores.mistakes


RAIN = Entity(
    id="rain.example", name="Daily Rain", kind=EntityKind.NEWSPAPER, aliases=("The Rain",)
)


@pytest.mark.parametrize(
    ("outlet", "document", "precision"),
    [
        pytest.param(
            "Rain", claim(source("Lee"), outlet=source("Rain", SourceKind.OUTLET)), (1, 1), id="it"
        ),
        pytest.param(
            "Snow",
            claim(source("Lee"), outlet=source("Rain", SourceKind.OUTLET)),
            (0, 1),
            id="another",
        ),
        pytest.param(
            None,
            claim(source("Lee"), outlet=source("Rain", SourceKind.OUTLET)),
            (0, 1),
            id="where the article says none",
        ),
        pytest.param("Rain", claim(source("Lee")), (0, 0), id="none given"),
    ],
)
def test_outlets_given(outlet: str | None, document: Document, precision: tuple[int, int]) -> None:
    """An outlet given is right where the gold has it, and a mistake where it has none."""
    scores = score_sources(article(row("reported_claim", outlet=outlet)), document)
    right, total = precision

    assert Proportion(right=right, total=total) == scores.outlet_precision
    assert (right == total and scores.outlet.right == scores.outlet.total) == (
        "outlet" not in {m.layer for m in scores.mistakes}
    )


def test_an_outlet_as_source_is_an_outlet() -> None:
    """A gold source of type OUTLET may be given as outlet, though no outlet is written down."""
    gold = article(row("reported_claim", sources=("Rain",), type="OUTLET"))
    scores = score_sources(gold, claim(source("Rain", SourceKind.OUTLET)))

    assert Proportion(right=1, total=1) == scores.outlet_precision
    assert () == scores.mistakes


def linked(name: str, entity: Entity | None) -> Source:
    return source(name, SourceKind.OUTLET, entity=entity)


@pytest.mark.parametrize(
    ("entities", "document", "expected", "mistakes"),
    [
        pytest.param(
            ("rain.example",), claim(linked("Rain", RAIN)), (1, 1, 1), [], id="the right record"
        ),
        pytest.param(
            ("rain.example",),
            claim(linked("Rain", KCNA)),
            (0, 1, 1),
            [("rain.example", "kcna.kp")],
            id="another record",
        ),
        pytest.param(
            ("rain.example",),
            claim(linked("Rain", None)),
            (0, 0, 1),
            [("rain.example", "")],
            id="no link",
        ),
        pytest.param(
            (None,),
            claim(linked("Rain", RAIN)),
            (0, 1, 0),
            [("", "rain.example")],
            id="a link where there is no record",
        ),
        pytest.param((None,), claim(linked("Rain", None)), (0, 0, 0), [], id="no link, no record"),
        pytest.param(
            ("rain.example",),
            claim(linked("Snow", KCNA)),
            (0, 0, 1),
            [("rain.example", "")],
            id="the link of another source does not count",
        ),
        pytest.param(None, claim(linked("Rain", RAIN)), (0, 0, 0), [], id="the gold has no links"),
    ],
)
def test_links(
    entities: tuple[str | None, ...] | None,
    document: Document,
    expected: tuple[int, int, int],
    mistakes: list[tuple[str, str]],
) -> None:
    """A link is right if the record is the gold's for the source of that name."""
    gold = article(row("reported_claim", sources=("Rain",), type="OUTLET", entities=entities))
    scores = score_sources(gold, document)

    assert expected == (scores.link.found, scores.link.predicted, scores.link.gold)
    assert mistakes == [(m.gold, m.predicted) for m in scores.mistakes if m.layer == "link"]


def test_each_source_has_its_own_link() -> None:
    """Entities stand in the order of the gold's names, whatever the order of the sources."""
    gold = article(row("reported_claim", sources=("Rain", "Lee"), entities=("rain.example", None)))
    scores = score_sources(gold, claim(source("Lee"), linked("Rain", RAIN)))

    assert Counts(found=1, predicted=1, gold=1) == scores.link


@pytest.mark.parametrize(
    ("document", "right", "total"),
    [
        pytest.param(claim(linked("the paper", RAIN)), 1, 1, id="an alias of the record"),
        pytest.param(claim(linked("The Rain", KCNA)), 0, 1, id="a record without the name"),
        pytest.param(claim(linked("The Rain", None)), 0, 0, id="no link"),
    ],
)
def test_links_of_outlets(document: Document, right: int, total: int) -> None:
    """Without ids in the gold, a linked outlet is held to the names of its record."""
    scores = score_sources(article(row("reported_claim", outlet="The Rain")), document)

    assert Proportion(right=right, total=total) == scores.outlet_link
