"""Tells who brought a file of sales how far it is, on one card that is kept true."""

from __future__ import annotations

from handlers.conversation.reply import Reply
from handlers.conversation.routing import spoken_here
from handlers.conversation.text import Text
from handlers.conversation.turn import Happening, Telling
from handlers.incentives.bringing import cards
from handlers.incentives.bringing.handler import sales
from storage.conversations import Conversation
from storage.sales_files import SalesFile
from storage.store import Records
from storage.values import Language

NOTICE = "sales.file"


def show(happening: Happening, file: SalesFile) -> None:
    """In the direct chat where they brought it, else in their own."""
    records = happening.records
    if records.deliveries.copies(file.card):
        happening.refresh(file.card)
        return
    person, here = records.people.get(file.person_id), _here(records, file)
    if here is None or not here.place.is_direct:
        happening.tell(person, NOTICE, file=file.id, card=file.card)
        return
    spoken = language(records, file)
    happening.tell_in(here, person, NOTICE, language=spoken, file=file.id, card=file.card)


def spoken_words(records: Records, file: SalesFile) -> Text:
    """In the language of who brought it."""
    zone = records.people.get(file.person_id).zone
    return sales.text(language(records, file), zone)


def language(records: Records, file: SalesFile) -> Language:
    person, here = records.people.get(file.person_id), _here(records, file)
    return spoken_here(person, here) if here is not None else person.language


@sales.notice("file")
def draw(telling: Telling) -> Reply:
    return cards.shown(telling.records.sales_files.get(telling.subject["file"]), telling.text)


def _here(records: Records, file: SalesFile) -> Conversation | None:
    return records.conversations.get(file.conversation_id or 0)
