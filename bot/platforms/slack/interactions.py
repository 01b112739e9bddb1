"""Reads what people press, submit, command and ask about a message."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.platforms.slack import markup
from bot.platforms.slack.shapes import Raw, sender, table, word, workspace
from handlers.conversation.message import Message, Pressed, Said, Submitted
from storage.values import Place, Platform, Setting

OPENS_FORM = "form:"  #: an action that opens a form, followed by the form's name
SETTINGS = {setting.value: setting for setting in Setting}
AGAIN = re.compile(r"#\d+$")  #: Slack wants every action on a message to have its own name


def opens(message: Message) -> str:
    """The name of the form that this press asks for; empty when it is another press."""
    action = message.act.action if isinstance(message.act, Pressed) else ""
    return action.removeprefix(OPENS_FORM) if action.startswith(OPENS_FORM) else ""


def pressed(raw: Raw) -> Message | None:
    """Every message we draw carries its key in the names of its blocks."""
    payload = table(raw, "payload")
    action: Mapping[str, Any] = next(iter(payload.get("actions") or ()), {})
    name, key = AGAIN.sub("", word(action, "action_id")), word(action, "block_id")
    event = word(payload, "trigger_id") or word(action, "action_ts")
    user = table(payload, "user")
    if not name or not event or not word(user, "id"):
        return None
    act = Pressed(name, _chosen(action), key.partition(":")[0])
    who = sender(raw, word(user, "id"), word(user, "name"))
    return Message(who, _pressed_in(raw, payload), act, event)


def _pressed_in(raw: Raw, payload: Mapping[str, Any]) -> Place:
    container, message = table(payload, "container"), table(payload, "message")
    channel = word(table(payload, "channel"), "id") or word(container, "channel_id")
    thread = word(message, "thread_ts") or word(container, "thread_ts")
    if container.get("is_ephemeral") or not channel:
        return _only_for_them(raw, channel)
    if channel.startswith("D"):
        return Place(Platform.SLACK, workspace(raw), channel, thread)
    grouped = word(table(payload, "channel"), "name").startswith("mpdm-")
    setting = Setting.GROUP if grouped else Setting.CHANNEL
    thread = thread or word(container, "message_ts")
    return Place(Platform.SLACK, workspace(raw), channel, thread, setting)


def _only_for_them(raw: Raw, channel: str) -> Place:
    """A direct place inside a channel: what is answered there, only the asker can see.
    The direct message of two other people is none of ours; there it is our own with them."""
    inside = "" if channel.startswith("D") else channel
    return Place(Platform.SLACK, workspace(raw), inside)


def commanded(raw: Raw) -> Message | None:
    """`/mitra …`: nobody else saw it said, nobody else sees the answer."""
    payload = table(raw, "payload")
    user, event = word(payload, "user_id"), word(payload, "trigger_id")
    if not user or not event:
        return None
    who = sender(raw, user, word(payload, "user_name"))
    said = Said(markup.plain(word(payload, "text")))
    return Message(who, _only_for_them(raw, word(payload, "channel_id")), said, event)


def asked(raw: Raw) -> Message | None:
    """The shortcut on a message: its text is the question, its reader the one who asks."""
    payload = table(raw, "payload")
    user, event = table(payload, "user"), word(payload, "trigger_id")
    if word(payload, "type") != "message_action" or not word(user, "id") or not event:
        return None
    who = sender(raw, word(user, "id"), word(user, "name"))
    said = Said(markup.plain(word(table(payload, "message"), "text")))
    channel = word(table(payload, "channel"), "id")
    return Message(who, _only_for_them(raw, channel), said, event)


def submitted(raw: Raw) -> Message | None:
    """A modal, filled in: it can be handed back with its errors; the rest is a message."""
    view, user = table(raw, "payload", "view"), table(raw, "payload", "user")
    form, values = word(view, "callback_id"), dict(_values(view))
    if not form or not word(view, "id") or not word(user, "id"):
        return None
    travelled = _travelled(view)
    act = Submitted(form, values, word(travelled, "subject"), word(travelled, "key"))
    who = sender(raw, word(user, "id"), word(user, "name"))
    place = Place(
        Platform.SLACK,
        workspace(raw),
        word(travelled, "channel"),
        word(travelled, "thread"),
        SETTINGS.get(word(travelled, "setting"), Setting.DIRECT),
    )
    return Message(who, place, act, _filled_in(view, values), modal=True)


def _values(view: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Slack lets nobody leave a required field empty. Where one comes empty all the same, the
    client sends only what was touched, and what stood in the other fields counts."""
    sent = {
        name: _chosen(next(iter(block.values()), {}))
        for name, block in table(view, "state", "values").items()
    }
    stood = {field.name: field.value for field in _fields(view)}
    only_touched = any(
        field.required and field.value and not sent.get(field.name) for field in _fields(view)
    )
    for name, value in sent.items():
        yield name, value or (stood.get(name, "") if only_touched else "")


@dataclass(frozen=True, slots=True)
class _Field:
    """A field as the modal was opened with it."""

    name: str
    value: str
    required: bool


def _fields(view: Mapping[str, Any]) -> list[_Field]:
    return [
        _Field(
            word(block, "block_id"),
            _chosen(table(block, "element"), "initial_"),
            not block.get("optional"),
        )
        for block in view.get("blocks") or ()
        if block.get("type") == "input"
    ]


def _chosen(element: Mapping[str, Any], when: str = "") -> str:
    """What was typed, chosen or dated; with `initial_`, what stood there before."""
    option = table(element, f"{when or 'selected_'}option")
    typed, day = word(element, f"{when}value"), word(element, f"{when or 'selected_'}date")
    return typed or word(option, "value") or day


def _travelled(view: Mapping[str, Any]) -> Mapping[str, Any]:
    """What we gave the modal to carry: where it was opened, and from which message."""
    try:
        document = json.loads(word(view, "private_metadata") or "{}")
    except ValueError:
        document = {}
    return document if isinstance(document, dict) else {}


def _filled_in(view: Mapping[str, Any], values: Mapping[str, str]) -> str:
    """One name for one filling-in: pressed twice it is one, corrected it is another."""
    filled = json.dumps([word(view, "hash"), sorted(values.items())])
    return f"{word(view, 'id')}:{hashlib.sha256(filled.encode()).hexdigest()[:32]}"
