"""Rows 5 and 6 in both languages on every platform, typed and pressed."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.due import run_due_jobs
from handlers.conversation.registry import Registry
from handlers.conversation.reply import Buttons, Citations
from storage.store import Store
from storage.values import Platform
from tests.chat import Chat
from tests.conftest import NOW, People
from tests.world.posting import Post

START = {"id": "Mulai kuis CloudSuite Sales", "en": "Start the CloudSuite Sales quiz"}
STEP = {"id": "{} dari 5", "en": "{} of 5"}
UNTIL = {"id": "16 September 2027", "en": "16 September 2027"}
EXPIRES = {"id": "Kapan sertifikat saya kedaluwarsa?", "en": "When does my certificate expire?"}
IN_14 = {"id": "14 hari lagi", "en": "14 days left"}
RENEW = {"id": "Perbarui sekarang", "en": "Renew it now"}
TYPED = {
    "id": ("c", "jawaban B", "D.", "yang pertama", "pilih C"),
    "en": ("c", "answer B", "D.", "the first", "option C"),
}
pytestmark = pytest.mark.parametrize("platform", Platform)
both_languages = pytest.mark.parametrize("language", START)


def press(chat: Chat, letter: str) -> Chat:
    labels = [
        button.label
        for block in chat.reply.blocks
        if isinstance(block, Buttons)
        for button in block.buttons
    ]
    return chat.presses(next(label for label in labels if label.startswith(f"{letter}.")))


@both_languages
def test_5_typed_letters_work_like_buttons(
    chat: People, platform: Platform, language: str
) -> None:
    rina = chat("rina", platform).says(START[language])
    for number, said in enumerate(TYPED[language], start=1):
        rina.hears(STEP[language].format(number))
        rina.says(said)
    rina.hears("100 %", "C-", UNTIL[language])


@both_languages
def test_5_four_of_five_pass(
    chat: People, store: Store, platform: Platform, language: str
) -> None:
    rina = chat("rina", platform).says(START[language])
    for number, letter in enumerate("CBDAB", start=1):
        rina.hears(STEP[language].format(number)).does_not_hear("C-", "80 %")
        press(rina, letter)
    rina.hears("80 %", UNTIL[language], "C-")
    with store.reading() as records:
        member = records.people.with_handle("rina")
        assert member is not None
        (held,) = records.training.held(member.id)
        assert held.reference in str(rina.reply)


@both_languages
def test_5_three_of_five_fail_and_show_what_to_read(
    chat: People, platform: Platform, language: str
) -> None:
    rina = chat("rina", platform).says(START[language])
    for letter in "CBDBB":
        press(rina, letter)
    rina.hears("60 %").does_not_hear("2027", "C-")
    cited = [b.citations[0] for b in rina.reply.blocks if isinstance(b, Citations)]
    assert [each.document for each in cited] == ["Deal rules", "Deal rules"]
    assert ["50" in cited[0].quote, "72" in cited[1].quote] == [True, True]


@both_languages
def test_6_when_a_certificate_ends(chat: People, platform: Platform, language: str) -> None:
    agus = chat("agus", platform).says(EXPIRES[language])
    agus.hears("30 September 2026", IN_14[language]).presses(RENEW[language])
    agus.hears(STEP[language].format(1))


def test_6_reminders_exactly_once(
    store: Store, registry: Registry, post: Post, platform: Platform
) -> None:
    """At 14, 7 and 1 days, whatever the hour the job runs at and however often."""
    days: dict[int, list[str]] = {}
    for day in (16, 17, 22, 23, 24, 28, 29, 30):
        for hour in (3, 3, 14):
            now = datetime.fromisoformat(f"2026-09-{day}T{hour:02}:00Z")
            run_due_jobs(store, registry, max(now, NOW))
            told = [text for text in post.deliver(max(now, NOW)).to("agus") if "[Per" in text]
            days |= {day: told} if told else {}
            assert len(told) <= 1
    assert list(days) == [16, 23, 29]
    assert ["14 hari" in days[16][0], "7 hari" in days[23][0], "1 hari" in days[29][0]] == [
        True
    ] * 3
