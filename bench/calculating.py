"""How fast a million sales become earnings, one's own are found, and a draft is replayed.

Seconds are those of the clock and, after them, those that the process was at work: beside other
work only these say something.
"""

from __future__ import annotations

import gc
import resource
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from time import perf_counter, process_time
from typing import Any

from bot.assistant import Assistant
from bot.calculating import Calculator
from bot.demo.load import account
from handlers import HANDLERS
from handlers.conversation.registry import Registry
from handlers.conversation.routing import Router
from handlers.conversation.understanding import Understanding
from handlers.incentives.calculating.plans import published
from handlers.incentives.calculating.simulating import simulated
from storage.bulk import insert_all
from storage.incentives import Plan
from storage.partners import Partner, PartnerKind
from storage.people import Person, Role
from storage.rules import Rule
from storage.scratch import scratch
from storage.store import Records, Store
from storage.values import Language, Period, Platform
from tests.chat import Chat

ROWS = 1_000_000
REPLAYED = 100_000
LIMIT = "60 s for a million, 5 s for 100,000"
PARTNERS, MEMBERS = 200, 3
NOW = datetime(2026, 10, 2, tzinfo=UTC)
FIRST = date(2026, 7, 1)
CALENDAR = {"closes_day": 2, "paid_day": 15}
ASKED = 200
TRANSACTION = (
    *("source", "source_id", "revision", "recorded_at", "product", "fingerprint", "kind", "day"),
    *("partner_id", "member_id", "category", "deal", "customer", "quantity_millionths"),
    *("amount_minor", "currency", "of", "credits", "further", "refunds_id"),
)
TABLE = [
    {"up_to": "5000000000", "pct": "1"},
    {"up_to": "20000000000", "pct": "1.5"},
    {"pct": "2"},
]
PRO = {"all": [{"field": "product.name", "op": "eq", "value": "Product 1"}]}
PLAN: dict[str, Any] = {
    "schema_version": 1,
    "id": "bench",
    "version": 1,
    "name": "Bench",
    "currency": "IDR",
    "effective_from": "2026-07-01",
    "effective_to": "2026-09-30",
    "period": "month",
    "measures": [
        {"id": "net", "of": "amount"},
        {"id": "seats", "of": "quantity"},
        {"id": "quarter", "of": "amount", "window": "quarter"},
    ],
    "components": [
        {"id": "base", "label": "Base", "rule": {"kind": "rate", "base": "net", "pct": "2.5"}},
        {
            "id": "spiff",
            "label": "SPIFF",
            "earner": "member",
            "when": PRO,
            "rule": {"kind": "per_unit", "base": "seats", "amount": "2500"},
            "limits": [{"per": "period", "max": "10000000"}],
        },
        {
            "id": "tiers",
            "label": "Tiers",
            "rule": {"kind": "tiers", "base": "quarter", "mode": "marginal", "table": TABLE},
        },
        {
            "id": "logo",
            "label": "New customer",
            "rule": {"kind": "fixed", "amount": "10000", "once_per": "customer"},
        },
        {
            "id": "rebate",
            "label": "Rebate",
            "rule": {"kind": "tiers", "base": "quarter", "mode": "whole", "table": TABLE},
        },
    ],
}


def main(rows: int = ROWS) -> None:
    gc.disable()
    with scratch() as store:
        _fill(store, rows)
        memory = _memory()
        took = _timed(lambda: Calculator(store, lambda: NOW).work())
        used = _memory()
        lines = _count(store)
        print(f"{rows:,} transactions, 5 components, {lines:,} lines: {took}, at most {LIMIT}")
        print(f"at most {used:.0f} MB (1,000 wanted), of which {memory:.0f} MB before")
        with store.transaction() as records:
            records.stale.mark([1])
        again = _timed(lambda: Calculator(store, lambda: NOW).step())
        print(f"one partner of {rows // PARTNERS:,} transactions again: {again}, at most 2 s")
        _ask(store)
    with scratch() as store:
        _fill(store, REPLAYED)
        took = _timed(lambda: _replay(store))
        print(f"a draft replayed on {REPLAYED:,} sales: {took}, at most 5 s")


