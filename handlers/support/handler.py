"""Fetches a person, and carries what they say to each other across platforms."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.conversation import manners
from handlers.conversation.handler import Handler
from handlers.conversation.message import Said
from handlers.conversation.reply import Paragraph, Reply
from handlers.conversation.turn import Telling, Turn
from handlers.support import cards, desk, marked
from handlers.support.desk import TEAM
from storage.people import EVERYONE, STAFF
from storage.tickets import EntryKind, Ticket, TicketState

support = Handler("support")


@support.intent("escalate", roles=EVERYONE)
def escalate(turn: Turn, sentence: str) -> Reply:
    return _fetch(turn, sentence or _last_said(turn))


@support.button("open", roles=EVERYONE)
def open_(turn: Turn, about: str) -> Reply:
    """Under a refusal or an error: `about` is the question, or the error's reference."""
    return _fetch(turn, about or _last_said(turn))


@support.intent("queue", roles=TEAM)
def queue(turn: Turn, _: str) -> Reply:
    return cards.queue(turn.records.tickets.waiting(), turn.text)


@support.waiting(roles=TEAM)
def waiting(turn: Turn, home: str) -> Reply | None:
    return queue(turn, home) if turn.records.tickets.waiting() else None


@support.intent("take", roles=TEAM)
def take_said(turn: Turn, sentence: str) -> Reply:
    return take(turn, _reference(turn, sentence))


@support.button("take", roles=TEAM)
def take(turn: Turn, reference: str) -> Reply:
    ticket = turn.records.tickets.numbered(reference)
    if ticket is None:
        return _unknown(turn, reference)
    if not ticket.take(turn.person, turn.now):
        return _not_taken(turn, ticket)
    turn.refresh(desk.card(ticket))
    return Reply(turn.text("taken", reference=reference))


@support.intent("resolve", roles=TEAM)
def resolve_said(turn: Turn, sentence: str) -> Reply:
    return resolve(turn, _reference(turn, sentence))


@support.button("resolve", roles=TEAM)
def resolve(turn: Turn, reference: str) -> Reply:
    """The partner is asked whether it is; only they close it."""
    ticket = turn.records.tickets.numbered(reference)
    if ticket is None:
        return _unknown(turn, reference)
    if ticket.is_closed:
        return Reply(turn.text("already_closed", reference=reference))
    ticket.resolve(turn.now)
    desk.tell_partner(turn, ticket, "support.resolved")
    turn.refresh(desk.card(ticket))
    return Reply(turn.text("asked_partner", who=ticket.person.name))


@support.form("answer", roles=TEAM)
def answer(turn: Turn, values: Mapping[str, str]) -> Reply:
    ticket, words = turn.records.tickets.numbered(turn.subject), values.get("words", "").strip()
    if ticket is None:
        return _unknown(turn, turn.subject)
    if not words:
        again = cards.answer_form(ticket, turn.text, turn.text("nothing_written"))
        return Reply(turn.text("nothing_sent"), (again,))
    return _send(turn, ticket, words)


@support.button("keep", roles=TEAM)
def keep(turn: Turn, entry_id: str) -> Reply:
    """An answer as a draft for the knowledge, which somebody else publishes."""
    entry = turn.records.tickets.answer(int(entry_id)) if entry_id.isdecimal() else None
    if entry is None:
        return manners.stale(turn.language)
    ticket = turn.records.tickets.get(entry.ticket_id)
    asked = turn.records.tickets.entries(ticket.id, EntryKind.ASKED, EntryKind.REPLY)
    said = [each.text for each in asked if each.text and each.id < entry.id]
    turn.emit(
        "knowledge.suggested",
        question=said[0] if said else ticket.reference,
        answer=entry.text,
        reference=f"{ticket.reference}-{entry.id}",
        author_id=entry.author_id,
        person_id=turn.person.id,
    )
    return Reply(turn.text("kept"), (Paragraph(turn.text("kept_next")),))


@support.place("ticket", roles=STAFF)
def heard(turn: Turn, said: str) -> Reply | None:
    """Whatever is said in the team's thread is a note, unless it is marked for the partner."""
    ticket = turn.records.tickets.numbered(turn.subject)
    if ticket is None:
        return None
    words = marked.for_partner(said)
    if words is not None:
        return _marked(turn, ticket, words)
    if turn.person.role in TEAM and marked.TAKE.fullmatch(said):
        return take(turn, ticket.reference)
    if turn.person.role in TEAM and marked.RESOLVE.fullmatch(said):
        return resolve(turn, ticket.reference)
    desk.write(turn, ticket, EntryKind.NOTE, said)
    return None


@support.form("reply", roles=EVERYONE)
def reply(turn: Turn, values: Mapping[str, str]) -> Reply:
    """The partner writes back."""
    ticket, words = _own(turn, turn.subject), values.get("words", "").strip()
    if ticket is None:
        return manners.refused(turn.language)
    if not words:
        again = cards.reply_form(ticket, turn.text, turn.text("nothing_written"))
        return Reply(turn.text("nothing_sent"), (again,))
    entry = desk.write(turn, ticket, EntryKind.REPLY, words)
    ticket.reopen()
    desk.tell_thread(turn, ticket, "support.replied", entry_id=entry.id)
    return Reply(turn.text("reply_sent", reference=ticket.reference))


