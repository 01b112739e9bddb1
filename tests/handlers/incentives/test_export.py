from __future__ import annotations

import csv
from datetime import date

from handlers.incentives.export import as_csv
from handlers.incentives.spiff import Sale, Spiff, evaluate
from storage.values import Money

SPIFF = Spiff(
    plan="p",
    component="c",
    name="=Push",
    version=1,
    first=date(2026, 9, 1),
    last=None,
    rate=Money.of(250_000, "IDR"),
    cap=Money.of(300_000, "IDR"),
    tests=(),
)


def test_a_row_for_each_sale_with_exact_amounts() -> None:
    sales = [
        Sale(date(2026, 9, 3), "S-2", "=cmd()", 2, {}),
        Sale(date(2026, 8, 3), "S-1", "Pro, new", 1, {}),
    ]
    content = as_csv(["day", "sale"], evaluate([SPIFF], sales))
    assert content.startswith("\ufeff".encode())
    header, first, second = csv.reader(content.decode("utf-8-sig").splitlines())
    assert header == ["day", "sale"]
    assert first == ["2026-08-03", "S-1", "Pro, new", "1", "", "", "", "", "0", ""]
    assert second == [
        "2026-09-03",
        "S-2",
        "'=cmd()",
        "2",
        "'=Push v1",
        "250000.00",
        "500000.00",
        "200000.00",
        "300000.00",
        "IDR",
    ]
