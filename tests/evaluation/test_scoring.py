"""Predictions against the gold."""

from __future__ import annotations

import pytest
from attrs import evolve
from builders import mark
from hypothesis import given
from hypothesis import strategies as st

from attribution.document import Attribution, Block, Document, Entity, Sentence, Source
from attribution.evaluation.brat import BratAttribution, BratReading
from attribution.evaluation.counts import Counts, Proportion
from attribution.evaluation.gold import GoldArticle, GoldRow
from attribution.evaluation.scoring import (
    MISSING,
    Mistake,
    score_attributions,
    score_labels,
    score_sources,
)
from attribution.spans import Span
from attribution.vocabulary import (
    AttributionKind,
    BlockKind,
    EntityKind,
    Label,
    SourceKind,
)


def row(
    span: Span,
    label: str,
    *,
    also: tuple[str, ...] = (),
    sources: tuple[str, ...] = (),
    type: str | None = None,
    outlet: str | None = None,
) -> GoldRow:
    return GoldRow(
        span=span,
        label=label,
        also=also,
        sources=sources,
        surface=None,
        type=type,
        outlet=outlet,
        cue=None,
    )


def article(text: str, *rows: GoldRow) -> GoldArticle:
    return GoldArticle(id="rain", text=text, rows=rows)


# Labels

PAGE, PARTS = mark(
    "[heading:Rain falls]\n[byline:By Ann Lee]\n"
    "[paragraph:[sentence:It rained.] [sentence:All day.]]\n"
    "[boilerplate:Share this]\n[nothing:***]"
)
BLOCKS = tuple(
    Block(span=PARTS[kind][0], kind=BlockKind(kind))
    for kind in ("heading", "byline", "paragraph", "boilerplate")
)
FIRST, SECOND = PARTS["sentence"]
DOCUMENT = Document(
    text=PAGE,
    blocks=BLOCKS,
    sentences=(
        Sentence(span=FIRST, label=Label.NARRATION),
        Sentence(span=SECOND, label=Label.AUTHOR_OPINION),
    ),
)


@pytest.mark.parametrize(
    ("span", "predicted"),
    [
        pytest.param(FIRST, "narration", id="the sentence itself"),
        pytest.param(Span(FIRST.start, SECOND.end), "narration", id="the longer of two sentences"),
        pytest.param(
            Span(FIRST.end - 1, SECOND.end), "author_opinion", id="the one that overlaps most"
        ),
        pytest.param(PARTS["heading"][0], "heading", id="a heading block"),
        pytest.param(PARTS["byline"][0], "boilerplate", id="a byline is boilerplate"),
        pytest.param(PARTS["boilerplate"][0], "boilerplate", id="a boilerplate block"),
        pytest.param(
            Span(0, SECOND.end), "narration", id="a sentence, however little, before any block"
        ),
        pytest.param(Span(FIRST.end, SECOND.start), MISSING, id="prose between sentences"),
        pytest.param(PARTS["nothing"][0], MISSING, id="outside every block"),
    ],
)
def test_the_prediction_for_a_row(span: Span, predicted: str) -> None:
    """A row is predicted by the sentence, else the block, that overlaps it most."""
    scores = score_labels(article(PAGE, row(span, "direct_quote")), DOCUMENT)

    assert {("direct_quote", predicted): 1} == scores.confusion


def test_another_defensible_label_is_right() -> None:
    """A prediction among ``also`` is right, and counts under the predicted label."""
    gold = article(PAGE, row(FIRST, "reported_claim", also=("narration",)))
    scores = score_labels(gold, DOCUMENT)

    assert Proportion(right=1, total=1) == scores.accuracy
    assert Counts(found=1, predicted=1, gold=1) == scores.per_label["narration"]
    assert Counts() == scores.per_label["reported_claim"]
    assert () == scores.mistakes


def test_accuracy_is_over_all_rows_or_sentences_alone() -> None:
    """Heading and boilerplate rows count in the headline, not in the figure beside it."""
    gold = article(
        PAGE,
        row(PARTS["heading"][0], "heading"),
        row(PARTS["byline"][0], "heading"),
        row(FIRST, "narration", also=("boilerplate",)),
        row(SECOND, "boilerplate", also=("author_opinion",)),
    )
    scores = score_labels(gold, DOCUMENT)

    assert Proportion(right=3, total=4) == scores.accuracy
    assert Proportion(right=1, total=1) == scores.sentences


