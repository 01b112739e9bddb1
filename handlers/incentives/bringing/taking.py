"""Looks a file of sales through, and takes it a part at a time; each part is committed with how
far it is, so that whoever goes on after a crash takes no row twice and forgets none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice

from handlers.conversation.text import Text
from handlers.conversation.turn import Happening
from handlers.incentives.bringing.mending import mend
from handlers.incentives.bringing.tally import Around, Tally, counted, of_bad, to_bad
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


@dataclass(frozen=True, slots=True)
class Look:
    """What a file would bring, and how many rows that are."""

    seen: Document
    total: int


def parts(content: bytes) -> Iterator[Rows]:
    """Raises UnreadableFile when it is no file of sales."""
    return in_parts(read(BytesIO(content)))


def in_parts(rows: Iterable[Row]) -> Iterator[Rows]:
    left = iter(rows)
    while some := list(islice(left, ROWS)):
        yield some


def look(records: Records, content: bytes, intake: Intake) -> Look | UnreadableFile:
    """What the file would bring, or why it is none; nothing of it is stored."""
    try:
        return _look(records, content, replace(intake, trial={}))
    except UnreadableFile as unreadable:
        return unreadable


def looked(file: SalesFile, found: Look | UnreadableFile) -> None:
    """Keep what the look has found."""
    match found:
        case Look(seen, total):
            file.ready(seen, total)
        case UnreadableFile():
            file.refuse(found.reason, found.facts)


def part(happening: Happening, rows: Iterable[Row], intake: Intake) -> Taken:
    """Some rows, stored; who looked into what they change is told."""
    good, bad = _apart(rows)
    around = Around.of(happening.records, intake.source)
    taken = happening.records.transactions.take(good, intake)
    return _told(happening, _weighed(around, taken, bad))


def finish(happening: Happening, intake: Intake) -> Taken:
    """The refunds whose sale came after them, once all rows were read."""
    around = Around.of(happening.records, intake.source)
    taken = happening.records.transactions.finish(intake)
    return _told(happening, _weighed(around, taken, []))


def keep(file: SalesFile, taken: Taken, rows: int) -> None:
    """How far it is, with what became of the rows."""
    before = file.became
    counts = before.get("counts", {})
    unlinked = [row.line for row in taken.refused if row.column == LINK]
    refused = [*before.get("refused", []), *map(of_bad, taken.refused)]
    file.became = {
        "counts": {name: counts.get(name, 0) + n for name, n in counted(taken).items()},
        "refused": refused[:MOST_REFUSED],
        "corrected": [*before.get("corrected", []), *taken.corrected],
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


def _look(records: Records, content: bytes, intake: Intake) -> Look:
    tally, around = Tally(), Around.of(records, intake.source)
    for rows in parts(content):
        good, bad = _apart(rows)
        taken = records.transactions.take(good, intake)
        tally.add(rows, _weighed(around, taken, bad), around)
    taken = records.transactions.finish(intake)
    tally.add((), _weighed(around, taken, []), around)
    if not tally.counts.total():
        raise UnreadableFile("no_rows")
    bad_rows = sorted(tally.bad, key=lambda row: row.line)[:MOST_REFUSED]
    refused = list(map(of_bad, bad_rows))
    return Look({**tally.document(), "refused": refused}, tally.counts.total())


def _apart(rows: Iterable[Row]) -> tuple[list[SaleRow], list[BadRow]]:
    good, bad = list[SaleRow](), list[BadRow]()
    for row in rows:
        if isinstance(row, SaleRow):
            good.append(row)
        else:
            bad.append(row)
    return good, bad


def _weighed(around: Around, taken: Taken, bad: list[BadRow]) -> Taken:
    """With the rows that could not be read, and what was put right by hand before."""
    refused = tuple(sorted([*bad, *taken.refused], key=lambda row: row.line))
    return replace(taken, refused=refused, corrected=around.corrected(taken.stored))


def _told(happening: Happening, taken: Taken) -> Taken:
    for each in taken.corrected:
        happening.emit("sale.corrected", **each)
    return taken
