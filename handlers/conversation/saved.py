"""A reply as a JSON document and back: the outbox and the inbox keep replies this way."""

from __future__ import annotations

import base64
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from handlers.conversation import form as forms
from handlers.conversation import reply as replies
from handlers.conversation.reply import Reply

KINDS = {
    kind.__name__: kind
    for module in (replies, forms)
    for kind in vars(module).values()
    if isinstance(kind, type) and is_dataclass(kind)
}


def to_document(reply: Reply) -> dict[str, Any]:
    document = _plain(reply)
    assert isinstance(document, dict)
    return document


def from_document(document: dict[str, Any]) -> Reply:
    reply = _value(document)
    assert isinstance(reply, Reply)
    return reply


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        named = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"kind": type(value).__name__, **named}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, frozenset):
        return {"set": sorted(value)}
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    return value.value if isinstance(value, Enum) else value


def _value(plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple(_value(item) for item in plain)
    if not isinstance(plain, dict):
        return plain
    if "set" in plain:
        return frozenset(plain["set"])
    if "bytes" in plain:
        return base64.b64decode(plain["bytes"])
    return _record(plain)


def _record(plain: dict[str, Any]) -> Any:
    kind = KINDS[plain["kind"]]
    named = {name: _value(value) for name, value in plain.items() if name != "kind"}
    if kind is replies.Button:
        named["style"] = replies.Style(named["style"])
    return kind(**named)
