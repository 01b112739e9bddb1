"""Which sales a total is of, and how much each adds to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np

from handlers.incentives.calculating.evaluated import EvaluatedLine
from handlers.incentives.documents.values import Sale
from handlers.incentives.earning.books import Books, as_sale
from handlers.incentives.earning.values import Line
from handlers.incentives.engine.paying.bases import base
from handlers.incentives.engine.plan import Measure
from handlers.incentives.engine.selling.measures import measured

#: The sales of a total, and what each adds to it; None is one that nobody has made.
Counted = Sequence[tuple[Sale | None, Decimal]]


def counted(books: Books, lines: Iterable[Line]) -> list[tuple[Line, Counted]]:
    """The sales behind the totals among some lines."""
    found: list[tuple[Line, Counted]] = []
    for line in lines:
        if line.is_total:
            sums = [(_sale(books, id), value) for id, value in contributions(line.of)]
            exact = [(sale, Decimal(n.numerator) / n.denominator) for sale, n in sums]
            found.append((line, exact))
    return found


def contributions(line: EvaluatedLine) -> Iterator[tuple[str, Fraction]]:
    """The number of each transaction, in the order of the sales; none where a rule is paid on
    what other rules paid."""
    block, row = line.line.place
    case, paid = line.part.lines.case, line.part.lines.paid[block]
    found = base(case.plan, paid.component)
    if found.measure is None or line.line.component != paid.component.id:
        return
    mine = case.earner(paid.component.earner).codes == int(paid.earner[row])
    there = case.windows(found.cut, found.on) == int(paid.window[row])
    counts = case.counts(found.on) & case.holds(paid.component.when)
    step = measured(case, found.measure).state.step
    for entry in np.flatnonzero(mine & there & counts & (step.top != 0)).tolist():
        yield case.sales.id(int(case.entries.row[entry])), step.at(entry)


def measure(line: EvaluatedLine) -> Measure | None:
    block, _ = line.line.place
    paid = line.part.lines.paid[block]
    return base(paid.case.plan, paid.component).measure


def _sale(books: Books, id: str) -> Sale | None:
    row = books.sold.get(int(id)) if id.isdecimal() else None
    return as_sale(row) if row else None
