"""Builds the encoder as an ONNX graph of 8-bit weights; used once, when the model is installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from knowledge.model.weights import Floats, Weights

OPSET, IR_VERSION = 20, 10


class Graph:
    """Nodes and constants, added one by one; each gives the name of its result."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, value: Any) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], name: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def linear(self, taken: str, name: str, weight: Floats, bias: Floats) -> str:
        product = self.node("MatMul", [taken, self.constant(f"{name}.w", weight.T)], f"{name}.m")
        return self.node("Add", [product, self.constant(f"{name}.b", bias)], name)


class Encoder:
    """The layers of e5, over word embeddings that are looked up outside of the graph."""

    def __init__(self, weights: Weights) -> None:
        self._weights, self._shape, self.graph = weights, weights.shape, Graph()

    def pooled(self) -> str:
        """The mean of the last layer over the text, of length one."""
        graph, last = self.graph, self.layers()
        axis, mask = graph.constant("texts", np.array([1])), "mask"
        graph.node("Unsqueeze", [mask, graph.constant("last", np.array([2]))], "mask3")
        graph.node("Mul", [last, "mask3"], "kept")
        total = graph.node("ReduceSum", ["kept", axis], "total", keepdims=0)
        count = graph.node("ReduceSum", [mask, axis], "count", keepdims=1)
        mean = graph.node("Div", [total, count], "mean")
        return graph.node("LpNormalization", [mean], "embedding", axis=-1, p=2)

    def layers(self) -> str:
        last = self._embedded()
        for number in range(self._shape.layers):
            last = self._layer(number, last)
        return last

    def _embedded(self) -> str:
        graph, shape = self.graph, self._shape
        graph.constant("positions", self._weights.rows("emb.pos"))
        place = graph.node("Gather", ["positions", "position_ids"], "place")
        both = graph.node("Add", ["words", place], "worded")
        kind = graph.constant("type", self._weights.rows("emb.type")[0])
        embedded = graph.node("Add", [both, kind], "typed")
        graph.node("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT)
        axes = graph.constant("heads_and_queries", np.array([1, 2]))
        wide = graph.node("Unsqueeze", ["mask", axes], "mask4")
        absent = graph.node("Sub", [graph.constant("one", np.float32(1)), wide], "absent")
        graph.node("Mul", [absent, graph.constant("far", np.float32(-1e9))], "hidden_from")
        per_head = shape.hidden // shape.heads
        graph.constant("by_head", np.array([0, 0, shape.heads, per_head]))
        graph.constant("whole", np.array([0, 0, shape.hidden]))
        graph.constant("softly", np.float32(per_head**-0.5))
        return self._normal("emb.ln", embedded)

    def _layer(self, number: int, taken: str) -> str:
        name, graph = f"l{number}", self.graph
        attended = self._linear(f"{name}.ao", self._attention(name, taken))
        summed = graph.node("Add", [taken, attended], f"{name}.with_attention")
        middle = self._normal(f"{name}.aln", summed)
        inner = graph.node("Gelu", [self._linear(f"{name}.fi", middle)], f"{name}.gelu")
        outer = self._linear(f"{name}.fo", inner)
        return self._normal(f"{name}.oln", graph.node("Add", [middle, outer], f"{name}.sum"))

    def _attention(self, name: str, taken: str) -> str:
        graph = self.graph
        query = self._heads(f"{name}.q", taken, [0, 2, 1, 3])
        key = self._heads(f"{name}.k", taken, [0, 2, 3, 1])
        value = self._heads(f"{name}.v", taken, [0, 2, 1, 3])
        scores = graph.node("MatMul", [query, key], f"{name}.scores")
        scaled = graph.node("Mul", [scores, "softly"], f"{name}.scaled")
        masked = graph.node("Add", [scaled, "hidden_from"], f"{name}.masked")
        shares = graph.node("Softmax", [masked], f"{name}.shares", axis=-1)
        mixed = graph.node("MatMul", [shares, value], f"{name}.mixed")
        turned = graph.node("Transpose", [mixed], f"{name}.turned", perm=[0, 2, 1, 3])
        return graph.node("Reshape", [turned, "whole"], f"{name}.attended")

    def _heads(self, name: str, taken: str, order: list[int]) -> str:
        graph, linear = self.graph, self._linear(name, taken)
        return graph.node(
            "Transpose", [graph.node("Reshape", [linear, "by_head"], f"{name}.h")], f"{name}.t",
            perm=order,
        )  # fmt: skip

    def _linear(self, name: str, taken: str) -> str:
        hidden, inner = self._shape.hidden, self._shape.inner
        rows = inner if name.endswith(".fi") else hidden
        columns = inner if name.endswith(".fo") else hidden
        weight = self._weights.tensor(f"{name}.w", rows, columns)
        return self.graph.linear(taken, name, weight, self._weights.tensor(f"{name}.b", rows))

    def _normal(self, name: str, taken: str) -> str:
        hidden = self._shape.hidden
        scale = self.graph.constant(f"{name}.w", self._weights.tensor(f"{name}.w", hidden))
        shift = self.graph.constant(f"{name}.b", self._weights.tensor(f"{name}.b", hidden))
        inputs = [taken, scale, shift]
        epsilon = self._shape.epsilon
        return self.graph.node("LayerNormalization", inputs, name, axis=-1, epsilon=epsilon)


def write(weights: Weights, path: Path) -> None:
    """Write the encoder: `words` (looked up), `attention_mask`, `position_ids` → `embedding`."""
    encoder = Encoder(weights)
    out = _value(encoder.pooled(), TensorProto.FLOAT, ["B", weights.shape.hidden])
    inputs = [
        _value("words", TensorProto.FLOAT, ["B", "L", weights.shape.hidden]),
        _value("attention_mask", TensorProto.INT64, ["B", "L"]),
        _value("position_ids", TensorProto.INT64, ["B", "L"]),
    ]
    graph = helper.make_graph(
        encoder.graph.nodes, "e5", inputs, [out], encoder.graph.constants
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = IR_VERSION
    floats = path.with_suffix(".floats")
    onnx.save(model, floats)
    quantize_dynamic(
        floats,
        path,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
    )
    floats.unlink()


def _value(name: str, kind: int, shape: list[str | int]) -> Any:
    return helper.make_tensor_value_info(name, kind, shape)
