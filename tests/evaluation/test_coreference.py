"""Whom sources stand for, against coreference chains."""

from __future__ import annotations

import sys

import pytest
from builders import mark

from attribution.document import Attribution, Document, Source
from attribution.errors import MissingExtraError
from attribution.evaluation.chains import ChainArticle, ChainMention
from attribution.evaluation.coreference import (
    CoreferenceScores,
    Figures,
    GoldMentions,
    Grouping,
    score_coreference,
    score_resolution,
)
from attribution.evaluation.counts import Counts, Proportion
from attribution.evaluation.mistakes import Mistake
from attribution.spans import Span
from attribution.vocabulary import AttributionKind, SourceKind


def gold(marked: str, kind: str = "person") -> ChainArticle:
    """
    Chains of mentions marked with a chain and a form: ``[lee_name:Ann Lee], [lee_nominal:a judge]``.

    The head is the last word before any comma, "of" or "at".
    """
    text, found = mark(marked)
    chains: dict[str, list[ChainMention]] = {}
    for role, spans in found.items():
        chain, form = role.split("_")
        for span in spans:
            core = text[span.slice].split(",")[0].split(" of ")[0].split(" at ")[0]
            end = span.start + len(core)
            head = Span(end - len(core.split()[-1]), end)
            chains.setdefault(chain, []).append(
                ChainMention(span=span, head=head, kind=kind, form=form)
            )
    in_order = (tuple(sorted(chain, key=lambda m: m.span)) for chain in chains.values())
    return ChainArticle(id="rain", text=text, chains=tuple(in_order))


def found(marked: str) -> Document:
    """
    A document with an attribution for each span that is marked with a source: ``[lee:she]``.

    ``also-lee`` marks a mention of the source that is in no attribution, ``nobody`` one that
    was followed to no source.
    """
    text, marks = mark(marked)
    attributions: list[Attribution] = []
    mentions: dict[str, list[Span]] = {}
    behind: dict[str, list[str]] = {}
    for role, spans in marks.items():
        name = role.removeprefix("also-")
        for span in spans:
            if name != "nobody":
                mentions.setdefault(name, []).append(span)
                behind.setdefault(name, [])
            if role == name:
                id = f"a{len(attributions)}"
                behind.setdefault(name, []).append(id)
                attributions.append(
                    Attribution(
                        id=id,
                        kind=AttributionKind.INDIRECT,
                        content=(Span(0, len(text)),),
                        mention=span,
                        source_id=None if name == "nobody" else name,
                    )
                )
    sources = tuple(
        Source(
            id=name,
            name=name.title(),
            kind=SourceKind.PERSON,
            mentions=tuple(sorted(spans)),
            attribution_ids=tuple(behind[name]),
        )
        for name, spans in mentions.items()
    )
    return Document(text=text, attributions=tuple(attributions), sources=sources)


