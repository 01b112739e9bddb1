"""Who hears that a decision is due or late, and that a protection ends: each once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.conversation.registry import Registry
from handlers.conversation.turn import Tick
from storage.deals import DealState
from storage.store import Store
from tests.conftest import People
from tests.handlers.deals.conftest import Deliver, Letter, reference, states

Clock = Callable[[datetime], list[Letter]]
WIB = ZoneInfo("Asia/Jakarta")
FRIDAY = datetime(2026, 8, 14, 15, tzinfo=WIB)
NUDGED, DUE = datetime(2026, 8, 19, 11, 48, tzinfo=WIB), datetime(2026, 8, 19, 15, tzinfo=WIB)
A_MINUTE, A_DAY = timedelta(minutes=1), timedelta(days=1)
REGISTERED = (
    "Daftarkan deal PT Sinar Terang, 40 seat Pro, Rp 60 jt, closing 30 September, "
    "kontak Pak Anton 0812 3456 7890"
)
SOON = "{deal} perlu Anda putuskan paling lambat Rabu, 19 Agustus 15.00 WIB"
LATE = (
    "{deal} dari PT Mitra Sejahtera terlambat: "
    "seharusnya diputuskan paling lambat Rabu, 19 Agustus 15.00 WIB"
)
EXPECT = "Keputusan untuk {deal}, PT Sinar Terang, terlambat"


@pytest.fixture
def clock(store: Store, registry: Registry, deliver: Deliver) -> Clock:
    """Let the clocks see what time it is; what people are told then."""
    jobs = [work for name, _, work in registry.jobs if name in ("deals.keep_time", "deals.remind")]
    assert len(jobs) == 2

    def see(now: datetime) -> list[Letter]:
        for work in jobs:
            with store.transaction() as records:
                work(Tick(records, now, registry.publish))
        return deliver(now)

    return see


@pytest.fixture
def deal(chat: People, deliver: Deliver) -> str:
    number = reference(chat("rina").at(FRIDAY).says(REGISTERED))
    deliver(FRIDAY)
    return number


def told(letters: list[Letter]) -> list[tuple[str, str]]:
    return sorted((letter.to, letter.reply.title) for letter in letters if not letter.is_edit)


def test_a_decision_is_asked_for_once_and_escalated_once(clock: Clock, deal: str) -> None:
    """Monday 17 August is a holiday; a fifth of two business days is three hours and twelve."""
    assert clock(NUDGED - A_MINUTE) == []
    assert told(clock(NUDGED)) == [("maya", SOON.format(deal=deal))]
    assert clock(DUE - A_MINUTE) == []
    assert told(clock(DUE)) == [
        ("rina", EXPECT.format(deal=deal)),
        ("sari", LATE.format(deal=deal)),
    ]
    assert clock(DUE + A_MINUTE) == []
    assert clock(DUE + 20 * A_DAY) == []


def test_the_lead_may_decide_it_there(clock: Clock, chat: People, deal: str, store: Store) -> None:
    (late,) = [each for each in clock(NUDGED) + clock(DUE) if each.to == "sari"]
    assert "Maya" in late.text
    sari = chat("sari").at(DUE).reads(late.delivery)
    sari.presses("Setujui").hears(f"{deal}")
    assert states(store)[deal] is DealState.APPROVED


def test_the_partner_is_told_what_to_expect(clock: Clock, deal: str) -> None:
    (letter,) = [each for each in clock(DUE) if each.to == "rina"]
    assert "tanggal pendaftaran Anda" in letter.text
    assert "Maya" not in letter.text
    assert "Sari" not in letter.text


def test_after_a_time_without_a_clock_all_is_told_at_once(clock: Clock, deal: str) -> None:
    assert [who for who, _ in told(clock(DUE + A_DAY))] == ["maya", "rina", "sari"]


@pytest.mark.parametrize("decision", ["Setujui {deal}", "Tolak {deal} karena ada kontrak lama"])
def test_what_was_decided_is_not_asked_for(
    clock: Clock, chat: People, deal: str, deliver: Deliver, decision: str
) -> None:
    chat("maya").at(FRIDAY).says(decision.format(deal=deal))
    deliver(FRIDAY)
    assert clock(NUDGED) == clock(DUE) == []


def test_the_clock_stands_while_the_partner_has_it(
    clock: Clock, chat: People, deal: str, deliver: Deliver
) -> None:
    """It went back after an hour of sixteen; a fifth is left when it is asked for."""
    later = FRIDAY + 60 * A_MINUTE
    chat("maya").at(later).says(f"Kembalikan {deal}: butuh telepon direktur")
    deliver(later)
    assert clock(DUE + A_DAY) == []
    back = datetime(2026, 8, 21, 9, tzinfo=WIB)
    chat("rina").at(back).says(f"nomor telepon {deal}: Bu Ratna 0813 2222 3333")
    deliver(back)
    again = datetime(2026, 8, 24, 12, 48, tzinfo=WIB)
    assert clock(again - A_MINUTE) == []
    assert [who for who, _ in told(clock(again))] == ["maya"]


def test_a_nudge_changes_nothing_that_a_card_shows(
    clock: Clock, chat: People, deal: str, store: Store
) -> None:
    maya = chat("maya").at(FRIDAY).says(f"lihat {deal}")
    clock(NUDGED)
    maya.presses("Setujui")
    assert states(store)[deal] is DealState.APPROVED


class TestProtectionEnds:
    """D-1007 protects its customer to Wednesday 30 September."""

    TWO_WEEKS = datetime(2026, 9, 16, 9, tzinfo=WIB)
    THREE_DAYS = datetime(2026, 9, 27, 9, tzinfo=WIB)

    def test_reminded_twice_in_the_morning(self, clock: Clock) -> None:
        assert self.about(clock(self.TWO_WEEKS - A_MINUTE)) == []
        (first,) = self.about(clock(self.TWO_WEEKS))
        assert "30 September" in first.text
        assert "14" in first.reply.title
        assert self.about(clock(self.THREE_DAYS - A_MINUTE)) == []
        (last,) = self.about(clock(self.THREE_DAYS))
        assert "3" in last.reply.title
        assert self.about(clock(self.THREE_DAYS + A_DAY)) == []

    def test_extended_from_the_reminder(self, clock: Clock, chat: People) -> None:
        (letter,) = self.about(clock(self.TWO_WEEKS))
        rina = chat("rina").at(self.TWO_WEEKS).reads(letter.delivery)
        rina.presses("Perpanjang D-1007 sampai 30 Oktober 2026").hears("Jumat, 30 Oktober 2026")
        assert self.about(clock(self.THREE_DAYS)) == []
        longer = self.TWO_WEEKS + 30 * A_DAY
        (again,) = self.about(clock(longer))
        assert "Tanyakan D-1007 ke channel manager" in again.text

    def about(self, letters: list[Letter]) -> list[Letter]:
        return [each for each in letters if each.to == "rina" and "D-1007" in each.reply.title]
