from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import text as sql

from bot.assistant import Assistant
from bot.platforms import console
from handlers.conversation.message import Message, Opened, Pressed, Said, Sender, Submitted
from handlers.conversation.text import Text
from handlers.identity.strangers import TRIES
from storage.people import Person, Role
from storage.store import Store
from storage.values import Language, Place, Platform
from tests.chat import Chat
from tests.conftest import NOW, People

CODE = re.compile(r"MITRA-\w{4}-\w{4}")
WRONG = "MITRA-2222-2222"
TURNED_AWAY = {
    f"{text('unknown')}\n{text('unknown_next')}"
    for text in (Text.load("identity", language) for language in Language)
}


def invite(chat: People, sentence: str = "tolong undang Tono ya") -> str:
    found = CODE.search(console.render(chat("maya").says(sentence).reply))
    assert found is not None
    return found[0]


def heard(chat: Chat) -> str:
    return console.render(chat.reply)


def turned_away(chat: Chat) -> bool:
    """With the one text for strangers, in either language (a code is in none)."""
    return heard(chat) in TURNED_AWAY


class TestAStranger:
    @pytest.mark.parametrize("platform", Platform)
    def test_hears_the_same_whatever_they_ask(self, chat: People, platform: Platform) -> None:
        joko = chat("joko", platform)
        words = {
            heard(joko.says(asked))
            for asked in (
                "Saya mau jadi mitra",
                "berapa komisi Rina bulan ini?",
                "setujui D-1012 sekarang",
                "Apakah Pro mendukung 500 seat?",
                "tolong bantu saya dong",
            )
        }
        assert len(words) == 1
        assert "belum mengenal akun ini" in words.pop()

    def test_in_the_language_of_the_sentence(self, chat: People) -> None:
        chat("joko").says("How much did Rina earn this month?").hears(
            "I do not know this account yet", "invitation code"
        )

    def test_a_code_is_in_no_language(self, assistant: Assistant) -> None:
        sender = Sender(Platform.SLACK, "demo", "joko", language=Language.EN)
        place = Place(Platform.SLACK, "demo")
        message = Message(sender, place, Said(WRONG), "Ev-code", in_body=True)
        reply = assistant.respond(message).reply
        assert reply is not None
        assert reply.title.startswith("Hello. I do not know")

    def test_presses_and_forms_are_no_way_in(self, chat: People) -> None:
        joko = chat("joko")
        words = {
            heard(joko.does(Pressed("deals.approve", "D-1012"))),
            heard(joko.does(Submitted("identity.invitation", {"who": "Tono"}))),
            heard(joko.does(Opened("home"))),
        }
        assert len(words) == 1

    def test_talk_among_people_is_left_alone(self, chat: People) -> None:
        chat("joko").says("makan siang yuk", addressed=False).hears_nothing()

    def test_nothing_of_it_is_stored_as_a_person(self, chat: People, store: Store) -> None:
        chat("joko").says("Saya mau jadi mitra")
        with store.reading() as records:
            assert records.people.account(Platform.WEB, "demo", "joko") is None


class TestInvitations:
    def test_a_code_links_this_account_once(self, chat: People, store: Store) -> None:
        code = invite(chat)
        tono = chat("tono", Platform.TEAMS).says(code.lower().replace("-", " "))
        tono.hears("Welcome, Tono", "Write help")
        tono.says("who am I").hears("You are Tono", "Archipelago Systems", "Microsoft Teams")
        with store.reading() as records:
            person = records.people.with_handle("tono")
            assert person is not None
            assert person.preferred is Platform.TEAMS
        assert turned_away(chat("joko").says(code))

    def test_every_bad_code_sounds_like_no_code(self, chat: People) -> None:
        code = invite(chat)
        joko = chat("joko")
        unknown = heard(joko.says(WRONG))
        assert unknown in TURNED_AWAY
        assert heard(joko.at(NOW + timedelta(days=7)).says(code)) == unknown
        chat("tono", Platform.SLACK).says(code).hears("Welcome")
        assert heard(joko.at(NOW).says(code)) == unknown

    def test_a_newer_code_replaces_an_older_one(self, chat: People) -> None:
        older, newer = invite(chat), invite(chat)
        assert turned_away(chat("joko").says(older))
        chat("joko").says(newer).hears("Welcome, Tono")

    def test_too_many_tries_close_the_door_for_an_hour(self, chat: People) -> None:
        code, joko = invite(chat), chat("joko")
        for _ in range(TRIES):
            joko.says(WRONG)
        assert turned_away(joko.says(code))
        assert turned_away(chat("other").says(WRONG))
        joko.at(NOW + timedelta(minutes=61)).says(code).hears("Welcome, Tono")

    def test_sentences_are_no_tries(self, chat: People) -> None:
        code, joko = invite(chat), chat("joko")
        for _ in range(2 * TRIES):
            joko.says("hello, can somebody help me?")
        joko.says(code).hears("Welcome, Tono")

    def test_it_is_found_nowhere_afterwards(self, chat: People, store: Store) -> None:
        code = invite(chat)
        secret = (code, code.removeprefix("MITRA-"), code.replace("-", "").removeprefix("MITRA"))
        with store.reading() as records:
            tables = ("exchanges", "deliveries", "inbox", "invitations", "conversations", "audit")
            for table in tables:
                rows = records.session.execute(sql(f"SELECT * FROM {table}"))
                kept = json.dumps([list(row) for row in rows], default=str)
                assert not any(one in kept for one in secret), table

    def test_every_link_is_in_the_audit_log(self, chat: People, store: Store) -> None:
        code = invite(chat)
        chat("joko").says(WRONG)
        chat("joko").says(code)
        with store.reading() as records:
            tono = records.people.with_handle("tono")
            assert tono is not None
            links = [(each.object, each.outcome) for each in records.audit.of("identity.link")]
        assert links == [("", "refused"), (f"person:{tono.id}", "done")]

    def test_whoever_left_is_not_let_in_again(self, chat: People, store: Store) -> None:
        code = invite(chat)
        with store.transaction() as records:
            tono = records.people.with_handle("tono")
            assert tono is not None
            tono.active = False
        assert turned_away(chat("joko").says(code))

    def test_an_account_of_someone_who_left_links_to_nobody_else(
        self, chat: People, store: Store
    ) -> None:
        code, lia = invite(chat), chat("lia")
        with store.transaction() as records:
            person = records.people.with_handle("lia")
            assert person is not None
            person.active = False
        assert turned_away(lia.says(code))
        chat("joko").says(code).hears("Welcome, Tono")

    def test_a_known_person_is_told_so(self, chat: People) -> None:
        chat("rina").says(invite(chat)).hears("sudah terhubung: Anda adalah Rina")


