"""Channel managers mark who came to a webinar and thank them, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.conversation.message import File, Pressed, Submitted
from handlers.conversation.reply import Links
from handlers.conversation.saved import from_document
from storage.people import Person, Role
from storage.store import Store
from storage.values import Language, Platform
from tests.chat import Chat
from tests.conftest import People
from tests.handlers.webinars.conftest import ENDS, NOT_ALLOWED, REGISTER, STARTS, Time

ATTENDANCE, THANKS = "webinars.attendance", "webinars.thanks"


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
