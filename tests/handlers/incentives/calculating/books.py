"""Sales, plans and evaluations of the demo world, for tests of what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from handlers.incentives.calculating.evaluated import Evaluated, EvaluatedLine
from handlers.incentives.calculating.evaluating import evaluated
from handlers.incentives.calculating.plans import ALWAYS, published
from handlers.incentives.calculating.posted import Posted, posted
from handlers.incentives.calculating.result import result_hash
from handlers.incentives.calculating.rows import Row
from storage.earned import Line, Slice
from storage.incentives import Plan
from storage.ledger import Account
from storage.store import Records, Store
from tests.conftest import NOW
from tests.handlers.incentives.selling import who

MITRA, BORNEO, ARCHIPELAGO, SURYA, KLIKNUSA, TEKNIKA = range(1, 7)
EVERYBODY = range(1, 7)
RINA, DEWI, AGUS, SITI = "member:1", "member:2", "member:3", "member:4"


def everything(records: Records, extra: Iterable[Row] = ()) -> Evaluated:
    return evaluated(records, published(records), EVERYBODY, ALWAYS, extra)


def paying(found: Evaluated) -> list[tuple[str, str, str, str]]:
    """The lines that are not nothing: component, window, earner, amount."""
    return [told(line) for line in found.each() if line.amount.minor]


def told(line: EvaluatedLine) -> tuple[str, str, str, str]:
    amount = f"{line.amount.amount:,.0f}"
    return line.line.component, line.line.window, line.line.earner or "", amount


def publish(store: Store, document: dict[str, Any]) -> None:
    """A version of a plan, by Sari."""
    last = document.get("effective_to")
    with store.transaction() as records:
        records.plans.add(
            Plan(
                code=document["id"],
                version=document["version"],
                name=document["name"],
                effective_from=date.fromisoformat(document["effective_from"]),
                effective_to=date.fromisoformat(last) if last else None,
                document=document,
                published_at=NOW,
                published_by_id=None,
            )
        )


def document(records: Records, code: str) -> dict[str, Any]:
    plans = [plan for plan in records.plans.all() if plan.code == code]
    return dict(plans[-1].document)


def changed(store: Store, code: str, effective_from: str, **rule: Any) -> None:
    """The next version of a plan of one component: other numbers from a day on."""
    with store.reading() as records:
        old = document(records, code)
    (component,) = old["components"]
    new = {**component, "rule": {**component["rule"], **rule}}
    publish(
        store,
        old
        | {"version": old["version"] + 1, "effective_from": effective_from, "components": [new]},
    )


def post(store: Store, partners: Iterable[int] = EVERYBODY, now: datetime = NOW) -> Posted:
    with store.transaction() as records:
        return posted(records, partners, now)


def hashed(store: Store) -> str:
    with store.reading() as records:
        return result_hash(records, EVERYBODY)


def brief(found: Line) -> tuple[str, str, str]:
    """A line as posted: its kind, its component and its amount."""
    return found.kind.value, found.component, f"{found.amount.amount:,.0f}"


def settle(store: Store, code: str) -> None:
    """Fajar prepares the month, Maya approves it and Fajar closes it."""
    with store.transaction() as records:
        day = date.fromisoformat(f"{code}-01")
        period = records.periods.locked(records.periods.containing(day).code)
        fajar, maya = who(records, "fajar"), who(records, "maya")
        period.start(fajar, NOW)
        period.submit(fajar, NOW)
        period.approve(maya, NOW)
        period.close(fajar, NOW)


def lines(store: Store, **some: Any) -> list[tuple[str, str, str]]:
    with store.reading() as records:
        return [brief(each) for each in records.earned.lines(Slice(**some))]


def balance(store: Store, code: str, partner_id: int = MITRA) -> int:
    """Of an account in a partner's books, in whole rupiah."""
    with store.reading() as records:
        return records.ledger.balance(Account(code, partner_id, "IDR")) // 100
