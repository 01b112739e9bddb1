"""The models of this machine, each loaded when it is first needed; any may be missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
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

    @cached_property
    def _encoder(self) -> Encoder:
        from knowledge.model.encoder import E5
        from knowledge.model.exported import Exported

        return Exported(self.named) if self.named else E5(self.installed, self._words)

    @cached_property
    def _reader(self) -> Reader:
        from knowledge.model.reader import Reader

        return Reader(self._words.tokenizer, self._words.embedded)

    @cached_property
    def _words(self) -> Words:
        from knowledge.model.encoder import Words

        return Words(self.installed)


def none() -> Models:
    """As on a machine without models: search is by words alone."""
    return Models(installed=Path("no model"))
