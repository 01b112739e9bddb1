"""What was learned from the catalogues, kept between starts: a command need not learn it again.

The file is a pickle, so it is read only where nobody but this user can have written it, and
only for the very same examples, code, numpy and language model.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot import kept
from handlers.conversation import slots, understanding
from handlers.conversation.understanding import Example, Understanding

if TYPE_CHECKING:  # slow to import, and not every command reads sentences
    from knowledge.model.encoder import Encoder

WORDS, MEANING = "words", "meaning"


def understanding_of(
    examples: Sequence[Example], encoder: Encoder | None = None, folder: Path | None = None
) -> Understanding:
    """As it was learned before; where the vectors were not yet, from words, which is quick."""
    folder = folder or kept.cache()
    if encoder is not None:
        from bot.embedded import spoken

        found = _read(_path(folder, MEANING, examples, spoken(encoder)))
        if found is not None:
            return found.reading_with(encoder)
    path = _path(folder, WORDS, examples)
    learned = _read(path)
    if learned is None:
        learned = Understanding.learn(examples)
        kept.write(path, pickle.dumps(learned))
    return learned


def studied(
    examples: Sequence[Example], encoder: Encoder, folder: Path | None = None
) -> Understanding:
    """Learned from words and vectors, however long that takes, and kept."""
    from bot.embedded import Embedded, spoken

    folder = folder or kept.cache()
    path = _path(folder, MEANING, examples, spoken(encoder))
    found = _read(path)
    if found is None:
        embedded = Embedded(encoder, folder)
        found = Understanding.learn(examples, embedded)
        embedded.keep()
        kept.write(path, pickle.dumps(found))
    return found.reading_with(encoder)


def _path(folder: Path, kind: str, examples: Sequence[Example], encoder: str = "") -> Path:
    digest = sha256(f"{np.__version__} {encoder}".encode())
    for part in _parts(examples):
        digest.update(part)
    return folder / f"{kind}-{digest.hexdigest()[:32]}.pickle"


def _parts(examples: Sequence[Example]) -> Iterator[bytes]:
    for example in examples:
        yield repr((example.text, example.intent, example.language)).encode()
    for package in (slots, understanding):
        for source in sorted(Path(package.__path__[0]).glob("*.py")):
            yield source.read_bytes()


def _read(path: Path) -> Understanding | None:
    content = kept.read(path)
    if content is None:
        return None
    try:
        found = pickle.loads(content)
    except (pickle.UnpicklingError, EOFError, AttributeError, ImportError):
        return None
    return found if isinstance(found, Understanding) else None
