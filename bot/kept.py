"""What is worth keeping between starts, in files of the user's cache that nobody else writes."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

OTHERS_MAY_WRITE = 0o022


def cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "mitra"


def read(path: Path) -> bytes | None:
    """None where there is nothing, and where somebody else may have written it."""
    try:
        if all(_is_ours(each) for each in (path.parent, path)):
            return path.read_bytes()
    except OSError:
        return None
    return None


def write(path: Path, content: bytes) -> None:
    """Whole or not at all, in place of what this kind of file held before; where it cannot be
    kept, the next start does the work again."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        kind = path.name.partition("-")[0]
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
        for older in path.parent.glob(f"{kind}-*{path.suffix}"):
            older.unlink(missing_ok=True)
        Path(file.name).replace(path)
    except OSError:
        return


def _is_ours(path: Path) -> bool:
    found = path.stat()
    return found.st_uid == os.getuid() and not found.st_mode & OTHERS_MAY_WRITE
