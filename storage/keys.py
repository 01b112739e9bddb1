"""Posting keys: the same cause has the same key, and so has its effect once."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something is posted: what kind of event, of what, in which of its revisions, and the
    run that found it (None: no run did)."""

    kind: str
    reference: str
    revision: int = 1
    run_id: int | None = None

    @property
    def key(self) -> str:
        words = json.dumps([self.kind, self.reference, self.revision, self.run_id])
        return hashlib.sha256(words.encode()).hexdigest()
