"""A course made from a document in the chat: drafted, read, corrected, then published."""

from __future__ import annotations

from datetime import date

import pytest

from bot.platforms import console
from handlers.conversation.message import Pressed
from knowledge.library import add
from storage.store import Store
from storage.training import Course, CourseDraft
from tests.chat import Chat
from tests.conftest import NOW, People

MAKE = "make a course from Pro datasheet"


def draft_of(store: Store) -> CourseDraft:
    with store.reading() as records:
        maya = records.people.with_handle("maya")
        assert maya is not None
        return records.training.drafts(maya.id)[-1]


def course(store: Store, key: str, day: date | None = None) -> Course | None:
    with store.reading() as records:
        return records.training.course(key, day or NOW.date())


def confirm_all(maya: Chat) -> Chat:
    maya.presses("Check question 1")
    while "[Right as it is]" in console.render(maya.reply):
        maya.presses("Right as it is")
    return maya


def test_a_course_from_a_document(chat: People, store: Store) -> None:
    maya = chat("maya").says(MAKE).hears("Draft: Pro datasheet", "8 questions, 8 still to check")
    confirm_all(maya).hears("0 still to check").presses("Publish").hears(
        "Published: Pro datasheet"
    )
    made = course(store, "pro-datasheet")
    assert made is not None
    assert (made.version, made.effective_from) == (1, NOW.date())
    chat("rina").says("mulai kuis Pro datasheet").hears("1 dari 8", "Satu tenant Pro memuat")


def test_nothing_is_published_unread(chat: People, store: Store) -> None:
    maya = chat("maya").says(MAKE).presses("Publish")
    maya.hears("cannot be published yet", "1, 2, 3, 4, 5, 6, 7, 8", "[Check question 1]")
    assert course(store, "pro-datasheet") is None
    chat("rina").says("mulai kuis Pro datasheet").does_not_hear("dari 8")


def test_a_preview_shows_both_languages_and_what_is_right(chat: People) -> None:
    maya = chat("maya").says(MAKE).presses("Check question 1")
    maya.hears("English: Complete", "D. 500 seats ✓", "Indonesian: Lengkapi", "D. 500 seat ✓")
    maya.hears("Pro datasheet v4, Seats a tenant")


def test_a_question_is_corrected_in_a_form(chat: People, store: Store) -> None:
    maya = chat("maya").says(MAKE).presses("Check question 1")
    maya.submits("training.question", text_en="How many seats?", right="D").hears(
        "question 2 of 8"
    )
    (first, *_) = draft_of(store).document["questions"]
    assert first["texts"]["en"] == "How many seats?"
    assert first["confirmed"]


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"options_en": "one\ntwo\nthree"}, "four different options"),
        ({"options_id": "a\na\nb\nc"}, "four different options"),
        ({"text_en": "", "text_id": "", "options_en": "", "options_id": ""}, "write the question"),
        ({"text_id": ""}, "write the question"),
        ({"right": ""}, "choose the right option"),
    ],
)
def test_a_form_says_what_is_wrong(chat: People, values: dict[str, str], error: str) -> None:
    maya = chat("maya").says(MAKE).presses("Check question 1")
    maya.submits("training.question", **values).hears("not right yet", error)


def test_questions_are_dropped_and_added(chat: People, store: Store) -> None:
    maya = chat("maya").says(MAKE).presses("Check question 1").presses("Drop question")
    maya.hears("question 1 of 7").presses("Whole draft").submits(
        "training.question",
        text_en="Which day is it?",
        options_en="Monday\nTuesday\nFriday\nSunday",
        right="B",
        heading_en="Days",
    )
    assert len(draft_of(store).document["questions"]) == 8
    maya.presses("Whole draft").hears("missing in Indonesian")


def test_a_missing_translation_keeps_it_back(chat: People, store: Store) -> None:
    maya = chat("maya").says(MAKE)
    for _ in range(7):
        maya.presses("Check question 1").presses("Drop question").presses("Whole draft")
    maya.presses("Check question 1").submits("training.question", text_id="", options_id="")
    maya.hears("Question 1 is missing in Indonesian.").presses("Publish")
    maya.hears("cannot be published yet", "Question 1 is missing in Indonesian.")
    assert course(store, "pro-datasheet") is None


def test_a_button_of_older_words_is_stale(chat: People, store: Store) -> None:
    maya = chat("maya").says(MAKE).presses("Check question 1")
    draft = draft_of(store)
    pressed = Pressed("training.confirm", f"{draft.id}:0:{draft.revision}")
    maya.submits("training.question", text_en="Another?")
    before = draft_of(store).revision
    maya.does(pressed)
    assert draft_of(store).revision == before


