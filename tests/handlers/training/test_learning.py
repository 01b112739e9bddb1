"""Courses, lessons and the learning path as chats."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from bot.platforms import console
from handlers.conversation.message import Pressed
from knowledge.library import add
from storage.certificates import Certificate, CertificateStep
from storage.store import Store
from storage.training import Course
from tests.conftest import NOW, People


def test_a_course_lists_its_lessons(chat: People) -> None:
    siti = chat("siti").says("Show me the course CloudSuite Sales")
    siti.hears("0 of 3 read", "Pro datasheet v4", "Deal rules v2", "5 questions", "80 %")
    siti.hears("[Read Pro datasheet v4]", "[Start the quiz]").presses("Start the quiz")
    siti.hears("1 of 5")


def test_a_lesson_is_read_section_by_section(chat: People) -> None:
    siti = chat("siti").says("Show me the course CloudSuite Sales").presses("Read Deal rules v2")
    siti.hears("Deal rules v2 · part 1 of").does_not_hear("[Back]").presses("Next")
    siti.hears("part 2 of", "50,000,000").presses("Back").hears("part 1 of")
    while "[Next]" in console.render(siti.reply):
        siti.presses("Next")
    siti.presses("Finish the lesson").hears(
        "Lesson finished: Deal rules v2", "[Read Pro datasheet"
    )
    siti.says("Show me the course CloudSuite Sales").hears("1 of 3 read", "✓ read")


def test_behind_the_last_lesson_comes_the_quiz(chat: People, store: Store) -> None:
    with store.transaction() as records:
        hendra = records.people.with_handle("hendra")
        assert hendra is not None
        records.training.read(hendra.id, "cloudsuite-sales", "Pro datasheet v4", NOW)
        records.training.read(hendra.id, "cloudsuite-sales", "Deal rules v2", NOW)
    hendra_ = chat("hendra").does(Pressed("training.lesson", "cloudsuite-sales:1:99"))
    hendra_.hears("Pelajaran selesai", "[Mulai kuis]")


def test_the_path_depends_on_kind_and_tier(chat: People) -> None:
    rina = chat("rina").says("Apa yang harus saya pelajari berikutnya?")
    rina.hears("Pro untuk administrator", "Memanfaatkan tingkat Gold", "1 dari 3")
    chat("siti").says("what should I learn next?").hears(
        "Next on your path: CloudSuite Sales", "Making the most of Gold"
    ).does_not_hear("administrators")
    chat("lia").says("apa pelajaran saya berikutnya?").hears("0 dari 1").does_not_hear("Gold")


def test_a_path_that_is_finished(chat: People, store: Store) -> None:
    lia = chat("lia").says("mulai kuis CloudSuite Sales")
    for letter in "CBDAC":
        lia.says(letter)
    lia.presses("Apa berikutnya").hears("sudah selesai", "1 dari 1", "16 September 2027")
    lia.presses("CloudSuite Sales").hears("bersertifikat sampai")


def test_what_a_person_may_not_read_is_no_lesson(chat: People, store: Store) -> None:
    with store.transaction() as records:
        for name in ("deal-rules-v2.en.md", "deal-rules-v2.id.md"):
            document = records.knowledge.from_source(f"knowledge/{name}")
            assert document is not None
            document.audience = {"staff_only": True}
    siti = chat("siti").says("Show me the course CloudSuite Sales").hears("0 of 2 read")
    siti.does(Pressed("training.lesson", "cloudsuite-sales:2:0")).does_not_hear("Deal rules")
    answering = siti.says("begin the CloudSuite Sales test")
    for letter in "CBAAC":
        answering.says(letter)
    answering.hears("80 %").does_not_hear("90 days, counted")


def test_a_lesson_in_another_language_says_so(chat: People, store: Store) -> None:
    with store.transaction() as records:
        document = records.knowledge.from_source("knowledge/pro-datasheet.en.md")
        assert document is not None
        records.knowledge.remove(document)
    siti = (
        chat("siti").says("Show me the course CloudSuite Sales").presses("Read Pro datasheet v4")
    )
    siti.hears("This document is in Indonesian.")


def test_without_a_version_the_one_in_force_is_read(chat: People, store: Store) -> None:
    with store.transaction() as records:
        for version, since in (("1", "2026-01-01"), ("2", "2026-09-01"), ("3", "2027-01-01")):
            front = f"---\ntitle: Marketing development funds\nversion: {version}\nlanguage: en\n"
            add(
                records,
                f"m{version}.md",
                f"{front}effective_from: {since}\n---\n# Funds\n\nText number {version}.\n",
            )
    rina = chat("siti").says("open the course about making the most of Gold")
    rina.presses("Read Marketing development funds").hears("Text number 2.")


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("course", "nothing"),
        ("lesson", "nothing:0:0"),
        ("lesson", "cloudsuite-sales:9:0"),
        ("begin", "nothing"),
        ("go_on", "999"),
        ("anew", "999"),
        ("choose", "999:1:A"),
    ],
)
def test_what_is_not_there_is_stale(chat: People, action: str, value: str) -> None:
    chat("siti").does(Pressed(f"training.{action}", value)).hears("no longer")


def test_staff_see_every_course(chat: People) -> None:
    chat("maya").says("what should I learn next?").hears("0 of 3", "Pro for administrators")


def test_where_nothing_is_published(chat: People, store: Store) -> None:
    with store.transaction() as records:
        for table in (CertificateStep, Certificate, Course):
            records.session.execute(delete(table))
    for sentence in ("what should I learn next?", "start a quiz then", "open the course list"):
        chat("siti").says(sentence).hears("no course for you yet")
