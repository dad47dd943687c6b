"""The network is a BERT with more inputs, under a random field that knows what cannot be."""

from __future__ import annotations

import math
from itertools import pairwise, product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from attrs import evolve
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import Tensor

torch = pytest.importorskip("torch", reason="needs the extra `train`")
safetensors = pytest.importorskip("safetensors.torch", reason="needs the extra `train`")

from attribution.errors import ModelContractError  # noqa: E402 (torch may be missing)
from attribution.tags import Tags  # noqa: E402
from attribution.training.network import Crf, Network, Shape, load_pretrained  # noqa: E402

Floats = NDArray[np.float64]

CUES = Tags(("cue",))
FEATURES = {"case": 8, "quotation": 8}
SHAPE = Shape(vocabulary=40, positions=12, width=8, inner_width=16, layers=2, attention_heads=2)


@pytest.fixture(autouse=True)
def _seeded() -> None:
    """The same chance for every test, in whatever order they run."""
    torch.manual_seed(1)


def network(shape: Shape = SHAPE, dropout: float = 0.0) -> Network:
    return Network(shape, features=FEATURES, heads={"cue": len(CUES)}, dropout=dropout)


def inputs(windows: int = 3, length: int = 9) -> tuple[Tensor, dict[str, Tensor]]:
    features = {name: torch.randint(values, (windows, length)) for name, values in FEATURES.items()}
    return torch.randint(SHAPE.vocabulary, (windows, length)), features


class TestCrf:
    @pytest.fixture
    def crf(self) -> Crf:
        """One that has learnt something."""
        crf = Crf(CUES)
        with torch.no_grad():
            for value in crf.parameters():
                value.normal_()
        return crf

    @staticmethod
    def log_weight(crf: Crf, scores: Tensor, tags: tuple[int, ...]) -> Tensor:
        transitions, starts, ends = crf.moves()
        total: Tensor = starts[tags[0]] + ends[tags[-1]]
        for at, tag in enumerate(tags):
            total = total + scores[at, tag]
            if at:
                total = total + transitions[tags[at - 1], tag]
        return total

    def brute_force(self, crf: Crf, scores: Tensor, tags: tuple[int, ...]) -> Tensor:
        """Over all sequences there are."""
        everything = [
            self.log_weight(crf, scores, each)
            for each in product(range(len(CUES)), repeat=len(tags))
        ]
        total: Tensor = torch.stack(everything).logsumexp(0)
        return total - self.log_weight(crf, scores, tags)

    @pytest.mark.parametrize(
        "rows",
        [
            pytest.param([(0,)], id="one word"),
            pytest.param([(1, 2, 3)], id="one span"),
            pytest.param([(0, 4, 0, 0), (1, 3, 4), (4,), (0,)], id="several sequences"),
            pytest.param([(1, 3), (0, 0)], id="several of a length"),
        ],
    )
    def test_loss_is_that_of_brute_force(self, crf: Crf, rows: list[tuple[int, ...]]) -> None:
        """What dynamic programming finds, and its gradient, are those of trying everything."""
        length = len(rows[0])
        scores = torch.randn(len(rows), length, len(CUES), requires_grad=True)
        tags = torch.tensor([[*row, *(3,) * (length - len(row))] for row in rows])
        lengths = torch.tensor([len(row) for row in rows])
        loss = crf.loss(scores, tags, lengths)
        expected = sum(
            self.brute_force(crf, scores[number], row) for number, row in enumerate(rows)
        )
        wanted = (scores, *crf.parameters())
        gradients, expected_gradients = (
            torch.autograd.grad(each, wanted, materialize_grads=True) for each in (loss, expected)
        )

        torch.testing.assert_close(loss, expected, rtol=1e-4, atol=1e-4)
        for gradient, other in zip(gradients, expected_gradients, strict=True):
            torch.testing.assert_close(gradient, other, rtol=1e-3, atol=1e-4)

    def test_gradient_is_finite(self, crf: Crf) -> None:
        """However sure and however wrong the scores are."""
        scores = (torch.randn(2, 30, len(CUES)) * 1e4).requires_grad_()
        tags = torch.zeros(2, 30, dtype=torch.long)
        wanted = (scores, *crf.parameters())
        loss = crf.loss(scores, tags, torch.tensor([30, 12]))

        assert all(bool(each.isfinite().all()) for each in torch.autograd.grad(loss, wanted))

    @pytest.mark.parametrize(
        "tags",
        [
            pytest.param((2, 3, 0), id="inside without a beginning"),
            pytest.param((1, 0, 0), id="a beginning without an end"),
            pytest.param((0, 0, 1), id="unfinished at the end"),
            pytest.param((0, 4, 3), id="an end behind a single"),
        ],
    )
    def test_impossible_tags_are_never_likely(self, crf: Crf, tags: tuple[int, ...]) -> None:
        """Not even where every word asks for them."""
        scores = torch.zeros(1, 3, len(CUES))
        for at, tag in enumerate(tags):
            scores[0, at, tag] = 100.0
        loss = crf.loss(scores, torch.tensor([tags]), torch.tensor([3]))

        assert loss > 1000

    def test_possible_sequences_have_all_the_probability(self, crf: Crf) -> None:
        """Nothing is left for those that cannot be."""
        scores = torch.randn(3, len(CUES))
        total = 0.0
        for tags in product(range(len(CUES)), repeat=3):
            possible = (
                CUES.may_begin(tags[0])
                and CUES.may_end(tags[-1])
                and all(CUES.may_follow(*pair) for pair in pairwise(tags))
            )
            if possible:
                loss = crf.loss(scores[None], torch.tensor([tags]), torch.tensor([3]))
                total += math.exp(-loss.item())

        assert pytest.approx(1.0, abs=1e-4) == total


