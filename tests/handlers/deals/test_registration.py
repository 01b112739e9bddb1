from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from handlers.conversation.contact import Contact
from handlers.deals.draft import Draft, Slot
from handlers.deals.registration import (
    MOST_CHOICES,
    Accepted,
    AlreadyYours,
    Ambiguous,
    Incomplete,
    Problem,
    Protected,
    Terms,
    TooSmall,
    decide,
)
from storage.deals import Deal
from storage.partners import Partner, PartnerKind
from storage.people import Person, Role
from storage.products import Product
from storage.values import Language, Money
from tests.conftest import NOW

US, THEM = 1, 2
TODAY = date(2026, 9, 16)
MINIMUM = Money.of(50_000_000, "IDR")
TERMS = Terms({"IDR": MINIMUM}, "Deal rules v2", TODAY)
WHOLE = Draft(
    customer="PT Sinar Terang",
    products=("CS-PRO",),
    seats=(40,),
    values=(Money.of(60_000_000, "IDR"),),
    closings=(date(2026, 9, 30),),
    contact=Contact("Pak Anton", "+6281234567890"),
    country="ID",
)


def a_deal(partner_id: int) -> Deal:
    partner = Partner(name="A partner", kind=PartnerKind.RESELLER)
    seller = Person(handle="seller", name="Seller", role=Role.SELLER, language=Language.EN)
    deal = Deal(
        reference="D-10000",
        partner=partner,
        submitted_by=seller,
        product=Product(sku="A", name="A", short="A", list_price=MINIMUM),
        customer="PT Sinar Terang",
        country="ID",
        value=MINIMUM,
        closing=TODAY,
        contact_name="Anton",
        submitted_at=NOW,
        decision_due=NOW,
    )
    deal.partner_id = partner_id
    return deal


def test_a_whole_draft_is_accepted() -> None:
    decision = decide(WHOLE, TERMS, US, {})
    assert isinstance(decision, Accepted)
    assert decision.registration.value == Money.of(60_000_000, "IDR")
    assert decision.registration.seats == 40


def test_seats_domain_and_tax_number_may_be_left_out() -> None:
    assert isinstance(decide(replace(WHOLE, seats=()), TERMS, US, {}), Accepted)


@pytest.mark.parametrize(
    ("draft", "problems"),
    [
        (replace(WHOLE, customer=""), {Slot.CUSTOMER: Problem.MISSING}),
        (replace(WHOLE, products=()), {Slot.PRODUCT: Problem.MISSING}),
        (replace(WHOLE, values=()), {Slot.VALUE: Problem.MISSING}),
        (replace(WHOLE, values=(Money.of(9_000, "USD"),)), {Slot.VALUE: Problem.CURRENCY}),
        (replace(WHOLE, closings=()), {Slot.CLOSING: Problem.MISSING}),
        (replace(WHOLE, closings=(date(2026, 9, 15),)), {Slot.CLOSING: Problem.PAST}),
        (replace(WHOLE, contact=Contact()), {Slot.CONTACT: Problem.MISSING}),
        (replace(WHOLE, contact=Contact(name="Anton")), {Slot.CONTACT: Problem.UNREACHABLE}),
        (replace(WHOLE, contact=Contact(email="a@b.co")), {Slot.CONTACT: Problem.NAMELESS}),
        (replace(WHOLE, unread=((Slot.SEATS, "many"),)), {Slot.SEATS: Problem.UNREADABLE}),
        (
            replace(WHOLE, values=(), unread=((Slot.VALUE, "a lot"),)),
            {Slot.VALUE: Problem.UNREADABLE},
        ),
    ],
)
def test_only_what_is_missing_is_asked_for(draft: Draft, problems: dict[Slot, Problem]) -> None:
    assert decide(draft, TERMS, US, {}) == Incomplete(draft, problems, ("IDR",))


def test_a_deal_may_close_today() -> None:
    assert isinstance(decide(replace(WHOLE, closings=(TODAY,)), TERMS, US, {}), Accepted)


def test_a_value_below_the_minimum_is_too_small_whatever_is_missing() -> None:
    draft = Draft(customer="Toko Kecil", values=(Money.of(30_000_000, "IDR"),))
    assert decide(draft, TERMS, US, {}) == TooSmall(MINIMUM, "Deal rules v2")


def test_the_minimum_itself_is_enough() -> None:
    assert isinstance(decide(replace(WHOLE, values=(MINIMUM,)), TERMS, US, {}), Accepted)


def test_two_readings_of_two_slots_are_one_question_with_four_answers() -> None:
    values = (Money.of(1_200_000, "IDR"), Money.of(1_200_000_000, "IDR"))
    closings = (date(2026, 10, 12), date(2026, 12, 10))
    decision = decide(replace(WHOLE, values=values, closings=closings), TERMS, US, {})
    assert isinstance(decision, Ambiguous)
    assert decision.slots == (Slot.VALUE, Slot.CLOSING)
    assert [(c.values, c.closings) for c in decision.choices] == [
        ((value,), (closing,)) for value in values for closing in closings
    ]


def test_more_readings_than_buttons_are_asked_one_slot_at_a_time() -> None:
    values = tuple(Money.of(millions * 10**6, "IDR") for millions in (60, 70, 80, 90))
    closings = (date(2026, 10, 12), date(2026, 12, 10))
    decision = decide(replace(WHOLE, values=values, closings=closings), TERMS, US, {})
    assert isinstance(decision, Ambiguous)
    assert decision.slots == (Slot.VALUE,)
    assert len(decision.choices) == 4 <= MOST_CHOICES
    assert all(choice.closings == closings for choice in decision.choices)


@pytest.mark.parametrize(
    ("draft", "slot"),
    [
        (replace(WHOLE, seats=(40, 50)), Slot.SEATS),
        (replace(WHOLE, products=("CS-PRO", "CS-BASIC")), Slot.PRODUCT),
    ],
)
def test_seats_and_products_can_be_unsure_too(draft: Draft, slot: Slot) -> None:
    decision = decide(draft, TERMS, US, {})
    assert isinstance(decision, Ambiguous)
    assert decision.slots == (slot,)


def test_a_day_that_has_passed_is_no_reading_of_a_closing_date() -> None:
    closings = (date(2026, 3, 10), date(2026, 10, 3))
    decision = decide(replace(WHOLE, closings=closings), TERMS, US, {})
    assert isinstance(decision, Accepted)
    assert decision.registration.closing == date(2026, 10, 3)


def test_ones_own_deal_is_named() -> None:
    deal = a_deal(US)
    assert decide(WHOLE, TERMS, US, {"name:ID:sinar terang": deal}) == AlreadyYours(deal)


def test_anothers_deal_protects_before_anything_is_asked() -> None:
    deal = a_deal(THEM)
    draft = Draft(customer="Sinar Terang Tbk", country="ID")
    claims = {"domain:sinar.id": deal, "name:ID:sinar terang": deal}
    assert decide(draft, TERMS, US, claims) == Protected(deal, tuple(sorted(claims)))


def test_the_strongest_sign_says_who_protects() -> None:
    by_name, by_tax = a_deal(THEM), a_deal(3)
    claims = {"name:ID:sinar terang": by_name, "tax:0012": by_tax}
    assert decide(WHOLE, TERMS, US, claims) == Protected(by_tax, ("tax:0012",))


def test_a_small_value_tells_nothing_about_a_customer() -> None:
    draft = replace(WHOLE, values=(Money.of(1, "IDR"),))
    assert isinstance(decide(draft, TERMS, US, {"tax:1": a_deal(THEM)}), TooSmall)
