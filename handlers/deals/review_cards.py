"""How deals look to the channel managers who decide about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.conversation.reply import (
    AskWith,
    Block,
    Button,
    Buttons,
    Paragraph,
    Reply,
    Style,
    Table,
    private,
)
from handlers.conversation.text import Text, Value
from handlers.deals import case_cards, forms, grant_cards, returning_cards, winning_cards, words
from handlers.deals.cards import choose, facts
from handlers.deals.case import Case
from storage.deals import Deal, DealState
from storage.partners import Tier


def review(case: Case, text: Text) -> Reply:
    """One deal with what it takes to decide; every copy of it is kept true."""
    return private(_title(case.deal, text), *_body(case, text))


def changed(case: Case, text: Text) -> Reply:
    """The card they pressed shows what is no longer true: show what is."""
    return private(text("changed", reference=case.deal.reference), *_body(case, text))


def queue(deals: Sequence[Deal], text: Text) -> Reply:
    """What waits for a decision, the most urgent first."""
    if not deals:
        return private(text("queue_none"))
    heads = ("reference", "partner", "customer", "value", "due")
    rows = tuple(
        (d.reference, d.partner.name, d.customer, text.money(d.value), text.soon(d.decision_due))
        for d in deals
    )
    table = Table(tuple(text(f"label_{head}") for head in heads), rows, frozenset({3}))
    return private(text.plural("queue", len(deals)), table, choose(deals, text))


def done(deal: Deal, text: Text) -> Reply:
    """What was just decided, and who hears of it."""
    until = deal.protected_until or ""
    title = text(
        f"done_{deal.state}", reference=deal.reference, customer=deal.customer, until=until
    )
    who = text("done_told", who=deal.submitted_by.name, partner=deal.partner.name)
    return private(title, Paragraph(who))


def already(deal: Deal, text: Text) -> Reply:
    """Somebody was first: who it was and when."""
    named = {"reference": deal.reference, "asked": deal.asked}
    title = text(f"already_{deal.state}", **named, **_decided(deal, text))
    return private(title, *facts(words.of_deal(deal, text)))


def why(deal: Deal, text: Text) -> Reply:
    """A partner is owed a reason: ask for it."""
    title = text("why", reference=deal.reference, customer=deal.customer)
    how = Paragraph(text("why_help", reference=deal.reference))
    return private(title, how, AskWith(text("decline"), forms.decline(deal, text)))


def no_reason(deal: Deal, text: Text) -> Reply:
    form = forms.decline(deal, text, error=text("why_error"))
    return private(text("mend"), AskWith(text("decline"), form))


def with_tier(partner: str, tier: Tier | None, text: Text) -> str:
    """PT Mitra Sejahtera (Gold)"""
    return f"{partner} ({text(f'tier_{tier}')})" if tier else partner


def _title(deal: Deal, text: Text) -> str:
    named = {"reference": deal.reference, "customer": deal.customer}
    return text(f"review_{deal.state}", **named, **_decided(deal, text))


def _body(case: Case, text: Text) -> Iterator[Block]:
    deal, submitted = case.deal, text.moment(case.deal.submitted_at)
    yield from facts(
        [
            (text("label_partner"), with_tier(deal.partner.name, case.tier, text)),
            case_cards.record(case, text),
            *words.of_deal(deal, text),
            *words.of_customer(deal, text),
            (text("label_submitted"), f"{deal.submitted_by.name}, {submitted}"),
            (text("label_decided"), _decision(deal, text)),
            (text("label_asked"), deal.asked),
            (text("label_lost"), winning_cards.reason(deal, text)),
            grant_cards.noted(deal, case.granted, text),
        ]
    )
    yield from case_cards.weighed(case, text)
    if deal.state is DealState.SUBMITTED:
        value = f"{deal.reference}@{deal.version}"
        yield Buttons((Button(text("approve"), "deals.approve", value, Style.PRIMARY),))
        yield returning_cards.asking_for(deal, text)
    if deal.state in (DealState.SUBMITTED, DealState.RETURNED):
        yield AskWith(text("decline"), forms.decline(deal, text))


def _decided(deal: Deal, text: Text) -> dict[str, Value]:
    """Who brought it to where it is, and when."""
    if deal.closed_at is not None:
        return {"by": words.closer(deal, text), "at": deal.closed_at}
    by = deal.decided_by.name if deal.decided_by else ""
    return {"by": by, "at": deal.decided_at or ""}


def _decision(deal: Deal, text: Text) -> str:
    if deal.decided_by is None or deal.decided_at is None:
        return ""
    return f"{deal.decided_by.name}, {text.moment(deal.decided_at)}"
