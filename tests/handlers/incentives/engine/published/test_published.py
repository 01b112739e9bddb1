"""What others published is paid to the cent by `mitra plans simulate`."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from tests.handlers.incentives.engine.published.examples import Example, published

EXAMPLES = dict(published())
FEWEST = 60

Simulated = dict[str, Any]


def simulated(example: Example, folder: Path, capsys: pytest.CaptureFixture[str]) -> Simulated:
    ending = "jsonl" if example.sales.startswith("{") else "csv"
    plan, file = folder / "plan.yaml", folder / f"sales.{ending}"
    plan.write_text(example.plan, "utf-8")
    file.write_text(example.sales, "utf-8")
    words = ["plans", "simulate", str(plan), "--transactions", str(file), "--json", *example.words]
    assert main(words) == 0, capsys.readouterr().err
    document: Simulated = json.loads(capsys.readouterr().out)
    return document


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_pays_what_was_published(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    example = EXAMPLES[name]
    found = simulated(example, tmp_path, capsys)
    if example.pays:
        assert by_component(found) == example.pays, example.source
    if example.lines:
        assert [told(line) for line in found["lines"]] == example.lines, example.source
    assert found["totals"]["component"] == summed(by_component(found))
    assert found["totals"]["all"] == total(found)


def by_component(found: Simulated) -> dict[str, list[str]]:
    paid: dict[str, list[str]] = {}
    for line in found["lines"]:
        paid.setdefault(line["component"], []).append(line["amount"])
    return paid


def summed(paid: dict[str, list[str]]) -> dict[str, str]:
    return {name: str(sum(map(Decimal, amounts))) for name, amounts in paid.items()}


def total(found: Simulated) -> str:
    return str(sum(map(Decimal, found["totals"]["component"].values())))


def told(line: dict[str, Any]) -> str:
    keys = ("component", "transaction", "earner", "window", "amount", "reason")
    return " ".join(line[key] or "-" for key in keys)


def test_there_are_enough_of_them_and_each_has_a_source() -> None:
    assert len(EXAMPLES) >= FEWEST
    assert all(example.source for example in EXAMPLES.values())
    assert all(example.pays or example.lines for example in EXAMPLES.values())
