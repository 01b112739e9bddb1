"""How a capability says what it answers, and to whom.

One `Handler` a capability; everything it does is registered beside its code with the roles
that may do it. The role is asked again at the moment of doing, whatever was drawn before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from handlers.conversation.reply import Reply
from handlers.conversation.text import Text
from handlers.conversation.turn import Encounter, Happening, Telling, Tick, Turn
from storage.people import Role
from storage.values import Language

Roles = frozenset[Role]
Answer = Reply | None  #: None: nothing to say, and silence is right

OnSentence = Callable[[Turn, str], Answer]
OnPress = Callable[[Turn, str], Answer]
OnSubmit = Callable[[Turn, Mapping[str, str]], Answer]
OnNotice = Callable[[Telling], Answer]
OnTick = Callable[[Tick], None]
OnEvent = Callable[[Happening, Mapping[str, Any]], None]
OnStranger = Callable[[Encounter, str], Reply]
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked of the assistant. `name` is `handler.operation`.

    `sensitive` operations are written to the audit log, done or refused.
    """

    name: str
    kind: str
    roles: Roles
    answer: Callable[..., Answer]
    sensitive: bool = False

    @property
    def handler(self) -> str:
        return self.name.partition(".")[0]


@dataclass
class Handler:
    """A capability and its operations by kind: intents, buttons, forms, answers, follow_ups,
    places, what is written in so many signs or mentioned, what is waiting at home; besides
    them what we say unasked (notices), what is due (jobs) and what it hears of others
    (events)."""

    name: str
    operations: dict[tuple[str, str], Operation] = field(default_factory=dict)
    patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)
    mentions: dict[str, re.Pattern[str]] = field(default_factory=dict)
    notices: dict[str, OnNotice] = field(default_factory=dict)
    jobs: list[tuple[timedelta, OnTick]] = field(default_factory=list)
    events: dict[str, list[OnEvent]] = field(default_factory=dict)
    strangers: list[OnStranger] = field(default_factory=list)

    def text(self, language: Language, zone: str = "Asia/Jakarta") -> Text:
        return Text.load(self.name, language, zone)

    def intent(self, name: str, *, roles: Roles, sensitive: bool = False) -> Callable[[F], F]:
        """Answer sentences that mean this: `(turn, sentence) -> Reply`."""
        return self._operation("intent", name, roles, sensitive)

    def button(self, name: str, *, roles: Roles, sensitive: bool = False) -> Callable[[F], F]:
        """Answer a press: `(turn, value) -> Reply`."""
        return self._operation("button", name, roles, sensitive)

    def form(self, name: str, *, roles: Roles, sensitive: bool = False) -> Callable[[F], F]:
        """Answer a form: `(turn, values) -> Reply`; `turn.subject` is the form's subject."""
        return self._operation("form", name, roles, sensitive)

    def answer(self, name: str, *, roles: Roles) -> Callable[[F], F]:
        """Hear the answer to `turn.ask("handler.name", …)`: `(turn, sentence) -> Reply`,
        or None when the sentence is no answer and should be read afresh."""
        return self._operation("answer", name, roles, sensitive=False)

    def follow_up(self, *, roles: Roles) -> Callable[[F], F]:
        """Hear a sentence that leans on what this handler said last (`turn.topic`)."""
        return self._operation("follow_up", "follow_up", roles, sensitive=False)

    def place(self, name: str, *, roles: Roles) -> Callable[[F], F]:
        """Hear everything said in a conversation whose owner is `handler.name`."""
        return self._operation("place", name, roles, sensitive=False)

    def written(self, name: str, pattern: re.Pattern[str], *, roles: Roles) -> Callable[[F], F]:
        """Answer a sentence that is written just like this, such as a code."""
        self.patterns[f"{self.name}.{name}"] = pattern
        return self._operation("written", name, roles, sensitive=False)

    def brought(self, *, roles: Roles) -> Callable[[F], F]:
        """Hear of files that came in a direct chat, where their sentence means nothing else:
        `(turn, sentence) -> Reply`, or None to let the sentence be read as any other."""
        return self._operation("brought", "brought", roles, sensitive=False)

    def mention(self, name: str, pattern: re.Pattern[str], *, roles: Roles) -> Callable[[F], F]:
        """Answer a sentence that mentions this, such as a deal's number, and is not clear
        otherwise."""
        self.mentions[f"{self.name}.{name}"] = pattern
        return self._operation("mention", name, roles, sensitive=False)

    def waiting(self, *, roles: Roles) -> Callable[[F], F]:
        """Say at home what is waiting for this person: `(turn, "home") -> Reply`, or None."""
        return self._operation("waiting", "waiting", roles, sensitive=False)

    def notice(self, name: str) -> Callable[[OnNotice], OnNotice]:
        """Draw what we tell someone unasked, in their language, when it is sent.
        None: it is no longer worth saying, and the delivery is skipped."""

        def register(tell: OnNotice) -> OnNotice:
            self.notices[f"{self.name}.{name}"] = tell
            return tell

        return register

    def every(self, *, minutes: int) -> Callable[[OnTick], OnTick]:
        """Do this about that often, at least once after each such stretch of time."""

        def register(work: OnTick) -> OnTick:
            self.jobs.append((timedelta(minutes=minutes), work))
            return work

        return register

    def when(self, event: str) -> Callable[[OnEvent], OnEvent]:
        """Hear of what another capability did, in the same transaction."""

        def register(hear: OnEvent) -> OnEvent:
            self.events.setdefault(event, []).append(hear)
            return hear

        return register

    def stranger(self, answer: OnStranger) -> OnStranger:
        """Answer people whom we do not know, whatever they do."""
        self.strangers.append(answer)
        return answer

    def _operation(self, kind: str, name: str, roles: Roles, sensitive: bool) -> Callable[[F], F]:
        full = f"{self.name}.{name}"

        def register(answer: F) -> F:
            self.operations[kind, full] = Operation(full, kind, roles, answer, sensitive)
            return answer

        return register