class TestNetwork:
    def test_padding_changes_nothing(self) -> None:
        """What is masked out is not attended to."""
        one = network().eval()
        pieces, features = inputs(windows=1, length=6)
        alone = one(pieces, features, torch.ones(1, 6, dtype=torch.bool))
        padded = torch.cat([pieces, torch.full((1, 3), 7)], 1)
        behind = {
            name: torch.cat([row, torch.ones(1, 3).long()], 1) for name, row in features.items()
        }
        mask = torch.tensor([[True] * 6 + [False] * 3])

        torch.testing.assert_close(alone, one(padded, behind, mask)[:, :6], rtol=1e-4, atol=1e-5)

    def test_features_say_nothing_at_first(self) -> None:
        """A pretrained encoder starts out as it was."""
        one = network().eval()
        pieces, features = inputs()
        mask = torch.ones(3, 9, dtype=torch.bool)
        none = {name: torch.zeros_like(row) for name, row in features.items()}

        assert torch.equal(one(pieces, none, mask), one(pieces, features, mask))

    def test_features_can_be_learnt(self) -> None:
        """Every further input has a table that learns."""
        one = network()
        pieces, features = inputs()
        one(pieces, features, torch.ones(3, 9, dtype=torch.bool))[..., 0].sum().backward()

        for name in FEATURES:
            gradient = one.embeddings.get_submodule(name).get_parameter("weight").grad
            assert gradient is not None
            assert gradient.count_nonzero(), name


