"""Rules that pay on what other components have paid, and races."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from handlers.incentives.engine.conditions import When
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.plan import Component, Earner, Measure, Of, Pays, Within
from handlers.incentives.engine.rules import Claim, Guarantee, Multiplier, Rank, Recover, Ties
from storage.values import exponent
from tests.handlers.incentives.engine.reference import measures
from tests.handlers.incentives.engine.reference.book import Book, Entry
from tests.handlers.incentives.engine.reference.limits import minor
from tests.handlers.incentives.engine.reference.matching import base, why
from tests.handlers.incentives.engine.reference.measures import Key
from tests.handlers.incentives.engine.reference.times import Stretch
from tests.handlers.incentives.engine.reference.windowed import opened, stretched
from tests.handlers.incentives.engine.reference.worked import NONE, Due, of_entry, of_total

Paid = dict[str, list[Due]]


def coins(book: Book, amount: int) -> Fraction:
    return Fraction(amount, 10 ** exponent(book.plan.currency))


def summed(book: Book, component: Component, others: Paid) -> dict[Key, int]:
    """What lines pay those whom this component pays, in the stretches of their days."""
    found: dict[Key, int] = {}
    months = base(book.plan, component).months
    for other in book.plan.components:
        for due in others.get(other.id, []):
            if due.why is Reason.OUTSIDE_PLAN or not meant(book, component.when, other, due):
                continue
            if due.entry is None and component.earner is Earner.MEMBER is not other.earner:
                continue
            where = earner(book, component, other, due), Stretch.of(months, due.day)
            found[where] = found.get(where, 0) + due.amount
    return found


def meant(book: Book, when: When, other: Component, due: Due) -> bool:
    """The component's own conditions, of the sale or of any sale of the earner's."""
    if due.entry is not None:
        return book.holds(due.entry, when)
    mine = [entry for entry in book.entries if entry.earner(other.earner) == due.earner]
    return any(book.holds(entry, when) for entry in mine)


def earner(book: Book, component: Component, other: Component, due: Due) -> str | None:
    """A member's lines belong to their partner, those on totals to that of their first sale."""
    if other.earner is component.earner:
        return due.earner
    if due.entry is not None:
        return due.entry.earner(component.earner)
    mine = (entry for entry in book.ordered(None) if entry.earner(other.earner) == due.earner)
    return next(mine).earner(component.earner)


def multiplied(book: Book, component: Component, rule: Multiplier, others: Paid) -> list[Due]:
    named = {id: lines for id, lines in others.items() if id in rule.of}
    made = []
    for where, amount in summed(book, component, named).items():
        due = of_total(book, *where)
        due.base = coins(book, amount)
        due.after = due.base * Fraction(rule.pct) / 100
        made.append(due)
    return made


def guaranteed(book: Book, component: Component, rule: Guarantee, others: Paid) -> list[Due]:
    """One line in each period from the first with sales to the last."""
    earned = summed(book, component, cash(book, component, others))
    mine = [
        entry
        for entry in book.entries
        if book.counts(entry, None) and book.holds(entry, component.when)
    ]
    periods = book.stretches(Within.PERIOD, None)
    least, made = minor(book, Fraction(rule.amount)), []
    for who in dict.fromkeys(entry.earner(component.earner) for entry in mine):
        owed = minor(book, book.before(f"owed:{component.id}"))
        for nth in range(periods[0].nth, periods[-1].nth + 1):
            period = Stretch(periods[0].months, nth)
            due = of_total(book, who, period)
            gross = earned.get((who, period), 0)
            begun = Stretch.of(period.months, book.plan.effective_from).nth
            recovers = nth - begun + 1 >= rule.recover_from_period
            amount = max(least - gross, 0)
            if gross > least and recovers and rule.recover is not Recover.NO:
                amount = -min(owed, gross - least)
            due.base, due.after = coins(book, gross), coins(book, amount)
            owed += amount
            made.append(due)
    return made


def cash(book: Book, component: Component, others: Paid) -> Paid:
    """What a guarantee looks at."""
    return {
        each.id: others.get(each.id, [])
        for each in book.plan.components
        if each.pays is Pays.CASH
        and not isinstance(each.rule, Guarantee | Claim)
        and component.earner in (Earner.PARTNER, each.earner)
    }


