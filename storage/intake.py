"""Files of sales on their way in, some thousand rows at a time, each row once.

A row that is there already is nothing; one that says something else now is a new revision. So a
file that was cut off half-way is taken again from its beginning.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import ARRAY, ColumnElement, String, Table, any_, func, literal, select
from sqlalchemy.orm import Session

from storage.base import Document, Record
from storage.bulk import insert_all
from storage.preparing import CONTENT, NONE, Ready, prepare
from storage.references import Known, References, Unfit
from storage.sales import BadRow, SaleRow, TransactionKind
from storage.stale import Stale

COLUMNS = (
    *("source", "source_id", "revision", "recorded_at", "product", "refunds_id", "fingerprint"),
    *CONTENT,
)


class Last(NamedTuple):
    """The last revision of a transaction."""

    id: int
    revision: int
    fingerprint: bytes
    kind: TransactionKind
    partner_id: int
    currency: str


@dataclass(slots=True)
class Intake:
    """One file: its source, when it came, and what is remembered from one part to the next.
    With a `trial` nothing is stored: that is what would be there now."""

    source: str
    at: datetime
    known: Known | None = None
    lines: dict[str, int] = field(default_factory=dict)
    waiting: dict[str, Ready] = field(default_factory=dict)
    trial: dict[str, Last] | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """How many rows were new, there already, or there with other content; the refused, those
    that are stored now, and what they change that somebody had put right by hand."""

    new: int = 0
    same: int = 0
    revised: int = 0
    refused: tuple[BadRow, ...] = ()
    stored: tuple[SaleRow, ...] = ()
    corrected: tuple[Document, ...] = ()


@dataclass(slots=True)
class Sorted:
    """The rows of one part by what is to be done with each."""

    new: dict[str, Ready] = field(default_factory=dict)
    same: int = 0
    refused: list[BadRow] = field(default_factory=list)

    def refuse(self, row: SaleRow, unfit: Unfit) -> None:
        self.refused.append(BadRow(row.line, unfit.column, unfit.reason, unfit.facts))


def take(session: Session, rows: Iterable[SaleRow], intake: Intake) -> Taken:
    _alone(session, intake)
    found = Sorted()
    ready = list(_ready(rows, _known(session, intake), found))
    last = _last(session, intake, {each.row.id for each in ready})
    for each in ready:
        _sort(each, last.get(each.row.id), intake, found)
    return _stored(session, intake, found, last)


def remember(session: Session, rows: Iterable[SaleRow], intake: Intake) -> None:
    """Rows that were taken before the import was cut off, without those that were refused for
    the sale they name; nothing is stored again."""
    ready = list(_ready(rows, _known(session, intake), Sorted()))
    there = _last(session, intake, {each.row.id for each in ready})
    for each in ready:
        intake.lines.setdefault(each.row.id, each.row.line)
        if _waits(each, there.get(each.row.id), intake):
            intake.waiting[each.row.id] = each


def finish(session: Session, intake: Intake) -> Taken:
    """Whose sale is still not there is refused."""
    _alone(session, intake)
    found = Sorted(new=dict(intake.waiting))
    last = _last(session, intake, found.new)
    taken = _stored(session, intake, found, last)
    left = [
        BadRow(each.row.line, "of", "unknown_sale", {"written": each.row.of})
        for each in intake.waiting.values()
    ]
    intake.waiting.clear()
    refused = (*taken.refused, *left)
    return Taken(taken.new, taken.same, taken.revised, refused, taken.stored)


def _alone(session: Session, intake: Intake) -> None:
    """Two imports of one source wait for each other; SQLite has one writer anyway."""
    if intake.trial is None and session.get_bind().dialect.name == "postgresql":
        locked = func.pg_advisory_xact_lock(func.hashtextextended(intake.source, 4))
        session.execute(select(locked))


def _known(session: Session, intake: Intake) -> Known:
    if intake.known is None:
        intake.known = References(session).known(intake.source)
    return intake.known


def _waits(ready: Ready, there: Last | None, intake: Intake) -> bool:
    """Is it no second row of its id, and not stored as it is told?"""
    first = intake.lines[ready.row.id] == ready.row.line
    return (
        first and bool(ready.row.of) and (there is None or there.fingerprint != ready.fingerprint)
    )


def _ready(rows: Iterable[SaleRow], known: Known, found: Sorted) -> Iterator[Ready]:
    for row in rows:
        try:
            yield prepare(row, known)
        except Unfit as unfit:
            found.refuse(row, unfit)


def _last(session: Session, intake: Intake, ids: Collection[str]) -> dict[str, Last]:
    """Of each of these transactions that is there, or would be."""
    table = _table()
    columns = ("source_id", "id", "revision", "fingerprint", "kind", "partner_id", "currency")
    query = select(*(table.c[name] for name in columns))
    query = query.where(table.c.source == intake.source, _among(session, table.c.source_id, ids))
    rows = session.execute(query.order_by(table.c.revision)) if ids else ()
    found = {source_id: Last(*last) for source_id, *last in rows}
    trial = intake.trial or {}
    return found | {id: trial[id] for id in ids if id in trial}


def _among(
    session: Session, column: ColumnElement[str], ids: Collection[str]
) -> ColumnElement[bool]:
    """One array where there are arrays: ten thousand parameters take their time."""
    if session.get_bind().dialect.name == "sqlite":
        return column.in_(ids)
    return column == any_(literal(list(ids), ARRAY(String)))


def _sort(ready: Ready, last: Last | None, intake: Intake, found: Sorted) -> None:
    """Is it new, the same, or a second one of the same id in this file?"""
    row = ready.row
    there = found.new.get(row.id) or intake.waiting.get(row.id) or last
    if there is not None and there.fingerprint == ready.fingerprint:
        intake.lines.setdefault(row.id, row.line)
        found.same += 1
    elif row.id in intake.lines:
        found.refuse(row, Unfit("id", "id_twice", written=row.id, first=intake.lines[row.id]))
    else:
        intake.lines[row.id] = row.line
        found.new[row.id] = ready


def _stored(session: Session, intake: Intake, found: Sorted, last: dict[str, Last]) -> Taken:
    """Sales first, so that a refund finds its sale in the same part."""
    plain = [(each, None) for each in found.new.values() if not each.row.of]
    _insert(session, intake, plain, last)
    linked = list(_linked(session, intake, found))
    _insert(session, intake, linked, last)
    stored = tuple(each.row for each, _ in (*plain, *linked))
    revised = sum(row.id in last for row in stored)
    return Taken(len(stored) - revised, found.same, revised, tuple(found.refused), stored)


def _linked(session: Session, intake: Intake, found: Sorted) -> Iterator[tuple[Ready, int | None]]:
    """What refers to a sale, with that; what comes before its sale waits."""
    referring = [each for each in found.new.values() if each.row.of]
    sales = _last(session, intake, {each.row.of for each in referring})
    for each in referring:
        sale = sales.get(each.row.of)
        if sale is None:
            intake.waiting[each.row.id] = each
            continue
        intake.waiting.pop(each.row.id, None)
        try:
            yield each, _refunded(each, sale)
        except Unfit as unfit:
            found.refuse(each.row, unfit)


def _refunded(ready: Ready, sale: Last) -> int:
    of = ready.row.of
    if sale.kind is not TransactionKind.SALE:
        raise Unfit("of", "of_no_sale", written=of)
    if sale.partner_id != ready.partner_id:
        raise Unfit("of", "of_other_partner", written=of)
    if sale.currency != ready.row.currency:
        raise Unfit("of", "of_other_currency", written=of, currency=sale.currency)
    return sale.id


def _insert(
    session: Session,
    intake: Intake,
    rows: Collection[tuple[Ready, int | None]],
    last: dict[str, Last],
) -> None:
    at = intake.at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")

    def values() -> Iterator[tuple[object, ...]]:
        for ready, refunds_id in rows:
            before = last.get(ready.row.id)
            revision = before.revision + 1 if before else 1
            mine = (intake.source, ready.row.id, revision, at, ready.product, refunds_id)
            yield (*mine, ready.fingerprint, *ready.content)

    if intake.trial is not None:
        intake.trial |= {ready.row.id: _would_be(ready) for ready, _ in rows}
    elif rows:
        insert_all(session.connection(), _table().name, COLUMNS, values())
        Stale(session).mark(set(_touched(session, rows, last)))


def _would_be(ready: Ready) -> Last:
    row = ready.row
    return Last(0, 0, ready.fingerprint, row.kind, ready.partner_id, row.currency)


def _touched(
    session: Session, rows: Collection[tuple[Ready, int | None]], last: dict[str, Last]
) -> Iterator[int]:
    """Whose earnings change: those of the rows, and of the revisions whose place they take."""
    before = [last[ready.row.id] for ready, _ in rows if ready.row.id in last]
    yield from {ready.partner_id for ready, _ in rows}
    yield from {each.partner_id for each in before}
    texts = {ready.credits for ready, _ in rows} - {NONE}
    yield from (each["partner_id"] for text in texts for each in json.loads(str(text)))
    table, ids = _table(), [each.id for each in before]
    query = select(table.c.credits).where(table.c.id.in_(ids))
    shared = session.scalars(query) if ids else ()
    yield from (each["partner_id"] for credits in shared for each in credits)


def _table() -> Table:
    return Record.metadata.tables["transactions"]
