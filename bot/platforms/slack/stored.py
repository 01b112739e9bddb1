"""Finds a form that stands on a message of ours again, for the person it was shown to."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.conversation.form import Form
from handlers.conversation.message import Message, Pressed
from handlers.conversation.saved import from_document
from storage.base import Document
from storage.store import Records
from storage.values import Language


@dataclass(frozen=True, slots=True)
class Stored:
    form: Form
    key: str
    language: Language


def form(records: Records, message: Message, name: str) -> Stored | None:
    """The form of that name on the pressed message; None when there is none for this person."""
    key = message.act.key if isinstance(message.act, Pressed) else ""
    found = _sent(records, key, message) or _answered(records, key, message)
    asked = from_document(found[0]).form(name) if found and found[0] else None
    return Stored(asked, key, found[1]) if found and asked else None


def _sent(records: Records, key: str, message: Message) -> tuple[Document | None, Language] | None:
    """On a message to this person, or to a place where whoever is there may press."""
    delivery = records.deliveries.with_key(key)
    if delivery is None or delivery.user not in ("", message.sender.user):
        return None
    return delivery.reply, delivery.language


def _answered(
    records: Records, key: str, message: Message
) -> tuple[Document | None, Language] | None:
    """On what was shown without a message: this person's own home."""
    sender, exchange = message.sender, records.conversations.exchange(key)
    person = records.people.known_as(sender.platform, sender.workspace, sender.user)
    if exchange is None or person is None or exchange.person_id != person.id:
        return None
    return exchange.reply, exchange.language
