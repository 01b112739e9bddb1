"""Reads what a person did on Teams from the connector's JSON, and nothing but the JSON.

Botbuilder's own parse loses the tenant of a conversation, so it has no part in this.
"""

from __future__ import annotations

import hashlib
import html
import json
import mimetypes
import re
from collections.abc import Iterator, Mapping
from typing import Any

from handlers.conversation.message import (
    Act,
    File,
    Message,
    Opened,
    Pressed,
    Said,
    Sender,
    Submitted,
)
from storage.values import Language, Place, Platform, Setting

Activity = Mapping[str, Any]

NO_TENANT = "teams"  #: the workspace of whoever comes without a tenant (loopback only)
THREAD = ";messageid="
DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
FIELD = "field."  #: before an input's name that our own data would hide
AN_AT = re.compile(r"<at\b[^>]*>(.*?)</at>", re.IGNORECASE | re.DOTALL)
A_TAG = re.compile(r"<[^>]+>")
A_BREAK = re.compile(r"<(?:br|/p|/div|/li)\b[^>]*>", re.IGNORECASE)
SETTINGS = {"personal": Setting.DIRECT, "groupChat": Setting.GROUP, "channel": Setting.CHANNEL}
#: Under which name a message's key travels with its actions: clients keep `key` for themselves.
KEY = "message_key"
#: What of our own travels with a form beside its inputs.
CARRIED = frozenset({"form", "subject", KEY, "key", "inputs", "prefix", "msteams"})
#: Invokes that show the answer in a dialog, to one person only.
IN_DIALOG = frozenset(
    {
        "composeExtension/fetchTask",
        "composeExtension/submitAction",
        "task/fetch",
        "task/submit",
    }
)
CARD_ACTION = "adaptiveCard/action"
#: A thumb under a message, given in the platform's own way.
FEEDBACK = "message/submitAction"
#: The dialog that asks for a question, when there is no message to ask about.
ASK, QUESTION = "teams.ask", "question"


def read(raw: Activity) -> Message | None:
    """The message in an activity; None when it asks nothing of us."""
    act = _act(raw)
    if act is None or not part(raw, "from") or _is_ours(raw):
        return None
    return message(raw, act, in_body=invoke(raw) in IN_DIALOG)


def message(raw: Activity, act: Act, *, in_body: bool = False) -> Message:
    """What the person behind an activity did, as a message."""
    return Message(
        sender=sender(raw),
        place=place(raw),
        act=act,
        event=event(raw),
        in_body=in_body,
        reference={} if _is_elsewhere(raw) else reference(raw),
    )


def event(raw: Activity) -> str:
    """The activity's name: its id is unique in its conversation, an edit has its message's."""
    kind = raw.get("type")
    named = str(raw.get("id") or _fingerprint(raw))
    edited = f"~{raw.get('timestamp', '')}" if kind == "messageUpdate" else ""
    return f"{_conversation(raw)}/{named}{edited}"


def gesture(raw: Activity) -> str | None:
    """Installing says hello twice, as an installation and as a new member: once a day will do."""
    greeted = isinstance(_act(raw), Opened)
    day = str(raw.get("timestamp", ""))[:10]
    return f"opened/{_conversation(raw)}/{day}" if greeted else None


def tenant(raw: Activity) -> str:
    found = part(part(raw, "channelData"), "tenant").get("id")
    return str(found or part(raw, "conversation").get("tenantId") or NO_TENANT)


def reference(raw: Activity) -> dict[str, object]:
    """How to speak first in this chat: what stays the same from one message to the next."""
    here = {"id": _conversation(raw), "tenantId": tenant(raw)}
    return {
        "serviceUrl": raw.get("serviceUrl", ""),
        "channelId": raw.get("channelId", ""),
        "bot": dict(part(raw, "recipient")),
        "user": dict(part(raw, "from")),
        "conversation": {**part(raw, "conversation"), **here},
    }


def invoke(raw: Activity) -> str:
    """What kind of answer an invoke waits for; empty for everything else."""
    return str(raw.get("name", "")) if raw.get("type") == "invoke" else ""


def downloads(raw: Activity) -> Iterator[tuple[int, str]]:
    """Where each of the message's files can be fetched: its position, its address."""
    for position, attachment in enumerate(_files(raw)):
        address = part(attachment, "content").get("downloadUrl")
        if address and attachment["contentType"] == DOWNLOAD:
            yield position, str(address)


def _act(raw: Activity) -> Act | None:
    match raw.get("type"):
        case "message":
            return _filled(part(raw, "value")) or _said(raw)
        case "messageUpdate":
            brought_back = part(raw, "channelData").get("eventType") == "undeleteMessage"
            return None if brought_back else _said(raw, edited=True)
        case "invoke":
            return _invoked(raw)
        case "installationUpdate":
            return Opened() if raw.get("action") == "add" else None
        case "conversationUpdate":
            return Opened() if _is_joined(raw) else None
        case _:
            return None


def _said(raw: Activity, *, edited: bool = False) -> Said:
    files = tuple(_file(attachment) for attachment in _files(raw))
    return Said(_text(raw), files, _is_addressed(raw), edited)


def _text(raw: Activity) -> str:
    """What was typed: without our own name, with other people's names as words."""
    ours = {_mentioned(entity) for entity in _mentions(raw)}
    text = AN_AT.sub(lambda at: "" if at[0] in ours else at[1], str(raw.get("text") or ""))
    return html.unescape(text).replace("\xa0", " ").strip()


