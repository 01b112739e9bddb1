"""What `mitra say` and `mitra tick` print: the answer on every door, and what else was sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.answered import Answered
from bot.cli.speak import say, say_json, words
from bot.platforms import console
from bot.platforms.slack import draw as slack
from bot.platforms.teams import draw as teams
from handlers.conversation.reply import Reply
from handlers.conversation.saved import from_document, to_document
from storage.deliveries import Delivery
from storage.store import Records

REFERENCE = re.compile(r"\b[DT]-\d{4,}\b")


@dataclass(frozen=True, slots=True)
class Sent:
    """One delivery: `place` is what `--in` takes to answer there."""

    to: str
    platform: str
    place: str
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    answered: Answered | None
    deliveries: tuple[Sent, ...]

    @classmethod
    def of(cls, records: Records, answered: Answered, before: int) -> Report:
        caused = records.deliveries.since(before)
        return cls(answered, tuple(_sent(records, delivery) for delivery in caused))

    @classmethod
    def of_time(cls, records: Records, delivered: Iterable[int], before: int) -> Report:
        """What was sent by now, and what is waiting since."""
        ids = {*delivered, *(delivery.id for delivery in records.deliveries.since(before))}
        found = [records.deliveries.get(delivery_id) for delivery_id in sorted(ids)]
        return cls(None, tuple(_sent(records, delivery) for delivery in found))

    def document(self) -> dict[str, Any]:
        reply = self.answered.reply if self.answered else None
        key = self.answered.key if self.answered else ""
        thread = self.answered.conversation_id if self.answered else None
        return {
            "reply": _reply(reply) if reply else None,
            "slack": slack.message(reply, key) if reply else None,
            "teams": teams.message(reply, key) if reply else None,
            "thread": str(thread) if thread is not None else None,
            "reference": _reference(reply) if reply else None,
            "deliveries": [
                {
                    "to": sent.to,
                    "platform": sent.platform,
                    "place": sent.place,
                    "state": sent.state,
                    "text": sent.text,
                }
                for sent in self.deliveries
            ],
        }


def last_delivery(records: Records) -> int:
    """The newest delivery's id, to tell what a turn causes from what was there."""
    return records.deliveries.last_id()


def show(report: Report, *, as_json: bool) -> None:
    if as_json:
        say_json(report.document())
        return
    reply = report.answered.reply if report.answered else None
    if reply is not None:
        say(console.render(reply))
    elif report.answered is not None:
        say(words()("silence"))
    for sent in report.deliveries:
        say(f"\n→ {sent.to} on {sent.platform}, {sent.place}: {sent.state}\n{sent.text}")


def _reply(reply: Reply) -> dict[str, Any]:
    document = to_document(reply)
    return {
        "title": reply.title,
        "text": console.render(reply),
        "private": reply.private,
        "blocks": [{**block, "kind": block["kind"].lower()} for block in document["blocks"]],
    }


def _reference(reply: Reply) -> str | None:
    """The deal or ticket that the answer is about, when it is about one."""
    in_title = REFERENCE.findall(reply.title)
    anywhere = set(REFERENCE.findall(console.render(reply)))
    if in_title:
        return str(in_title[0])
    return anywhere.pop() if len(anywhere) == 1 else None


def _sent(records: Records, delivery: Delivery) -> Sent:
    person = records.people.get(delivery.person_id) if delivery.person_id else None
    text = console.render(from_document(delivery.reply)) if delivery.reply else ""
    return Sent(
        to=person.handle if person else delivery.channel or delivery.user,
        platform=delivery.platform,
        place=_place(records, delivery),
        state=delivery.state,
        text=text,
    )


def _place(records: Records, delivery: Delivery) -> str:
    """Its thread, once there is a conversation in it."""
    if delivery.place.is_direct and not delivery.thread:
        return "dm"
    begun = delivery.thread or delivery.message_id
    thread = records.conversations.thread(delivery.place, begun) if begun else None
    return f"thread:{thread.id}" if thread else f"channel:{delivery.channel}"
