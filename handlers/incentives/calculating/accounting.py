"""What new lines mean for the ledger and for funds: one posting per earner and component."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from handlers.incentives.engine.plan import Component, Plan
from handlers.incentives.engine.rules import Claim, Fixed, OncePer
from handlers.incentives.posting import Group, Whose, Why, accrual
from storage.earnings import Heading
from storage.funds import FundAccrual
from storage.keys import Cause
from storage.ledger import Journal
from storage.store import Records
from storage.values import Money


@dataclass(frozen=True, slots=True)
class Entry:
    """What was added to one earning; `day` is the last one that it counts from."""

    heading: Heading
    earning_id: int
    minor: int
    held: int
    day: date


@dataclass(frozen=True, slots=True)
class _Account:
    """What is added up to one posting."""

    period_id: int
    whose: Whose
    component: str
    fund: str
    spends: str


class Accounting:
    def __init__(
        self, records: Records, now: datetime, today: date, plans: Iterable[Plan]
    ) -> None:
        self._records, self._now, self._today = records, now, today
        self._components = {
            (plan.id, plan.version, component.id): component
            for plan in plans
            for component in plan.components
        }

    def add(self, why: Why, entries: Sequence[Entry]) -> None:
        """Each posting counts from the last day of its own entries."""
        by_account: defaultdict[_Account, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_account[self._account(entry)].append(entry)
            self._fund(why, entry)
        journals = (self._accrued(why, account, some) for account, some in by_account.items())
        self._records.ledger.post_all([each for each in journals if each], self._now)

    def _account(self, entry: Entry) -> _Account:
        heading = entry.heading
        whose = Whose(heading.partner_id, heading.earner, heading.currency)
        component = heading.component.partition(":")[0]
        return _Account(heading.period_id, whose, component, heading.fund, self._spends(heading))

    def _accrued(
        self, why: Why, account: _Account, entries: Sequence[Entry]
    ) -> tuple[int, Journal] | None:
        """Sums of nothing are no posting: one line may take what another brought."""
        minor, held = sum(e.minor for e in entries), sum(e.held for e in entries)
        if not minor and not held:
            return None
        group = Group(account.whose, account.component, minor, held, account.fund, account.spends)
        named = (account.period_id, account.whose.earner, account.whose.partner_id)
        parts = (why.reference, *named, account.component, account.fund, account.spends)
        day = max(entry.day for entry in entries)
        own = replace(why, reference=" ".join(map(str, parts)), effective=day)
        return account.period_id, accrual(group, own)

    def _fund(self, why: Why, entry: Entry) -> None:
        """What goes into a fund can be claimed; what a plan's claims took cannot."""
        heading = entry.heading
        spends = self._spends(heading)
        fund = heading.fund or spends
        if not fund or not entry.minor:
            return
        sign = -1 if spends else 1
        accrual = FundAccrual(
            key=Cause("fund", f"{why.reference} {entry.earning_id}").key,
            fund=fund,
            partner_id=heading.partner_id,
            amount=Money(sign * entry.minor, heading.currency),
            day=min(entry.day, self._today),
            recorded_at=self._now,
            until=self._until(heading),
            earning_id=entry.earning_id,
        )
        self._records.funds.accrue(accrual)

    def _spends(self, heading: Heading) -> str:
        component = self._component(heading)
        rule = component.rule if component else None
        return rule.fund if isinstance(rule, Claim) else ""

    def _until(self, heading: Heading) -> date | None:
        """A budget of a period is for that period; what sales bring stays until it is used."""
        component = self._component(heading)
        rule = component.rule if component else None
        budget = isinstance(rule, Fixed) and rule.once_per is OncePer.PERIOD
        return heading.due_on if budget else None

    def _component(self, heading: Heading) -> Component | None:
        known: Mapping[tuple[str, int, str], Component] = self._components
        return known.get((heading.plan, heading.version, heading.component.partition(":")[0]))
