"""Row 7: the webinars of this week, in the asker's own time, on every platform."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.due import run_due_jobs
from handlers.conversation.registry import Registry
from handlers.conversation.reply import Attachment
from storage.store import Store
from storage.values import Platform
from tests.chat import Chat
from tests.conftest import People
from tests.world.posting import Post

pytestmark = pytest.mark.parametrize("platform", Platform)

STARTS = datetime.fromisoformat("2026-09-17T07:00Z")
LINK = "https://meet.example.com/pro-in-practice"
ASKED = {"id": "Ada webinar apa minggu ini?", "en": "Any webinars this week?"}
WEBINAR_AT = {
    ("rina", "id"): "Kamis, 17 September 2026 14.00 WIB",
    ("agus", "id"): "Kamis, 17 September 2026 15.00 WITA",
    ("siti", "en"): "Thursday 17 September 2026 16:00 WIT",
    ("rina", "en"): "Thursday 17 September 2026 14:00 WIB",
    ("siti", "id"): "Kamis, 17 September 2026 16.00 WIT",
}
REGISTER = {"id": "Daftar", "en": "Register"}
REGISTERED = {"id": "Anda terdaftar di Pro in practice", "en": "registered for Pro in practice"}
ALREADY = {"id": "sudah terdaftar", "en": "already registered"}
TYPED = {"id": "daftarkan saya ke Pro in practice", "en": "please register me for Pro in practice"}


@pytest.mark.parametrize(("who", "language"), WEBINAR_AT)
def test_7_the_list_in_ones_own_time(
    chat: People, platform: Platform, who: str, language: str
) -> None:
    asker = chat(who, platform).says(ASKED[language])
    asker.hears("Pro in practice", WEBINAR_AT[who, language], f"[{REGISTER[language]}]", ".ics")
    asker.does_not_hear("Renewals", LINK)
    assert b"DTSTART:20260917T070000Z\r\n" in calendar_file(asker)


@pytest.mark.parametrize("language", ASKED)
def test_7_pressed_twice_it_is_one_seat(
    chat: People, store: Store, platform: Platform, language: str
) -> None:
    rina = chat("rina", platform).says(ASKED[language])
    listed = rina.answered
    rina.presses(REGISTER[language]).hears(REGISTERED[language], LINK)
    rina.answered = listed
    rina.presses(REGISTER[language]).hears(ALREADY[language], LINK)
    rina.says(TYPED[language]).hears(ALREADY[language])
    assert seats(store) == ["rina"]


@pytest.mark.parametrize("language", TYPED)
def test_7_typed(chat: People, store: Store, platform: Platform, language: str) -> None:
    agus = chat("agus", platform).says(TYPED[language]).hears(REGISTERED[language], LINK)
    assert LINK.encode() in calendar_file(agus)
    assert seats(store) == ["agus"]


def test_7_a_reminder_an_hour_before(
    chat: People, store: Store, registry: Registry, post: Post, platform: Platform
) -> None:
    chat("siti", platform).says(TYPED["en"])
    early = STARTS - timedelta(hours=1, minutes=1)
    for at, expected in ((early, 0), (STARTS - timedelta(hours=1), 1), (STARTS, 0)):
        for _ in range(2):
            run_due_jobs(store, registry, at)
        told = [text for text in post.deliver(at).to("siti") if "Reminder" in text]
        assert len(told) == expected
        assert all("16:00 WIT" in text and LINK in text for text in told)


def calendar_file(chat: Chat) -> bytes:
    (attached,) = (block for block in chat.reply.blocks if isinstance(block, Attachment))
    assert attached.media_type == "text/calendar"
    return attached.content


def seats(store: Store) -> list[str]:
    with store.reading() as records:
        (pro,) = (w for w in records.webinars.all() if w.titles["en"] == "Pro in practice")
        return [each.person.handle for each in records.webinars.registrations(pro.id)]
