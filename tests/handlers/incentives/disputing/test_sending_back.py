"""Whoever is to approve an adjustment may send it back, with a reason, to whoever prepared it."""

from __future__ import annotations

import pytest

from handlers.conversation.message import Submitted
from storage.disputes import DisputeState
from storage.earned import Slice
from storage.earnings import LineKind
from storage.store import Store
from tests.conftest import People
from tests.handlers.incentives.disputing.test_disputes import WRONG, number, only
from tests.storage.books import person
from tests.world.posting import Post

WHY = "Faktur S-0017 memuat 9 seat."


@pytest.fixture
def waiting(chat: People, earned: Store, post: Post) -> str:
    """Rina's dispute, accepted by Fajar with Rp 500,000."""
    found = number(chat("rina").says(WRONG))
    chat("fajar").says(f"terima sanggahan {found}")
    post.deliver()
    return found


@pytest.mark.parametrize(
    "said",
    [
        "penyesuaian {} dikembalikan ke Fajar: " + WHY,
        "please send the adjustment {} back to Fajar: " + WHY,
    ],
)
def test_both_are_told_and_it_is_answered_again(
    chat: People, earned: Store, waiting: str, post: Post, said: str
) -> None:
    maya = chat("maya").says(said.format(waiting))
    maya.hears(waiting, WHY)
    assert only(earned).state is DisputeState.INVESTIGATING
    arrived = post.deliver()
    (fajar,) = [text for text in arrived.to("fajar") if WHY in text]
    assert "Maya belum setuju" in fajar
    (rina,) = arrived.to("rina")
    assert "diperiksa sekali lagi" in rina
    assert WHY not in rina
    maya.says(f"setujui penyesuaian {waiting}").hears("tidak bisa")
    again = chat("fajar").says(f"terima sanggahan {waiting} sebesar Rp 250.000: 9 seat")
    again.hears("+Rp 250.000", "9 seat")
    maya.says(f"setujui penyesuaian {waiting}").hears("disetujui Maya", "+Rp 250.000")
    with earned.reading() as records:
        lines = records.earned.lines(Slice(earner=f"member:{person(records, 'rina').id}"))
        audited = [(each.action, each.outcome) for each in records.audit.about(waiting)]
    added = [line.minor for line in lines if line.kind is LineKind.ADJUSTMENT]
    assert added == [25_000_000]
    assert ("dispute.sent_back", "done") in audited


def test_without_a_reason_it_is_asked(chat: People, earned: Store, waiting: str) -> None:
    maya = chat("maya").says(f"kembalikan dulu penyesuaian {waiting}")
    maya.hears("Apa yang belum tepat").submits("disputes.send_back", reason=WHY).hears(WHY)
    assert only(earned).state is DisputeState.INVESTIGATING


def test_who_prepared_it_or_has_no_say_cannot(chat: People, earned: Store, waiting: str) -> None:
    chat("fajar").says(f"penyesuaian {waiting} dikembalikan: salah").hears("orang lain")
    for who in ("rina", "budi"):
        chat(who).does(Submitted("disputes.send_back", {"reason": WHY}, waiting))
    assert only(earned).state is DisputeState.UPHELD


def test_what_does_not_wait_cannot_be_sent_back(chat: People, earned: Store, waiting: str) -> None:
    chat("maya").says(f"setujui penyesuaian {waiting}")
    chat("sari").says(f"penyesuaian {waiting} dikembalikan: terlambat").hears("tidak bisa")
    chat("sari").says("penyesuaian S-99999 dikembalikan: salah").hears("tidak ada untuk Anda")
    assert only(earned).state is DisputeState.ADJUSTED
