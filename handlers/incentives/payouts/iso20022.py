"""An order as the bank's file: ISO 20022 `pain.001.001.09`, a credit transfer initiation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from xml.etree import ElementTree as Xml

from handlers.incentives.payouts.latin import latin
from handlers.incentives.payouts.orders import Debtor, NoAccount, NothingToPay, Order, control_sum
from handlers.incentives.payouts.profiles import compact, digits
from handlers.incentives.payouts.values import Address, Bank, Payment, Profile

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
NAME, SHORT_NAME, NOTE = 140, 70, 140
#: How an address is told, in the schema's order: element, longest text.
STREET, BUILDING, POSTCODE, TOWN = ("StrtNm", 70), ("BldgNb", 16), ("PstCd", 16), ("TwnNm", 35)

Element = Xml.Element


def as_xml(order: Order, debtors: Mapping[str, Debtor]) -> bytes:
    """The same bytes for the same order. `debtors` has our account for each currency."""
    if not order.payments:
        raise NothingToPay(order.batch)
    for currency in order.groups.keys() - debtors.keys():
        raise NoAccount(currency)
    document = Xml.Element("Document", xmlns=NAMESPACE)
    message = _add(document, "CstmrCdtTrfInitn")
    _header(message, order, debtors)
    for currency, payments in order.groups.items():
        _group(message, order, debtors[currency], payments)
    Xml.indent(document)
    written: bytes = Xml.tostring(document, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def _header(message: Element, order: Order, debtors: Mapping[str, Debtor]) -> None:
    header = _add(message, "GrpHdr")
    _add(header, "MsgId", order.message_id)
    _add(header, "CreDtTm", order.created.astimezone(UTC).isoformat(timespec="seconds"))
    _counted(header, order.payments)
    name = debtors[min(order.groups)].profile.name
    _text(_add(header, "InitgPty"), "Nm", name, NAME)


def _counted(parent: Element, payments: tuple[Payment, ...]) -> None:
    _add(parent, "NbOfTxs", str(len(payments)))
    _add(parent, "CtrlSum", f"{control_sum(payments):f}")


def _group(message: Element, order: Order, debtor: Debtor, payments: tuple[Payment, ...]) -> None:
    group = _add(message, "PmtInf")
    currency = payments[0].amount.currency
    _add(group, "PmtInfId", order.group_id(currency))
    _add(group, "PmtMtd", "TRF")
    _counted(group, payments)
    if debtor.service_level:
        _add(_add(_add(group, "PmtTpInf"), "SvcLvl"), "Cd", debtor.service_level)
    _add(_add(group, "ReqdExctnDt"), "Dt", order.pay_on.isoformat())
    longest = SHORT_NAME if debtor.service_level == "SEPA" else NAME
    _party(_add(group, "Dbtr"), debtor.profile, longest)
    _add(_account(_add(group, "DbtrAcct"), debtor.profile), "Ccy", currency)
    _agent(group, "DbtrAgt", debtor.profile.bank)
    _add(group, "ChrgBr", "SLEV" if debtor.service_level else "SHAR")
    for payment in payments:
        _transfer(group, payment, order.note, longest)


def _transfer(group: Element, payment: Payment, note: str, longest: int) -> None:
    transfer = _add(group, "CdtTrfTxInf")
    ids = _add(transfer, "PmtId")
    _add(ids, "InstrId", payment.reference)
    _add(ids, "EndToEndId", payment.reference)
    money = payment.amount
    _add(_add(transfer, "Amt"), "InstdAmt", f"{money.amount:f}").set("Ccy", money.currency)
    bank = payment.profile.bank
    if bank.bic or bank.member_id:
        _agent(transfer, "CdtrAgt", bank)
    _party(_add(transfer, "Cdtr"), payment.profile, longest)
    _account(_add(transfer, "CdtrAcct"), payment.profile)
    _text(_add(transfer, "RmtInf"), "Ustrd", f"{payment.reference} {note}", NOTE)


def _party(party: Element, profile: Profile, longest: int) -> None:
    _text(party, "Nm", profile.name, longest)
    _address(_add(party, "PstlAdr"), profile.address)


def _address(parent: Element, address: Address) -> None:
    told = (address.street, address.building, address.postcode, address.town)
    for (tag, longest), text in zip((STREET, BUILDING, POSTCODE, TOWN), told, strict=True):
        _text(parent, tag, text, longest)
    _add(parent, "Ctry", address.country)


def _account(account: Element, profile: Profile) -> Element:
    """An IBAN where there is one; many countries, Indonesia among them, have plain numbers."""
    which = _add(account, "Id")
    if profile.iban:
        _add(which, "IBAN", compact(profile.iban))
    else:
        _add(_add(which, "Othr"), "Id", digits(profile.number))
    return account


def _agent(parent: Element, tag: str, bank: Bank) -> None:
    """A bank is known by its BIC, else by its number in a clearing system; a SEPA account's
    needs neither, which has a word of its own."""
    institution = _add(_add(parent, tag), "FinInstnId")
    if bank.bic:
        _add(institution, "BICFI", compact(bank.bic))
    elif bank.member_id:
        _member(institution, bank)
    _text(institution, "Nm", bank.name, NAME)
    if not (bank.bic or bank.member_id):
        _add(_add(institution, "Othr"), "Id", "NOTPROVIDED")


def _member(institution: Element, bank: Bank) -> None:
    member = _add(institution, "ClrSysMmbId")
    if bank.clearing_system:
        _add(_add(member, "ClrSysId"), "Cd", bank.clearing_system)
    _add(member, "MmbId", bank.member_id)


def _text(parent: Element, tag: str, text: str, longest: int) -> None:
    """Left out where nothing of it can be read, as an element may not be empty."""
    plain = latin(text, longest)
    if any(map(str.isalnum, plain)):
        _add(parent, tag, plain)


def _add(parent: Element, tag: str, text: str | None = None) -> Element:
    child = Xml.SubElement(parent, tag)
    child.text = text
    return child
