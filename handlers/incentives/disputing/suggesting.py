"""What a disputed line would be more if its sale were as it is said to be: worked out anew, with
the tiers and caps that everything else of the window counts for, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from handlers.incentives.calculating.earners import Earner
from handlers.incentives.calculating.evaluated import EvaluatedLine
from handlers.incentives.calculating.evaluating import evaluated
from handlers.incentives.calculating.plans import ALWAYS, published
from handlers.incentives.calculating.rows import IMAGINED, Row, rows
from storage.disputes import Dispute
from storage.earnings import Earning
from storage.store import Records
from storage.values import Money, Period, exponent


@dataclass(frozen=True, slots=True)
class Worth:
    """`amount` is how much more it pays, `uncut` how much more it would without limits."""

    amount: Money
    uncut: Money

    @property
    def is_cut(self) -> bool:
        return self.amount != self.uncut


def worth(records: Records, dispute: Dispute) -> Worth | None:
    """None where it is not said how many there should be, or there is no such sale any more."""
    line, earning = records.earnings.get(dispute.line_id)
    right = dispute.evidence.get("claimed")
    sale = _sale(records, earning.partner_id, line.transaction_id)
    if right is None or sale is None or not Decimal(sale["quantity"]):
        return None
    correction = corrected(sale, Decimal(right))
    if not Decimal(correction["quantity"]):
        return None
    before, after = (_paid(records, earning, extra) for extra in ([], [correction]))
    return Worth(
        *(Money(more - less, earning.currency) for less, more in zip(before, after, strict=True))
    )


def corrected(sale: Mapping[str, str], right: Decimal) -> Row:
    """A correction in the place of the sale, at the price of its units."""
    quantity, amount = Decimal(sale["quantity"]), Fraction(sale["amount"])
    places = exponent(sale["currency"])
    more = round(amount * (Fraction(right - quantity) / Fraction(quantity)) * 10**places)
    changed = {"quantity": f"{right - quantity:f}", "amount": f"{Decimal(more).scaleb(-places):f}"}
    return {
        **sale,
        "id": f"{IMAGINED}correction",
        "kind": "correction",
        "of": sale["id"],
        **changed,
    }


def _sale(records: Records, partner_id: int, transaction_id: int | None) -> Row | None:
    """As it is told now."""
    if transaction_id is None:
        return None
    known = records.sold.these([transaction_id])[transaction_id]
    found = rows(records, [partner_id], Period(known.day, known.day))
    return next((row for row in found if row["id"] == str(transaction_id)), None)


def _paid(records: Records, earning: Earning, extra: Iterable[Row]) -> tuple[int, int]:
    """What the component pays its earner in all, and what it would without limits."""
    plans = [plan for plan in published(records) if plan.id == earning.plan]
    found = evaluated(records, plans, [earning.partner_id], ALWAYS, extra)
    lines = list(_lines(found.each(), earning))
    places = 10 ** exponent(earning.currency)
    own = (line.line.gross for line in lines if ":" not in line.line.component)
    return sum(line.amount.minor for line in lines), round(sum(own, Fraction(0)) * places)


def _lines(lines: Iterable[EvaluatedLine], earning: Earning) -> Iterator[EvaluatedLine]:
    whose = Earner(earning.partner_id, earning.member_id)
    component = earning.component.partition(":")[0]
    return (line for line in lines if line.whose == whose and line.component.id == component)
