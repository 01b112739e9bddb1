"""How the fund looks to the partner whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.conversation import manners
from handlers.conversation.form import Form
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
from handlers.funds.forms import problem
from handlers.funds.request import Incomplete, Offer, Slot, TooMuch
from handlers.funds.terms import Purse, Quarter, Terms
from storage.funds import ClaimState, FundClaim
from storage.partners import Tier
from storage.values import Money

MOST_ROWS = 20


def balance(partner: str, purse: Purse, terms: Terms, text: Text, *, own: bool) -> Reply:
    this = purse.this
    key = "balance" if own else "balance_of"
    title = text(key, partner=partner, left=this.holds, quarter=this.period)
    facts = Facts(tuple(_of_quarter(this, text)))
    coming = Paragraph(text("next_quarter", quarter=purse.next.period, left=purse.next.free))
    rule = Paragraph(text("the_rule", share=terms.share, source=terms.source))
    ask = (Buttons((Button(text("ask_for_it"), manners.BEGIN, "funds.request"),)),) if own else ()
    return private(title, facts, coming, rule, *ask)


def balances(rows: Sequence[tuple[str, Quarter]], text: Text) -> Reply:
    """Every partner who has any, for those who look after them."""
    heads = tuple(text(head) for head in ("partner", "allowance", "taken", "waiting", "left"))
    shown = tuple(
        (name, *(text.money(money) for money in (q.allowance, q.taken, q.requested, q.free)))
        for name, q in rows[:MOST_ROWS]
    )
    title = text("balances", quarter=rows[0][1].period) if rows else text("balances_none")
    return private(title, *([Table(heads, shown, frozenset({1, 2, 3, 4}))] if rows else []))


def too_much(found: TooMuch, token: str, terms: Terms, text: Text) -> Reply:
    """What is left, what could be had instead, and what both ask for."""
    title = text("too_much", left=found.quarter.free, quarter=found.quarter.period)
    said = [Paragraph(_costs(offer, text)) for offer in found.offers]
    buttons = tuple(
        Button(_offered(offer, text), "funds.take", f"{token}.{number}", Style.PRIMARY)
        for number, offer in enumerate(found.offers)
    )
    rule = Paragraph(text("half", share=terms.share, source=terms.source))
    waiting = found.quarter.requested
    beside = [Paragraph(text("some_waits", amount=waiting))] if waiting.minor else []
    proof = Paragraph(text("proof_later", count=terms.proof_days))
    ways = (Buttons(buttons),) if buttons else ()
    return private(title, *beside, rule, *said, proof, *ways)


def incomplete(found: Incomplete, form: Form, terms: Terms, text: Text) -> Reply:
    """One question for what is missing, with the form filled in as far as we know."""
    draft = found.draft
    known = [
        Fact(text("label_amount"), text.money(draft.amounts[0])) if draft.amounts else None,
        Fact(text("label_activity"), draft.activity) if draft.activity else None,
        Fact(text("label_day"), text.day(draft.day)) if draft.day else None,
    ]
    facts = tuple(fact for fact in known if fact)
    least = found.least_cost
    asks = text("asks_cost", least=least, share=terms.share) if least else ""
    said: list[Block] = [Facts(facts)] if facts else []
    said += [Paragraph(each) for each in _problems(found, text)]
    said += [Paragraph(asks)] if asks else []
    proof = Paragraph(text("proof_later", count=terms.proof_days))
    return private(_question(found, text), *said, proof, AskWith(text("open_form"), form))


def not_entitled(tier: Tier | None, tiers: Sequence[tuple[Tier, Money]], text: Text) -> Reply:
    held = text(f"tier_{tier}") if tier else text("no_tier")
    said = [
        Paragraph(text("tier_brings", tier=text(f"tier_{each}"), amount=amount))
        for each, amount in tiers
    ]
    way = Buttons((Button(text("way_to_tier"), manners.BEGIN, "tiers.progress"),))
    return private(text("not_entitled", tier=held), *said, way)


def requested(claim: FundClaim, terms: Terms, text: Text) -> Reply:
    title = text("requested", reference=claim.reference, amount=claim.amount)
    by = text("proof_until", by=terms.proof_by(claim.day))
    return private(title, Facts(tuple(of_claim(claim, text))), Paragraph(by))


def claims(found: Sequence[FundClaim], text: Text) -> Reply:
    """A partner's own, the latest first."""
    heads = tuple(text(h) for h in ("reference", "label_activity", "label_amount", "state"))
    rows = tuple(
        (each.reference, each.activity, text.money(each.amount), text(f"state_{each.state}"))
        for each in found[:MOST_ROWS]
    )
    prove = tuple(
        Button(text("prove_it", reference=each.reference), "funds.proof", each.reference)
        for each in found
        if each.state is ClaimState.AGREED
    )
    title = text.plural("claims", len(found)) if found else text("no_claims")
    table = (Table(heads, rows, frozenset({2})),) if rows else ()
    return private(title, *table, *([Buttons(prove[:5])] if prove else []))


