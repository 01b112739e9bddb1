"""Keeps the copy of the knowledge that is searched in step with the database."""

from __future__ import annotations

from threading import Lock

from knowledge.index import Copy
from knowledge.segment import load
from storage.knowledge import Listed
from storage.store import Records

MOST_SEGMENTS = 8


class Index:
    """The copy that is in use; a newer one takes its place whole."""

    def __init__(self, model: str = "") -> None:
        self._model, self._lock = model, Lock()
        self._copy = Copy("", {}, ())

    def refreshed(self, records: Records) -> Copy:
        """The knowledge as this transaction sees it."""
        edition = records.knowledge.edition()
        with self._lock:
            if edition != self._copy.edition:
                self._copy = self._renewed(records, edition)
            return self._copy

    def _renewed(self, records: Records, edition: str) -> Copy:
        """Copy only what changed; begin anew when that has left too many pieces."""
        before = self._copy
        listed = {each.id: each for each in records.knowledge.listed()}
        same = {key for key, each in listed.items() if _is_copied(each, before.documents.get(key))}
        changed = [each for key, each in listed.items() if key not in same]
        kept = [part for each in before.segments if (part := each.without(same)).documents]
        if len(kept) >= MOST_SEGMENTS or len(changed) * 2 > len(listed):
            kept, changed = [], list(listed.values())
        new = [load(records, changed, self._model)] if changed else []
        return Copy(edition, listed, (*kept, *new))


def _is_copied(now: Listed, before: Listed | None) -> bool:
    if before is None:
        return False
    return (now.digest, now.vectors_of) == (before.digest, before.vectors_of)