class TestInviting:
    def test_it_is_private_and_expires(self, chat: People) -> None:
        maya = chat("maya").says("tolong undang Tono ya")
        maya.hears(
            "Undangan untuk Tono (Archipelago Systems)", "Rabu, 23 September 2026 10.00 WIB"
        )
        assert maya.reply.private

    def test_without_a_name_a_form_asks(self, chat: People) -> None:
        budi = chat("budi").says("I want to invite a new contact")
        budi.submits("identity.invitation", who="nobody at all").hears("No member is called that")
        budi.submits("identity.invitation", who="tono").hears("Invitation for Tono")

    def test_of_two_with_one_name_it_asks_which(self, chat: People, store: Store) -> None:
        with store.transaction() as records:
            partner = records.partners.named("Borneo Data")
            assert partner is not None
            records.people.add(
                Person(
                    handle="tono2",
                    name="Tono Hadi",
                    role=Role.SELLER,
                    language=Language.ID,
                    partner_id=partner.id,
                )
            )
        maya = chat("maya").says("tolong undang Tono ya").hears("Siapa yang Anda maksud?")
        maya.presses("Tono Hadi (Borneo Data)").hears("Undangan untuk Tono Hadi")
        maya.says("tolong undang Tono Hadi ya").hears("Undangan untuk Tono Hadi")

    def test_staff_are_not_invited_in_chat(self, chat: People) -> None:
        chat("budi").says("undang Sari dong").hears("Siapa yang ingin Anda undang?")

    def test_a_forged_choice_invites_nobody(self, chat: People) -> None:
        chat("maya").does(Pressed("identity.invite_person", "999")).hears("Tidak ada anggota")

    @pytest.mark.parametrize("who", ["rina", "dewi", "fajar"])
    def test_others_may_not(self, chat: People, who: str) -> None:
        chat(who).says("tolong undang Tono ya").hears("tidak bisa melakukan itu")


class TestLanguage:
    def test_from_indonesian_to_english_and_back(self, chat: People, store: Store) -> None:
        rina = chat("rina").says("ganti bahasa ke Inggris").hears("I will speak English")
        with store.reading() as records:
            person = records.people.with_handle("rina")
            assert person is not None
            assert person.language is Language.EN
        rina.does(Pressed("routing.begin", "identity.who")).hears("You are Rina")
        rina.says("switch to Indonesian").hears("Mulai sekarang saya berbahasa Indonesia")
        rina.does(Pressed("routing.begin", "identity.who")).hears("Anda adalah Rina")

    def test_without_a_name_buttons_offer_both(self, chat: People) -> None:
        siti = chat("siti").says("I want to change my language").hears("Which language")
        siti.presses("Bahasa Indonesia").hears("Mulai sekarang")
        chat("siti").does(Opened()).hears("Halo, Siti")

    def test_both_named_is_asked_as_well(self, chat: People) -> None:
        chat("siti").says("do you speak English or Indonesian?").hears("Which language")


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("rina", ("Anda adalah Rina", "PT Mitra Sejahtera", "penjual", "Slack, halaman lokal")),
        ("siti", ("You are Siti", "Archipelago Systems", "owner", "Slack, Microsoft Teams")),
        ("maya", ("Anda adalah Maya", "pihak vendor", "manajer kanal")),
    ],
)
def test_who_somebody_is(chat: People, who: str, words: tuple[str, ...]) -> None:
    chat(who).does(Pressed("routing.begin", "identity.who")).hears(*words)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("I can't speak Indonesian, so use English", "I will speak English"),
        ("ganti dari bahasa Inggris ke bahasa Indonesia", "berbahasa Indonesia"),
    ],
)
def test_the_language_that_is_refused_is_not_spoken(chat: People, said: str, heard: str) -> None:
    chat("siti").says(said).hears(heard)


def test_a_name_that_nobody_has_is_said_to_be_unknown(chat: People) -> None:
    chat("maya").says("undang Wulandari dong").hears("Wulandari", "Tidak ada anggota")
