"""What channel managers read when a CRM says something else of a deal."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.conversation.registry import Registry
from handlers.conversation.turn import Happening
from storage.store import Store
from tests.conftest import NOW, People
from tests.handlers.deals.conftest import Deliver

CONFLICTS = [
    {"field": "value", "ours": "12000000000 IDR", "theirs": "100000 USD", "winner": "mitra"},
    {"field": "closing", "ours": "2026-10-15", "theirs": "2026-10-30", "winner": "crm"},
    {"field": "outcome", "ours": "lost", "theirs": "open", "winner": "crm"},
    {"field": "protected", "ours": "2026-09-30", "theirs": "", "winner": "mitra"},
    {"field": "partner", "ours": "PT Mitra Sejahtera", "theirs": "PT Lain", "winner": "mitra"},
]


def tell(store: Store, registry: Registry, notice: str, **subject: Any) -> None:
    with store.transaction() as records:
        sari = records.people.with_handle("sari")
        deal = records.deals.numbered("D-1007")
        assert sari is not None
        assert deal is not None
        happening = Happening(records, NOW, registry.publish)
        happening.tell(sari, notice, deal_id=deal.id, **subject)


def test_a_conflict_shows_both_values_and_which_stands(
    store: Store, registry: Registry, deliver: Deliver
) -> None:
    deliver()
    tell(store, registry, "deals.crm_conflict", target="hubspot", conflicts=CONFLICTS)
    (told,) = deliver()
    assert "D-1007, PT Cahaya Abadi" in told.text
    for shown in (
        *("HubSpot", "Rp 120.000.000", "15 Oktober", "30 Oktober", "kalah", "masih berjalan"),
        *("30 September", "kosong", "PT Mitra Sejahtera", "PT Lain"),
    ):
        assert shown in told.text


@pytest.mark.parametrize(
    ("outcome", "said"),
    [("won", "sudah menang"), ("lost", "sudah kalah"), ("open", "dibuka kembali")],
)
def test_what_cannot_be_taken_says_how_the_deal_stands_here(
    store: Store, registry: Registry, deliver: Deliver, outcome: str, said: str
) -> None:
    deliver()
    tell(store, registry, "deals.crm_refused", target="salesforce", outcome=outcome)
    (told,) = deliver()
    for shown in ("Salesforce", "D-1007", said, "Disetujui"):
        assert shown in told.text


def test_a_deal_that_the_crm_ended_says_so(store: Store, chat: People) -> None:
    with store.transaction() as records:
        deal = records.deals.numbered("D-1007")
        assert deal is not None
        deal.win(None, NOW)
    chat("rina").says("D-1007 menang").hears("sudah dinyatakan menang oleh CRM")
    chat("maya").says("lihat D-1007").hears("menang, kata CRM")