def claimed(book: Book, component: Component, rule: Claim, others: Paid) -> list[Due]:
    """Proven spend out of what the fund has earned until then; a return takes back what its claim
    was paid too much."""
    spent = measures.counted(
        book, component, Measure("spent", Of.AMOUNT, window=Within.TRANSACTION)
    )
    start = minor(book, book.before(f"fund:{rule.fund}"))
    order = {entry: place for place, entry in enumerate(book.ordered(None))}
    balance: dict[str | None, int] = {}
    made = {entry: of_entry(book, component, entry, NO) for entry in book.entries}
    events: list[tuple[date, int, Due, bool]] = [
        (counting(book, each, due), order[due.entry] if due.entry else len(order), due, False)
        for each in book.plan.components
        if each.pays is Pays.FUND and each.fund == rule.fund
        for due in others.get(each.id, [])
    ]
    claims = [
        (counting(book, component, due), order[entry], due, True) for entry, due in made.items()
    ]
    held: dict[Entry, int] = {}
    for _, _, due, claims_it in sorted([*events, *claims], key=lambda each: each[:2]):
        if not claims_it:
            balance[due.earner] = balance.get(due.earner, start) + due.amount
            continue
        assert due.entry is not None
        fund = balance.get(due.earner, start)
        taken = claim(book, component, rule, (due, spent[due.entry], fund, held))
        balance[due.earner] = fund - taken
    return list(made.values())


NO = Reason.NONE


def counting(book: Book, component: Component, due: Due) -> date:
    """A return never counts before its sale."""
    on = base(book.plan, component).on
    return max(due.day, book.place(due.entry, on)) if due.entry else due.day


def claim(
    book: Book,
    component: Component,
    rule: Claim,
    of: tuple[Due, measures.Held, int, dict[Entry, int]],
) -> int:
    due, spent, fund, held = of
    assert due.entry is not None
    due.why = why(book, component, due.entry)
    if due.why is not Reason.NONE:
        return 0
    due.base, due.total = spent.step, coins(book, fund)
    due.alive, due.lived = spent.alive, spent.lived
    share = Fraction(rule.reimburse_pct) / 100
    wanted = minor(book, spent.after * share)
    before = minor(book, spent.before * share)
    paid = held.get(due.entry.sale, 0)
    asked = wanted - before
    taken = min(wanted - paid, 0) if asked < 0 else min(asked, max(fund, 0))
    held[due.entry.sale] = paid + taken
    due.after = coins(book, taken)
    if asked and not taken:
        due.unpaid(Reason.NO_FUND)
    return taken


def ranked(book: Book, component: Component, rule: Rank) -> list[Due]:
    """The first by a total above zero win prizes."""
    measure = base(book.plan, component).measure
    assert measure is not None
    held = measures.counted(book, component, measure)
    groups, lines = stretched(book, component), opened(book, component)
    for where, due in lines.items():
        paid = [entry for entry in groups[where] if why(book, component, entry) is NO]
        due.base = sum((held[entry].step for entry in paid), NONE)
        due.base += measures.prior(book, measure, where[1])
        due.settled()
    for stretch in {stretch for _, stretch in lines}:
        race = [due for (_, where), due in lines.items() if where == stretch and due.base > 0]
        for due in race:
            due.after = prize(book, rule, due, race)
    for due in lines.values():
        if not due.after:
            due.unpaid(Reason.NO_PRIZE)
    return list(lines.values())


def prize(book: Book, rule: Rank, due: Due, race: list[Due]) -> Fraction:
    """Those with as much share its places, the first by name one coin more if need be."""
    better = sum(each.base > due.base for each in race)
    tied = sorted(each.earner or "" for each in race if each.base == due.base)
    prizes = [minor(book, Fraction(each)) for each in rule.prizes][better : better + len(tied)]
    if rule.ties is Ties.ALL:
        return coins(book, prizes[0] if prizes else 0)
    whole, rest = divmod(sum(prizes), len(tied))
    return coins(book, whole + (tied.index(due.earner or "") < rest))
