"""Where the demo world's money goes, and the rules about paying and disputes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from storage.earnings import earner
from storage.people import Person
from storage.profiles import PayoutProfile
from storage.rules import Rule
from storage.store import Records

WORLD = Path(__file__).with_suffix(".toml")


def load(records: Records, people: Mapping[str, Person], now: datetime) -> None:
    world = tomllib.loads(WORLD.read_text("utf-8"))
    for row in world["rules"]:
        rule = Rule(
            name=row["name"],
            value=row["value"],
            effective_from=row["from"],
            source=row["source"],
        )
        records.rules.add(rule)
    for row in world["profiles"]:
        records.payout_profiles.add(_profile(row, people[row["who"]], now))


def _profile(row: Mapping[str, Any], person: Person, now: datetime) -> PayoutProfile:
    company = row.get("company", False)
    return PayoutProfile(
        earner=earner(person.company.id, None if company else person.id),
        partner_id=person.company.id,
        member_id=None if company else person.id,
        changed_at=now,
        changed_by_id=person.id,
        name=row["name"],
        town=row["town"],
        country=row["country"],
        bank=row["bank"],
        bic=row["bic"],
        number=row["number"],
        tax_id=row["tax_id"],
        withholding_tax=row.get("withholding_tax", ""),
        withholding_pct=Decimal(row["withholding_pct"]),
    )
