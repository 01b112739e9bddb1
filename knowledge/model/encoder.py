"""Turns texts into vectors whose nearness is nearness of meaning, in a hundred languages."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from knowledge.model.folder import ENCODER, SCALES, TOKENIZER, WORDS

Floats = NDArray[np.float32]
Run = Callable[[Sequence[Sequence[int]]], Floats]
MEANS = Path(__file__).with_name("means.npz")
OTHERS = "other"  #: languages that have no means of their own
LONGEST = 256  #: tokens of one text; what comes after them is not seen
BATCH_TOKENS = 2048  #: at once, padding included
REMEMBERED = 256  #: questions: what a sentence means and what answers it ask for the same one


class Encoder(Protocol):
    """What search asks of a model: vectors of length one.

    The language is that of the text: what all texts of a language and a kind have in common is
    taken away, so that nearness is nearness of what is said.
    """

    name: str

    def question(self, text: str, language: str = "") -> Floats: ...

    def passages(self, texts: Sequence[str], language: str = "") -> Floats: ...


class Words:
    """The tokenizer and the word embeddings, which the encoder and the reader share."""

    def __init__(self, folder: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._rows = np.load(folder / WORDS, mmap_mode="r")
        self._scales = np.load(folder / SCALES)

    def embedded(self, ids: NDArray[np.int64]) -> Floats:
        """The rows of these token ids: of shape (…, hidden)."""
        rows: Floats = self._rows[ids].astype(np.float32)
        scaled: Floats = rows * self._scales[ids].astype(np.float32)[..., None]
        return scaled


class Means:
    """What the vectors of a language's questions, and of its passages, have in common; learned
    by `knowledge.learning.means`."""

    def __init__(self, path: Path = MEANS) -> None:
        self._means: Mapping[str, Floats] = dict(np.load(path)) if path.exists() else {}

    def without(self, kind: str, language: str, vectors: Floats) -> Floats:
        mean = self._means.get(f"{kind}-{language}", self._means.get(f"{kind}-{OTHERS}"))
        if mean is None:
            return vectors
        moved = vectors - mean.astype(np.float32)
        lengths: Floats = np.linalg.norm(moved, axis=1, keepdims=True)
        found: Floats = (moved / lengths).astype(np.float32)
        return found


class E5:
    """multilingual-e5-small, as `knowledge.model.install` prepares it."""

    name = "e5-small/1"

    def __init__(self, folder: Path, words: Words) -> None:
        self._words = words
        self._session = session(folder / ENCODER)
        self._means = Means()
        self._asked = lru_cache(REMEMBERED)(self._question)

    def question(self, text: str, language: str = "") -> Floats:
        return self._means.without("question", language, self._asked(text)[None]).ravel()

    def passages(self, texts: Sequence[str], language: str = "") -> Floats:
        vectors = self._encoded([f"passage: {text}" for text in texts])
        return self._means.without("passage", language, vectors)

    def raw(self, texts: Sequence[str]) -> Floats:
        """Vectors with all that texts have in common, of texts with their prefix."""
        return self._encoded(texts)

    def _question(self, text: str) -> Floats:
        vector = self._encoded([f"query: {text}"]).ravel()
        vector.setflags(write=False)
        return vector

    def _encoded(self, texts: Sequence[str]) -> Floats:
        return encoded(self._words.tokenizer, texts, self._run)

    def _run(self, tokens: Sequence[Sequence[int]]) -> Floats:
        ids, mask = padded(tokens)
        given = {
            "words": self._words.embedded(ids),
            "attention_mask": mask,
            "position_ids": np.broadcast_to(np.arange(ids.shape[1]), ids.shape),
        }
        found: Floats = self._session.run(None, given)[0]
        return found


def session(path: Path) -> onnxruntime.InferenceSession:
    """A model that is ready to run, on no more than two threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(2, os.cpu_count() or 1)
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def encoded(tokenizer: Tokenizer, texts: Sequence[str], run: Run) -> Floats:
    """A vector of each text, in their order; `run` makes those of a batch of tokens."""
    tokens = [each.ids[:LONGEST] for each in tokenizer.encode_batch(list(texts))]
    found: dict[int, Floats] = {}
    for batch in batches([len(each) for each in tokens]):
        found.update(zip(batch, run([tokens[each] for each in batch]), strict=True))
    return np.stack([found[each] for each in range(len(texts))])


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Which texts go together: alike in length, so that little is padding."""
    order = sorted(range(len(lengths)), key=lambda at: lengths[at])
    batch: list[int] = []
    for each in order:
        if batch and (len(batch) + 1) * lengths[each] > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(each)
    if batch:
        yield batch


def padded(tokens: Sequence[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ids and mask of the same width."""
    width = max(map(len, tokens))
    ids = np.ones((len(tokens), width), np.int64)
    mask = np.zeros((len(tokens), width), np.int64)
    for row, each in enumerate(tokens):
        ids[row, : len(each)] = each
        mask[row, : len(each)] = 1
    return ids, mask
