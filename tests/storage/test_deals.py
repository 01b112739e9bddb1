from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from threading import Barrier, Thread

import pytest
from sqlalchemy.exc import IntegrityError

from storage.deals import TRANSITIONS, Deal, DealAction, DealState, NotAllowed, Refusal
from storage.partners import Partner, PartnerKind
from storage.people import Person, Role
from storage.products import Product
from storage.store import Records, Store
from storage.values import Language, Money
from tests.conftest import NOW


def a_deal(records: Records, who: str = "rina", customer: str = "PT Sinar Terang") -> Deal:
    seller = records.people.with_handle(who)
    assert seller is not None
    (pro,) = records.products.all()
    return Deal(
        reference=records.deals.new_reference(),
        partner=seller.company,
        submitted_by=seller,
        product=pro,
        customer=customer,
        country="ID",
        value=Money.of(60_000_000, "IDR"),
        closing=date(2026, 9, 30),
        contact_name="Anton",
        submitted_at=NOW,
        decision_due=NOW,
    )


def an_unkept_deal(state: DealState) -> Deal:
    partner = Partner(name="A partner", kind=PartnerKind.RESELLER)
    seller = Person(handle="seller", name="Seller", role=Role.SELLER, language=Language.EN)
    price = Money.of(1, "IDR")
    return Deal(
        reference="D-10000",
        partner=partner,
        submitted_by=seller,
        product=Product(sku="A", name="A", short="A", list_price=price),
        customer="PT Sinar Terang",
        country="ID",
        value=price,
        closing=date(2026, 9, 30),
        contact_name="Anton",
        submitted_at=NOW,
        decision_due=NOW,
        state=state,
    )


def person(records: Records, who: str) -> Person:
    found = records.people.with_handle(who)
    assert found is not None
    return found


def test_a_deal_comes_back_as_it_was_kept(any_store: Store) -> None:
    with any_store.transaction() as records:
        kept = records.deals.protect(a_deal(records), ["name:ID:sinar terang"])
        assert kept is not None
    with any_store.reading() as records:
        found = records.deals.numbered(kept.reference)
        assert found is not None
        assert (found.value, found.state, found.version) == (
            Money.of(60_000_000, "IDR"),
            DealState.SUBMITTED,
            1,
        )
        assert (found.partner.name, found.product.short) == ("PT Mitra Sejahtera", "Pro")


def test_numbers_are_five_digits_that_do_not_count(any_store: Store) -> None:
    with any_store.reading() as records:
        numbers = [records.deals.new_reference() for _ in range(20)]
    assert all(len(number) == len("D-12345") for number in numbers)
    assert numbers != sorted(numbers)


def test_a_customer_is_claimed_once(any_store: Store) -> None:
    keys = ["domain:sinar.id", "name:ID:sinar terang"]
    with any_store.transaction() as records:
        first = records.deals.protect(a_deal(records), keys)
        assert records.deals.protect(a_deal(records, "agus"), keys[1:]) is None
        assert records.deals.claiming(keys) == dict.fromkeys(keys, first)
        assert records.deals.of(person(records, "agus").company.id) == []


def test_a_number_that_is_taken_is_a_surprise(any_store: Store) -> None:
    with any_store.transaction() as records:
        deal = a_deal(records)
        deal.reference = "D-1007"
        with pytest.raises(IntegrityError, match=r"(?i)unique"):
            records.deals.protect(deal, ["name:ID:sinar terang"])


def test_a_customer_that_was_let_go_can_be_claimed_again(any_store: Store) -> None:
    with any_store.transaction() as records:
        first = records.deals.protect(a_deal(records), ["name:ID:sinar terang"])
        assert first is not None
        first.withdraw(person(records, "rina"))
        records.deals.release(first)
        assert records.deals.protect(a_deal(records, "agus"), ["name:ID:sinar terang"])


def test_of_many_at_once_exactly_one_is_first(any_store: Store) -> None:
    sellers = ["agus", "siti", "rina", "bayu"] * 2
    start = Barrier(len(sellers))
    kept: list[Deal | None] = []

    def register(who: str) -> None:
        start.wait()
        with any_store.transaction() as records:
            deal = a_deal(records, who, "PT Baru")
            kept.append(records.deals.protect(deal, ["name:ID:baru", "domain:baru.id"]))

    threads = [Thread(target=register, args=[who]) for who in sellers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept) == len(sellers)
    assert sum(deal is not None for deal in kept) == 1


def test_others_deals_do_not_exist(any_store: Store) -> None:
    with any_store.reading() as records:
        rina, agus = person(records, "rina").company, person(records, "agus").company
        assert records.deals.owned(rina.id, "D-1007") is not None
        assert records.deals.owned(agus.id, "D-1007") is None
        assert records.deals.owned(agus.id, "D-9999") is None


def test_a_partners_deals_are_the_latest_first_without_the_withdrawn(any_store: Store) -> None:
    with any_store.transaction() as records:
        rina = person(records, "rina")
        assert [deal.reference for deal in records.deals.of(rina.company.id)] == [
            "D-1042",
            "D-1007",
        ]
        records.deals.of(rina.company.id)[0].withdraw(rina)
        assert [deal.reference for deal in records.deals.of(rina.company.id)] == ["D-1007"]


