"""The table of labels, fitted."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from attribution.annotator import Annotator
from attribution.config import Config
from attribution.labels.decision import LABELS, Reading, Sign
from attribution.spans import Span
from attribution.training.deciding import Case, find_cases, fit_table, judge_labels, main, report
from attribution.training.voices import VoicedArticle, VoicedSentence
from attribution.vocabulary import EvidenceKind, Label

E = EvidenceKind
RC, AO, NA = Label.REPORTED_CLAIM, Label.AUTHOR_OPINION, Label.NARRATION


def case(right: Label, *kinds: EvidenceKind, shares: tuple[float, ...] | None = None) -> Case:
    readings = () if shares is None else (Reading(kind=E.WORDING, shares=shares),)
    return Case(
        signs=tuple(Sign(kind=kind) for kind in (E.USUAL, *kinds)),
        readings=readings,
        right=frozenset({right}),
    )


def test_weights_are_logarithms_of_odds() -> None:
    """Three reports to one narration where a cue stands: the logarithm of three."""
    cases = [case(RC, E.CUE)] * 300 + [case(NA, E.CUE)] * 100 + [case(RC), case(NA)] * 100

    table = fit_table(cases, penalty=1e-3)

    odds = dict(zip(LABELS, table.signs[E.CUE], strict=True))
    assert pytest.approx(math.log(3), abs=0.02) == odds[RC]
    assert 0.0 == odds[NA]


def test_a_reading_counts_as_much_as_it_is_worth() -> None:
    """Readings that are right as often as they say count once."""
    shares = (0.1, 0.1, 0.6, 0.2)
    count = dict(zip(LABELS, (100, 100, 600, 200), strict=True))
    cases = [case(label, shares=shares) for label, n in count.items() for _ in range(n)]

    table = fit_table(cases, penalty=1e-3)

    found = [each.confidence for each in judge_labels(cases[:1], table)]
    assert pytest.approx([0.6], abs=0.01) == found


def test_any_label_that_can_be_defended_is_right() -> None:
    """A sentence that may be either is right as either."""
    either = Case(signs=(Sign(kind=E.USUAL),), readings=(), right=frozenset({AO, NA}))

    (judged,) = judge_labels([either], fit_table([case(NA)] * 10))

    assert judged.is_right


def test_evidence_is_that_of_run_time() -> None:
    """Cases have the signs by which an annotator labels, for the sentences that are known."""
    text = "The mayor said that the dam would hold. It rained in May."
    known = VoicedSentence(span=Span(0, 39), shares=(0.0, 1.0, 0.0, 0.0))
    article = VoicedArticle(id="dam", text=text, sentences=(known,))

    (found,) = find_cases(article, Annotator(Config(engine="lexicon")))

    assert {E.CUE, E.CONTENT, E.USUAL} <= {sign.kind for sign in found.signs}
    assert (frozenset({RC}), ()) == (found.right, found.readings)


def test_reports_what_is_to_be_written_down() -> None:
    """The report says how good the table is elsewhere, and has a row for each kind."""
    articles = [[case(RC, E.CUE), case(NA)] * 4 for _ in range(5)]

    lines = "".join(report(articles))

    assert "fitted to other articles" in lines
    assert "40 sentences  right 100.00%" in lines
    assert "_E.CUE:" in lines


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["lexicon", "labels.jsonl"], "go together", id="no texts"),
        pytest.param(["lexicon", "none.jsonl", "-"], "none.jsonl", id="no such file"),
    ],
)
def test_names_what_is_wrong(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the command cannot do it says in a line."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)

    assert message in f"{caught.value}{capsys.readouterr().err}"


def test_reads_labelled_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command fits to files of labels."""
    path = tmp_path / "own.jsonl"
    path.write_text(
        '{"id": "a", "paragraphs": [[["The mayor said that it rained.", "reported_claim"],'
        ' ["It rained in May.", "narration"]]]}\n' * 6,
        encoding="utf-8",
    )

    main(["lexicon", str(path), "-"])

    assert "12 sentences" in capsys.readouterr().out
