"""Which batch is meant, what is asked for, and what is no longer there."""

from __future__ import annotations

from datetime import date

from handlers.conversation.message import Opened, Pressed
from storage.batches import ItemState
from storage.store import Store
from tests.chat import Chat
from tests.conftest import People
from tests.handlers.incentives.paying.august import approved, earned
from tests.world.posting import Post

GONE = "PAY-2020-01-1"


def of_two(chat: People, payable: Store) -> Chat:
    """A batch of August, and one of September."""
    chat("fajar").says("siapkan pembayaran Agustus")
    september = {"period_id": 0, "window": "2026-09", "due_on": date(2026, 9, 30)}
    with payable.transaction() as records:
        september["period_id"] = records.periods.containing(date(2026, 9, 16)).id
    earned(payable, "rina", 1_000_000, **september)
    approved(payable, date(2026, 9, 16))
    return chat("fajar").says("tolong siapkan pembayaran September").hears("PAY-2026-09-1")


def test_one_of_two_is_named_by_its_month_or_pressed(chat: People, payable: Store) -> None:
    of_two(chat, payable)
    maya = chat("maya").says("setujui pembayarannya").hears("Pembayaran yang mana")
    maya.presses("PAY-2026-08-1").hears("rancangan", "Agustus 2026")
    maya.says("setujui pembayarannya").hears("PAY-2026-08-1", "disetujui, belum di bank")
    chat("sari").says("setujui pembayaran September").hears("PAY-2026-09-1", "disetujui, belum")


def test_where_there_is_none(chat: People, payable: Store) -> None:
    chat("maya").says("setujui pembayaran Agustus").hears("Tidak ada pembayaran yang bisa")
    chat("fajar").says("unduh berkas bank").hears("Tidak ada pembayaran yang bisa")
    chat("maya").says(f"setujui pembayaran {GONE}").hears("Pembayaran itu tidak ada")
    for action in ("show", "approve", "sent", "discard", "export"):
        pressed = chat("fajar").does(Pressed(f"paying.{action}", GONE))
        pressed.hears("Pembayaran itu tidak ada")


def test_what_was_sent_is_not_discarded(chat: People, payable: Store) -> None:
    fajar = chat("fajar").says("siapkan pembayaran Agustus")
    chat("maya").says("setujui pembayaran Agustus")
    fajar.does(Pressed("paying.sent", "PAY-2026-08-1")).hears("sudah di bank")
    for action in ("discard", "sent", "approve"):
        fajar.does(Pressed(f"paying.{action}", "PAY-2026-08-1")).hears("tidak bisa dilakukan")
    chat("fajar").says("unduh berkas bank").hears("Berkas PAY-2026-08-1")


def test_home_shows_what_is_not_with_the_bank(chat: People, payable: Store) -> None:
    fajar = chat("fajar").says("siapkan pembayaran Agustus")
    fajar.does(Opened("home")).hears("PAY-2026-08-1", "rancangan")
    fajar.does(Pressed("paying.discard", "PAY-2026-08-1"))
    fajar.does(Opened("home")).does_not_hear("PAY-2026-08-1")


def test_staff_see_all(chat: People, payable: Store) -> None:
    fajar = chat("fajar").says("tampilkan semua kelompok pembayaran yang ada")
    fajar.hears("Bisa dibayar sekarang: 2 penerima", "Rp 33.136.000")
    chat("fajar").says("siapkan pembayaran Agustus")
    chat("sari").says("tampilkan semua kelompok pembayaran yang ada").hears("PAY-2026-08-1")


def test_staff_see_nothing_where_there_is_none(chat: People, store: Store) -> None:
    chat("sari").says("tampilkan semua kelompok pembayaran yang ada").hears("Belum ada pembayaran")


def test_what_is_to_come_is_shown(chat: People, payable: Store) -> None:
    rina = chat("rina").says("apakah transferan saya sudah dikirim ke saya")
    rina.hears("Rp 5.500.000 bisa dibayar dan ikut pembayaran berikutnya")


def test_a_draft_that_is_discarded_is_not_told(chat: People, payable: Store, post: Post) -> None:
    fajar = chat("fajar").says("siapkan pembayaran Agustus")
    fajar.presses("Batalkan")
    assert post.deliver().to("maya") == []


def test_what_can_be_mended_only_by_us_says_so(chat: People, payable: Store, post: Post) -> None:
    fajar = chat("fajar").says("siapkan pembayaran Agustus")
    chat("maya").says("setujui pembayaran Agustus")
    fajar.does(Pressed("paying.sent", "PAY-2026-08-1"))
    post.deliver()
    with payable.reading() as records:
        (item,) = [i for i in records.payouts.all()[0].items if i.state is ItemState.SENT][:1]
    fajar.says(f"pembayaran {item.reference} gagal: dana kita kurang").hears("1 gagal")
    (told,) = post.deliver().to("rina")
    assert "Anda tidak perlu melakukan apa pun" in told


def test_a_member_who_sold_for_two_companies(chat: People, payable: Store) -> None:
    """Each company's books pay their part."""
    with payable.transaction() as records:
        agus = records.people.with_handle("agus")
        rina = records.people.with_handle("rina")
        assert agus is not None
        assert rina is not None
        other, october = agus.company.id, records.periods.containing(date(2026, 10, 1)).id
    days = {"window": "2026-10", "due_on": date(2026, 10, 31)}
    earned(payable, "rina", 1_500_000, period_id=october, partner_id=other, **days)
    approved(payable, date(2026, 9, 16))
    approved(payable, date(2026, 10, 1))
    fajar = chat("fajar").says("siapkan pembayaran").hears("Rp 7.000.000")
    chat("maya").says("setujui pembayarannya")
    fajar.does(Pressed("paying.sent", "PAY-2026-10-1")).hears("sudah di bank")
    with payable.reading() as records:
        assert records.ledger.unbalanced() == []
        books = records.ledger.balances(other)
    payable_there = {a.code: minor for a, minor in books.items() if a.code.endswith(":payable")}
    assert payable_there[f"liability:member:{rina.id}:payable"] == 0