def test_per_label_figures() -> None:
    """Macro F1 is the mean over those labels that occur on either side."""
    gold = article(
        PAGE,
        row(PARTS["heading"][0], "heading"),
        row(PARTS["byline"][0], "heading"),
        row(PARTS["boilerplate"][0], "boilerplate"),
        row(PARTS["nothing"][0], "boilerplate"),
    )
    scores = score_labels(gold, DOCUMENT)

    assert Counts(found=1, predicted=1, gold=2) == scores.per_label["heading"]
    assert Counts(found=1, predicted=2, gold=2) == scores.boilerplate
    assert pytest.approx((2 / 3 + 1 / 2) / 2) == scores.macro_f1


def test_label_mistakes_are_kept() -> None:
    """What went wrong can be looked up."""
    scores = score_labels(article(PAGE, row(FIRST, "direct_quote")), DOCUMENT)
    mistake = Mistake(
        article="rain", span=FIRST, layer="label", gold="direct_quote", predicted="narration"
    )

    assert (mistake,) == scores.mistakes


def test_label_scores_add() -> None:
    """Two articles are scored as one of all their rows."""
    rows = (row(FIRST, "narration"), row(SECOND, "narration"))
    apart = [score_labels(article(PAGE, r), DOCUMENT) for r in rows]

    assert score_labels(article(PAGE, *rows), DOCUMENT) == apart[0] + apart[1]


def test_nothing_to_score() -> None:
    """No rows give zeros, not an error."""
    scores = score_labels(article(PAGE), DOCUMENT)

    assert (0.0, 0.0) == (scores.accuracy.share, scores.macro_f1)


# Sources

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
    gold = article(CLAIM, row(ALL, "reported_claim", sources=names, type=type))
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
    gold = article(CLAIM, row(ALL, "direct_quote", sources=("Lee",), type=type))
    right = [score_sources(gold, claim(source("Ek", k))).kind.right for k in SourceKind]

    assert [int(k is kind) for k in SourceKind] == right


def test_only_quotes_and_claims_have_sources() -> None:
    """What the gold takes for the author's voice is not asked for its source."""
    gold = article(CLAIM, row(ALL, "author_opinion", sources=("Lee",), type="PERSON"))

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
    gold = article(CLAIM, row(ALL, "reported_claim", outlet="Daily Rain"))
    scores = score_sources(gold, document)

    assert Proportion(right=int(right), total=1) == scores.outlet
    assert (not right) == ("outlet" in {m.layer for m in scores.mistakes})


def test_an_outlet_counts_once_among_the_mistakes() -> None:
    """Two attributions through one outlet name it once."""
    document = claim(source("Lee"), source("Ek"), outlet=source("Rain", SourceKind.OUTLET))
    scores = score_sources(article(CLAIM, row(ALL, "narration", outlet="Snow")), document)
    mistake = Mistake(article="rain", span=ALL, layer="outlet", gold="Snow", predicted="Rain")

    assert (mistake,) == scores.mistakes


# Spans


def reading(spans: dict[str, tuple[Span, ...]]) -> BratReading:
    attribution = BratAttribution(
        id="E1",
        source=spans.get("source", ()),
        cue=spans.get("cue", ()),
        content=spans.get("content", ()),
    )
    return BratReading(id="rain_one", annotator="one", attributions=(attribution,))


def prediction(marked: str) -> Document:
    text, spans = mark(marked)
    attribution = Attribution(
        id="a",
        kind=AttributionKind.INDIRECT,
        content=spans["content"],
        cue=spans.get("cue", ()),
        mention=spans["source"][0] if "source" in spans else None,
    )
    return Document(text=text, attributions=(attribution,))


