"""Published worked examples, read from the tables beside this module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
HEAD = {
    "schema_version": "1",
    "id": "published",
    "version": "1",
    "name": "Published example",
    "currency": "USD",
    "effective_from": '"2026-01-01"',
    "period": "month",
    "measures": "[{id: net, of: amount, window: period, date: booked}, "
    "{id: units, of: quantity, window: period, date: booked}]",
}


@dataclass(frozen=True, slots=True)
class Example:
    """One plan, one file of sales, and what the source says that it pays."""

    source: str
    plan: str
    sales: str
    words: tuple[str, ...]
    pays: dict[str, list[str]]
    lines: list[str]


def published() -> Iterator[tuple[str, Example]]:
    """Every example with a name of its own."""
    for path in sorted(HERE.glob("*.yaml")):
        tables = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        for table, entry in enumerate(tables, 1):
            for at, case in enumerate(entry.get("cases", [entry]), 1):
                yield f"{path.stem}-{table}-{at}", read({**entry, **case})


def read(entry: dict[str, Any]) -> Example:
    return Example(
        entry["source"],
        whole(entry["plan"]),
        sales(entry["sales"]),
        tuple(entry.get("words", [])),
        {name: listed(amounts) for name, amounts in entry.get("pays", {}).items()},
        entry.get("lines", []),
    )


def whole(plan: str) -> str:
    """The plan with what every plan begins with, where the example says nothing else."""
    said = {line.partition(":")[0] for line in plan.splitlines()}
    return "".join(f"{key}: {HEAD[key]}\n" for key in HEAD if key not in said) + plan


def sales(told: str | dict[str, str | list[str]]) -> str:
    """A file as it is, or one sale a day with these columns."""
    if isinstance(told, str):
        return told
    columns = {name: listed(values) for name, values in told.items()}
    rows = zip(*columns.values(), strict=True)
    listing = [f"S{at},2026-01-{at:02}," + ",".join(row) for at, row in enumerate(rows, 1)]
    return "\n".join([",".join(["id", "date", *columns]), *listing]) + "\n"


def listed(values: str | list[str]) -> list[str]:
    return [values] if isinstance(values, str) else values
