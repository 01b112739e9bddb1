"""Walks a document: each value with its path, and all faults collected on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from handlers.incentives.engine import paths
from handlers.incentives.engine.faults import MOST, Code, Fault
from handlers.incentives.engine.nearness import listed, near

T = TypeVar("T")
LONGEST = 40
#: What no text of a plan has, and no terminal should get.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class Enough(Exception):
    """There are as many faults as anybody wants to read at once."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a document, where it stands, and where its faults are collected."""

    value: object
    path: str
    faults: list[Fault]

    def fault(self, code: Code, **facts: str) -> None:
        """
        Raises:
            Enough: when nobody would read more of them.
        """
        self.faults.append(Fault(self.path, code, facts))
        if len(self.faults) >= MOST:
            raise Enough

    def wrong(self, code: Code, **facts: str) -> None:
        """A fault that shows what was found."""
        self.fault(code, found=shown(self.value), **facts)

    def key(self, name: str) -> Node:
        value = self.value.get(name) if isinstance(self.value, Mapping) else None
        return Node(value, paths.key(self.path, name), self.faults)

    def items(self) -> Sequence[Node] | None:
        if not isinstance(self.value, list | tuple):
            self.wrong(Code.NOT_A_LIST)
            return None
        return [
            Node(value, paths.item(self.path, at), self.faults)
            for at, value in enumerate(self.value)
        ]


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A kind of value: `read` gives None where there was a fault; reading then goes on with
    `instead`, to find the others too."""

    read: Callable[[Node], T | None]
    instead: T

    def of(self, node: Node) -> T:
        found = self.read(node)
        return self.instead if found is None else found


class Fields:
    """The keys of an object: those that are unknown are faults at once."""

    def __init__(self, node: Node, known: Sequence[str]) -> None:
        self.node = node
        self._is_object = isinstance(node.value, Mapping)
        if isinstance(node.value, Mapping):
            for name in node.value:
                if name not in known:
                    _unknown(node.key(str(name)), str(name), known)
        else:
            node.wrong(Code.NOT_AN_OBJECT, known=listed(known))

    def found(self, name: str, kind: Kind[T]) -> T | None:
        """A key that must be there."""
        node = self.node.key(name)
        if node.value is not None:
            return kind.read(node)
        if self._is_object:
            node.fault(Code.MISSING_KEY, name=name)
        return None

    def need(self, name: str, kind: Kind[T]) -> T:
        found = self.found(name, kind)
        return kind.instead if found is None else found

    def may(self, name: str, kind: Kind[T]) -> T | None:
        """A key that may be left out, or be null."""
        node = self.node.key(name)
        return None if node.value is None else kind.read(node)

    def get(self, name: str, kind: Kind[T], default: T) -> T:
        found = self.may(name, kind)
        return default if found is None else found


def list_of(kind: Kind[T], least: int = 1) -> Kind[tuple[T, ...]]:
    def read(node: Node) -> tuple[T, ...] | None:
        items = node.items()
        if items is None:
            return None
        if len(items) < least:
            node.fault(Code.EMPTY, name=paths.last(node.path))
        return tuple(kind.of(item) for item in items)

    return Kind(read, ())


def shown(value: object) -> str:
    """A value in a few words."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str():
            legible = CONTROL.sub(_escaped, value[:LONGEST])
            return legible if len(value) <= LONGEST else f"{legible}…"
        case Mapping():
            return "{…}"
        case list() | tuple():
            return "[…]"
        case _:
            return shown(str(value))


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()


def _unknown(node: Node, name: str, known: Sequence[str]) -> None:
    facts = {"name": shown(name), "known": listed(known)}
    node.fault(Code.UNKNOWN_KEY, **facts, **near(name, known))
