"""A small assistant whose answers show everything that the page has to show."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from itertools import count as count_from

import pytest

from bot.assistant import Assistant
from bot.courier import Courier
from bot.platforms.web.send import PageSender
from handlers.conversation.form import Form, TextField
from handlers.conversation.handler import Handler
from handlers.conversation.registry import Registry
from handlers.conversation.reply import AskWith, Attachment, Button, Buttons, Feedback, Reply
from handlers.conversation.routing import Router
from handlers.conversation.turn import Encounter, Telling, Turn
from handlers.conversation.understanding import Example, Understanding
from storage.people import EVERYONE
from storage.store import Store
from storage.values import Language, Place, Platform, Setting
from tests.conftest import NOW

#: It borrows a catalogue that teaches nothing.
trial = Handler("command")
SUPPORT = Place(Platform.SLACK, "demo", "partner-support", "", Setting.CHANNEL)
FORM = Form("command.paper", "A paper", (TextField("line", "Line"),), "Send", "7")
DECIDE = Buttons((Button("Approve", "command.approve", "7"), Button("Wait", "command.wait")))


@trial.intent("count", roles=EVERYONE)
def count(turn: Turn, sentence: str) -> Reply:
    times = turn.topic.get("times", 0) + 1
    turn.remember("command", times=times)
    return Reply(
        f"counted {times}", (AskWith("Fill in", FORM), Feedback("command.wait", "1", "Yes", "No"))
    )


@trial.intent("secret", roles=EVERYONE)
def secret(turn: Turn, sentence: str) -> Reply:
    return Reply("the secret is 42", private=True)


@trial.intent("ask", roles=EVERYONE)
def ask(turn: Turn, sentence: str) -> Reply:
    maya = turn.records.people.with_handle("maya")
    assert maya is not None
    turn.tell(maya, "command.card", card="card:7")
    turn.tell_place(SUPPORT, Language.EN, "command.card")
    return Reply("asked Maya", (Attachment("a.csv", "text/csv", b"a,b\n", "Your copy"),))


@trial.intent("burn", roles=EVERYONE)
def burn(turn: Turn, sentence: str) -> Reply:
    raise RuntimeError("a password is in this message")


@trial.button("approve", roles=EVERYONE)
def approve(turn: Turn, value: str) -> Reply:
    turn.refresh("card:7")
    return Reply("approved", replaces=True)


@trial.button("wait", roles=EVERYONE)
def wait(turn: Turn, value: str) -> Reply:
    return Reply(f"noted {value}")


@trial.form("paper", roles=EVERYONE)
def paper(turn: Turn, values: Mapping[str, str]) -> Reply:
    return Reply(f"read {values['line']} about {turn.subject}")


@trial.notice("card")
def card(telling: Telling) -> Reply:
    return Reply("approve this?", (DECIDE,)) if not telling.copy.message_id else Reply("decided")


@trial.stranger
def stranger(encounter: Encounter, sentence: str) -> Reply:
    return Reply("we have not met", (Buttons((Button("Help", "command.wait"),)),))


EXAMPLES = {
    "command.count": ("please count one more", "count again for me", "add one to the counter"),
    "command.secret": ("tell me the secret word", "what is the secret", "reveal the secret now"),
    "command.ask": ("ask Maya to decide this", "let Maya decide", "Maya should decide it"),
    "command.burn": ("burn the house down", "set it on fire", "burn everything to ashes"),
}
Clock = Callable[[], datetime]
Deliver = Callable[[], Awaitable[list[int]]]


@pytest.fixture(scope="package")
def trial_registry() -> Registry:
    return Registry([trial])


@pytest.fixture(scope="package")
def trial_router(trial_registry: Registry) -> Router:
    examples = [
        Example(sentence, intent, Language.EN)
        for intent, sentences in EXAMPLES.items()
        for sentence in sentences
    ]
    return Router(trial_registry, Understanding.learn(examples))


@pytest.fixture
def clock() -> Clock:
    """Each look at it is a second later."""
    seconds = count_from(0)
    return lambda: NOW + timedelta(seconds=next(seconds))


@pytest.fixture
def assistant(
    store: Store, trial_registry: Registry, trial_router: Router, clock: Clock
) -> Assistant:
    return Assistant(store, trial_registry, trial_router, clock)


@pytest.fixture
def deliver(store: Store, trial_registry: Registry, clock: Clock) -> Deliver:
    """The real courier, sending to the page as in a demo without Slack or Teams."""
    courier = Courier(store, trial_registry, {}, clock, demo=PageSender())
    return lambda: courier.deliver_due(clock())
