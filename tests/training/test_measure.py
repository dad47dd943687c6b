"""A network is measured on what it has not seen, as it would be run."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from attrs import evolve
from builders import mark
from claims import passage_of
from tiny import (
    ARTICLES,
    article,
    config_for,
    named_examples,
    named_spans,
    noun_examples,
    voice_examples,
    word_pieces,
    write_voices,
)

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor

torch = pytest.importorskip("torch", reason="needs the extra `train`")

from attribution.encoder.pieces import WordPieces  # noqa: E402 (torch may be missing)
from attribution.encoder.windows import Windowing  # noqa: E402
from attribution.evaluation.attributions import SpanScores  # noqa: E402
from attribution.evaluation.counts import Counts  # noqa: E402
from attribution.tags import (  # noqa: E402
    HEAD,
    NAMES,
    NAMES_HEAD,
    NOUNS_HEAD,
    ROLES,
    VOICE_HEAD,
    VOICES,
    WORD_HEADS,
)
from attribution.training.batches import Batch  # noqa: E402
from attribution.training.examples import Example, make_example  # noqa: E402
from attribution.training.measure import (  # noqa: E402
    HeldOut,
    crf_of,
    emissions,
    hear_voices,
    measure,
    measure_labels,
    measure_opinion,
    measure_voices,
)
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

    def piece_scores(self, batch: Batch) -> dict[str, Tensor]:
        scores = torch.zeros(batch.pieces.numel(), len(ROLES))
        for places, tags, length in zip(
            batch.words, batch.tags, batch.lengths.tolist(), strict=True
        ):
            scores[places[:length], tags[:length]] = 20.0
        return {HEAD: scores.view(*batch.pieces.shape, len(ROLES))}


class Silent(Oracle):
    """It sees nothing anywhere."""

    def piece_scores(self, batch: Batch) -> dict[str, Tensor]:
        found: Tensor = torch.zeros(*batch.pieces.shape, len(ROLES))
        found[..., 0] = 20.0
        return {HEAD: found}


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


class Knowing(Oracle):
    """It gives each word the label that its own table has for the word's first piece."""

    def __init__(self, head: str, examples: list[Example]) -> None:
        super().__init__()
        self.head = head
        self.known = {
            int(block.pieces[first]): int(label)
            for example in examples
            for block, labels in zip(example.blocks, example.labels[head], strict=True)
            for first, label in zip(block.firsts, labels, strict=True)
        }

    def piece_scores(self, batch: Batch) -> dict[str, Tensor]:
        size = len(WORD_HEADS[self.head])
        labels = [self.known.get(piece, 0) for piece in batch.pieces.flatten().tolist()]
        found: Tensor = torch.nn.functional.one_hot(torch.tensor(labels), size).float()
        return {self.head: found.view(*batch.pieces.shape, size)}


class Always(Oracle):
    """It says the same of every word."""

    def __init__(self, head: str, label: str) -> None:
        super().__init__()
        self.head = head
        self.label = WORD_HEADS[head].index(label)

    def piece_scores(self, batch: Batch) -> dict[str, Tensor]:
        found: Tensor = torch.zeros(*batch.pieces.shape, len(WORD_HEADS[self.head]))
        found[..., self.label] = 20.0
        return {self.head: found}


def labels_of(
    model: Any, examples: list[Example], windowing: Windowing = WINDOWING
) -> dict[str, Counts]:
    return measure_labels(model, examples, windowing=windowing, marks=MARKS)


def named(table: WordPieces, marked: str) -> Example:
    """An article of which it is known who is named in it."""
    made = article("rain", mark(marked)[0])
    return make_example(made, passage_of(made.text), table, named=named_spans(marked))