@pytest.mark.parametrize(
    ("mentions", "ours", "expected"),
    [
        pytest.param("[lee_name:Ann Lee] spoke", "[x:Ann Lee] spoke", "Ann Lee", id="the same"),
        pytest.param(
            "[lee_name:mayor Ann Lee] spoke", "mayor Ann [x:Lee] spoke", "mayor Ann Lee", id="less"
        ),
        pytest.param(
            "[lee_name:Ann Lee], in tears, spoke",
            "[x:Ann Lee, in tears], spoke",
            "Ann Lee",
            id="more",
        ),
        pytest.param(
            "[lee_name:mayor Ann Lee] spoke", "[x:mayor] Ann Lee spoke", None, id="not the head"
        ),
        pytest.param("[lee_name:Ann Lee] spoke", "Ann Lee [x:spoke]", None, id="something else"),
        pytest.param(
            "[judge_nominal:[court_nominal:the court] judge] spoke",
            "[x:the court judge] spoke",
            "the court judge",
            id="the longer of two that begin together",
        ),
        pytest.param(
            "[pair_name:[lee_name:Lee] and Ek] spoke",
            "[x:Lee] and Ek spoke",
            "Lee",
            id="the shorter of two that begin together",
        ),
        pytest.param(
            "[judge_nominal:a judge of [court_nominal:the court]] spoke",
            "[x:a judge of the court] spoke",
            "a judge of the court",
            id="the first of two heads",
        ),
        pytest.param(
            "[lee_name:Ann Lee], [lee_nominal:chief judge of the court], spoke",
            "[x:Ann Lee, chief judge of the court], spoke",
            "Ann Lee",
            id="a name before its apposition, however long",
        ),
        pytest.param(
            "[rain_nominal:the magazine] [rain_name:Rain] wrote",
            "[x:the magazine Rain] wrote",
            "Rain",
            id="a name behind its apposition",
        ),
        pytest.param(
            "[judge_nominal:a judge of [court_name:the Old Court]] spoke",
            "[x:a judge of the Old Court] spoke",
            "a judge of the Old Court",
            id="not another's name",
        ),
    ],
)
def test_matching(mentions: str, ours: str, expected: str | None) -> None:
    """A span stands for the gold mention whose head it contains first, and which it is most like."""
    article = gold(mentions)
    _, spans = mark(ours)
    pair = GoldMentions(article).find(spans["x"][0])

    assert expected == (pair and article.text[pair[0].span.slice])


# Resolution

STORY = "[lee_name:Ann Lee] spoke. [lee_pronoun:She] smiled. [lee_nominal:The mayor] left [ek_name:Bo Ek]."


@pytest.mark.parametrize(
    ("ours", "pronouns", "nominals"),
    [
        pytest.param(
            "[lee:Ann Lee] spoke. [lee:She] smiled. [lee:The mayor] left Bo Ek.",
            (1, 1),
            (1, 1),
            id="both to their name",
        ),
        pytest.param(
            "[also-lee:Ann Lee] spoke. [ek:She] smiled. The mayor left [also-ek:Bo Ek].",
            (0, 1),
            (0, 0),
            id="to another's name",
        ),
        pytest.param(
            "Ann Lee spoke. She smiled. [mayor:The mayor] left Bo Ek.",
            (0, 0),
            (0, 1),
            id="to no name",
        ),
        pytest.param(
            "Ann Lee spoke. [nobody:She] smiled. The mayor left Bo Ek.",
            (0, 1),
            (0, 0),
            id="to nobody",
        ),
        pytest.param(
            "[also-lee:Ann Lee] spoke. [also-lee:She] smiled. The mayor left Bo Ek.",
            (0, 0),
            (0, 0),
            id="a mention in no attribution does not count",
        ),
        pytest.param(
            "[also-lee:Ann Lee] spoke. [lee:[ek:She]] smiled. The mayor left Bo Ek.",
            (0, 0),
            (0, 0),
            id="a mention of two sources is left out",
        ),
        pytest.param(
            "[lee:Ann Lee] spoke. She smiled. The mayor left [lee:Bo Ek].",
            (0, 0),
            (0, 0),
            id="names are not resolved",
        ),
    ],
)
def test_resolution(ours: str, pronouns: tuple[int, int], nominals: tuple[int, int]) -> None:
    """A pronoun or noun that names a source is right if the source's name is of its chain."""
    resolution = score_resolution(GoldMentions(gold(STORY)), found(ours))

    assert pronouns == (resolution.pronouns.right, resolution.pronouns.total)
    assert nominals == (resolution.nominals.right, resolution.nominals.total)


def test_a_mention_counts_once() -> None:
    """Two attributions that share their mention are one decision."""
    document = found("[also-lee:Ann Lee] spoke. [lee:She] smiled. The mayor left Bo Ek.")
    (attribution,) = document.attributions
    assert attribution.mention is not None
    twice = Document(
        text=document.text,
        attributions=(
            attribution,
            Attribution(
                id="b",
                kind=AttributionKind.INDIRECT,
                content=attribution.content,
                mention=attribution.mention,
                source_id="lee",
            ),
        ),
        sources=(
            Source(
                id="lee",
                name="Ann Lee",
                kind=SourceKind.PERSON,
                mentions=document.sources[0].mentions,
                attribution_ids=(attribution.id, "b"),
            ),
        ),
    )

    assert (
        Proportion(right=1, total=1) == score_resolution(GoldMentions(gold(STORY)), twice).pronouns
    )


