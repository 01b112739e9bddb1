"""A channel manager's leave for a second partner: given, used, and told to whom it concerns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from handlers.conversation.turn import Turn
from handlers.deals import expiry
from handlers.deals.draft import Draft
from storage.customer_grants import CustomerGrant, GrantKind
from storage.deals import OPEN, Deal, Refusal
from storage.people import Person, Role
from storage.walltime import local_day


def give(turn: Turn, deal: Deal, kind: GrantKind, refusal: Refusal) -> CustomerGrant:
    """To the partner whose registration met the deal, for what they wrote then."""
    to = turn.records.people.get(refusal.person_id)
    return _give(turn, deal, kind, [to], Draft.of(refusal.draft))


def give_partner(turn: Turn, deal: Deal, kind: GrantKind, partner_id: int) -> CustomerGrant:
    """To a partner that may never have asked: they learn the customer's name, nothing more."""
    refusals = turn.records.deals.refusals(deal.id, partner_id)
    if refusals:
        return give(turn, deal, kind, refusals[-1])
    draft = Draft(customer=deal.customer, country=deal.country)
    return _give(turn, deal, kind, _heads(turn, partner_id), draft)


def met(turn: Turn, keys: Sequence[str]) -> tuple[Mapping[str, Deal], Sequence[CustomerGrant]]:
    """The deals in the speaker's way, by key, and what lets them past others."""
    claims = turn.records.deals.claiming(keys)
    deals = tuple({deal.id: deal for deal in claims.values()}.values())
    granted = turn.records.customer_grants.usable(turn.person.company.id, deals)
    let = {grant.deal.id for grant in granted}
    return {key: deal for key, deal in claims.items() if deal.id not in let}, granted


def protect(
    turn: Turn, deal: Deal, keys: Sequence[str], granted: Sequence[CustomerGrant]
) -> Deal | None:
    """None when somebody else was first."""
    kept = turn.records.deals.protect(deal, _room(turn, granted, keys))
    if kept is not None:
        _use(turn, granted, kept)
    return kept


def _room(turn: Turn, granted: Collection[CustomerGrant], keys: Sequence[str]) -> tuple[str, ...]:
    """End the deals that are handed over; the keys that may be claimed then."""
    if not granted:
        return tuple(keys)
    for grant in granted:
        deal = turn.records.deals.hold(grant.deal)
        if grant.kind is GrantKind.HAND_OVER and deal.state in OPEN:
            deal.revoke(grant.by, turn.now, _today(turn, deal))
            turn.records.deals.release(deal)
            turn.audit("deal.revoked", deal.reference, "done", by=grant.by.handle)
            turn.refresh(expiry.card(deal))
    held = turn.records.deals.claiming(keys)
    return tuple(key for key in keys if key not in held)


def _use(turn: Turn, granted: Collection[CustomerGrant], deal: Deal) -> None:
    """The first partner hears that there is a second, and never which."""
    for grant in granted:
        grant.used_by_id = deal.id
        turn.tell(grant.deal.submitted_by, f"deals.{grant.kind}", deal_id=grant.deal.id)
        turn.refresh(expiry.card(grant.deal))


def _give(
    turn: Turn, deal: Deal, kind: GrantKind, to: Sequence[Person], draft: Draft
) -> CustomerGrant:
    partner = to[0].company
    grant = turn.records.customer_grants.give(deal, partner.id, kind, turn.person, turn.now)
    said = {"kind": kind, "partner": partner.name}
    turn.audit("deal.granted", deal.reference, "done", **said)
    turn.refresh(expiry.card(deal))
    for person in to:
        turn.tell(person, "deals.granted", grant_id=grant.id, draft=draft.document())
    turn.emit("deal.granted", deal_id=deal.id)
    return grant


def _today(turn: Turn, deal: Deal) -> date:
    return local_day(turn.now, deal.partner.zone)


def _heads(turn: Turn, partner_id: int) -> list[Person]:
    """Who answers for a partner: its owners, or everybody where it has none."""
    people = list(turn.records.people.at(partner_id))
    return [each for each in people if each.role is Role.OWNER] or people