class TestLabels:
    """Of further heads."""

    @pytest.mark.parametrize("windowing", [WINDOWING, NARROW], ids=["whole blocks", "cut blocks"])
    @pytest.mark.parametrize(
        ("head", "right"), [(NAMES_HEAD, 3), (NOUNS_HEAD, 4)], ids=["names", "nouns"]
    )
    def test_all_right(
        self, table: WordPieces, windowing: Windowing, head: str, right: int
    ) -> None:
        """Who labels every word as it was marked has everything right."""
        names = "[person:Ms Lee] said the [organization:port] denied [misc:harbour bridge]."
        examples = [named(table, names)] if head == NAMES_HEAD else noun_examples(table)
        counts = labels_of(Knowing(head, examples), examples, windowing)[head]

        assert (right, 1.0) == (counts.gold, counts.f1)

    @pytest.mark.parametrize(("head", "gold"), [(NAMES_HEAD, 3), (NOUNS_HEAD, 4)])
    def test_nothing_found(self, table: WordPieces, head: str, gold: int) -> None:
        """Silence finds nothing, and errs in nothing that it says."""
        examples = (named_examples if head == NAMES_HEAD else noun_examples)(table)
        model = Always(head, WORD_HEADS[head][0])

        assert {head: Counts(found=0, predicted=0, gold=gold)} == labels_of(model, examples)

    @pytest.mark.parametrize(
        ("marked", "label", "expected"),
        [
            pytest.param(
                "[person:Lee] rained.", "S-person", (1, 3, 1), id="one of three words is one"
            ),
            pytest.param(
                "[location:Lee] rained.", "S-person", (0, 3, 1), id="the kind must be right"
            ),
            pytest.param("[person:Lee rained].", "S-person", (0, 3, 1), id="so must both ends"),
            pytest.param(
                "[person:Lee rained.]", "I-person", (1, 1, 1), id="however the words say it"
            ),
            pytest.param(
                "[person:Lee rained.]\n\n[person:It rained all day.]",
                "I-person",
                (2, 2, 2),
                id="a name ends where its block does, as at run time",
            ),
        ],
    )
    def test_names_count_whole(
        self, table: WordPieces, marked: str, label: str, expected: tuple[int, int, int]
    ) -> None:
        """A name is right if its first word, its last word and its kind are."""
        counts = labels_of(Always(NAMES_HEAD, label), [named(table, marked)])[NAMES_HEAD]

        assert expected == (counts.found, counts.predicted, counts.gold)

    def test_each_head_where_something_is_known(self, table: WordPieces) -> None:
        """An article of which nobody said who is named is not measured on for names."""
        examples = [*named_examples(table), *noun_examples(table)]

        class Both(Oracle):
            def piece_scores(self, batch: Batch) -> dict[str, Tensor]:
                scores: dict[str, Tensor] = {}
                for head in (NAMES_HEAD, NOUNS_HEAD):
                    scores |= Always(head, WORD_HEADS[head][0]).piece_scores(batch)
                return scores

        counts = labels_of(Both(), examples)

        assert {NAMES_HEAD: 3, NOUNS_HEAD: 4} == {head: each.gold for head, each in counts.items()}

    def test_of_nothing(self, table: WordPieces) -> None:
        """Where nothing is known there is nothing to be right about; nor without words."""
        plain = [hold_out(table, each).example for each in ARTICLES]

        assert {} == labels_of(Silent(), plain)
        assert {NAMES_HEAD: Counts()} == labels_of(
            Always(NAMES_HEAD, NAMES.names[0]), [named(table, "")]
        )


class Voiced(Oracle):
    """What it says of a word hangs on its first piece alone."""

    def __init__(self, voice: str = "") -> None:
        super().__init__()
        self.voice = voice

    def piece_scores(self, batch: Batch) -> dict[str, Tensor]:
        table = torch.randn(200, len(VOICES) + 1, generator=torch.Generator().manual_seed(1))
        if self.voice:
            table[:, VOICES.index(self.voice)] += 20.0
        return {VOICE_HEAD: table[batch.pieces]}


