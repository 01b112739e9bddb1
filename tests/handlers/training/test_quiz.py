"""A quiz as a chat: one question at a time, kept through whatever comes in between."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.assistant import Assistant
from handlers.conversation.message import Opened, Pressed
from handlers.conversation.registry import Registry
from handlers.conversation.reply import Button, Buttons, Citations
from handlers.conversation.routing import Router
from handlers.conversation.saved import to_document
from handlers.training.course import Syllabus
from storage.people import Person
from storage.store import Store
from storage.training import AttemptState
from storage.values import Language, Platform
from tests.chat import Chat
from tests.conftest import NOW, People
from tests.world.posting import Post

SALES = "Mulai kuis CloudSuite Sales"
RIGHT = "CBDAC"


@pytest.fixture
def post(store: Store, registry: Registry) -> Post:
    return Post(store, registry, NOW)


def person(store: Store, handle: str) -> Person:
    with store.reading() as records:
        found = records.people.with_handle(handle)
    assert found is not None
    return found


def answers(chat: Chat, letters: str) -> Chat:
    for letter in letters:
        chat.says(letter)
    return chat


def button(chat: Chat, letter: str) -> Button:
    return next(
        button
        for block in chat.reply.blocks
        if isinstance(block, Buttons)
        for button in block.buttons
        if button.label.startswith(f"{letter}.")
    )


def presses(chat: Chat, letter: str) -> Chat:
    return chat.presses(button(chat, letter).label)


def test_five_right_answers_earn_a_certificate(chat: People, store: Store) -> None:
    rina = chat("rina").says(SALES).hears("1 dari 5")
    answers(rina, RIGHT).hears("5 dari 5 benar (100 %)", "C-", "16 September 2027")
    with store.reading() as records:
        (held,) = records.training.held(person(store, "rina").id)
        assert (held.earned.isoformat(), held.valid_to.isoformat()) == ("2026-09-16", "2027-09-16")


def test_what_is_right_is_told_only_at_the_end(chat: People) -> None:
    """Neither what is read, nor a button, nor what is kept differs with the right answer."""
    right, wrong = chat("rina").says(SALES), chat("lia").says(SALES)
    for letter, other in zip(RIGHT[:-1], "ACBDC", strict=False):
        presses(right, letter)
        presses(wrong, other)
        seen = str(to_document(right.reply)).replace(f": {letter} ", ": _ ")
        same = str(to_document(wrong.reply)).replace(f": {other} ", ": _ ")
        attempts = [button(each, "A").value.split(":")[0] for each in (right, wrong)]
        assert seen.replace(f"'{attempts[0]}:", "'") == same.replace(f"'{attempts[1]}:", "'")
    chat("agus").says("help").does_not_hear("500", "90 hari", "72")


def test_three_of_five_fail_and_show_what_to_read(chat: People, store: Store) -> None:
    siti = chat("siti").says("Start the quiz for CloudSuite Sales, please")
    answers(siti, "ABDAA").hears("3 of 5 right (60 %)", "2 tries are left today", "[Try again]")
    siti.hears("A Pro tenant holds at most 500 seats.", "72 hours after its registration")
    cited = [b.citations[0] for b in siti.reply.blocks if isinstance(b, Citations)]
    assert [(each.document, each.version) for each in cited] == [
        ("Pro datasheet", "v4"),
        ("Deal rules", "v2"),
    ]
    assert all(each.link for each in cited)
    with store.reading() as records:
        assert not records.training.held(person(store, "siti").id)


def test_three_tries_a_day_and_again_tomorrow(chat: People) -> None:
    siti = chat("siti").says("begin the CloudSuite Sales test")
    answers(siti, "AAAAA").presses("Try again")
    answers(siti, "AAAAA").presses("Try again")
    answers(siti, "AAAAA").hears("tomorrow").does_not_hear("[Try again]")
    siti.says("begin the CloudSuite Sales test").hears("used today's 3 tries", "17 September")
    siti.at(NOW + timedelta(days=1)).says("begin the CloudSuite Sales test").hears("1 of 5")


def test_a_button_of_an_earlier_question_changes_nothing(chat: People, store: Store) -> None:
    rina = chat("rina").says(SALES)
    stale = Pressed(button(rina, "A").action, button(rina, "A").value, rina.answered.key)
    presses(rina, "C").hears("2 dari 5")
    rina.does(stale).hears("Pertanyaan 1 sudah dijawab", "2 dari 5", "[B. Rp 1.500.000]")
    answers(rina, RIGHT[1:]).hears("5 dari 5 benar")
    rina.does(stale).does_not_hear("dari 5")


def test_an_event_told_twice_answers_once(chat: People) -> None:
    rina = chat("rina").says(SALES)
    pressed = Pressed(button(rina, "C").action, button(rina, "C").value, rina.answered.key)
    for _ in range(3):
        rina.does(pressed, event="Ev-same").hears("2 dari 5")


def test_two_devices_go_through_one_quiz(chat: People) -> None:
    """What is typed under a question that the other device has answered is no answer."""
    slack, teams = chat("siti", Platform.SLACK), chat("siti", Platform.TEAMS)
    slack.says("start the CloudSuite Sales quiz").hears("1 of 5")
    teams.says("continue the CloudSuite Sales quiz").hears("1 of 5").says("c").hears("2 of 5")
    slack.says("c").hears("Question 1 has been answered already", "2 of 5").says("b").hears("3 of")


def test_a_half_done_quiz_survives_a_restart(
    chat: People, store: Store, registry: Registry, router: Router
) -> None:
    answers(chat("rina").says(SALES), "CB").hears("3 dari 5")
    later = Assistant(store, registry, router, clock=lambda: NOW + timedelta(days=3))
    rina = Chat(later, "rina").says("d").hears("4 dari 5")
    rina.says(SALES).hears("belum selesai", "4 dari 5").presses("Lanjutkan").hears("4 dari 5")
    answers(rina, "AC").hears("5 dari 5 benar")


def test_a_half_done_quiz_may_begin_anew(chat: People, store: Store) -> None:
    rina = answers(chat("rina").says(SALES), "AA").says(SALES)
    rina.presses("Mulai dari awal").hears("1 dari 5")
    rina.says("b").says("ulangi kuis CloudSuite Sales dari awal").hears("1 dari 5")
    with store.reading() as records:
        (open_,) = records.training.running(person(store, "rina").id)
        assert open_.state is AttemptState.OPEN
        assert records.training.answers(open_) == ""


def test_other_things_may_be_said_in_between(chat: People) -> None:
    rina = chat("rina").says(SALES).says("c")
    rina.says("Maksimal berapa seat per tenant untuk Pro?").hears("500")
    rina.says("kalau saya jual 12 seat lagi?").hears("Rp")
    rina.says("Daftarkan deal PT Sinar Jaya, 40 seat Pro, Rp 60 jt, closing akhir bulan")
    rina.says("Pak Anton, 0812 3456 7890").hears("D-")
    rina.says("b").hears("3 dari 5")


def test_at_home_it_waits(chat: People) -> None:
    rina = chat("rina").does(Opened("home")).does_not_hear("belum selesai")
    rina.says(SALES).does(Opened("home")).does_not_hear("belum selesai")
    rina.says("c").does(Opened("home")).hears("belum selesai", "2 dari 5").presses("Lanjutkan")
    rina.hears("2 dari 5")


def test_it_can_wait(chat: People) -> None:
    rina = chat("rina").says(SALES).says("c").says("berhenti").hears("menunggu", "2 dari 5")
    rina.says("lanjutkan kuisnya").hears("2 dari 5")


def test_the_quiz_stays_in_its_language(chat: People) -> None:
    chat("rina").says(SALES).says("the third").hears("Pertanyaan 2 dari 5").says("jawaban B")


def test_a_letter_without_a_quiz(chat: People) -> None:
    chat("rina").says("b").hears("Tidak ada kuis")
    chat("rina").in_channel("general").says("b", addressed=False).hears_nothing()


def test_somebody_elses_quiz_is_not_there(chat: People) -> None:
    rina = chat("rina").says(SALES)
    pressed = Pressed(button(rina, "C").action, button(rina, "C").value)
    chat("lia").does(pressed).does_not_hear("dari 5")
    rina.says("c").hears("2 dari 5")


def test_in_a_channel_it_goes_on_in_private(chat: People, post: Post) -> None:
    siti = chat("siti", Platform.SLACK).in_channel("general")
    siti.says("start the CloudSuite Sales quiz").does_not_hear("seats")
    (told,) = post.deliver().to("siti")
    assert "1 of 5" in told
    chat("siti", Platform.SLACK).says("c").hears("2 of 5")


def test_the_owner_is_told_who_passed(chat: People, post: Post, registry: Registry) -> None:
    answers(chat("rina").says(SALES), RIGHT)
    (told,) = post.deliver().to("dewi")
    assert "Rina kini bersertifikat CloudSuite Sales" in told
    assert "16 September 2027" in told
    answers(chat("dewi").says(SALES), RIGHT)
    assert post.deliver().to("dewi") == []


def test_without_a_name_it_asks_which(chat: People) -> None:
    rina = chat("rina").says("mulai kuis dong")
    rina.hears("[CloudSuite Sales]", "[Pro untuk administrator]").presses("CloudSuite Sales")
    rina.hears("1 dari 5")


def test_one_word_of_a_title_is_enough(chat: People) -> None:
    chat("rina").says("mulai kuis administrator").hears("Pro untuk administrator", "1 dari 4")


@pytest.mark.parametrize("language", Language)
def test_the_demo_quizzes_are_whole_in_both_languages(store: Store, language: Language) -> None:
    with store.reading() as records:
        courses = [Syllabus.of(c.document) for c in records.training.courses(NOW.date())]
    assert all(not q.missing and q.text(language) for c in courses for q in c.questions)
    assert "".join(q.right for q in courses[0].questions) == RIGHT