def _replay(store: Store) -> None:
    with store.reading() as records:
        (plan,) = published(records)
        draft = replace(plan, id="draft")
        simulated(records, draft, Period(draft.effective_from, date(2026, 9, 30)))


def _fill(store: Store, rows: int) -> None:
    with store.transaction() as records:
        for number in range(1, PARTNERS + 1):
            partner = Partner(name=f"Partner {number}", kind=PartnerKind.RESELLER)
            records.partners.add(partner)
            for member in range(MEMBERS):
                person = _person(f"p{number}m{member}", partner.id, owner=member == 0)
                records.people.add(person)
                records.people.link_once(account(person, Platform.WEB, NOW))
        records.rules.add(_calendar())
        records.plans.add(_plan())
        values = (_sale(number) for number in range(rows))
        insert_all(records.session.connection(), "transactions", TRANSACTION, values)
        records.stale.mark(range(1, PARTNERS + 1))


def _person(handle: str, partner_id: int, *, owner: bool) -> Person:
    return Person(
        handle=handle,
        name=handle,
        role=Role.OWNER if owner else Role.SELLER,
        language=Language.EN,
        partner_id=partner_id,
    )


def _calendar() -> Rule:
    name = "incentives.calendar"
    return Rule(name=name, value=CALENDAR, effective_from=FIRST, source="Bench")


def _plan() -> Plan:
    first, last = date.fromisoformat(PLAN["effective_from"]), date(2026, 9, 30)
    return Plan(
        code=PLAN["id"],
        version=1,
        name=PLAN["name"],
        effective_from=first,
        effective_to=last,
        document=PLAN,
        published_at=NOW,
    )


def _sale(number: int) -> tuple[object, ...]:
    partner = 1 + number % PARTNERS
    member = 1 + (partner - 1) * MEMBERS + number // PARTNERS % MEMBERS
    day = (FIRST + timedelta(days=number * 7 % 92)).isoformat()
    refund = number // PARTNERS % 50 == 49
    amount = 1_500_000_00 * (1 + number % 13) if not refund else 1_500_000_00
    kind, of = ("refund", number + 1 - PARTNERS) if refund else ("sale", None)
    return (
        *("bench", f"S{number}", 1, "2026-10-01 00:00:00.000000", f"Product {number % 5}", b""),
        *(kind, day, partner, member, "", "", f"C{number % 997}", 1_000_000 * (1 + number % 13)),
        *(amount, "IDR", f"S{of - 1}" if of else "", "[]", "{}", of),
    )


def _ask(store: Store) -> None:
    """Whole turns, from the sentence to the card, as a server takes them."""
    registry = Registry(HANDLERS)
    router = Router(registry, Understanding.learn(registry.examples()))
    assistant = Assistant(store, registry, router, lambda: NOW)
    gc.collect()
    gc.freeze()
    for who, members in (("a seller", range(1, MEMBERS)), ("an owner, of a whole company", (0,))):
        random = Random(1)
        seconds = sorted(_asked(assistant, random, members) for _ in range(ASKED))
        p50, p95 = (seconds[int(ASKED * part)] * 1000 for part in (0.5, 0.95))
        print(f"what {who} earned: p50 {p50:.0f} ms, p95 {p95:.0f} ms (100 wanted)")


def _asked(assistant: Assistant, random: Random, members: Sequence[int]) -> float:
    handle = f"p{random.randint(1, PARTNERS)}m{random.choice(members)}"
    chat, began = Chat(assistant, handle), perf_counter()
    chat.says("What did I earn in September?")
    took = perf_counter() - began
    assert "You earned" in (chat.reply.title or ""), chat.reply
    return took


def _count(store: Store) -> int:
    with store.reading() as records:
        return sum(1 for _ in _lines(records))


def _lines(records: Records) -> Iterator[object]:
    for partner in range(1, PARTNERS + 1):
        yield from records.sums.of([partner])


def _timed(work: Callable[[], object]) -> str:
    began, worked = perf_counter(), process_time()
    work()
    return f"{perf_counter() - began:.1f} s ({process_time() - worked:.1f} s at work)"


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
