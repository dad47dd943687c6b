"""Labels of sentences in their article."""

from __future__ import annotations

import pytest

from attribution.annotator import Annotator
from attribution.config import Config
from attribution.labels import OpinionSigns, find_evidence, label_sentences
from attribution.vocabulary import EvidenceKind, Label

DQ, RC, AO, NA = (
    Label.DIRECT_QUOTE,
    Label.REPORTED_CLAIM,
    Label.AUTHOR_OPINION,
    Label.NARRATION,
)
E = EvidenceKind
ONE = "The dam was built in 1950 and stands above the town of Marl."


def labels_of(annotator: Annotator, *paragraphs: str) -> list[Label]:
    """Of all sentences behind an opening that is plain narration."""
    document = annotator("\n\n".join((ONE, *paragraphs)))
    return [sentence.label for sentence in document.sentences][1:]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("The mayor said that the dam would hold.", RC, id="a report"),
        pytest.param("According to the mayor, the dam will hold.", RC, id="according to"),
        pytest.param("In the mayor's view, the dam will hold.", RC, id="in somebody's view"),
        pytest.param("The mayor denied that the dam had cracks.", RC, id="a denial"),
        pytest.param("Villagers fear that the dam will break.", RC, id="a fear"),
        pytest.param("The mayor is widely suspected of fraud.", RC, id="a suspicion of nobody's"),
        pytest.param("There is talk of a new dam.", RC, id="talk of nobody's"),
        pytest.param("“The dam will hold for many years,” the mayor said.", DQ, id="a quotation"),
        pytest.param(
            "The mayor said: “The dam will hold for many years.”", DQ, id="behind a colon"
        ),
        pytest.param(
            "The mayor said that the dam was “safe” and would hold for many years.",
            RC,
            id="a report with one quoted word",
        ),
        pytest.param(
            "The mayor said the dam “will hold for many years, whatever anybody says”.",
            DQ,
            id="more than half in marks",
        ),
        pytest.param(
            "The mayor called the old dam above the town of Marl “a danger”.",
            RC,
            id="less than half in marks",
        ),
        pytest.param("The mayor met the engineers and visited the dam.", NA, id="an action"),
        pytest.param("The two towns agreed a deal on water in May.", NA, id="a deal agreed"),
        pytest.param("The so-called “expert” left the town on Monday.", NA, id="a scare quote"),
        pytest.param("Her film “The Dam” opened in Marl on Monday.", NA, id="a title"),
        pytest.param(
            "The mayor said on Monday that he liked the novel “The Man Who Built the Old Dam”.",
            RC,
            id="a title inside a report",
        ),
        pytest.param("It seems that nobody looked at the walls.", AO, id="an inference"),
        pytest.param("This is certainly wrong.", AO, id="a judgement"),
        pytest.param("Why did nobody look at the walls?", AO, id="a rhetorical question"),
        pytest.param(
            "The mayor asked why nobody had looked at the walls.", RC, id="a question reported"
        ),
        pytest.param(
            "The mayor said that it was certainly wrong.", RC, id="a judgement of somebody else's"
        ),
        pytest.param(
            "It is possible that the mayor said so to calm the town.",
            AO,
            id="a judgement that governs a report",
        ),
        pytest.param(
            "“The dam will hold,” she told reporters in Marl.", DQ, id="a quotation of nobody known"
        ),
        pytest.param(
            "In 1960 the town built steps for people who want to swim.",
            NA,
            id="what nobody in particular wants",
        ),
        pytest.param("Officials do not have a key.", NA, id="a fact that something is not so"),
        pytest.param("The disaster killed nine people.", NA, id="a loaded noun"),
        pytest.param("The mayor has yet to visit the dam.", NA, id="what has yet to happen"),
        pytest.param("The club had better pitches in May.", NA, id="a comparison after had"),
        pytest.param("You had better leave the valley.", AO, id="advice"),
        pytest.param("It is by no means clear who built it.", AO, id="what cannot be known"),
        pytest.param("I believe that the dam will hold.", AO, id="what the author thinks now"),
        pytest.param(
            "As we previously reported, the dam had cracks in its walls.",
            RC,
            id="what the author reported before",
        ),
    ],
)
def test_the_main_proposition_decides(annotator: Annotator, sentence: str, expected: Label) -> None:
    """A sentence has the label of what it puts forward."""
    assert [expected] == labels_of(annotator, sentence)


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(
            ("“The dam will hold,” the mayor said. “It is new. We checked every wall.”",),
            [DQ, DQ, DQ],
            id="later sentences of a quotation",
        ),
        pytest.param(
            ("The mayor said: “The dam will hold. It is new.", "“We checked every wall of it.”"),
            [DQ, DQ, DQ],
            id="a later paragraph of a quotation",
        ),
        pytest.param(
            (
                "The mayor responded as follows:",
                "“The dam will hold. We have checked every wall of it.”",
            ),
            [RC, DQ, DQ],
            id="a quotation announced",
        ),
        pytest.param(
            ("The mayor said: “My father told me ‘the dam will hold’ when I was young.”",),
            [DQ],
            id="a quotation inside a quotation",
        ),
        pytest.param(
            ("The mayor said: “The engineers said that the dam would hold.”",),
            [DQ],
            id="a report inside a quotation",
        ),
        pytest.param(
            ("The mayor said that the dam would hold.", "The town lies in a valley."),
            [RC, NA],
            id="a report ends with its sentence",
        ),
    ],
)
def test_a_quotation_reaches_over_sentences(
    annotator: Annotator, paragraphs: tuple[str, ...], expected: list[Label]
) -> None:
    """As long as a quotation is open its sentences are the source's words."""
    assert expected == labels_of(annotator, *paragraphs)