def _mentions(raw: Activity) -> Iterator[Mapping[str, Any]]:
    """The mentions of the bot itself."""
    ours = part(raw, "recipient").get("id")
    for entity in _parts(raw, "entities"):
        if entity.get("type") == "mention" and part(entity, "mentioned").get("id") == ours:
            yield entity


def _mentioned(entity: Mapping[str, Any]) -> str:
    return str(entity.get("text") or f"<at>{part(entity, 'mentioned').get('name', '')}</at>")


def _is_addressed(raw: Activity) -> bool:
    return _setting(raw) is Setting.DIRECT or any(_mentions(raw))


def _files(raw: Activity) -> list[Mapping[str, Any]]:
    kinds = [(str(each.get("contentType")), each) for each in _parts(raw, "attachments")]
    return [each for kind, each in kinds if kind == DOWNLOAD or kind.startswith("image/")]


def _file(attachment: Mapping[str, Any]) -> File:
    kind, name = attachment["contentType"], str(attachment.get("name") or "")
    guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return File(name or "image", guessed if kind == DOWNLOAD else kind, 0)


def _invoked(raw: Activity) -> Act | None:
    value, name = part(raw, "value"), invoke(raw)
    if name == CARD_ACTION:
        return _filled(part(part(value, "action"), "data"))
    if name not in IN_DIALOG:
        return None
    quoted = part(part(value, "messagePayload"), "body").get("content")
    return _filled(part(value, "data")) or (Said(_plain(str(quoted))) if quoted else None)


def _filled(data: Mapping[str, Any]) -> Act | None:
    """A button or a form of ours, as Action.Submit and Action.Execute both carry it."""
    key = str(data.get(KEY) or data.get("key", ""))
    if data.get("form") == ASK:
        return Said(_values(data).get(QUESTION, ""))
    if "form" in data:
        subject = str(data.get("subject", ""))
        return Submitted(str(data["form"]), _values(data), subject, key, inline=True)
    if "action" in data:
        return Pressed(str(data["action"]), str(data.get("value", "")), key)
    return None


def _values(data: Mapping[str, Any]) -> dict[str, str]:
    """The form's inputs. Clients leave out empty ones, and send in those of a card's other
    forms as well, so the form says which it has."""
    prefix = str(data.get("prefix", ""))
    given = {
        name.removeprefix(prefix).removeprefix(FIELD): "" if value is None else str(value)
        for name, value in data.items()
        if name not in CARRIED and name.startswith(prefix)
    }
    names = str(data.get("inputs", "")).split()
    return {name: given.get(name, "") for name in names} if names else given


def _plain(markup: str) -> str:
    lines = A_TAG.sub("", A_BREAK.sub("\n", AN_AT.sub(r"\1", markup)))
    return html.unescape(lines).replace("\xa0", " ").strip()


def _is_joined(raw: Activity) -> bool:
    ours = part(raw, "recipient").get("id")
    return any(member.get("id") == ours for member in _parts(raw, "membersAdded"))


def _is_ours(raw: Activity) -> bool:
    """Said by a bot: ourselves, or another."""
    sender = part(raw, "from")
    is_bot = sender.get("role") == "bot" or str(sender.get("id", "")).startswith("28:")
    return is_bot or sender.get("id") == part(raw, "recipient").get("id")


def sender(raw: Activity) -> Sender:
    who = part(raw, "from")
    return Sender(
        platform=Platform.TEAMS,
        workspace=tenant(raw),
        user=str(who.get("aadObjectId") or who.get("id", "")),
        name=str(who.get("name") or ""),
        language=_language(str(raw.get("locale") or "")),
    )


def _language(locale: str) -> Language | None:
    spoken = locale.partition("-")[0].casefold()
    return Language(spoken) if spoken in set(Language) else None


def place(raw: Activity) -> Place:
    """A dialog is read by one person only, wherever it was opened: it is their direct chat."""
    setting, channel = _setting(raw), _conversation(raw)
    if _is_elsewhere(raw):
        return Place(Platform.TEAMS, tenant(raw))
    thread = str(part(raw, "conversation").get("id", "")).partition(THREAD)[2]
    return Place(Platform.TEAMS, tenant(raw), channel, thread, setting)


def _is_elsewhere(raw: Activity) -> bool:
    """A dialog of one person's, opened in a chat of several."""
    return invoke(raw) in IN_DIALOG and _setting(raw) is not Setting.DIRECT


def _setting(raw: Activity) -> Setting:
    conversation = part(raw, "conversation")
    default = "groupChat" if conversation.get("isGroup") else "personal"
    return SETTINGS.get(str(conversation.get("conversationType") or default), Setting.GROUP)


def _conversation(raw: Activity) -> str:
    return str(part(raw, "conversation").get("id", "")).partition(THREAD)[0]


def _fingerprint(raw: Activity) -> str:
    """A name for an activity that came without one: the same each time it is delivered."""
    return hashlib.sha256(json.dumps(raw, sort_keys=True).encode()).hexdigest()[:32]


def part(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object inside an object; nothing that a sender may put there instead breaks us."""
    found = whole.get(name)
    return found if isinstance(found, Mapping) else {}


def _parts(whole: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = whole.get(name)
    listed = found if isinstance(found, list) else []
    return [each for each in listed if isinstance(each, Mapping)]
