"""Who says that a drawing is one Slack takes: slack_sdk, Slack's published types, our limits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.platforms.slack import limits

#: Facts about Slack that are not ours to ship stand beside the checkout, where there are any.
SHARED = Path(__file__).parents[5] / "shared" / "data" / "slack"
Drawn = dict[str, Any]


def accepts_message(body: Drawn) -> None:
    assert body["text"].strip()
    assert len(body["text"]) <= limits.FALLBACK
    assert len(body["blocks"]) <= limits.BLOCKS
    accepts_blocks(body["blocks"])
    assert sum(1 for block in body["blocks"] if block["type"] == "table") <= 1
    assert not lives(body["text"])


def accepts_view(view: Drawn) -> None:
    assert len(view["blocks"]) <= limits.VIEW_BLOCKS
    View(**view).to_dict()
    accepts_blocks(view["blocks"])
    assert len(view.get("private_metadata", "")) <= limits.METADATA


def accepts_blocks(blocks: list[Drawn]) -> None:
    for block in blocks:
        Block.parse(block).to_dict()  # type: ignore[union-attr]
    for text in texts(blocks):
        assert 0 < len(text["text"]) <= limits.SECTION
        assert text["type"] != "mrkdwn" or (text["verbatim"] and not lives(text["text"]))
    names = [element["action_id"] for element in _elements(blocks) if "action_id" in element]
    assert len(names) == len(set(names))
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    assert len(ids) == len(set(ids))
    for table in (block for block in blocks if block["type"] == "table"):
        _accepts_table(table)


def _accepts_table(table: Drawn) -> None:
    rows = table["rows"]
    assert len(rows) <= limits.TABLE_ROWS
    assert {len(row) for row in rows} == {len(table["column_settings"])}
    assert len(rows[0]) <= limits.TABLE_COLUMNS
    assert all(cell["text"] for row in rows for cell in row)
    assert sum(len(cell["text"]) for row in rows for cell in row) <= limits.TABLE_TEXT


def texts(drawn: Any) -> Iterator[Drawn]:
    """Every text object, wherever it stands."""
    if isinstance(drawn, dict):
        if drawn.get("type") in ("plain_text", "mrkdwn"):
            yield drawn
        drawn = list(drawn.values())
    if isinstance(drawn, list):
        for inner in drawn:
            yield from texts(inner)


def lives(text: str) -> bool:
    """Is there a mention in it, or a link that we did not make ourselves?"""
    return any(sign in text for sign in ("<!", "<@", "<#"))


def _elements(blocks: list[Drawn]) -> list[Drawn]:
    return [element for b in blocks if b["type"] == "actions" for element in b["elements"]]


def matches_published_types(kind: str, drawn: Drawn) -> None:
    """Against Slack's own types (`@slack/types`), where they are at hand."""
    schema = {"$ref": f"#/definitions/{kind}", "definitions": _definitions()}
    jsonschema.Draft7Validator(schema).validate(drawn)


@cache
def _definitions() -> Any:
    path = SHARED / "slack-types.schema.json"
    if not path.exists():
        pytest.skip("Slack's published types are not beside the checkout")
    return json.loads(path.read_text("utf-8"))["definitions"]