def test_a_chain_without_a_name_is_not_asked_for() -> None:
    """Who is never named cannot be followed to a name."""
    article = gold("[man_nominal:A man] came. [man_pronoun:He] spoke.")
    document = found("[man:A man] came. [man:He] spoke.")

    assert Proportion() == score_resolution(GoldMentions(article), document).pronouns


def test_most_names_say_who_a_source_is() -> None:
    """A source that took up a stranger's name is still who most of its names are."""
    article = gold("[lee_name:Lee], [lee_name:Ann Lee], [ek_name:Ek]: [lee_pronoun:she] knew.")
    document = found("[also-x:Lee], [also-x:Ann Lee], [also-x:Ek]: [x:she] knew.")

    assert (
        Proportion(right=1, total=1) == score_resolution(GoldMentions(article), document).pronouns
    )


def test_mistakes_say_who_it_was() -> None:
    """A mistake has the longest name of the chain, and the source's."""
    article = gold("[lee_name:Lee], [lee_name:Ann Lee], [ek_name:Ek]: [lee_pronoun:she] knew.")
    scores = score_coreference(article, found("Lee, Ann Lee, [also-ek:Ek]: [ek:she] knew."))
    mistake = Mistake(
        article="rain", span=Span(18, 21), layer="resolution", gold="Ann Lee", predicted="Ek"
    )

    assert (mistake,) == scores.mistakes


# Grouping


def clusters(*groups: str) -> tuple[frozenset[tuple[str, Span]], ...]:
    """A cluster for each word, a mention for each of its letters."""
    return tuple(
        frozenset(("rain", Span(ord(letter), ord(letter) + 1)) for letter in group)
        for group in groups
    )


@pytest.mark.parametrize(
    ("key", "response", "muc", "b_cubed", "ceaf_e"),
    [
        pytest.param(
            clusters("abc", "de"),
            clusters("abc", "de"),
            (1, 1, 1),
            (1, 1, 1),
            (1, 1, 1),
            id="the same",
        ),
        pytest.param(
            # MUC: of 3 links one is broken on either side. B³: of a and b, 2/3 are found, of c 1/3,
            # of d and e all. CEAFe: abc pairs with ab, de with cde, each with φ4 = 4/5.
            clusters("abc", "de"),
            clusters("ab", "cde"),
            (2 / 3, 2 / 3, 2 / 3),
            (11 / 15, 11 / 15, 11 / 15),
            (4 / 5, 4 / 5, 4 / 5),
            id="one with the others",
        ),
        pytest.param(
            # MUC: 3 of 4 links are right. B³: a to c are 3/5 right, d and e 2/5.
            # CEAFe: abcde pairs with abc, φ4 = 6/8, of 2 in the key and 1 in the response.
            clusters("abc", "de"),
            clusters("abcde"),
            (3 / 4, 1, 6 / 7),
            (13 / 25, 1, 13 / 19),
            (3 / 4, 3 / 8, 1 / 2),
            id="all in one",
        ),
        pytest.param(
            # CEAFe: φ4 = 4/6.
            clusters("abc"),
            clusters("abx"),
            (1 / 2, 1 / 2, 1 / 2),
            (4 / 9, 4 / 9, 4 / 9),
            (2 / 3, 2 / 3, 2 / 3),
            id="one missing, one too many",
        ),
        pytest.param(
            clusters("ab"), clusters(), (0, 0, 0), (0, 0, 0), (0, 0, 0), id="nothing found"
        ),
        pytest.param((), (), (0, 0, 0), (0, 0, 0), (0, 0, 0), id="nothing to find"),
    ],
)
def test_metrics(
    key: tuple[frozenset[tuple[str, Span]], ...],
    response: tuple[frozenset[tuple[str, Span]], ...],
    muc: tuple[float, float, float],
    b_cubed: tuple[float, float, float],
    ceaf_e: tuple[float, float, float],
) -> None:
    """Precision, recall and F1 are those computed by hand, and their mean is CoNLL F1."""
    grouping = Grouping(key=key, response=response)

    def figures(metric: str) -> tuple[float, float, float]:
        found = grouping.metrics[metric]
        return found.precision, found.recall, found.f1

    assert pytest.approx(muc) == figures("muc")
    assert pytest.approx(b_cubed) == figures("b_cubed")
    assert pytest.approx(ceaf_e) == figures("ceaf_e")
    assert pytest.approx((muc[2] + b_cubed[2] + ceaf_e[2]) / 3) == grouping.conll_f1


