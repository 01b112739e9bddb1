"""Puts documents into the knowledge and takes them away, always so that it can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handlers.conversation.turn import Turn
from handlers.library import drafts
from knowledge import library as shelf
from knowledge.sources import Source
from storage.imports import Import, ImportState
from storage.knowledge import Document


@dataclass(frozen=True, slots=True)
class Published:
    """A document, and the import that its undoing is asked for with."""

    document: Document
    by: Import


def publish(turn: Turn, draft: Import) -> Published:
    """From now on it answers questions; what came from the same source before is kept."""
    assert draft.source is not None
    source = drafts.from_document(draft.source)
    before = turn.records.knowledge.from_source(source.name)
    kept = keep(turn, before) if before else None
    document = shelf.put(turn.records, source)
    draft.state, draft.document_id = ImportState.PUBLISHED, document.id
    draft.facts = {**draft.facts, "before": kept.id if kept else 0}
    done, total = turn.records.imports.learned(document.id)
    draft.done, draft.total = done if turn.finder.models.has_encoder else total, total
    _settle(turn, document, draft)
    turn.audit("library.publish", source.name, "done", title=source.title, version=source.version)
    turn.refresh(draft.card)
    return Published(document, draft)


def change(turn: Turn, document: Document, source: Source) -> Published:
    """The same document with other details."""
    changed = Import(
        name=document.source,
        created_at=turn.now,
        person_id=turn.person.id,
        conversation_id=turn.conversation.id,
        state=ImportState.READY,
        source=drafts.to_document(source),
    )
    return publish(turn, turn.records.imports.add(changed))


def withdraw(turn: Turn, document: Document) -> Import:
    """It is gone; what it was is kept."""
    kept = keep(turn, document)
    turn.records.knowledge.remove(document)
    turn.audit("library.withdraw", document.source, "done", title=document.title)
    return kept


def undo(turn: Turn, done: Import) -> bool:
    """Whether it could be: not when the document is another one by now."""
    document = turn.records.knowledge.from_source(_source_name(done))
    if done.state is ImportState.REPLACED:
        return document is None and _restored(turn, done)
    is_ours = document is not None and document.id == done.document_id
    if done.state is not ImportState.PUBLISHED or document is None or not is_ours:
        return False
    before = done.facts.get("before")
    if before:
        return _restored(turn, turn.records.imports.get(before), done)
    withdraw(turn, document)
    done.state = ImportState.READY
    turn.refresh(done.card)
    return True


def keep(turn: Turn, document: Document) -> Import:
    """A document as it is, to be put back."""
    passages = turn.records.knowledge.passages_of(document)
    kept = Import(
        name=document.source,
        created_at=turn.now,
        person_id=turn.person.id,
        state=ImportState.REPLACED,
        source=drafts.to_document(drafts.of_stored(document, passages)),
    )
    return turn.records.imports.add(kept)


def _restored(turn: Turn, kept: Import, undone: Import | None = None) -> bool:
    assert kept.source is not None
    document = shelf.put(turn.records, drafts.from_document(kept.source))
    kept.state, kept.document_id, kept.done = ImportState.PUBLISHED, document.id, kept.total
    if undone is not None:
        undone.state = ImportState.READY
        turn.refresh(undone.card)
    turn.audit("library.undo", document.source, "done", title=document.title)
    _look_again(turn, document)
    return True


def _settle(turn: Turn, document: Document, draft: Import) -> None:
    steward = turn.records.stewardship.of(document.source, turn.now)
    steward.owner_id = steward.owner_id or draft.facts.get("owner_id") or turn.person.id
    if review := draft.facts.get("review_on"):
        steward.review_on = date.fromisoformat(review)
    if draft.gap_id is not None:
        turn.records.stewardship.look_again(draft.gap_id, document.id)
    _look_again(turn, document)


def _look_again(turn: Turn, document: Document) -> None:
    """Who asked something that this may answer is told soon, outside this turn."""
    turn.records.stewardship.watch([document], turn.now)
    turn.records.stewardship.look_again()
    turn.emit("knowledge.published", document_id=document.id)


def _source_name(done: Import) -> str:
    return str((done.source or {}).get("name", done.name))
