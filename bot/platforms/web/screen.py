"""One place as a person sees it: what was said, what we answered, and what came unasked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.platforms.web import draw
from bot.platforms.web.people import DIRECT, Visitor
from handlers.conversation.routing import WELCOME
from handlers.conversation.saved import from_document
from storage.base import Document
from storage.conversations import Exchange
from storage.deliveries import Urgency
from storage.store import Records
from storage.timeline import Arrival, Entry, Screen

#: How a turn writes down what was done without words.
PRESSED = re.compile(r"\[([\w.]+)=(.*)\]", re.DOTALL)
SUBMITTED = re.compile(r"\[([\w.]+)\]")
Drawn = dict[str, Any]


def drawn(records: Records, chosen: Visitor, place: str) -> Drawn:
    """Lines oldest first. A line keeps its `id`; its `revision` changes when it is edited."""
    screen = _screen(records, chosen, place)
    names = {person.id: (person.handle, person.name) for person in records.people.all()}
    page = _Page(names, _reworded(records, screen))
    for happened in screen.in_order():
        page.add(happened)
    return {"mark": records.timeline.mark(), "lines": page.lines}


def _screen(records: Records, chosen: Visitor, place: str) -> Screen:
    if place != DIRECT:
        return records.timeline.channel(place)
    return records.timeline.direct(chosen.person.id) if chosen.person else Screen()


def _reworded(records: Records, screen: Screen) -> set[str]:
    return records.composings.reworded_among([each.exchange.key for each in screen.entries])


@dataclass
class _Page:
    """The lines so far, and what the buttons and forms on them are called; `reworded` are the
    answers that were put into other words since."""

    names: dict[int, tuple[str, str]]
    reworded: set[str] = field(default_factory=set)
    lines: list[Drawn] = field(default_factory=list)
    buttons: dict[tuple[str, str], tuple[str, Drawn]] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)

    def add(self, happened: Entry | Arrival) -> None:
        if isinstance(happened, Arrival):
            self._arrived(happened)
        elif happened.exchange.reply is None or not self._replaced(happened):
            self._exchanged(happened)

    def _arrived(self, arrival: Arrival) -> None:
        first, latest = arrival.original, arrival.latest
        if latest.reply is None:
            return
        line = _reply(f"delivery-{first.id}", latest.key, latest.reply) | {
            "at": arrival.at.isoformat(),
            "platform": first.platform,
            "thread": first.thread or first.message_id,
            "unasked": first.urgency is not Urgency.ANSWER,
            "edited": arrival.is_edited,
        }
        self._show(line)

    def _replaced(self, entry: Entry) -> bool:
        """An answer that takes the place of the message whose button was pressed."""
        _, line = self._button(PRESSED.fullmatch(entry.exchange.said))
        answer = _reply("", entry.exchange.key, entry.exchange.reply or {})
        if not line or not answer["message"]["replaces"]:
            return False
        line |= {"message": answer["message"], "revision": answer["revision"], "edited": True}
        self._learn(line)
        return True

    def _exchanged(self, entry: Entry) -> None:
        exchange = entry.exchange
        where = {
            "at": exchange.at.isoformat(),
            "platform": entry.conversation.platform,
            "thread": entry.conversation.thread,
        }
        if not _opened(exchange):
            self.lines.append(self._said(entry) | where)
        if exchange.reply is not None:
            edited = exchange.key in self.reworded
            revision = {"revision": f"{exchange.key}-reworded"} if edited else {}
            plain = {"unasked": False, "edited": edited, **revision}
            self._show(_reply(exchange.key, exchange.key, exchange.reply) | where | plain)

    def _said(self, entry: Entry) -> Drawn:
        exchange = entry.exchange
        by, name = self.names.get(exchange.person_id or 0, ("", ""))
        kind, words = self._did(exchange.said)
        return {
            "id": f"{exchange.key}-said",
            "revision": exchange.key,
            "kind": kind,
            "words": words,
            "by": by,
            "name": name,
        }

    def _did(self, said: str) -> tuple[str, str]:
        """What it was, and its words: a sentence's own, or those on the button or the form."""
        if pressed := PRESSED.fullmatch(said):
            return "pressed", self._button(pressed)[0]
        if submitted := SUBMITTED.fullmatch(said):
            return "submitted", self.forms.get(submitted[1], "")
        return ("said", said) if said else ("files", "")

    def _button(self, pressed: re.Match[str] | None) -> tuple[str, Drawn]:
        """What a button is called, and the line it stands on."""
        nothing: tuple[str, Drawn] = ("", {})
        return self.buttons.get((pressed[1], pressed[2]), nothing) if pressed else nothing

    def _show(self, line: Drawn) -> None:
        self.lines.append(line)
        self._learn(line)

    def _learn(self, line: Drawn) -> None:
        for block in line["message"]["blocks"]:
            for action, value, label in _labels(block):
                self.buttons[action, value] = label, line
            if block["kind"] == "AskWith":
                self.forms[block["form"]["name"]] = block["form"]["title"]


def _opened(exchange: Exchange) -> bool:
    """Nothing was said: the chat was opened, whether or not anyone greets."""
    return not exchange.said and (exchange.operation == WELCOME or exchange.outcome == "stale")


def _reply(line_id: str, key: str, document: Document) -> Drawn:
    message = draw.message(from_document(document), key)
    return {"id": line_id, "revision": key, "kind": "reply", "by": "", "message": message}


def _labels(block: Drawn) -> Iterator[tuple[str, str, str]]:
    match block["kind"]:
        case "Buttons":
            for button in block["buttons"]:
                yield button["action"], button["value"], button["label"]
        case "Feedback":
            yield block["action"], f"up:{block['subject']}", block["yes"]
            yield block["action"], f"down:{block['subject']}", block["no"]
