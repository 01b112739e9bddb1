"""What was sold, as plain rows: calculations read millions of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    String,
    exists,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session, aliased

from storage.base import Document
from storage.transactions import SHARED, Transaction
from storage.values import Period


class SoldRow(NamedTuple):
    """The last revision of a transaction. `quantity` and `cost` are in millionths, `amount` and
    `collected` in minor units; `sale_id` is the last revision of the sale that it takes back."""

    id: int
    source: str
    source_id: str
    kind: str
    day: date
    partner_id: int
    member_id: int | None
    product: str
    category: str
    deal: str
    customer: str
    quantity: int
    amount: int
    currency: str
    cost: int | None
    collected: int | None
    booked: date | None
    invoiced: date | None
    paid: date | None
    activated: date | None
    credits: list[Document] | None
    further: Document | None
    sale_id: int | None


class Sold:
    def __init__(self, session: Session) -> None:
        self._session = session

    def by(
        self,
        partner_ids: Iterable[int],
        period: Period,
        up_to: int | None = None,
        members: Iterable[int] | None = None,
    ) -> list[SoldRow]:
        """What these partners sold or are credited with, and the sales that it takes back; by
        day, then by source and the source's number, whenever it came. `up_to` is the last
        transaction that is known, as when a statement was issued; of what other people than
        `members` sold, only what takes something back."""
        ids = sorted(set(partner_ids))
        tests = [or_(_T.partner_id.in_(ids), _T.id.in_(self._credited(ids)))]
        if members is not None:
            tests.append(or_(_T.member_id.in_(sorted(members)), _T.refunds_id.is_not(None)))
        rows = self._rows(up_to, _T.day.between(period.first, period.last), *tests)
        return sorted([*rows, *self._taken_back(rows, up_to)], key=_order)

    def these(self, ids: Iterable[int]) -> dict[int, SoldRow]:
        """Each as it was told then, whatever came after it."""
        wanted = sorted(set(ids))
        found = [
            SoldRow(*row)
            for start in range(0, len(wanted), _SOME)
            for row in self._session.execute(
                _columns(None).where(_T.id.in_(wanted[start : start + _SOME]))
            )
        ]
        return {row.id: row for row in found}

    def named(self, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
        """Source and number of each."""
        wanted = sorted(set(ids))
        found: dict[int, tuple[str, str]] = {}
        for start in range(0, len(wanted), _SOME):
            some = wanted[start : start + _SOME]
            query = select(_T.id, _T.source, _T.source_id).where(_T.id.in_(some))
            found |= {id: (source, number) for id, source, number in self._session.execute(query)}
        return found

    def count(self) -> int:
        """How many there are, told once or several times."""
        return self._session.scalar(select(func.count()).select_from(_TABLE)) or 0

    def fingerprint(self) -> str:
        """Of everything that was ever told."""
        found = hashlib.sha256()
        query = select(_T.id, _T.fingerprint).order_by(_T.id).execution_options(yield_per=10_000)
        for number, fingerprint in self._session.execute(query):
            found.update(b"%d %s\n" % (number, fingerprint))
        return found.hexdigest()

    def customers(
        self, partner_id: int, period: Period, member_id: int | None = None
    ) -> Sequence[str]:
        """Who bought of a partner, or of one of its members."""
        query = select(_T.customer).distinct().order_by(_T.customer)
        query = query.where(_T.partner_id == partner_id, _T.customer != "")
        query = query.where(_T.day.between(period.first, period.last))
        if member_id is not None:
            query = query.where(_T.member_id == member_id)
        return self._session.scalars(query).all()

    def partners(self) -> Sequence[int]:
        """Everybody who ever sold anything."""
        query = select(_T.partner_id).distinct().order_by(_T.partner_id)
        own = list(self._session.scalars(query))
        return sorted({*own, *(found for _, found in self._credits())})

    def _taken_back(self, rows: Sequence[SoldRow], up_to: int | None) -> list[SoldRow]:
        there = {row.id for row in rows}
        wanted = sorted({row.sale_id for row in rows if row.sale_id is not None} - there)
        return [
            row
            for start in range(0, len(wanted), _SOME)
            for row in self._rows(up_to, _T.id.in_(wanted[start : start + _SOME]))
        ]

    def _rows(self, up_to: int | None, *tests: ColumnElement[bool]) -> list[SoldRow]:
        query = _rows(up_to).where(*tests)
        return [SoldRow._make(row) for row in self._session.execute(query).all()]

    def _credited(self, partner_ids: Sequence[int]) -> list[int]:
        wanted = set(partner_ids)
        return sorted({id for id, partner_id in self._credits() if partner_id in wanted})

    def _credits(self) -> list[tuple[int, int]]:
        """Transactions that several partners share, and with whom."""
        rows = self._session.execute(select(_T.id, Transaction.credits).where(SHARED))
        return [(id, each["partner_id"]) for id, credits in rows for each in credits]


_T = Transaction.__table__.c
_SOME = 10_000


def _order(row: SoldRow) -> tuple[date, str, str]:
    return row.day, row.source, row.source_id


def _rows(up_to: int | None) -> Select[Any]:
    """The last revisions, as far as they are known."""
    newer = aliased(_TABLE)
    superseded = exists().where(
        newer.c.source == _T.source,
        newer.c.source_id == _T.source_id,
        newer.c.revision > _T.revision,
        *_known(newer.c, up_to),
    )
    return _columns(up_to).where(~superseded, *_known(_T, up_to))


#: Most say nothing there: documents that are not read need not be opened.
_CREDITS = func.nullif(_T.credits, literal_column("'[]'"), type_=_T.credits.type)
_FURTHER = func.nullif(_T.further, literal_column("'{}'"), type_=_T.further.type)


def _columns(up_to: int | None) -> Select[Any]:
    sale, last = aliased(_TABLE), aliased(_TABLE)
    current = (
        select(func.max(last.c.id))
        .join_from(sale, last, (last.c.source == sale.c.source) & _same_number(last, sale))
        .where(sale.c.id == _T.refunds_id, *_known(last.c, up_to))
        .scalar_subquery()
    )
    return select(
        *(_T.id, _T.source, _T.source_id, type_coerce(_T.kind, String), _T.day),
        *(_T.partner_id, _T.member_id, _T.product, _T.category, _T.deal, _T.customer),
        type_coerce(_T.quantity, BigInteger),
        *(_T.amount_minor, _T.currency, type_coerce(_T.cost, BigInteger), _T.collected_minor),
        *(_T.booked, _T.invoiced, _T.paid, _T.activated, _CREDITS, _FURTHER),
        current,
    )


_TABLE = Transaction.__table__


def _known(columns: Any, up_to: int | None) -> list[ColumnElement[bool]]:
    return [] if up_to is None else [columns.id <= up_to]


def _same_number(one: Any, other: Any) -> ColumnElement[bool]:
    same: ColumnElement[bool] = one.c.source_id == other.c.source_id
    return same
