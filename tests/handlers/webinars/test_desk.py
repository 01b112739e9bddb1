"""Channel managers plan, change and follow; partners learn no more than how many."""

from __future__ import annotations

import pytest

from handlers.conversation.message import Pressed, Submitted
from handlers.conversation.reply import Attachment
from storage.store import Store
from storage.webinars import Webinar
from tests.chat import Chat
from tests.conftest import NOW, People
from tests.handlers.webinars.conftest import NOT_ALLOWED, REGISTER, Change, Time, found

LINK = "https://meet.example.com/pro-in-practice"
FORM = "webinars.plan"


def planned(store: Store, title: str) -> Webinar:
    with store.reading() as records:
        return next(each for each in records.webinars.all() if title in each.titles.values())


def version(store: Store, title: str = "Pro in practice") -> str:
    webinar = planned(store, title)
    return f"{webinar.id}:{webinar.sequence}"


class TestPlanning:
    def test_in_one_sentence(self, chat: People, store: Store) -> None:
        maya = chat("maya")
        maya.says("webinar Harga Kuartal Keempat Kamis 24 September jam 14.00 WITA 60 menit")
        maya.hears("Direncanakan: Harga Kuartal Keempat", "14.00 WITA, 60 menit", "semua mitra")
        assert planned(store, "Harga Kuartal Keempat").starts_at.isoformat() == (
            "2026-09-24T06:00:00+00:00"
        )
        chat("siti").says("which webinars are on next week?").hears("15:00 WIT")

    def test_said_twice_it_is_one(self, chat: People, store: Store) -> None:
        sentence = (
            "plan a webinar Pricing in depth on 24 September 2026 at 14:00 WIB for 60 minutes"
        )
        maya = chat("maya").says(sentence).hears("Planned: Pricing in depth")
        maya.says(sentence).hears("already planned: Pricing in depth")
        with store.reading() as records:
            assert len(records.webinars.all()) == 3

    def test_one_form_asks_for_what_is_missing(self, chat: People, store: Store) -> None:
        maya = chat("maya").says("tolong jadwalkan webinar Harga Baru besok jam 10")
        maya.hears("Saya perlu sedikit lagi").does_not_hear("Silakan tulis")
        maya.submits(FORM, minutes="0").hears("dari 5 sampai 720")
        maya.submits(FORM, minutes="45", title_en="New prices", capacity="2", audience="Gold")
        maya.hears("Harga Baru", "New prices", "45 menit", "Untuk: Gold", "Jumlah kursi: 2")
        webinar = planned(store, "New prices")
        assert (webinar.titles, webinar.audience) == (
            {"en": "New prices", "id": "Harga Baru"},
            {"tiers": ["gold"]},
        )
        chat("siti").says("webinars tomorrow").hears("New prices", "12:00 WIT")
        chat("agus").says("besok webinar apa ya").does_not_hear("Harga Baru")

    def test_a_date_that_may_be_two_is_asked_for(self, chat: People) -> None:
        maya = chat("maya").says("plan a webinar Pricing on 12/10/2026 at 14:00 for 60 minutes")
        form = maya.reply.form(FORM)
        assert form is not None
        assert {field.name: field.value for field in form.fields}["day"] == ""

    def test_partners_cannot(self, chat: People, store: Store) -> None:
        rina = chat("rina").does(Submitted(FORM, {"title_en": "Mine"}))
        rina.hears(NOT_ALLOWED["id"])
        rina.does(Pressed("webinars.call_off", version(store))).hears(NOT_ALLOWED["id"])
        rina.does(Pressed("webinars.move", f"{version(store)}:1789999999:UTC")).hears(
            NOT_ALLOWED["id"]
        )
        with store.reading() as records:
            assert len(records.webinars.all()) == 2
            assert planned(store, "Pro in practice").sequence == 0


