"""The sums of a statement: always of its own lines, so that it adds up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from handlers.incentives.documents.values import Rule, StatementDocument
from storage.standing import Status
from storage.values import Money, Period


@dataclass(frozen=True, slots=True)
class Source:
    """What one version of a component earned, with how many lines."""

    rule: Rule
    lines: int
    amount: Money


def total(document: StatementDocument) -> Money:
    """All lines and adjustments, whatever their status."""
    return sum((amount for _, amount in _amounts(document)), Money(0, document.currency))


def by_status(document: StatementDocument) -> dict[Status, Money]:
    """In the order of `Status`; only those that stand on a line."""
    sums: dict[Status, Money] = {}
    for status, amount in _amounts(document):
        sums[status] = sums.get(status, Money(0, document.currency)) + amount
    return {status: sums[status] for status in Status if status in sums}


def by_source(document: StatementDocument) -> list[Source]:
    """Most first; adjustments are no source."""
    found: defaultdict[Rule, list[Money]] = defaultdict(list)
    for line in document.earning:
        found[line.rule].append(line.amount)
    zero = Money(0, document.currency)
    sources = [Source(rule, len(sums), sum(sums, zero)) for rule, sums in found.items()]
    return sorted(sources, key=lambda each: (-each.amount.minor, _name(each.rule)))


def positive(document: StatementDocument) -> Money:
    """All that sources brought, without what some of them took away: shares are of it."""
    amounts = [each.amount for each in by_source(document)]
    zero = Money(0, document.currency)
    return sum((amount for amount in amounts if amount.minor > 0), zero)


def by_month(document: StatementDocument) -> list[tuple[Period, Money]]:
    """The months it was given, else those of its own lines."""
    if document.months:
        return list(document.months)
    sums: dict[Period, Money] = {}
    for line in document.earning:
        month = Period.month(line.sale.day)
        sums[month] = sums.get(month, Money(0, document.currency)) + line.amount
    return sorted(sums.items())


def share(part: Money, whole: Money) -> Decimal:
    """In per cent, to a tenth; what takes away has none."""
    if part.minor <= 0:
        return Decimal(0)
    return (Decimal(part.minor) * 100 / whole.minor).quantize(Decimal("0.1"))


def _amounts(document: StatementDocument) -> list[tuple[Status, Money]]:
    lines = [(line.status, line.amount) for line in document.earning]
    return lines + [(each.status, each.amount) for each in document.adjustments]


def _name(rule: Rule) -> tuple[str, str, int]:
    return rule.plan, rule.component, rule.version
