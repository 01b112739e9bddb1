"""`mitra plans`: checks incentive plans, simulates what they pay, and publishes them."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.cli import publishing, simulating
from bot.cli.failure import Refused
from bot.cli.speak import say, say_json
from handlers.conversation.text import Text
from handlers.incentives.engine.canonical import digest
from handlers.incentives.engine.documents import LARGEST
from handlers.incentives.engine.faults import Fault
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.reading import read_text
from handlers.incentives.mending import where, worded
from storage.values import Language


class Faulty(Refused):
    """The plan has faults, which are printed; said in the language that was asked for."""

    def __init__(self, sentence: str) -> None:
        Exception.__init__(self, sentence)


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    check = actions.add_parser("check", help="say whether a plan is sound, or all its faults")
    check.add_argument("plan", type=Path, metavar="PLAN.yaml")
    check.add_argument("--lang", type=Language, choices=list(Language), default=Language.EN)
    check.add_argument("--json", action="store_true", help="print one JSON document")
    check.set_defaults(act=_check)
    simulating.arguments(actions, opened)
    publishing.arguments(actions, opened)


def run(given: argparse.Namespace) -> None:
    """
    Raises:
        Refused: when there is no such file, or the plan has faults.
    """
    given.act(given)


def opened(path: Path, language: Language) -> Plan:
    """The plan in a file.

    Raises:
        Faulty: after all its faults were printed.
    """
    text = Text.load("plans", language)
    found = read_text(content(path))
    if isinstance(found, Plan):
        return found
    for fault in found:
        say(f"{where(fault, text)}: {worded(fault, text)}")
    raise Faulty(text.plural("faults", len(found), path=str(path)))


def content(path: Path) -> bytes:
    """No more of it than what shows that it is too large.

    Raises:
        Refused: when it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as wrong:
        raise Refused("no_file", path=str(path), reason=wrong.strerror or str(wrong)) from wrong


def _check(given: argparse.Namespace) -> None:
    if given.json:
        _check_as_json(given)
        return
    plan = opened(given.plan, given.lang)
    text = Text.load("plans", given.lang)
    say(text("sound", name=plan.name, id=plan.id, version=str(plan.version)))
    say(text("hash", digest=digest(plan)))


def _check_as_json(given: argparse.Namespace) -> None:
    text = Text.load("plans", given.lang)
    found = read_text(content(given.plan))
    if isinstance(found, Plan):
        say_json(
            {"id": found.id, "name": found.name, "version": found.version}
            | {"hash": digest(found), "faults": []}
        )
        return
    say_json({"faults": [_as_json(fault, text) for fault in found]})
    raise Faulty(text.plural("faults", len(found), path=str(given.plan)))


def _as_json(fault: Fault, text: Text) -> dict[str, str]:
    return {"path": fault.path, "code": fault.code, "message": worded(fault, text)}
