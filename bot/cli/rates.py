"""`mitra rates`: exchange rates, one at a time, from a file, and all there are."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path

from bot.app import App
from bot.cli import world
from bot.cli.failure import Worded
from bot.cli.speak import say, say_json, words
from handlers.conversation.text import Text
from handlers.incentives.exchanging import cards, publishing
from handlers.incentives.exchanging.publishing import Quote
from handlers.incentives.files.days import day
from handlers.incentives.files.faults import Fault
from handlers.incentives.files.numbers import pointed
from storage.fx import FxRate, Pair
from storage.store import Records

CATALOGUE = "rates"
NEEDED = ("day", "base", "quote", "rate")


class NotStored(Worded):
    """Said in the words about rates."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file: a rate, or why it is none."""

    line: int
    quote: Quote | None
    reason: str = ""


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="store one rate; of the same day it is a correction")
    add.add_argument("base", help="the currency that is one, such as USD")
    add.add_argument("quote", help="the currency that it is so many of, such as IDR")
    add.add_argument("day", help="2026-08-31")
    add.add_argument("rate", help="16250 or 16250.50")
    add.add_argument("--source", default="", help="who published it, as plans name it")
    add.add_argument("--sure", action="store_true", help="although it moved by over 10 per cent")
    add.set_defaults(act=_add)
    take = actions.add_parser("import", help="a CSV file with day, base, quote, rate, source")
    take.add_argument("file", type=Path)
    take.add_argument("--source", default="", help="where the file does not say it")
    take.add_argument(
        "--sure", action="store_true", help="although some moved by over 10 per cent"
    )
    take.set_defaults(act=_import)
    listed = actions.add_parser("list", help="every rate that counts, and what waits for one")
    listed.add_argument("--json", action="store_true", help="print one JSON document")
    listed.set_defaults(act=_list)


def run(given: argparse.Namespace) -> None:
    """
    Raises:
        Refused: when something is no rate, or moved so much that somebody must be sure.
    """
    given.act(world.opened(), given, Text.load(CATALOGUE, words().language))


def _add(app: App, given: argparse.Namespace, text: Text) -> None:
    cells = {"day": given.day, "base": given.base, "quote": given.quote, "rate": given.rate}
    row = _row(1, {**cells, "source": given.source}, text)
    if row.quote is None:
        raise NotStored(row.reason)
    now = world.moment(app, None)
    with app.store.transaction() as records:
        why = _doubt(records, row.quote, text, sure=given.sure)
        if why:
            raise NotStored(why)
        kept = publishing.publish(records, row.quote, now)
        say(_said(kept, text))
    app.calculate()


def _import(app: App, given: argparse.Namespace, text: Text) -> None:
    """Oldest first, so that each is compared with the one before it."""
    rows = list(_rows(given, text))
    good = sorted(((row.quote.day, row.line, row.quote) for row in rows if row.quote), key=_order)
    bad = [row for row in rows if row.quote is None]
    with app.store.transaction() as records:
        stored, same, doubted = _stored(records, good, world.moment(app, None), given, text)
    app.calculate()
    bad += doubted
    for row in sorted(bad, key=lambda row: row.line):
        say(text("refused_line", line=str(row.line), reason=row.reason))
    say(text.plural("imported", stored, same=same))
    if bad:
        raise NotStored(text.plural("some_refused", len(bad)))


def _stored(
    records: Records,
    good: list[tuple[date, int, Quote]],
    now: datetime,
    given: argparse.Namespace,
    text: Text,
) -> tuple[int, int, list[Row]]:
    new, bad = 0, list[Row]()
    for _, line, quote in good:
        why = _doubt(records, quote, text, sure=given.sure)
        if why:
            bad.append(Row(line, None, why))
            continue
        new += not _is_there(records, quote)
        publishing.publish(records, quote, now)
    return new, len(good) - len(bad) - new, bad


def _list(app: App, given: argparse.Namespace, text: Text) -> None:
    with app.store.reading() as records:
        found, waiting = records.fx.believed(), records.uncounted.by_currency()
    if given.json:
        say_json([_document(rate) for rate in found])
        return
    for rate in found:
        say(_said(rate, text))
    if not found:
        say(text("none"))
    for each in waiting:
        say(cards.wait(each, text))


def _rows(given: argparse.Namespace, text: Text) -> Iterator[Row]:
    try:
        written = given.file.read_text("utf-8-sig")
    except OSError as wrong:
        facts = {"path": str(given.file), "reason": str(wrong.strerror)}
        raise NotStored(text("not_opened", **facts)) from wrong
    except UnicodeDecodeError as wrong:
        raise NotStored(text("refused_file")) from wrong
    first = written.partition("\n")[0]
    lines = csv.DictReader(StringIO(written), delimiter=";" if ";" in first else ",")
    lines.fieldnames = [name.strip().casefold() for name in lines.fieldnames or ()]
    if not set(lines.fieldnames) >= set(NEEDED):
        raise NotStored(text("refused_file"))
    for cells in lines:
        named = {name: str(cells.get(name) or "").strip() for name in (*NEEDED, "source")}
        yield _row(lines.line_num, {**named, "source": named["source"] or given.source}, text)


def _row(line: int, cells: dict[str, str], text: Text) -> Row:
    try:
        of = day(cells["day"])
    except Fault:
        of = None
    if of is None:
        return Row(line, None, text("not_a_day", written=cells["day"]))
    try:
        rate = pointed(cells["rate"])
    except Fault:
        rate = None
    if rate is None:
        return Row(line, None, text("two_numbers", written=cells["rate"]))
    pair = Pair(cells["base"].upper(), cells["quote"].upper(), cells["source"])
    quote = Quote(pair, of, rate)
    wrong = publishing.fault(quote)
    return Row(line, None, text(wrong)) if wrong else Row(line, quote)


def _doubt(records: Records, quote: Quote, text: Text, *, sure: bool) -> str:
    """Why somebody should say that they are sure; the first rate of a pair is taken as it is."""
    last = publishing.before(records, quote)
    if sure or last is None or not publishing.surprising(quote, last):
        return ""
    change = cards.percent(publishing.moved(quote, last), text)
    pair = f"{quote.pair.base}/{quote.pair.quote}"
    return text("moved_much", pair=pair, day=quote.day.isoformat(), change=change)


def _is_there(records: Records, quote: Quote) -> bool:
    last = publishing.before(records, quote)
    return last is not None and (last.day, last.rate) == (quote.day, quote.rate)


def _said(rate: FxRate, text: Text) -> str:
    source = f" ({rate.source})" if rate.source else ""
    facts = {"base": rate.base, "quote": rate.quote, "day": rate.day.isoformat()}
    return text("stored", rate=cards.figure(Decimal(rate.rate), text), **facts) + source


def _order(each: tuple[date, int, Quote]) -> tuple[date, int]:
    return each[:2]


def _document(rate: FxRate) -> dict[str, str]:
    return {
        "base": rate.base,
        "quote": rate.quote,
        "day": rate.day.isoformat(),
        "rate": f"{rate.rate:f}",
        "source": rate.source,
    }
