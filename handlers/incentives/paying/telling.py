"""Tells payees what became of their money, and approvers what waits for them."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.conversation.reply import Reply
from handlers.conversation.turn import Happening, Telling
from handlers.incentives.paying import cards
from handlers.incentives.paying.handler import APPROVERS, paying
from storage.batches import Payout, PayoutItem, PayoutState
from storage.deliveries import DeliveryState
from storage.people import Person, Role


def card(payout: Payout) -> str:
    return f"payout:{payout.reference}"


def tell(happening: Happening, item: PayoutItem) -> None:
    """The member it is for, or a partner's owners."""
    for person in _payees(happening, item):
        happening.tell(person, "paying.outcome", item=item.reference)


def tell_approvers(happening: Happening, payout: Payout, without: Person) -> None:
    """Everybody who may approve it; every copy of the card is kept true."""
    for person in happening.records.people.with_role(*APPROVERS):
        if person.id != without.id:
            happening.tell(
                person, "paying.prepared", reference=payout.reference, card=card(payout)
            )


@paying.notice("outcome")
def outcome(telling: Telling) -> Reply | None:
    """As it stands now."""
    item = telling.records.payouts.item(telling.subject["item"])
    if item is None:
        return None
    profile = telling.records.payout_profiles.of(item.earner)
    return cards.outcome(item, profile.masked if profile else "", telling.text)


@paying.notice("prepared")
def prepared(telling: Telling) -> Reply | None:
    payout = telling.records.payouts.locked(telling.subject["reference"])
    if payout is None:
        return None
    first = telling.copy.state is not DeliveryState.SENT and telling.copy.replaces_id is None
    if first and payout.state is PayoutState.DISCARDED:
        return None
    return cards.batch(payout, telling.records, telling.text)


def _payees(happening: Happening, item: PayoutItem) -> Iterator[Person]:
    people = happening.records.people
    if item.member_id is not None:
        member = people.get(item.member_id)
        yield from [member] if member.active else []
    else:
        yield from (each for each in people.at(item.partner_id) if each.role is Role.OWNER)
