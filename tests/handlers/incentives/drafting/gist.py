"""A draft in one line, so that tables of sentences can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from handlers.conversation.slots import Reader
from handlers.incentives.drafting.draft import Draft
from handlers.incentives.drafting.world import World
from storage.values import Language

#: Wednesday.
NOW = datetime(2026, 9, 16, 10, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
READERS = {
    "id": Reader(Language.ID, "IDR", NOW),
    "en": Reader(Language.EN, "IDR", NOW),
    "usd": Reader(Language.EN, "USD", NOW),
}
PUSH: dict[str, Any] = {
    "schema_version": 1,
    "id": "pro-push",
    "version": 1,
    "name": "Pro Push",
    "currency": "IDR",
    "effective_from": "2026-09-01",
    "period": "month",
    "measures": [{"id": "seats", "of": "quantity", "window": "period", "date": "booked"}],
    "components": [
        {
            "id": "spiff",
            "label": "SPIFF Pro Push",
            "earner": "member",
            "rule": {"kind": "per_unit", "base": "seats", "amount": "250000"},
        }
    ],
}
WORLD = World(
    products={
        "Pro": "CloudSuite Pro",
        "CloudSuite Pro": "CloudSuite Pro",
        "Basic": "CloudSuite Basic",
        "CloudSuite Basic": "CloudSuite Basic",
        "Enterprise": "CloudSuite Enterprise",
    },
    categories=("Security",),
    regions=("Jakarta", "Surabaya", "Jawa Timur", "Bandung"),
    plans={"Pro Push": PUSH},
)
FIELDS = {"partner.tier": "tier", "partner.type": "type", "partner.region": "region"}
SIGNS = {"eq": "=", "in": "=", "ne": "!=", "not_in": "!=", "ge": ">=", "gt": ">"}


def gist(draft: Draft) -> str:
    """When, for whom, each way to pay, the budget, what is tried and what is asked."""
    plan = draft.document()
    parts = [_when(plan), *_tests(plan.get("eligible"))]
    parts += [_component(each) for each in plan["components"]]
    parts = [_grown(part, plan) for part in parts]
    parts += [f"{key}={plan[key]}" for key in ("budget", "payout_threshold") if key in plan]
    if draft.replay:
        parts.append(f"on {draft.replay.first}")
    parts += [f"?{question.key}" for question in draft.questions]
    return " | ".join(part for part in parts if part)


def _grown(part: str, plan: Mapping[str, Any]) -> str:
    """What a growth compares, where a rule names it."""
    for name, growth in (plan.get("growth") or {}).items():
        said = f"{growth['measure']} {growth.get('baseline', '?')}"
        part = part.replace(f"by {name}", f"by {name}({said})")
        paid = f"{name}({said} {growth['pay_on']} {growth['no_baseline']})"
        part = re.sub(rf"% {name}\b", f"% {paid}", part)
    return part


def _when(plan: Mapping[str, Any]) -> str:
    days = f"{plan.get('effective_from', '')}..{plan.get('effective_to', '')}"
    return days if plan["period"] == "month" else f"{days} {plan['period']}"


def _tests(when: Mapping[str, Any] | None) -> Iterator[str]:
    for test in (when or {}).get("all", ()):
        field = FIELDS.get(test["field"], test["field"].removeprefix("product."))
        if test["op"] == "is_true":
            yield field
        else:
            value = test["value"]
            listed = ",".join(value) if isinstance(value, list) else value
            yield f"{field}{SIGNS[test['op']]}{listed}".replace("CloudSuite ", "")


def _component(component: Mapping[str, Any]) -> str:
    rule = component["rule"]
    who = component["fund"] if component.get("pays") == "fund" else component.get("earner", "?")
    parts = [who, _rule(rule), *_tests(component.get("when"))]
    for limit in component.get("limits", ()):
        carried = "+" if limit["excess"] == "carry_forward" else ""
        ends = [key for key in ("min", "max") if key in limit] or ["max"]
        parts += [f"{key} {limit.get(key, '?')}/{limit['per']}{carried}" for key in ends]
    parts += [_hold(component["hold"])] if "hold" in component else []
    parts += [_claw(component["clawback"])] if "clawback" in component else []
    return " ".join(parts)


def _rule(rule: Mapping[str, Any]) -> str:
    match rule.get("kind"):
        case "rate":
            return f"{rule['pct']}% {rule['base']}"
        case "per_unit":
            more = "".join(f" {key} {rule[key]}" for key in ("package", "free") if key in rule)
            return f"{rule['amount']}/{rule['base']}{more}"
        case "fixed":
            gate = " if " + "".join(_tests({"all": [rule["gate"]]})) if "gate" in rule else ""
            return f"{rule['amount']} once {rule['once_per']}{gate}"
        case "tiers":
            return _tiers(rule)
        case _:
            return _other(rule)


def _tiers(rule: Mapping[str, Any]) -> str:
    rows = ", ".join(_row(row) for row in rule["table"])
    by = f" by {rule['by']}" if "by" in rule else ""
    upper = " upper" if rule["boundary"] == "upper_inclusive" else ""
    return f"{rule.get('mode', '?')} {rule['base']}{by}{upper} ({rows})"


def _other(rule: Mapping[str, Any]) -> str:
    match rule.get("kind"):
        case "rank":
            return f"race {rule.get('measure', '?')} {','.join(rule['prizes'])} {rule['ties']}"
        case "multiplier":
            return f"+{rule['pct']}% of {','.join(rule['of'])}"
        case "guarantee":
            return f"at least {rule['amount']} {rule.get('recover', '?')}"
        case _:
            return f"{rule.get('amount')} for ?"


def _row(row: Mapping[str, Any]) -> str:
    pays = [f"{row['pct']}%"] if "pct" in row else []
    pays += [f"{row['per_unit']} each"] if "per_unit" in row else []
    pays += [row["amount"]] if "amount" in row else []
    return f"<{row['up_to']}: {' '.join(pays)}" if "up_to" in row else f"rest: {' '.join(pays)}"


def _hold(hold: Mapping[str, Any]) -> str:
    till = hold.get("days") or hold.get("date") or hold.get("release", "?")
    return f"hold {hold['pct']}% {till}"


def _claw(clawback: Mapping[str, Any]) -> str:
    return f"claw {clawback['method']} {clawback.get('window_days', '')}".strip()
