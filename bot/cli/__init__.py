"""The command `mitra`: what one can do without a chat platform."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import Protocol

from bot.cli.failure import Refused

#: Each command is a module of this package; only the one that is asked for is imported.
COMMANDS = {
    "serve": "listen on every configured door, and do what is due",
    "demo": "load the demo world, with its clock, into an empty database",
    "say": "do one thing as a person, and read the answer",
    "tick": "do everything that is due by a moment",
    "ask": "ask the knowledge a question",
    "knowledge": "add, list, remove and synchronise documents",
    "deals": "compare names of companies",
    "crm": "say what other systems were told of deals, and tell it once more",
    "plans": "check incentive plans, simulate what they pay, publish them",
    "transactions": "import files of sales",
    "rates": "store exchange rates, and list them",
    "periods": "say which months are settled, and close one",
    "payouts": "prepare, approve, export and settle what is paid out",
    "statement": "print what somebody earned in a period",
    "statements": "verify every statement that was issued",
    "understanding": "measure how sentences are understood",
    "migrate": "bring the database to the newest schema",
    "doctor": "say what is configured, what is missing and how to mend it",
    "slack": "print the Slack app manifest",
    "teams": "write the Teams app package",
}


class Command(Protocol):
    def arguments(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, given: argparse.Namespace) -> None: ...


def main(argv: list[str] | None = None) -> int:
    """Exit status 0; 1 when something was refused, said in one sentence; 2 for bad usage."""
    argv = sys.argv[1:] if argv is None else argv
    wanted = argv[0] if argv else ""
    parser = argparse.ArgumentParser(prog="mitra", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary)
        if name == wanted:
            _command(name).arguments(command)
    given = parser.parse_args(argv)
    try:
        _command(given.command).run(given)
    except Refused as refused:
        print(f"mitra: {refused}", file=sys.stderr)  # noqa: T201 - a command line speaks
        return 1
    return 0


def _command(name: str) -> Command:
    module: Command = import_module(f"bot.cli.{name}")
    return module
