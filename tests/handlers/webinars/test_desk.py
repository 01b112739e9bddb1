"""Channel managers plan, change, follow and thank; partners learn no more than how many."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.conversation.message import File, Pressed, Submitted
from handlers.conversation.reply import Attachment, Links
from handlers.conversation.saved import from_document
from storage.people import Person, Role
from storage.store import Store
from storage.values import Language, Platform
from storage.webinars import Webinar
from tests.chat import Chat
from tests.conftest import NOW, People
from tests.handlers.webinars.conftest import ENDS, STARTS, Change, Time, found

LINK = "https://meet.example.com/pro-in-practice"
REGISTER = "register me for Pro in practice"
NOT_ALLOWED = {"id": "tidak bisa melakukan itu", "en": "cannot do that for you"}
FORM, ATTENDANCE, THANKS = "webinars.plan", "webinars.attendance", "webinars.thanks"


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


class TestAttendance:
    @pytest.fixture
    def maya(self, chat: People) -> Chat:
        for who in ("rina", "siti"):
            chat(who).says(REGISTER)
        return chat("maya").at(STARTS + timedelta(minutes=30))

    def test_names_behind_a_colon(self, maya: Chat, store: Store) -> None:
        maya.says("mark attendance for Pro in practice: Rina, Agus and Nobody")
        maya.hears("2 people newly marked", "Not found: Nobody")
        assert came(store) == ["agus", "rina"]

    def test_a_pasted_list(self, maya: Chat, store: Store) -> None:
        maya.says("tolong tandai kehadiran webinar Pro in practice")
        maya.submits(ATTENDANCE, names="1. RINA (PT Mitra Sejahtera)\n@siti\nRina\n\nSiapa")
        maya.hears("2 orang baru ditandai hadir", "Sudah ditandai: Rina", "Siapa")
        maya.submits(ATTENDANCE, names="Siti").hears("0 orang baru")
        assert came(store) == ["rina", "siti"]

    def test_a_file(self, maya: Chat, store: Store) -> None:
        listed = "Name,Email,Minutes\nSiti,siti@example.com,58\nAgus;agus@example.com;60\n"
        file = File("list.csv", "text/csv", len(listed), listed.encode("utf-8-sig"))
        maya.says("mark attendance for Pro in practice", file).hears("2 people newly marked")
        assert came(store) == ["agus", "siti"]

    @pytest.mark.parametrize("content", [b"PK\x03\x04\0\0", None])
    def test_a_file_that_is_no_text(self, maya: Chat, content: bytes | None) -> None:
        file = File("list.xlsx", "application/octet-stream", 6, content)
        maya.says("mark attendance for Pro in practice", file).hears("CSV")

    def test_an_old_encoding(self, maya: Chat, store: Store) -> None:
        file = File("list.txt", "text/plain", 9, "Siti\nJosé".encode("cp1252"))
        maya.says("mark attendance for Pro in practice", file).hears("1 person", "José")

    def test_a_name_that_two_have_marks_neither(self, maya: Chat, store: Store) -> None:
        with store.transaction() as records:
            records.people.add(
                Person(
                    handle="bayu2",
                    name="Bayu",
                    role=Role.SELLER,
                    language=Language.ID,
                    partner_id=1,
                )
            )
        maya.says("mark attendance for Pro in practice: Bayu")
        maya.hears("0 people newly marked", "More than one person has this name: Bayu")
        assert came(store) == []
        maya.submits(ATTENDANCE, names="bayu2").hears("1 ")
        assert came(store) == ["bayu2"]

    def test_not_before_it_has_begun(self, chat: People, store: Store) -> None:
        maya = chat("maya").says("mark attendance for Pro in practice: Rina").hears("No webinar")
        maya.does(Submitted(ATTENDANCE, {"names": "Rina"}, "1")).hears("no longer available")
        assert came(store) == []

    def test_partners_cannot(self, maya: Chat, chat: People, store: Store) -> None:
        rina = chat("rina").at(STARTS)
        rina.does(Submitted(ATTENDANCE, {"names": "Rina"}, "1")).hears(NOT_ALLOWED["en"])
        assert came(store) == []


class TestThanks:
    @pytest.fixture
    def maya(self, chat: People, time: Time) -> Chat:
        """After the webinar; Rina was there, Siti was not."""
        for who in ("rina", "siti"):
            chat(who).says(REGISTER)
        chat("rina").at(STARTS).does(Pressed("webinars.here", "1")).hears("Noted")
        told = time.comes(ENDS).only("maya")
        return chat("maya", Platform.SLACK).at(ENDS).reads(told)

    def test_who_came_and_who_did_not_read_different_words_once(
        self, maya: Chat, time: Time
    ) -> None:
        recording = "https://video.example.com/1"
        held = maya.answered
        maya.submits(THANKS, recording=recording, document="pro datasheet").hears("2 orang")
        arrived = time.comes(ENDS)
        (came_,), (missed,) = arrived.to("rina"), arrived.to("siti")
        assert "Terima kasih sudah hadir di Pro in practice" in came_
        assert "We missed you at Pro in practice" in missed
        assert all(recording in told for told in (came_, missed))
        reply = arrived.only("siti").reply
        assert reply is not None
        links = [b for b in from_document(reply).blocks if isinstance(b, Links)]
        assert len(links) == 2
        maya.answered = held
        maya.submits(THANKS).hears("0 orang")
        assert time.comes(ENDS).copies == ()

    @pytest.mark.parametrize(("to", "who"), [("attended", "rina"), ("absent", "siti")])
    def test_only_some(self, maya: Chat, time: Time, to: str, who: str) -> None:
        maya.submits(THANKS, to=to).hears("1 orang")
        arrived = time.comes(ENDS)
        assert [copy.who for copy in arrived.copies] == [who]

    @pytest.mark.parametrize(
        ("wrong", "heard"),
        [({"recording": "nowhere"}, "https://"), ({"document": "No such"}, "judul")],
    )
    def test_what_is_wrong_is_asked_again(
        self, maya: Chat, time: Time, wrong: dict[str, str], heard: str
    ) -> None:
        maya.submits(THANKS, **wrong).hears(heard)
        assert time.comes(ENDS).copies == ()

    def test_a_document_that_one_may_not_read_is_not_named(self, maya: Chat, time: Time) -> None:
        maya.submits(THANKS, document="Support playbook").hears("2 orang")
        assert all("playbook" not in copy.text.casefold() for copy in time.comes(ENDS).copies)

    def test_not_before_it_is_over(self, chat: People) -> None:
        chat("maya").does(Submitted(THANKS, {"to": "both"}, "1")).hears("sudah tidak tersedia")


def came(store: Store) -> list[str]:
    with store.reading() as records:
        registrations = records.webinars.registrations(1)
        return sorted(each.person.handle for each in registrations if each.attended)
