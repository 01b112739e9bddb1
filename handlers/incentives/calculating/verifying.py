"""The proof that every statement ever issued is still right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from handlers.incentives.calculating.calendar import today
from handlers.incentives.calculating.evaluated import Evaluated
from handlers.incentives.calculating.evaluating import Known, as_known
from handlers.incentives.calculating.issuing import hash_of, in_period, named
from handlers.incentives.calculating.plans import published
from handlers.incentives.calculating.wanted import wanted
from handlers.incentives.engine.canonical import digest
from storage.earnings import earner
from storage.statements import IssuedStatement
from storage.store import Records
from storage.sums import Key

#: What each earner has, by key.
Right = Mapping[str, Mapping[Key, int]]


class Check(StrEnum):
    """`lines`: the lines are not those that were issued; `plans`: a plan says something else
    than then; `result`: working it out again gives other figures."""

    GOOD = "good"
    LINES = "lines"
    PLANS = "plans"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Verified:
    statement: IssuedStatement
    check: Check


def verify(records: Records) -> Iterator[Verified]:
    """Each is worked out again from the sales, rates and plans of then, and compared with the
    lines that are there."""
    verifier = _Verifier(records)
    for statement in records.statements.all():
        yield Verified(statement, verifier.check(statement))


class _Verifier:
    """Statements that were issued together are worked out together."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._plans = {named(plan): digest(plan) for plan in published(records)}
        self._right: dict[tuple[int, int], Right] = {}

    def check(self, statement: IssuedStatement) -> Check:
        plans: dict[str, str] = statement.totals["plans"]
        if any(self._plans.get(name) != was for name, was in plans.items()):
            return Check.PLANS
        sums = self._records.sums
        last = statement.totals["last_line"]
        posted = list(sums.by_period(statement.earner, statement.partner_id, last))
        amounts = in_period(posted, statement.period_id)
        if hash_of(amounts, plans) != statement.hash:
            return Check.LINES
        elsewhere = Counter[Key]()
        for each in posted:
            if each.period_id != statement.period_id:
                elsewhere[each.key] += each.minor
        right = self._worked_out(statement).get(statement.earner, {})
        again = {
            key: (right.get(key, 0) - elsewhere[key], amounts.get(key, (0, 0))[1])
            for key in {*amounts, *right, *elsewhere}
        }
        kept = {key: both for key, both in again.items() if any(both)}
        return Check.GOOD if hash_of(kept, plans) == statement.hash else Check.RESULT

    def _worked_out(self, statement: IssuedStatement) -> Right:
        key = statement.partner_id, statement.totals["last_sale"]
        if key not in self._right:
            self._right = {key: self._again(statement)}
        return self._right[key]

    def _again(self, statement: IssuedStatement) -> Right:
        records, at = self._records, statement.issued_at
        plans = published(records, as_of=at)
        known = Known(statement.totals["last_sale"], at)
        evaluated = as_known(records, plans, [statement.partner_id], known)
        return _by_earner(records, evaluated, statement)


def _by_earner(records: Records, evaluated: Evaluated, statement: IssuedStatement) -> Right:
    """In the words of statements, that know no numbers of ours."""
    found: defaultdict[str, Counter[Key]] = defaultdict(Counter)
    everything = list(wanted(evaluated, today(records, statement.issued_at)))
    sales = {sale for each in everything for sale in each.lines if sale is not None}
    names = records.sold.named(sales)
    for each in everything:
        head = each.head
        rule = (head.plan, head.version, head.component, head.window, head.currency)
        mine = found[earner(head.partner_id, head.member_id)]
        for sale, want in each.lines.items():
            mine[Key(*rule, *(names[sale] if sale is not None else ("", "")))] += want.minor
    return found
