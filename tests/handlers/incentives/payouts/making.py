"""Payees, batches and orders for the tests of paying out, by hand and by chance."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import strategies as some

from handlers.incentives.payouts.orders import Debtor, Order
from handlers.incentives.payouts.preparing import prepare
from handlers.incentives.payouts.values import (
    Address,
    Bank,
    Line,
    Payee,
    Profile,
    Terms,
    Withholding,
)
from storage.values import Money

CREATED = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
PAY_ON = date(2026, 10, 15)
CURRENCIES = ("IDR", "EUR", "USD", "JPY", "KWD")
IBANS = (
    "DE89 3704 0044 0532 0130 00",
    "NL91ABNA0417164300",
    "GB29NWBK60161331926819",
    "FR1420041010050500013M02606",
    "NO9386011117947",
)
JAKARTA = Address("Jakarta", "ID", "Jalan Jenderal Sudirman", "Kav. 52", "12190")
BCA = Bank("Bank Central Asia", bic="CENAIDJA")
RINI = Profile("Rini Wulandari", JAKARTA, BCA, number="0123-456-789", tax_id="09.254.294.3-407")
PPH = Withholding("PPh 23", Decimal(2))
EXEMPT = Withholding("", Decimal(0))
OURS = Profile(
    "PT Vendor Indonesia", JAKARTA, Bank("Bank Mandiri", bic="BMRIIDJA"), number="1220001234567"
)
DEBTORS = {currency: Debtor(OURS) for currency in CURRENCIES}


def idr(amount: int | str) -> Money:
    return Money.of(amount, "IDR")


def payee(
    *lines: Money,
    id: str = "rini",
    profile: Profile = RINI,
    withholding: Withholding | None = EXEMPT,
    to_recover: tuple[Money, ...] = (),
) -> Payee:
    due = tuple(Line(f"{id}-{n}", money) for n, money in enumerate(lines))
    owed = tuple(Line(f"{id}-r{n}", money) for n, money in enumerate(to_recover))
    return Payee(id, profile.name, profile, withholding, due, owed)


def ordered(*payees: Payee, batch: str = "PO-2026-09", note: str = "Incentives 2026-09") -> Order:
    return Order.of(prepare(batch, payees, Terms()), CREATED, PAY_ON, note)


names = some.one_of(
    some.text(min_size=1, max_size=40),
    some.sampled_from(
        [
            "Müller & Söhne GmbH", "Łukasz Żółć", "Nguyễn Thị Hương", "Ελένη Παπαδοπούλου",
            "Юлія Щербак", "李小龍", "山田太郎", "محمد الأحمد", "ꦱꦸꦭꦶꦱ", "I Gusti Ngurah Ærø",
            "O'Brien / Sons//Ltd", "=cmd()", "@home", "PT 東方 Maju", "Æ" * 100, "a" * 300,
        ]
    ),
)  # fmt: skip
moneys = some.builds(Money, some.integers(-(10**9), 10**12), some.sampled_from(CURRENCIES))
addresses = some.builds(
    Address,
    town=some.one_of(some.just("Jakarta"), some.just(""), names),
    country=some.sampled_from(["ID", "DE", "JP", "", "id", "XX"]),
    street=some.one_of(some.just(""), names),
    building=some.sampled_from(["", "52", "Gedung ☕ Wisma Sudirman lantai dua"]),
    postcode=some.sampled_from(["", "12190", "1219 / 0 - 121900000000000"]),
)
banks = some.builds(
    Bank,
    name=some.one_of(some.just(""), names),
    bic=some.sampled_from(["CENAIDJA", "deutdeffxxx", "", "WRONG"]),
    member_id=some.sampled_from(["", "0140012", "one two"]),
    clearing_system=some.sampled_from(["", "USABA"]),
)
profiles = some.builds(
    Profile,
    name=names,
    address=addresses,
    bank=banks,
    iban=some.sampled_from(["", *IBANS, "DE00370400440532013000"]),
    number=some.sampled_from(["", "0123456789", "12-345.678 9", "1/2", "9" * 35]),
    tax_id=some.sampled_from(["", "092542943407000"]),
)
withholdings = some.none() | some.builds(
    Withholding,
    tax=some.sampled_from(["PPh 21", "PPh 23"]),
    pct=some.decimals(0, 100, places=3) | some.sampled_from([Decimal(0), Decimal("2.5")]),
)


@some.composite
def payees(draw: some.DrawFn) -> list[Payee]:
    """With ids and line references of their own, good and bad profiles, several currencies."""
    count = draw(some.integers(0, 6))
    return [_payee(draw, f"payee-{n}") for n in range(count)]


def _payee(draw: some.DrawFn, id: str) -> Payee:
    amounts = draw(some.lists(some.tuples(moneys, some.booleans()), max_size=5))
    owed = draw(some.lists(some.tuples(moneys, some.booleans()), max_size=2))
    return Payee(
        id,
        draw(names),
        draw(some.one_of(some.just(RINI), profiles)),
        draw(withholdings),
        tuple(Line(f"{id}/{n}", money, hot) for n, (money, hot) in enumerate(amounts)),
        tuple(
            Line(f"{id}/r{n}", Money(abs(money.minor) // 1000, money.currency), hot)
            for n, (money, hot) in enumerate(owed)
        ),
    )


#: What a bank can write: Latin with all its accents, Greek, Cyrillic, and any marks between.
letters = some.characters(categories=["Lu", "Ll"], max_codepoint=0x17F) | some.sampled_from(
    "ΑΒΓΔΈΖΉΘΊΚΛΜΝΞΌΠΡΣΤΎΦΧΨΏαβγάέήίόύώςАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁІЄҐЇабвйщюё -'&/☕()"
)
known_names = some.builds("{}{}".format, some.sampled_from("AbÇßЩω"), some.text(letters))
known_profiles = some.builds(
    Profile,
    name=known_names | some.just("Æ" * 200),
    address=some.builds(
        Address,
        town=some.sampled_from(["Jakarta", "São Paulo", "Αθήνα", "Киев" * 20]),
        country=some.sampled_from(["ID", "DE", "JP", "GR"]),
        street=some.just("") | names,
        building=some.sampled_from(["", "52", "Gedung ☕ Wisma Sudirman lantai dua"]),
        postcode=some.sampled_from(["", "12190", "1219 / 0 - 121900000000000"]),
    ),
    bank=some.builds(
        Bank,
        name=some.just("") | names,
        bic=some.sampled_from(["CENAIDJA", "deutdeffxxx"]),
        member_id=some.sampled_from(["", "0140012"]),
    )
    | some.builds(
        Bank,
        member_id=some.sampled_from(["0140012", "7" * 35]),
        clearing_system=some.sampled_from(["", "USABA"]),
    ),
    iban=some.sampled_from(["", *IBANS]),
    number=some.sampled_from(["0123456789", "12-345.678 9", "9" * 34]),
    tax_id=some.just("092542943407000"),
)


@some.composite
def payable(draw: some.DrawFn) -> list[Payee]:
    """Those who are paid: good profiles, in any script that can be written."""
    amounts = some.builds(Money, some.integers(1, 10**13), some.sampled_from(CURRENCIES))
    owed = draw(some.lists(some.lists(amounts, min_size=1, max_size=3), min_size=1, max_size=6))
    tax = some.sampled_from([EXEMPT, PPH])
    return [
        payee(*lines, id=f"{n}", profile=draw(known_profiles), withholding=draw(tax))
        for n, lines in enumerate(owed)
    ]


terms = some.builds(
    Terms,
    thresholds=some.dictionaries(
        some.sampled_from(CURRENCIES), some.integers(0, 10**8), max_size=3
    ).map(lambda least: {currency: Money(minor, currency) for currency, minor in least.items()}),
    whole=some.sets(some.sampled_from(CURRENCIES)).map(frozenset),
)
