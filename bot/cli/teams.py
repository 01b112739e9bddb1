"""`mitra teams package`: the Teams app for the configured Azure bot."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.cli.failure import Refused
from bot.cli.speak import say, words
from bot.platforms.teams.package import package
from bot.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    made = actions.add_parser("package", help="the zip file to upload")
    made.add_argument("file", nargs="?", type=Path, default=Path("mitra-teams.zip"))


def run(given: argparse.Namespace) -> None:
    """
    Raises:
        Refused: without an application id, or where the file cannot be written.
    """
    settings = Settings()
    if not settings.has_teams:
        raise Refused("no_app_id")
    try:
        given.file.write_bytes(package(settings.teams_app_id, settings.public_url))
    except OSError as wrong:
        raise Refused("no_file", path=str(given.file), reason=str(wrong)) from wrong
    say(words()("package_written", path=str(given.file)))
