"""A protection runs longer: once by the rule, beyond it only by a channel manager."""

from __future__ import annotations

from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest

from bot.assistant import Assistant
from bot.platforms import console
from handlers.conversation.message import Message, Pressed, Sender
from handlers.conversation.registry import Registry
from handlers.conversation.routing import Router
from storage.deals import Deal
from storage.rules import Rule
from storage.store import Store
from storage.values import Place, Platform
from tests.conftest import NOW, People
from tests.handlers.deals.conftest import Deliver

LAST = {"id": "Jumat, 30 Oktober 2026", "en": "Friday 30 October 2026"}
END_OF_IT = datetime(2026, 10, 1, 3, tzinfo=UTC)
BUTTON = {
    "id": "Perpanjang D-1007 sampai 30 Oktober 2026",
    "en": "Extend D-1007 to 30 October 2026",
}
ASK = {
    "id": "Tanyakan D-1007 ke channel manager",
    "en": "Ask a channel manager about D-1007",
}


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("proteksi deal kami yang mau abis yang mana ya", ("Rabu, 30 September 2026", "14 hari")),
        ("which protections of mine end soon?", ("Wednesday 30 September 2026", "in 14 days")),
    ],
)
def test_what_ends_soon(chat: People, sentence: str, words: tuple[str, ...]) -> None:
    rina = chat("rina").says(sentence).hears("D-1007", "Deal rules v2", *words)
    rina.does_not_hear("D-1042", "Mitra Sejahtera")
    assert rina.reply.private


def test_nothing_soon_names_the_next_one(chat: People) -> None:
    rina = chat("rina").at(datetime(2026, 10, 2, 3, tzinfo=UTC))
    rina.says("which of our protections are about to end").hears("D-1042", "30 November 2026")
    rina.presses("Extend D-1042 to 30 December 2026").hears("D-1042 is extended")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("kapan proteksi D-1042 habis?", "30 November 2026"),
        ("when does the protection of PT Maju Bersama end", "30 November 2026"),
    ],
)
def test_of_a_deal_that_is_named(chat: People, sentence: str, words: str) -> None:
    chat("rina").says(sentence).hears("D-1042", words).does_not_hear("D-1007")


def test_who_has_no_protection_hears_so(chat: People) -> None:
    agus = chat("agus").says("which of our protections are about to end")
    agus.hears("No customer is protected")
    agus.says("extend my protection please").hears("No customer is protected")


def test_a_channel_manager_sees_everybodys(chat: People) -> None:
    maya = chat("maya").says("which protections end soon?")
    maya.hears("D-1007", "PT Mitra Sejahtera", "[Extend D-1007 to 30 October 2026]")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("id", "tolong perpanjang proteksi D-1007"),
        ("id", "bisa tambah waktu buat PT Cahaya Abadi?"),
        ("en", "please extend D-1007"),
        ("en", "extend the protection of PT Cahaya Abadi"),
    ],
)
def test_extended_once(chat: People, store: Store, language: str, sentence: str) -> None:
    rina = chat("rina").says(sentence).hears("D-1007", "PT Cahaya Abadi", LAST[language])
    rina.says(sentence).hears(LAST[language], "Rina", "Deal rules v2", f"[{ASK[language]}]")
    assert until(store) == (date(2026, 10, 30), 1)
    assert audited(store, "deal.extended") == 1


def test_the_one_before_is_meant(chat: People, store: Store) -> None:
    rina = chat("rina").says("show D-1042").hears("PT Maju Bersama")
    rina.says("perpanjang yang itu").hears("D-1042", "30 Desember 2026")
    rina.says("which protections of mine end soon?").says("extend it").hears("D-1007 is extended")


def test_nobody_said_which(chat: People) -> None:
    rina = chat("rina").says("perpanjang proteksi dong")
    rina.hears("Proteksi mana", "D-1007", "D-1042").presses(BUTTON["id"]).hears(LAST["id"])


def test_two_in_one_sentence(chat: People) -> None:
    rina = chat("rina").says("extend D-1007 and D-1042")
    rina.hears("D-1007 is extended", "D-1042 is extended")