def test_settings_hold_for_the_whole_course(chat: People, store: Store) -> None:
    maya = chat("maya").says(MAKE)
    maya.submits(
        "training.settings",
        title_en="Knowing Pro",
        title_id="Mengenal Pro",
        pass_mark="70",
        tries="1",
        kinds="reseller, distributor",
        lessons="Pro datasheet v4\nPrice list",
        **{"from": "2026-10-01"},
    ).hears("Draft: Knowing Pro")
    confirm_all(maya).presses("Publish").hears("1 October 2026")
    assert course(store, "pro-datasheet") is None
    later = course(store, "pro-datasheet", date(2026, 10, 1))
    assert later is not None
    assert (later.document["pass_mark"], later.document["kinds"]) == (
        70,
        ["reseller", "distributor"],
    )
    assert later.document["lessons"][1] == {"title": "Price list", "version": ""}


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"pass_mark": "101"}, "from 1 to 100"),
        ({"tries": "none"}, "from 1 to 20"),
        ({"kinds": "reseller, wizard"}, "affiliate"),
        ({"tiers": "bronze"}, "platinum"),
        ({"lessons": "No such paper"}, "No such paper"),
    ],
)
def test_settings_that_make_no_sense(chat: People, values: dict[str, str], error: str) -> None:
    chat("maya").says(MAKE).submits("training.settings", **values).hears("not right yet", error)


def test_a_title_in_one_language_is_not_enough(chat: People) -> None:
    maya = confirm_all(chat("maya").says(MAKE))
    maya.submits("training.settings", title_id="", **{"from": "not a day"})
    maya.presses("Publish").hears("title is missing in Indonesian")


def test_a_change_is_a_new_version(chat: People, store: Store) -> None:
    rina = chat("rina").says("mulai kuis CloudSuite Sales").says("c")
    maya = chat("maya").says("change the course CloudSuite Sales, please").hears("5 questions, 0")
    maya.submits("training.settings", pass_mark="100").presses("Publish").hears("Version: 2")
    changed = course(store, "cloudsuite-sales")
    assert changed is not None
    assert (changed.version, changed.document["pass_mark"]) == (2, 100)
    for letter in "BDAB":
        rina.says(letter)
    rina.hears("4 dari 5 benar", "C-")
    lia = chat("lia").says("mulai kuis CloudSuite Sales")
    for letter in "CBDAB":
        lia.says(letter)
    lia.hears("belum lulus", "100 %")


def test_a_document_in_one_language_only(chat: People, store: Store) -> None:
    with store.transaction() as records:
        add(records, "hub.md", "# Harbour guide\n\n## Gates\n\nThe harbour has 12 gates in all.\n")
    maya = chat("maya").says("make a course from Harbour guide").hears("missing in Indonesian")
    maya.presses("Check question 1").hears("Indonesian: not written yet")


def test_a_document_that_nothing_can_be_asked_about(chat: People) -> None:
    maya = chat("maya").says("make a course from Onboarding").hears("found no sentence")
    maya.presses("Publish").hears("There is no question yet")


def test_without_a_name_the_drafts_are_listed(chat: People) -> None:
    maya = chat("maya").says("please show my course drafts again").hears("Which document")
    maya.says(MAKE).says("please show my course drafts again").hears("1 course draft")
    maya.presses("Pro datasheet").hears("Draft: Pro datasheet").presses("Drop the draft")
    maya.hears("dropped").says("please show my course drafts again").hears("Which document")


def test_only_channel_managers_write_courses(chat: People, store: Store) -> None:
    chat("rina").says("buatkan kursus dari Pro datasheet").does_not_hear("Draf")
    chat("maya").says(MAKE)
    draft = draft_of(store)
    for action in ("draft", "publish", "drop_draft"):
        chat("rina").does(Pressed(f"training.{action}", str(draft.id)))
    assert draft_of(store).is_open


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("draft", "999"),
        ("draft", "x"),
        ("draft_question", "999:0:1"),
        ("draft_question", "1"),
        ("confirm", "999:0:1"),
        ("drop_question", "x"),
        ("publish", "999"),
        ("drop_draft", "999"),
    ],
)
def test_what_is_not_there_is_stale(chat: People, action: str, value: str) -> None:
    chat("maya").does(Pressed(f"training.{action}", value)).does_not_hear("Draft")
