"""Lines rounded, and what their limits leave of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.plan import At, Component, Excess, Mode, Per
from handlers.incentives.engine.rules import PerUnit
from storage.values import exponent
from tests.handlers.incentives.engine.reference.book import Book, Entry
from tests.handlers.incentives.engine.reference.matching import base
from tests.handlers.incentives.engine.reference.measures import Key
from tests.handlers.incentives.engine.reference.times import Stretch
from tests.handlers.incentives.engine.reference.worked import NONE, Due, of_total


def minor(book: Book, number: Fraction) -> int:
    """In minor units; a size rounds alike on both sides of nothing."""
    size = abs(number) * 10 ** exponent(book.plan.currency)
    whole, rest = divmod(size, 1)
    mode = book.plan.rounding.mode
    half = Fraction(1, 2)
    up = rest > half or (
        rest == half and (mode is Mode.HALF_UP or (mode is Mode.HALF_EVEN and whole % 2 == 1))
    )
    cents = int(whole) + int(up and mode is not Mode.DOWN)
    return cents if number >= 0 else -cents


def bound(book: Book, component: Component, per: Per, name: str) -> int | None:
    """The floor (`min`) or cap (`max`)."""
    for limit in component.limits:
        if limit.per is per and getattr(limit, name) is not None:
            return minor(book, Fraction(getattr(limit, name)))
    return None


def limited(book: Book, component: Component, dues: list[Due]) -> list[Due]:
    """The component's own lines, then what was carried over, then what a floor adds."""
    own = ordered(book, component, dues)
    rounded(book, own)
    clipped(book, component, own)
    taken_back(own)
    carried = capped_by_period(book, component, own)
    lines = [*own, *carried, *floors(book, component, [*own, *carried], Per.PERIOD)]
    capped_by_plan(book, component, lines)
    lines += floors(book, component, lines, Per.PLAN)
    for due in lines:
        explained(component, due)
    return lines


def ordered(book: Book, component: Component, dues: list[Due]) -> list[Due]:
    places = {
        entry: place for place, entry in enumerate(book.ordered(base(book.plan, component).on))
    }
    for due in dues:
        due.id = component.id
    return sorted(dues, key=lambda due: places[due.entry] if due.entry else 0)


def rounded(book: Book, own: list[Due]) -> None:
    """Each by itself, or so that a stretch's lines add up to its rounded total."""
    until: dict[Key, Fraction] = {}
    for due in own:
        after, before = due.after, due.before
        if book.plan.rounding.at is At.STATEMENT:
            before = until.get(due.key, NONE)
            after = until[due.key] = before + due.gross
        due.amount = minor(book, after) - minor(book, before)


def clipped(book: Book, component: Component, own: list[Due]) -> None:
    """Each sale between the least and the most, what is left of one after a return likewise; where
    totals run, a whole return takes back what its sale was paid. Returns happen to a sale in the
    order of their days, whatever day a measure goes by."""
    bounds = (
        bound(book, component, Per.TRANSACTION, "min"),
        bound(book, component, Per.TRANSACTION, "max"),
    )
    held: dict[Entry, int] = {}
    places = {entry: place for place, entry in enumerate(book.ordered(None))}
    mine = [due for due in own if due.entry is not None and bounds != (None, None)]
    for due in sorted(mine, key=lambda due: places[due.entry] if due.entry else 0):
        assert due.entry is not None
        sale, whole = due.entry.sale, due.entry.linked and due.lived and not due.alive
        if running(book, due):
            least = may_be_raised(due) and not due.entry.linked
            cut = -held[sale] if whole else between(bounds, due.amount, least)
        else:
            least = may_be_raised(due)
            cut = between(bounds, minor(book, due.after), least and due.alive)
            cut -= between(bounds, minor(book, due.before), least and due.lived)
        due.cut |= abs(cut) < abs(due.amount)
        due.amount = cut
        held[sale] = 0 if whole else held.get(sale, 0) + cut


def running(book: Book, due: Due) -> bool:
    return due.total is not None or book.plan.rounding.at is At.STATEMENT


def may_be_raised(due: Due) -> bool:
    """The least is for what is paid, but a refund of nothing takes back nothing."""
    assert due.entry is not None
    empty = due.entry.sign < 0 and not due.base and not due.entry.linked
    return due.why is Reason.NONE and not empty


def between(bounds: tuple[int | None, int | None], amount: int, paid: bool) -> int:
    least, most = bounds
    size = abs(amount) if most is None else min(abs(amount), most)
    size = max(size, least) if paid and least is not None else size
    return -size if amount < 0 else size


def taken_back(own: list[Due]) -> None:
    posted: dict[Key, int] = {}
    for due in own:
        if due.back:
            due.amount = -posted.get(due.key, 0)
        posted[due.key] = 0 if due.back else posted.get(due.key, 0) + due.amount


def prior_in(book: Book, component: Component, place: Stretch) -> int:
    """What was paid before belongs to the first stretch with sales."""
    on = base(book.plan, component).on
    mine = [book.place(entry, on) for entry in book.entries if book.in_force(entry, on)]
    first = min((Stretch.of(place.months, day) for day in mine), default=None)
    return prior_paid(book, component) if place == first else 0


