from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings

from handlers.incentives.payouts.preparing import PaidTwice, prepare
from handlers.incentives.payouts.values import (
    Batch,
    Fact,
    Item,
    Line,
    Payee,
    Profile,
    Reason,
    Terms,
    Waiting,
    Withholding,
)
from storage.values import Money, exponent
from tests.handlers.incentives.payouts.making import (
    EXEMPT,
    PPH,
    RINI,
    idr,
    payable,
    payee,
    payees,
    terms,
)


def only_item(payee: Payee, terms: Terms | None = None) -> Item:
    batch = prepare("PO-1", [payee], terms or Terms())
    assert not batch.waiting
    (item,) = batch.items
    return item


def only_waiting(payee: Payee, terms: Terms | None = None) -> Waiting:
    batch = prepare("PO-1", [payee], terms or Terms())
    assert not batch.items
    (waiting,) = batch.waiting
    return waiting


class TestAnItem:
    def test_pays_what_is_payable(self) -> None:
        item = only_item(payee(idr(8_000_000), idr(500_000)))
        assert item.paid == idr(8_500_000)
        assert item.parts == {"rini-0": idr(8_000_000), "rini-1": idr(500_000)}
        assert item.payment.profile is RINI

    def test_recovers_what_was_paid_too_much(self) -> None:
        item = only_item(payee(idr(8_000_000), to_recover=(idr(1_250_000), Money(0, "USD"))))
        assert (item.recovered, item.paid) == (idr(1_250_000), idr(6_750_000))

    def test_shows_and_deducts_the_tax_on_what_is_left(self) -> None:
        owing = payee(idr(8_000_000), withholding=PPH, to_recover=(idr(1_000_000),))
        item = only_item(owing)
        assert (item.withheld, item.paid) == (idr(140_000), idr(6_860_000))

    @pytest.mark.parametrize(
        ("minor", "pct", "withheld"),
        [(50, "1", 1), (49, "1", 0), (150, "1", 2), (3333, "2.5", 83), (100, "99.4", 99)],
    )
    def test_rounds_tax_half_up(self, minor: int, pct: str, withheld: int) -> None:
        taxed = payee(Money(minor, "EUR"), withholding=Withholding("tax", Decimal(pct)))
        assert only_item(taxed).withheld == Money(withheld, "EUR")

    def test_in_whole_units_carries_what_is_left(self) -> None:
        taxed = payee(idr("1234567.89"), withholding=PPH)
        item = only_item(taxed, Terms(whole=frozenset({"IDR"})))
        assert item.carried == idr("0.89")
        assert (item.withheld, item.paid) == (idr(24_691), idr(1_209_876))

    def test_leaves_what_it_carries_on_the_last_lines(self) -> None:
        lines = payee(idr("10.50"), idr("3.40"), idr("-1.00"), idr("0.05"))
        item = only_item(lines, Terms(whole=frozenset({"IDR"})))
        assert item.carried == idr("0.95")
        assert item.parts == {"rini-0": idr("10.50"), "rini-1": idr("2.50"), "rini-2": idr(-1)}

    def test_leaves_disputed_lines_out(self) -> None:
        lines = (Line("a", idr(100)), Line("b", idr(40), disputed=True))
        item = only_item(Payee("rini", "Rini", RINI, EXEMPT, lines))
        assert (item.paid, item.due.left_out) == (idr(100), idr(40))
        assert item.parts == {"a": idr(100)}

    def test_does_not_recover_what_is_disputed(self) -> None:
        owed = (Line("r", idr(30), disputed=True), Line("s", idr(20)))
        item = only_item(Payee("rini", "Rini", RINI, EXEMPT, (Line("a", idr(100)),), owed))
        assert (item.paid, item.recovered) == (idr(80), idr(20))
        assert item.parts == {"a": idr(100), "s": idr(-20)}

    def test_of_each_currency_is_its_own(self) -> None:
        batch = prepare("PO-1", [payee(idr(100), Money(700, "USD"), idr(5))], Terms())
        assert [item.paid for item in batch.items] == [idr(105), Money(700, "USD")]
        first, second = batch.items
        assert first.reference != second.reference

    def test_has_the_same_reference_whoever_else_is_paid(self) -> None:
        alone = only_item(payee(idr(100)))
        batch = prepare("PO-1", [payee(idr(7), id="andi"), payee(idr(100))], Terms())
        assert batch.items[1] == alone
        assert only_item(payee(idr(100)), Terms()).reference == alone.reference


