"""What training says unasked: reminders, the end of a certificate, and who has earned one."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.conversation.reply import Buttons, Fact, Facts, Paragraph, Reply
from handlers.conversation.turn import Telling, Tick, preferred_account
from handlers.training.certificates import title_of
from handlers.training.handler import training
from handlers.training.quiz_cards import begin_button
from storage.certificates import EXPIRED, Certificate
from storage.people import MEMBERS, Person
from storage.walltime import local_day

STEPS = (1, 7, 14)  #: days before the end, the latest first
MORNING, EVENING = time(8), time(20)
EARLIEST_ZONE = timedelta(hours=14)  #: where a day begins first, ahead of UTC


@training.every(minutes=10)
def remind(tick: Tick) -> None:
    """Tell each holder the latest step that is due, once, in the daytime of their zone."""
    far = (tick.now + EARLIEST_ZONE).date() + timedelta(days=max(STEPS))
    for certificate in tick.records.training.ending(far):
        holder = tick.records.people.get(certificate.person_id)
        step = _step(certificate, (certificate.valid_to - local_day(tick.now, holder.zone)).days)
        if step is not None and holder.active and _is_day(tick.now, holder):
            _reach(tick, holder, certificate, step)


def _step(certificate: Certificate, left: int) -> int | None:
    """The reminder that so many days call for; `EXPIRED` when none is left."""
    if left < 0:
        return EXPIRED
    return next((step for step in STEPS if left <= step), None)


def _is_day(now: datetime, person: Person) -> bool:
    return MORNING <= now.astimezone(ZoneInfo(person.zone)).time() < EVENING


def _reach(tick: Tick, holder: Person, certificate: Certificate, step: int) -> None:
    """Once, whoever runs this. The nearest step stands for farther ones that were missed."""
    training_ = tick.records.training
    linked = preferred_account(holder, tick.records.people.accounts(holder.id)) is not None
    if not linked and step != EXPIRED:
        return
    if not training_.take(certificate, step, tick.now):
        return
    notice = "training.expired" if step == EXPIRED else "training.expires"
    tick.tell(holder, notice, certificate_id=certificate.id)
    if step == EXPIRED:
        facts = {"person_id": holder.id, "certificate_id": certificate.id}
        tick.emit("certificate.expired", **facts)


@training.notice("expires")
def expires(telling: Telling) -> Reply | None:
    """Nothing once it was renewed, or has ended meanwhile."""
    certificate, holder = _about(telling)
    left = (certificate.valid_to - local_day(telling.now, holder.zone)).days
    if certificate.renewed_by_id is not None or left < 0:
        return None
    text, title = telling.text, title_of(telling, certificate, telling.text)
    when = text.plural("days_left", left) if left else text("ends_today")
    facts = (
        Fact(text("certificate"), certificate.reference),
        Fact(text("valid_to"), text.day(certificate.valid_to)),
    )
    offer = Buttons((begin_button(certificate.course, text, "renew"),))
    reminder = text("reminder", course=title, left=when)
    return Reply(reminder, (Facts(facts), Paragraph(text("renew_next")), offer), private=True)


@training.notice("expired")
def expired(telling: Telling) -> Reply | None:
    """With what it means for the company: fewer certified people count for its tier."""
    certificate, holder = _about(telling)
    if certificate.renewed_by_id is not None:
        return None
    text, title = telling.text, title_of(telling, certificate, telling.text)
    said = text("expired", course=title, day=certificate.valid_to)
    offer = Buttons((begin_button(certificate.course, text, "renew"),))
    blocks = [Paragraph(each) for each in _for_tier(telling, certificate, holder, title)]
    return Reply(said, (*blocks, Paragraph(text("renew_next")), offer), private=True)


@training.notice("earned")
def earned(telling: Telling) -> Reply:
    """For the owner of the holder's company."""
    certificate, holder = _about(telling)
    text, title = telling.text, title_of(telling, certificate, telling.text)
    facts = (
        Fact(text("certificate"), certificate.reference),
        Fact(text("valid_to"), text.day(certificate.valid_to)),
    )
    said = text("colleague_passed", name=holder.name, course=title)
    return Reply(said, (Facts(facts),), private=True)


def _for_tier(telling: Telling, certificate: Certificate, holder: Person, title: str) -> list[str]:
    if holder.role not in MEMBERS:
        return []
    text, day, partner = telling.text, local_day(telling.now, holder.zone), holder.company
    left = len(telling.records.training.certified_at(partner.id, certificate.course, day))
    tier = telling.records.partners.tier(partner.id, day)
    said = text.plural("certified_left", left, partner=partner.name, course=title)
    return [said, text("may_cost_tier", tier=tier.title())] if tier else [said]


def _about(telling: Telling) -> tuple[Certificate, Person]:
    certificate = telling.records.training.certificate(telling.subject["certificate_id"])
    return certificate, telling.records.people.get(certificate.person_id)
