"""Tells whoever earned it that a return took some of it back, how much and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from handlers.conversation.reply import Button, Buttons, Fact, Facts, Paragraph, Reply
from handlers.conversation.text import Text
from handlers.conversation.turn import Telling, Tick
from handlers.incentives.earning import blocks, buttons, explaining, statements
from handlers.incentives.earning.about import EVERYTHING
from handlers.incentives.earning.accounts import Account, of_member
from handlers.incentives.earning.values import Line, Statement
from handlers.incentives.handler import incentives
from storage.people import Person, Role
from storage.store import Records
from storage.values import Money, Period

#: When nobody has looked before.
LATELY = timedelta(days=1)


@incentives.every(minutes=1)
def tell_of_returns(tick: Tick) -> None:
    """Once for each return and person, however it was posted."""
    deliveries = tick.records.deliveries
    for each in tick.records.returned.since(tick.since or tick.now - LATELY):
        campaign = f"return:{each.transaction_id}"
        if not deliveries.tally(campaign):
            for person in concerned(tick.records, each.partner_id, each.member_id):
                subject = {"transaction_id": each.transaction_id, "partner_id": each.partner_id}
                key = {"campaign": campaign, "recipient": str(person.id)}
                tick.tell(person, "incentives.taken_back", **subject, **key)


@incentives.notice("taken_back")
def taken_back(telling: Telling) -> Reply | None:
    """As it is when it is sent; None when the return was told again meanwhile."""
    assert telling.person is not None
    transaction_id = int(telling.subject["transaction_id"])
    sold = telling.records.sold.these([transaction_id])[transaction_id]
    account = _account(telling.person)
    shelf = statements.shelf(telling, [account], Period.month(sold.day))
    found = shelf.statement(account, EVERYTHING)
    lines = [line for line in found.lines if line.of.transaction_id == transaction_id]
    text = Text.load("earning", telling.text.language, telling.text.zone)
    return (
        _drawn(found, lines, str((sold.further or {}).get("reason", "")), text) if lines else None
    )


def _drawn(statement: Statement, lines: list[Line], reason: str, text: Text) -> Reply:
    taken = sum((line.amount for line in lines[1:]), lines[0].amount)
    day = text.short_day(lines[0].sale.day)
    because = (Facts((Fact(text("taken_back_reason"), reason),)),) if reason else ()
    total = blocks.money(statement.totals, text)
    value = buttons.written([statement.account.key], statement.period, {})
    return Reply(
        text("taken_back", amount=Money(-taken.minor, taken.currency), day=day),
        blocks=(
            *(Paragraph(_said(line, text)) for line in lines),
            *because,
            Paragraph(text("taken_back_now", period=statement.period, total=total)),
            Buttons((Button(text("why"), "incentives.why", value),)),
        ),
        private=True,
    )


def _said(line: Line, text: Text) -> str:
    return f"{line.of.component.label}: {explaining.reckoned(line, text)}"


def _account(person: Person) -> Account:
    if person.role is Role.OWNER:
        return Account(person.company, person, True, True)
    return of_member(person, person)


def concerned(records: Records, partner_id: int, member_id: int | None) -> Iterator[Person]:
    """The member, or the partner's owners."""
    people: Iterable[Person] = records.people.at(partner_id)
    for person in people:
        if member_id == person.id or (member_id is None and person.role is Role.OWNER):
            yield person
