"""What the bank answered: in its report, in a table, in a sentence."""

from __future__ import annotations

import pytest

from handlers.conversation.message import File
from storage.batches import ItemState
from storage.standing import Status
from storage.store import Store
from tests.chat import Chat
from tests.conftest import People
from tests.handlers.incentives.paying.august import balance
from tests.storage.books import person
from tests.world.posting import Post

REPORT = """<?xml version="1.0"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<OrgnlGrpInfAndSts><OrgnlMsgId>PAY-2026-08-1</OrgnlMsgId><GrpSts>{group}</GrpSts></OrgnlGrpInfAndSts>
</CstmrPmtStsRpt></Document>"""


@pytest.fixture
def sent(chat: People, payable: Store) -> Store:
    fajar = chat("fajar").says("siapkan pembayaran Agustus")
    chat("maya").says("setujui pembayaran Agustus")
    fajar.says("lihat pembayaran PAY-2026-08-1").presses("Sudah di bank")
    return payable


def reference(store: Store, handle: str, *, company: bool = False) -> str:
    with store.reading() as records:
        member = person(records, handle)
        earner = f"partner:{member.company.id}" if company else f"member:{member.id}"
        return records.payouts.of(earner)[0].reference


def table(*rows: str) -> File:
    content = "\n".join(["reference,state,reason", *rows]).encode()
    return File("answers.csv", "text/csv", len(content), content)


def report(group: str) -> File:
    content = REPORT.format(group=group).encode()
    return File("pain002.xml", "application/xml", len(content), content)


def stands(store: Store, handle: str) -> set[Status]:
    with store.reading() as records:
        dues = records.owed.to(f"member:{person(records, handle).id}")
        return {status for due in dues for status in due.amounts}


def brings(chat: Chat, file: File, words: str = "") -> Chat:
    return chat.says(words, file)


def test_a_table_with_one_that_failed(chat: People, sent: Store, post: Post) -> None:
    post.deliver()
    rina, company = reference(sent, "rina"), reference(sent, "dewi", company=True)
    fajar = chat("fajar")
    brings(fajar, table(f"{rina},settled,", f"{company},failed,AC04 closed in May"))
    fajar.hears("1 terbayar, 1 gagal, 0 kembali", "PT Mitra Sejahtera", "sudah ditutup")
    assert stands(sent, "rina") == {Status.PAID}
    assert balance(sent, "dewi", "payable", company=True) == 28_200_000
    assert balance(sent, "rina", "payable") == 0
    arrived = post.deliver()
    (paid,) = arrived.to("rina")
    assert "Rp 5.500.000 sudah dibayarkan ke rekening Anda ••••••6789" in paid
    (failed,) = arrived.to("dewi")
    assert "Rp 27.636.000 tidak dapat dibayarkan" in failed
    assert "rekeningnya sudah ditutup" in failed
    fajar.says("pembayaran yang gagal").hears("PT Mitra Sejahtera", "Rp 27.636.000", "AC04")
    chat("maya").says("which payments were rejected by the bank").hears("Rp 27,636,000")


def test_the_bank_s_report_pays_all(chat: People, sent: Store) -> None:
    brings(chat("fajar"), report("ACSC"), "ini jawaban bank").hears("2 terbayar")
    assert stands(sent, "rina") == {Status.PAID}


def test_the_same_answer_twice_is_taken_once(chat: People, sent: Store) -> None:
    brings(chat("fajar"), report("ACSC"))
    fajar = brings(chat("fajar"), report("ACSC"))
    fajar.hears("0 terbayar", "2 jawaban sudah tercatat")


def test_what_was_paid_may_come_back(chat: People, sent: Store, post: Post) -> None:
    brings(chat("fajar"), report("ACSC"))
    post.deliver()
    fajar = brings(chat("fajar"), table(f"{reference(sent, 'rina')},failed,AC04"))
    fajar.hears("1 kembali")
    assert stands(sent, "rina") == {Status.PAYABLE}
    assert balance(sent, "rina", "payable") == 5_500_000
    (told,) = post.deliver().to("rina")
    assert "kembali dari rekening Anda" in told
    brings(chat("fajar"), table(f"{reference(sent, 'rina')},settled,")).hears("dijawab lain")
    chat("fajar").says("siapkan pembayaran").hears("PAY-2026-08-2", "Rp 5.500.000")


def test_the_bank_is_still_working(chat: People, sent: Store) -> None:
    brings(chat("fajar"), report("ACSP")).hears("Bank masih memproses 2 pembayaran")
    assert stands(sent, "rina") == {Status.IN_PAYOUT}


