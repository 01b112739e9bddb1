"""`mitra slack manifest`: the Slack app for the configured public address."""

from __future__ import annotations

import argparse

from bot.cli.speak import say_json
from bot.platforms.slack.manifest import manifest
from bot.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_subparsers(dest="action", required=True).add_parser(
        "manifest", help="to paste at api.slack.com/apps; Socket Mode without MITRA_PUBLIC_URL"
    )


def run(given: argparse.Namespace) -> None:
    say_json(manifest(Settings().public_url))
