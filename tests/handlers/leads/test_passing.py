"""Leads are passed to partners, accepted, declined and passed on, as chats."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest

from bot.assistant import Assistant
from bot.platforms import console
from handlers.conversation.message import Message, Said, Sender
from handlers.conversation.registry import Registry
from handlers.conversation.routing import Router
from storage.lead_moves import LeadState
from storage.leads import Lead
from storage.rules import Rule
from storage.store import Store
from storage.values import Place, Platform
from tests.conftest import NOW, People
from tests.handlers.leads.conftest import Deliver, stored

#: Two business days after Wednesday 10:00 in Jakarta, which is 11:00 in Balikpapan.
FRIDAY = datetime(2026, 9, 18, 3, 0, tzinfo=UTC)
PASSED = {
    "id": "kasih lead {} ke PT Mitra Sejahtera, lalu Borneo Data",
    "en": "give lead {} to Mitra Sejahtera and then Borneo Data",
}
TO_BOTH = PASSED["id"]
Due = Callable[[datetime], None]


@pytest.mark.parametrize(
    ("language", "done", "until"),
    [
        ("id", "diteruskan", "Jumat, 18 September 2026 10.00 WIB"),
        ("en", "passed on", "Friday 18 September 2026 10:00 WIB"),
    ],
)
def test_a_lead_is_passed_with_a_deadline(
    chat: People, brought: str, deliver: Deliver, language: str, done: str, until: str
) -> None:
    deliver()
    chat("maya").says(PASSED[language].format(brought)).hears(done, until, "Borneo Data")
    letters = deliver()
    new = {letter.to: letter.text for letter in letters if not letter.is_edit}
    assert set(new) == {"rina", "dewi", "lia"}
    assert "Ditampilkan setelah Anda menerima" in new["rina"]
    assert "[Terima]" in new["rina"]
    assert not any(word in new["rina"] for word in ("Toni", "KlikNusa", "Lia", "Borneo"))
    assert "diteruskan ke mitra" in new["lia"]
    assert "Mitra Sejahtera" not in new["lia"]
    edits = {letter.to: letter.text for letter in letters if letter.is_edit}
    assert set(edits) == {"maya", "sari"}
    assert "Ditawarkan ke PT Mitra Sejahtera" in edits["sari"]


@pytest.mark.parametrize(
    ("sentence", "done", "again"),
    [
        ("terima lead {}", "kini milik Anda", "Diterima oleh Rina, Rabu, 16 September 2026"),
        ("we accept {}", "is yours", "Accepted by Rina, Wednesday 16 September 2026"),
    ],
)
def test_it_is_accepted_once(
    chat: People, brought: str, deliver: Deliver, sentence: str, done: str, again: str
) -> None:
    chat("maya").says(TO_BOTH.format(brought))
    deliver()
    chat("rina").says(sentence.format(brought)).hears(done, "Pak Toni")
    assert {each.to for each in deliver() if not each.is_edit} == {"maya", "sari", "lia"}
    chat("dewi").says(sentence.format(brought)).hears(again)
    chat("rina").says(sentence.format(brought)).hears(again)
    assert deliver() == []
    chat("agus").says(sentence.format(brought)).does_not_hear("Rina", "Mitra", "Kembang")


def test_every_copy_is_kept_true(chat: People, brought: str, deliver: Deliver) -> None:
    chat("maya").says(TO_BOTH.format(brought))
    deliver()
    chat("dewi").says(f"terima {brought}")
    edits = {letter.to: letter.text for letter in deliver() if letter.is_edit}
    assert "Diterima oleh Dewi" in edits["rina"]
    assert "Diterima PT Mitra Sejahtera: Dewi" in edits["sari"]
    assert "Dikerjakan mitra" in edits["lia"]


@pytest.mark.parametrize(
    ("sentence", "done"),
    [
        ("tolak lead {}: di luar kota", "ditolak"),
        ("decline {} because it is far", "is declined"),
    ],
)
def test_a_declined_lead_goes_to_the_next(
    chat: People, brought: str, deliver: Deliver, sentence: str, done: str
) -> None:
    chat("maya").says(TO_BOTH.format(brought))
    deliver()
    chat("rina").says(sentence.format(brought)).hears(done, "Rina").does_not_hear("Borneo")
    letters = deliver()
    assert {letter.to for letter in letters if not letter.is_edit} == {"agus"}
    chat("rina").says(sentence.format(brought)).hears("Rina").does_not_hear("Toni", "Borneo")
    assert deliver() == []
    chat("agus").says(f"terima {brought}").hears("Pak Toni")


def test_a_reason_is_asked_for(chat: People, brought: str) -> None:
    chat("maya").says(TO_BOTH.format(brought))
    rina = chat("rina").says(f"tolak {brought}").hears("Mengapa")
    rina.submits("leads.decline", reason="terlalu jauh").hears("ditolak")
    chat("maya").says(brought).hears("ditolak oleh Rina, terlalu jauh")


def test_time_passes_it_on_and_brings_it_back(
    chat: People, store: Store, brought: str, deliver: Deliver, due: Due
) -> None:
    chat("maya").says(TO_BOTH.format(brought))
    deliver()
    due(FRIDAY - timedelta(minutes=6))
    assert deliver() == []
    due(FRIDAY)
    letters = deliver(FRIDAY)
    assert {letter.to for letter in letters if not letter.is_edit} == {"agus"}
    (mine,) = [letter.text for letter in letters if letter.to == "rina"]
    assert "Batas waktu menerimanya lewat" in mine
    assert "Toni" not in mine
    due(FRIDAY + timedelta(minutes=10))
    assert deliver(FRIDAY) == []
    later = FRIDAY + timedelta(days=7)
    due(later)
    assert {each.to for each in deliver(later) if not each.is_edit} == {"maya", "sari"}
    assert stored(store, brought).state is LeadState.NEW
    due(later + timedelta(minutes=10))
    assert deliver(later) == []


def test_whoever_comes_too_late_reads_that_it_went_on(
    chat: People, store: Store, brought: str
) -> None:
    chat("maya").says(TO_BOTH.format(brought))
    chat("rina").at(FRIDAY).says(f"terima {brought}").hears("Batas waktu menerimanya lewat")
    chat("agus").at(FRIDAY).says(f"terima {brought}").hears("kini milik Anda")


def test_who_is_unknown_is_asked_for(chat: People, store: Store, brought: str) -> None:
    maya = chat("maya").says(f"teruskan {brought} ke Borneo Data lalu PT Entah Siapa")
    maya.hears("tidak mengenal mitra Entah Siapa")
    assert stored(store, brought).state is LeadState.NEW
    maya.submits("leads.pass", partners="Borneo Data, Surya Distribusi").hears("diteruskan")
    maya.says(f"teruskan {brought} ke Teknika Prima").hears("Borneo Data, yang bisa menerima")


def test_a_partner_passes_nothing_on(chat: People, store: Store, brought: str) -> None:
    chat("lia").says(TO_BOTH.format(brought)).hears("tidak bisa melakukan itu")
    assert stored(store, brought).state is LeadState.NEW


def test_a_withdrawn_lead_is_nobodys(chat: People, brought: str, deliver: Deliver) -> None:
    chat("maya").says(TO_BOTH.format(brought))
    chat("maya").says(f"tarik lead {brought}").hears("Maya")
    assert {letter.to for letter in deliver()} == {"lia"}
    chat("rina").says(f"terima {brought}").hears("ditarik kembali")
    chat("lia").says(f"tarik lead {brought}").hears("manajer kanal").does_not_hear("Maya")


@pytest.mark.parametrize(("sentence", "one"), [("prospek", "Satu prospek"), ("leads", "One lead")])
def test_the_managers_queue(chat: People, brought: str, sentence: str, one: str) -> None:
    chat("maya").says(sentence).hears(one, brought).presses(brought).hears("KlikNusa")


def test_the_vendors_own_lead(chat: People, store: Store, deliver: Deliver) -> None:
    maya = chat("maya").says("lead baru: PT Batu Karang, kontak Pak Joni 0812 7777 6666")
    maya.hears("disimpan sebagai prospek")
    assert {letter.to for letter in deliver()} == {"sari"}
    maya.submits("leads.pass", partners="Teknika Prima").hears("diteruskan")


@pytest.mark.parametrize(
    ("day", "until"),
    [("2026-01-01", "Jumat, 18 September"), ("2026-09-16", "Kamis, 17 September")],
)
def test_the_rule_says_how_long(
    chat: People, store: Store, brought: str, day: str, until: str
) -> None:
    with store.transaction() as records:
        rule = records.rules.on("leads.acceptance", NOW.date())
        if day == "2026-01-01":
            rule.name = "leads.forgotten"
        else:
            records.rules.add(
                Rule(
                    name="leads.acceptance",
                    value={"business_days": 1},
                    effective_from=NOW.date(),
                    source="Lead rules 2027",
                )
            )
    chat("maya").says(TO_BOTH.format(brought)).hears(until)


def test_of_two_members_at_once_one_accepts(
    any_store: Store, registry: Registry, router: Router
) -> None:
    assistant = Assistant(any_store, registry, router, clock=lambda: NOW)
    number = _offered(any_store)
    start, heard = Barrier(2), list[str]()

    def accept(who: str) -> None:
        sender, place = Sender(Platform.SLACK, "demo", who), Place(Platform.SLACK, "demo")
        start.wait()
        message = Message(sender, place, Said(f"terima lead {number}"), who, in_body=True)
        reply = assistant.respond(message).reply
        assert reply is not None
        heard.append(console.render(reply))

    threads = [Thread(target=accept, args=[who]) for who in ("rina", "dewi")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum("kini milik Anda" in said for said in heard) == 1, heard
    assert sum("tidak bisa dilakukan" in said for said in heard) == 1, heard
    with any_store.reading() as records:
        assert [each.action for each in records.audit.about(number)] == ["lead.accept"]


def _offered(store: Store) -> str:
    """A lead that waits for Mitra Sejahtera."""
    with store.transaction() as records:
        maya, rina = records.people.with_handle("maya"), records.people.with_handle("rina")
        assert maya is not None
        assert rina is not None
        lead = Lead(
            reference=records.leads.new_reference(),
            partner_id=None,
            brought_by=maya,
            customer="PT Batu Karang",
            country="ID",
            brought_at=NOW,
            changed_at=NOW,
        )
        records.leads.add(lead)
        records.leads.plan(lead, [rina.company])
        (offer,) = records.leads.offers(lead)
        offer.begin(NOW, FRIDAY)
        lead.offer(maya, NOW, rina.company, FRIDAY)
        return lead.reference
