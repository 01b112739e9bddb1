"""`mitra statement`: what somebody earned in a period, and the proof that it is still right."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from typing import Any

from bot.app import App
from bot.cli import world
from bot.cli.failure import Worded
from bot.cli.speak import say, say_json, words
from handlers.conversation.text import Text
from handlers.incentives.calculating.earners import Earner
from handlers.incentives.calculating.statements import Asked, statement
from handlers.incentives.calculating.verifying import Check, Verified, verify
from handlers.incentives.documents import totals
from handlers.incentives.documents.pdf import as_pdf
from handlers.incentives.documents.spreadsheet import to_csv
from handlers.incentives.documents.values import Adjustment, Line, StatementDocument
from storage.store import Records
from storage.values import Period

CATALOGUE = "closing"
VERIFY = "verify"
CODE = re.compile(r"(?P<year>\d{4})(-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")


class NoStatement(Worded):
    """Said in the words about periods."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("who", help="a person's handle or a partner's name; or: verify")
    parser.add_argument("period", nargs="?", metavar="PERIOD", help="2026-08, 2026-Q3 or 2026")
    form = parser.add_mutually_exclusive_group()
    for name, meaning in (
        ("json", "print one JSON document"),
        ("pdf", "write a PDF to the standard output"),
        ("csv", "write CSV to the standard output"),
    ):
        form.add_argument(f"--{name}", action="store_true", help=meaning)


def run(given: argparse.Namespace) -> None:
    """
    Raises:
        Refused: when there is nobody or nothing of that name, or a statement is not right.
    """
    app, text = world.opened(), Text.load(CATALOGUE, words().language)
    if given.who == VERIFY and given.period is None:
        verified(app, text, as_json=given.json)
        return
    period = _period(given.period or "", text)
    app.calculate()
    with app.store.reading() as records:
        whose = _whose(records, given.who, text)
        found = statement(records, Asked(whose, period, world.moment(app, None)))
    _show(found, given, text)


def verified(app: App, text: Text, *, as_json: bool) -> None:
    """
    Raises:
        Refused: when one of them does not come out as it was issued.
    """
    with app.store.reading() as records:
        found = list(verify(records))
    wrong = [each for each in found if each.check is not Check.GOOD]
    if as_json:
        say_json({"statements": len(found), "wrong": [_wrong(each) for each in wrong]})
    else:
        for each in wrong:
            say(text(f"wrong_{each.check}", **_named(each)))
        say(text.plural("verified", len(found)))
    if wrong:
        raise NoStatement(text.plural("not_verified", len(wrong)))


def _show(found: StatementDocument, given: argparse.Namespace, text: Text) -> None:
    if given.pdf or given.csv:
        write = as_pdf if given.pdf else to_csv
        sys.stdout.buffer.write(write(found, text.language))
        sys.stdout.buffer.flush()
    elif given.json:
        say_json(_document(found))
    else:
        for line in _lines(found, text):
            say(line)


def _lines(found: StatementDocument, text: Text) -> list[str]:
    total = text.money(totals.total(found))
    key = "issued" if found.issue.is_final else "provisional"
    head = text("statement", who=found.who, period=found.period, total=total)
    lines = [head, text(key, version=found.issue.version, hash=found.issue.hash)]
    lines += [
        text("line", day=text.short_day(line.sale.day), sale=line.sale.reference or "–")
        + f" {line.rule.component}: {text.money(line.amount)}"
        for line in found.lines
    ]
    lines += [f"{each.kind}: {text.money(each.amount)}" for each in found.adjustments]
    return lines


def _whose(records: Records, who: str, text: Text) -> Earner:
    person = records.people.with_handle(who)
    if person is not None and person.partner_id is not None:
        return Earner(person.partner_id, person.id)
    partner = records.partners.named(who)
    if partner is None:
        raise NoStatement(text("nobody", who=who))
    return Earner(partner.id)


def _period(written: str, text: Text) -> Period:
    found = CODE.fullmatch(written)
    if found is None:
        raise NoStatement(text("no_period", written=written))
    year = int(found["year"])
    if found["month"]:
        return Period.month(date(year, int(found["month"]), 1))
    if found["quarter"]:
        return Period.quarter(date(year, 3 * int(found["quarter"]), 1))
    return Period.year(date(year, 1, 1))


def _document(found: StatementDocument) -> dict[str, Any]:
    return {
        "who": found.who,
        "company": found.company,
        "first": found.period.first,
        "last": found.period.last,
        "currency": found.currency,
        "version": found.issue.version,
        "hash": found.issue.hash,
        "final": found.issue.is_final,
        "total": str(totals.total(found).amount),
        "by_status": {each: str(sum_.amount) for each, sum_ in totals.by_status(found).items()},
        "lines": [_line(line) for line in found.lines],
        "adjustments": [_adjustment(each) for each in found.adjustments],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "plan": line.rule.plan,
        "version": line.rule.version,
        "component": line.rule.component,
        "transaction": line.sale.reference,
        "day": line.sale.day,
        "gross": str(line.gross.amount),
        "amount": str(line.amount.amount),
        "status": line.status,
        "reason": line.reason,
        "added_after_closing": line.late,
    }


def _adjustment(each: Adjustment) -> dict[str, Any]:
    return {"id": each.id, "kind": each.kind, "amount": str(each.amount.amount)}


def _named(each: Verified) -> dict[str, Any]:
    statement_ = each.statement
    return {"earner": statement_.earner, "period": statement_.period_id, "hash": statement_.hash}


def _wrong(each: Verified) -> dict[str, Any]:
    return _named(each) | {"check": each.check, "version": each.statement.version}
