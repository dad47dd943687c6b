"""The encoder as an ONNX graph, run by onnxruntime."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

pytest.importorskip("onnx", reason="needs the extra `train`")
ort = pytest.importorskip("onnxruntime")

from attribution.training.graph import build_graph  # noqa: E402 (what it imports may be missing)

LAYERS, HEADS, WIDTH, INNER, VOCABULARY, POSITIONS, LABELS = 2, 4, 16, 32, 50, 24, 13

Floats = NDArray[np.float32]
Inputs = dict[str, NDArray[np.int32]]

BOTH = pytest.mark.parametrize(
    "quantized", [pytest.param(False, id="float32"), pytest.param(True, id="int8")]
)


def random_weights(seed: int = 1) -> dict[str, Floats]:
    chance = np.random.default_rng(seed)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.pieces": (VOCABULARY, WIDTH),
        "embeddings.positions": (POSITIONS, WIDTH),
        "embeddings.case": (8, WIDTH),
        "embeddings.quotation": (8, WIDTH),
        "embeddings.boundary": (8, WIDTH),
        "heads.attribution": (LABELS, WIDTH),
        "heads.opinion": (2, WIDTH),
    }
    norms = ["embeddings.norm"]
    for number in range(LAYERS):
        layer = f"layers.{number}"
        shapes |= {
            f"{layer}.attention.qkv": (3 * WIDTH, WIDTH),
            f"{layer}.attention.output": (WIDTH, WIDTH),
            f"{layer}.feed.up": (INNER, WIDTH),
            f"{layer}.feed.down": (WIDTH, INNER),
        }
        norms += [f"{layer}.attention.norm", f"{layer}.feed.norm"]
    weights: dict[str, Floats] = {}
    for name, shape in shapes.items():
        weights[f"{name}.weight"] = chance.normal(0, 0.3, shape).astype(np.float32)
        if not name.startswith("embeddings."):
            weights[f"{name}.bias"] = chance.normal(0, 0.1, shape[0]).astype(np.float32)
    for name in norms:
        weights[f"{name}.weight"] = chance.normal(1, 0.1, WIDTH).astype(np.float32)
        weights[f"{name}.bias"] = chance.normal(0, 0.1, WIDTH).astype(np.float32)
    return weights


def random_inputs(batch: int, length: int, seed: int = 1) -> Inputs:
    chance = np.random.default_rng(seed)
    tables = {"pieces": VOCABULARY, "case": 8, "quotation": 8, "boundary": 8}
    return {
        name: chance.integers(0, rows, (batch, length), np.int32) for name, rows in tables.items()
    }


class Graph:
    """A graph of these weights, ready to run."""

    def __init__(
        self,
        weights: dict[str, Floats],
        *,
        quantized: bool,
        outputs: tuple[str, ...] = ("attribution",),
        side_outputs: tuple[str, ...] = (),
        voice_outputs: tuple[str, ...] = (),
        layers: int = LAYERS,
    ) -> None:
        model = build_graph(
            weights,
            layers=layers,
            heads=HEADS,
            quantized=quantized,
            outputs=outputs,
            side_outputs=side_outputs,
            voice_outputs=voice_outputs,
        )
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = ort.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )

    def run(self, inputs: Inputs) -> dict[str, Floats]:
        names = [output.name for output in self._session.get_outputs()]
        return dict(zip(names, self._session.run(names, inputs), strict=True))

    def scores(self, inputs: Inputs) -> Floats:
        return self.run(inputs)["attribution"]


def expected_scores(weights: dict[str, Floats], inputs: Inputs) -> NDArray[np.float64]:
    """What the graph should compute, written out for one window at a time, in float64."""
    exact = {name: weight.astype(np.float64) for name, weight in weights.items()}

    def project(rows: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        return np.asarray(rows @ exact[f"{name}.weight"].T + exact[f"{name}.bias"])

    def normalize(rows: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        centred = rows - rows.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return np.asarray(scaled * exact[f"{name}.weight"] + exact[f"{name}.bias"])

    def attend(rows: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        mixed = []
        queries, keys, values = np.split(project(rows, f"{name}.qkv"), 3, axis=-1)
        for head in np.split(np.arange(WIDTH), HEADS):
            fit = np.exp(queries[:, head] @ keys[:, head].T / math.sqrt(len(head)))
            mixed.append(fit / fit.sum(-1, keepdims=True) @ values[:, head])
        return project(np.concatenate(mixed, axis=-1), f"{name}.output")

    def feed(rows: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        inner = project(rows, f"{name}.up")
        normal = (1 + np.vectorize(math.erf)(inner / math.sqrt(2))) / 2
        return project(inner * normal, f"{name}.down")

    scores = []
    for number, pieces in enumerate(inputs["pieces"]):
        rows = exact["embeddings.positions.weight"][: len(pieces)]
        for name, numbers in inputs.items():
            rows = rows + exact[f"embeddings.{name}.weight"][numbers[number]]
        rows = normalize(rows, "embeddings.norm")
        for layer in (f"layers.{number}" for number in range(LAYERS)):
            rows = normalize(rows + attend(rows, f"{layer}.attention"), f"{layer}.attention.norm")
            rows = normalize(rows + feed(rows, f"{layer}.feed"), f"{layer}.feed.norm")
        scores.append(project(rows, "heads.attribution"))
    return np.stack(scores)


@pytest.mark.parametrize(
    ("batch", "length"),
    [
        pytest.param(1, 1, id="one piece"),
        pytest.param(1, 17, id="one window"),
        pytest.param(3, POSITIONS, id="several windows of all positions"),
    ],
)
def test_the_float_graph_computes_the_network(batch: int, length: int) -> None:
    """Its scores are those of the definition."""
    weights, inputs = random_weights(), random_inputs(batch, length)

    actual = Graph(weights, quantized=False).scores(inputs)

    assert np.dtype(np.float32) == actual.dtype
    np.testing.assert_allclose(actual, expected_scores(weights, inputs), rtol=0, atol=1e-4)


def test_the_quantised_graph_is_close() -> None:
    """Its scores are off by a few hundredths of their spread."""
    weights, inputs = random_weights(), random_inputs(4, POSITIONS)

    actual = Graph(weights, quantized=True).scores(inputs)

    expected = expected_scores(weights, inputs)
    assert np.sqrt(((actual - expected) ** 2).mean()) < 0.04 * expected.std()


@BOTH
@pytest.mark.parametrize("length", [1, 7, 16, POSITIONS])
def test_a_window_does_not_see_its_batch(length: int, quantized: bool) -> None:
    """Its scores are the same to the last bit alone and beside windows with huge values."""
    weights = random_weights()
    weights["embeddings.pieces.weight"][0] *= 1000
    inputs = random_inputs(5, length)
    inputs["pieces"][0] = 0
    graph = Graph(weights, quantized=quantized)

    actual = graph.scores(inputs)

    alone = [{name: each[n : n + 1] for name, each in inputs.items()} for n in range(5)]
    expected = np.concatenate([graph.scores(window) for window in alone])
    np.testing.assert_array_equal(actual, expected)


def test_a_row_of_zeros_survives_quantisation() -> None:
    """Where attention says nothing at all, there is no division by zero."""
    weights = random_weights()
    weights["layers.0.attention.qkv.weight"][:] = 0
    weights["layers.0.attention.qkv.bias"][:] = 0
    inputs = random_inputs(1, 9)

    actual = Graph(weights, quantized=True).scores(inputs)

    expected = expected_scores(weights, inputs)
    assert np.sqrt(((actual - expected) ** 2).mean()) < 0.04 * expected.std()


@BOTH
@pytest.mark.parametrize("outputs", [("attribution",), ("opinion", "attribution")], ids=len)
def test_each_head_is_an_output(outputs: tuple[str, ...], quantized: bool) -> None:
    """The outputs are called like the heads asked for, and are as wide as these have labels."""
    labels = {"attribution": LABELS, "opinion": 2}

    graph = Graph(random_weights(), quantized=quantized, outputs=outputs)
    actual = graph.run(random_inputs(2, 5))

    assert {name: (2, 5, labels[name]) for name in outputs} == {
        name: scores.shape for name, scores in actual.items()
    }


@BOTH
def test_the_same_weights_make_the_same_file(quantized: bool) -> None:
    """Nothing in the file depends on when or where it was made."""
    first, second = (
        build_graph(random_weights(), layers=LAYERS, heads=HEADS, quantized=quantized)
        for _ in range(2)
    )

    assert first.SerializeToString(deterministic=True) == second.SerializeToString(
        deterministic=True
    )


def test_a_quantised_weight_is_a_byte() -> None:
    """Tables and layers are kept as int8, one byte a weight."""
    weights = random_weights()
    model = build_graph(weights, layers=LAYERS, heads=HEADS, quantized=True)

    actual = {
        each.name: len(each.raw_data)
        for each in model.graph.initializer
        if each.data_type == each.INT8
    }

    kept = ("embeddings.", "layers.")
    assert actual == {
        name: weight.size
        for name, weight in weights.items()
        if name.startswith(kept) and weight.ndim == 2
    }


def test_the_graph_takes_the_network_as_it_is() -> None:
    """Built from the weights of the network in torch, it says what the network says."""
    torch = pytest.importorskip("torch")
    from attribution.training.network import Network, Shape

    shape = Shape(
        vocabulary=VOCABULARY,
        positions=POSITIONS,
        width=WIDTH,
        inner_width=INNER,
        layers=LAYERS,
        attention_heads=HEADS,
    )
    features = {"case": 8, "quotation": 8, "boundary": 8}
    network = Network(shape, features=features, heads={"attribution": LABELS}).eval()
    weights = {name: weight.numpy() for name, weight in network.state_dict().items()}
    inputs = random_inputs(2, 11)
    tensors = {name: torch.from_numpy(numbers).long() for name, numbers in inputs.items()}
    pieces = tensors.pop("pieces")
    with torch.inference_mode():
        hidden = network(pieces, tensors, torch.ones_like(pieces, dtype=torch.bool))
        expected = network.heads["attribution"](hidden).numpy()

    actual = Graph(weights, quantized=False).scores(inputs)

    np.testing.assert_allclose(actual, expected, rtol=0, atol=1e-5)


def test_the_graph_reads_several_layers_as_the_network_does() -> None:
    """Heads beside the last layer say what they say in torch, in windows of any length."""
    torch = pytest.importorskip("torch")
    from attribution.training.network import Network, Shape

    shape = Shape(
        vocabulary=VOCABULARY,
        positions=POSITIONS,
        width=WIDTH,
        inner_width=INNER,
        layers=LAYERS,
        attention_heads=HEADS,
    )
    features = {"case": 8, "quotation": 8, "boundary": 8}
    network = Network(
        shape, features=features, heads={"attribution": LABELS}, side_heads={"names": 5, "nouns": 3}
    ).eval()
    weights = {name: weight.numpy() for name, weight in network.state_dict().items()}
    for length in (1, 2, 11):
        inputs = random_inputs(2, length)
        tensors = {name: torch.from_numpy(numbers).long() for name, numbers in inputs.items()}
        pieces = tensors.pop("pieces")
        mask = torch.ones_like(pieces, dtype=torch.bool)
        with torch.inference_mode():
            expected = network.read(network.hidden(pieces, tensors, mask), mask)
        for quantized, tolerance in ((False, 1e-5), (True, 0.1)):
            graph = Graph(weights, quantized=quantized, side_outputs=("names", "nouns"))
            actual = graph.run(inputs)

            assert {"attribution", "names", "nouns"} == actual.keys()
            for name, scores in actual.items():
                np.testing.assert_allclose(scores, expected[name].numpy(), atol=tolerance)


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_the_graph_has_a_layer_for_voices_as_the_network_does(layers: int) -> None:
    """Beside all other heads, in an encoder of any depth, and in windows of any length."""
    torch = pytest.importorskip("torch")
    from attribution.training.network import Network, Shape

    shape = Shape(
        vocabulary=VOCABULARY,
        positions=POSITIONS,
        width=WIDTH,
        inner_width=INNER,
        layers=layers,
        attention_heads=HEADS,
    )
    network = Network(
        shape,
        features={"case": 8, "quotation": 8, "boundary": 8},
        heads={"attribution": LABELS},
        side_heads={"names": 5},
        voice_heads={"voice": 5},
    ).eval()
    weights = {name: weight.numpy() for name, weight in network.state_dict().items()}
    for length in (1, 11):
        inputs = random_inputs(2, length)
        tensors = {name: torch.from_numpy(numbers).long() for name, numbers in inputs.items()}
        pieces = tensors.pop("pieces")
        mask = torch.ones_like(pieces, dtype=torch.bool)
        with torch.inference_mode():
            expected = network.read(network.hidden(pieces, tensors, mask), mask)
        for quantized, tolerance in ((False, 1e-5), (True, 0.1)):
            graph = Graph(
                weights,
                quantized=quantized,
                layers=layers,
                side_outputs=("names",),
                voice_outputs=("voice",),
            )
            actual = graph.run(inputs)

            assert ["attribution", "names", "voice"] == list(actual)
            for name, scores in actual.items():
                np.testing.assert_allclose(scores, expected[name].numpy(), atol=tolerance)
