"""Plans and sales in a few words, and what they pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from handlers.incentives.engine.evaluate import evaluate
from handlers.incentives.engine.lines import Lines
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.reading import read
from handlers.incentives.engine.selling.sales import Sales

NET = {"id": "net", "of": "amount", "window": "period", "date": "booked"}
SEATS = {"id": "seats", "of": "quantity", "window": "period", "date": "booked"}
EACH = {"id": "each", "of": "amount", "window": "transaction", "date": "booked"}
TEN = {"kind": "rate", "base": "net", "pct": 10}
#: By component, or by component and transaction or window.
Amounts = dict[str, str]


def plan(*components: Mapping[str, Any], **said: Any) -> Plan:
    """A plan in dollars for 2026, by month."""
    document = {
        "schema_version": 1,
        "id": "p",
        "version": 1,
        "name": "Plan",
        "currency": "USD",
        "effective_from": "2026-01-01",
        "effective_to": "2026-12-31",
        "period": "month",
        "measures": [NET, SEATS, EACH],
        "components": [component(number, each) for number, each in enumerate(components)],
        **said,
    }
    found = read(document)
    assert isinstance(found, Plan), found
    return found


def component(number: int, said: Mapping[str, Any]) -> dict[str, Any]:
    """Named c, c1, c2…; what is no key of a component is of its rule."""
    own = {"id", "label", "earner", "when", "limits", "hold", "clawback", "pays", "fund"}
    own |= {"exclusive_group", "priority"}
    claims = said.get("kind") == "claim"
    rule = {
        key: value for key, value in said.items() if key not in own or (claims and key == "fund")
    }
    rest = {
        key: value for key, value in said.items() if key in own and not (claims and key == "fund")
    }
    return {"id": f"c{number or ''}", "label": "C", **rest, "rule": rule}


def sale(id: str, amount: object = "0", date: str = "2026-03-10", **said: str) -> dict[str, str]:
    return {
        "id": id,
        "date": date,
        "amount": str(amount),
        "quantity": "1",
        "currency": "USD",
    } | said


def refund(
    id: str, of: str, amount: object, date: str = "2026-03-20", **said: str
) -> dict[str, str]:
    return sale(id, amount, date, kind="refund", of=of, **said)


def sales(*amounts: object) -> list[dict[str, str]]:
    """Sales s1, s2… of one day."""
    return [sale(f"s{number}", amount) for number, amount in enumerate(amounts, 1)]


def evaluated(
    of: Plan,
    rows: Sequence[Mapping[str, str]],
    partner: Mapping[str, str] | None = None,
    **prior: Any,
) -> Lines:
    numbers = {name: Decimal(str(value)) for name, value in prior.pop("prior", {}).items()}
    rates = {name: Decimal(str(value)) for name, value in prior.pop("rates", {}).items()}
    return evaluate(of, Sales.of(rows, partner), prior=numbers, rates=rates)


def amounts(lines: Lines) -> list[str]:
    return [str(line.amount.amount) for line in lines.each()]


def paid(of: Plan, rows: Sequence[Mapping[str, str]], **said: Any) -> list[str]:
    """The amount of each line."""
    return amounts(evaluated(of, rows, **said))


def reasons(of: Plan, rows: Sequence[Mapping[str, str]], **said: Any) -> list[str]:
    return [line.reason.value for line in evaluated(of, rows, **said).each()]


def named(of: Plan, rows: Sequence[Mapping[str, str]], **said: Any) -> Amounts:
    """`component window earner transaction` -> amount, as far as there are any."""
    return {
        " ".join(filter(None, (line.component, line.window, line.earner, line.transaction))): str(
            line.amount.amount
        )
        for line in evaluated(of, rows, **said).each()
    }
