"""Slack's payloads as it really sends them, with made-up people in a made-up company."""

from __future__ import annotations

from itertools import count
from typing import Any

Payload = dict[str, Any]
TEAM = "T01TEST"
OUR_USER = "U0BOT"
NUMBERS = count(1)


def event(**event: Any) -> Payload:
    number = next(NUMBERS)
    payload = {
        "token": "deprecated",
        "team_id": TEAM,
        "api_app_id": "A01APP",
        "event": {"event_ts": f"{1_789_527_600 + number}.000100", **event},
        "type": "event_callback",
        "event_id": f"Ev{number:08d}",
        "event_time": 1_789_527_600,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": OUR_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": "4-abc",
    }
    return {"type": "event", "payload": payload}


def message(text: str, **more: Any) -> Payload:
    """A person writes; in the direct chat unless `channel` says otherwise."""
    number = next(NUMBERS)
    said = {
        "type": "message",
        "user": "U01RINA",
        "text": text,
        "ts": f"{1_789_527_600 + number}.000200",
        "client_msg_id": f"1b1c0000-0000-4000-8000-{number:012d}",
        "team": TEAM,
        "channel": "D01RINA",
        "channel_type": "im",
    }
    return event(**{**said, **more})


def in_channel(text: str, **more: Any) -> Payload:
    return message(text, **{"channel": "C01GEN", "channel_type": "channel", **more})


def mention(text: str, **more: Any) -> Payload:
    raw = in_channel(text, **{"type": "app_mention", **more})
    del raw["payload"]["event"]["channel_type"]
    return raw


def edit(before: str, after: str, **more: Any) -> Payload:
    said = {"type": "message", "user": "U01RINA", "ts": "1789527601.000200"}
    place = {"channel": "D01RINA", "channel_type": "im"}
    return event(
        type="message",
        subtype="message_changed",
        hidden=True,
        ts="1789527700.000300",
        message={**said, "text": after, **more},
        previous_message={**said, "text": before},
        **place,
    )


def action(action_id: str, value: str = "", key: str = "k1", **more: Any) -> Payload:
    """A press on a message in the direct chat."""
    number = next(NUMBERS)
    payload: Payload = {
        "type": "block_actions",
        "user": {"id": "U01RINA", "username": "rina", "name": "rina", "team_id": TEAM},
        "api_app_id": "A01APP",
        "token": "deprecated",
        "container": {
            "type": "message",
            "message_ts": "1789527700.000100",
            "channel_id": "D01RINA",
            "is_ephemeral": False,
        },
        "trigger_id": f"{number}.12345.abcdef",
        "team": {"id": TEAM, "domain": "test"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": "D01RINA", "name": "directmessage"},
        "message": {"type": "message", "user": OUR_USER, "ts": "1789527700.000100"},
        "state": {"values": {}},
        "response_url": "https://hooks.slack.test/actions/T01TEST/1/abc",
        "actions": [
            {
                "type": "button",
                "action_id": action_id,
                "block_id": f"{key}:1",
                "text": {"type": "plain_text", "text": "Press", "emoji": False},
                "value": value,
                "action_ts": "1789527701.123456",
            }
        ],
    }
    return {"type": "action", "payload": {**payload, **more}}


def view(form: str, travelling: str = "{}", **values: Payload) -> Payload:
    payload = {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "test"},
        "user": {"id": "U01RINA", "username": "rina", "name": "rina", "team_id": TEAM},
        "api_app_id": "A01APP",
        "token": "deprecated",
        "trigger_id": "99.12345.abcdef",
        "view": {
            "id": "V01",
            "team_id": TEAM,
            "type": "modal",
            "private_metadata": travelling,
            "callback_id": form,
            "state": {"values": {name: {"value": value} for name, value in values.items()}},
            "hash": "1789527700.abc",
            "title": {"type": "plain_text", "text": "Form"},
            "bot_id": "B0BOT",
        },
        "response_urls": [],
        "is_enterprise_install": False,
    }
    return {"type": "view", "payload": payload}


def command(text: str, **more: Any) -> Payload:
    payload = {
        "token": "deprecated",
        "team_id": TEAM,
        "team_domain": "test",
        "channel_id": "C01GEN",
        "channel_name": "general",
        "user_id": "U01RINA",
        "user_name": "rina",
        "command": "/mitra",
        "text": text,
        "api_app_id": "A01APP",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.test/commands/T01TEST/1/abc",
        "trigger_id": f"{next(NUMBERS)}.55555.abcdef",
    }
    return {"type": "command", "payload": {**payload, **more}}


def shortcut(text: str, **more: Any) -> Payload:
    payload = {
        "type": "message_action",
        "token": "deprecated",
        "action_ts": "1789527701.123456",
        "team": {"id": TEAM, "domain": "test"},
        "user": {"id": "U01RINA", "username": "rina", "team_id": TEAM, "name": "rina"},
        "channel": {"id": "C01GEN", "name": "general"},
        "is_enterprise_install": False,
        "callback_id": "ask_mitra",
        "trigger_id": f"{next(NUMBERS)}.77777.abcdef",
        "message_ts": "1789527600.000100",
        "message": {"type": "message", "user": "U02DEWI", "text": text, "ts": "1789527600.000100"},
        "response_url": "https://hooks.slack.test/app/T01TEST/1/abc",
    }
    return {"type": "shortcut", "payload": {**payload, **more}}
