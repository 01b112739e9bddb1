"""Tells finance once about sales that nobody can be paid for until there is a rate."""

from __future__ import annotations

from handlers.conversation.reply import Paragraph, Reply, private
from handlers.conversation.turn import Telling, Tick
from handlers.incentives.exchanging.cards import wait
from handlers.incentives.exchanging.handler import KEEPERS, rates


@rates.every(minutes=10)
def look(tick: Tick) -> None:
    """What has begun to wait since the last look."""
    if tick.records.uncounted.by_currency(tick.since):
        for person in tick.records.people.with_role(*KEEPERS):
            tick.tell(person, "rates.waiting")


@rates.notice("waiting")
def waiting(telling: Telling) -> Reply | None:
    """As it is when it is sent; what was counted meanwhile waits no more."""
    found = telling.records.uncounted.by_currency()
    if not found:
        return None
    told = [Paragraph(wait(each, telling.text)) for each in found]
    return private(telling.text("waiting_title"), *told, Paragraph(telling.text("how")))
