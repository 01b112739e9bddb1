"""What was sold as rows for the engine, with the facts of each sale's own day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from handlers.incentives.calculating.earners import partner_name
from handlers.incentives.calculating.facts import Facts
from storage.base import MILLION
from storage.sold import SoldRow
from storage.store import Records
from storage.values import Money, Period, exponent

Row = dict[str, str]
NO_DAYS = (None,) * 4
#: How the id of a sale begins that nobody has made.
IMAGINED = "imagined:"


@dataclass(frozen=True, slots=True)
class Imagined:
    """A sale that nobody has made; `further` are columns of other names, such as a role."""

    partner_id: int
    day: date
    amount: Money
    quantity: Decimal = Decimal(1)
    member_id: int | None = None
    product: str = ""
    customer: str = ""
    deal: str = ""
    further: Mapping[str, str] = field(default_factory=dict)


def rows(records: Records, partners: Iterable[int], period: Period) -> list[Row]:
    """What partners sold in a period, and the sales that it takes back, in the order in which
    it counts."""
    ids = list(partners)
    return list(told(records.sold.by(ids, period), facts_for(records, ids)))


def facts_for(records: Records, partner_ids: Iterable[int]) -> Facts:
    return Facts(records, partner_ids)


def told(sold: Iterable[SoldRow], facts: Facts) -> Iterable[Row]:
    return (_row(each, facts) for each in sold)


def sold_by(members: frozenset[int], sold: Iterable[SoldRow]) -> list[SoldRow]:
    """What these members sold, and what takes it back, whoever's that is."""
    sellers = _Sellers({row.id: row for row in sold})
    return [row for row in sellers.rows.values() if sellers.of(row) in members]


class _Sellers:
    """Whose sale each row is, or of the sale in whose place it counts."""

    def __init__(self, rows: dict[int, SoldRow]) -> None:
        self.rows = rows
        self._known: dict[int, int | None] = {}

    def of(self, row: SoldRow) -> int | None:
        """However long the way to the sale is, and where it is lost in a circle."""
        way: dict[int, SoldRow] = {}
        while row.id not in self._known and row.id not in way:
            way[row.id] = row
            row = self.rows.get(row.sale_id or 0, row)
        found = self._known.get(row.id, row.member_id)
        self._known |= dict.fromkeys(way, found)
        return found


def imagined(records: Records, sales: Iterable[Imagined]) -> list[Row]:
    """What-ifs beside the rows of the store."""
    made = list(sales)
    facts = facts_for(records, {sale.partner_id for sale in made})
    return [_imagined(number, sale, facts) for number, sale in enumerate(made, start=1)]


def _row(sold: SoldRow, facts: Facts) -> Row:
    """A column of the file gives way to what we know ourselves."""
    row: Row = {name: str(value) for name, value in (sold.further or {}).items()}
    row |= facts.partner(sold.partner_id, sold.day)
    if sold.member_id is not None:
        row |= facts.member(sold.member_id, sold.partner_id, sold.day)
    row |= facts.product(sold.product)
    row |= _numbers(sold)
    row |= {
        "id": str(sold.id),
        "date": sold.day.isoformat(),
        "kind": sold.kind,
        "product": sold.product,
    }
    for name, text in (
        ("category", sold.category),
        ("customer", sold.customer),
        ("deal", sold.deal),
    ):
        if text:
            row[name] = text
    row |= facts.deal(sold.deal, sold.partner_id, sold.day)
    row |= _dates(sold)
    if sold.sale_id is not None:
        row["of"] = str(sold.sale_id)
    if sold.credits:
        row["credits"] = _credits(sold)
    return row


def _numbers(sold: SoldRow) -> Row:
    places = exponent(sold.currency)
    row = {
        "quantity": _text(sold.quantity, MILLION),
        "amount": _text(sold.amount, places),
        "currency": sold.currency,
    }
    if sold.cost is not None:
        row["cost"] = _text(sold.cost, MILLION)
    if sold.collected is not None:
        row["collected"] = _text(sold.collected, places)
    return row


def _text(number: int, places: int) -> str:
    """A whole number of small units as a decimal, without needless zeros."""
    whole, rest = divmod(abs(number), 10**places)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{rest:0{places}}" if rest else f"{sign}{whole}"


def _dates(sold: SoldRow) -> Row:
    if sold[-7:-3] == NO_DAYS:
        return {}
    days = {
        "booked": sold.booked,
        "invoiced": sold.invoiced,
        "paid": sold.paid,
        "activated": sold.activated,
    }
    return {name: day.isoformat() for name, day in days.items() if day is not None}


def _credits(sold: SoldRow) -> str:
    """The credited partners under the names that earners have."""
    return json.dumps(
        [
            {"partner": partner_name(each["partner_id"]), "share": each["share"]}
            | {"role": each.get("role", "")}
            for each in sold.credits or ()
        ]
    )


def _imagined(number: int, sale: Imagined, facts: Facts) -> Row:
    row: Row = dict(sale.further)
    row |= facts.partner(sale.partner_id, sale.day)
    if sale.member_id is not None:
        row |= facts.member(sale.member_id, sale.partner_id, sale.day)
    row |= facts.product(sale.product)
    row |= {
        "id": f"{IMAGINED}{number}",
        "date": sale.day.isoformat(),
        "kind": "sale",
        "product": sale.product,
        "customer": sale.customer,
        "deal": sale.deal,
        "quantity": f"{sale.quantity:f}",
        "amount": f"{sale.amount.amount:f}",
        "currency": sale.amount.currency,
    }
    return row | facts.deal(sale.deal, sale.partner_id, sale.day)
