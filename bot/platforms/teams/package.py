"""Writes the app package that an administrator uploads to Teams."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from bot.platforms.teams import icons
from handlers.conversation.text import Text
from storage.values import Language

SCHEMA_VERSION = "1.19"
SCHEMA = f"https://developer.microsoft.com/json-schemas/teams/v{SCHEMA_VERSION}/MicrosoftTeams"
#: Teams takes a changed manifest only with a higher version.
VERSION = "1.0.0"
ACCENT = "#0f5c55"
DEVELOPER = "Mitra"
SCOPES = ("personal", "team", "groupChat")
ASK = "ask"
MOMENT = (2026, 1, 1, 0, 0, 0)  #: so that the same app is the same file
#: Where the pages about the app would be while no public address is configured.
NOWHERE = "https://example.com"
Document = dict[str, Any]


def package(app_id: str, public_url: str) -> bytes:
    """A zip with the manifest, its Indonesian words, and both icons."""
    files: dict[str, bytes] = {
        "manifest.json": _json(manifest(app_id, public_url)),
        "id.json": _json(_words(Text.load("platform", Language.ID))),
        "color.png": icons.color(),
        "outline.png": icons.outline(),
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), content)
    return packed.getvalue()


def manifest(app_id: str, public_url: str) -> Document:
    text = Text.load("platform", Language.EN)
    site = public_url.rstrip("/") if public_url.startswith("https://") else NOWHERE
    host = urlsplit(public_url).hostname
    return {
        "$schema": f"{SCHEMA}.schema.json",
        "manifestVersion": SCHEMA_VERSION,
        "version": VERSION,
        "id": app_id,
        "localizationInfo": {
            "defaultLanguageTag": "en",
            "additionalLanguages": [{"languageTag": "id", "file": "id.json"}],
        },
        "developer": {
            "name": DEVELOPER,
            "websiteUrl": site,
            "privacyUrl": f"{site}/privacy",
            "termsOfUseUrl": f"{site}/terms",
        },
        "icons": {"color": "color.png", "outline": "outline.png"},
        "name": {"short": "Mitra", "full": text("app_name")},
        "description": {"short": text("app_short"), "full": text("app_full")},
        "accentColor": ACCENT,
        "bots": [_bot(app_id, text)],
        "composeExtensions": [{"botId": app_id, "commands": [_ask(text)]}],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [host] if host else [],
        "defaultInstallScope": "personal",
    }


def _bot(app_id: str, text: Text) -> Document:
    return {
        "botId": app_id,
        "scopes": list(SCOPES),
        "supportsFiles": True,
        "isNotificationOnly": False,
        "commandLists": [{"scopes": list(SCOPES), "commands": _commands(text)}],
    }


def _commands(text: Text) -> list[Document]:
    return [
        {"title": text(f"command_{name}"), "description": text(f"command_{name}_does")}
        for name in ("help", "deals")
    ]


def _ask(text: Text) -> Document:
    """The action on a message; it opens a dialog that only the asker sees."""
    return {
        "id": ASK,
        "type": "action",
        "title": text("ask"),
        "description": text("app_ask"),
        "context": ["message", "compose", "commandBox"],
        "fetchTask": True,
    }


def _words(text: Text) -> Document:
    """The manifest's words in another language, each under the path of what it replaces."""
    commands = {
        f"bots[0].commandLists[0].commands[{number}].{part}": words
        for number, command in enumerate(_commands(text))
        for part, words in command.items()
    }
    return {
        "$schema": f"{SCHEMA}.Localization.schema.json",
        "name.short": "Mitra",
        "name.full": text("app_name"),
        "description.short": text("app_short"),
        "description.full": text("app_full"),
        "composeExtensions[0].commands[0].title": text("ask"),
        "composeExtensions[0].commands[0].description": text("app_ask"),
        **commands,
    }


def _json(document: Document) -> bytes:
    return json.dumps(document, indent=2, ensure_ascii=False).encode()
