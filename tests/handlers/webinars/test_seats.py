"""Members see what is coming in their own time, and take a seat once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from handlers.conversation.message import Pressed
from handlers.conversation.reply import Attachment, Buttons
from storage.store import Store
from storage.values import Platform
from storage.webinars import RegistrationState
from tests.chat import Chat
from tests.conftest import NOW, People
from tests.handlers.webinars.conftest import ENDS, STARTS, Change, Time, file_of, found

LINK = "https://meet.example.com/pro-in-practice"
A_WEEK = timedelta(days=7)


def names(chat: Chat) -> list[str]:
    """The webinars that a list shows."""
    said = str(chat.reply.blocks)
    return [title for title in ("Pro in practice", "Renewals") if title in said]


@pytest.mark.parametrize(
    ("who", "sentence", "shown"),
    [
        ("rina", "webinar apa yang ada minggu ini?", ["Pro in practice"]),
        ("rina", "ada webinar gak sih pekan ini", ["Pro in practice"]),
        ("rina", "minggu depan webinarnya apa", ["Renewals"]),
        ("rina", "ada webinar apa bulan September", ["Pro in practice", "Renewals"]),
        ("rina", "besok webinar apa ya", ["Pro in practice"]),
        ("rina", "jadwal webinar", ["Pro in practice", "Renewals"]),
        ("rina", "kapan sih webinar Renewals", ["Renewals"]),
        ("siti", "what webinars do we have this week", ["Pro in practice"]),
        ("siti", "which webinars are on next week?", ["Renewals"]),
        ("siti", "webinars this month", ["Pro in practice", "Renewals"]),
        ("siti", "is there any webinar on Tuesday", ["Renewals"]),
        ("siti", "webinar schedule", ["Pro in practice", "Renewals"]),
        ("siti", "when is the webinar on renewals", ["Renewals"]),
    ],
)
def test_only_those_of_the_asked_days(
    chat: People, who: str, sentence: str, shown: list[str]
) -> None:
    asker = chat(who).says(sentence)
    assert asker.answered.operation in ("webinars.upcoming", "webinars.webinar")
    assert names(asker) == shown


@pytest.mark.parametrize(
    ("who", "sentence", "heard"),
    [
        ("rina", "ada webinar apa pekan ini", "Kamis, 17 September 2026 14.00 WIB"),
        ("agus", "ada webinar apa pekan ini", "Kamis, 17 September 2026 15.00 WITA"),
        ("siti", "what webinars are on this week", "Thursday 17 September 2026 16:00 WIT"),
    ],
)
def test_the_time_is_the_askers(chat: People, who: str, sentence: str, heard: str) -> None:
    chat(who).says(sentence).hears("Pro in practice", heard, "60")


def test_a_week_ends_on_sunday_where_the_asker_is(chat: People, store: Store) -> None:
    """Sunday 23:30 WIB is Monday in Jayapura."""
    with store.transaction() as records:
        webinar = found(records.webinars.all(), "Renewals")
        webinar.starts_at = datetime.fromisoformat("2026-09-20T16:30Z")
    rina, siti = (
        chat("rina").says("webinar pekan ini apa aja"),
        chat("siti").says("webinars this week"),
    )
    assert names(rina) == ["Pro in practice", "Renewals"]
    assert names(siti) == ["Pro in practice"]


def test_with_none_then_the_next_one_is_offered(chat: People) -> None:
    rina = chat("rina").says("ada webinar apa hari Jumat").hears("Tidak ada webinar, Jumat, 18")
    rina.hears("Renewals").presses("Daftar").hears("Anda terdaftar di Renewals")
    rina.at(NOW + 30 * A_WEEK).says("webinar minggu ini?").hears("belum ada webinar")


def test_a_follow_up_names_other_days(chat: People) -> None:
    rina = chat("rina").says("webinar apa pekan ini").says("kalau minggu depan?")
    assert names(rina) == ["Renewals"]


def test_what_is_over_can_be_seen_but_not_joined(chat: People, time: Time) -> None:
    time.comes(ENDS)
    rina = chat("rina").at(ENDS).says("webinar apa pekan ini").hears("Pro in practice", "selesai")
    assert not [block for block in rina.reply.blocks if isinstance(block, Buttons | Attachment)]
    rina.does(Pressed("webinars.join", "1")).hears("tidak bisa mendaftar").does_not_hear(LINK)


@pytest.mark.parametrize(
    ("who", "sentence", "title"),
    [
        ("rina", "daftarkan saya ke webinar Pro in practice dong", "Pro in practice"),
        ("rina", "daftarin aku webinar renewal ya", "Renewals"),
        ("rina", "mau ikut webinar besok", "Pro in practice"),
        ("rina", "daftarin gw ke webinar selanjutnya", "Pro in practice"),
        ("rina", "saya mau ikut webinar hari Selasa", "Renewals"),
        ("siti", "register me for Pro in practice", "Pro in practice"),
        ("siti", "please sign me up for Renewals", "Renewals"),
        ("siti", "sign me up for the webinar tomorrow", "Pro in practice"),
        ("siti", "I want to join the next webinar", "Pro in practice"),
    ],
)
def test_registering_in_a_sentence(chat: People, who: str, sentence: str, title: str) -> None:
    asker = chat(who).says(sentence)
    assert asker.answered.operation in ("webinars.register", "webinars.webinar")
    already = "already registered for" if who == "siti" else "sudah terdaftar di"
    asker.hears(title, "https://meet.example.com").does_not_hear(already)
    assert asker.reply.private
    asker.says(sentence).hears(f"{already} {title}")


def test_several_are_asked_about(chat: People) -> None:
    rina = chat("rina").says("daftarkan saya ke webinar").hears("Webinar mana")
    assert names(rina) == ["Pro in practice", "Renewals"]
    rina.presses("Daftar").hears("Anda terdaftar di Pro in practice")


def test_the_one_we_talk_of_is_meant(chat: People) -> None:
    rina = chat("rina").says("kapan webinar Renewals").says("mau ikut webinar itu")
    rina.hears("Anda terdaftar di Renewals")


def test_the_link_is_only_for_who_is_registered_and_in_private(chat: People, time: Time) -> None:
    rina = chat("rina", Platform.SLACK).in_channel("general")
    rina.says("webinar apa pekan ini").hears("Pro in practice").does_not_hear(LINK)
    assert LINK not in file_of(rina.reply)
    rina.presses("Daftar").does_not_hear(LINK)
    (private,) = time.comes(NOW).to("rina")
    assert LINK in private


def test_a_channel_does_not_read_who_is_registered(chat: People) -> None:
    chat("rina").says("register me for Pro in practice")
    chat("rina").says("webinar pekan ini apa ya").hears("Anda: terdaftar")
    channel = chat("rina").in_channel("general").says("webinar pekan ini apa ya")
    channel.does_not_hear("terdaftar")


def test_a_full_webinar_has_a_waiting_list(chat: People, time: Time, seats: Change) -> None:
    seats("Pro in practice", 1)
    chat("rina").says("register me for Pro in practice")
    agus = chat("agus").says("webinar pekan ini apa ya").hears("penuh").presses("Daftar")
    agus.hears("nomor 1 di daftar tunggu").does_not_hear(LINK)
    siti = chat("siti").says("register me for Pro in practice").hears("number 2")
    siti.says("which webinars do I have").hears("number 2").does_not_hear(LINK)
    chat("rina").says("batalin dong pendaftaran webinarku").hears("sudah dilepas")
    arrived = time.comes(NOW)
    (told,) = arrived.to("agus")
    assert "Ada kursi kosong" in told
    assert LINK in told
    assert arrived.to("siti") == []
    siti.says("which webinars do I have").hears("number 1")


def test_who_moved_up_and_left_is_not_told(chat: People, time: Time, seats: Change) -> None:
    seats("Pro in practice", 1)
    chat("rina").says("register me for Pro in practice")
    chat("agus").says("webinar pekan ini apa ya").presses("Daftar")
    chat("rina").says("register me for Pro in practice").presses("Cancel my seat")
    chat("agus").says("webinar apa yang saya ikuti ya").presses("Lepas kursi saya")
    assert time.comes(NOW).to("agus") == []


@pytest.mark.parametrize(
    ("who", "sentence", "heard"),
    [
        ("rina", "tolong batalkan kursi webinar saya yang Renewals", "Renewals"),
        ("rina", "saya gak bisa ikut webinar Pro in practice", "Pro in practice"),
        ("siti", "I can't attend the webinar Renewals", "Renewals"),
        ("siti", "please cancel my seat at the webinar Pro in practice", "Pro in practice"),
    ],
)
def test_leaving_in_a_sentence(chat: People, who: str, sentence: str, heard: str) -> None:
    asker = chat(who)
    for title in ("Pro in practice", "Renewals"):
        asker.says(f"register me for {title}")
    asker.says(sentence).hears(heard)
    assert asker.answered.operation in ("webinars.cancel", "webinars.webinar")
    left = {"rina": "sudah dilepas", "siti": "is cancelled"}[who]
    asker.hears(left)


def test_which_seat_is_asked_where_there_are_two(chat: People) -> None:
    rina = chat("rina").says("daftarkan saya ke webinar Renewals")
    rina.says("daftarkan saya ke webinar Pro in practice dong")
    rina.does(Pressed("webinars.browse", ""))
    rina.says("batalkan kursi webinar saya dong").hears("Webinar mana")
    rina.presses("Lepas kursi saya").hears("Pro in practice", "sudah dilepas")
    rina.presses("Daftar").hears("Anda terdaftar di Pro in practice")


def test_nothing_to_leave(chat: People, time: Time) -> None:
    rina = chat("rina").says("batalkan kursi webinar saya dong").hears("belum terdaftar")
    rina.does(Pressed("webinars.leave", "1")).hears("tidak punya kursi")
    rina.does(Pressed("webinars.leave", "no number")).hears("tidak punya kursi")
    rina.says("daftarkan saya ke webinar Pro in practice dong")
    rina.at(ENDS).does(Pressed("webinars.leave", "1")).hears("sudah selesai")


def test_ones_own(chat: People) -> None:
    siti = chat("siti").says("which webinars do I have").hears("registered for no webinar")
    siti.presses("See the webinars").presses("Register")
    siti.says("which webinars do I have").hears("16:00 WIT", LINK)
    assert siti.reply.private
    assert LINK in file_of(siti.reply)


def test_what_is_for_others_is_not_seen(chat: People, store: Store) -> None:
    with store.transaction() as records:
        found(records.webinars.all(), "Pro in practice").audience = {"tiers": ["gold"]}
    agus = chat("agus").says("webinar pekan ini apa ya").does_not_hear("Pro in practice")
    agus.does(Pressed("webinars.join", "1")).hears("tidak bisa mendaftar").does_not_hear(LINK)
    chat("rina").says("webinar pekan ini apa ya").hears("Pro in practice")
    chat("budi").says("webinar pekan ini apa ya").hears("Pro in practice")


class TestCheckingIn:
    def test_by_the_button_while_it_is_on(self, chat: People, time: Time, store: Store) -> None:
        rina = chat("rina").says("daftarkan saya ke webinar Pro in practice dong")
        told = time.comes(STARTS - timedelta(hours=1)).only("rina")
        rina.reads(told).at(STARTS - timedelta(minutes=16)).presses("Saya hadir")
        rina.hears("antara", "13.45 WIB", "15.15 WIB")
        rina.reads(told).at(STARTS).presses("Saya hadir").hears("Tercatat")
        rina.reads(told).presses("Saya hadir").hears("sudah tercatat")
        assert attended(store, "rina") == ["Pro in practice"]

    def test_in_a_sentence(self, chat: People, store: Store) -> None:
        siti = chat("siti").says("register me for Pro in practice")
        siti.says("register me for Renewals")
        siti.at(STARTS).says("I'm at the webinar").hears("Noted: you were at Pro in practice")
        agus = (
            chat("agus").at(STARTS).says("saya sudah hadir di webinar").hears("tidak punya kursi")
        )
        agus.does(Pressed("webinars.here", "1")).hears("tidak punya kursi")

    def test_by_its_code(self, chat: People, store: Store) -> None:
        with store.reading() as records:
            code = found(records.webinars.all(), "Pro in practice").code
        agus = chat("agus").says(code).hears("tidak berlaku sekarang")
        agus.at(STARTS).says(f"hadir {code.lower()}").hears("Tercatat", "Pro in practice")
        agus.says("W-00000" if code != "W-00000" else "W-11111").hears("tidak berlaku")
        assert attended(store, "agus") == ["Pro in practice"]

    def test_a_code_counts_only_for_whom_it_is_meant(self, chat: People, store: Store) -> None:
        with store.transaction() as records:
            webinar = found(records.webinars.all(), "Pro in practice")
            webinar.audience = {"tiers": ["gold"]}
        chat("agus").at(STARTS).says(webinar.code).hears("tidak berlaku")
        assert attended(store, "agus") == []

    def test_who_waits_and_has_the_code_was_there(
        self, chat: People, store: Store, seats: Change
    ) -> None:
        seats("Pro in practice", 0)
        agus = chat("agus").says("webinar pekan ini apa ya").presses("Daftar").hears("tunggu")
        agus.at(STARTS).does(Pressed("webinars.here", "1")).hears("tidak punya kursi")
        with store.reading() as records:
            code = found(records.webinars.all(), "Pro in practice").code
        agus.says(code).hears("Tercatat")
        with store.reading() as records:
            (registration,) = records.webinars.registrations(1)
            assert registration.state is RegistrationState.REGISTERED


def attended(store: Store, who: str) -> list[str]:
    with store.reading() as records:
        person = records.people.with_handle(who)
        assert person is not None
        return [webinar.titles["en"] for webinar in records.webinars.attended(person.id)]