def prior_paid(book: Book, component: Component) -> int:
    return minor(book, book.before(f"paid:{component.id}"))


def eat(due: Due, until: int, most: int) -> int:
    """What is within the cap, where `until` was before."""
    amount = min(until + due.amount, most) - min(until, most)
    due.cut |= abs(amount) < abs(due.amount)
    return amount


def capped_by_period(book: Book, component: Component, own: list[Due]) -> list[Due]:
    most = bound(book, component, Per.PERIOD, "max")
    if most is None:
        return []
    until: dict[Key, int] = {}
    paid: dict[Key, int] = {}
    for due in own:
        before = until.get(due.key, prior_in(book, component, due.place))
        until[due.key] = before + due.amount
        due.amount = eat(due, before, most)
        paid[due.key] = paid.get(due.key, 0) + due.amount
    carries = any(limit.excess is Excess.CARRY_FORWARD for limit in component.limits)
    if not carries or not base(book.plan, component).months:
        return []
    beyond = {key: until[key] - prior_in(book, component, key[1]) - paid[key] for key in until}
    room = {key: most - prior_in(book, component, key[1]) - paid[key] for key in until}
    return carried(book, component, (beyond, room), most)


def carried(
    book: Book,
    component: Component,
    of: tuple[dict[Key, int], dict[Key, int]],
    most: int,
) -> list[Due]:
    """What was too much, in later stretches as far as they have room after their own."""
    beyond, room = of
    found = base(book.plan, component)
    days = [book.place(each, found.on) for each in book.entries if book.in_force(each, found.on)]
    lines = []
    for earner in dict.fromkeys(earner for earner, _ in beyond):
        waiting = 0
        first = min(stretch for who, stretch in beyond if who == earner)
        last = max([Stretch.of(found.months, day) for day in days], default=first)
        for nth in range(first.nth, last.nth + 1):
            key = earner, replace(first, nth=nth)
            amount = min(waiting, max(room.get(key, most), 0))
            if amount:
                lines.append(more(book, component, "carried", (*key, amount)))
            waiting += beyond.get(key, 0) - amount
    return lines


def more(book: Book, component: Component, kind: str, of: tuple[str | None, Stretch, int]) -> Due:
    earner, stretch, amount = of
    due = of_total(book, earner, stretch)
    due.id, due.amount = f"{component.id}:{kind}", amount
    due.after = Fraction(amount, 10 ** exponent(book.plan.currency))
    return due


def floors(book: Book, component: Component, lines: list[Due], per: Per) -> list[Due]:
    """What is missing to the least, for whom and where the plan counts anything."""
    least = bound(book, component, per, "min")
    if least is None:
        return []
    nowhere = (Reason.OUTSIDE_PLAN, Reason.COMMISSION_FREE, Reason.NOT_ELIGIBLE)
    whole = per is Per.PLAN

    def key(due: Due) -> Key:
        return due.earner, Stretch(0, 0) if whole else due.place

    counted = {key(due) for due in lines if due.id == component.id and due.why not in nowhere}
    sums: dict[Key, int] = {}
    for due in lines:
        sums[key(due)] = sums.get(key(due), 0) + due.amount
    made = []
    for where in counted:
        prior = prior_paid(book, component) if whole else prior_in(book, component, where[1])
        missing = least - prior - sums[where]
        if missing > 0:
            made.append(more(book, component, "floor", (*where, missing)))
    return made


def capped_by_plan(book: Book, component: Component, lines: list[Due]) -> None:
    """All lines, in the order of their days."""
    most = bound(book, component, Per.PLAN, "max")
    if most is None:
        return
    until: dict[str | None, int] = {}
    for due in in_days(book, component, lines):
        before = until.get(due.earner, prior_paid(book, component))
        until[due.earner] = before + due.amount
        due.amount = eat(due, before, most)


def in_days(book: Book, component: Component, lines: list[Due]) -> Iterable[Due]:
    """What is on totals comes after the sales of its day, and a return never before its sale."""
    on = base(book.plan, component).on

    def day(due: Due) -> object:
        return max(due.day, book.place(due.entry, on)) if due.entry else due.day

    return sorted(lines, key=lambda due: (day(due), due.entry is None))


def explained(component: Component, due: Due) -> None:
    """Why a line that should pay does not, or pays less."""
    if due.why is not Reason.NONE:
        return
    if due.cut:
        due.why = Reason.LIMIT_REACHED
    elif not due.amount and due.gross:
        due.why = Reason.ROUNDED_AWAY
    elif not due.amount:
        due.why = nothing(component, due)


def nothing(component: Component, due: Due) -> Reason:
    rule = component.rule
    if not isinstance(rule, PerUnit) or not due.base or not rule.amount:
        return Reason.NOTHING
    if rule.package is None and not rule.free:
        return Reason.NOTHING
    if due.total is None:
        return Reason.FREE_UNITS if not due.after else Reason.PACKAGE_STARTED
    free = abs(due.total + due.base) <= Fraction(rule.free)
    return Reason.FREE_UNITS if free else Reason.PACKAGE_STARTED
