"""`mitra demo`: the demo world in an empty database."""

from __future__ import annotations

import argparse

from bot import demo
from bot.app import App
from bot.cli.failure import Refused
from bot.cli.speak import say
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
        raise Refused(
            "a Slack workspace or a Teams app is configured, and a demo would reach real people. "
            "Unset SLACK_BOT_TOKEN and TEAMS_APP_ID, or use another .env."
        )
    schema.upgrade(app.store.engine)
    try:
        demo.load(app.store, app.clock())
    except demo.NotEmpty as full:
        raise Refused(
            f"{full}. Name another with MITRA_DATABASE_URL, or delete {app.settings.database_url}."
        ) from full
    say(f"The demo world is in {app.settings.database_url}. Try: mitra say --as rina help")
