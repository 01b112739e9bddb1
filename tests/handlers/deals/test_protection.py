"""Who registered a customer first is protected, for its time and no longer."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest

from bot.assistant import Assistant
from bot.platforms import console
from handlers.conversation.message import Message, Said, Sender
from handlers.conversation.registry import Registry
from handlers.conversation.routing import Router
from handlers.conversation.turn import Tick
from storage.deals import DealState
from storage.store import Store
from storage.values import Place, Platform
from tests.conftest import NOW, People
from tests.handlers.deals.conftest import (
    CONTACT,
    LANGUAGES,
    SENTENCE,
    WHOLE,
    Deliver,
    reference,
    states,
)

#: `MITRA_TEST_RACES` sets how often two partners race for one customer.
RACES = int(os.environ.get("MITRA_TEST_RACES", "5"))


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Daftarkan Cahaya Abadi Tbk, cahayaabadi.co.id, 80 jt", "Registrasi lain melindungi"),
        ("Register Cahaya Abadi Tbk, Rp 80,000,000", "Another registration protects"),
        ("Register PT Cahya, cahayaabadi.co.id, Rp 80,000,000", "Another registration protects"),
    ],
)
def test_anothers_customer_is_refused_with_a_dated_receipt(
    chat: People, sentence: str, words: str
) -> None:
    agus = chat("agus").says(sentence).hears(words, "16 September 2026 11", "WITA")
    agus.does_not_hear("Mitra Sejahtera", "D-1007", "120", "Rina", "2026-07")


def test_the_words_are_the_same_whoever_protects_the_customer(chat: People) -> None:
    agus = chat("agus").says("Register PT Cahaya Abadi, Rp 80,000,000").reply
    other = chat("agus").says("Register PT Nusantara Retail, Rp 80,000,000").reply
    assert console.render(agus).replace(
        "PT Cahaya Abadi", "PT Nusantara Retail"
    ) == console.render(other)


def test_the_managers_see_both_side_by_side_once(chat: People, deliver: Deliver) -> None:
    agus = chat("agus").says("Daftarkan Cahaya Abadi Tbk, cahayaabadi.co.id, 80 jt")
    agus.says("Daftarkan Cahaya Abadi Tbk, cahayaabadi.co.id, 80 jt")
    told = deliver()
    assert [letter.to for letter in told] == ["sari", "maya"]
    for words in (
        "Borneo Data (Silver)",
        "PT Mitra Sejahtera (Gold)",
        "D-1007",
        "cahayaabadi.co.id",
    ):
        assert words in told[0].text
    assert "nama badan hukum (cahaya abadi)" in told[0].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_said_twice_it_is_one_deal(chat: People, store: Store, language: str) -> None:
    rina = chat("rina").says(SENTENCE[language]).says(CONTACT)
    first = reference(rina)
    rina.says(SENTENCE[language]).hears(first)
    assert len(states(store)) == 4


def test_a_colleagues_deal_is_ones_own(chat: People) -> None:
    chat("dewi").says("Register PT Cahaya Abadi, Rp 80,000,000").hears("D-1007")


def test_delivered_three_times_it_is_one_deal(chat: People, store: Store) -> None:
    rina = chat("rina")
    replies = [rina.says(WHOLE, event="Ev-once").reply for _ in range(3)]
    assert replies[0] == replies[1] == replies[2]
    assert len(states(store)) == 4


@pytest.mark.timeout(30 + RACES)
def test_of_two_partners_in_the_same_second_exactly_one_is_first(
    any_store: Store, registry: Registry, router: Router
) -> None:
    assistant = Assistant(any_store, registry, router, clock=lambda: NOW)
    for number in range(RACES):
        _race(assistant, f"PT Baru {_word(number)}")


def _word(number: int) -> str:
    syllables = ("ka", "be", "ti", "mo", "ru", "sa", "le", "ni", "go", "du")
    return "".join(syllables[int(digit)] for digit in f"{number:03}").title()


def _race(assistant: Assistant, customer: str) -> None:
    start, heard = Barrier(2), dict[str, str]()
    sentence = f"Register {customer}, Pro, Rp 60 million, closing 30 October, Ani a@b.co"

    def register(who: str) -> None:
        sender, event = Sender(Platform.TEAMS, "demo", who), f"{who} {customer}"
        place = Place(Platform.TEAMS, "demo")
        start.wait()
        reply = assistant.respond(
            Message(sender, place, Said(sentence), event, in_body=True)
        ).reply
        assert reply is not None
        heard[who] = reply.title

    threads = [Thread(target=register, args=[who]) for who in ("agus", "siti")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first, second = sorted(heard.values(), reverse=True)
    assert "is registered" in first, heard
    assert second.startswith("Another registration protects"), heard


def test_protections_end_without_anybody_asking(
    store: Store, registry: Registry, deliver: Deliver
) -> None:
    later = datetime(2026, 10, 1, 3, tzinfo=UTC)
    (work,) = [work for name, _, work in registry.jobs if name == "deals.end_protections"]
    with store.transaction() as records:
        work(Tick(records, later, registry.publish))
    assert states(store)["D-1007"] is DealState.EXPIRED
    assert deliver(later) == []


def test_a_protection_ends_after_its_last_day_and_frees_the_customer(
    chat: People, store: Store
) -> None:
    agus = chat("agus")
    sentence = WHOLE.replace("PT Sinar Terang", "PT Cahaya Abadi")
    agus.at(datetime(2026, 9, 30, 16, 59, tzinfo=UTC)).says(sentence).hears("Registrasi lain")
    agus.at(datetime(2026, 9, 30, 17, 1, tzinfo=UTC)).says(sentence).hears("terdaftar")
    assert states(store)["D-1007"] is DealState.EXPIRED
    chat("rina").says("show D-1007").hears("Protection ended")


@pytest.mark.parametrize(
    ("day", "words"), [(28, "in 2 days"), (29, "in one day"), (30, "Protection ends today")]
)
def test_its_card_counts_the_days(chat: People, day: int, words: str) -> None:
    rina = chat("rina").at(datetime(2026, 9, day, 3, tzinfo=UTC))
    rina.says("show D-1007").hears(words)
