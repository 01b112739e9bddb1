"""How fast a plan of five components is worked out for many sales, beside a naive evaluator.

Both read the same rows; the naive one a tenth of them, its time times ten, as one process of a
million of its models does not fit beside the other. Each size runs in a process of its own.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.baselines.naive_incentives import Naive, Row, Sale
from handlers.incentives.engine.evaluate import evaluate
from handlers.incentives.engine.lines import Lines
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.reading import read_text
from handlers.incentives.engine.selling.sales import Sales

SIZES = (100_000, 1_000_000)
NAIVE = 100_000
#: A capped rate, both kinds of tiers, a SPIFF by packages and a bonus for new customers.
PLAN = Path(__file__).with_name("incentives.yaml")
CAP = "50000000"
TABLE: list[dict[str, Any]] = [
    {"up_to": "100000000", "pct": 5},
    {"up_to": "200000000", "pct": 7},
    {"pct": 10},
]


def main() -> None:
    for size in SIZES:
        command = [sys.executable, "-m", "bench.incentives", str(size)]
        subprocess.run(command, check=True)


def measured(size: int) -> None:
    """Prints one size: reading rows to columns, evaluating, and beside the naive evaluator."""
    started = time.perf_counter()
    sales = Sales.of(rows(size))
    read_in = time.perf_counter() - started
    started = time.perf_counter()
    lines = evaluate(plan(), sales)
    took = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    naive = naively(lines if size <= NAIVE else None) * size / NAIVE
    print(f"{size:>9,} sales x 5 components, {len(lines):,} lines")
    print(f"  rows made and read {read_in:6.2f} s")
    print(f"  evaluated          {took:6.2f} s, {memory:,.0f} MB at most")
    print(f"  naive evaluator    {naive:6.2f} s: {naive / took:.1f} times as long", flush=True)


def naively(lines: Lines | None) -> float:
    """Seconds for `NAIVE` sales; where there are lines of the same, their totals must agree."""
    sold = [Sale(**naive(row)) for row in rows(NAIVE)]
    table = [Row(**row) for row in TABLE]
    started = time.perf_counter()
    found = Naive(Decimal(CAP), table).evaluate(sold)
    took = time.perf_counter() - started
    if lines is not None:
        assert sum(line.amount for line in found) == lines.total().amount
    return took


def naive(row: dict[str, str]) -> dict[str, Any]:
    return row | {"tier": row["partner.tier"], "deal_type": row["deal.type"]}


def rows(size: int) -> Iterator[dict[str, str]]:
    """The same sales in every run."""
    draw = random.Random(7)
    for number in range(size):
        partner = draw.randrange(2_000)
        yield {
            "id": f"T-{number}",
            "date": f"2026-{draw.randrange(12) + 1:02d}-{draw.randrange(28) + 1:02d}",
            "partner": f"Partner {partner}",
            "partner.tier": ("gold", "silver", "bronze")[partner % 3],
            "member": f"Member {partner}/{draw.randrange(5)}",
            "customer": f"Customer {draw.randrange(size // 10)}",
            "product": f"P{draw.randrange(300)}",
            "deal.type": draw.choice(("new", "renewal")),
            "quantity": str(draw.randrange(1, 30)),
            "amount": f"{draw.randrange(10**7)}.{draw.randrange(100):02d}",
            "currency": "IDR",
            "kind": "sale",
        }


def plan() -> Plan:
    found = read_text(PLAN.read_bytes())
    assert isinstance(found, Plan), found
    return found


if __name__ == "__main__":
    measured(int(sys.argv[1]))
