"""Everything the assistant can do, looked up by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from handlers.conversation.handler import (
    Handler,
    OnEvent,
    OnNotice,
    OnStranger,
    OnTick,
    Operation,
)
from handlers.conversation.text import Text
from handlers.conversation.turn import Happening
from handlers.conversation.understanding import Example
from storage.people import Role
from storage.values import Language


class Registry:
    def __init__(self, handlers: Sequence[Handler]) -> None:
        self.handlers = tuple(handlers)
        self._operations = {k: o for h in handlers for k, o in h.operations.items()}
        self._notices = {n: tell for h in handlers for n, tell in h.notices.items()}
        self._commands = dict(self._written())

    def operation(self, kind: str, name: str) -> Operation | None:
        return self._operations.get((kind, name))

    @property
    def operations(self) -> tuple[Operation, ...]:
        return tuple(self._operations.values())

    def notice(self, name: str) -> OnNotice:
        return self._notices[name]

    @property
    def stranger(self) -> OnStranger:
        """The one answer to people whom nobody knows."""
        (answer,) = (answer for handler in self.handlers for answer in handler.strangers)
        return answer

    @property
    def jobs(self) -> Iterator[tuple[str, timedelta, OnTick]]:
        for handler in self.handlers:
            for every, work in handler.jobs:
                yield f"{handler.name}.{work.__name__}", every, work

    def command(self, sentence: str) -> tuple[Operation, Language] | None:
        """The operation whose exact command this is: `help`, `bantuan`."""
        return self._commands.get(sentence.strip(" .!?/").casefold())

    def written(self, sentence: str) -> Operation | None:
        """The operation that this whole sentence is written for: an invitation code."""
        names = (
            name
            for handler in self.handlers
            for name, pattern in handler.patterns.items()
            if pattern.fullmatch(sentence.strip())
        )
        name = next(names, None)
        return self._operations["written", name] if name else None

    def mentioned(self, sentence: str) -> Operation | None:
        """The operation that answers what a sentence mentions, whatever else it means."""
        names = (
            name
            for handler in self.handlers
            for name, pattern in handler.mentions.items()
            if pattern.search(sentence)
        )
        name = next(names, None)
        return self._operations["mention", name] if name else None

    def open_to(self, role: Role, kind: str) -> tuple[Operation, ...]:
        """What a role may do, of one kind, in the order it is offered."""
        return tuple(o for o in self.operations if o.kind == kind and role in o.roles)

    def examples(self) -> list[Example]:
        """What understanding learns from: the example sentences of every catalogue."""
        return [
            Example(sentence, f"{handler.name}.{intent}", language)
            for handler in self.handlers
            for language in Language
            for intent, sentences in handler.text(language).examples.items()
            for sentence in sentences
        ]

    def text(self, name: str, language: Language, zone: str) -> Text:
        """The words of the handler that `name` (`handler.operation`) belongs to."""
        return Text.load(name.partition(".")[0], language, zone)

    def publish(self, happening: Happening, event: str, facts: Mapping[str, Any]) -> None:
        """Tell every capability that listens what another one did."""
        for hear in self._listeners(event):
            hear(happening, facts)

    def _listeners(self, event: str) -> list[OnEvent]:
        return [hear for handler in self.handlers for hear in handler.events.get(event, [])]

    def _written(self) -> Iterator[tuple[str, tuple[Operation, Language]]]:
        for handler in self.handlers:
            for language in Language:
                for name, phrases in handler.text(language).commands.items():
                    operation = self._operations["intent", f"{handler.name}.{name}"]
                    yield from ((phrase.casefold(), (operation, language)) for phrase in phrases)
