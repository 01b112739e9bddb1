"""What is to be posted: only what the books do not say yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from handlers.incentives.calculating.wanted import Wanted
from storage.earnings import LineKind
from storage.sums import Head, Sum

Stored = Mapping[Head, Mapping[int | None, Sum]]
#: What is posted for what is wanted no more, such as a sale that was told again.
SUPERSEDED = "superseded"


class Difference(NamedTuple):
    """A line to be posted under a heading; `day` is when it happened, None for what is gone: it
    belongs where it was posted. Made by the hundred thousand."""

    head: Head
    due_on: date | None
    transaction_id: int | None
    minor: int
    gross: int
    held: int
    reason: str
    day: date | None
    sale: int | None = None
    was: Sum | None = None

    @property
    def is_new(self) -> bool:
        return self.was is None

    def kind(self, *, late: bool) -> LineKind:
        """Why it is posted; what is late is that before anything else."""
        if not self.minor and self.held < 0:
            return LineKind.RELEASE
        if late:
            return LineKind.PRIOR_PERIOD
        added = _ADDED.get(self.head.component.partition(":")[2])
        if added is not None:
            return added
        return LineKind.REVERSAL if self.minor < 0 else LineKind.EARNING


_ADDED = {"floor": LineKind.TRUE_UP, "carried": LineKind.CARRIED}


def stored(sums: Iterable[Sum]) -> Stored:
    found: defaultdict[Head, dict[int | None, Sum]] = defaultdict(dict)
    for each in sums:
        found[each.head][each.transaction_id] = each
    return found


def differences(wanted: Iterable[Wanted], there: Stored) -> Iterator[Difference]:
    """For every line that should be, and then for what should be no more."""
    seen: defaultdict[Head, set[int | None]] = defaultdict(set)
    for each in wanted:
        sums = there.get(each.head)
        if sums is None:
            yield from _new(each)
        else:
            seen[each.head] |= each.lines.keys()
            yield from _more(each, sums)
    for head, sums in there.items():
        for sale, each_sum in sums.items():
            if sale not in seen[head] and (each_sum.minor or each_sum.held):
                yield _gone(each_sum)


def _new(wanted: Wanted) -> Iterator[Difference]:
    """Where nothing is posted yet."""
    head, due_on = wanted.head, wanted.due_on
    for transaction, (minor, gross, held, reason, day, sale) in wanted.lines.items():
        yield Difference(head, due_on, transaction, minor, gross, held, reason, day, sale)


def _more(wanted: Wanted, sums: Mapping[int | None, Sum]) -> Iterator[Difference]:
    for transaction, want in wanted.lines.items():
        was = sums.get(transaction)
        minor = want.minor - (was.minor if was else 0)
        held = want.held - (was.held if was else 0)
        if minor or held or was is None:
            gross = want.gross if was is None else minor
            line = (transaction, minor, gross, held, want.reason, want.day, want.sale, was)
            yield Difference(wanted.head, wanted.due_on, *line)


def _gone(was: Sum) -> Difference:
    taken = (-was.minor, -was.minor, -was.held)
    return Difference(was.head, None, was.transaction_id, *taken, SUPERSEDED, None, None, was)