def test_what_waits_and_what_has_ended(any_store: Store) -> None:
    with any_store.reading() as records:
        assert [deal.reference for deal in records.deals.waiting()] == ["D-1012"]
        assert records.deals.ended(date(2026, 9, 30)) == []
        assert [deal.reference for deal in records.deals.ended(date(2026, 10, 1))] == ["D-1007"]


MOVES: dict[DealAction, Callable[[Deal, Person], None]] = {
    DealAction.APPROVE: lambda deal, by: deal.approve(by, NOW, date(2026, 12, 15)),
    DealAction.DECLINE: lambda deal, by: deal.decline(by, NOW, "a reason"),
    DealAction.RETURN: lambda deal, by: deal.give_back(by, NOW, "contact", "a phone number"),
    DealAction.COMPLETE: lambda deal, by: deal.complete(by, NOW),
    DealAction.EXTEND: lambda deal, by: deal.extend(by, date(2027, 1, 14)),
    DealAction.WITHDRAW: lambda deal, by: deal.withdraw(by),
    DealAction.EXPIRE: lambda deal, _: deal.expire(),
    DealAction.REOPEN: lambda deal, by: deal.reopen(by, NOW, date(2026, 12, 15)),
    DealAction.REVOKE: lambda deal, by: deal.revoke(by, NOW, NOW.date()),
    DealAction.WIN: lambda deal, by: deal.win(by, NOW),
    DealAction.LOSE: lambda deal, by: deal.lose(by, NOW, "price", ""),
}


@pytest.mark.parametrize(("state", "action", "role"), [*product(DealState, DealAction, Role)])
def test_a_transition_is_in_the_table_or_refused(
    state: DealState, action: DealAction, role: Role
) -> None:
    to, who = TRANSITIONS.get((state, action), (state, frozenset()))
    deal = an_unkept_deal(state)
    assert deal.may(action, role) is (role in who)
    if role in who:
        MOVES[action](deal, somebody(role))
        assert deal.state is to
    elif action is not DealAction.EXPIRE:
        with pytest.raises(NotAllowed):
            MOVES[action](deal, somebody(role))
        assert deal.state is state


@pytest.mark.parametrize("state", DealState)
def test_only_time_ends_a_protection(state: DealState) -> None:
    deal = an_unkept_deal(state)
    if state is DealState.APPROVED:
        deal.expire()
        assert deal.state is DealState.EXPIRED
    else:
        with pytest.raises(NotAllowed):
            deal.expire()


def test_a_decision_keeps_who_when_and_until() -> None:
    deal = an_unkept_deal(DealState.SUBMITTED)
    deal.approve(somebody(Role.CHANNEL_MANAGER), NOW, date(2026, 12, 15))
    assert deal.decided_by is not None
    assert (deal.decided_by.name, deal.decided_at, deal.protected_until) == (
        "Somebody",
        NOW,
        date(2026, 12, 15),
    )


def test_every_change_counts_a_version(any_store: Store) -> None:
    with any_store.transaction() as records:
        deal = records.deals.numbered("D-1012")
        assert deal is not None
        seen = deal.version
        records.deals.hold(deal).approve(person(records, "maya"), NOW, date(2026, 12, 15))
    assert deal.version == seen + 1


def test_a_refusal_keeps_what_came_and_when(any_store: Store) -> None:
    with any_store.transaction() as records:
        agus, deal = person(records, "agus"), records.deals.numbered("D-1007")
        assert deal is not None
        refusal = Refusal(
            deal_id=deal.id,
            person_id=agus.id,
            partner_id=agus.company.id,
            at=NOW,
            draft={"customer": "Cahaya Abadi Tbk"},
            signs={"matched": ["name:ID:cahaya abadi"]},
        )
        kept = records.deals.refuse(refusal)
    with any_store.reading() as records:
        assert records.deals.refusal(kept.id).at == NOW
        assert [r.id for r in records.deals.refusals(deal.id, agus.company.id)] == [kept.id]
        assert records.deals.get(deal.id).reference == "D-1007"


def test_what_was_asked_for_is_forgotten_once_it_is_there() -> None:
    deal, by = an_unkept_deal(DealState.SUBMITTED), somebody(Role.CHANNEL_MANAGER)
    deal.give_back(by, NOW, "contact", "need a phone number")
    assert (deal.asked_field, deal.asked, deal.returned_at) == (
        "contact",
        "need a phone number",
        NOW,
    )
    deal.complete(somebody(Role.SELLER), NOW + timedelta(days=1))
    assert (deal.asked_field, deal.asked, deal.returned_at) == ("", "", None)
    assert deal.decision_due == NOW + timedelta(days=1)


def test_each_extension_counts_and_is_reminded_of_anew() -> None:
    deal = an_unkept_deal(DealState.APPROVED)
    deal.reminded = 3
    deal.extend(somebody(Role.OWNER), date(2027, 1, 14))
    assert (deal.protected_until, deal.extensions) == (date(2027, 1, 14), 1)
    assert deal.reminded is None


def somebody(role: Role) -> Person:
    return Person(handle="somebody", name="Somebody", role=role, language=Language.EN)
