"""Forms as modals, and their errors under the right fields."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from bot.platforms.slack import draw, limits, receive
from bot.platforms.slack.elements import TooLong
from handlers.conversation.form import Choice, ChoiceField, DateField, Form, TextField
from handlers.conversation.message import Message, Submitted
from storage.values import Language, Place, Platform, Setting
from tests.bot.platforms.slack import judges
from tests.bot.platforms.slack.payloads import view as submission
from tests.replies.examples import REGISTRATION
from tests.replies.strategies import forms

THREAD = Place(Platform.SLACK, "T01TEST", "C01GEN", "17.1", Setting.CHANNEL)


def element(field: Any) -> dict[str, Any]:
    drawn: dict[str, Any] = draw.view(Form("a.b", "t", (field,), "ok"))["blocks"][-1]
    return drawn


def test_a_form_is_a_modal_filled_in_as_far_as_we_know() -> None:
    drawn = draw.view(REGISTRATION, "k1", THREAD, Language.ID)
    judges.accepts_view(drawn)
    judges.matches_published_types("ModalView", drawn)
    assert drawn["callback_id"] == "deals.registration"
    assert [drawn[name]["text"] for name in ("title", "submit", "close")] == [
        "Daftarkan deal",
        "Daftarkan",
        "Batal",
    ]
    customer, product, amount, closing, contact = drawn["blocks"]
    assert customer["element"]["initial_value"] == "PT Sinar Terang"
    assert product["element"]["initial_option"]["value"] == "pro"
    assert amount["hint"]["text"] == "Misalnya 60 jt"
    assert closing["element"]["initial_date"] == "2026-09-30"
    assert (contact["optional"], contact["element"]["multiline"]) == (True, True)


def test_what_a_modal_carries_comes_back_when_it_is_sent_in() -> None:
    drawn = draw.view(REGISTRATION, "k1", THREAD)
    sent = receive.read(submission("deals.registration", drawn["private_metadata"]))
    assert isinstance(sent, Message)
    assert sent.place == THREAD
    assert sent.act == Submitted("deals.registration", {}, subject="7", key="k1")


def test_errors_stand_under_their_fields() -> None:
    wrong = replace(
        REGISTRATION,
        fields=(
            replace(REGISTRATION.fields[0], error=""),
            replace(REGISTRATION.fields[2], error="Paling sedikit Rp 50.000.000."),
        ),
    )
    assert draw.errors(wrong) == {
        "response_action": "errors",
        "errors": {"amount": "Paling sedikit Rp 50.000.000."},
    }


def test_a_form_that_opens_with_an_error_shows_it_above_the_field() -> None:
    wrong = Form("a.b", "t", (TextField("n", "Nilai", error="Terlalu *kecil* <!here>"),), "ok")
    note, field = draw.view(wrong)["blocks"]
    assert "Terlalu" in note["elements"][0]["text"]
    assert not judges.lives(note["elements"][0]["text"])
    assert field["type"] == "input"


def test_a_title_that_is_too_long_for_the_bar_stands_below_it_too() -> None:
    title = "Daftarkan deal untuk pelanggan baru"
    drawn = draw.view(Form("a.b", title, (TextField("n", "Nilai"),), "ok"))
    assert len(drawn["title"]["text"]) == limits.MODAL_TITLE
    assert drawn["blocks"][0]["text"]["text"] == f"*{title}*"


def test_a_day_that_no_calendar_has_is_written_below_the_field() -> None:
    drawn = element(DateField("d", "Closing", "akhir bulan"))
    assert "initial_date" not in drawn["element"]
    assert drawn["hint"]["text"] == "akhir bulan"


def test_more_than_a_hundred_choices_are_grouped() -> None:
    choices = tuple(Choice(str(number), f"Pilihan {number}") for number in range(1, 251))
    drawn = element(ChoiceField("c", "Pilih", choices, "7"))["element"]
    labels = [group["label"]["text"] for group in drawn["option_groups"]]
    assert labels == ["1–100", "101–200", "201–250"]
    assert drawn["initial_option"]["value"] == "7"


def test_nothing_to_choose_from_is_typed() -> None:
    assert element(ChoiceField("c", "Pilih", (), "Pro"))["element"] == {
        "action_id": "value",
        "type": "plain_text_input",
        "multiline": False,
        "initial_value": "Pro",
    }


def test_a_value_of_yesterday_is_not_chosen() -> None:
    drawn = element(ChoiceField("c", "Pilih", (Choice("pro", "Pro"),), "gone"))
    assert "initial_option" not in drawn["element"]


@pytest.mark.parametrize("value", ["", "x" * 151])
def test_a_choice_needs_an_id_that_slack_has_room_for(value: str) -> None:
    with pytest.raises(TooLong):
        element(ChoiceField("c", "Pilih", (Choice(value, "Pro"),)))


def test_a_subject_is_an_id_and_short() -> None:
    with pytest.raises(TooLong):
        draw.view(replace(REGISTRATION, subject="x" * 3_000))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(forms)
def test_any_form_is_within_the_limits(form: Form) -> None:
    drawn = draw.view(form, "k" * 32, THREAD)
    judges.accepts_view(drawn)
    assert json.loads(drawn["private_metadata"])["subject"] == form.subject


SENT = submission("deals.registration", draw.view(REGISTRATION, "k1")["private_metadata"])
FILLED = {
    **SENT["payload"]["view"],
    "state": {"values": {f.name: {} for f in REGISTRATION.fields}},
}


def test_a_form_with_errors_in_its_own_fields_gets_just_the_errors() -> None:
    wrong = replace(
        REGISTRATION, fields=(*REGISTRATION.fields[:-1], TextField("contact", "Kontak", error="?"))
    )
    answer = draw.handed_back(wrong, FILLED, Language.ID)
    assert answer == {"response_action": "errors", "errors": {"contact": "?"}}


def test_a_form_that_became_another_one_takes_its_place() -> None:
    other = replace(REGISTRATION, fields=(TextField("tax", "NPWP", error="Wajib"),), subject="8")
    answer = draw.handed_back(other, FILLED, Language.ID)
    assert answer["response_action"] == "update"
    judges.accepts_view(answer["view"])
    carried = json.loads(answer["view"]["private_metadata"])
    assert (carried["key"], carried["subject"]) == ("k1", "8")
