"""The ledger: postings of entries that balance, by double entry, and only ever added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import BIG_ID, Record
from storage.guards import append_only
from storage.inserting import insert_missing
from storage.keys import Cause
from storage.periods import PeriodState


class Unbalanced(ValueError):
    """Debits and credits of a currency differ, or there is nothing to post."""


class PostedOtherwise(RuntimeError):
    """The same cause was posted before with other entries."""


@dataclass(frozen=True, slots=True, order=True)
class Account:
    """`code` says whose and which (`liability:partner:7:payable`); `partner_id` is the partner
    whose books it belongs to, None for the vendor's own (`cash:clearing`)."""

    code: str
    partner_id: int | None
    currency: str


@dataclass(frozen=True, slots=True)
class Move:
    """Minor units to an account's debit; below zero to its credit."""

    account: Account
    minor: int


@dataclass(frozen=True, slots=True)
class Journal:
    """What is to be posted, and why; `reason` is a code. `linked` is the key of the posting that
    it corrects, or whose other half it is."""

    cause: Cause
    effective: date
    moves: tuple[Move, ...]
    reason: str = ""
    linked: str | None = None

    def check(self) -> None:
        """Raises Unbalanced."""
        sums: Counter[str] = Counter()
        for move in self.moves:
            sums[move.account.currency] += move.minor
        if not any(move.minor for move in self.moves) or any(sums.values()):
            raise Unbalanced(f"{self.cause.kind} {self.cause.reference}: {dict(sums)}")

    def reversed(self, reason: str, effective: date) -> Journal:
        """What takes it back, linked to it."""
        back = tuple(Move(move.account, -move.minor) for move in self.moves)
        old = self.cause
        cause = Cause(f"reverse:{old.kind}", old.reference, old.revision, old.run_id)
        return Journal(cause, effective, back, reason, linked=old.key)


class Posting(Record):
    """Entries that were posted together. Two times: the day it counts from, and when it was
    recorded; late news has an early day and a late moment."""

    __tablename__ = "ledger_postings"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True, init=False)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    reference: Mapped[str]
    period_id: Mapped[int] = mapped_column(ForeignKey("periods.id"))
    effective: Mapped[date]
    recorded_at: Mapped[datetime]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("calc_runs.id"), default=None)
    linked: Mapped[str | None] = mapped_column(
        ForeignKey("ledger_postings.key"), default=None, index=True
    )
    reason: Mapped[str] = mapped_column(default="")


class Entry(Record):
    """One account's part of a posting: a debit, or below zero a credit."""

    __tablename__ = "ledger_entries"
    __table_args__ = (Index(None, "account", "currency"), Index(None, "partner_id"))

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True, init=False)
    posting_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("ledger_postings.id"), index=True)
    account: Mapped[str]
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partners.id"))
    currency: Mapped[str]
    minor: Mapped[int] = mapped_column(BigInteger)

    @property
    def move(self) -> Move:
        return Move(Account(self.account, self.partner_id, self.currency), self.minor)


append_only(Posting, shut=(PeriodState.CLOSED,))
append_only(Entry, shut=(PeriodState.CLOSED,), parent="ledger_postings", column="posting_id")


@dataclass(frozen=True, slots=True)
class Posted:
    """`existed`: it had been posted before, and nothing was posted now."""

    posting_id: int
    existed: bool


