"""Partners look at their own deals and withdraw them, as chats."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.platforms import console
from handlers.conversation import manners
from handlers.conversation.message import Opened, Pressed
from handlers.conversation.registry import Registry
from handlers.conversation.routing import Router
from storage.store import Store
from tests.chat import Chat
from tests.conftest import NOW, People
from tests.handlers.deals.conftest import (
    CONTACT,
    DUE,
    LANGUAGES,
    SENTENCE,
    WHOLE,
    reference,
    states,
)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("deal saya", ("2 deal", "Rp 120.000.000", "Disetujui", "30 September 2026", "14 hari")),
        ("my deals", ("2 deals", "Rp 90,000,000", "Approved", "30 November 2026", "Close it by")),
        ("Deal saya yang mau habis proteksinya?", ("D-1007", "30 September 2026")),
    ],
)
def test_my_deals(chat: People, sentence: str, words: tuple[str, ...]) -> None:
    rina = chat("rina").says(sentence).hears(*words)
    assert rina.reply.private
    rina.does_not_hear("D-1012")


def test_a_deal_without_a_number_is_asked_for(chat: People) -> None:
    rina = chat("rina").does(Pressed(manners.BEGIN, "deals.show"))
    rina.presses("D-1007 · PT Cahaya Abadi").hears("Disetujui")


def test_who_has_none_is_shown_how_to_begin(chat: People) -> None:
    chat("agus").says("my deals").hears("no deals yet").presses("Register a deal").hears("Which")


def test_one_of_my_deals(chat: People) -> None:
    rina = chat("rina").says("deal saya").presses("D-1042")
    rina.hears("PT Maju Bersama", "60 seat", "Rp 90.000.000", "Disetujui", "30 November 2026")
    rina.says("what about D-1007?").hears("PT Cahaya Abadi")


def test_the_latest_and_the_one_we_spoke_of(chat: People) -> None:
    rina = chat("rina").says("how is my newest deal doing").hears("D-1042")
    rina.says("how is the deal with PT Cahaya Abadi going").hears("D-1007")
    rina.says("tunjukkan deal itu lagi").hears("D-1007")


@pytest.mark.parametrize("sentence", ["show D-{}", "tampilkan deal D-{}", "withdraw D-{}"])
def test_others_deals_do_not_exist(chat: People, sentence: str) -> None:
    others = chat("agus").says(sentence.format(1007)).reply
    nobodys = chat("agus").says(sentence.format(9999)).reply
    assert console.render(others).replace("D-1007", "D-9999") == console.render(nobodys)


def test_a_customer_one_does_not_have_is_unknown(chat: People) -> None:
    chat("rina").says("withdraw the deal of PT Nusantara Retail").hears("PT Nusantara Retail")
    chat("siti").says("show D-1012").hears("Waiting for a decision")


@pytest.mark.parametrize("language", LANGUAGES)
def test_withdrawing_frees_the_customer(chat: People, store: Store, language: str) -> None:
    rina = chat("rina").says(SENTENCE[language]).says(CONTACT)
    number = reference(rina)
    rina.presses({"id": "Tarik", "en": "Withdraw"}[language]).hears(number, "PT Sinar Terang")
    assert number not in states(store)
    rina.says(f"withdraw {number}").hears(number)
    again = chat("agus").says(WHOLE).hears(DUE["id"][:18])
    assert reference(again) != number


def test_withdrawn_by_mistake_it_can_be_registered_again(chat: People) -> None:
    rina = chat("rina").says("withdraw D-1042").hears("D-1042 is withdrawn")
    rina.submits("deals.registration").hears("is registered", "PT Maju Bersama", "Ibu Lestari")


@pytest.mark.parametrize("sentence", ["batalkan yang itu", "withdraw it"])
def test_it_is_the_deal_just_registered_also_for_a_fresh_process(
    chat: People, store: Store, registry: Registry, router: Router, sentence: str
) -> None:
    number = reference(chat("rina").says(SENTENCE["id"]).says(CONTACT))
    restarted = Assistant(store, registry, router, clock=lambda: NOW)
    Chat(restarted, "rina").says(sentence).hears(number)
    assert number not in states(store)


def test_without_a_number_one_is_asked_for(chat: People, store: Store) -> None:
    rina = chat("rina").says("tolong tarik deal saya")
    rina.presses("D-1007 · PT Cahaya Abadi").hears("D-1007 ditarik")
    assert set(states(store)) == {"D-1042", "D-1012"}
    chat("agus").says("tolong tarik deal saya").hears("belum punya deal")


def test_at_home_a_partner_sees_their_deals(chat: People) -> None:
    chat("rina").does(Opened("home")).hears("D-1007", "D-1042")
    chat("agus").does(Opened("home")).does_not_hear("D-")
