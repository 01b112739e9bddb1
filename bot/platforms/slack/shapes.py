"""Reads values out of Slack's payloads, whatever stands or is missing there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.conversation.message import Sender
from storage.values import Platform

Raw = Mapping[str, Any]


def word(document: Any, name: str) -> str:
    """The text under a name; empty when there is none."""
    found = document.get(name) if isinstance(document, Mapping) else None
    return found if isinstance(found, str) else ""


def table(document: Any, *names: str) -> Mapping[str, Any]:
    """The object under a path of names; empty when there is none."""
    for name in names:
        document = document.get(name) if isinstance(document, Mapping) else None
    return document if isinstance(document, Mapping) else {}


def workspace(raw: Raw) -> str:
    """The team that installed us. The front writes it down from the token we hold; the
    payload's own word for it counts only until then."""
    return word(raw, "workspace") or _named(table(raw, "payload"))


def _named(payload: Mapping[str, Any]) -> str:
    """In a shared channel `team_id` may be the other company's; authorizations are ours."""
    authorizations = payload.get("authorizations")
    ours = authorizations[0] if isinstance(authorizations, list) and authorizations else {}
    team = word(ours, "team_id") or word(payload, "team_id")
    return team or word(table(payload, "team"), "id") or word(table(payload, "user"), "team_id")


def sender(raw: Raw, user: str, name: str = "") -> Sender:
    return Sender(Platform.SLACK, workspace(raw), user, name)
