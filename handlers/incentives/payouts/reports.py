"""Reads a bank's report: ISO 20022 `pain.002`, written for version 001.001.10."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from typing import Any
from xml.etree import ElementTree as Xml

from handlers.incentives.payouts.answers import Answers, Refusal, Said, State, weigh
from handlers.incentives.payouts.orders import Order

#: Versions differ in what we do not read.
NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:pain\.002\.001\.\d\d")
LARGEST, MOST, DEEPEST = 16_000_000, 500_000, 32  #: bytes, elements, elements in one another
LONGEST = 105  #: of each of a bank's own sentences
STATES = {
    State.SETTLED: "ACSC ACCC",
    State.FAILED: "RJCT CANC",
    State.WAITING: "ACCP ACFC ACIS ACSP ACTC ACWC ACWP PATC PDNG PRES RCVD BLCK",
}
MEANT = {code: state for state, codes in STATES.items() for code in codes.split()}
IN_PART = "PART"

Element = Xml.Element


class _Unsafe(Exception):
    """The document is built to harm whoever reads it."""


class _Careful(Xml.TreeBuilder):
    """Refuses a document type, which is where entities come from, and any heap of elements."""

    def __init__(self) -> None:
        super().__init__()
        self.elements = self.depth = 0

    def doctype(self, *_: str | None) -> None:
        raise _Unsafe

    def start(self, tag: str, attrs: dict[Any, Any], /) -> Element:
        self.elements += 1
        self.depth += 1
        if self.elements > MOST or self.depth > DEEPEST:
            raise _Unsafe
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def from_report(content: bytes, order: Order, settled: Set[str]) -> Answers | Refusal:
    """A word about the whole order or a currency's group counts for each of its payments that
    has none of its own."""
    report = _parsed(content)
    if isinstance(report, Refusal):
        return report
    if _said(report, "OrgnlGrpInfAndSts/OrgnlMsgId") != order.message_id:
        return Refusal.ANOTHER_ORDER
    known = {payment.reference for payment in order.payments}
    told = {said.reference: said for said in _groups(report, order)}
    own = list(_payments(report, told))
    heard = {said.reference for said in own}
    rest = [said for reference, said in told.items() if reference not in heard]
    return weigh([*own, *rest], known, settled)


def _parsed(content: bytes) -> Element | Refusal:
    if len(content) > LARGEST:
        return Refusal.TOO_LARGE
    try:
        root = Xml.fromstring(content, Xml.XMLParser(target=_Careful()))
    except _Unsafe:
        return Refusal.UNSAFE
    except (Xml.ParseError, ValueError, LookupError):
        return Refusal.UNREADABLE
    return _report(root)


def _report(root: Element) -> Element | Refusal:
    namespace, _, name = root.tag.removeprefix("{").rpartition("}")
    if name != "Document" or not NAMESPACE.fullmatch(namespace):
        return Refusal.NOT_AN_ANSWER
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{namespace}}}")
    report = root.find("CstmrPmtStsRpt")
    return Refusal.NOT_AN_ANSWER if report is None else report


def _payments(report: Element, told: Mapping[str, Said]) -> Iterator[Said]:
    """One that is named without a word of its own has its group's."""
    for row, payment in enumerate(report.findall("OrgnlPmtInfAndSts/TxInfAndSts"), 1):
        reference = _said(payment, "OrgnlEndToEndId") or _said(payment, "OrgnlInstrId")
        if _said(payment, "TxSts") or reference not in told:
            yield _row(row, reference, payment, "TxSts")


def _groups(report: Element, order: Order) -> Iterator[Said]:
    """The order's word first, so that a group's replaces it."""
    for whole in report.findall("OrgnlGrpInfAndSts"):
        yield from _each(whole, "GrpSts", [p.reference for p in order.payments])
    references: Mapping[str, list[str]] = {
        order.group_id(currency): [payment.reference for payment in payments]
        for currency, payments in order.groups.items()
    }
    for group in report.findall("OrgnlPmtInfAndSts"):
        name = _said(group, "OrgnlPmtInfId")
        yield from _each(group, "PmtInfSts", references.get(name, [name]))


def _each(part: Element, tag: str, references: list[str]) -> Iterator[Said]:
    """A part whose payments fared differently says nothing about each."""
    if _said(part, tag) not in ("", IN_PART):
        yield from (_row(0, reference, part, tag) for reference in references)


def _row(row: int, reference: str, part: Element, tag: str) -> Said:
    why = part.find("StsRsnInf")
    state = MEANT.get(_said(part, tag))
    if why is None:
        return Said(row, reference, state)
    code = _said(why, "Rsn/Cd") or _said(why, "Rsn/Prtry")
    text = " ".join(_clean(more.text) for more in why.findall("AddtlInf"))
    return Said(row, reference, state, code, text)


def _said(part: Element, path: str) -> str:
    return _clean(part.findtext(path))


def _clean(text: str | None) -> str:
    return " ".join((text or "").split())[:LONGEST]
