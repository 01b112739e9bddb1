"""Encoders of our own: none needs a model."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from handlers.conversation.understanding.features import Floats

#: What means the same, in languages of which the catalogues know one.
ALIKE = (
    {"register", "daftarkan", "registrieren"},
    {"deal", "geschäft"},
    {"earn", "earned", "komisi", "verdient"},
    {"much", "berapa", "viel"},
)
WIDTH = 16


class Sense:
    """Words of one meaning share a direction; a word it does not know has one of its own."""

    name = "sense"

    def __init__(self) -> None:
        self.read: list[str] = []

    def question(self, text: str, language: str = "") -> Floats:
        self.read.append(text)
        vectors = [_direction(word) for word in text.casefold().split()]
        vector = np.sum([np.full(WIDTH, 0.01), *vectors], axis=0)
        found: Floats = (vector / np.linalg.norm(vector)).astype(np.float32)
        return found

    def passages(self, texts: Sequence[str], language: str = "") -> Floats:
        return np.stack([self.question(text, language) for text in texts])


def _direction(word: str) -> Floats:
    place = next((at for at, meaning in enumerate(ALIKE) if word in meaning), None)
    if place is not None:
        known: Floats = np.eye(WIDTH, dtype=np.float32)[place]
        return known
    seed = int.from_bytes(sha256(word.encode()).digest()[:4])
    return np.random.default_rng(seed).normal(0, 0.2, WIDTH).astype(np.float32)
