"""Lets the model read what it has not read yet, a little at a time, so that nobody waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.model.encoder import Encoder, Floats
from knowledge.passages import context
from storage.knowledge import Document
from storage.store import Records, Store

AT_ONCE = 48  #: windows that are read between two looks at the database


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a document has been read, in windows."""

    document: str
    done: int
    total: int


Report = Callable[[Progress], None]


def fill(store: Store, encoder: Encoder, report: Report = lambda _: None) -> int:
    """Read every document that this model has not read; how many windows were read.

    Texts are read outside of transactions. A document that is changed meanwhile is simply
    read again: its windows are new ones.
    """
    read = 0
    while (document := _next(store, encoder.name)) is not None:
        unread, total = _unread(store, document, encoder.name)
        for at in range(0, len(unread), AT_ONCE):
            part = unread[at : at + AT_ONCE]
            _give(store, part, encoder.passages([text for _, text in part], document.language))
            read += len(part)
            report(Progress(document.title, total - len(unread) + at + len(part), total))
        _done(store, document, encoder.name)
    return read


def is_due(records: Records, encoder: Encoder) -> bool:
    return records.knowledge.without_vectors_of(encoder.name) is not None


def packed(vector: Floats) -> bytes:
    """One signed byte a dimension, of a vector of length one. 384 dimensions use a small part
    of the range each, so that is spread; only the direction counts."""
    spread = vector * (127 / max(float(np.abs(vector).max()), 1e-6))
    packed: bytes = np.rint(spread).astype(np.int8).tobytes()
    return packed


def _next(store: Store, model: str) -> Document | None:
    with store.reading() as records:
        return records.knowledge.without_vectors_of(model)


def _unread(store: Store, document: Document, model: str) -> tuple[list[tuple[int, str]], int]:
    with store.reading() as records:
        passages = {each.id: each for each in records.knowledge.passages_of(document)}
        windows = list(records.knowledge.windows_of(document))
    again = document.vectors_of not in ("", model)
    unread = [
        (each.id, written(document, passages[each.passage_id].heading, text))
        for each in windows
        for text in [passages[each.passage_id].text[each.start : each.end]]
        if again or each.vector is None
    ]
    return unread, len(windows)


def written(document: Document, heading: str, text: str) -> str:
    """What the model reads of a window: where it stands, and what it says."""
    return f"{context(document, heading)}: {text}"


def _give(store: Store, part: Sequence[tuple[int, str]], vectors: Floats) -> None:
    with store.transaction() as records:
        pairs = zip(part, vectors, strict=True)
        records.knowledge.give_vectors({window: packed(vector) for (window, _), vector in pairs})


def _done(store: Store, document: Document, model: str) -> None:
    with store.transaction() as records:
        current = records.knowledge.get([document.id]).get(document.id)
        if current is not None and current.digest == document.digest:
            current.vectors_of = model
