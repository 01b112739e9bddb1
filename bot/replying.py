"""The delivery that carries an answer, and the message of ours that it takes the place of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.answered import Answered
from handlers.conversation.message import Message, Pressed, Submitted
from handlers.conversation.reply import AskWith, Buttons, Facts, Paragraph, Reply
from handlers.conversation.saved import from_document, to_document
from storage.deliveries import Delivery, Urgency
from storage.store import Records
from storage.values import Place


@dataclass(frozen=True, slots=True)
class Replying:
    """Answers one message, in the transaction of its turn."""

    records: Records
    now: datetime
    message: Message

    def send(self, answered: Answered, reply: Reply, place: Place) -> None:
        """Put the answer into the outbox, ahead of everything unasked."""
        sender, replaced = self.message.sender, self._replaced(reply, place)
        person = self.records.people.known_as(sender.platform, sender.workspace, sender.user)
        delivery = Delivery(
            key=answered.key,
            urgency=Urgency.ANSWER,
            platform=place.platform,
            workspace=place.workspace,
            user=sender.user,
            channel=place.channel,
            thread=place.thread,
            setting=place.setting,
            language=answered.language,
            created_at=self.now,
            due_at=self.now,
            person_id=person.id if person else None,
            conversation_id=answered.conversation_id,
            reply=to_document(reply),
            replaces_id=replaced.id if replaced else None,
            reference=dict(self.message.reference) if place == self.message.place else {},
        )
        self.records.deliveries.add(delivery)

    def _replaced(self, reply: Reply, place: Place) -> Delivery | None:
        """The message of ours, in the same chat, that this answer takes the place of."""
        act = self.message.act
        if not isinstance(act, Pressed | Submitted) or not act.key:
            return None
        found = self.records.deliveries.with_key(act.key)
        if found is None or not _stands_in(found, place, self.message.sender.user):
            return None
        asked = isinstance(act, Submitted) and act.inline and _only_asks(found)
        return found if reply.replaces or asked else None


def _stands_in(delivery: Delivery, place: Place, user: str) -> bool:
    """Is a message in this chat, which is this person's own where it is direct?"""
    if place.is_direct:
        return delivery.place.is_direct and delivery.user == user
    return not delivery.place.is_direct and delivery.channel == place.channel


def _only_asks(delivery: Delivery) -> bool:
    """Does a message hold nothing that is still worth reading once its form is sent in?"""
    blocks = from_document(delivery.reply).blocks if delivery.reply else ()
    return all(isinstance(block, AskWith | Paragraph | Facts | Buttons) for block in blocks)