@support.button("solved", roles=EVERYONE)
def solved(turn: Turn, reference: str) -> Reply:
    ticket = _own(turn, reference)
    if ticket is None:
        return manners.refused(turn.language)
    if not ticket.is_closed:
        ticket.close()
        desk.tell_thread(turn, ticket, "support.closed")
    return Reply(turn.text("closed", reference=reference))


@support.button("unsolved", roles=EVERYONE)
def unsolved(turn: Turn, reference: str) -> Reply:
    ticket = _own(turn, reference)
    if ticket is None:
        return manners.refused(turn.language)
    ticket.reopen()
    desk.tell_thread(turn, ticket, "support.reopened")
    again = cards.reply_form(ticket, turn.text)
    return Reply(turn.text("reopened", reference=reference), (again,))


@support.notice("opened")
def tell_opened(telling: Telling) -> Reply:
    return cards.for_team(telling, _told(telling))


@support.notice("answered")
def tell_answered(telling: Telling) -> Reply:
    entry = telling.records.tickets.entry(telling.subject["entry_id"])
    return cards.answer(telling, _told(telling), entry)


@support.notice("resolved")
def tell_resolved(telling: Telling) -> Reply | None:
    ticket = _told(telling)
    if ticket.state is not TicketState.RESOLVED:
        return None
    return cards.asked_whether_solved(ticket, telling.text)


@support.notice("replied")
def tell_replied(telling: Telling) -> Reply:
    entry = telling.records.tickets.entry(telling.subject["entry_id"])
    title = telling.text("partner_wrote", who=_told(telling).person.name)
    return Reply(title, (Paragraph(entry.text),))


@support.notice("closed")
def tell_closed(telling: Telling) -> Reply:
    return Reply(telling.text("partner_agreed", who=_told(telling).person.name))


@support.notice("reopened")
def tell_reopened(telling: Telling) -> Reply:
    return Reply(telling.text("partner_disagreed", who=_told(telling).person.name))


def _fetch(turn: Turn, about: str) -> Reply:
    """A ticket for each conversation; asking again adds to it."""
    ticket = turn.records.tickets.unsolved(turn.person.id, turn.conversation.id)
    if ticket is None:
        return cards.opened(desk.open_ticket(turn, about), turn.text)
    entry = desk.write(turn, ticket, EntryKind.ASKED, about)
    desk.tell_thread(turn, ticket, "support.replied", entry_id=entry.id)
    return cards.added(ticket, turn.text)


def _marked(turn: Turn, ticket: Ticket, words: str) -> Reply:
    if turn.person.role not in TEAM:
        turn.audit("support.answer", ticket.reference, "refused")
        return manners.refused(turn.language)
    if _was_edited(turn) or not words:
        return Reply(turn.text("edits_stay" if words else "nothing_sent"))
    return _send(turn, ticket, words)


def _send(turn: Turn, ticket: Ticket, words: str) -> Reply:
    """The only way out: these words, and nothing else, go to the partner."""
    entry = desk.write(turn, ticket, EntryKind.ANSWER, words)
    ticket.answered(turn.person, turn.now)
    turn.audit("support.answer", ticket.reference, "done")
    desk.tell_partner(turn, ticket, "support.answered", entry_id=entry.id)
    turn.refresh(desk.card(ticket))
    turn.emit("ticket.answered", ticket_id=ticket.id, entry_id=entry.id)
    files = isinstance(turn.message.act, Said) and turn.message.act.files
    note = (Paragraph(turn.text("files_stay")),) if files else ()
    return Reply(turn.text("sent", who=ticket.person.name), (*note, cards.keep(entry, turn.text)))


def _not_taken(turn: Turn, ticket: Ticket) -> Reply:
    if ticket.is_closed or ticket.assignee is None or ticket.taken_at is None:
        return Reply(turn.text("already_closed", reference=ticket.reference))
    who = ticket.assignee.name
    return Reply(turn.text("already_taken", who=who, at=turn.text.soon(ticket.taken_at)))


def _own(turn: Turn, reference: str) -> Ticket | None:
    """The partner's own ticket; a try at another's is written down."""
    ticket = turn.records.tickets.owned(turn.person.id, reference)
    if ticket is None:
        turn.audit("support.ticket", reference, "refused")
    return ticket


def _unknown(turn: Turn, reference: str) -> Reply:
    """No such number; or none was given: these are the ones to choose from."""
    if not reference:
        return queue(turn, reference)
    return Reply(turn.text("unknown_ticket", reference=reference))


def _reference(turn: Turn, sentence: str) -> str:
    """The ticket that is named, else the one whose thread this is."""
    found = turn.read.references(sentence)
    return found[0].value if found else turn.conversation.subject


def _last_said(turn: Turn) -> str:
    recent = turn.records.conversations.recent(turn.conversation.id, 5)
    said = [exchange.said for exchange in recent if not exchange.said.startswith("[")]
    return said[-1] if said else ""


def _was_edited(turn: Turn) -> bool:
    return isinstance(turn.message.act, Said) and turn.message.act.edited


def _told(telling: Telling) -> Ticket:
    return telling.records.tickets.get(telling.subject["ticket_id"])
