"""A month from open to closed on both databases, also by two at once and by who is cut off."""

from __future__ import annotations

from functools import partial

import pytest

from bot.calculating import Calculator
from handlers.conversation.registry import Registry
from storage.periods import PeriodState
from storage.store import Store
from tests.conftest import NOW, People
from tests.handlers.incentives.closing.months import state, submitted
from tests.storage.books import at_once


@pytest.fixture
def store(any_store: Store) -> Store:
    return any_store


@pytest.mark.parametrize(
    ("asks", "hears", "calculates", "approves", "settles", "closed"),
    [
        (
            "tutup periode Agustus",
            ("Agustus 2026 masih terbuka", "10 (mitra: 6)", "Rp 11.250.000"),
            ("Hitung", "Agustus 2026 sedang dihitung"),
            ("gimana Agustus, sudah ditutup?", "menunggu persetujuan", "Fajar"),
            "Setujui dan tutup",
            ("Agustus 2026 sudah ditutup", "3 laporan", "Maya"),
        ),
        (
            "close August",
            ("August 2026 is open", "10 (partners: 6)", "Rp 11,250,000"),
            ("Calculate", "August 2026 is being calculated"),
            ("how far is August?", "waiting for approval", "Fajar"),
            "Approve and close",
            ("August 2026 is closed", "3 statements", "Maya"),
        ),
    ],
)
def test_a_month_is_closed_in_chat(
    chat: People,
    store: Store,
    calculator: Calculator,
    asks: str,
    hears: tuple[str, ...],
    calculates: tuple[str, str],
    approves: tuple[str, ...],
    settles: str,
    closed: tuple[str, ...],
) -> None:
    fajar = chat("fajar").says(asks).hears(*hears)
    assert fajar.reply.private
    button, begun = calculates
    fajar.presses(button).hears(begun)
    assert state(store) is PeriodState.CALCULATING
    calculator.work()
    assert state(store) is PeriodState.IN_REVIEW
    said, *there = approves
    chat("maya").says(said).hears(*there).presses(settles).hears(*closed)
    assert state(store) is PeriodState.CLOSED


def test_two_approve_at_once(chat: People, store: Store, calculator: Calculator) -> None:
    submitted(chat, calculator)
    cards = [chat(who).says("how far is August?") for who in ("maya", "sari")]
    at_once(*(partial(card.presses, "Approve and close") for card in cards))
    closed = [each.reply.title for each in cards]
    assert sum("does not come now" in title for title in closed) == 1
    with store.reading() as records:
        period = records.periods.coded("2026-08")
        assert period is not None
        assert records.months.issued(period.id) == 3


def test_who_is_cut_off_half_way_is_taken_over(
    chat: People, store: Store, calculator: Calculator, registry: Registry
) -> None:
    chat("fajar").says("hitung Agustus")
    calculator.step()
    assert state(store) is PeriodState.CALCULATING
    chat("maya").says("how far is August?").hears("1 of 6 partners are calculated")
    another = Calculator(store, lambda: NOW, together=2, publish=registry.publish)
    another.work()
    assert state(store) is PeriodState.IN_REVIEW
    assert another.work() == 0
