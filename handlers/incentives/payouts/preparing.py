"""From what is payable to a batch: who is paid how much, and who waits for which reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from handlers.incentives.payouts.profiles import missing
from handlers.incentives.payouts.references import reference
from handlers.incentives.payouts.values import (
    Batch,
    Due,
    Fact,
    Item,
    Payee,
    Reason,
    Terms,
    Waiting,
)
from storage.values import Money, exponent


class PaidTwice(ValueError):
    """A payee or a line stands in a batch twice."""


def prepare(batch: str, payees: Sequence[Payee], terms: Terms) -> Batch:
    """`batch` is its reference, which every payment carries."""
    _check(payee.id for payee in payees)
    _check(line.reference for payee in payees for line in (*payee.lines, *payee.to_recover))
    dues = sorted(
        (due for payee in payees for due in _dues(payee)),
        key=lambda due: (due.currency, due.payee.id),
    )
    decided = [_decide(batch, due, terms) for due in dues]
    return Batch(
        batch,
        tuple(one for one in decided if isinstance(one, Item)),
        tuple(one for one in decided if isinstance(one, Waiting)),
    )


def _check(references: Iterable[str]) -> None:
    twice = [name for name, count in Counter(references).items() if count > 1]
    if twice:
        raise PaidTwice(twice[0])


def _dues(payee: Payee) -> Iterator[Due]:
    lines = (*payee.lines, *(line for line in payee.to_recover if line.amount.minor))
    for currency in {line.amount.currency for line in lines}:
        yield _due(payee, currency)


def _due(payee: Payee, currency: str) -> Due:
    lines = [line for line in payee.lines if line.amount.currency == currency]
    owed = [line for line in payee.to_recover if line.amount.currency == currency]
    return Due(
        payee,
        currency,
        lines=tuple(line for line in lines if not line.disputed),
        recovering=tuple(line for line in owed if not line.disputed),
        disputed=tuple(line for line in lines if line.disputed),
    )


def _decide(batch: str, due: Due, terms: Terms) -> Item | Waiting:
    item = _item(batch, due, terms)
    tax = due.payee.withholding
    lacks = missing(due.payee.profile, taxed=tax is not None and tax.pct > 0)
    reasons = tuple(_reasons(item, terms.threshold(due.currency), lacks))
    if reasons:
        return Waiting(due, reasons, lacks, terms.threshold(due.currency))
    return item


def _item(batch: str, due: Due, terms: Terms) -> Item:
    """Tax is taken from what is left after recovering, as that is the income; where only whole
    units are paid, tax is whole too."""
    unit = 10 ** exponent(due.currency) if due.currency in terms.whole else 1
    taxed = due.balance.minor // unit * unit
    tax = due.payee.withholding
    withheld = _share(taxed, tax.pct if tax else Decimal(0), unit)
    return Item(
        reference(batch, due.payee.id, due.currency),
        due,
        recovered=due.to_recover,
        withheld=Money(withheld, due.currency),
        carried=due.balance - Money(taxed, due.currency),
        paid=Money(taxed - withheld, due.currency),
    )


def _share(minor: int, pct: Decimal, unit: int) -> int:
    """So many per cent, rounded half up to whole units, exact at any size."""
    top, bottom = pct.as_integer_ratio()
    times, rest = divmod(minor * top, bottom * 100 * unit)
    return (times + (2 * rest >= bottom * 100 * unit)) * unit


def _reasons(item: Item, threshold: Money, lacks: tuple[Fact, ...]) -> Iterator[Reason]:
    """All at once, so that a payee can mend them at once."""
    yield from _of_amount(item, threshold)
    if lacks:
        yield Reason.PROFILE_INCOMPLETE
    if item.due.payee.withholding is None:
        yield Reason.WITHHOLDING_NOT_SET_UP


def _of_amount(item: Item, threshold: Money) -> Iterator[Reason]:
    due = item.due
    if due.balance.minor < 0:
        yield Reason.NEGATIVE_BALANCE
    elif due.disputed and not due.lines:
        yield Reason.DISPUTED
    elif item.paid.minor <= 0:
        yield Reason.NOTHING_LEFT
    elif due.balance.minor < threshold.minor:
        yield Reason.BELOW_THRESHOLD
