"""What was learned from the catalogues, kept between starts: a command need not learn it again.

The file is a pickle, so it is read only where nobody but this user can have written it, and
only for the very same examples, code and numpy.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from handlers.conversation import slots, understanding
from handlers.conversation.understanding import Example, Understanding

OTHERS_MAY_WRITE = 0o022


def understanding_of(examples: Sequence[Example], folder: Path | None = None) -> Understanding:
    """As `Understanding.learn`, from the user's cache folder where it was learned before."""
    path = (folder or _cache()) / f"understanding-{_digest(examples)}.pickle"
    kept = _read(path)
    if kept is not None:
        return kept
    learned = Understanding.learn(examples)
    _write(path, learned)
    return learned


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "mitra"


def _digest(examples: Sequence[Example]) -> str:
    digest = sha256(np.__version__.encode())
    for part in _parts(examples):
        digest.update(part)
    return digest.hexdigest()[:32]


def _parts(examples: Sequence[Example]) -> Iterator[bytes]:
    for example in examples:
        yield repr((example.text, example.intent, example.language)).encode()
    for package in (slots, understanding):
        for source in sorted(Path(package.__path__[0]).glob("*.py")):
            yield source.read_bytes()


def _read(path: Path) -> Understanding | None:
    try:
        if not all(_is_ours(each) for each in (path.parent, path)):
            return None
        kept = pickle.loads(path.read_bytes())
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError):
        return None
    return kept if isinstance(kept, Understanding) else None


def _is_ours(path: Path) -> bool:
    found = path.stat()
    return found.st_uid == os.getuid() and not found.st_mode & OTHERS_MAY_WRITE


def _write(path: Path, learned: Understanding) -> None:
    """Whole or not at all; where it cannot be kept, the next start learns again."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for older in path.parent.glob("understanding-*.pickle"):
            older.unlink(missing_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(pickle.dumps(learned))
        Path(file.name).replace(path)
    except OSError:
        return
