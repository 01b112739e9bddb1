"""Writes a trained reader as an ONNX graph of 8-bit weights, over words looked up outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from knowledge.learning.network import HEADS, Network
from knowledge.model.encoder import Floats
from knowledge.model.graph import IR_VERSION, OPSET, Encoder, Graph
from knowledge.model.weights import Weights


class Even(Graph):
    """Brings every token to one loudness before a product, and back after it: 8 bits are shared
    by all tokens, and a loud one would leave little for the others."""

    def __init__(self) -> None:
        super().__init__()
        self._even: dict[str, tuple[str, str]] = {}

    def linear(self, taken: str, name: str, weight: Floats, bias: Floats) -> str:
        even, loudness = self._evened(taken)
        product = self.node("MatMul", [even, self.constant(f"{name}.w", weight.T)], f"{name}.m")
        back = self.node("Mul", [product, loudness], f"{name}.loud")
        return self.node("Add", [back, self.constant(f"{name}.b", bias)], name)

    def _evened(self, taken: str) -> tuple[str, str]:
        if not self._even:
            self.constant("silence", np.array([1e-6], np.float32))
            self.constant("features", np.array([-1]))
        if taken not in self._even:
            size = self.node("Abs", [taken], f"{taken}.size")
            top = self.node("ReduceMax", [size, "features"], f"{taken}.top", keepdims=1)
            loudness = self.node("Add", [top, "silence"], f"{taken}.loudness")
            self._even[taken] = self.node("Div", [taken, loudness], f"{taken}.even"), loudness
        return self._even[taken]


def write(network: Network, weights: Weights, path: Path) -> None:
    """Write `answers`, `starts` and `ends` of `words`, `attention_mask` and `position_ids`."""
    floats = path.with_suffix(".floats")
    encoder = Encoder(_trained(network, weights))
    encoder.graph = Even()
    onnx.save(_model(encoder, network.heads()), floats)
    quantize_dynamic(
        floats,
        path,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
        nodes_to_exclude=[f"{name}.m" for name in HEADS],
        per_channel=True,
    )
    floats.unlink()


def _trained(network: Network, weights: Weights) -> Weights:
    """The file of e5 as it would be with these weights."""
    places: dict[str, tuple[int, int]] = {}
    data = bytearray()
    for name, value in network.tensors():
        places[name] = (len(data), value.nbytes)
        data += np.ascontiguousarray(value, "<f4").tobytes()
    return replace(weights, pieces=[], _tensors=places, _data=bytes(data))


def _model(encoder: Encoder, heads: Mapping[str, tuple[Floats, Floats]]) -> Any:
    graph, last = encoder.graph, encoder.layers()
    summary = _picked(graph, "summary", last, at=0, axis=1)
    pooled = graph.node("Tanh", [graph.linear(summary, "pool", *heads["pool"])], "pooled")
    _picked(graph, "answers", graph.linear(pooled, "judged", *heads["judged"]), at=0, axis=1)
    graph.linear(last, "places", *heads["places"])
    _picked(graph, "starts", "places", at=0, axis=2)
    _picked(graph, "ends", "places", at=1, axis=2)
    for node in graph.nodes:
        node.name = node.output[0]
    hidden = len(heads["pool"][1])
    inputs = [
        _value("words", TensorProto.FLOAT, "B", "L", hidden),
        _value("attention_mask", TensorProto.INT64, "B", "L"),
        _value("position_ids", TensorProto.INT64, "B", "L"),
    ]
    outputs = [
        _value("answers", TensorProto.FLOAT, "B"),
        _value("starts", TensorProto.FLOAT, "B", "L"),
        _value("ends", TensorProto.FLOAT, "B", "L"),
    ]
    made = helper.make_graph(graph.nodes, "reader", inputs, outputs, graph.constants)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = IR_VERSION
    return model


def _picked(graph: Graph, name: str, taken: str, *, at: int, axis: int) -> str:
    """One of many, along an axis that is gone then."""
    chosen = graph.constant(f"{name}.at", np.array([at]))
    kept = graph.node("Gather", [taken, chosen], f"{name}.kept", axis=axis)
    return graph.node("Squeeze", [kept, graph.constant(f"{name}.axis", np.array([axis]))], name)


def _value(name: str, kind: int, *shape: str | int) -> Any:
    return helper.make_tensor_value_info(name, kind, list(shape))
