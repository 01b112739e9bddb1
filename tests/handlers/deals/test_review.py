"""Channel managers and deals, as chats."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest

from bot.assistant import Assistant
from bot.platforms import console
from handlers import HANDLERS
from handlers.conversation.handler import Handler
from handlers.conversation.message import Message, Opened, Pressed, Said, Sender
from handlers.conversation.registry import Registry
from handlers.conversation.reply import AskWith, Buttons
from handlers.conversation.routing import Router
from storage.deals import DealState
from storage.store import Store
from storage.values import Place, Platform
from tests.conftest import NOW, People
from tests.handlers.deals.conftest import Deliver

REGISTERED = (
    "Daftarkan deal PT Sinar Terang, 40 seat Pro, Rp 60 jt, closing akhir bulan, "
    "kontak Pak Anton 0812 3456 7890"
)


def state(store: Store, reference: str = "D-1012") -> DealState:
    with store.reading() as records:
        deal = records.deals.numbered(reference)
        assert deal is not None
        return deal.state


def test_every_manager_gets_a_new_deal_as_a_card(chat: People, deliver: Deliver) -> None:
    chat("rina").says(REGISTERED)
    cards = deliver()
    assert [card.to for card in cards] == ["sari", "maya"]
    for words in (
        *(
            "Deal baru D-",
            "PT Mitra Sejahtera (Gold)",
            "PT Sinar Terang",
            "CloudSuite Pro, 40 seat",
        ),
        *("Rp 60.000.000", "30 September 2026", "Pak Anton, +6281234567890", "Rina"),
        *("18 September 2026 10.00 WIB", "[Setujui]", "[Tolak]"),
    ):
        assert words in cards[0].text


def test_a_card_does_not_outlive_its_deal(chat: People, deliver: Deliver) -> None:
    chat("rina").says(REGISTERED).presses("Tarik")
    assert deliver() == []


def test_a_withdrawn_deal_says_so_on_every_copy(chat: People, deliver: Deliver) -> None:
    chat("siti").says("withdraw D-1012")
    edits = deliver()
    assert [(edit.to, edit.is_edit) for edit in edits] == [("sari", True), ("maya", True)]
    assert "D-1012 ditarik oleh mitra" in edits[0].text
    assert "[Setujui]" not in edits[0].text


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Setujui D-1012", "dilindungi sampai Selasa, 15 Desember 2026"),
        ("approve D-1012", "dilindungi sampai Selasa, 15 Desember 2026"),
        ("please approve the deal of PT Nusantara Retail", "until Tuesday 15 December 2026"),
    ],
)
def test_approving_protects_and_tells_everyone(
    chat: People, store: Store, deliver: Deliver, sentence: str, words: str
) -> None:
    chat("maya").says(sentence).hears("D-1012", "PT Nusantara Retail", words, "Siti")
    assert state(store) is DealState.APPROVED
    told = {(letter.to, letter.is_edit): letter for letter in deliver()}
    assert set(told) == {("sari", True), ("maya", True), ("siti", False)}
    assert "D-1012 disetujui oleh Maya" in told["sari", True].text
    assert "[Setujui]" not in told["sari", True].text
    assert told["siti", False].platform == "teams"
    assert "protected for you until Tuesday 15 December 2026" in told["siti", False].text


def test_the_button_does_the_same(chat: People, store: Store, deliver: Deliver) -> None:
    maya = chat("maya").says("show D-1012").hears("Archipelago Systems (Gold)", "Siti")
    maya.presses("Approve").hears("until Tuesday 15 December 2026")
    assert len(deliver()) == 3
    maya.does(Pressed("deals.approve", "D-1012")).hears("already approved by Maya", "16 September")


def test_the_copy_that_was_delivered_with_the_world_can_be_pressed(
    chat: People, store: Store
) -> None:
    with store.reading() as records:
        deal = records.deals.numbered("D-1012")
        assert deal is not None
        copies = records.deliveries.copies(f"deal:{deal.id}")
    assert [copy.user for copy in copies] == ["sari", "maya"]
    assert all(copy.reply for copy in copies)


@pytest.mark.parametrize(
    "sentence", ["Setujui D-1012", "approve D-1012", "tolak D-1012: duplikat"]
)
def test_the_second_manager_hears_who_was_first_and_when(
    chat: People, store: Store, sentence: str
) -> None:
    chat("maya").says("Setujui D-1012")
    chat("sari").says(sentence).hears("D-1012", "Maya", "16 September 2026 10.00 WIB")
    assert state(store) is DealState.APPROVED


def test_of_two_managers_at_once_one_decides(
    any_store: Store, registry: Registry, router: Router
) -> None:
    assistant = Assistant(any_store, registry, router, clock=lambda: NOW)
    start, heard = Barrier(2), list[str]()

    def approve(who: str) -> None:
        sender, place = Sender(Platform.SLACK, "demo", who), Place(Platform.SLACK, "demo")
        start.wait()
        message = Message(sender, place, Said("approve D-1012"), who, in_body=True)
        reply = assistant.respond(message).reply
        assert reply is not None
        heard.append(reply.title)

    threads = [Thread(target=approve, args=[who]) for who in ("maya", "sari")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum("dilindungi sampai" in title for title in heard) == 1, heard
    assert sum("sudah disetujui oleh" in title for title in heard) == 1, heard
    with any_store.reading() as records:
        assert len(records.audit.about("D-1012")) == 1


@pytest.mark.parametrize(
    ("sentence", "words", "reason"),
    [
        ("tolak D-1012: pelanggan lama", "bebas kembali", "pelanggan lama"),
        ("decline D-1012 because it is a public tender", "free again", "it is a public tender"),
    ],
)
def test_declining_gives_the_partner_the_reason(
    chat: People, deliver: Deliver, sentence: str, words: str, reason: str
) -> None:
    chat("maya").says(sentence).hears("D-1012", words)
    (told,) = [letter for letter in deliver() if letter.to == "siti"]
    assert "D-1012 was declined" in told.text
    assert f"Reason: {reason}" in told.text
    chat("siti").says("my deals").hears("Declined", "if you disagree")
    agus = chat("agus").says(REGISTERED.replace("PT Sinar Terang", "PT Nusantara Retail"))
    agus.hears("terdaftar")


def test_without_a_reason_one_is_asked_for(chat: People, store: Store) -> None:
    maya = chat("maya").says("decline D-1012").hears("Why is D-1012 declined")
    assert state(store) is DealState.SUBMITTED
    maya.submits("deals.decline", reason=" ").hears("Please give a reason")
    assert maya.reply.form("deals.decline") is not None
    maya.submits("deals.decline", reason="Existing customer").hears("D-1012 is declined")
    assert state(store) is DealState.DECLINED


def test_the_card_declines_with_a_form(chat: People, store: Store) -> None:
    maya = chat("maya").says("show D-1012")
    assert any(isinstance(block, AskWith) for block in maya.reply.blocks)
    maya.submits("deals.decline", reason="Existing customer").hears("declined")
    assert state(store) is DealState.DECLINED


def test_a_card_that_shows_an_older_version_is_not_acted_on(chat: People, store: Store) -> None:
    maya = chat("maya").says("show D-1012")
    with store.transaction() as records:
        deal = records.deals.numbered("D-1012")
        assert deal is not None
        deal.contact_name = "Ibu Yusuf"
    maya.presses("Approve").hears("has changed since", "Ibu Yusuf")
    assert state(store) is DealState.SUBMITTED
    maya.presses("Approve").hears("protected until")


@pytest.mark.parametrize("sentence", ["approve D-1012", "setujui D-1012", "tolak D-1012: x"])
@pytest.mark.parametrize("who", ["rina", "siti", "budi"])
def test_only_managers_decide_and_the_rest_is_logged(
    chat: People, store: Store, who: str, sentence: str
) -> None:
    chat(who).says(sentence)
    chat(who).does(Pressed("deals.approve", "D-1012"))
    assert state(store) is DealState.SUBMITTED
    with store.reading() as records:
        logged = [*records.audit.of("deals.approve"), *records.audit.of("deals.decline")]
    assert len(logged) == 2
    assert {entry.outcome for entry in logged} == {"refused"}


def test_a_deal_that_does_not_exist_is_not_decided(chat: People) -> None:
    chat("maya").says("approve D-9999").hears("D-9999")
    chat("maya").does(Pressed("deals.approve", "D-9999@1")).hears("D-9999")


def test_what_is_no_longer_waiting_cannot_be_decided(chat: People) -> None:
    chat("siti").says("withdraw D-1012")
    chat("maya").says("approve D-1012").hears("ditarik oleh mitra")
    chat("maya").says("approve D-1007").hears("D-1007", "sudah disetujui oleh Maya", "2 Juli 2026")


@pytest.mark.parametrize(
    "sentence", ["which deals wait for me", "deal mana yang perlu diputuskan"]
)
def test_the_queue_is_what_waits(chat: People, sentence: str) -> None:
    chat("rina").says(REGISTERED)
    maya = chat("maya").says(sentence).hears("2 deal", "D-1012", "Archipelago", "PT Sinar Terang")
    maya.presses("D-1012").hears("PT Nusantara Retail")


def test_approving_without_a_number_shows_the_queue(chat: People, store: Store) -> None:
    chat("maya").says("please approve that deal").hears("D-1012")
    assert state(store) is DealState.SUBMITTED
    chat("maya").says("Setujui D-1012")
    chat("sari").says("please approve that deal").hears("No deal is waiting")


def test_at_home_a_manager_sees_the_queue(chat: People) -> None:
    chat("maya").does(Opened("home")).hears("D-1012")


def test_a_decision_is_known_to_others(store: Store, router: Router) -> None:
    heard: list[int] = []
    listener = Handler("help")
    listener.when("deal.decided")(lambda _, facts: heard.append(facts["deal_id"]))
    assistant = Assistant(store, Registry((*HANDLERS, listener)), router, clock=lambda: NOW)
    sender, place = Sender(Platform.SLACK, "demo", "maya"), Place(Platform.SLACK, "demo")
    assistant.respond(Message(sender, place, Said("approve D-1012"), "Ev1", in_body=True))
    assert len(heard) == 1


def test_a_press_of_the_card_in_a_channel_stays_private(chat: People) -> None:
    maya = chat("maya").in_channel("deals").does(Pressed("deals.approve", "D-1012"))
    maya.hears("secara pribadi").does_not_hear("Nusantara")
    assert not any(isinstance(block, Buttons) for block in maya.reply.blocks)
    assert "D-1012" not in console.render(maya.reply)