class TestWaiting:
    @pytest.mark.parametrize(
        ("least", "reasons"),
        [(49, []), (50, []), (51, [Reason.BELOW_THRESHOLD])],
    )
    def test_below_the_threshold(self, least: int, reasons: list[Reason]) -> None:
        thresholds = Terms({"USD": Money(least * 100, "USD")})
        batch = prepare("PO-1", [payee(Money(5000, "USD"))], thresholds)
        assert [one.reasons for one in batch.waiting] == [tuple(reasons)][: len(reasons)]

    def test_money_of_one_currency_does_not_cover_another(self) -> None:
        owing = payee(idr(8_000_000), to_recover=(Money(5, "USD"),))
        batch = prepare("PO-1", [owing], Terms())
        assert [item.paid for item in batch.items] == [idr(8_000_000)]
        assert [one.due.balance for one in batch.waiting] == [Money(-5, "USD")]

    def test_carries_everything_forward(self) -> None:
        waiting = only_waiting(payee(idr(100), to_recover=(idr(30),)), Terms({"IDR": idr(90)}))
        assert waiting.reasons == (Reason.BELOW_THRESHOLD,)
        assert (waiting.carried, waiting.due.balance) == (idr(100), idr(70))

    def test_for_a_negative_balance_to_be_covered(self) -> None:
        waiting = only_waiting(payee(idr(100), to_recover=(idr(130),)))
        assert waiting.reasons == (Reason.NEGATIVE_BALANCE,)
        assert waiting.due.balance == idr(-30)

    def test_with_nothing_payable_yet(self) -> None:
        assert only_waiting(payee(to_recover=(idr(1),))).reasons == (Reason.NEGATIVE_BALANCE,)
        assert prepare("PO-1", [payee(to_recover=(idr(0),))], Terms()).waiting == ()

    @pytest.mark.parametrize(
        "nothing",
        [
            payee(idr(100), to_recover=(idr(100),)),
            payee(idr(100), withholding=Withholding("all", Decimal(100))),
            payee(idr(0)),
        ],
    )
    def test_when_nothing_is_left(self, nothing: Payee) -> None:
        assert only_waiting(nothing).reasons == (Reason.NOTHING_LEFT,)

    def test_when_all_is_disputed(self) -> None:
        lines = (Line("a", idr(100), disputed=True),)
        waiting = only_waiting(Payee("rini", "Rini", RINI, EXEMPT, lines))
        assert waiting.reasons == (Reason.DISPUTED,)
        assert (waiting.due.left_out, waiting.carried) == (idr(100), idr(0))

    def test_for_a_profile(self) -> None:
        waiting = only_waiting(payee(idr(100), profile=Profile(), withholding=PPH))
        assert waiting.reasons == (Reason.PROFILE_INCOMPLETE,)
        assert waiting.missing == (
            Fact.NAME,
            Fact.TOWN,
            Fact.COUNTRY,
            Fact.ACCOUNT,
            Fact.BANK,
            Fact.TAX_ID,
        )

    def test_for_all_reasons_at_once(self) -> None:
        poor = payee(idr(1), profile=Profile(), withholding=None)
        assert only_waiting(poor, Terms({"IDR": idr(2)})).reasons == (
            Reason.BELOW_THRESHOLD,
            Reason.PROFILE_INCOMPLETE,
            Reason.WITHHOLDING_NOT_SET_UP,
        )


class TestNothingIsPaidTwice:
    def test_nor_a_payee(self) -> None:
        with pytest.raises(PaidTwice, match="rini"):
            prepare("PO-1", [payee(idr(1)), payee(idr(2))], Terms())

    def test_nor_recovered(self) -> None:
        owed = (Line("E-1", idr(1)), Line("E-1", idr(1)))
        with pytest.raises(PaidTwice, match="E-1"):
            prepare("PO-1", [Payee("rini", "Rini", RINI, EXEMPT, (), owed)], Terms())

    def test_nor_a_line(self) -> None:
        twice = [
            Payee(name, name, RINI, EXEMPT, (Line("E-1", idr(1)),)) for name in ("rini", "andi")
        ]
        with pytest.raises(PaidTwice, match="E-1"):
            prepare("PO-1", twice, Terms())


def test_a_tax_is_between_nothing_and_all() -> None:
    with pytest.raises(ValueError, match="per cent"):
        Withholding("tax", Decimal(101))


def test_what_is_to_recover_is_never_below_zero() -> None:
    with pytest.raises(ValueError, match="below zero"):
        payee(idr(1), to_recover=(idr(-1),))


def balanced(batch: Batch) -> bool:
    return all(
        item.paid + item.carried + item.withheld + item.recovered == item.due.payable
        and sum(item.parts.values(), item.carried) == item.due.balance
        for item in batch.items
    ) and all(waiting.carried == waiting.due.payable for waiting in batch.waiting)


@settings(max_examples=300, deadline=None)
@given(payees=payees() | payable(), terms=terms)
def test_paid_carried_withheld_and_recovered_are_what_is_payable(
    payees: list[Payee], terms: Terms
) -> None:
    batch = prepare("PO-1", payees, terms)
    assert balanced(batch)
    for total in batch.totals:
        assert total.paid + total.carried + total.withheld + total.recovered == total.payable
        lines = [line for payee in payees for line in payee.lines]
        here = [line.amount.minor for line in lines if line.amount.currency == total.paid.currency]
        assert total.payable.minor + total.left_out.minor == sum(here)
    assert batch.control == sum((total.paid.amount for total in batch.totals), Decimal(0))
    assert sum(total.payments for total in batch.totals) == len(batch.items)


@settings(max_examples=250, deadline=None)
@given(payees=payees() | payable(), terms=terms)
def test_an_item_is_worth_paying_and_someone_who_waits_knows_why(
    payees: list[Payee], terms: Terms
) -> None:
    batch = prepare("PO-1", payees, terms)
    for item in batch.items:
        assert item.paid.minor > 0
        assert item.withheld.minor >= 0
        assert item.carried.minor >= 0
        assert item.due.balance.minor >= terms.threshold(item.due.currency).minor
        if item.paid.currency in terms.whole:
            assert item.paid.minor % 10 ** exponent(item.paid.currency) == 0
    assert all(one.reasons for one in batch.waiting)
    assert all(
        (Reason.PROFILE_INCOMPLETE in one.reasons) == bool(one.missing) for one in batch.waiting
    )
    references = [item.reference for item in batch.items]
    assert len(set(references)) == len(references)
    assert prepare("PO-1", payees[::-1], terms) == batch
