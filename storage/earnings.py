"""Earnings: what each earner is owed by each component, in lines that are only ever added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import BIG_ID, Record
from storage.bulk import insert_all
from storage.guards import append_only
from storage.inserting import insert_missing
from storage.keys import Cause
from storage.locking import hold_partners
from storage.periods import SETTLED


class LineKind(StrEnum):
    """`release` moves no money: a part that was held is held no more."""

    EARNING = "earning"
    REVERSAL = "reversal"
    ADJUSTMENT = "adjustment"
    PRIOR_PERIOD = "prior_period"
    TRUE_UP = "true_up"
    CARRIED = "carried"
    RELEASE = "release"


class Earning(Record):
    """What one earner has by one component of a plan version for one window, as far as it was
    posted in one period; the lines under it add up to how much.

    `earner` is `partner:ID` or `member:ID`; a member's earning also keeps the partner they sold
    for. `fund` is the fund it goes into instead of being paid. It is payable when the period
    that contains `due_on` is approved, and not before its own is.
    """

    __tablename__ = "earnings"
    __table_args__ = (
        UniqueConstraint(
            *("period_id", "earner", "partner_id", "plan", "version"),
            *("component", "window", "currency"),
            name="uq_earnings_key",
        ),
        Index(None, "earner", "window"),
        Index(None, "partner_id", "period_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    period_id: Mapped[int] = mapped_column(ForeignKey("periods.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    earner: Mapped[str]
    plan: Mapped[str]
    version: Mapped[int]
    component: Mapped[str]
    window: Mapped[str]
    currency: Mapped[str]
    due_on: Mapped[date]
    fund: Mapped[str] = mapped_column(default="")

    @property
    def heading(self) -> Heading:
        return Heading(
            self.period_id,
            self.partner_id,
            self.member_id,
            self.plan,
            self.version,
            self.component,
            self.window,
            self.currency,
            self.due_on,
            self.fund,
        )


class EarningBatch(Record):
    """Lines that were posted together, once: by a chunk of a run, or by one adjustment."""

    __tablename__ = "earning_batches"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(unique=True)
    recorded_at: Mapped[datetime]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("calc_runs.id"), default=None)


class EarningLine(Record):
    """A difference: how much more (or less) is earned for a transaction, or on a total, than
    the lines before it say. `held_minor` is how much of it waits, `linked_id` the line that it
    takes back or corrects. Its trace is worked out again, from the sales and the plan version of
    its earning.
    """

    __tablename__ = "earning_lines"
    __table_args__ = (Index(None, "earning_id"),)

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True, init=False)
    earning_id: Mapped[int] = mapped_column(ForeignKey("earnings.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("earning_batches.id"))
    transaction_id: Mapped[int | None] = mapped_column(ForeignKey("transactions.id"))
    kind: Mapped[LineKind]
    minor: Mapped[int] = mapped_column(BigInteger)
    gross_minor: Mapped[int] = mapped_column(BigInteger)
    held_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    reason: Mapped[str] = mapped_column(default="")
    linked_id: Mapped[int | None] = mapped_column(
        BIG_ID, ForeignKey("earning_lines.id"), default=None
    )


append_only(Earning, shut=SETTLED)
append_only(EarningBatch)
append_only(EarningLine, shut=SETTLED, parent="earnings", column="earning_id")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the lines of one earning have in common; `period_id` is where they are posted."""

    period_id: int
    partner_id: int
    member_id: int | None
    plan: str
    version: int
    component: str
    window: str
    currency: str
    due_on: date
    fund: str = ""

    @property
    def earner(self) -> str:
        return earner(self.partner_id, self.member_id)

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it another earning than another heading."""
        named = (self.plan, self.version, self.component, self.window, self.currency)
        return (self.period_id, self.earner, self.partner_id, *named)


class Delta(NamedTuple):
    """A line to be posted, as the database takes it (millions of them: no objects between)."""

    earning_id: int
    transaction_id: int | None
    kind: str
    minor: int
    gross_minor: int
    held_minor: int = 0
    reason: str = ""
    linked_id: int | None = None


def earner(partner_id: int, member_id: int | None) -> str:
    return f"partner:{partner_id}" if member_id is None else f"member:{member_id}"


class Earnings:
    def __init__(self, session: Session) -> None:
        self._session = session

    def hold(self, partner_ids: Iterable[int]) -> None:
        """Before what is posted is compared with what should be: see storage/locking.py."""
        hold_partners(self._session, partner_ids)

    def headed(self, headings: Iterable[Heading]) -> Mapping[Heading, int]:
        """The ids of these earnings; those that are missing are made."""
        wanted = list(dict.fromkeys(headings))
        found = self._found(wanted)
        missing = [each for each in wanted if each.key not in found]
        if missing:
            rows = [asdict(each) | {"earner": each.earner} for each in missing]
            self._session.execute(insert_missing(self._session, Earning), rows)
            found = self._found(wanted)
        return {each: found[each.key] for each in wanted}

    def post(self, cause: Cause, lines: Iterable[Delta], now: datetime) -> EarningBatch | None:
        """Add the lines; None when this cause's were added before, and then nothing is.

        Raises:
            IntegrityError: when the period of one of them is approved.
        """
        row = {"key": cause.key, "run_id": cause.run_id, "recorded_at": now}
        adding = insert_missing(self._session, EarningBatch).values(row).returning(EarningBatch.id)
        batch_id = self._session.scalar(adding)
        if batch_id is None:
            return None
        columns = ("batch_id", *Delta._fields)
        added = ((batch_id, *line) for line in lines)
        insert_all(self._session.connection(), EarningLine.__tablename__, columns, added)
        return self._session.get_one(EarningBatch, batch_id)

    def get(self, line_id: int) -> tuple[EarningLine, Earning]:
        query = select(EarningLine, Earning).join(Earning, Earning.id == EarningLine.earning_id)
        line, earning = self._session.execute(query.where(EarningLine.id == line_id)).one()
        return line, earning

    def batch(self, cause: Cause) -> EarningBatch | None:
        query = select(EarningBatch).filter_by(key=cause.key)
        return self._session.scalars(query).one_or_none()

    def _found(self, headings: Sequence[Heading]) -> dict[tuple[object, ...], int]:
        here = Earning.period_id.in_({each.period_id for each in headings})
        theirs = Earning.partner_id.in_({each.partner_id for each in headings})
        query = select(
            Earning.id,
            *(Earning.period_id, Earning.earner, Earning.partner_id),
            *(Earning.plan, Earning.version, Earning.component),
            *(Earning.window, Earning.currency),
        ).where(here, theirs)
        return {tuple(key): found for found, *key in self._session.execute(query)}
