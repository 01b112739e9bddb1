"""What partners of the demo world have taken out of their funds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from storage.audit import AuditEntry
from storage.funds import FundAccrual, FundClaim
from storage.keys import Cause
from storage.people import Person
from storage.store import Records
from storage.values import Money, Period

CLAIMS = Path(__file__).with_suffix(".toml")
FUND, CURRENCY = "mdf", "IDR"


def load(records: Records, people: Mapping[str, Person], now: datetime) -> None:
    for row in tomllib.loads(CLAIMS.read_text("utf-8"))["claims"]:
        quarter, partner = Period.quarter(row["day"]), people[row["by"]].company
        rule = records.rules.on(f"funds.{FUND}", row["day"])
        tier = records.partners.tier(partner.id, row["day"])
        name = f"{FUND}:{partner.id}:{quarter.first.isoformat()}"
        accrual = FundAccrual(
            key=Cause("allowance", name).key,
            fund=FUND,
            partner_id=partner.id,
            amount=Money.of(rule.value["quarter"][tier][CURRENCY], CURRENCY),
            day=quarter.first,
            until=quarter.last,
            recorded_at=row["requested"],
        )
        records.funds.accrue(accrual)
        _claim(records, people, row, rule.value["proof_days"])


def _claim(
    records: Records, people: Mapping[str, Person], row: Mapping[str, Any], days: int
) -> None:
    asker, cost = people[row["by"]], Money.of(row["cost"], CURRENCY)
    claim = records.funds.request(
        FundClaim(
            reference=row["reference"],
            fund=FUND,
            partner_id=asker.company.id,
            activity=row["activity"],
            amount=Money.of(row["amount"], CURRENCY),
            cost_minor=cost.minor,
            requested_by_id=asker.id,
            requested_at=row["requested"],
            day=row["day"],
        )
    )
    by = row["day"] + timedelta(days=days)
    records.funds.agree(claim, people["maya"], row["agreed"], by)
    claim.prove({"files": [], "spent": str(cost.amount)}, cost, row["proven"])
    claim.reimburse(row["reimbursed"])
    for step, who in (("agreed", "maya"), ("proven", row["by"]), ("reimbursed", "fajar")):
        entry = AuditEntry(
            at=row[step],
            actor_id=people[who].id,
            action=f"fund.{step}",
            object=claim.reference,
            outcome="done",
        )
        records.audit.add(entry)
