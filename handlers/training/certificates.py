"""Says when certificates end: one's own, an owner's company's, and for managers everyone's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.conversation.reply import (
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Paragraph,
    Reply,
    Table,
)
from handlers.conversation.text import Text
from handlers.conversation.turn import Happening, Turn
from handlers.training.course import Syllabus
from handlers.training.handler import training
from handlers.training.quiz_cards import begin_button
from storage.certificates import Certificate
from storage.people import EVERYONE, Person, Role
from storage.walltime import local_day

MANAGERS = frozenset({Role.CHANNEL_MANAGER})
MOST_ROWS = 30  #: in a chat; the results file has them all


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate, whose it is, what its course is called, and how many days are left."""

    certificate: Certificate
    holder: Person
    title: str
    day: date

    @property
    def left(self) -> int:
        return (self.certificate.valid_to - self.day).days

    def state(self, text: Text) -> str:
        if self.left < 0:
            return text("ended")
        return text("ends_today") if self.left == 0 else text.plural("days_left", self.left)


@training.intent("certificate", roles=EVERYONE)
def show(turn: Turn, _: str) -> Reply:
    """An owner also sees the company's people; a channel manager those of every partner."""
    role = turn.person.role
    if role in MANAGERS:
        return _everyone(held_by(turn, _members(turn), turn.text), turn.text)
    mine = held_by(turn, [turn.person], turn.text)
    colleagues = turn.records.people.at(turn.person.company.id) if role is Role.OWNER else []
    others = held_by(turn, [p for p in colleagues if p.id != turn.person.id], turn.text)
    turn.remember("training", about="certificate")
    return _own(mine, others, turn.text)


@training.button("certificates", roles=MANAGERS)
def show_pressed(turn: Turn, _: str) -> Reply:
    return show(turn, "")


def held_by(happening: Happening, people: Sequence[Person], text: Text) -> list[Held]:
    """The certificates of these people, soonest end first."""
    training_ = happening.records.training
    found = [
        Held(each, person, title_of(happening, each, text), local_day(happening.now, person.zone))
        for person in people
        for each in training_.held(person.id)
    ]
    return sorted(found, key=lambda held: (held.certificate.valid_to, held.holder.name))


def title_of(happening: Happening, certificate: Certificate, text: Text) -> str:
    course = happening.records.training.version(certificate.course_id)
    return Syllabus.of(course.document).title(text.language)


def _own(mine: Sequence[Held], others: Sequence[Held], text: Text) -> Reply:
    team: list[Block] = [_table(others, text, text("company_people"))] if others else []
    if not mine:
        offer = Buttons((Button(text("what_next"), "training.next"),))
        said = Paragraph(text("no_certificate_next"))
        return Reply(text("no_certificate"), (said, *team, offer), private=True)
    renew = tuple(_renew(each, text, len(mine)) for each in mine)
    first = mine[0]
    shown = _facts(first, text) if len(mine) == 1 else _table(mine, text, text("yours"), own=True)
    return Reply(_title(first, text), (shown, *team, Buttons(renew)), private=True)


def _title(held: Held, text: Text) -> str:
    day = held.certificate.valid_to
    if held.left < 0:
        return text("your_certificate_ended", course=held.title, day=day)
    when = held.state(text)
    return text("your_certificate_ends", course=held.title, day=day, left=when)


def _facts(held: Held, text: Text) -> Facts:
    certificate = held.certificate
    return Facts(
        (
            Fact(text("certificate"), certificate.reference),
            Fact(text("earned"), text.day(certificate.earned)),
            Fact(text("valid_to"), text.day(certificate.valid_to)),
            Fact(text("left"), held.state(text)),
        )
    )


def _everyone(held: Sequence[Held], text: Text) -> Reply:
    if not held:
        return Reply(text("nobody_certified"), private=True)
    results = Button(text("title_results"), "training.results")
    shown = (_table(held, text, text("all_people")), Buttons((results,)))
    return Reply(text.plural("all_certificates", len(held)), shown, private=True)


def _table(held: Sequence[Held], text: Text, caption: str, own: bool = False) -> Table:
    whose = () if own else (text("person"), text("partner"))
    headers = (*whose, text("course"), text("certificate"), text("valid_to"), text("left"))
    rows = tuple(_row(each, text, own) for each in held[:MOST_ROWS])
    return Table(headers, rows, caption=caption)


def _row(held: Held, text: Text, own: bool) -> tuple[str, ...]:
    partner = held.holder.partner
    whose = () if own else (held.holder.name, partner.name if partner else "")
    day = text.short_day(held.certificate.valid_to)
    return (*whose, held.title, held.certificate.reference, day, held.state(text))


def _renew(held: Held, text: Text, many: int) -> Button:
    button = begin_button(held.certificate.course, text, "renew")
    if many == 1:
        return button
    return Button(text("renew_course", course=held.title), button.action, button.value)


def _members(turn: Turn) -> list[Person]:
    return [p for p in turn.records.people.all() if p.partner_id is not None and p.active]
