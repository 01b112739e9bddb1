from __future__ import annotations

import re

import pytest

from bot.platforms import console
from handlers.conversation.message import Opened, Pressed
from handlers.conversation.registry import Registry
from handlers.conversation.reply import Buttons
from handlers.conversation.text import Text
from storage.people import Role
from storage.values import Language
from tests.chat import Chat
from tests.conftest import People

#: Somebody of each role that the demo world has.
ROLES = {
    Role.SELLER: "rina",
    Role.OWNER: "siti",
    Role.CHANNEL_MANAGER: "maya",
    Role.FINANCE: "fajar",
    Role.SUPPORT: "budi",
}
HELP = {Language.EN: "help", Language.ID: "bantuan"}
EXAMPLE = re.compile(r"“(.+)”")
#: An announcement in one sentence is known by its shape, whatever its words mean.
WRITTEN = {
    "announcements.dictated": "announcements.write",
    "incentives.plan_dictated": "incentives.plan_new",
    "incentives.plan_export": "incentives.plan_list",
    "leads.new_plainly": "leads.new",
}
NOT_DONE = ("torn", "silent", "stale", "unreadable", "failed")


def buttons(chat: Chat) -> list[str]:
    """The labels on the last reply."""
    found = [block for block in chat.reply.blocks if isinstance(block, Buttons)]
    return [button.label for block in found for button in block.buttons]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("role", ROLES)
def test_every_example_that_help_shows_works_as_it_stands(
    chat: People, registry: Registry, role: Role, language: Language
) -> None:
    shown = chat(ROLES[role]).says(HELP[language])
    examples = EXAMPLE.findall(console.render(shown.reply))
    assert examples
    refused = Text.load("help", language)("refused")
    for example in examples:
        person = chat(ROLES[role]).says(example)
        intents = {name for name in menu(registry, role) if example in tried(name, language)}
        operation = person.answered.operation
        assert {operation, WRITTEN.get(operation)} & intents, (example, operation)
        assert not person.answered.outcome.startswith(NOT_DONE), example
        person.does_not_hear(refused)


def menu(registry: Registry, role: Role) -> list[str]:
    return [operation.name for operation in registry.open_to(role, "intent")]


def tried(name: str, language: Language) -> set[str | None]:
    """What help shows for it: to members, and to staff."""
    handler, _, intent = name.partition(".")
    replies = Text.load(handler, language).replies
    return {replies.get(f"try_{intent}"), replies.get(f"try_{intent}_staff")}


@pytest.mark.parametrize("language", Language)
def test_a_partner_reads_nothing_of_what_staff_may_do(chat: People, language: Language) -> None:
    announce = Text.load("announcements", language)("title_write")
    chat("rina").says(HELP[language]).does_not_hear(announce)
    chat("maya").says(HELP[language]).hears(announce)


@pytest.mark.parametrize("role", ROLES)
def test_a_welcome_offers_what_the_role_begins_with(chat: People, role: Role) -> None:
    person = chat(ROLES[role]).does(Opened())
    assert 2 <= len(buttons(person)) <= 4
    for label in buttons(person):
        chat(ROLES[role]).does(Opened()).presses(label)


def test_a_welcome_calls_people_by_name(chat: People) -> None:
    chat("rina").does(Opened()).hears("Halo, Rina")
    chat("siti").does(Opened("home")).hears("Hello, Siti")


def test_buttons_are_what_this_person_does_most(chat: People) -> None:
    rina = chat("rina")
    for _ in range(2):
        rina.does(Pressed("routing.begin", "identity.who"))
    assert buttons(rina.does(Opened()))[0] == "Lihat data Anda"


def test_an_emoji_is_answered_with_a_button_to_help(chat: People) -> None:
    chat("rina").says("👍").presses("Bisa bantu apa?").hears("Yang bisa saya bantu")