class TestVoice:
    """A layer of its own beside the encoder's."""

    def network(self, layers: int = 3, dropout: float = 0.0) -> Network:
        return Network(
            evolve(SHAPE, layers=layers),
            features=FEATURES,
            heads={"cue": len(CUES)},
            side_heads={"names": 3},
            voice_heads={"voice": 5},
            dropout=dropout,
        )

    def read(self, one: Network) -> dict[str, Tensor]:
        pieces, features = inputs()
        mask = torch.ones(3, 9, dtype=torch.bool)
        found: dict[str, Tensor] = one.read(one.hidden(pieces, features, mask), mask)
        return found

    @pytest.mark.parametrize("layers", [1, 2, 3])
    def test_begins_as_the_layer_whose_place_it_takes(self, layers: int) -> None:
        """With the weights of that layer it says what the layer says."""
        one = self.network(layers).eval()
        voice = one.voice
        assert voice is not None
        voice.begin_as(one.layers)
        pieces, features = inputs()
        mask = torch.ones(3, 9, dtype=torch.bool)
        hidden = one.hidden(pieces, features, mask)
        found = voice.layer(hidden[voice.place], mask[:, None, None, :])

        assert torch.equal(hidden[voice.place + 1], found)

    def test_begins_as_a_copy(self) -> None:
        """What it learns later the encoder does not."""
        one = self.network()
        assert one.voice is not None
        one.voice.begin_as(one.layers)
        own = dict(one.voice.layer.named_parameters())
        theirs = dict(one.layers[one.voice.place].named_parameters())
        before = {name: value.clone() for name, value in theirs.items()}
        with torch.no_grad():
            for value in own.values():
                value.add_(1)

        assert own.keys() == theirs.keys()
        assert all(torch.equal(before[name], value) for name, value in theirs.items())
        assert not any(torch.equal(own[name], value) for name, value in theirs.items())

    def test_heads_come_in_order(self) -> None:
        """Those of the last layer, of several layers, of the own layer; one score a piece each."""
        found = self.read(self.network())

        assert {"cue": (3, 9, 5), "names": (3, 9, 3), "voice": (3, 9, 5)} == {
            name: tuple(scores.shape) for name, scores in found.items()
        }
        assert ["cue", "names", "voice"] == list(found)

    def test_other_heads_do_not_see_it(self) -> None:
        """Whatever its weights, they say what they said."""
        one = self.network().eval()
        assert one.voice is not None
        torch.manual_seed(2)
        before = self.read(one)
        with torch.no_grad():
            for value in one.voice.parameters():
                value.normal_()
        torch.manual_seed(2)
        after = self.read(one)

        assert {"cue": True, "names": True, "voice": False} == {
            name: torch.equal(before[name], scores) for name, scores in after.items()
        }

    def test_padding_changes_nothing(self) -> None:
        """What is masked out is not attended to here, either."""
        one = self.network().eval()
        pieces, features = inputs(windows=1, length=6)
        mask = torch.ones(1, 6, dtype=torch.bool)
        alone = one.read(one.hidden(pieces, features, mask), mask)["voice"]
        padded = torch.cat([pieces, torch.full((1, 3), 7)], 1)
        behind = {
            name: torch.cat([row, torch.ones(1, 3).long()], 1) for name, row in features.items()
        }
        longer = torch.tensor([[True] * 6 + [False] * 3])
        found = one.read(one.hidden(padded, behind, longer), longer)["voice"]

        torch.testing.assert_close(alone, found[:, :6], rtol=1e-4, atol=1e-5)

    def test_none_unless_there_is_a_head_for_it(self) -> None:
        """A network without voices has no layer for them."""
        assert network().voice is None
        assert {"cue"} == set(self.read(network()))


class TestDropout:
    def test_drops_channels_of_a_window(self) -> None:
        """A channel is left out for all pieces of a window or for none, the others made up for it."""
        drop = network(dropout=0.25).train().drop
        dropped = drop(torch.ones(40, 5, 50))

        assert torch.equal(dropped, dropped[:, :1].expand_as(dropped))
        assert pytest.approx([0.0, 1 / 0.75]) == dropped.unique().tolist()
        assert pytest.approx(1.0, abs=0.1) == dropped.mean().item()
        assert not torch.equal(dropped[0], dropped[1])

    def test_only_while_training(self) -> None:
        """At run time the whole network is asked."""
        one = network(dropout=0.5)
        pieces, features = inputs()
        mask = torch.ones(3, 9, dtype=torch.bool)
        training = [one.train()(pieces, features, mask) for _ in range(2)]
        running = [one.eval()(pieces, features, mask) for _ in range(2)]

        assert not torch.equal(*training)
        assert torch.equal(*running)

    def test_none_where_none_is_asked_for(self) -> None:
        """A share of 0 leaves everything as it is."""
        ones = torch.ones(2, 3, 4)

        assert ones is network().train().drop(ones)


def bert(layers: int = 3) -> dict[str, Tensor]:
    """A BERT's weights by Hugging Face's names."""
    width, inner = SHAPE.width, SHAPE.inner_width
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings": (SHAPE.vocabulary, width),
        "embeddings.position_embeddings": (SHAPE.positions, width),
        "embeddings.token_type_embeddings": (2, width),
        "pooler.dense": (width, width),
    }
    norms = ["embeddings.LayerNorm"]
    for number in range(layers):
        layer = f"encoder.layer.{number}"
        shapes |= {
            f"{layer}.attention.self.{part}": (width, width) for part in ("query", "key", "value")
        }
        shapes[f"{layer}.attention.output.dense"] = (width, width)
        shapes[f"{layer}.intermediate.dense"] = (inner, width)
        shapes[f"{layer}.output.dense"] = (width, inner)
        norms += [f"{layer}.attention.output.LayerNorm", f"{layer}.output.LayerNorm"]
    weights = {}
    for name, shape in shapes.items():
        weights[f"{name}.weight"] = torch.randn(shape) * 0.5
        if "embeddings" not in name:
            weights[f"{name}.bias"] = torch.randn(shape[0]) * 0.5
    for name in norms:
        weights[f"{name}.weight"] = 1 + torch.randn(width) * 0.2
        weights[f"{name}.bias"] = torch.randn(width) * 0.2
    return weights