def test_a_bare_number_and_a_stale_press(chat: People, store: Store) -> None:
    rina = chat("rina").does(Pressed("deals.extend", "D-1007")).hears(LAST["id"])
    for value in ("D-1007", "D-1007@0"):
        rina.does(Pressed("deals.extend", value)).hears("sudah pernah", "Rina", LAST["id"])
    assert until(store) == (date(2026, 10, 30), 1)


def test_where_the_rule_allows_two_a_stale_press_is_still_one(chat: People, store: Store) -> None:
    with store.transaction() as records:
        more = {"days": 10, "times": 2}
        records.rules.add(
            Rule(
                name="deals.extension",
                value=more,
                effective_from=date(2026, 9, 1),
                source="Deal rules v3",
            )
        )
    for _ in range(2):
        rina = chat("rina").does(Pressed("deals.extend", "D-1007@0"))
    rina.hears("sudah pernah", "Deal rules v3", "2 kali", "10 Oktober 2026")
    rina.presses("Perpanjang D-1007 sampai 20 Oktober 2026").hears("20 Oktober 2026")
    assert until(store) == (date(2026, 10, 20), 2)


def test_where_the_rule_allows_none(chat: People, store: Store) -> None:
    with store.transaction() as records:
        none = {"days": 30, "times": 0}
        records.rules.add(
            Rule(
                name="deals.extension",
                value=none,
                effective_from=date(2026, 9, 1),
                source="Deal rules v3",
            )
        )
    chat("rina").says("extend D-1007").hears("cannot be extended", "30 September", ASK["en"])
    assert until(store) == (date(2026, 9, 30), 0)


def test_on_its_last_day_it_can_be_extended_and_then_no_more(chat: People, store: Store) -> None:
    rina = chat("rina").at(END_OF_IT).says("extend D-1007").hears("30 September 2026", "any more")
    assert rina.reply.form("deals.registration")
    assert until(store) == (date(2026, 9, 30), 0)
    last_minute = datetime(2026, 9, 30, 16, 59, tzinfo=UTC)
    rina.at(last_minute).says("extend D-1007").hears(LAST["en"])


def test_what_is_not_protected_cannot_be_extended(chat: People) -> None:
    chat("siti").says("extend D-1012").hears("D-1012", "Waiting for a decision")
    maya = chat("maya").at(END_OF_IT).says("extend D-1007").hears("ended")
    assert not maya.reply.form("deals.registration")


@pytest.mark.parametrize("act", ["extend", "ask_longer"])
def test_others_deals_do_not_exist(chat: People, store: Store, act: str) -> None:
    agus = chat("agus")
    others = agus.does(Pressed(f"deals.{act}", "D-1007@0")).reply
    nobodys = agus.does(Pressed(f"deals.{act}", "D-9999@0")).reply
    assert console.render(others).replace("D-1007", "D-9999") == console.render(nobodys)
    agus.says("extend D-1007").hears("find no deal D-1007")
    assert until(store) == (date(2026, 9, 30), 0)


def test_the_channel_managers_are_told(chat: People, deliver: Deliver) -> None:
    chat("rina").says("extend D-1007")
    told = deliver()
    assert {letter.to for letter in told} == {"maya", "sari"}
    assert all("D-1007" in each.text and "PT Mitra Sejahtera" in each.text for each in told)


def test_a_channel_manager_extends_and_the_partner_is_told(chat: People, deliver: Deliver) -> None:
    maya = chat("maya").says("perpanjang proteksi PT Cahaya Abadi").hears(LAST["id"], "Sejahtera")
    assert {letter.to for letter in deliver()} == {"rina", "sari"}
    maya.says("perpanjang D-1007").hears("sudah pernah diperpanjang", "Deal rules v2")
    maya.presses("Perpanjang D-1007 di luar aturan sampai 29 November 2026")
    maya.hears("29 November 2026")
    (told,) = (letter for letter in deliver() if letter.to == "rina")
    assert "29 November 2026" in told.text


