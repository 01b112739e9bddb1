"""How a ticket looks: to the team as a card, to the partner as an answer."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation.form import Form, TextField
from handlers.conversation.reply import (
    AskWith,
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Reply,
    Style,
    Table,
)
from handlers.conversation.text import Text
from handlers.conversation.turn import Telling
from storage.deals import Deal, DealState
from storage.partners import Partner
from storage.store import Records
from storage.tickets import EntryKind, Ticket, TicketEntry, TicketState

ALIVE = frozenset({DealState.SUBMITTED, DealState.APPROVED})
MOST_DEALS = 5
LONGEST_LINE = 300


def opened(ticket: Ticket, text: Text) -> Reply:
    return Reply(
        text("opened_title", reference=ticket.reference), (Paragraph(_promise(ticket, text)),)
    )


def added(ticket: Ticket, text: Text) -> Reply:
    return Reply(
        text("added_title", reference=ticket.reference), (Paragraph(_promise(ticket, text)),)
    )


def for_team(telling: Telling, ticket: Ticket) -> Reply:
    """Everything the team needs to begin: who, what, until when, and what was said so far."""
    text, records = telling.text, telling.records
    asked = records.tickets.entries(ticket.id, EntryKind.ASKED)
    blocks: list[Block] = [
        Facts(tuple(_facts(telling, ticket))),
        Heading(text("asked")),
        *(Paragraph(_short(entry.text)) for entry in asked if entry.text),
    ]
    lines = ticket.transcript.get("lines", [])
    if lines:
        blocks += [Heading(text("so_far"))]
        blocks += [Paragraph(text("line", who=who, words=_short(words))) for who, words in lines]
    title = text("card_title", reference=ticket.reference, who=_who(ticket))
    return Reply(title, (*blocks, *_ways(ticket, text)))


def answer(telling: Telling, ticket: Ticket, entry: TicketEntry) -> Reply:
    """What a person answers, with a way to say that it helped or to write back."""
    text = telling.text
    author = telling.records.people.get(entry.author_id)
    solved = Button(text("solved"), "support.solved", ticket.reference, Style.PRIMARY)
    title = text("answer_title", who=author.name, reference=ticket.reference)
    blocks = (Paragraph(entry.text), Buttons((solved,)), reply_form(ticket, text))
    return Reply(title, blocks)


def asked_whether_solved(ticket: Ticket, text: Text) -> Reply:
    yes = Button(text("yes_solved"), "support.solved", ticket.reference, Style.PRIMARY)
    no = Button(text("no_not_solved"), "support.unsolved", ticket.reference)
    title = text("resolved_title", reference=ticket.reference)
    return Reply(title, (Paragraph(text("resolved_next")), Buttons((yes, no))))


def answer_form(ticket: Ticket, text: Text, error: str = "") -> AskWith:
    form = _form("support.answer", text("answer_form"), ticket, text, error)
    return AskWith(text("answer_button"), form)


def reply_form(ticket: Ticket, text: Text, error: str = "") -> AskWith:
    form = _form("support.reply", text("reply_form"), ticket, text, error)
    return AskWith(text("reply_button"), form)


def keep(entry: TicketEntry, text: Text) -> Buttons:
    return Buttons((Button(text("keep_button"), "support.keep", str(entry.id)),))


def queue(tickets: Sequence[Ticket], text: Text) -> Reply:
    if not tickets:
        return Reply(text("queue_empty"))
    headers = tuple(text(f"queue_{name}") for name in ("ticket", "who", "due", "state"))
    rows = tuple(
        (ticket.reference, _who(ticket), _due(ticket, text), _state(ticket, text))
        for ticket in tickets
    )
    title = text.plural("queue_title", len(tickets))
    return Reply(title, (Table(headers, rows),), private=True)


def _facts(telling: Telling, ticket: Ticket) -> list[Fact]:
    text, partner = telling.text, ticket.person.partner
    return [
        Fact(text("label_topic"), text(f"topic_{ticket.topic}")),
        Fact(text("label_who"), ticket.person.name),
        *(_company(telling, partner) if partner else ()),
        Fact(
            text("label_where"),
            text(f"where_{ticket.conversation.setting}", platform=_platform(ticket)),
        ),
        Fact(text("label_language"), text(f"language_{ticket.language}")),
        Fact(text("label_due"), _due(ticket, text)),
        Fact(text("label_state"), _state(ticket, text)),
    ]


def _company(telling: Telling, partner: Partner) -> list[Fact]:
    text, records = telling.text, telling.records
    tier = records.partners.tier(partner.id, telling.now.date())
    return [
        Fact(text("label_company"), partner.name),
        Fact(text("label_tier"), text(f"tier_{tier}") if tier else text("tier_none")),
        Fact(text("label_deals"), _deals(records, partner, text)),
    ]


def _deals(records: Records, partner: Partner, text: Text) -> str:
    deals = [deal for deal in records.deals.of(partner.id) if deal.state in ALIVE]
    named = "; ".join(_deal(deal, text) for deal in deals[:MOST_DEALS])
    more = len(deals) - MOST_DEALS
    if more > 0:
        return text("deals_more", deals=named, more=more)
    return named or text("deals_none")


def _deal(deal: Deal, text: Text) -> str:
    return f"{deal.reference} {deal.customer} ({text(f'deal_{deal.state}')})"


def _ways(ticket: Ticket, text: Text) -> list[Block]:
    """What can be done next; a closed ticket is only for reading."""
    if ticket.is_closed:
        return []
    take = Button(text("take_button"), "support.take", ticket.reference, Style.PRIMARY)
    resolve = Button(text("resolve_button"), "support.resolve", ticket.reference)
    buttons = (take, resolve) if ticket.assignee is None else (resolve,)
    return [Paragraph(text("how")), Buttons(buttons), answer_form(ticket, text)]


def _state(ticket: Ticket, text: Text) -> str:
    who = ticket.assignee.name if ticket.assignee else ""
    if ticket.state is TicketState.TAKEN:
        return text("state_taken", who=who)
    return text(f"state_{ticket.state}")


def _promise(ticket: Ticket, text: Text) -> str:
    if ticket.first_answer_at:
        return text("promise_answered")
    if ticket.due_at:
        return text("promise_due", due=text.soon(ticket.due_at))
    return text("promise")


def _due(ticket: Ticket, text: Text) -> str:
    if ticket.first_answer_at:
        return text("due_met", at=text.soon(ticket.first_answer_at))
    return text.soon(ticket.due_at) if ticket.due_at else text("due_none")


def _who(ticket: Ticket) -> str:
    partner = ticket.person.partner
    return f"{ticket.person.name}, {partner.name}" if partner else ticket.person.name


def _platform(ticket: Ticket) -> str:
    return {"slack": "Slack", "teams": "Teams"}.get(ticket.conversation.platform, "Mitra")


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_LINE else f"{words[:LONGEST_LINE]}…"


def _form(name: str, title: str, ticket: Ticket, text: Text, error: str) -> Form:
    field = TextField("words", text("words"), multiline=True, error=error)
    return Form(name, title, (field,), text("send"), subject=ticket.reference)
