"""`mitra demo`: the demo world in an empty database."""

from __future__ import annotations

import argparse

from bot import demo
from bot.app import App
from bot.cli.failure import Refused
from bot.cli.knowledge import progress
from bot.cli.speak import say, words
from bot.settings import Settings
from storage import schema


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(given: argparse.Namespace) -> None:
    """
    Raises:
        Refused: beside a Slack workspace or a Teams app, or in a database that holds something.
    """
    app = App(Settings())
    if app.settings.has_slack or app.settings.has_teams:
        raise Refused("demo_beside_platform")
    schema.upgrade(app.store.engine)
    try:
        demo.load(app.store, app.clock())
    except demo.NotEmpty as full:
        raise Refused("demo_not_empty", where=app.store.address) from full
    app.study(progress)
    app.store.close()
    say(words()("demo_loaded", where=app.store.address))