def test_articles_are_pooled() -> None:
    """Groupings add: mentions of two articles never meet."""
    article = gold("[lee_name:Lee] and [lee_pronoun:she]")
    one = score_coreference(article, found("[lee:Lee] and [lee:she]"))
    other = ChainArticle(id="snow", text=article.text, chains=article.chains)
    both = one + score_coreference(other, found("Lee and she"))

    assert Counts(found=2, predicted=2, gold=4) == both.everything.mentions
    assert Figures(precision=1.0, recall=0.5, f1=2 / 3) == both.everything.metrics["muc"]


def words(scores: CoreferenceScores, side: str, scope: str, text: str) -> list[list[str]]:
    """The clusters of a grouping as words, sorted."""
    groups = getattr(getattr(scores, scope), side)
    return sorted(sorted(text[span.slice] for _, span in group) for group in groups)


def test_everything_is_chains_against_sources() -> None:
    """Chains of one mention and sources of one mention are left out of the whole."""
    article = gold(
        "[lee_name:Lee] said [lee_pronoun:she] saw [ek_name:Ek], [mo_name:Mo], [mo_pronoun:him]."
    )
    document = found("[lee:Lee] said [also-lee:she] saw [also-lee:Ek], [mo:Mo], him.")
    scores = score_coreference(article, document)

    assert [["Lee", "she"], ["Mo", "him"]] == words(scores, "key", "everything", article.text)
    assert [["Ek", "Lee", "she"]] == words(scores, "response", "everything", article.text)


def test_things_are_left_out_of_everything() -> None:
    """Of what is no person and no organisation nothing is counted, on neither side."""
    article = gold("[study_nominal:The study] and [study_pronoun:it]", kind="abstract")
    scores = score_coreference(article, found("[study:The study] and [study:it]"))

    assert Grouping() == scores.everything
    assert [["The study", "it"]] == words(scores, "key", "sources", article.text)


def test_sources_are_compared_over_their_own_mentions() -> None:
    """Only mentions in attributions count, on both sides; one alone is a cluster too."""
    article = gold(
        "[lee_name:Lee], [lee_pronoun:she], [lee_pronoun:her]; [ek_name:Ek], [ek_pronoun:he]."
    )
    document = found("[lee:Lee], [ek:she], [also-lee:her]; [ek:Ek], he[nobody:.]")
    scores = score_coreference(article, document)

    assert [["Ek"], ["Lee", "she"]] == words(scores, "key", "sources", article.text)
    assert [["."], ["Ek", "she"], ["Lee"]] == words(scores, "response", "sources", article.text)


def test_a_gold_mention_is_found_once() -> None:
    """Where two sources reach for one gold mention, the span most like it has it."""
    article = gold("[lee_name:mayor Ann Lee] and [lee_pronoun:she]")
    scores = score_coreference(article, found("[ek:mayor [lee:Ann Lee]] and [lee:she]"))

    assert [["Ann Lee", "she"], ["mayor Ann Lee"]] == words(
        scores, "response", "sources", article.text
    )


def test_the_scorer_is_optional(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the scorer the error names the extra that has it."""
    monkeypatch.setitem(sys.modules, "scorch", None)
    with pytest.raises(MissingExtraError) as raised:
        _ = Grouping().conll_f1

    assert "evaluate" == raised.value.extra
