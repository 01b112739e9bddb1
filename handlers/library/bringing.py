"""Tells the person who brought a file what became of it, on one card that is kept true."""

from __future__ import annotations

from handlers.conversation.reply import Reply
from handlers.conversation.routing import spoken_here
from handlers.conversation.turn import Happening, Telling
from handlers.library import cards
from handlers.library.handler import library
from storage.imports import Import

NOTICE = "library.import"


def show(happening: Happening, brought: Import) -> None:
    """In the direct chat where they brought it, else in their own."""
    records = happening.records
    if records.deliveries.copies(brought.card):
        happening.refresh(brought.card)
        return
    if brought.person_id is None:
        return
    person = records.people.get(brought.person_id)
    here = records.conversations.get(brought.conversation_id or 0)
    if here is None or not here.place.is_direct:
        happening.tell(person, NOTICE, import_id=brought.id, card=brought.card)
        return
    language = spoken_here(person, here)
    happening.tell_in(
        here, person, NOTICE, language=language, import_id=brought.id, card=brought.card
    )


@library.notice("import")
def draw(telling: Telling) -> Reply:
    return cards.shown(telling.records.imports.get(telling.subject["import_id"]), telling)
