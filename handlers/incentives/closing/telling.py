"""Tells approvers what waits for them, and earners that their statement is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from handlers.conversation.calendar import Calendar, business_deadline
from handlers.conversation.reply import Reply
from handlers.conversation.routing import spoken_here
from handlers.conversation.turn import Happening, Telling, Tick, Turn
from handlers.incentives.calculating.calendar import today
from handlers.incentives.closing import cards
from handlers.incentives.closing.handler import APPROVERS, closing
from handlers.incentives.closing.month import called, month_of
from handlers.incentives.closing.statement import told
from storage.deliveries import DeliveryState
from storage.people import Person, Role
from storage.periods import PeriodState, SettlementPeriod
from storage.statements import IssuedStatement
from storage.store import Records

NUDGE = 2  #: business days in which somebody should have approved


def card(code: str) -> str:
    return f"period:{code}"


def follow(turn: Turn, code: str) -> None:
    """A card in this person's direct chat that is kept true from now on."""
    copies = turn.records.deliveries.copies(card(code))
    if any(copy.person_id == turn.person.id for copy in copies):
        turn.refresh(card(code))
        return
    here, subject = turn.conversation, {"code": code, "card": card(code)}
    if not here.place.is_direct:
        turn.tell(turn.person, "closing.month", **subject)
        return
    language = spoken_here(turn.person, here)
    turn.tell_in(here, turn.person, "closing.month", language=language, **subject)


def tell_approvers(happening: Happening, period: SettlementPeriod) -> None:
    """Everybody but who submitted it."""
    for person in approvers(happening.records, period):
        happening.tell(person, "closing.waiting", code=period.code, card=card(period.code))


def tell_earners(happening: Happening, code: str, issued: Iterable[IssuedStatement]) -> None:
    """Each once: the member it is for, or a partner's owners."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for statement in issued:
        for person in _concerned(happening.records, statement):
            found[person.id].append(statement.id)
    for person_id, ids in sorted(found.items()):
        happening.tell(
            happening.records.people.get(person_id),
            "closing.statement",
            code=code,
            statements=ids,
            campaign=f"statements:{code}",
            recipient=str(person_id),
        )


def approvers(records: Records, period: SettlementPeriod) -> Sequence[Person]:
    """Who may approve it; nobody approves what they submitted."""
    able = records.people.with_role(*APPROVERS)
    return [person for person in able if person.id != period.prepared_by_id]


@closing.notice("month")
def month(telling: Telling) -> Reply | None:
    """As it is now, with the next step if that is for this reader."""
    reader = telling.person
    if reader is None or reader.role not in APPROVERS:
        return None
    found = month_of(telling.records, called(telling.subject["code"]), telling.now)
    return cards.month(found, reader, telling.records, telling.text)


@closing.notice("waiting")
def waiting(telling: Telling) -> Reply | None:
    """Not worth saying once somebody approved it before it was sent."""
    period = telling.records.periods.coded(telling.subject["code"])
    first = telling.copy.state is not DeliveryState.SENT and telling.copy.replaces_id is None
    if first and (period is None or period.state is not PeriodState.IN_REVIEW):
        return None
    return month(telling)


@closing.notice("statement")
def statement(telling: Telling) -> Reply | None:
    assert telling.person is not None
    ids = set(telling.subject["statements"])
    period = telling.records.periods.coded(telling.subject["code"])
    issued = telling.records.statements.these(ids)
    return told(issued, period, telling.records, telling.text) if period else None


@closing.every(minutes=60)
def remind(tick: Tick) -> None:
    """Once, when nobody has approved it in time."""
    for period in tick.records.periods.all():
        if period.state is PeriodState.IN_REVIEW and period.prepared_at is not None:
            due = _due(tick.records, period.prepared_at)
            if (tick.since or period.prepared_at) < due <= tick.now:
                for person in approvers(tick.records, period):
                    tick.tell(person, "closing.nudge", code=period.code)


@closing.notice("nudge")
def nudge(telling: Telling) -> Reply | None:
    """What was approved meanwhile waits no longer."""
    period = telling.records.periods.coded(telling.subject["code"])
    if period is None or period.state is not PeriodState.IN_REVIEW:
        return None
    drawn = month(telling)
    return cards.late(drawn, period, telling.records, telling.text) if drawn else None


def _due(records: Records, since: datetime) -> datetime:
    """In the vendor's office hours."""
    installation = records.installation.this()
    zone = installation.zone if installation else "UTC"
    rule = records.rules.on("calendar.hours", today(records, since)).value
    return business_deadline(since, NUDGE, Calendar.of(rule, zone))


def _concerned(records: Records, issued: IssuedStatement) -> Iterator[Person]:
    if issued.member_id is not None:
        member = records.people.get(issued.member_id)
        yield from [member] if member.active else []
    else:
        people = records.people.at(issued.partner_id)
        yield from (each for each in people if each.role is Role.OWNER)
