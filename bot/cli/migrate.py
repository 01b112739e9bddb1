"""`mitra migrate`: the newest schema."""

from __future__ import annotations

import argparse

from bot.app import App
from bot.cli.speak import say, words
from bot.settings import Settings
from storage import schema


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(given: argparse.Namespace) -> None:
    app = App(Settings())
    schema.upgrade(app.store.engine)
    say(words()("migrated", where=app.store.address))
