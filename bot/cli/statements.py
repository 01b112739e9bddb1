"""`mitra statements verify`: works out every statement ever issued again, and compares."""

from __future__ import annotations

import argparse

from bot.cli import statement, world
from bot.cli.speak import words
from handlers.conversation.text import Text


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=[statement.VERIFY])
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(given: argparse.Namespace) -> None:
    """
    Raises:
        Refused: when one of them does not come out as it was issued.
    """
    text = Text.load(statement.CATALOGUE, words().language)
    statement.verified(world.opened(), text, as_json=given.json)
