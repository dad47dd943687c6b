"""Labels against the gold."""

from __future__ import annotations

import pytest
from builders import mark

from attribution.document import Block, Document, Sentence
from attribution.evaluation.calibration import Judgement
from attribution.evaluation.counts import Counts, Proportion
from attribution.evaluation.gold import GoldArticle, GoldRow
from attribution.evaluation.labels import MISSING, score_labels
from attribution.evaluation.mistakes import Mistake
from attribution.spans import Span
from attribution.vocabulary import BlockKind, Label


def row(span: Span, label: str, *, also: tuple[str, ...] = ()) -> GoldRow:
    return GoldRow(
        span=span,
        label=label,
        also=also,
        sources=(),
        surface=None,
        type=None,
        outlet=None,
        cue=None,
    )


def article(text: str, *rows: GoldRow) -> GoldArticle:
    return GoldArticle(id="rain", text=text, rows=rows)


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


def test_macro_f1_of_sentence_labels() -> None:
    """The four labels alone are averaged; a heading taken for one of them costs it precision."""
    gold = article(
        PAGE,
        row(PARTS["heading"][0], "heading"),
        row(FIRST, "narration"),
        row(SECOND, "heading"),
    )
    scores = score_labels(gold, DOCUMENT)

    assert Counts(found=0, predicted=1, gold=0) == scores.per_label["author_opinion"]
    assert pytest.approx((1 + 0) / 2) == scores.sentence_macro_f1
    assert pytest.approx((1 + 0 + 2 / 3) / 3) == scores.macro_f1


class TestConfidence:
    SURE = Document(
        text=PAGE,
        blocks=BLOCKS,
        sentences=(
            Sentence(span=FIRST, label=Label.NARRATION, confidence=0.875),
            Sentence(span=SECOND, label=Label.AUTHOR_OPINION, confidence=0.625),
        ),
    )

    def test_is_judged_by_the_label(self) -> None:
        """A sentence's confidence stands beside whether its label counts as right."""
        gold = article(
            PAGE, row(FIRST, "reported_claim", also=("narration",)), row(SECOND, "narration")
        )
        scores = score_labels(gold, self.SURE)

        assert (
            Judgement(confidence=0.875, is_right=True),
            Judgement(confidence=0.625, is_right=False),
        ) == scores.judgements
        assert (0.125 + 0.625) / 2 == scores.calibration_error
        assert [0.6, 0.8] == [each.low for each in scores.reliability]

    @pytest.mark.parametrize(
        ("span", "label"),
        [
            pytest.param(FIRST, "heading", id="what the gold takes for no sentence"),
            pytest.param(PARTS["heading"][0], "narration", id="what we take for no sentence"),
            pytest.param(PARTS["nothing"][0], "narration", id="what is missing"),
        ],
    )
    def test_is_of_sentences_alone(self, span: Span, label: str) -> None:
        """Rows of which one side makes no sentence say nothing of a sentence's confidence."""
        scores = score_labels(article(PAGE, row(span, label)), self.SURE)

        assert ((), (), 0.0) == (scores.judgements, scores.reliability, scores.calibration_error)


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
