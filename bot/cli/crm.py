"""`mitra crm`: what other systems were told of the deals, and what was said in vain once more."""

from __future__ import annotations

import argparse

from bot.app import App
from bot.cli import world
from bot.cli.failure import Refused
from bot.cli.speak import say, say_json, words
from storage.crm import ChangeState, CrmTarget
from storage.store import Records


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    status = actions.add_parser("status", help="who is told, and how many changes wait or failed")
    status.add_argument("--json", action="store_true", help="print one JSON document")
    status.set_defaults(act=_status)
    retry = actions.add_parser("retry", help="tell one of them again what it was told in vain")
    retry.add_argument("target", help="webhook, hubspot or salesforce")
    retry.set_defaults(act=_retry)


def run(given: argparse.Namespace) -> None:
    given.act(world.opened(), given)


def _status(app: App, given: argparse.Namespace) -> None:
    with app.store.reading() as records:
        found = [(target, _counted(records, target)) for target in records.crm.targets()]
    if given.json:
        say_json({"targets": [_document(*each) for each in found]})
        return
    for target, counts in found:
        said = "crm_on" if target.active else "crm_off"
        say(words()(said, name=target.name, **counts))
    if not found:
        say(words()("follow_none"))


def _counted(records: Records, target: CrmTarget) -> dict[str, int]:
    tally = records.crm.tally(target.name)
    return {state.value: tally.get(state, 0) for state in ChangeState}


def _document(target: CrmTarget, counts: dict[str, int]) -> dict[str, str | int]:
    return {"name": target.name, "active": target.active, "reason": target.reason, **counts}


def _retry(app: App, given: argparse.Namespace) -> None:
    """
    Raises:
        Refused: when nobody of that name was ever told anything.
    """
    with app.store.transaction() as records:
        if records.crm.target(given.target) is None:
            raise Refused("crm_unknown", name=given.target)
        again = records.crm.retry(given.target, records.claims.clock())
    say(words()("crm_again", name=given.target, changes=again))