def saying(voice: str) -> Any:
    """One that hears this voice everywhere."""
    return Voiced(voice)


class TestVoices:
    """Of sentences."""

    @pytest.fixture
    def voiced(self, table: WordPieces, tmp_path: Path) -> list[Example]:
        """Five sentences: a quotation, an opinion, two facts, a claim that could be one."""
        return voice_examples(table, write_voices(tmp_path / "voices.jsonl"))

    @pytest.mark.parametrize(
        ("voice", "right"),
        [
            pytest.param("direct_quote", 1, id="the quotation"),
            pytest.param("reported_claim", 1, id="the claim"),
            pytest.param("author_opinion", 1, id="the opinion"),
            pytest.param("narration", 3, id="two facts, and what could be defended as one"),
        ],
    )
    def test_counts_what_is_right(self, voiced: list[Example], voice: str, right: int) -> None:
        """The voice that is most probable is that of the sentence, or one that could be."""
        found = measure_voices(saying(voice), voiced, windowing=WINDOWING, marks=MARKS)

        assert Counts(found=right, predicted=5, gold=5) == found

    @pytest.mark.parametrize("windowing", [WINDOWING, NARROW], ids=["whole blocks", "cut blocks"])
    def test_each_sentence_has_the_say_of_its_words(
        self, voiced: list[Example], windowing: Windowing
    ) -> None:
        """However blocks are cut, of all its words and no others."""
        model: Any = Voiced()
        heard = hear_voices(model, voiced, windowing=windowing, marks=MARKS)
        table = model.piece_scores(SimpleNamespace(pieces=torch.arange(200)))[VOICE_HEAD].numpy()
        expected = []
        for example in voiced:
            for block, sentences in zip(example.blocks, example.voices, strict=True):
                for each in sentences:
                    own = table[block.pieces[block.firsts[each.first : each.end]]]
                    weights = np.exp(own[:, -1]) / np.exp(own[:, -1]).sum()
                    said = np.exp(weights @ own[:, :-1])
                    expected.append(said / said.sum())

        assert [3, 2] == [len(each) for each in heard]
        np.testing.assert_allclose(np.concatenate(heard), expected, rtol=1e-4)

    @pytest.mark.parametrize(
        ("voice", "expected"),
        [
            pytest.param(
                "author_opinion", (2 / 6) / 2, id="one of five is, and all are said to be"
            ),
            pytest.param(
                "narration", (8 / 9) / 2, id="four of five are not, and none is said to be"
            ),
        ],
    )
    def test_opinion_and_all_else(self, voiced: list[Example], voice: str, expected: float) -> None:
        """The mean of two F1: which other voice it is makes no difference."""
        found = measure_opinion(saying(voice), voiced, windowing=WINDOWING, marks=MARKS)

        assert pytest.approx(expected) == found

    def test_of_which_nobody_spoke(self, voiced: list[Example]) -> None:
        """They are read, and not counted."""
        silent = [evolve(each, voices=tuple(() for _ in each.voices)) for each in voiced]
        counts = measure_voices(saying("narration"), silent, windowing=WINDOWING, marks=MARKS)

        assert Counts() == counts

    def test_of_nothing(self) -> None:
        """Without articles there is nothing to hear."""
        assert Counts() == measure_voices(saying("narration"), [], windowing=WINDOWING, marks=MARKS)


def test_scores_come_from_where_the_context_is(table: WordPieces) -> None:
    """A word in two windows is scored by the one that owns it."""

    class Places(Oracle):
        def piece_scores(self, batch: Batch) -> dict[str, Tensor]:
            lengths = batch.mask.sum(1, keepdim=True)
            places = torch.arange(batch.pieces.shape[1])
            nearest = torch.minimum(places, lengths - 1 - places).float()
            found: Tensor = nearest[..., None].expand(*batch.pieces.shape, len(ROLES)).contiguous()
            return {HEAD: found}

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
