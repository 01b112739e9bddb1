"""The manifest asks for what the door uses, and for nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import bot.platforms.slack
from bot.platforms.slack.manifest import EVENTS, FREE, LONGEST_DESCRIPTION, SCOPES, manifest
from storage.values import Language

A_METHOD = re.compile(r'"((?:assistant|auth|chat|conversations|files|users|views)\.[\w.]+)"')
SOURCES = Path(bot.platforms.slack.__file__).parent
PUBLIC = "https://mitra.nusantara.test"


def called() -> set[str]:
    """The methods of the Web API that stand in the door's source."""
    files = (path for path in SOURCES.glob("*.py") if path.name != "manifest.py")
    return {method for path in files for method in A_METHOD.findall(path.read_text("utf-8"))}


def test_every_method_that_is_called_has_its_scope() -> None:
    covered = {need for needs in SCOPES.values() for need in needs} | FREE
    assert called() - covered == set()


def test_every_scope_is_used() -> None:
    used = called() | set(EVENTS) | {"/mitra", "ask_mitra", "url_private"}
    for scope, needs in SCOPES.items():
        assert set(needs) <= used, scope


def test_with_a_public_address_slack_calls_us() -> None:
    drawn = manifest(PUBLIC + "/")
    settings = drawn["settings"]
    address = f"{PUBLIC}/slack/events"
    assert settings["event_subscriptions"]["request_url"] == address
    assert settings["interactivity"] == {"is_enabled": True, "request_url": address}
    assert drawn["features"]["slash_commands"][0]["url"] == address
    assert settings["socket_mode_enabled"] is False


def test_without_one_we_call_slack() -> None:
    drawn = manifest()
    assert drawn["settings"]["socket_mode_enabled"] is True
    assert "request_url" not in json.dumps(drawn)
    assert "url" not in drawn["features"]["slash_commands"][0]


@pytest.mark.parametrize("language", Language)
def test_a_manifest_is_within_slacks_limits(language: Language) -> None:
    drawn = manifest(PUBLIC, language)
    display, features = drawn["display_information"], drawn["features"]
    assert len(display["name"]) <= 35
    assert len(display["description"]) <= LONGEST_DESCRIPTION
    assert not display["description"].endswith(" ")
    (shortcut,) = features["shortcuts"]
    assert len(shortcut["name"]) <= 24
    assert len(shortcut["description"]) <= 150
    assert features["app_home"]["messages_tab_read_only_enabled"] is False
    assert drawn["oauth_config"]["scopes"]["bot"] == sorted(SCOPES)