@pytest.mark.parametrize("language", ["id", "en"])
def test_more_is_asked_for_once_and_granted_once(
    chat: People, store: Store, deliver: Deliver, language: str
) -> None:
    dewi = chat("dewi").says({"id": "perpanjang D-1007", "en": "extend D-1007"}[language])
    dewi.does(Pressed("deals.extend", "D-1007@0"))
    deliver()
    asked = dewi.answered
    dewi.presses(ASK[language])
    dewi.answered = asked
    dewi.presses(ASK[language]).hears("D-1007", "29 November 2026", LAST[language])
    requests = deliver()
    assert sorted(letter.to for letter in requests) == ["maya", "sari"]
    assert "Dewi" in requests[0].text
    chat("maya").does(Pressed("deals.extend_anyway", "D-1007@1")).hears("29 November 2026")
    chat("sari").does(Pressed("deals.extend_anyway", "D-1007@1")).hears("Maya", "29 November 2026")
    chat("sari").does(Pressed("deals.extend_no_more", "D-1007@1")).hears("29 November 2026")
    after = deliver()
    edits = [letter for letter in after if letter.is_edit]
    assert {letter.to for letter in edits} == {"maya", "sari"}
    assert not [letter for letter in edits if "[" in letter.text]
    assert {letter.to for letter in after if not letter.is_edit} == {"rina", "dewi", "sari"}
    assert until(store) == (date(2026, 11, 29), 2)


def test_more_is_not_granted(chat: People, store: Store, deliver: Deliver) -> None:
    rina = chat("rina").says("extend D-1007").says("extend D-1007").presses(ASK["en"])
    deliver()
    for _ in range(2):
        maya = chat("maya").does(Pressed("deals.extend_no_more", "D-1007@1"))
        maya.hears("tidak diperpanjang lagi")
    after = deliver()
    (told,) = (letter for letter in after if not letter.is_edit)
    assert told.to == "rina"
    assert "30 Oktober 2026" in told.text
    assert {letter.to for letter in after if letter.is_edit} == {"maya", "sari"}
    rina.does(Pressed("deals.ask_longer", "D-1007@1")).hears("not extended again", "Talk to")
    assert until(store) == (date(2026, 10, 30), 1)


def test_asking_for_more_where_the_rule_still_gives_some(chat: People) -> None:
    chat("rina").does(Pressed("deals.ask_longer", "D-1007@0")).hears(BUTTON["id"])


def test_a_request_after_the_end_says_so(chat: People, deliver: Deliver) -> None:
    rina = chat("rina").says("extend D-1007").says("extend D-1007").presses(ASK["en"])
    later = datetime(2026, 11, 1, 3, tzinfo=UTC)
    assert any("sudah berakhir" in letter.text for letter in deliver(later))
    maya = chat("maya").at(later)
    for button in ("extend_anyway", "extend_no_more"):
        maya.does(Pressed(f"deals.{button}", "D-1007@1")).hears("berakhir")
    rina.at(later).does(Pressed("deals.ask_longer", "D-1007@1")).hears("ended")


@pytest.mark.parametrize("button", ["extend_anyway", "extend_no_more"])
def test_partners_do_not_decide_beyond_the_rule(chat: People, store: Store, button: str) -> None:
    chat("rina").does(Pressed(f"deals.{button}", "D-1007@0"))
    assert until(store) == (date(2026, 9, 30), 0)


def test_of_two_at_once_one_extends(any_store: Store, registry: Registry, router: Router) -> None:
    assistant = Assistant(any_store, registry, router, clock=lambda: NOW)
    start, heard = Barrier(2), dict[str, str]()

    def press(who: str) -> None:
        sender = Sender(Platform.SLACK, "demo", who)
        act = Pressed("deals.extend", "D-1007@0")
        start.wait()
        message = Message(sender, Place(Platform.SLACK, "demo"), act, who, in_body=True)
        reply = assistant.respond(message).reply
        assert reply is not None
        heard[who] = reply.title

    threads = [Thread(target=press, args=[who]) for who in ("rina", "dewi")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all("30" in title for title in heard.values()), heard
    assert len([title for title in heard.values() if "already" in title or "sudah" in title]) == 1
    assert until(any_store) == (date(2026, 10, 30), 1)


def until(store: Store) -> tuple[date | None, int]:
    with store.reading() as records:
        deal = records.deals.numbered("D-1007")
        assert isinstance(deal, Deal)
        return deal.protected_until, deal.extensions


def audited(store: Store, action: str) -> int:
    with store.reading() as records:
        return len(records.audit.of(action))
