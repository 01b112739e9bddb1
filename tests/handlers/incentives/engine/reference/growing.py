"""How much more than its baseline a measure is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from handlers.incentives.engine.plan import Baseline, Earner, Growth, NoBaseline, PayOn
from tests.handlers.incentives.engine.reference.book import Book, Entry
from tests.handlers.incentives.engine.reference.measures import Key, key, measured, prior

NONE = Fraction(0)


@dataclass(frozen=True)
class Grown:
    """`current` beside its `baseline` (None: there is none)."""

    current: Fraction
    baseline: Fraction | None

    def base(self, pay_on: PayOn) -> Fraction:
        if self.baseline is None or self.current <= self.baseline:
            return NONE
        return self.current if pay_on is PayOn.WHOLE else self.current - self.baseline

    @property
    def percent(self) -> Fraction | None:
        if self.baseline is None:
            return None
        if not self.baseline:
            return Fraction(100) if self.current > 0 else NONE
        return (self.current / self.baseline - 1) * 100


def grown(
    book: Book, growth: Growth, earner: Earner, counts: Callable[[Entry], bool]
) -> dict[Key, Grown]:
    """By earner and stretch, also before the plan began."""
    measure = book.plan.measures[growth.measure]
    history: dict[Key, Fraction] = {}
    for entry, held in measured(book, measure).items():
        if counts(entry):
            where = key(book, earner, measure, entry)
            history.setdefault(where, prior(book, measure, where[1]))
            history[where] += held.step
    found = {}
    for where, current in history.items():
        baseline = before(book, growth, history, where)
        if baseline is None or baseline <= 0:
            baseline = NONE if growth.no_baseline is NoBaseline.ZERO else None
        found[where] = Grown(current, baseline)
    return found


def before(
    book: Book, growth: Growth, history: dict[Key, Fraction], where: Key
) -> Fraction | None:
    """The baseline that the sales, the plan or whoever asks give."""
    said = book.before(growth.id) if growth.id in book.prior else None
    earner, stretch = where
    match growth.baseline:
        case Baseline.PREVIOUS_PERIOD:
            return history.get((earner, stretch.plus(-1)), said)
        case Baseline.SAME_PERIOD_LAST_YEAR:
            return history.get((earner, stretch.plus(-12 // stretch.months)), said)
        case Baseline.HIGH_WATER_MARK:
            earlier = [
                total for (who, when), total in history.items() if who == earner and when < stretch
            ]
            return max([*earlier, *([] if said is None else [said])], default=None)
        case Baseline.TARGET:
            target = book.partner.get("target")
            stated = growth.fixed if growth.fixed is not None else target
        case Baseline.FIXED:
            stated = growth.fixed
    return said if said is not None else None if stated is None else Fraction(stated)
