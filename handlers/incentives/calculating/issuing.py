"""Statements as they are issued when a period closes."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from handlers.incentives.calculating.plans import published
from handlers.incentives.engine.canonical import digest
from handlers.incentives.engine.plan import Plan
from storage.periods import SettlementPeriod
from storage.statements import IssuedStatement, Snapshot
from storage.store import Records
from storage.sums import Key, Posted

#: What each key comes to in a period: worked out, and adjusted by people.
Amounts = Mapping[Key, tuple[int, int]]
Digests = Mapping[str, str]


def issue(records: Records, period: SettlementPeriod, now: datetime) -> list[IssuedStatement]:
    """One for whoever anything was posted for; the same again is the same."""
    last_line, last_sale = records.sums.newest()
    plans = {named(plan): digest(plan) for plan in published(records)}
    issued = []
    for name, partner_id, member_id in records.sums.earners(period.id):
        posted = records.sums.by_period(name, partner_id, last_line)
        if amounts := in_period(posted, period.id):
            totals = _totals(amounts) | {
                "plans": used(amounts, plans),
                "last_line": last_line,
                "last_sale": last_sale,
            }
            hashed = hash_of(amounts, totals["plans"])
            snapshot = Snapshot(name, partner_id, member_id, period.id, totals, hashed)
            issued.append(records.statements.issue(snapshot, now))
    return issued


def in_period(posted: Iterable[Posted], period_id: int) -> dict[Key, tuple[int, int]]:
    """What is not nothing."""
    return {
        each.key: (each.minor, each.adjusted)
        for each in posted
        if each.period_id == period_id and (each.minor or each.adjusted)
    }


def hash_of(amounts: Amounts, plans: Digests) -> str:
    """Of every line's amount, and of what the plans said that they are paid by."""
    lines = ["\x1f".join(map(str, (*key, *sums))) for key, sums in amounts.items()]
    used_ = [f"{name}\x1f{digest_}" for name, digest_ in plans.items()]
    return hashlib.sha256("\n".join([*sorted(lines), *sorted(used_)]).encode()).hexdigest()


def used(amounts: Amounts, plans: Digests) -> dict[str, str]:
    names = {f"{key.plan}/{key.version}" for key in amounts}
    return {name: plans[name] for name in sorted(names) if name in plans}


def named(plan: Plan) -> str:
    return f"{plan.id}/{plan.version}"


def _totals(amounts: Amounts) -> dict[str, Any]:
    """By currency: all of it, and by plan and component."""
    sums: Counter[str] = Counter()
    parts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for key, (minor, adjusted) in amounts.items():
        sums[key.currency] += minor + adjusted
        parts[key.currency][f"{key.plan}/{key.component}"] += minor + adjusted
    return {"totals": dict(sums), "components": {each: dict(of) for each, of in parts.items()}}
