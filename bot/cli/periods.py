"""`mitra periods`: which months are settled, and how one is closed."""

from __future__ import annotations

import argparse

from bot.app import App
from bot.cli import world
from bot.cli.failure import Worded
from bot.cli.speak import say, say_json, words
from handlers.conversation.text import Text
from handlers.conversation.turn import Happening
from handlers.incentives.calculating.closing import Step
from handlers.incentives.closing import steps
from handlers.incentives.closing.handler import APPROVERS, PREPARERS
from storage.people import Person
from storage.periods import PeriodState, SettlementPeriod
from storage.store import Records

CATALOGUE = "closing"


class NotClosed(Worded):
    """Said in the words about periods."""


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    listed = actions.add_parser("list", help="every month, and how far it is")
    listed.add_argument("--json", action="store_true", help="print one JSON document")
    listed.set_defaults(act=_list)
    close = actions.add_parser("close", help="calculate a month and submit it, or approve it")
    close.add_argument("code", metavar="2026-08")
    close.add_argument("--as", dest="who", required=True, metavar="WHO", help="who does it")
    close.add_argument(
        "--approve", action="store_true", help="somebody else: approve what was submitted, close"
    )
    close.add_argument("--at", help="when it is, ISO 8601; the installation's clock otherwise")
    close.add_argument("--json", action="store_true", help="print one JSON document")
    close.set_defaults(act=_close)


def run(given: argparse.Namespace) -> None:
    """
    Raises:
        Refused: when the step is not this person's, or not now.
    """
    given.act(world.opened(), given, Text.load(CATALOGUE, words().language))


def _list(app: App, given: argparse.Namespace, text: Text) -> None:
    with app.store.reading() as records:
        found = list(records.periods.all())
    if given.json:
        say_json([_document(period) for period in found])
        return
    for period in found:
        say(text("period", code=period.code, state=text(f"state_{period.state}")))


def _close(app: App, given: argparse.Namespace, text: Text) -> None:
    now = world.moment(app, given.at)
    with app.store.reading() as records:
        by = _person(records, given, text)
    step = Step(given.code, by, now)
    try:
        issued = _approved(app, step) if given.approve else _submitted(app, step)
    except ValueError as wrong:
        raise NotClosed(text("no_month", written=given.code)) from wrong
    except steps.REFUSED as no:
        raise NotClosed(_why(no, app, given.code, text)) from no
    with app.store.reading() as records:
        period = records.periods.coded(given.code)
    assert period is not None, "it was closed just now"
    if given.json:
        say_json(_document(period) | {"statements": issued})
    elif given.approve:
        say(text.plural("closed", issued, code=given.code))
    else:
        say(text("submitted", code=given.code))


def _submitted(app: App, step: Step) -> int:
    app.calculator(lambda: step.now).close(step)
    return 0


def _approved(app: App, step: Step) -> int:
    """Approved and closed in one go; what was approved and not closed is closed now."""
    with app.store.transaction() as records:
        period = records.periods.coded(step.code)
        if period is None or period.state is not PeriodState.APPROVED:
            steps.approve(_happening(app, records, step), step)
    with app.store.transaction() as records:
        return len(steps.close(_happening(app, records, step), step))


def _happening(app: App, records: Records, step: Step) -> Happening:
    return Happening(records, step.now, app.registry.publish, finder=app.finder)


def _person(records: Records, given: argparse.Namespace, text: Text) -> Person:
    person = records.people.with_handle(given.who)
    may = APPROVERS if given.approve else PREPARERS
    if person is None or person.role not in may:
        raise NotClosed(text("not_theirs", who=given.who))
    return person


def _why(no: Exception, app: App, code: str, text: Text) -> str:
    with app.store.reading() as records:
        period = records.periods.coded(code)
    state = text(f"state_{period.state if period else PeriodState.OPEN}")
    return text(steps.why(no), code=code, state=state)


def _document(period: SettlementPeriod) -> dict[str, object]:
    return {
        "period": period.code,
        "first": period.first,
        "last": period.last,
        "state": period.state,
        "approved_at": period.approved_at,
        "closed_at": period.closed_at,
    }