class Ledger:
    def __init__(self, session: Session) -> None:
        self._session = session

    def post(self, journal: Journal, period_id: int, now: datetime) -> Posted:
        """Post it once, into a period that is not closed.

        Raises:
            Unbalanced: when it does not balance in every currency.
            PostedOtherwise: when its cause was posted with other entries.
        """
        (posted,) = self.post_all([(period_id, journal)], now)
        return posted

    def post_all(self, journals: Iterable[tuple[int, Journal]], now: datetime) -> list[Posted]:
        """Each once, into the period beside it, as `post` does; thousands take no longer than a
        few."""
        wanted = list(journals)
        rows = [_row(journal, period_id, now) for period_id, journal in wanted]
        new = self._inserted(rows) if rows else {}
        first = {journal.cause.key: journal for _, journal in reversed(wanted)}
        entries = [
            _entry(posting_id, move)
            for key, posting_id in new.items()
            for move in first[key].moves
            if move.minor
        ]
        if entries:
            self._session.execute(insert_missing(self._session, Entry), entries)
        return [self._posted(journal, new.pop(journal.cause.key, None)) for _, journal in wanted]

    def find(self, cause: Cause) -> Posting | None:
        return self._session.scalars(select(Posting).filter_by(key=cause.key)).one_or_none()

    def entries(self, posting_id: int) -> Sequence[Entry]:
        query = select(Entry).filter_by(posting_id=posting_id).order_by(Entry.id)
        return self._session.scalars(query).all()

    def linked(self, posting: Posting) -> Sequence[Posting]:
        """What was posted to correct it, the oldest first."""
        query = select(Posting).filter_by(linked=posting.key).order_by(Posting.id)
        return self._session.scalars(query).all()

    def balance(
        self, account: Account, day: date | None = None, known: datetime | None = None
    ) -> int:
        """Debits less credits up to a day, as far as was recorded at a moment."""
        query = _until(select(func.sum(Entry.minor)).join(Posting), day, known)
        mine = (Entry.account == account.code, Entry.currency == account.currency)
        found = query.where(*mine, Entry.partner_id.is_not_distinct_from(account.partner_id))
        return int(self._session.scalar(found) or 0)

    def balances(
        self, partner_id: int, day: date | None = None, known: datetime | None = None
    ) -> Mapping[Account, int]:
        """Of every account of a partner's books."""
        columns = (Entry.account, Entry.partner_id, Entry.currency)
        query = select(*columns, func.sum(Entry.minor)).join(Posting).group_by(*columns)
        theirs = query.where(Entry.partner_id == partner_id)
        rows = self._session.execute(_until(theirs, day, known))
        return {Account(code, whose, currency): int(n) for code, whose, currency, n in rows}

    def unbalanced(self) -> Sequence[int]:
        """Postings whose entries do not balance: none, unless somebody wrote past this door."""
        query = select(Entry.posting_id).group_by(Entry.posting_id, Entry.currency)
        return self._session.scalars(query.having(func.sum(Entry.minor) != 0)).all()

    def _inserted(self, rows: list[dict[str, object]]) -> dict[str, int]:
        """The ids of those that were not there, by their keys."""
        adding = insert_missing(self._session, Posting).returning(Posting.key, Posting.id)
        return {row.key: row.id for row in self._session.execute(adding, rows)}

    def _posted(self, journal: Journal, posting_id: int | None) -> Posted:
        if posting_id is None:
            return self._again(journal)
        return Posted(posting_id, existed=False)

    def _again(self, journal: Journal) -> Posted:
        posting = self.find(journal.cause)
        assert posting is not None
        there = Counter(entry.move for entry in self.entries(posting.id))
        if there != Counter(move for move in journal.moves if move.minor):
            raise PostedOtherwise(f"{journal.cause.kind} {journal.cause.reference}")
        return Posted(posting.id, existed=True)


def _until(query: Any, day: date | None, known: datetime | None) -> Any:
    if day is not None:
        query = query.where(Posting.effective <= day)
    return query.where(Posting.recorded_at <= known) if known is not None else query


def _row(journal: Journal, period_id: int, now: datetime) -> dict[str, object]:
    journal.check()
    return {
        "key": journal.cause.key,
        "kind": journal.cause.kind,
        "reference": journal.cause.reference,
        "period_id": period_id,
        "effective": journal.effective,
        "recorded_at": now,
        "run_id": journal.cause.run_id,
        "linked": journal.linked,
        "reason": journal.reason,
    }


def _entry(posting_id: int, move: Move) -> dict[str, object]:
    account = move.account
    return {
        "posting_id": posting_id,
        "account": account.code,
        "partner_id": account.partner_id,
        "currency": account.currency,
        "minor": move.minor,
    }
