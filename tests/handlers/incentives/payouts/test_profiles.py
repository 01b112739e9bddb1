from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.incentives.payouts.profiles import missing
from handlers.incentives.payouts.values import Address, Bank, Fact, Profile
from tests.handlers.incentives.payouts.making import BCA, IBANS, JAKARTA, RINI


def test_a_complete_profile_lacks_nothing() -> None:
    assert missing(RINI, taxed=True) == ()


@pytest.mark.parametrize(
    ("profile", "lacks"),
    [
        (replace(RINI, name=" "), Fact.NAME),
        (replace(RINI, name="東方商事"), Fact.LATIN_NAME),
        (replace(RINI, name="PT 東方 Maju"), Fact.LATIN_NAME),
        (replace(RINI, name="123"), Fact.LATIN_NAME),
        (replace(RINI, address=replace(JAKARTA, town="")), Fact.TOWN),
        (replace(RINI, address=replace(JAKARTA, town="北京")), Fact.TOWN),
        (replace(RINI, address=replace(JAKARTA, country="")), Fact.COUNTRY),
        (replace(RINI, address=replace(JAKARTA, country="Indonesia")), Fact.COUNTRY),
        (replace(RINI, address=replace(JAKARTA, country="XX")), Fact.COUNTRY),
        (replace(RINI, address=replace(JAKARTA, country="ZZ")), Fact.COUNTRY),
        (replace(RINI, number=""), Fact.ACCOUNT),
        (replace(RINI, number="12/34"), Fact.NUMBER),
        (replace(RINI, number="9" * 35), Fact.NUMBER),
        (replace(RINI, number="..."), Fact.NUMBER),
        (replace(RINI, iban="DE88370400440532013000"), Fact.IBAN),
        (replace(RINI, iban="DE89"), Fact.IBAN),
        (replace(RINI, bank=Bank("BCA")), Fact.BANK),
        (replace(RINI, bank=replace(BCA, bic="CENAID")), Fact.BIC),
        (replace(RINI, tax_id=""), Fact.TAX_ID),
    ],
)
def test_a_profile_lacks(profile: Profile, lacks: Fact) -> None:
    assert missing(profile, taxed=True) == (lacks,)


def test_a_tax_number_is_asked_for_only_where_tax_is_withheld() -> None:
    assert missing(replace(RINI, tax_id=""), taxed=False) == ()


@pytest.mark.parametrize("iban", [*IBANS, IBANS[0].lower()])
def test_an_iban_needs_no_bank(iban: str) -> None:
    berlin = Address("Berlin", "DE")
    assert missing(Profile("Jörg Groß", berlin, iban=iban), taxed=False) == ()


def test_a_bank_without_a_bic_has_a_number_in_a_clearing_system() -> None:
    assert missing(replace(RINI, bank=Bank("BCA", member_id="0140012")), taxed=False) == ()


@pytest.mark.parametrize("name", ["Łukasz Żółć", "Ελένη Παπαδοπούλου", "Юлія Щербак", "D'Arcy–Æ"])
def test_a_name_that_can_be_written_in_latin_letters_is_enough(name: str) -> None:
    assert missing(replace(RINI, name=name), taxed=False) == ()


def test_accounts_and_tax_numbers_are_not_in_logs() -> None:
    shown = repr(replace(RINI, iban=IBANS[0]))
    assert "Rini" in shown
    assert not any(secret in shown for secret in (RINI.number, RINI.tax_id, IBANS[0]))
