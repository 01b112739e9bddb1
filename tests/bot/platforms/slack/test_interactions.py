"""What people press, submit, command and ask about."""

from __future__ import annotations

import json

import pytest

from bot.platforms.slack import interactions, receive
from handlers.conversation.message import Message, Pressed, Said, Sender, Submitted
from storage.values import Place, Platform, Setting
from tests.bot.platforms.slack.payloads import TEAM, Payload, action, command, shortcut, view

RINA = Sender(Platform.SLACK, TEAM, "U01RINA", "rina")
MODAL = json.dumps(
    {"key": "k1", "subject": "7", "channel": "C01GEN", "thread": "17.1", "setting": "channel"}
)


def read(raw: Payload) -> Message:
    found = receive.read(raw)
    assert found is not None
    return found


def test_a_press_names_its_button_value_and_message() -> None:
    raw = action("deals.withdraw", "12", key="abc")
    pressed = read(raw)
    assert pressed.act == Pressed("deals.withdraw", "12", "abc")
    assert pressed.sender == RINA
    assert pressed.place == Place(Platform.SLACK, TEAM, "D01RINA")
    assert pressed.event == raw["payload"]["trigger_id"]


def test_the_second_button_of_the_same_kind_is_the_same_button() -> None:
    assert read(action("deals.extend#2", "12")).act == Pressed("deals.extend", "12", "k1")


def test_a_press_in_a_channel_is_answered_in_its_thread() -> None:
    container = {"type": "message", "message_ts": "17.5", "channel_id": "C01GEN"}
    raw = action("deals.approve", channel={"id": "C01GEN", "name": "general"}, container=container)
    place = Place(Platform.SLACK, TEAM, "C01GEN", "17.5", Setting.CHANNEL)
    assert read(raw).place == place
    raw["payload"]["message"]["thread_ts"] = "17.1"
    assert read(raw).place.thread == "17.1"


def test_a_press_in_a_group_chat() -> None:
    raw = action("deals.approve", channel={"id": "C02", "name": "mpdm-rina--dewi--mitra-1"})
    assert read(raw).place.setting is Setting.GROUP


def test_a_press_on_what_only_they_see_stays_between_us() -> None:
    container = {"type": "message", "is_ephemeral": True, "channel_id": "C01GEN"}
    raw = action("deals.mine", channel={"id": "C01GEN", "name": "general"}, container=container)
    assert read(raw).place == Place(Platform.SLACK, TEAM, "C01GEN")


def test_a_press_at_home_is_in_the_direct_chat() -> None:
    raw = action("deals.mine", container={"type": "view", "view_id": "V1"}, channel=None)
    assert read(raw).place == Place(Platform.SLACK, TEAM)


def test_a_choice_is_the_value_of_its_option() -> None:
    raw = action("deals.pick")
    raw["payload"]["actions"][0] |= {"value": None, "selected_option": {"value": "pro"}}
    assert read(raw).act == Pressed("deals.pick", "pro", "k1")


def test_a_button_that_opens_a_form_says_which() -> None:
    assert interactions.opens(read(action("form:deals.registration"))) == "deals.registration"
    assert interactions.opens(read(action("deals.withdraw"))) == ""
    assert interactions.opens(read(command("halo"))) == ""


@pytest.mark.parametrize(
    "broken", [{"actions": []}, {"actions": None}, {"user": None}, {"user": {"id": ""}}]
)
def test_a_press_by_nobody_or_on_nothing_is_nothing(broken: Payload) -> None:
    assert receive.read(action("deals.withdraw", **broken)) is None


def test_a_command_is_answered_so_that_nobody_else_sees_it() -> None:
    said = read(command("deal saya &amp; komisi"))
    assert said.act == Said("deal saya & komisi")
    assert said.sender == RINA
    assert said.place == Place(Platform.SLACK, TEAM, "C01GEN")
    assert said.place.is_direct


def test_a_command_in_other_peoples_chat_is_answered_in_ours() -> None:
    assert read(command("halo", channel_id="D99")).place == Place(Platform.SLACK, TEAM)


def test_the_shortcut_asks_what_the_message_says() -> None:
    asked = read(shortcut("Maksimal berapa seat &gt; Pro?"))
    assert asked.act == Said("Maksimal berapa seat > Pro?")
    assert asked.sender == RINA
    assert asked.place == Place(Platform.SLACK, TEAM, "C01GEN")


@pytest.mark.parametrize("raw", [command("a", user_id=""), shortcut("a", user={})])
def test_commands_of_nobody_are_nothing(raw: Payload) -> None:
    assert receive.read(raw) is None


def test_a_global_shortcut_is_not_one_of_ours() -> None:
    assert receive.read(shortcut("a", type="shortcut")) is None


def test_a_form_arrives_with_its_place_and_subject() -> None:
    sent = read(
        view(
            "deals.registration",
            MODAL,
            customer={"type": "plain_text_input", "value": "PT Sinar Terang"},
            product={"type": "static_select", "selected_option": {"value": "pro"}},
            closing={"type": "datepicker", "selected_date": "2026-09-30"},
            contact={"type": "plain_text_input", "value": None},
        )
    )
    values = {
        "customer": "PT Sinar Terang",
        "product": "pro",
        "closing": "2026-09-30",
        "contact": "",
    }
    assert sent.act == Submitted("deals.registration", values, "7", "k1")
    assert sent.place == Place(Platform.SLACK, TEAM, "C01GEN", "17.1", Setting.CHANNEL)
    assert sent.modal


STOOD = {
    "customer": ({"initial_value": "PT Sinar Terang"}, False),
    "product": ({"initial_option": {"value": "pro"}}, False),
    "closing": ({"initial_date": "2026-09-30"}, False),
    "seats": ({"initial_value": "40"}, True),
}
CLEARED: Payload = {
    "customer": {"type": "plain_text_input", "value": None},
    "product": {"type": "static_select", "selected_option": None},
    "closing": {"type": "datepicker", "selected_date": None},
    "seats": {"type": "plain_text_input", "value": None},
}


def values(**sent: Payload) -> list[str]:
    raw = view("deals.registration", **{**CLEARED, **sent})
    raw["payload"]["view"]["blocks"] = [
        {"type": "input", "block_id": name, "element": element, "optional": optional}
        for name, (element, optional) in STOOD.items()
    ]
    act = read(raw).act
    assert isinstance(act, Submitted)
    return list(act.values.values())


def test_from_a_client_that_sends_only_what_was_touched_the_rest_stands() -> None:
    assert values() == ["PT Sinar Terang", "pro", "2026-09-30", "40"]


def test_an_optional_field_that_was_emptied_is_empty() -> None:
    filled = values(
        customer={"value": "PT Laut Biru"},
        product={"selected_option": {"value": "basic"}},
        closing={"selected_date": "2026-10-01"},
    )
    assert filled == ["PT Laut Biru", "basic", "2026-10-01", ""]


def test_a_form_that_travelled_with_nothing_is_answered_directly() -> None:
    for lost in ("", "not json", "[]", '{"setting": "odd"}'):
        assert read(view("deals.registration", lost)).place == Place(Platform.SLACK, TEAM)


def test_the_same_filling_in_is_one_event_and_a_corrected_one_another() -> None:
    first = view("deals.registration", amount={"value": "30"})
    again = view("deals.registration", amount={"value": "30"})
    other = view("deals.registration", amount={"value": "60"})
    assert read(first).event == read(again).event != read(other).event


def test_a_form_without_a_name_is_nothing() -> None:
    assert receive.read(view("")) is None