@pytest.mark.parametrize(
    ("gold", "predicted", "exact", "overlap"),
    [
        pytest.param(
            "Lee said [content:it rained].",
            "Lee said [content:it rained].",
            Counts(found=1, predicted=1, gold=1),
            Counts(found=2, predicted=2, gold=2),
            id="the same span",
        ),
        pytest.param(
            "Lee said [content:it rained].",
            "Lee said [content:it rained.]",
            Counts(found=0, predicted=1, gold=1),
            Counts(found=2, predicted=2, gold=2),
            id="a full stop more is the same words",
        ),
        pytest.param(
            "Lee said [content:it rained].",
            "Lee [content:said it] rained.",
            Counts(found=0, predicted=1, gold=1),
            Counts(found=1, predicted=2, gold=2),
            id="a word shifted",
        ),
        pytest.param(
            "Lee said[content: it rained ].",
            "Lee said [content:it rained] .",
            Counts(found=1, predicted=1, gold=1),
            Counts(found=2, predicted=2, gold=2),
            id="white space at the ends does not matter",
        ),
        pytest.param(
            "Lee said [content:it rained\r\n\n and blew].",
            "Lee said [content:it rained]\r\n\n [content:and blew].",
            Counts(found=2, predicted=2, gold=2),
            Counts(found=4, predicted=4, gold=4),
            id="a span is cut at line breaks",
        ),
        pytest.param(
            "[content:It rained], Lee said, [content:all day].",
            "[content:It rained], Lee said, all day.",
            Counts(found=1, predicted=1, gold=2),
            Counts(found=2, predicted=2, gold=4),
            id="each fragment is an item",
        ),
    ],
)
def test_spans(gold: str, predicted: str, exact: Counts, overlap: Counts) -> None:
    """Contents are compared fragment by fragment, and word by word."""
    _, spans = mark(gold)
    scores = score_attributions(reading(spans), prediction(predicted))

    assert (exact, overlap) == (scores.exact.content, scores.overlap.content)


def test_each_role_is_counted_apart() -> None:
    """A source found as a cue is a mistake twice."""
    _, spans = mark("[source:Lee] [cue:said] [content:it rained]")
    scores = score_attributions(reading(spans), prediction("[cue:Lee] said [content:it rained]"))

    assert Counts(gold=1) == scores.exact.source
    assert Counts(predicted=1, gold=1) == scores.exact.cue
    assert [("source", "Lee", ""), ("cue", "", "Lee"), ("cue", "said", "")] == [
        (m.layer, m.gold, m.predicted) for m in scores.mistakes
    ]


def test_a_shared_source_counts_once() -> None:
    """A span that two attributions of an article share is one item."""
    text, spans = mark("[source:Lee] said [content:it rained] and [content:it blew]")
    (one,) = reading(spans).attributions
    gold = BratReading(id="rain", annotator="", attributions=(one, one))
    document = Document(
        text=text,
        attributions=tuple(
            Attribution(
                id=f"a{n}",
                kind=AttributionKind.INDIRECT,
                content=(span,),
                mention=spans["source"][0],
            )
            for n, span in enumerate(spans["content"])
        ),
    )
    scores = score_attributions(gold, document)

    assert Counts(found=1, predicted=1, gold=1) == scores.exact.source
    assert Counts(found=2, predicted=2, gold=2) == scores.exact.content


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        pytest.param(
            "Lee said [outer:that Kim [cue:denied] [inner:the leak]].", 0, id="inside the content"
        ),
        pytest.param(
            "Lee said [outer:that Kim], who [cue:denied] [inner:the leak], [outer:left].",
            1,
            id="in a gap of it",
        ),
    ],
)
def test_a_word_has_one_role(text: str, cues: int) -> None:
    """Of a nested attribution only those words count that the outer content does not hold."""
    plain, spans = mark(text)
    document = Document(
        text=plain,
        attributions=(
            Attribution(id="a1", kind=AttributionKind.INDIRECT, content=spans["outer"]),
            Attribution(
                id="a2",
                kind=AttributionKind.INDIRECT,
                content=spans["inner"],
                cue=spans["cue"],
                parent_id="a1",
            ),
        ),
    )
    scores = score_attributions(reading({}), document)

    assert Counts(predicted=cues) == scores.exact.cue
    assert Counts(predicted=len(spans["outer"]) + cues) == scores.exact.content


@given(
    text=st.text(alphabet="ab \r\n", min_size=1, max_size=30),
    offsets=st.lists(st.integers(0, 30), min_size=2, max_size=2, unique=True),
)
def test_whatever_was_annotated_agrees_with_itself(text: str, offsets: list[int]) -> None:
    """Gold as prediction is found whole, and an item is never found that is on one side only."""
    start, end = sorted(min(offset, len(text)) for offset in offsets)
    spans = (Span(start, end),) if start < end else (Span(0, len(text)),)
    document = Document(
        text=text,
        attributions=(Attribution(id="a", kind=AttributionKind.DIRECT, content=spans),),
    )
    scores = score_attributions(reading({"content": spans}), document)

    for counts in (scores.exact.content, scores.overlap.content):
        assert counts.gold == counts.predicted == counts.found
    assert () == scores.mistakes
