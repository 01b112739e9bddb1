"""Activities as the Bot Connector sends them, with invented people and ids."""

from __future__ import annotations

from typing import Any

Raw = dict[str, Any]

TENANT = "11111111-2222-4333-8444-555555555555"
BOT = "28:00000000-0000-4000-8000-000000000b07"
SITI = {"id": "29:1siti", "name": "Siti", "aadObjectId": "siti-object-id"}
CHANNEL = "19:general@thread.tacv2"
GROUP = "19:ops@thread.v2"
PERSONAL = "a:1personal"
SERVICE = "https://smba.trafficmanager.net/apac/"
MENTION = {"type": "mention", "mentioned": {"id": BOT, "name": "Mitra"}, "text": "<at>Mitra</at>"}


def activity(kind: str = "message", **changed: Any) -> Raw:
    """In Siti's chat with the bot, unless changed."""
    return {
        "type": kind,
        "id": "1700000000001",
        "timestamp": "2026-09-16T03:00:00.000Z",
        "channelId": "msteams",
        "serviceUrl": SERVICE,
        "from": SITI,
        "recipient": {"id": BOT, "name": "Mitra"},
        "conversation": {
            "id": PERSONAL,
            "conversationType": "personal",
            "tenantId": TENANT,
        },
        "channelData": {"tenant": {"id": TENANT}},
        "locale": "en-US",
    } | changed


def said(text: str, **changed: Any) -> Raw:
    return activity(text=text, textFormat="plain", **changed)


def in_channel(text: str, thread: str = "1699", **changed: Any) -> Raw:
    here = {
        "id": f"{CHANNEL};messageid={thread}",
        "conversationType": "channel",
        "isGroup": True,
        "tenantId": TENANT,
    }
    told = {"conversation": here, "entities": [MENTION]} | changed
    return said(f"<at>Mitra</at> {text}", **told)


def in_group(text: str, **changed: Any) -> Raw:
    here = {"id": GROUP, "conversationType": "groupChat", "isGroup": True, "tenantId": TENANT}
    told = {"conversation": here, "entities": [MENTION]} | changed
    return said(f"<at>Mitra</at> {text}", **told)


def invoke(name: str, value: Any, **changed: Any) -> Raw:
    return activity("invoke", **({"id": "f:invoke-1", "name": name, "value": value} | changed))


def executed(data: Raw, verb: str = "", **changed: Any) -> Raw:
    action = {"type": "Action.Execute", "verb": verb, "data": data}
    return invoke("adaptiveCard/action", {"action": action, "trigger": "manual"}, **changed)


def about_message(content: str, **changed: Any) -> Raw:
    """The message action, chosen on somebody's message."""
    payload = {
        "id": "1611060744833",
        "body": {"contentType": "html", "content": content},
        "from": {"user": {"id": "somebody-else", "displayName": "Budi"}},
    }
    value = {
        "commandId": "ask",
        "commandContext": "message",
        "messagePayload": payload,
        "context": {"theme": "default"},
    }
    return invoke("composeExtension/fetchTask", value, **changed)


def file(url: str, name: str = "kontrak.pdf") -> Raw:
    return {
        "contentType": "application/vnd.microsoft.teams.file.download.info",
        "contentUrl": f"https://contoso-my.sharepoint.com/personal/siti/{name}",
        "name": name,
        "content": {"downloadUrl": url, "uniqueId": "1150D938", "fileType": "pdf"},
    }


INSTALLED = activity("installationUpdate", action="add", id="f:installed")
JOINED = activity(
    "conversationUpdate", id="f:joined", membersAdded=[{"id": BOT}, {"id": "29:1siti"}]
)
