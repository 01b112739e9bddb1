"""A statement of what was posted, as a document to print, to export or to read by machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from handlers.incentives.calculating.calendar import closed_at, today, within
from handlers.incentives.calculating.earners import Earner
from handlers.incentives.calculating.issuing import hash_of, in_period, named, used
from handlers.incentives.calculating.plans import published
from handlers.incentives.documents import values
from handlers.incentives.documents.values import Issue, Rule, Sale, StatementDocument
from handlers.incentives.engine.canonical import digest
from handlers.incentives.engine.plan import Component, Plan
from handlers.incentives.engine.rules import PerUnit, Rate
from storage.base import MILLION
from storage.earned import Line, Slice
from storage.earnings import LineKind, earner
from storage.periods import SettlementPeriod
from storage.sold import SoldRow
from storage.standing import Status, status
from storage.statements import IssuedStatement
from storage.store import Records
from storage.values import Money, Period

#: What identifies an earning, whenever it was posted: plan, version, component, window.
Key = tuple[str, int, str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose statement, of which days, and when it is asked for."""

    whose: Earner
    period: Period
    now: datetime

    @property
    def name(self) -> str:
        return earner(self.whose.partner_id, self.whose.member_id)


def statement(records: Records, asked: Asked) -> StatementDocument:
    """In the partner's currency, of the settlement periods within those days; of one that was
    closed as it was issued."""
    company = records.partners.get(asked.whose.partner_id)
    member = asked.whose.member_id
    installation = records.installation.this()
    periods = within(records, asked.period)
    issued = _issued(records, asked, periods)
    shelf = _Shelf(records, asked, company.currency)
    lines = shelf.lines(periods, issued.totals["last_line"] if issued else None)
    return StatementDocument(
        issuer=installation.vendor if installation else "",
        who=records.people.get(member).name if member is not None else company.name,
        company=company.name,
        period=asked.period,
        currency=company.currency,
        issue=_issue(records, asked, periods, issued),
        lines=tuple(shelf.written(line) for line in lines if line.kind is not _BY_HAND),
        adjustments=tuple(shelf.adjusted(line) for line in lines if line.kind is _BY_HAND),
        months=tuple(shelf.months(asked.period)),
    )


_BY_HAND = LineKind.ADJUSTMENT


class _Shelf:
    """What the lines of one earner refer to."""

    def __init__(self, records: Records, asked: Asked, currency: str) -> None:
        self._records, self._asked, self._currency = records, asked, currency
        self._plans: Mapping[tuple[str, int], Plan] = {
            (plan.id, plan.version): plan for plan in published(records)
        }
        self._sold: dict[int, SoldRow] = {}
        self._status: dict[Key, Status] = {
            (due.plan, due.version, due.component, due.window): status(due.amounts)
            for due in records.owed.to(asked.name)
            if due.partner_id == asked.whose.partner_id
        }

    def lines(self, periods: Sequence[SettlementPeriod], up_to: int | None) -> list[Line]:
        """What is paid; a fund is another thing, and a release no money."""
        found = [line for each in periods for line in self._posted(each.id, up_to)]
        sales = (line.transaction_id for line in found if line.transaction_id is not None)
        self._sold = self._records.sold.these(sales)
        return found

    def _posted(self, period_id: int, up_to: int | None) -> Iterator[Line]:
        whose = self._asked.whose.partner_id
        some = Slice(period_id, self._asked.name, whose, up_to=up_to)
        for line in self._records.earned.lines(some):
            mine = line.amount.currency == self._currency and not line.fund
            if mine and line.kind is not LineKind.RELEASE:
                yield line

    def written(self, line: Line) -> values.Line:
        plan, component = self._rule(line)
        return values.Line(
            id=str(line.id),
            sale=self._sale(line),
            rule=Rule(plan.name, component.label, plan.version),
            rate=_rate(component, plan.currency),
            gross=line.gross,
            amount=line.amount,
            status=self._standing(line),
            cut=line.gross - line.amount if line.reason == "limit_reached" else None,
            reason=line.reason,
            late=line.kind is LineKind.PRIOR_PERIOD,
        )

    def adjusted(self, line: Line) -> values.Adjustment:
        return values.Adjustment(
            id=str(line.id),
            day=self._sale(line).day,
            kind=line.reason,
            amount=line.amount,
            status=self._standing(line),
            reference=str(line.linked_id or ""),
        )

    def months(self, period: Period) -> Iterator[tuple[Period, Money]]:
        """What each month so far came to."""
        some = Slice(earner=self._asked.name, partner_id=self._asked.whose.partner_id)
        for code, amounts in sorted(self._records.earned.by_period(some).items()):
            settled = self._records.periods.coded(code)
            for amount in amounts:
                if settled and settled.last <= period.last and amount.currency == self._currency:
                    yield settled.days, amount

    def _standing(self, line: Line) -> Status:
        key = (line.plan, line.version, line.component, line.window)
        return self._status.get(key, Status.ACCRUED)

    def _rule(self, line: Line) -> tuple[Plan, Component]:
        plan = self._plans[line.plan, line.version]
        own = line.component.partition(":")[0]
        return plan, next(each for each in plan.components if each.id == own)

    def _sale(self, line: Line) -> Sale:
        """A total has none: it says its window."""
        sold = self._sold.get(line.transaction_id or 0)
        if sold is None:
            return Sale(self._records.periods.get(line.period_id).last, line.window)
        return Sale(
            sold.day,
            sold.source_id,
            sold.customer,
            sold.product,
            Decimal(sold.quantity).scaleb(-MILLION),
            Money(sold.amount, sold.currency),
        )


def _rate(component: Component, currency: str) -> Decimal | Money | None:
    match component.rule:
        case Rate(pct=pct):
            return pct
        case PerUnit(amount=amount):
            return Money.of(amount, currency)
        case _:
            return None


def _issued(
    records: Records, asked: Asked, periods: Sequence[SettlementPeriod]
) -> IssuedStatement | None:
    found = [records.statements.last(asked.name, each.id) for each in periods]
    return found[0] if len(found) == 1 else None


def _issue(
    records: Records,
    asked: Asked,
    periods: Sequence[SettlementPeriod],
    issued: IssuedStatement | None,
) -> Issue:
    """What was not issued is worked on, and may change until its months are closed."""
    if issued is not None:
        day = today(records, issued.issued_at)
        return Issue(issued.version, issued.hash, day, is_final=True)
    posted = list(records.sums.by_period(asked.name, asked.whose.partner_id))
    amounts = {key: both for each in periods for key, both in in_period(posted, each.id).items()}
    plans = {named(plan): digest(plan) for plan in published(records)}
    found = hash_of(amounts, used(amounts, plans))
    closed = closed_at(records, asked.period)
    return Issue(1, found, today(records, closed or asked.now), is_final=closed is not None)
