"""Words for a capability that only a test has, beside the real catalogues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from handlers.conversation import text


@contextmanager
def added(folder: Path, name: str, words: Mapping[str, str]) -> Iterator[None]:
    """The catalogue `name`, written by language, until the block ends."""
    for language, written in words.items():
        (folder / language).mkdir(parents=True)
        for existing in (text.CATALOGUES / language).glob("*.toml"):
            (folder / language / existing.name).write_text(existing.read_text("utf-8"), "utf-8")
        (folder / language / f"{name}.toml").write_text(written, "utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(text, "CATALOGUES", folder)
        text._catalogue.cache_clear()
        yield
    text._catalogue.cache_clear()