@pytest.mark.parametrize(
    "sentence",
    [
        "“The dam will hold for many years,” the mayor said.",
        "The mayor said that the dam would hold, adding that it was new.",
        "According to the mayor, the dam will hold.",
    ],
)
def test_a_label_names_the_attributions_it_rests_on(annotator: Annotator, sentence: str) -> None:
    """Sentences in a source's voice lead to who says so; those in the author's do not."""
    document = annotator(f"{ONE}\n\n{sentence}")
    first, second = document.sentences

    actual = (first.attribution_ids, set(second.attribution_ids))

    assert ((), {attribution.id for attribution in document.attributions}) == actual


def test_nested_attributions_do_not_decide(annotator: Annotator) -> None:
    """A sentence rests on the outer attribution, not on the one inside it."""
    document = annotator("The mayor said: “The engineers said that the dam would hold.”")
    nested = {a.id for a in document.attributions if a.parent_id is not None}

    actual = nested.intersection(document.sentences[0].attribution_ids)

    assert (1, set()) == (len(nested), actual)


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        pytest.param("{} The dam is old.", NA, id="among plain facts"),
        pytest.param(
            "This is certainly wrong. {} It is clearly absurd.", AO, id="among judgements"
        ),
    ],
)
def test_a_weak_sign_takes_its_weight_from_the_article(frame: str, expected: Label) -> None:
    """The same sentence is narration in a report and opinion in a column."""
    sentence = "It rained really hard in May."
    document = Annotator(Config(engine="lexicon"))(frame.format(sentence))

    actual = [s.label for s in document.sentences if document.text_of(s) == sentence]

    assert [expected] == actual


def test_a_caption_is_labelled_like_a_sentence(annotator: Annotator) -> None:
    """A caption that is a sentence has a label of its own."""
    text = f"{ONE}\n\nThe mayor said on Monday that the dam would hold. (Photo: Ann Lee)"
    document = annotator(text)

    actual = [s.label for s in document.sentences if "on Monday" in document.text_of(s)]

    assert [RC] == actual


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The farmers understand that the dam is old.", RC, id="they do"),
        pytest.param("The farmers will finally understand that the dam is old.", AO, id="they may"),
        pytest.param("He said that the dam is old.", RC, id="nobody knows who he is"),
        pytest.param("One can expect that the dam will hold.", AO, id="anybody"),
    ],
)
def test_whose_thought_it_is(annotator: Annotator, text: str, expected: Label) -> None:
    """A thought that somebody has is reported; one that he may have is the author's guess."""
    actual = [s.label for s in annotator(text).sentences]

    assert [expected] == actual


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "According to Reuters, Ann Lee also believes the farmers found in the water had left.",
            ["Ann Lee"],
            id="what somebody thinks",
        ),
        pytest.param(
            "According to Reuters, Ann Lee said that the dam would hold.",
            ["Ann Lee"],
            id="what somebody says",
        ),
        pytest.param(
            "According to Reuters, the dam held all night.", ["Reuters"], id="but not a fact"
        ),
        pytest.param(
            "According to Tom Kim, Ann Lee said that the dam would hold.",
            ["Tom Kim"],
            id="and no other source",
        ),
    ],
)
def test_an_outlet_gives_way(annotator: Annotator, text: str, names: list[str]) -> None:
    """An outlet that only passes on what somebody says is not the sentence's source."""
    document = annotator(text)
    (sentence,) = document.sentences

    assert names == [source.name for source in document.sources_of(sentence)]


