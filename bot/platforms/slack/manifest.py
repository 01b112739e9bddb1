"""The app manifest: what to paste at api.slack.com/apps, with exactly the scopes we use."""

from __future__ import annotations

from typing import Any

from handlers.conversation.text import Text
from storage.values import Language

COMMAND = "/mitra"
ASK = "ask_mitra"
NAME = "Mitra"
COLOUR = "#0b3d63"
LONGEST_DESCRIPTION = 140

#: Each scope with what needs it: methods of the Web API, events, or a part of the app.
SCOPES = {
    "app_mentions:read": ("app_mention",),
    "assistant:write": (
        "assistant.threads.setStatus",
        "assistant.threads.setSuggestedPrompts",
        "assistant_thread_started",
    ),
    "channels:history": ("conversations.history", "conversations.replies", "message.channels"),
    "chat:write": ("chat.postMessage", "chat.postEphemeral", "chat.update"),
    "commands": ("/mitra", "ask_mitra"),
    "files:read": ("url_private",),
    "files:write": ("files.getUploadURLExternal", "files.completeUploadExternal"),
    "groups:history": ("conversations.history", "conversations.replies", "message.groups"),
    "im:history": ("conversations.history", "conversations.replies", "message.im"),
    "im:write": ("conversations.open",),
    "mpim:history": ("conversations.history", "conversations.replies", "message.mpim"),
}
#: Methods that a bot token may call without any scope.
FREE = frozenset({"auth.test", "views.open", "views.publish"})
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "assistant_thread_started",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "tokens_revoked",
)


def manifest(public_url: str = "", language: Language = Language.EN) -> dict[str, Any]:
    """For this public address; without one the app speaks to us through Socket Mode."""
    words = Text.load("platform", language)
    requests = f"{public_url.rstrip('/')}/slack/events" if public_url else ""
    return {
        "display_information": {
            "name": NAME,
            "description": words("app_short")[:LONGEST_DESCRIPTION],
            "background_color": COLOUR,
        },
        "features": _features(words, requests),
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {**_at("request_url", requests), "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **_at("request_url", requests)},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not requests,
            "token_rotation_enabled": False,
        },
    }


def _features(words: Text, requests: str) -> dict[str, Any]:
    """`app_home` with messages not read-only: else nobody can write to us."""
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "assistant_view": {"assistant_description": words("app_short")[:LONGEST_DESCRIPTION]},
        "bot_user": {"display_name": NAME, "always_online": True},
        "shortcuts": [
            {
                "name": words("ask"),
                "type": "message",
                "callback_id": ASK,
                "description": words("app_ask"),
            }
        ],
        "slash_commands": [
            {
                "command": COMMAND,
                "description": words("app_short")[:LONGEST_DESCRIPTION],
                "usage_hint": words("command_help").lower(),
                "should_escape": True,
                **_at("url", requests),
            }
        ],
    }


def _at(name: str, address: str) -> dict[str, str]:
    return {name: address} if address else {}
