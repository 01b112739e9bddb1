"""Who may read which document on which day, and what searching sees of it."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.library import add
from storage.base import Document as Json
from storage.knowledge import Asker, Document
from storage.store import Store

GOLD_RESELLER = Asker("reseller", "gold", "Jakarta", "id")


def document(audience: Json) -> Document:
    return Document(
        title="Notes",
        version="v1",
        language="en",
        effective_from=date(2026, 1, 1),
        source="notes.md",
        audience=audience,
    )


@pytest.mark.parametrize(
    ("audience", "asker", "reads"),
    [
        ({}, GOLD_RESELLER, True),
        ({"tiers": ["gold"]}, GOLD_RESELLER, True),
        ({"tiers": ["platinum"]}, GOLD_RESELLER, False),
        ({"kinds": ["reseller", "referral"], "regions": ["Medan"]}, GOLD_RESELLER, False),
        ({"languages": ["id"], "regions": ["Jakarta", "Medan"]}, GOLD_RESELLER, True),
        ({"kinds": ["reseller"]}, Asker(), False),
        ({"staff_only": True}, GOLD_RESELLER, False),
        ({"staff_only": True, "tiers": ["platinum"]}, Asker(staff=True), True),
    ],
)
def test_an_audience_decides_who_reads(audience: Json, asker: Asker, reads: bool) -> None:
    assert document(audience).may_be_read_by(asker) is reads
    assert document(audience).is_restricted is bool(audience)


def test_a_document_ends_once() -> None:
    notes = document({})
    notes.end(date(2026, 6, 30))
    notes.end(date(2026, 12, 31))
    assert notes.effective_to == date(2026, 6, 30)


def test_only_what_is_in_force_and_meant_for_them_is_readable(any_empty_store: Store) -> None:
    with any_empty_store.transaction() as records:
        add(
            records,
            "a.md",
            "---\neffective_from: 2026-03-01\neffective_to: 2026-03-31\n---\nMarch",
        )
        add(records, "b.md", "---\nstaff_only: true\n---\nSecret")
        add(records, "c.md", "Always")
    with any_empty_store.reading() as records:
        for day, sources in ((1, ["a.md", "c.md"]), (31, ["a.md", "c.md"])):
            found = records.knowledge.readable(Asker(), date(2026, 3, day))
            assert [each.source for each in found] == sources
        found = records.knowledge.readable(Asker(staff=True), date(2026, 4, 1))
        assert [each.source for each in found] == ["b.md", "c.md"]


def test_an_edition_lasts_until_a_document_changes(any_empty_store: Store) -> None:
    seen = [_edition(any_empty_store)]
    with any_empty_store.transaction() as records:
        notes = add(records, "notes.txt", "Routers are black.")
    seen.append(_edition(any_empty_store))
    with any_empty_store.transaction() as records:
        records.knowledge.get([notes.id])[notes.id].end(date(2026, 6, 30))
    seen.append(_edition(any_empty_store))
    with any_empty_store.transaction() as records:
        records.knowledge.remove(records.knowledge.get([notes.id])[notes.id])
    seen.append(_edition(any_empty_store))
    assert len(set(seen)) == len(seen)
    assert _edition(any_empty_store) == seen[-1]


def _edition(store: Store) -> str:
    with store.reading() as records:
        return records.knowledge.edition()
