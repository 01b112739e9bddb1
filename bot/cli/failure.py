"""How a command says no."""

from __future__ import annotations

from bot.cli.speak import words
from handlers.conversation.text import Value


class Refused(Exception):
    """The command cannot be done: why, and what to do next, from the catalogue `command`."""

    def __init__(self, key: str, **values: Value) -> None:
        super().__init__(words()(key, **values))


class Worded(Refused):
    """The same, in a sentence of another catalogue; a command says it as a failure of its own."""

    def __init__(self, sentence: str) -> None:
        Exception.__init__(self, sentence)
