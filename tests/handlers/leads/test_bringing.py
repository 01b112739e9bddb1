"""Leads are kept, listed, closed and made deals, as chats."""

from __future__ import annotations

import pytest

from storage.lead_moves import LeadState
from storage.store import Store
from tests.conftest import People
from tests.handlers.leads.conftest import LANGUAGES, SENTENCE, Deliver, reference, stored


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_keeps_a_lead(
    chat: People, store: Store, deliver: Deliver, language: str
) -> None:
    number = reference(chat("lia").says(SENTENCE[language]))
    lead = stored(store, number)
    assert (lead.customer, lead.contact_name) == ("PT Kembang Sari", "Pak Toni")
    assert (lead.contact_phone, lead.state) == ("+6281290008000", LeadState.NEW)
    told = deliver()
    assert {letter.to for letter in told} == {"maya", "sari"}
    for words in ("PT Kembang Sari", "Lia", "KlikNusa", "Pak Toni", "[Teruskan]"):
        assert words in told[0].text


@pytest.mark.parametrize(
    ("sentence", "asked", "contact", "kept"),
    [
        ("punya prospek nih, CV Laut Teduh", "menghubungi CV Laut Teduh", "Bu Nana", "disimpan"),
        (
            "I have got a lead: CV Laut Teduh",
            "can CV Laut Teduh be reached",
            "Mrs Nana",
            "is kept",
        ),
    ],
)
def test_only_what_is_missing_is_asked_for(
    chat: People, store: Store, sentence: str, asked: str, contact: str, kept: str
) -> None:
    lia = chat("lia").says(sentence).hears(asked)
    lia.says(f"{contact} 0813 1111 9999").hears("CV Laut Teduh", kept, "+6281311119999")
    assert stored(store, reference(lia)).contact_name == contact


def test_a_form_says_what_is_missing(chat: People) -> None:
    lia = chat("lia").says("mau masukkan prospek baru")
    lia.submits("leads.new", customer="PT Tirta Jernih").hears("perlu dilihat lagi", "Mohon diisi")
    lia.submits("leads.new", contact="Ibu Rosa, rosa@tirta.example", value="20 jt", product="")
    lia.hears("PT Tirta Jernih", "rosa@tirta.example", "Rp 20.000.000")


def test_it_is_dropped(chat: People) -> None:
    lia = chat("lia").says("punya prospek nih, CV Laut Teduh").says("batal")
    lia.hears("tidak ada prospek yang disimpan")


def test_the_same_lead_twice_is_one(chat: People, brought: str) -> None:
    chat("lia").says(SENTENCE["id"]).hears("sudah ada", brought)


@pytest.mark.parametrize(("sentence", "one"), [("prospek", "satu prospek"), ("leads", "one lead")])
def test_a_partner_sees_their_own_with_the_month(
    chat: People, brought: str, sentence: str, one: str
) -> None:
    chat("lia").says(sentence).hears(one, brought, "PT Kembang Sari", "0 %")
    chat("rina").says(sentence).does_not_hear(brought, "Kembang")


def test_another_partners_lead_reads_as_nobodys(chat: People, brought: str) -> None:
    for said in ("terima lead {}", "tarik lead {}", "tolak lead {}: jauh", "jadikan {} deal"):
        theirs = chat("rina").says(said.format(brought)).hears("tidak menemukan prospek")
        nobodys = chat("rina").says(said.format("L-00001")).hears("tidak menemukan prospek")
        assert theirs.reply.title.replace(brought, "") == nobodys.reply.title.replace(
            "L-00001", ""
        )


@pytest.mark.parametrize(
    ("sentence", "done"), [("tarik lead {}", "ditarik"), ("withdraw my lead {}", "is withdrawn")]
)
def test_a_lead_is_withdrawn_once(
    chat: People, brought: str, deliver: Deliver, store: Store, sentence: str, done: str
) -> None:
    deliver()
    lia = chat("lia").says(sentence.format(brought)).hears(done)
    assert stored(store, brought).state is LeadState.WITHDRAWN
    assert all(edit.is_edit for edit in deliver())
    lia.says(sentence.format(brought)).hears("Lia")
    assert deliver() == []


@pytest.mark.parametrize(
    ("sentence", "why", "lost"),
    [
        ("lead {} gagal", "Mengapa", "ditutup sebagai gagal"),
        ("lead {} is lost", "Why", "closed as lost"),
    ],
)
def test_a_lost_lead_needs_a_reason(
    chat: People, store: Store, brought: str, sentence: str, why: str, lost: str
) -> None:
    lia = chat("lia").says(sentence.format(brought)).hears(why)
    lia.submits("leads.lose", reason=" ").hears(why)
    lia.submits("leads.lose", reason="no budget").hears(lost)
    assert stored(store, brought).reason == "no budget"


@pytest.mark.parametrize(
    ("sentence", "button"),
    [("jadikan {} deal", "Daftarkan sebagai deal"), ("make lead {} a deal", "Register as a deal")],
)
def test_a_lead_becomes_a_deal(
    chat: People, store: Store, brought: str, deliver: Deliver, sentence: str, button: str
) -> None:
    lia = chat("lia").says(sentence.format(brought)).hears("Pak Toni").presses(button)
    lia.says("Pro, 60 jt, closing 30 Oktober 2026").hears("D-")
    lead = stored(store, brought)
    assert (lead.state, lead.deal_id is not None) == (LeadState.CONVERTED, True)
    told = [letter.reply.title for letter in deliver() if letter.to == "maya"]
    assert f"Prospek {brought} menjadi deal: PT Kembang Sari" in told
    lia.says("prospek").hears("1 di antaranya", "100 %")


def test_what_is_too_small_grows_into_a_deal(chat: People, store: Store) -> None:
    agus = chat("agus").says("Deal Toko Mungil 30 juta").presses("Simpan sebagai prospek")
    number = reference(agus)
    agus.says("Daftarkan Toko Mungil, Pro, 60 jt, closing 30/10/2026, kontak Pak Edi 08129999888")
    agus.hears("D-")
    assert stored(store, number).state is LeadState.CONVERTED


def test_an_old_button_shows_the_deal(chat: People, brought: str) -> None:
    lia = chat("lia").says(f"jadikan {brought} deal")
    card = lia.answered
    lia.presses("Daftarkan sebagai deal").says("Pro, 60 jt, closing 30 Oktober 2026")
    lia.answered = card
    lia.presses("Daftarkan sebagai deal").hears("D-", "PT Kembang Sari")
