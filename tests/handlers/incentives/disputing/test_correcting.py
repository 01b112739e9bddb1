"""A sale that is corrected after its dispute was settled would be paid twice: people are told."""

from __future__ import annotations

import pytest

from handlers.conversation.message import File
from handlers.incentives.calculating.posted import posted
from storage.disputes import DisputeState
from storage.store import Store
from tests.conftest import NOW, People
from tests.handlers.incentives.disputing.test_disputes import number, only
from tests.world.posting import Post

HEAD = "id,date,partner,member,product,quantity,amount,currency"
SALE = "F-1,2026-09-12,PT Mitra Sejahtera,Rina,Pro,3,45000000,IDR"


def bring(chat: People, line: str) -> None:
    content = f"{HEAD}\n{line}".encode()
    fajar = chat("fajar").says("tolong impor penjualan ini", File("s.csv", "", 1, content))
    fajar.presses("Ambil")


@pytest.fixture
def settled(chat: People, earned: Store) -> str:
    bring(chat, SALE)
    with earned.transaction() as records:
        posted(records, [partner.id for partner in records.partners.all()], NOW)
    found = number(chat("rina").says("baris penjualan 12 September keliru, harusnya 5 seat"))
    chat("fajar").says(f"terima sanggahan {found} sebesar Rp 500.000: dua seat")
    chat("maya").says(f"setujui penyesuaian {found}")
    assert only(earned).state is DisputeState.ADJUSTED
    return found


def test_the_preview_and_the_owner_are_warned(
    chat: People, earned: Store, post: Post, settled: str
) -> None:
    corrected = SALE.replace("Pro,3,45", "Pro,5,75")
    content = f"{HEAD}\n{corrected}".encode()
    fajar = chat("fajar").says("tolong impor penjualan ini", File("s.csv", "", 1, content))
    fajar.hears("Baris 2 mengubah F-1", "Rp 500.000", settled, "dua kali")
    fajar.presses("Ambil").hears("Baris 2 mengubah F-1", settled)
    copies = post.deliver().copies
    told = next(copy for copy in copies if copy.who == "fajar" and "F-1" in copy.text)
    fajar.reads(told.delivery).hears("F-1", settled, "Rp 500.000")
    fajar.presses("Periksa lagi").hears(settled)
    assert only(earned).state is DisputeState.INVESTIGATING
    fajar.says(f"terima sanggahan {settled} sebesar Rp 100.000: sisa")
    assert only(earned).state is DisputeState.UPHELD


def test_a_refund_of_it_warns_too(chat: People, settled: str) -> None:
    lines = f"{HEAD},kind,of\nF-2{SALE[3:]},refund,F-1"
    fajar = chat("fajar").says("import these sales", File("s.csv", "", 1, lines.encode()))
    fajar.hears("Line 2 changes F-1", settled)


def test_other_sales_warn_of_nothing(chat: People, settled: str) -> None:
    content = f"{HEAD}\n{SALE.replace('F-1', 'F-7')}".encode()
    fajar = chat("fajar").says("import these sales", File("s.csv", "", 1, content))
    fajar.does_not_hear(settled, "paid twice")
