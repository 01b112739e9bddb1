"""Asking for MDF, as chats in the demo world: 15 million of 40 are left this quarter."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from handlers.conversation.slots import Reader
from handlers.funds import reading
from handlers.funds.request import Draft
from storage.funds import ClaimState, FundClaim
from storage.store import Store
from storage.values import Language, Money, Platform
from tests.conftest import NOW, People

WHOLE = "tolong ajuin MDF 10 juta buat seminar pelanggan, totalnya 25 juta"


def claims(store: Store, partner: int = 1) -> list[FundClaim]:
    with store.reading() as records:
        found = records.funds.claims(partner)
        return [each for each in found if each.state is not ClaimState.REIMBURSED]


def rupiah(millions: int) -> Money:
    return Money.of(millions * 1_000_000, "IDR")


@pytest.mark.parametrize(
    ("sentence", "amount", "cost", "activity", "day"),
    [
        ("ajukan MDF 20 juta untuk event", 20, 0, "event", None),
        (WHOLE, 10, 25, "seminar pelanggan", None),
        ("minta MDF 5 jt buat pameran di Medan senilai 12 jt", 5, 12, "pameran di Medan", None),
        ("mau MDF untuk roadshow tanggal 20 Oktober, biayanya 30 juta", 0, 30, "roadshow", 20),
        ("ajukan MDF 7 juta kuartal depan untuk webinar", 7, 0, "webinar", 31),
        ("ajukan MDF", 0, 0, "", None),
    ],
)
def test_a_sentence_says_what_and_what_for(
    sentence: str, amount: int, cost: int, activity: str, day: int | None
) -> None:
    read = Reader(Language.ID, "IDR", NOW)
    found = reading.from_sentence(read, sentence)
    days = {None: None, 20: date(2026, 10, 20), 31: date(2026, 12, 31)}
    assert found == Draft(
        (rupiah(amount),) if amount else (),
        activity,
        (rupiah(cost),) if cost else (),
        days[day],
    )


def test_all_in_one_sentence_is_asked_for_at_once(chat: People, store: Store) -> None:
    chat("rina").says(WHOLE).hears("F-", "Rp 10.000.000", "30 Oktober 2026")
    (claim,) = claims(store)
    assert (claim.activity, claim.cost_minor) == ("seminar pelanggan", 2_500_000_000)


def test_too_cheap_an_activity_is_said_with_what_it_takes(chat: People, store: Store) -> None:
    rina = chat("rina").says("request MDF 10 million for a seminar that costs 15 million")
    rina.hears("at least Rp 20,000,000").says("22 million").hears("F-")
    (claim,) = claims(store)
    assert claim.cost_minor == 2_200_000_000


def test_what_is_missing_is_asked_for_and_can_be_dropped(chat: People, store: Store) -> None:
    rina = chat("rina").says("saya mau minta MDF dong").hears("jumlahnya", "kegiatannya")
    rina.says("8 juta").hears("Untuk").says("pameran di Surabaya").hears("biaya")
    rina.says("nggak jadi").hears("Tidak ada yang disimpan")
    assert claims(store) == []


@pytest.mark.parametrize(
    "sentence",
    ["siapa yang memimpin peringkatnya kuartal ini", "how much MDF have we got for this quarter?"],
)
def test_another_question_meanwhile_is_no_answer(
    chat: People, store: Store, sentence: str
) -> None:
    rina = chat("rina").says("saya mau minta MDF dong").says(sentence)
    assert rina.answered.operation in ("leaderboard.show", "funds.balance")
    assert claims(store) == []


def test_the_form_says_what_is_wrong_beside_each_field(chat: People, store: Store) -> None:
    rina = chat("rina").says("saya mau minta MDF dong")
    rina.submits("funds.request", amount="10 juta", activity="seminar", cost="12 juta")
    form = rina.reply.form("funds.request")
    assert form is not None
    assert [field.name for field in form.fields if field.error] == ["cost"]
    rina.submits("funds.request", cost="20 juta", day="2027-05-01").hears("kuartal ini")
    rina.submits("funds.request", day="2026-10-05").hears("F-")
    assert [claim.day for claim in claims(store)] == [date(2026, 10, 5)]


def test_what_waits_is_not_promised_twice(chat: People) -> None:
    chat("rina").says(WHOLE)
    dewi = chat("dewi").says("ajukan MDF 10 juta untuk iklan, biaya 30 juta")
    dewi.hears("Sisa MDF Q3 2026 adalah Rp 5.000.000", "belum diputuskan")
    dewi.says("5 juta aja").hears("F-", "Rp 5.000.000")


def test_another_quarter_can_be_said(chat: People, store: Store) -> None:
    dewi = chat("dewi").says("please request 20 million of MDF for a fair, costing 50 million")
    dewi.hears("Rp 15,000,000").says("next quarter").hears("F-", "31 December 2026")
    assert [claim.amount for claim in claims(store)] == [rupiah(20)]


def test_an_old_offer_is_stale(chat: People, store: Store) -> None:
    first = chat("dewi").says("ajukan MDF 20 juta buat pameran")
    old = first.answered
    chat("dewi").says("ajukan MDF 30 juta buat pameran")
    first.answered = old
    first.presses("Rp 15.000.000 pada Q3 2026").does_not_hear("F-")
    assert claims(store) == []


def test_more_than_a_quarter_can_never_be_had(chat: People) -> None:
    dewi = chat("dewi").says("ajukan MDF 60 juta buat pameran")
    dewi.hears("Rp 15.000.000 pada Q3 2026", "Rp 40.000.000 pada Q4 2026")


def test_an_amount_in_another_currency_is_not_mixed(chat: People, store: Store) -> None:
    chat("dewi").says("request MDF of USD 500 for a seminar, costing USD 2000").hears("currency")
    assert claims(store) == []


def test_silver_has_none_and_is_told_the_way(chat: People, store: Store) -> None:
    agus = chat("agus", Platform.TEAMS).says("ajukan MDF 5 juta untuk pameran")
    agus.hears("Silver", "Gold mendapat Rp 40.000.000").presses("Kurang apa saja?")
    agus.hears("Rp 350.000.000")
    assert claims(store, 2) == []


def test_a_decision_that_ends_brings_nothing_next_year(chat: People) -> None:
    """Archipelago is Gold until 31 December."""
    november = datetime(2026, 11, 10, 3, tzinfo=UTC)
    siti = chat("siti", Platform.TEAMS).at(november).says("how much MDF have we got left?")
    siti.hears("Rp 40,000,000", "Q4 2026", "Q1 2027: Rp 0")


@pytest.mark.parametrize(
    ("sentence", "heard"),
    [
        ("sisa MDF kami berapa", ("Rp 15.000.000", "Rp 25.000.000", "30 September 2026")),
        ("what MDF have we got left", ("Rp 15,000,000", "Rp 25,000,000", "Q4 2026")),
    ],
)
def test_what_is_left(chat: People, sentence: str, heard: tuple[str, ...]) -> None:
    chat("dewi").says(sentence).hears(*heard)


def test_what_is_not_used_is_lost(chat: People) -> None:
    october = datetime(2026, 10, 2, 3, tzinfo=UTC)
    chat("dewi").at(october).says("sisa MDF kami berapa").hears("Q4 2026: Rp 40.000.000")


def test_a_manager_sees_everybodys_and_is_written_down(chat: People, store: Store) -> None:
    maya = chat("maya").says("sisa MDF semua mitra berapa ya")
    maya.hears("PT Mitra Sejahtera", "Archipelago Systems").does_not_hear("Borneo")
    maya.says("sisa MDF Mitra Sejahtera berapa").hears("Rp 15.000.000")
    with store.reading() as records:
        looked = [entry.object for entry in records.audit.of("funds.balance")]
        assert looked == ["partner:1", "partner:3", "partner:1"]


def test_a_partner_hears_only_of_its_own(chat: People) -> None:
    chat("agus").says("sisa MDF PT Mitra Sejahtera berapa").does_not_hear("15.000.000")
