"""A statement as a document: what its PDF, its CSV and its pictures are made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date

from handlers.incentives.documents.values import (
    Adjustment,
    Issue,
    Rule,
    Sale,
    StatementDocument,
)
from handlers.incentives.documents.values import Line as Written
from handlers.incentives.earning.values import Adjusted, Due, Line, Stage, Statement
from storage.standing import Status
from storage.store import Records
from storage.values import Money, Period

STATUS = {
    Stage.ACCRUED: Status.ACCRUED,
    Stage.OVERDUE: Status.ACCRUED,
    Stage.PAYABLE: Status.PAYABLE,
    Stage.DUE: Status.PAYABLE,
}


def document(statement: Statement, records: Records, today: date) -> StatementDocument:
    """In the partner's currency; what is in another is in its own statement."""
    account, currency = statement.account, statement.account.company.currency
    installation = records.installation.this()
    dues = {each.month: each for each in statement.dues}
    lines = [_line(each, dues) for each in statement.lines if each.amount.currency == currency]
    nothing = [_nothing(each.sale, each.because, currency) for each in statement.unpaid]
    return StatementDocument(
        issuer=installation.vendor if installation else "",
        who=account.person.name if account.person else account.company.name,
        company=account.company.name,
        period=statement.period,
        currency=currency,
        issue=_issue(statement, records, today),
        lines=(*lines, *nothing),
        adjustments=tuple(map(_adjustment, statement.adjusted)),
    )


def _line(line: Line, dues: Mapping[Period, Due]) -> Written:
    month = Period.month(line.due_on)
    due = dues.get(month)
    status = STATUS[due.stage] if due else Status.ACCRUED
    plan, component = line.of.plan, line.of.component
    return Written(
        id=f"{line.sale.reference or line.of.line.window}/{line.of.line.component}",
        sale=line.sale,
        rule=Rule(plan.name, component.label, plan.version),
        rate=line.rate,
        gross=line.gross,
        amount=line.amount,
        status=Status.HELD if line.held.minor else status,
        cut=line.cut if line.cut.minor else None,
        pay_month=Period.month(due.paid) if due and not line.held.minor else None,
        reason=line.reason,
        late=line.late,
    )


def _nothing(sale: Sale, because: str, currency: str) -> Written:
    zero = Money(0, currency)
    reason = {"no_plan": "outside_plan"}.get(because, because)
    none = Rule("", "", 0)
    accrued = Status.ACCRUED
    return Written(sale.reference, sale, none, None, zero, zero, accrued, reason=reason)


def _adjustment(each: Adjusted) -> Adjustment:
    return Adjustment(
        id=f"A-{each.id}",
        day=each.day,
        kind=each.kind,
        amount=each.amount,
        status=Status.ACCRUED,
        reference=each.reference,
        note=each.note,
        approver=each.approver,
    )


def _issue(statement: Statement, records: Records, today: date) -> Issue:
    """Of what is known now; final once its month is approved, whose lines no longer change."""
    month = statement.period == Period.month(statement.period.first)
    period = records.periods.coded(f"{statement.period.first:%Y-%m}") if month else None
    final = period is not None and period.is_settled
    return Issue(1, _hash(statement), today, final)


def _hash(statement: Statement) -> str:
    """The same for the same lines, in whatever order they were worked out."""
    return hashlib.sha256("\n".join(sorted(_told(statement))).encode()).hexdigest()


def _told(statement: Statement) -> Iterator[str]:
    for line in statement.lines:
        at = line.of.line
        rule = (line.of.plan.id, str(line.of.plan.version), at.component, at.window)
        whose = (at.transaction or "", at.earner or "")
        yield "\x1f".join((*rule, *whose, str(line.amount.minor), line.amount.currency))
    for each in statement.adjusted:
        yield "\x1f".join(("adjusted", str(each.id), str(each.amount.minor)))