@pytest.mark.parametrize(("is_conduct", "expected"), [(False, RC), (True, NA)])
def test_conduct_claims_nothing(annotator: Annotator, is_conduct: bool, expected: Label) -> None:
    """An attribution whose cue reports neither speech nor thought decides no label."""
    document = annotator("The mayor said that the dam would hold.")
    (attribution,) = document.attributions
    passage = annotator.prepare(document.text)

    findings = find_evidence(
        passage,
        document.attributions,
        document.sources,
        conduct=attribution.cue if is_conduct else (),
        signs=OpinionSigns(()),
    )
    (sentence,) = label_sentences(passage.sentences, findings)

    assert expected == sentence.label


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("The mayor said that the dam would hold.", {E.CONTENT, E.CUE}, id="a report"),
        pytest.param(
            "“The dam will hold,” the mayor said.", {E.CONTENT, E.CUE, E.QUOTED}, id="a quotation"
        ),
        pytest.param(
            "The mayor said that the dam was “safe” and would hold for many years.",
            {E.CONTENT, E.CUE, E.PARTLY_QUOTED},
            id="a quoted word",
        ),
        pytest.param(
            "There is talk of a new dam.", {E.CONTENT, E.CUE, E.HEARSAY}, id="nobody's report"
        ),
        pytest.param(
            "As we reported, the dam had cracks.", {E.EARLIER, E.JUDGEMENT}, id="the author's past"
        ),
        pytest.param(
            "I believe that the dam will hold.", {E.AUTHOR, E.JUDGEMENT}, id="the author, now"
        ),
        pytest.param("This is certainly wrong.", {E.JUDGEMENT}, id="a judgement"),
        pytest.param("Why did nobody look?", {E.QUESTION}, id="a question"),
        pytest.param("Look at the walls!", {E.EXCLAMATION}, id="an exclamation"),
        pytest.param("The dam is old.", set(), id="nothing"),
    ],
)
def test_gathers_what_speaks_for_a_label(text: str, kinds: set[EvidenceKind]) -> None:
    """Each kind of evidence is found where it stands, and no other."""
    _, (found,) = Annotator(Config(engine="lexicon")).weigh(text)

    assert kinds == {sign.kind for sign in found.signs} - {E.USUAL, E.ARTICLE}


def test_an_announcement_and_what_it_announces() -> None:
    """One sentence has the cue, the others the quotation that goes on."""
    text = "The mayor responded as follows:\n\n“The dam will hold. We checked every wall of it.”"
    _, findings = Annotator(Config(engine="lexicon")).weigh(text)

    first, *others = ({sign.kind for sign in found.signs} for found in findings)

    assert {E.CUE, E.ANNOUNCED} <= first
    assert all({E.QUOTED, E.CONTINUED} <= kinds for kinds in others)
    assert [False, False, True] == [found.follows for found in findings]


def test_evidence_points_at_words(annotator: Annotator) -> None:
    """What is some words of the sentence says which."""
    document = annotator("The mayor said on Monday that the dam would hold.")
    (sentence,) = document.sentences

    spans = {e.kind: document.text_of(e.span) for e in sentence.evidence if e.span is not None}

    assert "said" == spans[E.CUE]


def test_whom_the_author_cites(each_annotator: Annotator) -> None:
    """A judgement that leads has the sentence, and the citation in it is still told."""
    text = (
        "It is precisely because nobody wants to pay that the talks have, according to Ann Lee,"
        " made little progress."
    )
    document = each_annotator(text)
    (sentence,) = document.sentences

    assert AO == sentence.label
    assert ["Ann Lee"] == [source.name for source in document.sources_of(sentence)]
