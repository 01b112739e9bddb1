"""`mitra serve`: listens on every configured door, and does what is due."""

from __future__ import annotations

import argparse
import errno
import gc

from bot import demo, log
from bot.app import App
from bot.cli.failure import Refused
from bot.cli.speak import say, words
from bot.server import run as listen
from bot.settings import Settings
from storage import schema


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--demo", action="store_true", help="load the demo world first where there is none"
    )


def run(given: argparse.Namespace) -> None:
    """
    Raises:
        Refused: when the port is taken.
    """
    app = App(Settings())
    log.configure()
    schema.upgrade(app.store.engine)
    if given.demo and not (app.settings.has_slack or app.settings.has_teams):
        _demo(app)
    host, port = app.settings.host, app.settings.port
    try:
        listen(app, ready=lambda: _ready(app.settings))
    except OSError as taken:
        if taken.errno != errno.EADDRINUSE:
            raise
        raise Refused("port_taken", host=host, port=str(port)) from taken


def _demo(app: App) -> None:
    """The world stays as it was left: it is loaded only into an empty database."""
    with app.store.reading() as records:
        empty = records.installation.this() is None and not records.people.all()
    if empty:
        demo.load(app.store, app.clock())


def _ready(settings: Settings) -> None:
    """From here on what is dropped is collected (`bot/__main__.py` switched that off), but what is
    loaded by now stays: looking it through would cost a turn now and then 70 ms."""
    gc.freeze()
    gc.enable()
    _say_where(settings)


def _say_where(settings: Settings) -> None:
    where = {"host": settings.host, "port": str(settings.port)}
    say(words()("page_here" if settings.has_page else "ready", **where))
