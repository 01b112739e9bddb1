"""Draws a delivery as it is about to be sent: in its reader's language, as things are now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.outgoing import Outgoing
from handlers.conversation.registry import Registry
from handlers.conversation.reply import Reply
from handlers.conversation.saved import from_document, to_document
from handlers.conversation.turn import Telling
from storage.deliveries import Delivery, DeliveryState
from storage.people import Person
from storage.store import Records


@dataclass(frozen=True, slots=True)
class Pointless:
    """It is no longer worth sending."""

    reason: str


@dataclass(frozen=True, slots=True)
class Drawing:
    records: Records
    registry: Registry
    now: datetime

    def outgoing(self, delivery: Delivery) -> Outgoing | Pointless:
        """The message, kept on the delivery; or why there is none."""
        person = self.records.people.get(delivery.person_id) if delivery.person_id else None
        original = self._original(delivery)
        if why := self._pointless(delivery, original, person):
            return Pointless(why)
        reply = self._reply(delivery, original, person)
        if reply is None:
            return Pointless("no longer needed")
        delivery.reply = to_document(reply)
        return self.kept(delivery)

    def kept(self, delivery: Delivery) -> Outgoing:
        """The message as it was last drawn."""
        original = self._original(delivery)
        assert delivery.reply is not None
        return Outgoing(
            key=delivery.key,
            place=original.place,
            user=delivery.user,
            reply=from_document(delivery.reply),
            replaces=original.message_id if original is not delivery else "",
            reference=self._reference(original),
            since=delivery.intent_at,
            language=delivery.language,
        )

    def _original(self, delivery: Delivery) -> Delivery:
        replaced = delivery.replaces_id
        return delivery if replaced is None else self.records.deliveries.get(replaced)

    def _pointless(self, delivery: Delivery, original: Delivery, person: Person | None) -> str:
        if person is not None and not person.active:
            return "no longer active"
        if original is delivery:
            return ""
        if original.state is not DeliveryState.SENT:
            return "there is no message to edit"
        return "a newer edit" if self.records.deliveries.has_newer_edit(delivery) else ""

    def _reply(
        self, delivery: Delivery, original: Delivery, person: Person | None
    ) -> Reply | None:
        if not delivery.notice:
            assert delivery.reply is not None
            return from_document(delivery.reply)
        zone = person.zone if person else self._zone()
        telling = Telling(
            records=self.records,
            now=self.now,
            publish=self.registry.publish,
            subject=delivery.subject,
            person=person,
            text=self.registry.text(delivery.notice, delivery.language, zone),
            copy=original,
        )
        return self.registry.notice(delivery.notice)(telling)

    def _zone(self) -> str:
        installation = self.records.installation.this()
        return installation.zone if installation else "UTC"

    def _reference(self, delivery: Delivery) -> Mapping[str, Any]:
        """The platform's own address: as it came with the message that this answers, else of
        the conversation, else of the person's account."""
        if delivery.reference:
            return delivery.reference
        there = delivery.conversation_id
        conversation = self.records.conversations.get(there) if there else None
        if conversation is not None and conversation.reference:
            return conversation.reference
        account = self.records.people.account(delivery.platform, delivery.workspace, delivery.user)
        return account.reference if account else {}
