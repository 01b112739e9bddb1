"""Runs another encoder: a folder with `model.onnx` and `tokenizer.json`, as exporters write it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from knowledge.model.encoder import Floats, encoded, padded, session
from knowledge.model.folder import EXPORTED

MODEL, TOKENIZER = EXPORTED
POOLED = ("sentence_embedding", "embedding", "pooler_output")


class Exported:
    """Texts get the prefixes of the E5 family; outputs that are not pooled are averaged."""

    def __init__(self, folder: Path) -> None:
        described = f"{folder.name}{(folder / MODEL).stat().st_size}"
        self.name = f"{folder.name}/{sha256(described.encode()).hexdigest()[:8]}"
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._session = session(folder / MODEL)
        self._inputs = {each.name for each in self._session.get_inputs()}
        outputs = [each.name for each in self._session.get_outputs()]
        self._pooled = next((name for name in POOLED if name in outputs), None)
        self._output = self._pooled or outputs[0]

    def question(self, text: str, language: str = "") -> Floats:
        found: Floats = self._encoded([f"query: {text}"])[0]
        return found

    def passages(self, texts: Sequence[str], language: str = "") -> Floats:
        return self._encoded([f"passage: {text}" for text in texts])

    def _encoded(self, texts: Sequence[str]) -> Floats:
        return encoded(self._tokenizer, texts, self._run)

    def _run(self, tokens: Sequence[Sequence[int]]) -> Floats:
        ids, mask = padded(tokens)
        known = {
            "input_ids": ids,
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(ids),
            "position_ids": np.broadcast_to(np.arange(ids.shape[1]), ids.shape),
        }
        given = {name: value for name, value in known.items() if name in self._inputs}
        found: Floats = self._session.run([self._output], given)[0]
        if not self._pooled:
            found = (found * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        length: Floats = np.linalg.norm(found, axis=1, keepdims=True)
        return (found / length).astype(np.float32)
