"""The models of this machine, each loaded when it is first needed; any may be missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from knowledge.model import folder

if TYPE_CHECKING:  # slow to import, and not every command reads or searches
    from knowledge.model.encoder import Encoder, Words
    from knowledge.model.reader import Reader


@dataclass
class Models:
    """`named` is another encoder's folder (ONNX with its tokenizer); None: the one that
    `make setup` installs. The reader needs the installed one's words; `reads` switches it off."""

    named: Path | None = None
    installed: Path = field(default_factory=folder.default)
    reads: bool = True
    _lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def has_encoder(self) -> bool:
        return folder.is_exported(self.named) if self.named else folder.is_complete(self.installed)

    @property
    def has_reader(self) -> bool:
        return self.reads and folder.READER.is_file() and folder.is_complete(self.installed)

    @property
    def encoder_name(self) -> str:
        """As vectors are marked with it; empty without an encoder."""
        return self.encoder.name if self.encoder else ""

    @property
    def encoder(self) -> Encoder | None:
        with self._lock:
            return self._encoder if self.has_encoder else None

    @property
    def reader(self) -> Reader | None:
        with self._lock:
            return self._reader if self.has_reader else None

    @property
    def _encoder(self) -> Encoder:
        return _exported(self.named) if self.named else _e5(self.installed)

    @property
    def _reader(self) -> Reader:
        return _installed_reader(self.installed)


def none() -> Models:
    """As on a machine without models: search is by words alone."""
    return Models(installed=Path("no model"))


# Loaded once a process, however many applications are in it: each takes some 150 MB.


@cache
def _exported(named: Path) -> Encoder:
    from knowledge.model.exported import Exported

    return Exported(named)


@cache
def _e5(installed: Path) -> Encoder:
    from knowledge.model.encoder import E5

    return E5(installed, _words(installed))


@cache
def _installed_reader(installed: Path) -> Reader:
    from knowledge.model.reader import Reader

    words = _words(installed)
    return Reader(words.tokenizer, words.embedded)


@cache
def _words(installed: Path) -> Words:
    from knowledge.model.encoder import Words

    return Words(installed)
