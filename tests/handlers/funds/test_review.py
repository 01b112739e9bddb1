"""From the request to the money: who decides, what every copy shows, what proof changes."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from bot.due import run_due_jobs
from bot.platforms import console
from handlers.conversation.message import File
from handlers.conversation.registry import Registry
from handlers.conversation.reply import Attachment
from storage.funds import ClaimState
from storage.store import Store
from storage.values import Money
from tests.chat import Chat
from tests.conftest import NOW, People
from tests.world.posting import Post

WHOLE = "tolong ajuin MDF 10 juta buat seminar pelanggan, totalnya 25 juta"
INVOICE = File("faktur.pdf", "application/pdf", 3, b"pdf")


@pytest.fixture
def post(store: Store, registry: Registry) -> Post:
    return Post(store, registry, NOW)


@pytest.fixture
def reference(chat: People) -> str:
    """Rina asked for ten million."""
    return number_in(chat("rina").says(WHOLE))


def number_in(chat: Chat) -> str:
    found = re.search(r"F-\d{5}", console.render(chat.reply))
    assert found is not None
    return found.group()


def state(store: Store, reference: str) -> tuple[ClaimState, Money]:
    with store.transaction() as records:
        claim = records.funds.numbered(reference)
        assert claim is not None
        return claim.state, claim.amount


def rupiah(millions: int) -> Money:
    return Money.of(millions * 1_000_000, "IDR")


def test_from_the_request_to_the_money(
    chat: People, store: Store, post: Post, reference: str
) -> None:
    card = post.deliver().only("maya")
    maya = chat("maya").reads(card).presses("Setujui").hears(reference, "Rina")
    arrived = post.deliver()
    assert "Setujui" not in arrived.edits_to("sari")[0]
    assert "Maya" in arrived.edits_to("fajar")[0]
    (told,) = arrived.to("rina")
    assert "30 Oktober 2026" in told
    rina = chat("rina").reads(arrived.only("rina")).presses("Serahkan bukti")
    rina.says("habis 20 juta", INVOICE).hears("1 berkas", "Rp 8.000.000")
    arrived = post.deliver()
    fajar = chat("fajar").reads(arrived.only("fajar"))
    (proof,) = [b for b in fajar.presses("Lihat bukti").reply.blocks if isinstance(b, Attachment)]
    assert (proof.name, proof.content) == ("faktur.pdf", b"pdf")
    maya.says(f"bayar {reference}").hears("orang lain")
    fajar.reads(arrived.only("fajar")).presses("Ganti biayanya").hears("Rp 8.000.000")
    arrived = post.deliver()
    assert "Sudah diganti" in arrived.to("rina")[0]
    assert all("Fajar" in text for who in ("maya", "sari") for text in arrived.edits_to(who))
    assert state(store, reference) == (ClaimState.REIMBURSED, rupiah(8))
    chat("dewi").says("sisa MDF kami berapa").hears("Rp 7.000.000")


def test_who_comes_second_hears_who_was_first(chat: People, reference: str) -> None:
    chat("sari").says(f"Setujui {reference}").hears("disetujui")
    maya = chat("maya").says(f"please approve the claim {reference}")
    maya.hears("agreed by Sari", "16 September 2026")


def test_a_refusal_needs_a_reason_and_gives_the_money_back(
    chat: People, store: Store, post: Post, reference: str
) -> None:
    maya = chat("maya").says(f"tolak {reference}").hears("Kenapa")
    maya.submits("funds.refuse", reason="").hears("Kenapa")
    maya.submits("funds.refuse", reason="hadiah tidak dihitung").hears("ditolak")
    assert any("hadiah tidak dihitung" in text for text in post.deliver().to("rina"))
    chat("maya").says(f"setujui {reference}").hears("ditolak Maya")
    assert state(store, reference)[0] is ClaimState.REFUSED
    chat("dewi").says("sisa MDF kami berapa").hears("Rp 15.000.000").does_not_hear("Menunggu")


def test_a_reason_may_stand_in_the_sentence(chat: People, store: Store, reference: str) -> None:
    chat("maya").says(f"tolak {reference}: bukan kegiatan pemasaran").hears("ditolak")
    chat("rina").says("klaim MDF kami gimana ya").hears(reference, "ditolak")


def test_who_may_not_decide_changes_nothing(chat: People, store: Store, reference: str) -> None:
    for who in ("dewi", "agus", "budi"):
        chat(who).says(f"setujui {reference}").does_not_hear("disetujui")
    chat("fajar").says(f"setujui {reference}").hears("Hanya channel manager")
    assert state(store, reference)[0] is ClaimState.REQUESTED


def test_of_two_requests_only_what_is_left_is_agreed(chat: People, store: Store) -> None:
    """Both were asked for before the fund was looked at again."""
    first = number_in(chat("rina").says(WHOLE))
    with store.transaction() as records:
        claim = records.funds.numbered(first)
        assert claim is not None
        claim.amount, claim.cost_minor = rupiah(15), rupiah(30).minor
    second = number_in(
        chat("rina").says("ajukan MDF 9 juta kuartal depan untuk iklan, biaya 20 juta")
    )
    chat("maya").says(f"setujui {first}").hears("disetujui")
    with store.transaction() as records:
        claim = records.funds.numbered(second)
        assert claim is not None
        claim.day = claim.day.replace(month=9, day=30)
    chat("maya").says(f"setujui {second}").hears("Dana hanya berisi Rp 0")
    assert state(store, second)[0] is ClaimState.REQUESTED


def test_a_claim_is_proven_with_its_number_or_without(chat: People, reference: str) -> None:
    chat("maya").says(f"setujui {reference}")
    rina = chat("rina").says("mau serahkan bukti MDF ya").hears("Lampirkan")
    rina.says("", INVOICE).hears("1 berkas", "Rp 10.000.000")
    rina.says("", INVOICE).hears("Berkas")
    rina.says(f"ini bukti lagi buat {reference}", INVOICE).hears("sedang diperiksa")
    chat("agus").says(f"ini bukti buat {reference}", INVOICE).hears("Tidak ada klaim")


def test_files_that_nobody_asked_for_are_no_proof(
    chat: People, store: Store, reference: str
) -> None:
    chat("maya").says(f"setujui {reference}")
    rina = chat("rina").says("", INVOICE).hears("klaim yang mana", reference)
    rina.says("kenapa layar ini error ya", INVOICE)
    assert state(store, reference)[0] is ClaimState.AGREED
    rina.says(f"ini bukti buat {reference}, habis 25 juta", INVOICE).hears("1 berkas")


def test_home_shows_what_waits(chat: People, reference: str) -> None:
    chat("maya").says("ada klaim MDF yang menunggu saya?").hears(reference, "PT Mitra Sejahtera")
    chat("rina").says("klaim MDF kami gimana ya").hears(reference, "menunggu keputusan", "F-20417")


class TestTime:
    def test_proof_is_asked_for_once_after_the_activity(
        self, chat: People, store: Store, registry: Registry, post: Post, reference: str
    ) -> None:
        chat("maya").says(f"setujui {reference}")
        post.deliver()
        for day, count in ((30, 0), (31, 1), (32, 0)):
            month, date = (9, day) if day < 31 else (10, day - 30)
            now = datetime(2026, month, date, 3, tzinfo=UTC)
            run_due_jobs(store, registry, now)
            told = [text for text in post.deliver(now).to("rina") if reference in text]
            assert len(told) == count, day

    def test_without_proof_the_money_is_free_again(
        self, chat: People, store: Store, registry: Registry, post: Post, reference: str
    ) -> None:
        chat("maya").says(f"setujui {reference}")
        now = datetime(2026, 11, 2, 3, tzinfo=UTC)
        run_due_jobs(store, registry, now)
        assert state(store, reference)[0] is ClaimState.EXPIRED
        arrived = post.deliver(now)
        assert any("Kedaluwarsa" in text for text in arrived.to("rina"))
        chat("maya").says(f"setujui {reference}").hears("kedaluwarsa")

    def test_a_request_that_nobody_answered_ends_with_its_day(
        self, store: Store, registry: Registry, reference: str
    ) -> None:
        run_due_jobs(store, registry, datetime(2026, 9, 30, 3, tzinfo=UTC))
        assert state(store, reference)[0] is ClaimState.REQUESTED
        run_due_jobs(store, registry, datetime(2026, 10, 1, 3, tzinfo=UTC))
        assert state(store, reference)[0] is ClaimState.EXPIRED
