"""Where the models' files are, and whether they are all there."""

from __future__ import annotations

import sys
from pathlib import Path

ENCODER, WORDS, SCALES, TOKENIZER = "encoder.onnx", "words.npy", "scales.npy", "tokenizer.json"
INSTALLED = (ENCODER, WORDS, SCALES, TOKENIZER)
EXPORTED = ("model.onnx", TOKENIZER)
READER = Path(__file__).with_name("reader.onnx")


def default() -> Path:
    """Beside the packages that it belongs to."""
    return Path(sys.prefix) / "share" / "mitra" / "e5"


def is_complete(folder: Path) -> bool:
    """Is the encoder here that `knowledge.model.install` makes?"""
    return all((folder / name).is_file() for name in INSTALLED)


def is_exported(folder: Path) -> bool:
    """Is an encoder here as exporters write them?"""
    return all((folder / name).is_file() for name in EXPORTED)
