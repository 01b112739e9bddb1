from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from handlers.incentives.payouts.iso20022 import NAMESPACE, as_xml
from handlers.incentives.payouts.latin import TAKEN
from handlers.incentives.payouts.orders import Debtor, NoAccount, NothingToPay, Order
from handlers.incentives.payouts.preparing import prepare
from handlers.incentives.payouts.values import Address, Bank, Payee, Profile, Terms
from storage.values import Money, exponent
from tests.handlers.incentives.payouts.making import (
    CREATED,
    DEBTORS,
    IBANS,
    OURS,
    PAY_ON,
    RINI,
    idr,
    names,
    ordered,
    payable,
    payee,
)
from tests.handlers.incentives.payouts.schema import faults

IN = {"": NAMESPACE}
PAIN = Path(__file__).with_name("pain.001.xml")
BERLIN = Profile("Jörg Groß", Address("Berlin", "DE"), iban=IBANS[0])


def read(content: bytes) -> Xml.Element:
    message = Xml.fromstring(content).find("CstmrCdtTrfInitn", IN)
    assert message is not None
    return message


def texts(element: Xml.Element, path: str) -> list[str]:
    return [found.text or "" for found in element.findall(path, IN)]


def drawn(order: Order, **debtors: Debtor) -> Xml.Element:
    content = as_xml(order, DEBTORS | debtors)
    assert faults(content) == []
    return read(content)


class TestAMessage:
    def test_is_written_as_the_bank_reads_it(self) -> None:
        content = as_xml(ordered(payee(idr("8000000.5"))), DEBTORS)
        assert faults(content) == []
        assert content.decode() == PAIN.read_text()

    def test_is_the_same_bytes_again(self) -> None:
        order = ordered(payee(idr(5)), payee(idr(7), id="andi"))
        turned = replace(order, payments=order.payments[::-1])
        assert as_xml(order, DEBTORS) == as_xml(turned, DEBTORS)

    def test_has_one_group_for_each_currency(self) -> None:
        order = ordered(
            payee(idr(5), Money(700, "USD")), payee(Money(20, "JPY"), idr(2), id="andi")
        )
        message = drawn(order)
        assert texts(message, "GrpHdr/NbOfTxs") == ["4"]
        assert texts(message, "GrpHdr/CtrlSum") == ["34.00"]
        assert texts(message, "PmtInf/PmtInfId") == [
            "PO-2026-09-IDR",
            "PO-2026-09-JPY",
            "PO-2026-09-USD",
        ]
        assert texts(message, "PmtInf/CtrlSum") == ["7.00", "20", "7.00"]
        assert texts(message, "PmtInf/DbtrAcct/Ccy") == ["IDR", "JPY", "USD"]

    @pytest.mark.parametrize(
        ("money", "written"),
        [
            (idr(1_500_000), "1500000.00"),
            (Money(1500, "JPY"), "1500"),
            (Money(1500, "KWD"), "1.500"),
            (Money(1, "EUR"), "0.01"),
            (Money(10**17, "EUR"), "1000000000000000.00"),
        ],
    )
    def test_writes_exactly_a_currency_s_decimals(self, money: Money, written: str) -> None:
        assert texts(drawn(ordered(payee(money))), ".//InstdAmt") == [written]

    def test_says_iban_or_number(self) -> None:
        message = drawn(ordered(payee(idr(1)), payee(idr(1), id="x", profile=BERLIN)))
        assert texts(message, ".//CdtrAcct/Id/IBAN") == ["DE89370400440532013000"]
        assert texts(message, ".//CdtrAcct/Id/Othr/Id") == ["0123456789"]
        assert texts(message, ".//CdtrAgt/FinInstnId/BICFI") == ["CENAIDJA"]

    def test_finds_a_bank_by_its_number(self) -> None:
        chase = replace(RINI, bank=Bank(member_id="021000021", clearing_system="USABA"))
        local = replace(RINI, bank=Bank("BPD DIY", member_id="1120013"))
        message = drawn(
            ordered(payee(idr(1), profile=chase), payee(idr(1), id="x", profile=local))
        )
        found = ".//CdtrAgt/FinInstnId/ClrSysMmbId"
        assert texts(message, f"{found}/ClrSysId/Cd") == ["USABA"]
        assert sorted(texts(message, f"{found}/MmbId")) == ["021000021", "1120013"]

    def test_keeps_to_the_service_level_agreed_with_the_bank(self) -> None:
        long = replace(BERLIN, name="Groß " * 40)
        order = ordered(payee(Money(100, "EUR"), profile=long))
        message = drawn(order, EUR=Debtor(BERLIN, service_level="SEPA"))
        assert texts(message, ".//SvcLvl/Cd") == ["SEPA"]
        assert texts(message, ".//ChrgBr") == ["SLEV"]
        assert texts(message, ".//DbtrAgt/FinInstnId/Othr/Id") == ["NOTPROVIDED"]
        (name,) = texts(message, ".//Cdtr/Nm")
        assert len(name) <= 70
        (plain,) = texts(drawn(order), ".//Cdtr/Nm")
        assert 130 < len(plain) <= 140

    def test_leaves_out_what_cannot_be_read(self) -> None:
        abroad = replace(RINI, address=Address("Tokyo", "JP", street="銀座", building="☕"))
        message = drawn(ordered(payee(idr(1), profile=abroad)))
        creditor = message.find(".//Cdtr/PstlAdr", IN)
        assert creditor is not None
        assert [part.tag.rpartition("}")[2] for part in creditor] == ["TwnNm", "Ctry"]

    def test_tells_the_payee_what_it_is_for(self) -> None:
        (told,) = texts(drawn(ordered(payee(idr(1)), note="Insentif “September”")), ".//Ustrd")
        assert re.fullmatch(r"PO-2026-09-\w{12} Insentif 'September'", told)

    def test_needs_an_account_for_each_currency(self) -> None:
        with pytest.raises(NoAccount, match="USD"):
            as_xml(ordered(payee(Money(1, "USD"))), {"IDR": Debtor(OURS)})

    def test_needs_a_payment(self) -> None:
        with pytest.raises(NothingToPay):
            as_xml(ordered(), DEBTORS)


