"""The support desk: where it is, when it owes a first answer, and how a ticket gets there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from handlers.conversation.calendar import Calendar, after_office_hours
from handlers.conversation.turn import Turn
from storage.conversations import Exchange
from storage.people import Person, Role
from storage.rules import UnknownRule
from storage.tickets import EntryKind, Ticket, TicketEntry, TicketTopic
from storage.values import Language, Place, Platform, Setting
from storage.walltime import local_day

OWNER = "support.ticket"
TEAM = frozenset({Role.SUPPORT, Role.CHANNEL_MANAGER, Role.ADMINISTRATOR})
LINES = 5  #: exchanges that the team is shown
AN_ERROR = "E-"


@dataclass(frozen=True, slots=True)
class Desk:
    """The team's channel, and the language it works in."""

    place: Place
    language: Language


def open_ticket(turn: Turn, about: str) -> Ticket:
    """A new ticket for what was asked here, told to the team."""
    ticket = turn.records.tickets.add(
        Ticket(
            reference=turn.records.tickets.new_reference(),
            person=turn.person,
            conversation=turn.conversation,
            language=turn.language,
            topic=_topic(turn, about),
            opened_at=turn.now,
            due_at=_due(turn),
            transcript={"lines": _transcript(turn)},
        )
    )
    write(turn, ticket, EntryKind.ASKED, about)
    turn.audit("support.opened", ticket.reference, "done")
    _tell_team(turn, ticket)
    return ticket


def write(turn: Turn, ticket: Ticket, kind: EntryKind, words: str) -> TicketEntry:
    entry = TicketEntry(
        ticket_id=ticket.id, author_id=turn.person.id, at=turn.now, kind=kind, text=words
    )
    return turn.records.tickets.write(entry)


def tell_partner(turn: Turn, ticket: Ticket, notice: str, **subject: Any) -> None:
    """In the very conversation in which they asked, in the language they asked in."""
    turn.tell_in(
        ticket.conversation,
        ticket.person,
        notice,
        language=ticket.language,
        ticket_id=ticket.id,
        **subject,
    )


def tell_thread(turn: Turn, ticket: Ticket, notice: str, **subject: Any) -> None:
    """A line in the team's thread, and the card above it as things are now."""
    desk = find(turn)
    language = desk.language if desk else Language.EN
    for thread in turn.records.conversations.owned(OWNER, ticket.reference):
        turn.tell_place(thread.place, language, notice, ticket_id=ticket.id, **subject)
    turn.refresh(card(ticket))


def card(ticket: Ticket) -> str:
    return f"ticket:{ticket.id}"


def find(turn: Turn) -> Desk | None:
    """Where the team is; None where no rule names a channel."""
    try:
        rule = turn.records.rules.on("support.channel", _today(turn)).value
    except UnknownRule:
        return None
    platform, workspace = Platform(rule["platform"]), rule["workspace"]
    place = Place(platform, workspace, rule["channel"], "", Setting.CHANNEL)
    return Desk(place, Language(rule.get("language", Language.EN)))


def _tell_team(turn: Turn, ticket: Ticket) -> None:
    """In their channel; where there is none, each support person for themselves."""
    subject: dict[str, Any] = {
        "ticket_id": ticket.id,
        "card": card(ticket),
        "owner": OWNER,
        "owner_subject": ticket.reference,
    }
    desk = find(turn)
    if desk is not None:
        turn.tell_place(desk.place, desk.language, "support.opened", **subject)
        return
    for person in turn.records.people.with_role(Role.SUPPORT):
        turn.tell(person, "support.opened", **subject)


def _topic(turn: Turn, about: str) -> TicketTopic:
    if about.startswith(AN_ERROR):
        return TicketTopic.ERROR
    asked = turn.topic.get("handler") == "questions"
    return TicketTopic.QUESTION if asked else TicketTopic.REQUEST


def _due(turn: Turn) -> datetime | None:
    """Hours of the partner's own calendar; None where no rule promises any."""
    rules, day = turn.records.rules, _today(turn)
    try:
        hours = rules.on("support.first_answer", day).value["business_hours"]
        calendar = Calendar.of(rules.on("calendar.hours", day).value, turn.person.zone)
    except UnknownRule:
        return None
    return after_office_hours(turn.now, timedelta(hours=hours), calendar)


def _today(turn: Turn) -> date:
    return local_day(turn.now, turn.person.zone)


def _transcript(turn: Turn) -> list[list[str]]:
    """What was said here until now: the person's words and the titles of our answers."""
    recent = turn.records.conversations.recent(turn.conversation.id, LINES)
    return [line for exchange in recent if _is_worth(exchange) for line in _lines(turn, exchange)]


def _is_worth(exchange: Exchange) -> bool:
    return exchange.handler != "support" and not exchange.said.startswith("[")


def _lines(turn: Turn, exchange: Exchange) -> list[list[str]]:
    """What was answered in private stays between the two."""
    reply = exchange.reply or {}
    title = "" if reply.get("private") else reply.get("title", "")
    who = _name(turn, exchange.person_id)
    return [[who, exchange.said], *([["Mitra", title]] if title else [])]


def _name(turn: Turn, person_id: int | None) -> str:
    person: Person | None = turn.records.people.get(person_id) if person_id else None
    return person.name if person else ""