class TestChanging:
    def form(self, chat: People, store: Store, **values: str) -> Chat:
        maya = chat("maya").does(Pressed("webinars.roster", version(store).partition(":")[0]))
        return maya.submits(FORM, **values)

    def test_a_new_link_is_told_with_the_calendar(
        self, chat: People, store: Store, time: Time
    ) -> None:
        chat("rina").says(REGISTER)
        self.form(chat, store, link="https://meet.example.com/new").hears("Diubah", "1 orang")
        (told,) = time.comes(NOW).to("rina")
        assert "Rincian Pro in practice berubah" in told
        assert "https://meet.example.com/new" in told

    def test_more_seats_are_given_to_who_waits_and_nobody_else_is_told(
        self, chat: People, store: Store, time: Time, seats: Change
    ) -> None:
        seats("Pro in practice", 1)
        for who in ("rina", "agus"):
            chat(who).says(REGISTER)
        self.form(chat, store, capacity="2").hears("0 orang")
        arrived = time.comes(NOW)
        assert "kursi kosong" in arrived.to("agus")[0]
        assert arrived.to("rina") == []

    def test_a_form_of_before_another_change_is_stale(self, chat: People, store: Store) -> None:
        maya = chat("maya").does(Pressed("webinars.roster", version(store).partition(":")[0]))
        shown = maya.answered
        maya.submits(FORM, minutes="90").hears("90 menit")
        maya.answered = shown
        maya.submits(FORM, minutes="30").hears("sudah tidak tersedia")

    def test_what_is_wrong_is_asked_again(self, chat: People, store: Store) -> None:
        self.form(chat, store, day="2026-09-01").hears("sudah lewat").submits(
            FORM, day="2026-09-18"
        ).hears("Diubah")

    def test_moving_without_a_time_opens_the_form(self, chat: People) -> None:
        maya = chat("maya").says("tolong pindahkan webinar Renewals dong")
        form = maya.reply.form(FORM)
        assert form is not None
        assert form.subject == "2:0"

    def test_moving_into_the_past_is_refused(self, chat: People, store: Store) -> None:
        maya = chat("maya").says("pindahkan webinar Renewals ke 1 September 2026 jam 10.00")
        maya.hears("sudah lewat")
        maya.does(Pressed("webinars.move", "2:0:1000000000:UTC")).hears("sudah tidak tersedia")
        maya.does(Pressed("webinars.move", "nonsense")).hears("sudah tidak tersedia")

    def test_a_managers_own_seat_is_theirs(self, chat: People) -> None:
        maya = chat("maya").says(REGISTER)
        maya.says("batalkan kursi webinar saya yang Pro in practice").hears("sudah dilepas")

    def test_which_one_to_call_off(self, chat: People) -> None:
        maya = chat("maya").says("tolong batalkan webinarnya").hears("Webinar mana")
        maya.does(Pressed("webinars.ask_call_off", "1")).presses("Batalkan webinar")
        maya.hears("dibatalkan")
        maya.does(Pressed("webinars.ask_call_off", "1")).hears("sudah tidak tersedia")


class TestLookingOn:
    def test_a_manager_sees_them_by_partner_with_every_name_in_a_file(
        self, chat: People, store: Store
    ) -> None:
        with store.transaction() as records:
            agus = records.people.with_handle("agus")
            assert agus is not None
            agus.name = "=HYPERLINK(1)"
        for who in ("rina", "dewi", "agus", "budi"):
            chat(who).says(REGISTER)
        maya = chat("maya").says("siapa yang sudah daftar webinar Pro in practice")
        maya.hears("4 terdaftar, 0 menunggu", "PT Mitra Sejahtera", "Borneo Data", "staf kami")
        assert maya.reply.private
        (file,) = (block for block in maya.reply.blocks if isinstance(block, Attachment))
        rows = file.content.decode("utf-8-sig").splitlines()
        assert rows[0] == "Mitra,Nama,Keadaan,Mendaftar pada,Hadir"
        assert any(row.startswith("PT Mitra Sejahtera,Dewi,terdaftar,2026-09-16T") for row in rows)
        assert any("'=HYPERLINK" in row for row in rows)

    @pytest.mark.parametrize("who", ["rina", "dewi", "budi", "fajar"])
    def test_all_others_see_only_how_many(self, chat: People, who: str) -> None:
        for name in ("agus", "siti"):
            chat(name).says(REGISTER)
        seen = chat(who).says("berapa orang yang daftar webinar Pro in practice")
        seen.hears("2 orang terdaftar").does_not_hear("Agus", "Siti", "Borneo", LINK)
        seen.does(Pressed("webinars.roster", "1")).hears("2 orang terdaftar")
        seen.does_not_hear("Agus", "Borneo", LINK)

    def test_what_is_for_others_has_no_count_either(self, chat: People, store: Store) -> None:
        with store.transaction() as records:
            found(records.webinars.all(), "Pro in practice").audience = {"tiers": ["gold"]}
        chat("agus").does(Pressed("webinars.roster", "1")).hears("sudah tidak tersedia")

    def test_a_list_leads_a_manager_there(self, chat: People) -> None:
        maya = chat("maya").says("webinar apa pekan ini").presses("Pendaftar: Pro in practice")
        maya.hears("0 terdaftar", LINK, "W-")
