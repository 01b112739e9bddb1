"""What a button remembers of a card: whose, when and which part; never a fact to be trusted."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.incentives.earning.about import About
from handlers.incentives.earning.supposing import Supposed
from storage.values import Period


@dataclass(frozen=True, slots=True)
class Pressed:
    """`sale` is what was only supposed."""

    accounts: Sequence[str]
    period: Period
    about: About
    sale: Supposed | None = None
    alone: bool = False


def written(accounts: Sequence[str], period: Period, about: Mapping[str, Any], **more: Any) -> str:
    """The shortest: platforms keep some two thousand characters."""
    days = [period.first.isoformat(), period.last.isoformat()]
    kept = {"whose": list(accounts), "days": days, "about": dict(about), **more}
    full = {name: value for name, value in kept.items() if value}
    return json.dumps(full, separators=(",", ":"), ensure_ascii=False)


def read(value: str) -> Pressed:
    return topic(json.loads(value))


def topic(kept: Mapping[str, Any]) -> Pressed:
    """As a conversation remembers it."""
    first, last = (date.fromisoformat(day) for day in kept["days"])
    sale = Supposed.of(kept["sale"]) if kept.get("sale") else None
    about = About.of(kept.get("about") or {})
    alone = bool(kept.get("alone"))
    return Pressed(kept["whose"], Period(first, last), about, sale, alone)
