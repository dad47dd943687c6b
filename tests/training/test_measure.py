"""A network is measured on what it has not seen, as it would be run."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from claims import passage_of
from tiny import ARTICLES, article, config_for, word_pieces

if TYPE_CHECKING:
    from torch import Tensor

torch = pytest.importorskip("torch", reason="needs the extra `train`")

from attribution.encoder.pieces import WordPieces  # noqa: E402 (torch may be missing)
from attribution.encoder.windows import Windowing  # noqa: E402
from attribution.evaluation.scoring import SpanScores  # noqa: E402
from attribution.tags import ROLES  # noqa: E402
from attribution.training.batches import Batch  # noqa: E402
from attribution.training.examples import make_example  # noqa: E402
from attribution.training.measure import HeldOut, crf_of, emissions, measure  # noqa: E402
from attribution.training.network import Crf  # noqa: E402
from attribution.training.run import Model  # noqa: E402

MARKS = (2, 3)
WINDOWING = Windowing(blocks=3, pieces=48, overlap=8, pieces_per_word=8)
NARROW = Windowing(blocks=3, pieces=12, overlap=2, pieces_per_word=8)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> WordPieces:
    return word_pieces(tmp_path_factory.mktemp("pieces"))


def hold_out(table: WordPieces, *marked: str) -> HeldOut:
    made = article("rain", *marked)
    passage = passage_of(made.text)
    return HeldOut(made, passage, make_example(made, passage, table))


class Oracle:
    """In place of a model: it is sure of the tags that it is asked to learn."""

    def __init__(self) -> None:
        self.crf = Crf(ROLES)

    def parameters(self) -> Any:
        return self.crf.parameters()

    def piece_scores(self, batch: Batch) -> Tensor:
        scores = torch.zeros(batch.pieces.numel(), len(ROLES))
        for places, tags, length in zip(
            batch.words, batch.tags, batch.lengths.tolist(), strict=True
        ):
            scores[places[:length], tags[:length]] = 20.0
        found: Tensor = scores.view(*batch.pieces.shape, len(ROLES))
        return found


class Silent(Oracle):
    """It sees nothing anywhere."""

    def piece_scores(self, batch: Batch) -> Tensor:
        found: Tensor = torch.zeros(*batch.pieces.shape, len(ROLES))
        found[..., 0] = 20.0
        return found


def scores_of(model: Any, held: list[HeldOut], windowing: Windowing = WINDOWING) -> SpanScores:
    return measure(model, held, windowing=windowing, marks=MARKS)


@pytest.mark.parametrize("windowing", [WINDOWING, NARROW], ids=["whole blocks", "cut blocks"])
def test_all_right(table: WordPieces, windowing: Windowing) -> None:
    """Who tags every word as it was annotated has everything right."""
    held = [hold_out(table, "\n\n".join(ARTICLES)), *(hold_out(table, each) for each in ARTICLES)]
    scores = scores_of(Oracle(), held, windowing)

    assert (10, 10, 10) == (
        scores.exact.source.found,
        scores.exact.cue.found,
        scores.exact.content.found,
    )
    assert [1.0] * 6 == [
        getattr(matching, role).f1
        for matching in (scores.exact, scores.overlap)
        for role in ROLES.kinds
    ]
    assert () == scores.mistakes


def test_nothing_found(table: WordPieces) -> None:
    """Who tags nothing has found nothing of what there is."""
    scores = scores_of(Silent(), [hold_out(table, ARTICLES[0])])

    assert (0, 0, 1) == (
        scores.exact.cue.found,
        scores.exact.cue.predicted,
        scores.exact.cue.gold,
    )


def test_the_first_annotator_is_right(table: WordPieces) -> None:
    """What others say is not asked."""
    held = hold_out(table, "[source:Ms Lee] said so.", "Ms Lee [cue:said] so.")
    scores = scores_of(Silent(), [held])

    assert (1, 0) == (scores.exact.source.gold, scores.exact.cue.gold)


def test_an_article_without_prose(table: WordPieces) -> None:
    """Nothing to read is nothing to be wrong about."""
    assert SpanScores() == scores_of(Oracle(), [hold_out(table, "")])


def test_every_word_gets_the_scores_of_its_first_piece(
    table: WordPieces, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In a batch as alone."""
    model = Model(config_for(tmp_path_factory.mktemp("model"))).eval()
    examples = [hold_out(table, each).example for each in ARTICLES]
    together = emissions(model, examples, windowing=WINDOWING, marks=MARKS)
    alone = [emissions(model, [each], windowing=WINDOWING, marks=MARKS)[0] for each in examples]

    for example, one, other in zip(examples, together, alone, strict=True):
        assert (len(example.blocks[0].words), len(ROLES)) == one.shape
        # In sixteen bits, as they are in training.
        np.testing.assert_allclose(one, other, atol=0.1)


def test_scores_come_from_where_the_context_is(table: WordPieces) -> None:
    """A word in two windows is scored by the one that owns it."""

    class Places(Oracle):
        def piece_scores(self, batch: Batch) -> Tensor:
            lengths = batch.mask.sum(1, keepdim=True)
            places = torch.arange(batch.pieces.shape[1])
            nearest = torch.minimum(places, lengths - 1 - places).float()
            found: Tensor = nearest[..., None].expand(*batch.pieces.shape, len(ROLES)).contiguous()
            return found

    example = hold_out(table, "rain " * 40 + ".").example
    model: Any = Places()
    (found,) = emissions(model, [example], windowing=NARROW, marks=MARKS)
    (block,) = example.blocks
    inner = found[NARROW.overlap : len(block.words) - NARROW.overlap, 0]

    assert len(block.pieces) > NARROW.pieces
    assert inner.min() > NARROW.overlap


def test_the_field_is_that_of_the_run_time() -> None:
    """The moves that are impossible in training are impossible when it is run."""
    crf = Crf(ROLES)
    with torch.no_grad():
        for value in crf.parameters():
            value.normal_()
    model: Any = SimpleNamespace(crf=crf)
    decoder = crf_of(model)
    numbers = range(len(ROLES))
    possible = np.array([[ROLES.may_follow(one, other) for other in numbers] for one in numbers])

    np.testing.assert_allclose(
        crf.transitions.detach().numpy()[possible], decoder.transitions[possible], rtol=1e-6
    )
    assert not np.isfinite(decoder.transitions[~possible]).any()
    assert all(
        ROLES.may_follow(one, other)
        for one, other in pairwise(
            decoder.decode(
                np.random.default_rng(1).normal(0, 9, (50, 13)).astype(np.float32), [50]
            ).labels.tolist()
        )
    )
