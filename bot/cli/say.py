"""`mitra say`: one real turn, as a person, from the command line."""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Mapping
from datetime import datetime
from mimetypes import guess_type
from pathlib import Path

from bot.cli import report, world
from bot.cli.failure import Refused
from handlers.conversation.message import Act, File, Message, Pressed, Said, Submitted
from handlers.conversation.saved import from_document
from storage.store import Records


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as", dest="who", required=True, help="a first name in lower case")
    parser.add_argument("--on", choices=["slack", "teams", "web"], help="the person's own")
    parser.add_argument("--in", dest="where", default="dm", help="dm, channel:NAME or thread:ID")
    parser.add_argument("--at", help="when it is, ISO 8601; the installation's clock otherwise")
    parser.add_argument("--event", help="the platform's id of the event, to deliver it again")
    parser.add_argument("--file", action="append", type=Path, default=[], help="bring a file")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    act = parser.add_mutually_exclusive_group()
    act.add_argument("--press", metavar="ACTION[=VALUE]")
    act.add_argument("--submit", nargs="+", metavar=("FORM", "NAME=VALUE"))
    act.add_argument("sentence", nargs="?", default=None, help="what to say")


def run(given: argparse.Namespace) -> None:
    """
    Raises:
        Refused: when the options name a place, a moment or a form that does not exist.
    """
    if not (given.press or given.submit or given.file) and given.sentence is None:
        raise Refused("nothing_said")
    app = world.opened()
    now = world.moment(app, given.at)
    with app.store.transaction() as records:
        message = _message(records, given, now)
        before = report.last_delivery(records)
    answered = app.in_other_words(app.assistant.respond(message, now), now)
    app.read_imports(now)
    app.take_sales(now)
    app.calculate(now)
    app.deliver_due(now)
    with app.store.reading() as records:
        said = report.Report.of(records, answered, before)
    report.show(said, as_json=given.json)


def _message(records: Records, given: argparse.Namespace, now: datetime) -> Message:
    sender, place = world.whereabouts(records, given.who, given.on, given.where, now)
    here = records.conversations.at(place, sender.user, now)
    event = given.event or f"say-{secrets.token_hex(8)}"
    return Message(sender, place, _act(records, given, here.id), event, in_body=True)


def _act(records: Records, given: argparse.Namespace, conversation_id: int) -> Act:
    if given.press:
        action, _, value = given.press.partition("=")
        return Pressed(action, value)
    if given.submit:
        form, *pairs = given.submit
        return _submitted(records, form, _pairs(pairs), conversation_id)
    return Said(given.sentence or "", tuple(_file(path) for path in given.file))


def _file(path: Path) -> File:
    try:
        content = path.read_bytes()
    except OSError as wrong:
        raise Refused("no_file", path=str(path), reason=str(wrong.strerror)) from wrong
    return File(path.name, guess_type(path.name)[0] or "", len(content), content)


def _pairs(written: list[str]) -> dict[str, str]:
    for pair in written:
        if "=" not in pair:
            raise Refused("no_field", written=pair)
    return {name: value for name, _, value in (pair.partition("=") for pair in written)}


def _submitted(
    records: Records, form: str, values: Mapping[str, str], conversation_id: int
) -> Submitted:
    """As on a screen: what the form was last filled in with here, changed by these values."""
    for exchange in reversed(records.conversations.recent(conversation_id, limit=20)):
        reply = from_document(exchange.reply) if exchange.reply else None
        asked = reply.form(form) if reply else None
        if asked is not None:
            filled = {field.name: field.value for field in asked.fields}
            return Submitted(form, {**filled, **values}, asked.subject, exchange.key)
    return Submitted(form, values)