class Reference:
    """BERT as Devlin et al. 2019 wrote it down, in NumPy and in Hugging Face's names."""

    def __init__(self, weights: dict[str, Tensor]) -> None:
        self._weights = {name: value.double().numpy() for name, value in weights.items()}

    def run(self, pieces: NDArray[np.int64], layers: int) -> Floats:
        of = self._weights
        hidden = (
            of["embeddings.word_embeddings.weight"][pieces]
            + of["embeddings.position_embeddings.weight"][: len(pieces)]
            + of["embeddings.token_type_embeddings.weight"][0]
        )
        hidden = self._norm("embeddings.LayerNorm", hidden)
        for number in range(layers):
            name = f"encoder.layer.{number}"
            attended = self._linear(f"{name}.attention.output.dense", self._attend(name, hidden))
            hidden = self._norm(f"{name}.attention.output.LayerNorm", hidden + attended)
            inner = self._linear(f"{name}.intermediate.dense", hidden)
            inner = inner * 0.5 * (1 + np.vectorize(math.erf)(inner / math.sqrt(2)))
            hidden = self._norm(
                f"{name}.output.LayerNorm", hidden + self._linear(f"{name}.output.dense", inner)
            )
        return hidden

    def _attend(self, name: str, hidden: Floats) -> Floats:
        parts = []
        for head in np.split(np.arange(SHAPE.width), SHAPE.attention_heads):
            query, key, value = (
                self._linear(f"{name}.attention.self.{part}", hidden)[:, head]
                for part in ("query", "key", "value")
            )
            weights = np.exp(query @ key.T / math.sqrt(len(head)))
            parts.append(weights / weights.sum(1, keepdims=True) @ value)
        return np.concatenate(parts, 1)

    def _linear(self, name: str, hidden: Floats) -> Floats:
        found: Floats = hidden @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return found

    def _norm(self, name: str, hidden: Floats) -> Floats:
        centred = hidden - hidden.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        found: Floats = scaled * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return found


class TestPretrained:
    def write(self, folder: Path, weights: dict[str, Tensor]) -> Path:
        path = folder / "model.safetensors"
        safetensors.save_file(weights, path)
        return path

    @pytest.mark.parametrize("prefix", ["", "bert."], ids=["bare", "inside another model"])
    def test_says_what_the_bert_says(self, tmp_path: Path, prefix: str) -> None:
        """With its weights the network is that BERT, cut off above its own layers."""
        weights = bert()
        one = network().eval()
        load_pretrained(
            one, self.write(tmp_path, {f"{prefix}{name}": each for name, each in weights.items()})
        )
        pieces, features = inputs()
        found = one(pieces, features, torch.ones(3, 9, dtype=torch.bool)).detach().numpy()
        reference = Reference(weights)

        for row, own in zip(pieces.numpy(), found, strict=True):
            np.testing.assert_allclose(reference.run(row, SHAPE.layers), own, rtol=1e-3, atol=1e-4)

    def test_leaves_what_is_ours(self, tmp_path: Path) -> None:
        """Heads and features are not in the file."""
        one = network()
        before = {name: value.clone() for name, value in one.state_dict().items()}
        load_pretrained(one, self.write(tmp_path, bert()))
        same = {
            name for name, value in one.state_dict().items() if torch.equal(value, before[name])
        }

        assert {
            "embeddings.case.weight",
            "embeddings.quotation.weight",
            "heads.cue.bias",
            "heads.cue.weight",
        } == same

    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            pytest.param(
                {"embeddings.word_embeddings.weight": (41, 8)},
                r"pieces.weight of shape \(40, 8\), found shape \(41, 8\)",
                id="of another size",
            ),
            pytest.param(
                {"encoder.layer.1.output.dense.bias": None},
                "none called 'encoder.layer.1.output.dense.bias'",
                id="without one that is needed",
            ),
        ],
    )
    def test_refuses_other_weights(
        self, tmp_path: Path, change: dict[str, tuple[int, ...] | None], problem: str
    ) -> None:
        """What does not fit is named."""
        weights = bert()
        for name, shape in change.items():
            del weights[name]
            if shape is not None:
                weights[name] = torch.zeros(shape)

        with pytest.raises(ModelContractError, match=problem):
            load_pretrained(network(), self.write(tmp_path, weights))
