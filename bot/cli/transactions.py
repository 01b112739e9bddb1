"""`mitra transactions`: imports files of sales, and says what a source calls whom."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from bot import sales
from bot.app import App
from bot.cli import world
from bot.cli.failure import Worded
from bot.cli.speak import say, say_json, words
from handlers.conversation.text import Text, Value
from handlers.incentives.files.faults import UnreadableFile
from handlers.incentives.files.reading import Row, read
from handlers.incentives.files.wording import CATALOGUE, complaint, correction, refusal
from storage.intake import Taken
from storage.references import ReferenceKind
from storage.sales import SOURCE, BadRow
from storage.store import Records

SELDOM = 10  #: parts between two lines about how far it is, where nobody watches


class NotTaken(Worded):
    """Said in the words about sales."""


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    take = actions.add_parser("import", help="take a CSV or JSON Lines file; safe to repeat")
    take.add_argument("file", type=Path)
    take.add_argument("--source", default=SOURCE, help="the system whose ids are in the file")
    take.add_argument("--json", action="store_true", help="print one JSON document")
    take.set_defaults(act=_import)
    call = actions.add_parser("call", help="say what a source calls one of ours")
    call.add_argument("kind", type=ReferenceKind, choices=list(ReferenceKind))
    call.add_argument("written", help="as it stands in the files of the source")
    call.add_argument("name", help="a partner's name, a member's handle or a product's SKU")
    call.add_argument("--source", default=SOURCE)
    call.set_defaults(act=_call)


def run(given: argparse.Namespace) -> None:
    """
    Raises:
        Refused: when the file or a row of it is refused; the other rows are taken.
    """
    given.act(world.opened(), given, Text.load(CATALOGUE, words().language))


def _import(app: App, given: argparse.Namespace, text: Text) -> None:
    with _opened(given.file, text) as stream:
        rows, now = _rows(stream, text), world.moment(app, None)
        parts = sales.take(app.store, rows, given.source, now, app.registry)
        counts, bad = _told(_watched(parts, stream, text), text, as_json=given.json)
    app.calculate()
    refused = counts["refused"]
    if given.json:
        say_json({**counts, "rows": bad})
    elif counts.total():
        say(text("taken", new=counts["new"], same=counts["same"], revised=counts["revised"]))
    else:
        say(text("no_rows"))
    if refused:
        raise NotTaken(text.plural("refused", refused))


def _opened(path: Path, text: Text) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as wrong:
        sentence = text("not_opened", path=str(path), reason=str(wrong.strerror))
        raise NotTaken(sentence) from wrong


def _rows(stream: BinaryIO, text: Text) -> Iterator[Row]:
    try:
        return read(stream)
    except UnreadableFile as unreadable:
        raise NotTaken(complaint(unreadable, text)) from unreadable


def _told(
    parts: Iterator[Taken], text: Text, *, as_json: bool
) -> tuple[Counter[str], list[dict[str, Value]]]:
    """Counts everything and says what was refused, at once or, for JSON, in the end."""
    counts = Counter(new=0, same=0, revised=0, refused=0)
    bad: list[dict[str, Value]] = []
    for part in parts:
        counts.update(new=part.new, same=part.same, revised=part.revised)
        counts.update(refused=len(part.refused))
        for each in part.corrected if not as_json else ():
            say(correction(each, text))
        for row in part.refused:
            if as_json:
                bad.append(_document(row, text))
            else:
                say(refusal(row, text))
    return counts, bad


def _document(row: BadRow, text: Text) -> dict[str, Value]:
    message = refusal(row, text)
    return {"line": row.line, "column": row.column, "reason": row.reason, "message": message}


def _watched(parts: Iterator[Taken], stream: BinaryIO, text: Text) -> Iterator[Taken]:
    """Says on the way how far it is; a short file is over before there is anything to say."""
    size = max(os.fstat(stream.fileno()).st_size, 1)
    rows = 0
    for number, part in enumerate(parts, start=1):
        rows += part.new + part.same + part.revised + len(part.refused)
        if sys.stderr.isatty() or number % SELDOM == 0:
            _progress(text("progress", percent=stream.tell() * 100 // size, rows=rows))
        yield part
    if rows and sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


def _progress(line: str) -> None:
    sys.stderr.write(f"\r\x1b[K{line}" if sys.stderr.isatty() else f"{line}\n")
    sys.stderr.flush()


def _call(app: App, given: argparse.Namespace, text: Text) -> None:
    with app.store.transaction() as records:
        found = _ours(records, given.kind, given.name)
        if found is None:
            raise NotTaken(text("nobody_called", name=given.name))
        kept = records.references.call(given.source, given.kind, given.written, found)
        if kept.target_id != found:
            raise NotTaken(text("called_else", source=given.source, written=given.written))
    say(text("called", source=given.source, name=given.name, written=given.written))


def _ours(records: Records, kind: ReferenceKind, name: str) -> int | None:
    match kind:
        case ReferenceKind.PARTNER:
            partner = records.partners.named(name)
            return partner.id if partner else None
        case ReferenceKind.MEMBER:
            person = records.people.with_handle(name)
            return person.id if person and person.partner_id is not None else None
        case ReferenceKind.PRODUCT:
            products = records.products.all()
            return next((product.id for product in products if product.sku == name), None)
