"""A plan's text, YAML or JSON, as a document: its numbers exact, nothing repeated or hidden."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import yaml

from handlers.incentives.engine.faults import Code, Fault
from handlers.incentives.engine.paths import item, key

#: A plan of a thousand rows has a tenth of it.
LARGEST = 1_000_000
DEEPEST = 20
#: As YAML 1.2 and JSON write numbers; 007, 1_000 and 12:30 stay text, and so does what overflows.
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d{1,3})?", re.ASCII)
CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Document:
    content: object


class _Pairs(list[tuple[str, object]]):
    """An object as written: a key may stand in it twice."""


class _Refused(Exception):
    def __init__(self, code: Code, **facts: str) -> None:
        super().__init__(code)
        self.fault = Fault("", code, facts)


def parse(text: str | bytes) -> Document | tuple[Fault, ...]:
    """The document, or why there is none."""
    try:
        written = _decoded(text)
        tree = _json(written) if written.lstrip()[:1] in ("{", "[") else _yaml(written)
    except _Refused as refused:
        return (refused.fault,)
    faults: list[Fault] = []
    content = _plain(tree, "", faults)
    return tuple(faults) if faults else Document(content)


def is_plain(text: str) -> bool:
    """Whether a text that stands in YAML without quotes stays a text."""
    return text.lower() not in CONSTANTS and not NUMBER.fullmatch(text)


def _decoded(text: str | bytes) -> str:
    if len(text) > LARGEST:
        raise _Refused(Code.TOO_LARGE, largest=f"{LARGEST // 1_000_000} MB")
    try:
        written = text.decode("utf-8-sig") if isinstance(text, bytes) else text
    except UnicodeDecodeError as wrong:
        raise _Refused(Code.NOT_UTF8) from wrong
    if not written.strip():
        raise _Refused(Code.NOTHING)
    return written


def _json(text: str) -> object:
    """What is no JSON may be YAML that begins with a brace."""
    try:
        return json.loads(
            text,
            parse_float=_number,
            parse_int=_number,
            parse_constant=Decimal,
            object_pairs_hook=_Pairs,
        )
    except RecursionError as deep:
        raise _Refused(Code.TOO_DEEP, deepest=str(DEEPEST)) from deep
    except json.JSONDecodeError as wrong:
        try:
            return _yaml(text)
        except _Refused as refused:
            if refused.fault.code is not Code.BAD_SYNTAX:
                raise
            raise _Refused(Code.BAD_SYNTAX, line=str(wrong.lineno)) from wrong


def _number(written: str) -> Decimal | str:
    return Decimal(written) if NUMBER.fullmatch(written) else written


def _yaml(text: str) -> object:
    events = yaml.parse(text, LOADER)
    try:
        next(events)
        if isinstance(next(events), yaml.StreamEndEvent):
            raise _Refused(Code.NOTHING)
        tree = _node(events, next(events), 0)
        next(events)
        if not isinstance(next(events), yaml.StreamEndEvent):
            raise _Refused(Code.TWO_DOCUMENTS)
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        raise _Refused(Code.BAD_SYNTAX, line=str(mark.line + 1 if mark else 1)) from wrong
    except yaml.YAMLError as wrong:
        raise _Refused(Code.NOT_UTF8) from wrong
    return tree


def _node(events: Iterator[yaml.Event], event: yaml.Event, depth: int) -> object:
    line = _line(event)
    if depth > DEEPEST:
        raise _Refused(Code.TOO_DEEP, deepest=str(DEEPEST))
    if isinstance(event, yaml.AliasEvent):
        raise _Refused(Code.ALIAS, line=line)
    if getattr(event, "tag", None):
        raise _Refused(Code.TAG, line=line)
    if isinstance(event, yaml.MappingStartEvent):
        return _Pairs(_pairs(events, depth + 1))
    if isinstance(event, yaml.SequenceStartEvent):
        return list(_items(events, depth + 1))
    assert isinstance(event, yaml.ScalarEvent)
    return _scalar(event.value) if event.implicit[0] else event.value


def _pairs(events: Iterator[yaml.Event], depth: int) -> Iterator[tuple[str, object]]:
    for event in iter(lambda: next(events), None):
        if isinstance(event, yaml.MappingEndEvent):
            return
        if not isinstance(event, yaml.ScalarEvent):
            raise _Refused(Code.BAD_SYNTAX, line=_line(event))
        yield event.value, _node(events, next(events), depth)


def _items(events: Iterator[yaml.Event], depth: int) -> Iterator[object]:
    for event in iter(lambda: next(events), None):
        if isinstance(event, yaml.SequenceEndEvent):
            return
        yield _node(events, event, depth)


def _line(event: yaml.Event) -> str:
    return str(event.start_mark.line + 1) if event.start_mark else ""


def _scalar(written: str) -> object:
    """Only `true` and `false` are truth values, so that `recover: no` says no."""
    lowered = written.lower()
    return CONSTANTS[lowered] if lowered in CONSTANTS else _number(written)


def _plain(tree: object, path: str, faults: list[Fault]) -> object:
    if isinstance(tree, _Pairs):
        found: dict[str, object] = {}
        for name, value in tree:
            if name in found:
                faults.append(Fault(key(path, name), Code.KEY_TWICE, {"name": name}))
            found[name] = _plain(value, key(path, name), faults)
        return found
    if isinstance(tree, list):
        return [_plain(value, item(path, at), faults) for at, value in enumerate(tree)]
    return tree
