"""How claims on the fund look to the vendor's people who decide about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.conversation.reply import (
    AskWith,
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Paragraph,
    Reply,
    Style,
    Table,
    private,
)
from handlers.conversation.text import Text
from handlers.funds import forms
from handlers.funds.cards import of_claim
from handlers.funds.terms import Quarter
from storage.funds import ClaimState, FundClaim

MOST_BUTTONS = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim with all that it takes to decide: whose, who asked, who did the last step."""

    claim: FundClaim
    partner: str
    requester: str
    quarter: Quarter
    by: str
    at: datetime | None


def review(seen: Seen, text: Text) -> Reply:
    """One claim as it stands now; every copy of it is kept true."""
    return private(_title(seen, text), *_body(seen, text))


def queue(waiting: Sequence[tuple[FundClaim, str]], text: Text) -> Reply:
    heads = ("reference", "partner", "label_activity", "label_amount", "state")
    rows = tuple(
        (c.reference, name, c.activity, text.money(c.amount), text(f"state_{c.state}"))
        for c, name in waiting
    )
    few = tuple(Button(c.reference, "funds.show", c.reference) for c, _ in waiting[:MOST_BUTTONS])
    table = Table(tuple(text(head) for head in heads), rows, frozenset({3}))
    shown: tuple[Block, ...] = (table, Buttons(few)) if rows else ()
    return private(text.plural("queue", len(rows)) if rows else text("queue_none"), *shown)


def done(seen: Seen, text: Text) -> Reply:
    """What was just decided, and who hears of it."""
    claim = seen.claim
    title = text(f"done_{claim.state}", reference=claim.reference, amount=claim.amount)
    who = text("done_told", who=seen.requester, partner=seen.partner)
    return private(title, Paragraph(who))


def already(seen: Seen, text: Text) -> Reply:
    """Somebody was first: who it was and when."""
    return private(_title(seen, text), Facts(tuple(of_claim(seen.claim, text))))


def too_small(seen: Seen, text: Text) -> Reply:
    quarter = seen.quarter
    title = text("fund_too_small", left=quarter.holds, quarter=quarter.period)
    return private(title, *_body(seen, text))


def another_person(claim: FundClaim, text: Text) -> Reply:
    return private(text("another_person", reference=claim.reference))


def why(claim: FundClaim, text: Text, *, error: str = "") -> Reply:
    """A partner is owed a reason: ask for it."""
    form = forms.refuse(claim, text, error=error)
    return private(text("why_refuse", reference=claim.reference), AskWith(text("refuse"), form))


def unknown(reference: str, text: Text) -> Reply:
    return private(text("unknown", reference=reference))


def _title(seen: Seen, text: Text) -> str:
    claim = seen.claim
    if seen.at is None or claim.state in (ClaimState.REQUESTED, ClaimState.PROVEN):
        key = f"review_{claim.state}"
        return text(key, reference=claim.reference, partner=seen.partner)
    return text(f"decided_{claim.state}", reference=claim.reference, by=seen.by, at=seen.at)


def _body(seen: Seen, text: Text) -> Iterator[Block]:
    claim = seen.claim
    yield Facts(
        (
            Fact(text("partner"), seen.partner),
            Fact(text("requester"), seen.requester),
            *of_claim(claim, text),
            Fact(text("left"), _left(seen, text)),
        )
    )
    buttons = tuple(_buttons(claim, text))
    if buttons:
        yield Buttons(buttons)
    if claim.state in (ClaimState.REQUESTED, ClaimState.PROVEN):
        yield AskWith(text("refuse"), forms.refuse(claim, text))


def _left(seen: Seen, text: Text) -> str:
    return text("left_in", left=seen.quarter.holds, quarter=seen.quarter.period)


def _buttons(claim: FundClaim, text: Text) -> Iterator[Button]:
    if claim.state is ClaimState.REQUESTED:
        yield Button(text("agree"), "funds.agree", claim.reference, Style.PRIMARY)
    if claim.state is ClaimState.PROVEN:
        yield Button(text("reimburse"), "funds.reimburse", claim.reference, Style.PRIMARY)
    if claim.proof is not None:
        yield Button(text("see_proof"), "funds.files", claim.reference)
