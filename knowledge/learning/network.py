"""The reader's network: the layers of multilingual-e5-small, and three heads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from torch import nn

from knowledge.model.weights import Floats, Shape, Weights

LINEARS = ("q", "k", "v", "ao", "fi", "fo")
HEADS = ("pool", "judged", "places")
FAR = -1e4


class Layer(nn.Module):
    """Attention and a wide layer, each added to what came in and normalised."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.ao = nn.Linear(shape.hidden, shape.hidden)
        self.aln = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.fi = nn.Linear(shape.hidden, shape.inner)
        self.fo = nn.Linear(shape.inner, shape.hidden)
        self.oln = nn.LayerNorm(shape.hidden, eps=shape.epsilon)

    def forward(self, taken: Any, hidden_from: Any) -> Any:
        middle = self.aln(taken + self.ao(self._attention(taken, hidden_from)))
        return self.oln(middle + self.fo(nn.functional.gelu(self.fi(middle))))

    def _attention(self, taken: Any, hidden_from: Any) -> Any:
        texts, length, hidden = taken.shape
        split = self.qkv(taken).view(texts, length, 3, self.heads, hidden // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        scores = (query @ key.transpose(-1, -2)) * query.shape[-1] ** -0.5 + hidden_from
        mixed = torch.softmax(scores, -1) @ value
        return mixed.transpose(1, 2).reshape(texts, length, hidden)


class Network(nn.Module):
    """Looked-up words in; whether they answer, and where the answer starts and ends, out."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        shape = weights.shape
        self.shape = shape
        positions = weights.rows("emb.pos") + weights.rows("emb.type")[0]
        self.positions = nn.Parameter(torch.from_numpy(positions))
        self.ln = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.pool = nn.Linear(shape.hidden, shape.hidden)
        self.judged = nn.Linear(shape.hidden, 1)
        self.places = nn.Linear(shape.hidden, 2)
        self._take(weights)

    def forward(self, words: Any, mask: Any) -> tuple[Any, Any, Any]:
        hidden_from = ((1 - mask) * FAR).to(words.dtype)[:, None, None, :]
        last = self.ln(words + self.positions[: words.shape[1]])
        for layer in self.layers:
            last = layer(last, hidden_from)
        answers = self.judged(torch.tanh(self.pool(last[:, 0])))
        places = self.places(last)
        return answers[:, 0].float(), places[..., 0].float(), places[..., 1].float()

    def freeze(self, layers: int) -> None:
        """The lowest layers stay as they are; they know the languages."""
        if layers:
            for module in (self.ln, *self.layers[:layers]):
                module.requires_grad_(requires_grad=False)
            self.positions.requires_grad_(requires_grad=False)

    def tensors(self) -> Iterator[tuple[str, Floats]]:
        """Every weight of the encoder under the name that e5's file has for it."""
        yield "emb.pos", _numbers(self.positions)
        yield "emb.type", np.zeros((1, self.shape.hidden), np.float32)
        for name, value in self._named():
            yield name, _numbers(value)

    def heads(self) -> dict[str, tuple[Floats, Floats]]:
        """The weight and the bias of each head."""
        modules = ((name, getattr(self, name)) for name in HEADS)
        return {name: (_numbers(each.weight), _numbers(each.bias)) for name, each in modules}

    def _take(self, weights: Weights) -> None:
        with torch.no_grad():
            for name, value in self._named():
                value.copy_(torch.from_numpy(weights.tensor(name, *value.shape)))

    def _named(self) -> Iterator[tuple[str, Any]]:
        yield "emb.ln.w", self.ln.weight
        yield "emb.ln.b", self.ln.bias
        for number, layer in enumerate(self.layers):
            for name, value in _parts(layer):
                yield f"l{number}.{name}", value


def _parts(layer: Any) -> Iterator[tuple[str, Any]]:
    for place, name in enumerate("qkv"):
        rows = slice(place * layer.ao.in_features, (place + 1) * layer.ao.in_features)
        yield f"{name}.w", layer.qkv.weight[rows]
        yield f"{name}.b", layer.qkv.bias[rows]
    for name in ("ao", "fi", "fo", "aln", "oln"):
        yield f"{name}.w", getattr(layer, name).weight
        yield f"{name}.b", getattr(layer, name).bias


def _numbers(value: Any) -> Floats:
    return np.array(value.detach().float().numpy())
