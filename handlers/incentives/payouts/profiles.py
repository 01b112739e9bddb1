"""What a payout profile lacks before a bank can be told to pay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

from handlers.incentives.payouts.latin import latin, unwritable
from handlers.incentives.payouts.values import Address, Bank, Fact, Profile

BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")
IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}")
NUMBER = re.compile(r"[A-Za-z0-9]{1,34}")
MEMBER = re.compile(r"[A-Za-z0-9]{1,35}")
COUNTRY = re.compile(r"[A-Z]{2}")
NOT_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


def missing(profile: Profile, taxed: bool) -> tuple[Fact, ...]:
    """Facts to ask the payee for; the tax number only where tax is withheld."""
    facts = [*_name(profile), *_address(profile.address), *_account(profile)]
    facts += _bank(profile.bank, needed=not profile.iban)
    if taxed and not profile.tax_id.strip():
        facts.append(Fact.TAX_ID)
    return tuple(facts)


def compact(account: str) -> str:
    """An IBAN or BIC as machines write it."""
    return "".join(account.split()).upper()


def digits(number: str) -> str:
    """An account's number without what people write to read it more easily."""
    return re.sub(r"[ .-]", "", number)


def _name(profile: Profile) -> Iterator[Fact]:
    if not profile.name.strip():
        yield Fact.NAME
    elif unwritable(profile.name):
        yield Fact.LATIN_NAME


def _address(address: Address) -> Iterator[Fact]:
    if not latin(address.town, 35).strip(". "):
        yield Fact.TOWN
    if address.country not in _countries():
        yield Fact.COUNTRY


def _account(profile: Profile) -> Iterator[Fact]:
    if profile.iban:
        if not _is_iban(compact(profile.iban)):
            yield Fact.IBAN
    elif not profile.number:
        yield Fact.ACCOUNT
    elif not NUMBER.fullmatch(digits(profile.number)):
        yield Fact.NUMBER


def _bank(bank: Bank, *, needed: bool) -> Iterator[Fact]:
    if bank.bic:
        if not BIC.fullmatch(compact(bank.bic)):
            yield Fact.BIC
    elif needed and not MEMBER.fullmatch(bank.member_id):
        yield Fact.BANK


def _is_iban(iban: str) -> bool:
    """ISO 13616: with the first four behind the rest, letters from 10, the remainder is 1."""
    turned = iban[4:] + iban[:4]
    return bool(IBAN.fullmatch(iban)) and int("".join(str(int(c, 36)) for c in turned)) % 97 == 1


@cache
def _countries() -> frozenset[str]:
    known = Locale.parse("en").territories
    return frozenset(filter(COUNTRY.fullmatch, map(str, known))) - NOT_COUNTRIES
