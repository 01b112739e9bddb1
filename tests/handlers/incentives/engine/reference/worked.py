"""Lines before they are rounded and limited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.plan import Component
from tests.handlers.incentives.engine.reference.book import Book, Entry
from tests.handlers.incentives.engine.reference.matching import base
from tests.handlers.incentives.engine.reference.measures import Key
from tests.handlers.incentives.engine.reference.times import Stretch

NONE = Fraction(0)


@dataclass(eq=False)
class Due:
    """What is due `after` and `before` a line: an entry's, or (None) one on the total of `place`.
    `base` on top of `total` (None: nothing runs) is what it is due for; `back` takes back exactly
    what the lines before it in its stretch were paid."""

    entry: Entry | None
    earner: str | None
    place: Stretch
    window: Stretch
    day: date
    why: Reason = Reason.NONE
    after: Fraction = NONE
    before: Fraction = NONE
    base: Fraction = NONE
    total: Fraction | None = None
    alive: bool = True
    lived: bool = False
    back: bool = False
    id: str = ""
    amount: int = 0
    cut: bool = False

    @property
    def gross(self) -> Fraction:
        return self.after - self.before

    @property
    def key(self) -> Key:
        return self.earner, self.place

    def unpaid(self, reason: Reason) -> None:
        """For this reason, where there was none before."""
        if self.why is Reason.NONE:
            self.why = reason
        self.settled()

    def settled(self) -> None:
        """Nothing is due where there is a reason."""
        if self.why is not Reason.NONE:
            self.after = self.before = self.base = NONE


def of_entry(book: Book, component: Component, entry: Entry, why: Reason) -> Due:
    found = base(book.plan, component)
    own = book.day(entry, found.on)
    return Due(
        entry,
        entry.earner(component.earner),
        Stretch.of(found.months, book.place(entry, found.on)),
        Stretch.of(found.months, own),
        own,
        why,
    )


def of_total(book: Book, earner: str | None, stretch: Stretch) -> Due:
    return Due(None, earner, stretch, stretch, closing(book, stretch))


def closing(book: Book, stretch: Stretch) -> date:
    """The last day of a stretch; the plan's, or of the sales, where time has no end."""
    if stretch.months:
        return stretch.last
    last = [book.plan.effective_to] if book.plan.effective_to else []
    return max(last or [book.day(entry) for entry in book.entries])