@pytest.mark.parametrize(
    ("content", "hears"),
    [
        (b"hello", "pain.002"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><Document/>", "bisa merusak"),
        (REPORT.replace("PAY-2026-08-1", "PAY-2025-01-1").encode(), "pembayaran lain"),
        (b"reference,state,reason\nPAY-1,settled,\n", "tidak ada pembayaran"),
    ],
)
def test_another_file_changes_nothing(
    chat: People, sent: Store, content: bytes, hears: str
) -> None:
    fajar = brings(chat("fajar"), File("x", "text/plain", len(content), content))
    fajar.hears(hears)
    assert stands(sent, "rina") == {Status.IN_PAYOUT}


def test_a_file_that_did_not_arrive(chat: People, sent: Store) -> None:
    brings(chat("fajar"), File("pain002.xml", "application/xml", 9)).hears("tidak bisa diambil")


def test_without_a_batch_there_is_nothing_to_answer(chat: People, store: Store) -> None:
    brings(chat("fajar"), report("ACSC")).hears("tidak ada")


@pytest.mark.parametrize(
    ("sentence", "state", "hears"),
    [
        ("transfer untuk Rina gagal: rekeningnya salah ketik", ItemState.FAILED, "1 gagal"),
        ("the payment to Rina came back: AC04 closed", ItemState.RETURNED, "1 came back"),
        ("kata bank pembayaran Rina sudah masuk", ItemState.SETTLED, "1 terbayar"),
    ],
)
def test_in_a_sentence(
    chat: People, sent: Store, sentence: str, state: ItemState, hears: str
) -> None:
    chat("fajar").says(sentence).hears(hears)
    with sent.reading() as records:
        item = records.payouts.item(reference(sent, "rina"))
        assert item is not None
        assert item.state is state


def test_by_its_number(chat: People, sent: Store) -> None:
    named = reference(sent, "dewi", company=True)
    chat("fajar").says(f"pembayaran {named} gagal karena dananya kurang").hears("1 gagal")
    assert stands(sent, "rina") == {Status.IN_PAYOUT}


def test_what_is_not_clear_is_asked(chat: People, sent: Store) -> None:
    chat("fajar").says("catat jawaban bank ya").hears("pain.002", "Rina (PT Mitra Sejahtera)")
    chat("fajar").says("pembayaran PT Mitra Sejahtera gagal").hears("pain.002")
    assert stands(sent, "rina") == {Status.IN_PAYOUT}


def test_what_the_bank_answers_was_sent(chat: People, payable: Store) -> None:
    chat("fajar").says("siapkan pembayaran Agustus")
    chat("maya").says("setujui pembayaran Agustus")
    brings(chat("fajar"), report("ACSC")).hears("2 terbayar")
    assert stands(payable, "rina") == {Status.PAID}


def test_who_approved_it_does_not_bring_the_answer(chat: People, payable: Store) -> None:
    with payable.transaction() as records:
        person(records, "maya").role = person(records, "fajar").role
    chat("fajar").says("siapkan pembayaran Agustus")
    chat("maya").says("setujui pembayaran Agustus")
    brings(chat("maya"), report("ACSC")).hears("orang lain")


def test_partners_see_their_own(chat: People, sent: Store) -> None:
    brings(chat("fajar"), report("ACSC"))
    rina = chat("rina").says("transferan saya sudah masuk belum")
    rina.hears("Rp 5.500.000", "Sudah dibayarkan").does_not_hear("27.636.000")
    chat("dewi").says("what payments have we received").hears("Rp 27,636,000", "Paid")
    agus = chat("agus").says("kenapa uang saya belum dibayar")
    agus.hears("Rp 50.000", "di bawah pembayaran terkecil", "Profil pembayaran belum lengkap")
    agus.does_not_hear("Rina", "27.636.000")
    chat("lia").says("gimana status pembayaran buat saya").hears("Belum ada yang dibayarkan")


def test_who_waits_is_told_once_it_is_approved(chat: People, payable: Store, post: Post) -> None:
    chat("fajar").says("siapkan pembayaran Agustus")
    arrived = post.deliver()
    assert arrived.to("agus") == []
    (card,) = arrived.to("maya")
    assert "menunggu persetujuan orang lain" in card
    chat("maya").says("setujui pembayaran Agustus")
    arrived = post.deliver()
    assert "Rp 50.000 milik Anda bisa dibayar, tetapi masih menunggu" in arrived.to("agus")[0]
    assert "Rp 900,000" in arrived.to("siti")[0]
    assert "disetujui" in arrived.edits_to("maya")[0]
    assert "disetujui" in arrived.edits_to("sari")[0]
