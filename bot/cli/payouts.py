"""`mitra payouts`: prepares, approves, exports and settles what is paid out."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.app import App
from bot.cli import world
from bot.cli.failure import Refused
from bot.cli.speak import say, say_json, words
from handlers.conversation.reply import Attachment
from handlers.conversation.text import Text
from handlers.conversation.turn import Happening
from handlers.incentives.paying import bank, batching, desk, steps
from handlers.incentives.paying.bank import Taken
from handlers.incentives.paying.handler import APPROVERS, PAYERS
from handlers.incentives.paying.kept import WAITS, batch_of, name_on, waiting_of
from handlers.incentives.paying.phrases import in_short, payout_words, short_state
from handlers.incentives.payouts import words as answers
from handlers.incentives.payouts.answers import Refusal
from handlers.incentives.payouts.reports import LARGEST
from handlers.incentives.payouts.values import Batch
from storage.batches import Payout, PayoutItem
from storage.people import Person
from storage.store import Store

CATALOGUE = "paying"


class NotPaid(Refused):
    """Said in the words about payouts."""

    def __init__(self, sentence: str) -> None:
        Exception.__init__(self, sentence)


class Desk:
    """Who does it, in one transaction, and in which words it is answered."""

    def __init__(self, app: App, store: Store, given: argparse.Namespace, now: datetime) -> None:
        self.app, self.store, self.given, self.now = app, store, given, now
        self.text = Text.load(CATALOGUE, words().language)

    def by(self, happening: Happening, roles: frozenset[str]) -> Person:
        person = happening.records.people.with_handle(self.given.who)
        if person is None or person.role not in roles or not person.active:
            raise NotPaid(self.text("not_theirs", who=self.given.who))
        return person

    def refused(self, happening: Happening, refused: steps.Refused) -> NotPaid:
        return NotPaid(desk.refusal(refused, happening.records, self.text))


Act = Callable[[Desk, Happening], None]


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    prepare = _action(actions, "prepare", "make a batch of everything that is payable", _prepare)
    prepare.add_argument("period", nargs="?", default="", metavar="2026-08")
    approve = _action(actions, "approve", "approve what somebody else prepared", _approve)
    approve.add_argument("payout", metavar="PAY-2026-08-1")
    export = _action(actions, "export", "write the bank's file and the table", _export)
    export.add_argument("payout", metavar="PAY-2026-08-1")
    export.add_argument("--to", type=Path, default=Path(), metavar="FOLDER")
    export.add_argument("--sent", action="store_true", help="the bank has it: mark it as sent")
    settle = _action(actions, "settle", "record what the bank answered", _settle)
    settle.add_argument("payout", metavar="PAY-2026-08-1")
    settle.add_argument("file", type=Path, help="pain.002, or CSV: reference, state, reason")


def run(given: argparse.Namespace) -> None:
    """
    Raises:
        Refused: when the step is not this person's, or not now; then nothing is changed.
    """
    app = world.opened()
    here = Desk(app, app.store, given, world.moment(app, given.at))
    with app.store.transaction() as records:
        given.act(here, Happening(records, here.now, app.registry.publish))


def _action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, told: str, act: Act
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=told)
    parser.add_argument("--as", dest="who", required=True, metavar="WHO", help="who does it")
    parser.add_argument("--at", help="when it is, ISO 8601; the installation's clock otherwise")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(act=act)
    return parser


def _prepare(here: Desk, happening: Happening) -> None:
    by, text = here.by(happening, PAYERS), here.text
    try:
        datetime.strptime(here.given.period or "2026-01", "%Y-%m")  # noqa: DTZ007 - a month
    except ValueError as wrong:
        raise NotPaid(text("no_month", written=here.given.period)) from wrong
    outcome = desk.prepared(happening, batching.Asked(by, here.now, here.given.period))
    match outcome:
        case batching.Prepared(payout, _, _):
            _told(here, payout)
        case batching.NotApproved():
            raise NotPaid(desk.not_approved(outcome, text))
        case batching.NothingToPay(_, batch, drafts):
            _waiting(batch, text)
            have = ", ".join(each.reference for each in drafts)
            drafted = text("nothing_drafts", drafts=have) if have else ""
            raise NotPaid(f"{text('nothing')} {drafted}".strip())


def _approve(here: Desk, happening: Happening) -> None:
    by = here.by(happening, APPROVERS)
    _stepped(here, happening, steps.approve(happening, by, here.given.payout))


def _export(here: Desk, happening: Happening) -> None:
    by, given = here.by(happening, PAYERS), here.given
    files = steps.export(happening, by, given.payout, here.text)
    if isinstance(files, steps.Refused):
        raise here.refused(happening, files)
    if given.sent:
        sent = steps.send(happening, by, given.payout)
        if isinstance(sent, steps.Refused):
            raise here.refused(happening, sent)
    written = [_written(here, file) for file in (files.order, files.table)]
    if given.json:
        say_json(_document(files.payout) | {"files": written})
    else:
        say("\n".join(written))


def _written(here: Desk, file: Attachment) -> str:
    path = here.given.to / file.name
    try:
        path.write_bytes(file.content)
    except OSError as wrong:
        reason = wrong.strerror or str(wrong)
        folder = str(here.given.to)
        raise NotPaid(here.text("not_written", path=folder, reason=reason)) from wrong
    return str(path)


def _settle(here: Desk, happening: Happening) -> None:
    by = here.by(happening, PAYERS)
    content = _content(here.given.file, here.text)
    taken = bank.take(happening, by, content, here.given.payout)
    match taken:
        case steps.Refused():
            raise here.refused(happening, taken)
        case Refusal():
            raise NotPaid(answers.refused(taken, payout_words(here.text)))
        case Taken():
            _answered(here, taken)


def _content(path: Path, text: Text) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as wrong:
        reason = wrong.strerror or str(wrong)
        raise NotPaid(text("not_opened", path=str(path), reason=reason)) from wrong


def _answered(here: Desk, taken: Taken) -> None:
    text = here.text
    left_out = [answers.faulty(fault, payout_words(text)) for fault in taken.faulty]
    left_out += [
        text("contrary", reference=item.reference, state=short_state(item, text))
        for item in taken.contrary
    ]
    if here.given.json:
        counts = {"known": len(taken.known), "working": len(taken.working)}
        say_json(_document(taken.payout) | counts | {"left_out": left_out})
        return
    for item, _ in taken.answers:
        say(f"{item.reference}  {name_on(item)}  {short_state(item, text)}")
    for line in left_out:
        say(line)
    if taken.known:
        say(text.plural("known_before", len(taken.known)))


def _stepped(here: Desk, happening: Happening, step: steps.Step) -> None:
    if isinstance(step, steps.Refused):
        raise here.refused(happening, step)
    _told(here, step)


def _told(here: Desk, payout: Payout) -> None:
    if here.given.json:
        say_json(_document(payout))
        return
    text = here.text
    say(f"{payout.reference}: {text(f'state_{payout.state}')}")
    for item in payout.items:
        if item.state not in WAITS:
            say(f"  {name_on(item)}  {text.money(item.net)}")
    _waiting(batch_of(payout), text)


def _waiting(batch: Batch, text: Text) -> None:
    if batch.waiting:
        say(text.plural("waiting", len(batch.waiting)))
    for one in batch.waiting:
        say(f"  {one.due.payee.name}  {text.money(one.carried)}  {in_short(one, text)}")


def _document(payout: Payout) -> dict[str, object]:
    """Amounts as decimal strings, never numbers."""
    return {
        "payout": payout.reference,
        "state": payout.state,
        "pay_on": payout.pay_on,
        "totals": {
            total.currency: str(total.amount)
            for total in (each.paid for each in batch_of(payout).totals)
        },
        "items": [_item(item) for item in payout.items],
    }


def _item(item: PayoutItem) -> dict[str, object]:
    waits = item.state in WAITS
    amount = waiting_of(item).carried if waits else item.net
    return {
        "reference": item.reference,
        "earner": item.earner,
        "payee": name_on(item),
        "currency": item.currency,
        "gross": str(amount.amount if waits else item.gross.amount),
        "withheld": str((item.gross - item.net).amount),
        "net": str(item.net.amount),
        "state": item.state,
        "reason": item.reason,
    }
