"""Looks into a partner's fund, and takes the request that a draft describes."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import assert_never

from handlers.conversation.reply import Reply
from handlers.conversation.turn import Happening, Turn
from handlers.funds import cards, forms
from handlers.funds.request import Draft, Incomplete, NotEntitled, Request, Slot, TooMuch, decide
from handlers.funds.terms import FUND, Purse, Quarter, Terms
from storage.funds import ClaimState, FundAccrual, FundClaim
from storage.keys import Cause
from storage.partners import Partner, Tier
from storage.people import Person, Role
from storage.values import Money, Period
from storage.walltime import local_day

QUESTION = "funds.details"
REVIEWERS = (Role.CHANNEL_MANAGER, Role.FINANCE)


def settle(turn: Turn, draft: Draft, *, formed: bool = False) -> Reply:
    """Take the request or say what stands in the way; `formed`: it came in a form."""
    forget(turn)
    company, text = turn.person.company, turn.text
    asked = terms(turn, company)
    match decide(draft, asked, purse(turn, company)):
        case Request() as request:
            return _requested(turn, request)
        case TooMuch() as too_much:
            token = secrets.token_hex(4)
            offered = [offer.draft.document() for offer in too_much.offers]
            known = draft.document()
            turn.ask(QUESTION, known=known, wanted=Slot.AMOUNT, token=token, offered=offered)
            return cards.too_much(too_much, token, asked, text)
        case Incomplete() as incomplete:
            wanted = next(iter(incomplete.problems), Slot.AMOUNT)
            turn.ask(QUESTION, known=draft.document(), wanted=wanted, token="", offered=[])
            form = forms.request(incomplete, text, errors=formed)
            return cards.incomplete(incomplete, form, asked, text)
        case NotEntitled():
            tier = turn.records.partners.tier(company.id, today(turn, company))
            return cards.not_entitled(tier, _tiers(asked, company), text)
        case other:
            assert_never(other)


def forget(turn: Turn) -> None:
    if turn.memory.get("question", {}).get("name") == QUESTION:
        turn.forget_question()


def today(happening: Happening, partner: Partner) -> date:
    return local_day(happening.now, partner.zone)


def terms(happening: Happening, partner: Partner) -> Terms:
    return Terms.of(happening.records.rules.on(f"funds.{FUND}", today(happening, partner)))


def purse(happening: Happening, partner: Partner) -> Purse:
    """What there is this quarter and the next; this quarter's money comes in when it is first
    looked at."""
    day = today(happening, partner)
    this = Period.quarter(day)
    accrue(happening, partner, this)
    following = Period.quarter(this.last + timedelta(days=1))
    return Purse(day, quarter(happening, partner, this), quarter(happening, partner, following))


def quarter(happening: Happening, partner: Partner, period: Period) -> Quarter:
    funds, allowance = happening.records.funds, _allowance(happening, partner, period)
    holds = funds.holds(partner.id, FUND, partner.currency, period.last)
    if not funds.has_accrued(_key(partner, period)):
        holds += allowance
    waiting = [
        claim.amount.minor
        for claim in funds.claims(partner.id)
        if claim.state is ClaimState.REQUESTED and claim.day in period
    ]
    return Quarter(period, allowance, holds, Money(sum(waiting), partner.currency))


def accrue(happening: Happening, partner: Partner, period: Period) -> None:
    """Once for each partner and quarter, as soon as the tier of the day brings any."""
    allowance = _allowance(happening, partner, period)
    if not allowance.minor:
        return
    accrual = FundAccrual(
        key=_key(partner, period),
        fund=FUND,
        partner_id=partner.id,
        amount=allowance,
        day=period.first,
        until=period.last,
        recorded_at=happening.now,
    )
    happening.records.funds.accrue(accrual)


def tell_reviewers(turn: Turn, claim: FundClaim) -> None:
    for person in turn.records.people.with_role(*REVIEWERS):
        turn.tell(person, "funds.claim", card=card(claim), reference=claim.reference)


def card(claim: FundClaim) -> str:
    """What every copy of a claim's card is kept true under."""
    return f"fund:{claim.reference}"


def requester(happening: Happening, claim: FundClaim) -> Person:
    return happening.records.people.get(claim.requested_by_id)


def _requested(turn: Turn, request: Request) -> Reply:
    claim = turn.records.funds.request(
        FundClaim(
            reference=turn.records.funds.new_reference(),
            fund=FUND,
            partner_id=turn.person.company.id,
            activity=request.activity,
            amount=request.amount,
            cost_minor=request.cost.minor,
            requested_by_id=turn.person.id,
            requested_at=turn.now,
            day=request.day,
        )
    )
    turn.audit("fund.requested", claim.reference, "done")
    turn.remember("funds", reference=claim.reference)
    tell_reviewers(turn, claim)
    return cards.requested(claim, terms(turn, turn.person.company), turn.text)


def _allowance(happening: Happening, partner: Partner, period: Period) -> Money:
    """By the tier of its first day that is still to come; today's for this quarter."""
    day = max(today(happening, partner), period.first)
    tier = happening.records.partners.tier(partner.id, day)
    return terms(happening, partner).allowance(tier, partner.currency)


def _key(partner: Partner, period: Period) -> str:
    return Cause("allowance", f"{FUND}:{partner.id}:{period.first.isoformat()}").key


def _tiers(terms: Terms, partner: Partner) -> list[tuple[Tier, Money]]:
    found = ((tier, terms.allowance(tier, partner.currency)) for tier in Tier)
    return [(tier, amount) for tier, amount in found if amount.minor]
