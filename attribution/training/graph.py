"""
Weights to an ONNX graph: the encoder as it runs without torch.

The graph is written operator by operator, for speed (what a converter writes
takes more than twice the time) and for one promise: a window's scores do not
depend on what it is read with. So there is no padding and no mask, and bytes
are scaled by piece, not by batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from attribution.encoder.inputs import FEATURES
from attribution.training.branches import NEIGHBOURS, side_layers, voice_layer

__all__ = ["PIECES", "Weights", "build_graph"]

Weights = Mapping[str, NDArray[np.float32]]
"""Tensors by name; those of linear layers are output x input, as torch keeps them."""

PIECES: Final = "pieces"
"""The name of the input that says which pieces; `FEATURES` are the others."""

OPSET: Final = 21
"""Not 23, though its attention is a little faster: Python 3.10 has no onnxruntime that runs it."""
IR_VERSION: Final = 10
CONTRIB: Final = "com.microsoft"
"""The operators that only onnxruntime knows."""

EPSILON: Final = 1e-12

# A layer multiplies unsigned bytes, its input, by signed ones, its weights: the pair that
# onnxruntime is fastest at, by a factor of seventeen over two signed ones.
MIDDLE: Final = 128
"""What stands for 0 in the input..."""
LARGEST: Final = 127
"""...and how far from there its bytes go; in tables, which stand alone, it is the same."""
LARGEST_WEIGHT: Final = 96
"""Not 127: processors without VNNI add products in 16 bits, which would overflow now and then."""


def build_graph(
    weights: Weights,
    *,
    layers: int,
    heads: int,
    quantized: bool,
    outputs: Iterable[str] = ("attribution",),
    side_outputs: Sequence[str] = (),
    voice_outputs: Sequence[str] = (),
) -> onnx.ModelProto:
    """
    The encoder and its heads as one model.

    It takes a batch of equally long windows: `PIECES` and each of `FEATURES` as
    int32 [batch, length]. It gives the scores of each head, by the head's name,
    as float32 [batch, length, labels].

    Args:
        weights: By the names that `attribution.training.network.Network` has for them.
        layers: How many to take.
        heads: Of attention, in each layer.
        quantized: Whether tables and layers become bytes: a quarter of the size,
            twice the speed.
        outputs: The heads to keep that read the last layer.
        side_outputs: Those that read several, and neighbours.
        voice_outputs: Those that read a layer of their own.
    """
    graph = _Graph(weights, quantized=quantized)
    hidden = [_embed(graph)]
    for number in range(layers):
        attended = _attend(graph, hidden[-1], f"layers.{number}.attention", heads)
        hidden.append(_feed(graph, attended, f"layers.{number}.feed"))
    for name in outputs:
        _score(graph, hidden[-1], f"heads.{name}", name)
    if side_outputs:
        around = _look_around(graph, [hidden[1 + number] for number in side_layers(layers)])
        for name in side_outputs:
            _score(graph, around, f"side.heads.{name}", name)
    if voice_outputs:
        own = _attend(graph, hidden[voice_layer(layers)], "voice.layer.attention", heads)
        own = _feed(graph, own, "voice.layer.feed")
        narrow = graph.add("Gelu", graph.project(own, "voice.narrow"))
        for name in voice_outputs:
            _score(graph, narrow, f"voice.heads.{name}", name)
    return graph.model()


# Between the layers, values are [pieces of all windows, width].


def _embed(graph: _Graph) -> str:
    length = graph.add("Squeeze", graph.add("Shape", PIECES, start=1))
    first, step = graph.constant("first", np.int64(0)), graph.constant("step", np.int64(1))
    positions = graph.add("Range", first, length, step)
    total = graph.look_up("embeddings.positions.weight", positions)
    for name in (PIECES, *FEATURES):
        total = graph.add("Add", graph.look_up(f"embeddings.{name}.weight", name), total)
    return graph.normalize(graph.as_rows(total), "embeddings.norm")


def _attend(graph: _Graph, hidden: str, name: str, heads: int) -> str:
    projected = graph.as_windows(graph.project(hidden, f"{name}.qkv"))
    queries_keys_values = graph.split(projected, 3)
    mixed = graph.add("MultiHeadAttention", *queries_keys_values, num_heads=heads, domain=CONTRIB)
    change = graph.project(graph.as_rows(mixed), f"{name}.output")
    return graph.normalize(graph.add("Add", hidden, change), f"{name}.norm")


def _feed(graph: _Graph, hidden: str, name: str) -> str:
    inner = graph.add("Gelu", graph.project(hidden, f"{name}.up"))
    change = graph.project(inner, f"{name}.down")
    return graph.normalize(graph.add("Add", hidden, change), f"{name}.norm")


def _look_around(graph: _Graph, hidden: Sequence[str]) -> str:
    """As `attribution.training.network.Side` does."""
    layers = graph.add("Concat", *hidden, axis=1)
    narrow = graph.as_windows(graph.add("Gelu", graph.project(layers, "side.narrow")))
    edges = np.array([0, NEIGHBOURS, 0, 0, NEIGHBOURS, 0], np.int64)
    padded = graph.add("Pad", narrow, graph.constant("side.edges", edges))
    length = graph.add("Shape", PIECES, start=1)
    axis = graph.constant("side.axis", np.array([1], np.int64))
    beside = []
    for shift in range(2 * NEIGHBOURS + 1):
        first = graph.constant(f"side.shift.{shift}", np.array([shift], np.int64))
        end = graph.add("Add", first, length)
        beside.append(graph.add("Slice", padded, first, end, axis))
    width = len(graph.weights["side.narrow.bias"])
    rows = graph.constant("side.rows", np.array([-1, (2 * NEIGHBOURS + 1) * width], np.int64))
    joined = graph.add("Reshape", graph.add("Concat", *beside, axis=2), rows)
    return graph.add("Gelu", graph.project(joined, "side.around"))


def _score(graph: _Graph, values: str, layer: str, name: str) -> None:
    scores = graph.as_windows(graph.project_exactly(values, layer))
    graph.give(name, scores, ["batch", "length", len(graph.weights[f"{layer}.bias"])])


class _Graph:
    """
    A graph as it grows.

    Its methods add to it, take the names of values and return those of new ones.
    """

    def __init__(self, weights: Weights, *, quantized: bool) -> None:
        self.weights = weights
        self._quantized = quantized
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}
        self._outputs: list[onnx.ValueInfoProto] = []
        width = len(weights["embeddings.norm.bias"])
        self._rows = self.constant("rows", np.array([-1, width], np.int64))
        rest = self.constant("rest", np.array([-1], np.int64))
        self._windows = self.add("Concat", self.add("Shape", PIECES), rest, axis=0)
        self._middles = ""
        if quantized:  # One a row.
            count = self.add("Reshape", self.add("Size", PIECES), rest)
            middle = self.constant("middle", np.uint8(MIDDLE))
            self._middles = self.add("Expand", middle, count)

    def model(self) -> onnx.ModelProto:
        """What has been built."""
        inputs = [
            helper.make_tensor_value_info(name, onnx.TensorProto.INT32, ["batch", "length"])
            for name in (PIECES, *FEATURES)
        ]
        constants = list(self._constants.values())
        graph = helper.make_graph(self._nodes, "encoder", inputs, self._outputs, constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)
        onnx.checker.check_model(model)
        return model

    def add(self, operator: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """What an operator makes of its inputs."""
        name = f"{operator}.{len(self._nodes)}"
        node = helper.make_node(operator, inputs, [name], name, domain=domain, **attributes)
        self._nodes.append(node)
        return name

    def split(self, value: str, count: int) -> list[str]:
        """Equal parts of each row."""
        name = f"Split.{len(self._nodes)}"
        parts = [f"{name}.{number}" for number in range(count)]
        node = helper.make_node("Split", [value], parts, name, axis=-1, num_outputs=count)
        self._nodes.append(node)
        return parts

    def constant(self, name: str, value: NDArray[np.generic] | np.generic) -> str:
        """A value known now; a name stands for one value."""
        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(np.array(value, order="C"), name)
        return name

    def give(self, name: str, value: str, shape: list[str | int]) -> None:
        """Make a value of float32 an output."""
        self._nodes.append(helper.make_node("Identity", [value], [name], name))
        info = helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape)
        self._outputs.append(info)

    def as_rows(self, value: str) -> str:
        """[batch, length, width] as [pieces, width]."""
        return self.add("Reshape", value, self._rows)

    def as_windows(self, value: str) -> str:
        """[pieces, any] as [batch, length, any]."""
        return self.add("Reshape", value, self._windows)

    def normalize(self, value: str, name: str) -> str:
        """Layer normalisation of each row."""
        scale = self.constant(f"{name}.weight", self.weights[f"{name}.weight"])
        bias = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.add("LayerNormalization", value, scale, bias, epsilon=EPSILON)

    def look_up(self, table: str, numbers: str) -> str:
        """Rows of a table."""
        rows = self.weights[table]
        if not self._quantized:
            return self.add("Gather", self.constant(table, rows), numbers)
        quantized, steps = _quantize(rows, LARGEST)
        found = self.add("Gather", self.constant(table, quantized), numbers)
        step = self.add("Gather", self.constant(f"{table}.steps", steps), numbers)
        return self.add("Mul", self.add("Cast", found, to=onnx.TensorProto.FLOAT), step)

    def project(self, value: str, name: str) -> str:
        """A linear layer over each row."""
        if not self._quantized:
            return self.project_exactly(value, name)
        weight, weight_steps = _quantize(self.weights[f"{name}.weight"], LARGEST_WEIGHT)
        quantized, steps = self._quantize_rows(value)
        product = self.add(
            "MatMulIntegerToFloat",
            quantized,
            self.constant(f"{name}.weight", weight.T),
            self.constant("one", np.float32(1)),
            self.constant(f"{name}.steps", weight_steps[:, 0]),
            self.constant("middle", np.uint8(MIDDLE)),
            domain=CONTRIB,
        )
        bias = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.add("Add", self.add("Mul", product, steps), bias)

    def project_exactly(self, value: str, name: str) -> str:
        """A linear layer over each row, in float32 in any case."""
        weight = self.constant(f"{name}.weight", self.weights[f"{name}.weight"].T)
        bias = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.add("Add", self.add("MatMul", value, weight), bias)

    def _quantize_rows(self, value: str) -> tuple[str, str]:
        """Each row as bytes, and its step: [rows, 1], what one byte more makes in it."""
        last = self.constant("last", np.array([-1], np.int64))
        largest = self.add("ReduceMax", self.add("Abs", value), last, keepdims=0)
        steps = self.add("Mul", largest, self.constant("share", np.float32(1 / LARGEST)))
        # A row of zeros has the step 0 and any bytes at all, which make 0 again.
        quantized = self.add("QuantizeLinear", value, steps, self._middles, axis=0)
        return quantized, self.add("Unsqueeze", steps, last)


def _quantize(
    rows: NDArray[np.float32], largest: int
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Each row as bytes up to *largest*, and its step: [rows, 1]."""
    steps = np.abs(rows).max(axis=1, keepdims=True) / np.float32(largest)
    quantized = np.rint(rows / np.where(steps, steps, 1))
    return quantized.astype(np.int8), steps
