"""A line is disputed, answered by finance, and adjusted once another person agrees."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.due import run_due_jobs
from bot.platforms import console
from handlers.conversation.message import File, Pressed, Submitted
from handlers.conversation.registry import Registry
from handlers.conversation.reply import Attachment
from storage.disputes import Dispute, DisputeState
from storage.earned import Slice
from storage.earnings import LineKind
from storage.store import Store
from tests.chat import Chat
from tests.conftest import NOW, People
from tests.storage.books import person
from tests.world.posting import Post

INVOICE = File("faktur.pdf", "application/pdf", 3, b"pdf")
WRONG = "baris penjualan 10 September keliru, di invoice 10 seat bukan 8"


def number(chat: Chat) -> str:
    found = re.search(r"S-\d{5}", console.render(chat.reply))
    assert found is not None
    return found[0]


def only(store: Store) -> Dispute:
    with store.reading() as records:
        rina = person(records, "rina")
        (dispute,) = records.disputes.of(rina.id)
        return dispute


@pytest.fixture
def dispute(chat: People, earned: Store) -> str:
    return number(chat("rina").says(WRONG))


def test_it_has_evidence_an_owner_and_a_due_date(chat: People, earned: Store) -> None:
    rina = chat("rina").says(WRONG, INVOICE)
    rina.hears("ditangani Fajar", "8 × CloudSuite Pro", "faktur.pdf", "23 September 2026")
    dispute = only(earned)
    assert dispute.evidence["claimed"] == 10
    with earned.reading() as records:
        fajar = person(records, "fajar")
        (proof,) = records.proofs.of(dispute.reference)
    assert dispute.owner_id == fajar.id
    assert proof.content == b"pdf"


def test_saying_it_again_is_more_evidence(chat: People, earned: Store, dispute: str) -> None:
    chat("rina").says(WRONG).hears("Dicatat pada sanggahan", dispute)
    chat("rina").says("", INVOICE).hears(dispute, "faktur.pdf")
    chat("rina").says("", INVOICE).hears(dispute)
    chat("rina").says(f"{dispute} ini surat dari pelanggan").hears(dispute)
    assert [file["name"] for file in only(earned).evidence["files"]] == ["faktur.pdf"]


def test_a_line_is_asked_for_where_none_is_clear(chat: People, earned: Store) -> None:
    rina = chat("rina").says("ada baris laporan yang salah").hears("Baris mana yang salah")
    rina.presses("3 September 2026 · 24 × CloudSuite Pro · Rp 6.000.000").hears("ditangani Fajar")
    assert "ada baris laporan yang salah" in only(earned).evidence["text"]
    again = chat("dewi").says("our rebate is wrong")
    again.hears("Dispute S-", "Rebate 2026 Q3")


def test_the_line_may_be_named_in_an_answer(chat: People, earned: Store) -> None:
    rina = chat("rina").says("ada baris laporan yang salah")
    rina.says("yang 10 September").hears("ditangani Fajar", "8 × CloudSuite Pro")


def test_who_has_earned_nothing_disputes_nothing(chat: People, store: Store) -> None:
    chat("agus").says(WRONG).hears("Belum ada baris Anda")


def test_a_line_of_others_is_not_there(chat: People, earned: Store) -> None:
    with earned.reading() as records:
        rina = person(records, "rina")
        line = records.earned.lines(Slice(earner=f"member:{rina.id}"))[0].id
    chat("agus").does(Pressed("disputes.wrong", str(line))).does_not_hear("Rina", "Rp")
    chat("rina").does(Pressed("disputes.wrong", str(line))).hears("alasannya tidak disebutkan")


def test_accepted_it_waits_for_another_person(
    chat: People, earned: Store, dispute: str, post: Post
) -> None:
    card = post.deliver().only("fajar")
    fajar = chat("fajar").reads(card).hears("Sanggahan", "8 × CloudSuite Pro", "bukan 8")
    fajar.presses("Terima +Rp 500.000").hears("menunggu orang lain", "+Rp 500.000")
    arrived = post.deliver()
    assert "Anda benar: tambahan Rp 500.000" in arrived.to("rina")[0]
    assert "menunggu orang lain" in arrived.edits_to("fajar")[0]
    fajar.presses("Setujui penyesuaian").hears("orang lain yang harus")
    maya = chat("maya").reads(arrived.only("maya")).presses("Setujui penyesuaian")
    maya.hears("disesuaikan", "disetujui Maya")
    arrived = post.deliver()
    assert "Rp 500.000 ditambahkan" in arrived.to("rina")[0]
    for who in ("fajar", "maya", "sari"):
        assert "diterima dan disesuaikan" in arrived.edits_to(who)[0]
    with earned.reading() as records:
        lines = records.earned.lines(Slice(earner=f"member:{person(records, 'rina').id}"))
    (added,) = [line for line in lines if line.kind is LineKind.ADJUSTMENT]
    assert (added.minor, added.linked_id) == (50_000_000, only(earned).line_id)


def test_declined_it_gives_the_reason(
    chat: People, earned: Store, dispute: str, post: Post
) -> None:
    fajar = chat("fajar").says(f"tolak sanggahan {dispute}").hears("berhak tahu alasannya")
    fajar.submits("disputes.decline", reason="").hears("berhak tahu alasannya")
    fajar.submits("disputes.decline", reason="Faktur S-0017 memuat 8 seat.").hears("ditolak")
    (told,) = post.deliver().to("rina")
    assert "ditolak" in told
    assert "Faktur S-0017 memuat 8 seat. (Fajar)" in told


def test_it_is_reopened_once(chat: People, earned: Store, dispute: str, post: Post) -> None:
    chat("fajar").says(f"tolak sanggahan {dispute}: faktur bilang 8")
    post.deliver()
    rina = chat("rina").says(f"status sanggahan {dispute}").hears("ditolak", "faktur bilang 8")
    rina.submits("disputes.reopen", words="").hears("memerlukan alasan")
    rina.says(f"status sanggahan {dispute}")
    rina.submits("disputes.reopen", words="Pelanggan menambah 2 seat.").hears("diperiksa")
    arrived = post.deliver()
    assert "Pelanggan menambah 2 seat." in arrived.to("fajar")[0]
    chat("fajar").says(f"tolak sanggahan {dispute}: tetap 8")
    chat("rina").says(f"buka lagi sanggahan {dispute}").hears("hanya bisa sekali")
    assert only(earned).state is DisputeState.DECLINED


def test_another_amount_is_written(chat: People, earned: Store, dispute: str) -> None:
    fajar = chat("fajar").says(dispute)
    fajar.submits("disputes.accept", amount="banyak").hears("sebagai angka")
    fajar.submits("disputes.accept", amount="Rp 750.000", note="3 seat").hears("750.000", "3 seat")
    fajar.does(Submitted("disputes.accept", {"amount": "1"}, dispute)).hears("tidak bisa")
    fajar.does(Submitted("disputes.accept", {"amount": "1"}, "S-00000")).hears("tidak ada")


def test_an_amount_in_a_sentence(chat: People, earned: Store, dispute: str) -> None:
    fajar = chat("fajar").says(f"terima sanggahan {dispute} sebesar Rp 250.000: satu seat")
    fajar.hears("+Rp 250.000", "satu seat")
    chat("sari").says(f"setujui penyesuaian {dispute}").hears("disetujui Sari")
    chat("sari").says(f"setujui penyesuaian {dispute}").hears("tidak bisa")


def test_without_an_amount_it_is_asked(chat: People, earned: Store) -> None:
    found = number(chat("rina").says("komisi penjualan tanggal 10 September salah"))
    fajar = chat("fajar").says(f"terima sanggahan {found}").hears("Berapa tambahan")
    fajar.submits("disputes.accept", amount="-500000").hears("-Rp 500.000")


def test_who_sees_what(chat: People, earned: Store, dispute: str) -> None:
    chat("dewi").says(f"status sanggahan {dispute}").hears("10 September")
    for who in ("agus", "budi"):
        chat(who).says(f"status sanggahan {dispute}").does_not_hear("Rp", "Rina")
    chat("rina").says(f"terima sanggahan {dispute}").does_not_hear("menunggu orang lain")
    chat("rina").does(Pressed("disputes.accept", dispute)).does_not_hear("menunggu orang lain")
    chat("agus").does(Submitted("disputes.reopen", {"words": "x"}, dispute)).hears("tidak ada")
    assert only(earned).state is DisputeState.OPEN


def test_the_files_are_handed_out(chat: People, earned: Store) -> None:
    found = number(chat("rina").says(WRONG, INVOICE))
    fajar = chat("fajar").says(f"lihat sanggahan {found}").presses("Lihat berkas")
    (sent,) = [block for block in fajar.reply.blocks if isinstance(block, Attachment)]
    assert sent.content == b"pdf"
    chat("agus").does(Pressed("disputes.files", found)).does_not_hear("faktur")


def test_what_waits_is_listed(chat: People, earned: Store, dispute: str) -> None:
    chat("fajar").says("tampilkan semua sanggahan yang belum selesai").hears(dispute, "Rina")
    chat("rina").says("ada sanggahan saya nggak").hears(dispute)
    chat("siti").says("do I have any disputes").hears("There is no dispute")


def test_it_can_be_settled_at_a_later_day(chat: People, earned: Store, dispute: str) -> None:
    """What is approved after its month was is posted in the month that receives then."""
    later = NOW + timedelta(days=20)
    chat("fajar").at(later).says(f"terima sanggahan {dispute}")
    chat("maya").at(later).says(f"setujui penyesuaian {dispute}")
    with earned.reading() as records:
        lines = records.earned.lines(Slice(earner=f"member:{person(records, 'rina').id}"))
        (added,) = [line for line in lines if line.kind is LineKind.ADJUSTMENT]
        assert records.periods.get(added.period_id).code == "2026-10"
        assert added.window == "2026-09"


def test_what_is_not_there(chat: People, earned: Store) -> None:
    fajar = chat("fajar")
    for said in (
        "terima sanggahan S-99999",
        "tolak sanggahan S-99999: salah",
        "status sanggahan S-99999",
    ):
        fajar.says(said).hears("tidak ada untuk Anda")
    for action in ("accept", "approve", "show"):
        fajar.does(Pressed(f"disputes.{action}", "S-99999")).hears("tidak ada untuk Anda")
    fajar.does(Submitted("disputes.decline", {"reason": "x"}, "S-99999")).hears("tidak ada")
    chat("maya").says("setujui penyesuaian S-99999").hears("tidak ada untuk Anda")
    chat("rina").says("buka lagi sanggahan S-99999").hears("tidak ada untuk Anda")


def test_the_only_one_needs_no_number(chat: People, earned: Store, dispute: str) -> None:
    chat("fajar").says("tolak sanggahannya: sudah benar").hears(dispute, "ditolak")
    chat("fajar").says("tolak sanggahannya: masih benar").hears(dispute, "tidak bisa")
    chat("dewi").says("buka lagi sanggahannya ya").hears(dispute)


def test_what_is_answered_stays_answered(chat: People, earned: Store, dispute: str) -> None:
    chat("fajar").says(f"tolak sanggahan {dispute}: sudah benar")
    chat("fajar").does(Pressed("disputes.accept", dispute)).hears("tidak bisa")
    chat("maya").does(Pressed("disputes.approve", dispute)).hears("tidak bisa")
    chat("rina").says(WRONG).hears("ditangani Fajar")


def test_a_number_in_a_sentence_about_a_line_is_evidence(
    chat: People, earned: Store, dispute: str
) -> None:
    chat("rina").says(f"baris di {dispute} salah, harusnya 12 seat").hears("Dicatat")
    assert only(earned).evidence["claimed"] == 12


def test_who_should_have_answered_is_told_once(
    earned: Store, dispute: str, post: Post, registry: Registry
) -> None:
    post.deliver()
    told = []
    for hours in (0, 24 * 7, 24 * 7 + 2, 24 * 8):
        now = NOW + timedelta(hours=hours)
        run_due_jobs(earned, registry, now)
        told += post.deliver(now).to("fajar")
    late = [text for text in told if "seharusnya sudah dijawab" in text]
    assert len(late) == 1
    assert dispute in late[0]