def test_the_schema_finds_faults() -> None:
    """So that none found means something."""
    content = as_xml(ordered(payee(idr(1))), DEBTORS)
    for good, bad in [
        (b"<NbOfTxs>1<", b"<NbOfTxs>one<"),
        (b"CENAIDJA", b"CENA"),
        (b"<Ctry>ID<", b"<Ctry>Indonesia<"),
        (b"<PmtMtd>TRF</PmtMtd>", b""),
        (b'Ccy="IDR"', b'Ccy="Rp"'),
        (b">1.00<", b">1.000001<"),
        (b"Rini Wulandari", b"R" * 141),
    ]:
        assert good in content
        assert faults(content.replace(good, bad)), bad


def written(message: Xml.Element) -> Iterator[str]:
    for element in message.iter():
        if element.text and element.text.strip():
            yield element.text


ours = some.builds(
    Debtor,
    some.one_of(
        some.just(OURS), some.builds(replace, some.just(OURS), name=names), some.just(BERLIN)
    ),
    some.sampled_from(["", "SEPA", "NURG"]),
)


@settings(max_examples=300, deadline=None)
@given(payees=payable(), note=names, batch=names, debtor=ours)
def test_every_batch_keeps_to_the_schema(
    payees: list[Payee], note: str, batch: str, debtor: Debtor
) -> None:
    prepared = prepare(batch, payees, Terms())
    assert prepared.items
    order = Order.of(prepared, CREATED, PAY_ON, note)
    content = as_xml(order, dict.fromkeys(DEBTORS, debtor))
    assert faults(content) == []
    message = read(content)
    assert set("".join(written(message))) <= TAKEN
    amounts = message.findall(".//InstdAmt", IN)
    assert sum((Decimal(a.text or "") for a in amounts), Decimal(0)) == prepared.control
    for amount in amounts:
        decimals = (amount.text or "").partition(".")[2]
        assert len(decimals) == exponent(amount.attrib["Ccy"])
    references = texts(message, ".//EndToEndId")
    assert sorted(references) == sorted(item.reference for item in prepared.items)
    assert content == as_xml(order, dict.fromkeys(DEBTORS, debtor))
