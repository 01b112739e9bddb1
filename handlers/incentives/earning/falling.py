"""Tells whoever earned it that news made it less: what fell, and why; once for all that was posted
together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from handlers.conversation.reply import Button, Buttons, Fact, Facts, Paragraph, Reply
from handlers.conversation.text import Text
from handlers.conversation.turn import Telling, Tick
from handlers.incentives.calculating.plans import published
from handlers.incentives.documents.words import window
from handlers.incentives.earning import accounts, buttons, statements
from handlers.incentives.earning.posting import ends
from handlers.incentives.earning.returning import LATELY, concerned
from handlers.incentives.handler import incentives
from storage.people import Role
from storage.returned import Fall
from storage.store import Records
from storage.values import Money, Period

#: How many falls have a button of their own.
MOST = 3


@incentives.every(minutes=1)
def tell_of_falls(tick: Tick) -> None:
    """One message to a person, however many lines fell."""
    since = tick.since or tick.now - LATELY
    by_person: defaultdict[int, list[Fall]] = defaultdict(list)
    for fall in tick.records.returned.falls(since):
        for person in concerned(tick.records, fall.partner_id, fall.member_id):
            by_person[person.id].append(fall)
    returns = {each.transaction_id for each in tick.records.returned.since(since)}
    for person_id, falls in by_person.items():
        told = {"falls": [list(fall) for fall in falls], "returns": sorted(returns)}
        key = {"campaign": f"fall:{falls[-1].line_id}:{person_id}", "recipient": str(person_id)}
        if not tick.records.deliveries.tally(key["campaign"]):
            tick.tell(tick.records.people.get(person_id), "incentives.fell", **told, **key)


@incentives.notice("fell")
def fell(telling: Telling) -> Reply:
    assert telling.person is not None
    text = Text.load("earning", telling.text.language, telling.text.zone)
    falls = [Fall(*each) for each in telling.subject["falls"]]
    account = accounts.own(telling.person, owner=telling.person.role is Role.OWNER)
    days = Period.month(min(ends(falls[-1].window), statements.today(telling)))
    why = Button(text("why"), "incentives.why", buttons.written([account.key], days, {}))
    wrong = (
        Button(text("fell_wrong", what=named), "disputes.wrong", str(fall.line_id))
        for fall, named in _named(telling.records, falls[:MOST], text)
    )
    facts = (
        Fact(named, text.money(Money(fall.minor, fall.currency)))
        for fall, named in _named(telling.records, falls, text)
    )
    return Reply(
        text("fell", amount=_total(falls, text)),
        blocks=(
            Facts(tuple(facts)),
            Paragraph(_because(telling.records, telling.subject, falls, text)),
            Buttons((why, *wrong)),
        ),
        private=True,
    )


def _total(falls: Sequence[Fall], text: Text) -> str:
    """By currency."""
    sums: defaultdict[str, int] = defaultdict(int)
    for fall in falls:
        sums[fall.currency] -= fall.minor
    return ", ".join(text.money(Money(minor, currency)) for currency, minor in sums.items())


def _named(records: Records, falls: Sequence[Fall], text: Text) -> Iterator[tuple[Fall, str]]:
    plans = published(records)
    labels = {(plan.id, each.id): each.label for plan in plans for each in plan.components}
    for fall in falls:
        label = labels.get((fall.plan, fall.component.partition(":")[0]), fall.component)
        yield fall, f"{label}, {window(fall.window, text)}"


def _because(
    records: Records, subject: Mapping[str, Any], falls: Sequence[Fall], text: Text
) -> str:
    """The returns of the same partner that came with it; else a sale was put right."""
    sold = records.sold.these(subject["returns"]) if subject["returns"] else {}
    partners = {fall.partner_id for fall in falls}
    found = [each for each in sold.values() if each.partner_id in partners]
    told = ", ".join(f"{each.source_id} ({text.short_day(each.day)})" for each in found)
    return text("fell_return", sales=told) if told else text("fell_correction")
