"""The vectors of the example sentences, kept between starts: each sentence is read once."""

from __future__ import annotations

import io
import zipfile
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot import kept
from knowledge.model.encoder import MEANS, Encoder

Floats = NDArray[np.float32]


class Embedded:
    """An encoder that remembers what it read, by the hash of the sentence."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self._encoder = encoder
        self._path = folder / f"vectors-{spoken(encoder)}.npz"
        self._before = _unpacked(kept.read(self._path))
        self._now: dict[str, Floats] = {}

    def question(self, text: str, language: str = "") -> Floats:
        key = sha256(f"{language} {text}".encode()).hexdigest()
        vector = self._now.get(key, self._before.get(key))
        if vector is None:
            vector = self._encoder.question(text, language)
        self._now[key] = vector
        return vector

    def keep(self) -> None:
        """What was asked for this time; sentences that are gone are forgotten."""
        if self._now.keys() != self._before.keys():
            file = io.BytesIO()
            np.savez(file, keys=np.array(list(self._now)), vectors=np.stack([*self._now.values()]))
            kept.write(self._path, file.getvalue())


def spoken(encoder: Encoder) -> str:
    """Another where the same text may get another vector."""
    means = MEANS.read_bytes() if MEANS.exists() else b""
    return sha256(encoder.name.encode() + means).hexdigest()[:16]


def _unpacked(content: bytes | None) -> dict[str, Floats]:
    try:
        file = np.load(io.BytesIO(content or b""), allow_pickle=False)
        return dict(zip(file["keys"].tolist(), file["vectors"], strict=True))
    except (OSError, ValueError, KeyError, EOFError, TypeError, zipfile.BadZipFile):
        return {}