def told(claim: FundClaim, text: Text) -> Reply:
    """Tells the one who asked what became of it, and what to do next."""
    title = text(f"told_{claim.state}", reference=claim.reference, amount=claim.amount)
    by = text.day(claim.proof_by) if claim.proof_by else ""
    what = text(f"told_{claim.state}_next", by=by, reason=claim.reason)
    prove = Button(text("prove"), "funds.proof", claim.reference, Style.PRIMARY)
    ways = (Buttons((prove,)),) if claim.state is ClaimState.AGREED else ()
    return private(title, Facts(tuple(of_claim(claim, text))), Paragraph(what), *ways)


def proof_due(claim: FundClaim, text: Text) -> Reply:
    """Asks for the proof once the activity is over."""
    title = text("proof_due", reference=claim.reference, activity=claim.activity)
    by = text.day(claim.proof_by) if claim.proof_by else ""
    prove = Button(text("prove"), "funds.proof", claim.reference, Style.PRIMARY)
    return private(title, Paragraph(text("told_agreed_next", by=by, reason="")), Buttons((prove,)))


def bring_proof(claim: FundClaim, text: Text) -> Reply:
    title = text("bring_proof", reference=claim.reference)
    how = text("bring_proof_how", activity=claim.activity, cost=cost(claim))
    return private(title, Paragraph(how))


def proven(claim: FundClaim, files: int, text: Text) -> Reply:
    title = text.plural("proven", files, reference=claim.reference)
    return private(title, Facts(tuple(of_claim(claim, text))), Paragraph(text("proven_next")))


def of_claim(claim: FundClaim, text: Text) -> Iterator[Fact]:
    yield Fact(text("label_activity"), claim.activity)
    yield Fact(text("label_amount"), text.money(claim.amount))
    yield Fact(text("label_cost"), text.money(cost(claim)))
    yield Fact(text("label_day"), text.day(claim.day))
    yield Fact(text("state"), text(f"state_{claim.state}"))
    if claim.reason:
        yield Fact(text("label_reason"), claim.reason)


def cost(claim: FundClaim) -> Money:
    return Money(claim.cost_minor, claim.amount.currency)


def _of_quarter(quarter: Quarter, text: Text) -> Iterator[Fact]:
    yield Fact(text("allowance"), text.money(quarter.allowance))
    yield Fact(text("taken"), text.money(quarter.taken))
    if quarter.requested.minor:
        yield Fact(text("waiting"), text.money(quarter.requested))
    yield Fact(text("expires"), text.day(quarter.period.last))


def _costs(offer: Offer, text: Text) -> str:
    return text("offer_costs", amount=offer.amount, least=offer.least_cost)


def _offered(offer: Offer, text: Text) -> str:
    return text("offer", amount=offer.amount, quarter=offer.quarter.period)


def _problems(found: Incomplete, text: Text) -> Iterator[str]:
    """What is wrong with what was said; what is only missing stands in the question."""
    for slot, wrong in found.problems.items():
        if wrong != "missing":
            yield f"{text(f'label_{slot}')}: {problem(slot, found, text)}"


def _question(found: Incomplete, text: Text) -> str:
    slots = list(found.problems)
    if len(slots) == 1:
        return text(f"ask_{slots[0]}")
    return text("ask_several", slots=", ".join(text(f"a_{slot}") for slot in slots or list(Slot)))
