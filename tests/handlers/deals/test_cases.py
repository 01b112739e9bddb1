"""What a channel manager sees of a customer that another partner may have under another name."""

from __future__ import annotations

import pytest

from handlers.conversation.message import Pressed
from storage.store import Store
from tests.conftest import People
from tests.handlers.deals.conftest import Deliver, reference

FIRST = (
    "Daftarkan deal PT Wahana Komputindo Lestari, 40 seat Pro, Rp 60 jt, closing akhir bulan, "
    "kontak Pak Anton 0812 3456 7890"
)
SECOND = (
    "Daftarkan deal Wahana Komputndo Lestari Tbk, 30 seat Pro, Rp 75 jt, closing 15 Oktober, "
    "kontak Bu Rina 0813 1111 2222"
)
FAR = SECOND.replace("Wahana Komputndo Lestari Tbk", "PT Wahana Abadi Sentosa")
FLAG = "sangat mungkin perusahaan yang sama"
ALONE = "tidak ada mitra lain yang punya deal terbuka dengan pelanggan yang mirip"


@pytest.fixture
def first(chat: People) -> str:
    return reference(chat("rina").says(FIRST))


@pytest.fixture
def second(chat: People, first: str) -> str:
    """Registered all the same: a likeness refuses nobody."""
    del first
    return reference(chat("agus").says(SECOND).hears("Wahana Komputndo Lestari Tbk"))


class TestSimilar:
    def test_both_side_by_side_with_the_evidence(
        self, chat: People, first: str, second: str
    ) -> None:
        maya = chat("maya").says(f"lihat {second}")
        maya.hears(first, "PT Mitra Sejahtera", "Rp 60.000.000", FLAG, "komputindo", "komputndo")
        maya.hears("produk sama", "closing berselisih 15 hari", "Perhatikan dulu")

    def test_in_the_card_that_comes_unasked(
        self, deliver: Deliver, first: str, second: str
    ) -> None:
        (card,) = [e.text for e in deliver() if e.to == "maya" and second in e.reply.title]
        assert first in card

    def test_and_in_the_one_that_came_before(
        self, chat: People, deliver: Deliver, first: str
    ) -> None:
        deliver()
        second = reference(chat("agus").says(SECOND))
        edits = [e.text for e in deliver() if e.is_edit and first in e.reply.title]
        assert edits
        assert all(second in text for text in edits)

    def test_nobody_else_reads_of_it(self, chat: People, first: str, second: str) -> None:
        chat("agus").says(f"lihat {second}").does_not_hear(first, "Sejahtera", "mirip", FLAG)
        chat("rina").says(f"lihat {first}").does_not_hear(second, "mirip", FLAG)

    def test_another_name_is_not_alike(self, chat: People, first: str) -> None:
        far = reference(chat("agus").says(FAR))
        chat("maya").says(f"lihat {far}").hears(ALONE).does_not_hear(first)

    def test_a_partners_own_deals_are_not_in_the_way(self, chat: People, first: str) -> None:
        own = reference(chat("rina").says(SECOND))
        chat("maya").says(f"lihat {own}").hears(ALONE).does_not_hear(first)

    def test_a_closed_deal_is_in_nobodys_way(self, chat: People, first: str, second: str) -> None:
        chat("rina").says(f"tarik {first}")
        chat("maya").says(f"lihat {second}").hears(ALONE)


class TestVerdicts:
    def test_other_customers_are_not_shown_again(
        self, chat: People, first: str, second: str, deliver: Deliver
    ) -> None:
        deliver()
        maya = chat("maya").says(f"lihat {second}").presses(f"{first} pelanggan lain")
        maya.hears("dua pelanggan", ALONE)
        edits = [each.text for each in deliver() if each.is_edit and each.to == "sari"]
        assert any(second in text and ALONE in text for text in edits)
        chat("maya").says(f"lihat {first}").hears(ALONE)

    def test_the_same_customer_is_found_by_either_name_from_then_on(
        self, chat: People, store: Store
    ) -> None:
        one = reference(chat("rina").says(FIRST))
        other = reference(chat("agus").says(FAR))
        maya = chat("maya")
        with store.transaction() as records:
            assert records.name_verdicts.same() == []
        maya.says(f"lihat {other}").does_not_hear(one)
        maya.does(Pressed("deals.same_customer", f"{other}/{one}"))
        maya.hears("satu pelanggan", one, "dikenal sebagai satu perusahaan")
        maya.says(f"lihat {one}").hears(other)

    def test_the_last_word_counts(self, chat: People, first: str, second: str) -> None:
        maya = chat("maya").says(f"lihat {second}").presses(f"{first} pelanggan lain")
        maya.does(Pressed("deals.same_customer", f"{second}/{first}")).hears(
            "satu pelanggan", first
        )

    def test_only_for_channel_managers(self, chat: People, first: str, second: str) -> None:
        chat("rina").does(Pressed("deals.other_customer", f"{second}/{first}"))
        chat("maya").says(f"lihat {second}").hears(first)


class TestRecordAndChecks:
    def test_what_became_of_their_other_deals(self, chat: People) -> None:
        chat("maya").says("lihat D-1012").hears("Deal mereka yang lain")

    def test_what_is_in_order(self, chat: People, first: str) -> None:
        maya = chat("maya").says(f"lihat {first}")
        maya.hears(
            "nilainya mencapai Rp 50.000.000 (Deal rules v2)", "tanggal closing belum lewat"
        )
        maya.hears("Perhatikan dulu: pelanggan hanya dikenali dari namanya")

    def test_in_english(self, chat: People, first: str, second: str) -> None:
        del first
        maya = chat("maya").says(f"please show me the deal {second}")
        maya.hears("very likely the same company", "differ by a slip of the pen", "15 days apart")
