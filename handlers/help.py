"""Says hello, and shows each person what they may do, with a sentence that does it."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from handlers.conversation.handler import Handler
from handlers.conversation.manners import BEGIN
from handlers.conversation.reply import Button, Buttons, Fact, Facts, Paragraph, Reply
from handlers.conversation.text import Text
from handlers.conversation.turn import Turn
from storage.people import EVERYONE

help_ = Handler("help")
SHOW = "help.show"
BUTTONS = 3


@help_.intent("show", roles=EVERYONE)
def show(turn: Turn, _: str) -> Reply:
    """Every capability's requests for this role, each with an example that works."""
    by_handler = groupby(_offered(turn), key=_handler)
    blocks = (Facts(tuple(_example(turn, name) for name in names)) for _, names in by_handler)
    intro = Paragraph(turn.text("what_i_do"))
    return Reply(turn.text("here_is"), (intro, *blocks, _suggestions(turn)))


@help_.intent("welcome", roles=EVERYONE)
def welcome(turn: Turn, _: str) -> Reply:
    text = turn.text
    more = Button(text("title_show"), BEGIN, SHOW)
    buttons = Buttons((*_suggestions(turn).buttons, more))
    return Reply(text("hello", name=turn.person.name), (Paragraph(text("hello_next")), buttons))


def _offered(turn: Turn) -> list[str]:
    """What can be asked for in a sentence, in the order of the menu."""
    asked = (name for name in turn.menu if name != SHOW)
    return [name for name in asked if _said(turn, "try", name)]


def _example(turn: Turn, name: str) -> Fact:
    return Fact(_title(turn, name), turn.text("like_this", example=_said(turn, "try", name)))


def _suggestions(turn: Turn) -> Buttons:
    """What this person does most, then what comes first on the menu."""
    done = turn.records.conversations.of(turn.person.id)
    often = Counter(exchange.operation for exchange in done)
    ranked = sorted(_offered(turn), key=lambda name: -often[name])[:BUTTONS]
    return Buttons(tuple(Button(_title(turn, name), BEGIN, name) for name in ranked))


def _title(turn: Turn, name: str) -> str:
    return _said(turn, "title", name)


def _said(turn: Turn, what: str, name: str) -> str:
    """`try_<intent>`, or what staff read instead: nothing, where it is not for them."""
    replies = Text.load(_handler(name), turn.language).replies
    usual = replies.get(f"{what}_{_intent(name)}", "")
    return replies.get(f"{what}_{_intent(name)}_staff", usual) if turn.person.is_staff else usual


def _handler(name: str) -> str:
    return name.partition(".")[0]


def _intent(name: str) -> str:
    return name.partition(".")[2]
