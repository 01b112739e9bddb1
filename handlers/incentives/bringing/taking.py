"""Looks a file of sales through, and takes it a part at a time; each part is committed with how
far it is, so that whoever goes on after a crash takes no row twice and forgets none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from itertools import islice

from handlers.conversation.text import Text
from handlers.conversation.turn import Happening
from handlers.incentives.bringing.mending import mend
from handlers.incentives.bringing.tally import Around, Tally, of_bad, to_bad
from handlers.incentives.files.faults import UnreadableFile
from handlers.incentives.files.reading import Row, read
from handlers.incentives.files.wording import reason
from storage.base import Document
from storage.intake import Intake, Taken
from storage.sales import BadRow, SaleRow
from storage.sales_files import SalesFile
from storage.store import Records

ROWS = 10_000
SHOWN = 8  #: refused rows on the card; all are in the file to mend
MOST_REFUSED = 5_000  #: rows that are kept with their reason
LINK = "of"  #: the column that names another row
Rows = list[Row]


def parts(content: bytes) -> Iterator[Rows]:
    """Raises UnreadableFile when it is no file of sales."""
    rows = read(BytesIO(content))
    while some := list(islice(rows, ROWS)):
        yield some


def look(records: Records, file: SalesFile, content: bytes, now: datetime) -> None:
    """What the file would bring; nothing of it is stored."""
    try:
        _look(records, file, content, now)
    except UnreadableFile as unreadable:
        file.refuse(unreadable.reason, unreadable.facts)


def part(happening: Happening, rows: Iterable[Row], intake: Intake) -> Taken:
    """Some rows, stored; who looked into what they change is told."""
    good, bad = _apart(rows)
    taken = happening.records.transactions.take(good, intake)
    return _told(happening, _weighed(happening.records, intake, taken, bad))


def finish(happening: Happening, intake: Intake) -> Taken:
    """The refunds whose sale came after them, once all rows were read."""
    taken = happening.records.transactions.finish(intake)
    return _told(happening, _weighed(happening.records, intake, taken, []))


def keep(file: SalesFile, taken: Taken, around: Around, rows: int) -> None:
    """How far it is, with what became of the rows."""
    before, tally = file.became, Tally()
    tally.add((), taken, around)
    counts = before.get("counts", {})
    summed = {name: counts.get(name, 0) + count for name, count in tally.counts.items()}
    refused = [*before.get("refused", []), *map(of_bad, taken.refused)][:MOST_REFUSED]
    corrected = [*before.get("corrected", []), *tally.corrected]
    unlinked = [row.line for row in taken.refused if row.column == LINK]
    file.became = {
        "counts": summed,
        "refused": refused,
        "corrected": corrected,
        "unlinked": [*before.get("unlinked", []), *unlinked],
    }
    file.done += rows


def remember(records: Records, file: SalesFile, rows: Iterable[Row], intake: Intake) -> None:
    """Rows that were taken before the last crash."""
    unlinked = set(file.became.get("unlinked", ()))
    good, _ = _apart(row for row in rows if row.line not in unlinked)
    records.transactions.remember(good, intake)


def conclude(file: SalesFile, content: bytes, text: Text) -> None:
    """All rows are taken; those that were refused can be brought again."""
    file.taken(to_mend(file.became["refused"], content, text))


def to_mend(refused: Sequence[Document], content: bytes, text: Text) -> bytes | None:
    """The refused rows, each with its reason; None where there are none."""
    reasons = {row.line: reason(row, text) for row in map(to_bad, refused)}
    return mend(content, reasons, text("mend_column")) if reasons else None


def _look(records: Records, file: SalesFile, content: bytes, now: datetime) -> None:
    intake = Intake(file.source, now, trial={})
    tally, around = Tally(), Around.of(records, file.source)
    for rows in parts(content):
        good, bad = _apart(rows)
        taken = records.transactions.take(good, intake)
        tally.add(rows, _weighed(records, intake, taken, bad), around)
    taken = records.transactions.finish(intake)
    tally.add((), _weighed(records, intake, taken, []), around)
    if not tally.counts.total():
        raise UnreadableFile("no_rows")
    bad_rows = sorted(tally.bad, key=lambda row: row.line)[:MOST_REFUSED]
    refused = list(map(of_bad, bad_rows))
    file.ready({**tally.document(), "refused": refused}, tally.counts.total())


def _apart(rows: Iterable[Row]) -> tuple[list[SaleRow], list[BadRow]]:
    good, bad = list[SaleRow](), list[BadRow]()
    for row in rows:
        if isinstance(row, SaleRow):
            good.append(row)
        else:
            bad.append(row)
    return good, bad


def _weighed(records: Records, intake: Intake, taken: Taken, bad: list[BadRow]) -> Taken:
    """With the rows that could not be read, and what was put right by hand before."""
    refused = tuple(sorted([*bad, *taken.refused], key=lambda row: row.line))
    corrected = Around.of(records, intake.source).corrected(taken.stored)
    return replace(taken, refused=refused, corrected=corrected)


def _told(happening: Happening, taken: Taken) -> Taken:
    for each in taken.corrected:
        happening.emit("sale.corrected", **each)
    return taken
