"""What judges a drawing: the published schema where it is at hand, and Teams' own limits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft6Validator

from bot.platforms.teams.citing import LONGEST_ABSTRACT, LONGEST_NAME, MOST
from bot.platforms.teams.fitting import LARGEST_MESSAGE

#: The official schema; not ours to ship, so a test that needs it names it when it is missing.
SCHEMA = Path(__file__).parents[5] / "shared/data/adaptive-cards/schema-1.5.0.json"
CARD = "application/vnd.microsoft.card.adaptive"


@cache
def validator() -> Draft6Validator:
    if not SCHEMA.exists():
        pytest.skip(f"the Adaptive Cards schema 1.5.0 is not at {SCHEMA.name}")
    schema = json.loads(SCHEMA.read_text("utf-8"))
    return Draft6Validator({**schema, "$ref": "#/definitions/AdaptiveCard"})


def matches_schema(activity: dict[str, Any]) -> None:
    for card in cards(activity):
        errors = [error.message[:300] for error in validator().iter_errors(card)]
        assert not errors, errors


def accepts(activity: dict[str, Any]) -> None:
    """Size, citations, and names of inputs that are each there once."""
    size = len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le"))
    assert size <= LARGEST_MESSAGE, size
    for entity in activity.get("entities", []):
        assert len(entity["citation"]) <= MOST
        for claim in entity["citation"]:
            assert f"[{claim['position']}]" in activity["text"]
            assert len(claim["appearance"]["name"]) <= LONGEST_NAME
            assert len(claim["appearance"]["abstract"]) <= LONGEST_ABSTRACT
    for card in cards(activity):
        names = [each["id"] for each in elements(card) if each["type"].startswith("Input.")]
        assert len(names) == len(set(names)), names
        for each in elements(card):
            assert len(each.get("actions", [])) <= 6 or each["type"] == "AdaptiveCard"


def cards(activity: dict[str, Any]) -> list[dict[str, Any]]:
    return [a["content"] for a in activity.get("attachments", []) if a["contentType"] == CARD]


def elements(value: Any) -> Iterator[dict[str, Any]]:
    """Everything with a type, at any depth."""
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for each in value.values():
            yield from elements(each)
    if isinstance(value, list):
        for each in value:
            yield from elements(each)


def texts(value: Any) -> list[str]:
    """What stands in the text blocks, in order."""
    return [element["text"] for element in elements(value) if element["type"] == "TextBlock"]
