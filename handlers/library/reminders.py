"""Reminds a document's owner, once, that it is about to leave force."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from handlers.conversation.reply import Paragraph, Reply, Table
from handlers.conversation.turn import Telling, Tick
from handlers.library import cards, owners
from handlers.library.handler import library
from storage.knowledge import Document
from storage.walltime import local_day

A_WEEK = 7 * 24 * 60
AHEAD = timedelta(days=14)


@library.every(minutes=A_WEEK)
def remind(tick: Tick) -> None:
    """Looking two weeks ahead every week, none is missed."""
    records, by_owner = tick.records, defaultdict[int, list[Document]](list)
    for document in records.knowledge.documents():
        steward = records.stewardship.of(document.source, tick.now)
        owner = owners.of_document(records, steward)
        ending = owner and _ends_soon(document, local_day(tick.now, owner.zone))
        if owner and ending and steward.reminded_for != document.effective_to:
            steward.reminded_for = document.effective_to
            by_owner[owner.id].append(document)
    for owner_id, documents in by_owner.items():
        ids = [document.id for document in documents]
        tick.tell(records.people.get(owner_id), "library.expiring", documents=ids)


@library.notice("expiring")
def expiring(telling: Telling) -> Reply | None:
    """What of it still ends."""
    text, wanted = telling.text, set(telling.subject["documents"])
    found = [each for each in telling.records.knowledge.documents() if each.id in wanted]
    rows = tuple(
        (cards.named(each), text.short_day(each.effective_to))
        for each in found
        if each.effective_to
    )
    if not rows:
        return None
    table = Table((text("label_document"), text("label_ends")), rows)
    return Reply(text.plural("remind", len(rows)), (table, Paragraph(text("remind_next"))), True)


def _ends_soon(document: Document, today: date) -> bool:
    return document.effective_to is not None and today <= document.effective_to <= today + AHEAD
