"""Reads what people do on Slack, from Slack's own payloads and without asking anyone.

A raw document is `{"type": event|action|command|shortcut|view, "workspace": …, "payload": …}`:
the inbox keeps it, so that a message can be read again after a crash.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.platforms.slack import interactions, markup
from bot.platforms.slack.shapes import Raw, sender, table, word, workspace
from handlers.conversation.message import Act, File, Message, Opened, Said
from storage.values import Place, Platform, Setting

#: What a message of a person can be besides plain; everything else is Slack talking.
BY_PEOPLE = frozenset({"", "file_share", "thread_broadcast", "me_message"})
SETTINGS = {"im": Setting.DIRECT, "mpim": Setting.GROUP}
EDITED = "message_changed"


def read(raw: Raw) -> Message | None:
    """What a person did, or None: nothing that is ours to answer."""
    match raw.get("type"):
        case "event":
            return _event(raw, table(raw, "payload", "event"))
        case "action":
            return interactions.pressed(raw)
        case "view":
            return interactions.submitted(raw)
        case "command":
            return interactions.commanded(raw)
        case "shortcut":
            return interactions.asked(raw)
        case _:
            return None


def gesture(raw: Raw) -> str | None:
    """A second name for what one person did once and Slack tells twice: as `message` and as
    `app_mention`, or under two `ts` with one `client_msg_id`."""
    event = table(raw, "payload", "event")
    said = event.get("type") in ("message", "app_mention") and not event.get("hidden")
    told = word(event, "client_msg_id") or word(event, "ts")
    if not said or word(event, "subtype") not in BY_PEOPLE or not told:
        return None
    return f"{word(event, 'channel')}:{told}"


def _event(raw: Raw, event: Mapping[str, Any]) -> Message | None:
    match event.get("type"):
        case "app_mention":
            return _said(raw, event, mentioned=True)
        case "message" if event.get("subtype") == EDITED:
            return _edited(raw, event)
        case "message":
            return _said(raw, event)
        case "app_home_opened" if event.get("tab") == "home":
            return _message(raw, event, Opened("home"), Place(Platform.SLACK, workspace(raw)))
        case "assistant_thread_started":
            return _opened(raw, table(event, "assistant_thread"))
        case _:
            return None


def _opened(raw: Raw, thread: Mapping[str, Any]) -> Message | None:
    channel, began = word(thread, "channel_id"), word(thread, "thread_ts")
    place = Place(Platform.SLACK, workspace(raw), channel, began)
    return _message(raw, {"user": thread.get("user_id")}, Opened("assistant"), place)


def _edited(raw: Raw, event: Mapping[str, Any]) -> Message | None:
    """Only what a person rewrote: Slack also says so of unfurled links and new replies."""
    now, before = table(event, "message"), table(event, "previous_message")
    if word(now, "text") == word(before, "text"):
        return None
    place = {name: event.get(name) for name in ("channel", "channel_type")}
    return _said(raw, {**now, **place}, edited=True)


def _said(
    raw: Raw, event: Mapping[str, Any], *, mentioned: bool = False, edited: bool = False
) -> Message | None:
    """Said to us: directly, by name, or (not addressed) in a thread among people."""
    if not _by_a_person(raw, event):
        return None
    text, named = _without_us(raw, word(event, "text"), mentioned)
    place = _place(raw, event)
    addressed = place.is_direct or mentioned or named
    if not addressed and not word(event, "thread_ts"):
        return None
    said = Said(markup.plain(text), files(event), addressed, edited)
    return _message(raw, event, said, place)


def _by_a_person(raw: Raw, event: Mapping[str, Any]) -> bool:
    ours = word(event, "user") == our_user(raw)
    return word(event, "subtype") in BY_PEOPLE and not event.get("bot_id") and not ours


def our_user(raw: Raw) -> str:
    """Our own user in the installation that this event was delivered to."""
    authorizations = table(raw, "payload").get("authorizations") or [{}]
    return word(authorizations[0], "user_id") or "?"


def _without_us(raw: Raw, text: str, mentioned: bool) -> tuple[str, bool]:
    """The text without our name, and whether our name was in it."""
    anyone = "[A-Z0-9]+" if mentioned and our_user(raw) == "?" else re.escape(our_user(raw))
    rest, names = re.subn(rf"\s*<@{anyone}(\|[^>]*)?>[,:]?\s*", " ", text)
    return rest, names > 0


def _place(raw: Raw, event: Mapping[str, Any]) -> Place:
    """In a channel the answer goes into a thread, begun under the sentence if need be."""
    channel = word(event, "channel")
    kind = word(event, "channel_type") or ("im" if channel.startswith("D") else "channel")
    setting = SETTINGS.get(kind, Setting.CHANNEL)
    began = "" if setting is Setting.DIRECT else word(event, "ts")
    thread = word(event, "thread_ts") or began
    return Place(Platform.SLACK, workspace(raw), channel, thread, setting)


def files(event: Mapping[str, Any]) -> tuple[File, ...]:
    """The files of a message, their content still to be fetched."""
    found = [file for file in event.get("files") or () if isinstance(file, dict)]
    return tuple(
        File(word(file, "name") or "file", word(file, "mimetype"), int(file.get("size") or 0))
        for file in found
    )


def _message(raw: Raw, event: Mapping[str, Any], act: Act, place: Place) -> Message | None:
    """Home is drawn in place of being sent, which is what `in_body` means there."""
    user, name = word(event, "user"), word(table(raw, "payload"), "event_id")
    at_home = act == Opened("home")
    if not user or not name or not (place.channel or at_home):
        return None
    return Message(sender(raw, user), place, act, name, in_body=at_home)
