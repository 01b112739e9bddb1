"""The same rules once more, row by row with fractions and without any column: slow and plain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from typing import Any

Row = Mapping[str, str]
Key = tuple[str, str | None, str]


def cents(number: Fraction) -> int:
    """Half away from zero."""
    size = (abs(number) * 100 * 2 + 1) // 2
    return int(size) if number >= 0 else -int(size)


@dataclass
class Seen:
    """What is known of a sale and its returns so far."""

    row: Row
    amount: Fraction
    quantity: Fraction
    paid: int = 0
    gone: bool = False


@dataclass
class Running:
    total: Fraction = Fraction(0)
    entered: bool = False
    posted: int = 0
    live: int = 0


@dataclass
class Oracle:
    """One component of one partner's plan by month."""

    said: Mapping[str, Any]
    sales: dict[str, Seen] = field(default_factory=dict)
    running: dict[tuple[str, str], Running] = field(default_factory=lambda: defaultdict(Running))
    capped: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    holders: dict[tuple[str, str], Seen] = field(default_factory=dict)
    lines: dict[Key, int] = field(default_factory=dict)

    def pay(self, rows: Sequence[Row]) -> dict[Key, int]:
        """Each line's amount in cents."""
        places = {row["id"]: place for place, row in enumerate(rows)}
        days = {row["id"]: row["date"] for row in rows}

        def order(row: Row) -> tuple[str, int, bool, int]:
            of = row.get("of") or row["id"]
            place = max(places[row["id"]], places[of])
            return max(row["date"], days[of]), place, of != row["id"], places[row["id"]]

        for row in sorted(rows, key=order):
            self._one(row)
        if self.whole_window:
            for (who, month), running in self.running.items():
                left = running.live > 0 or running.total != 0
                due = cents(table(self.said, running.total)) if left else 0
                self.lines[self.said["id"], None, f"{who} {month}"] = self._limited(
                    due, who, month
                )
        return self.lines

    @property
    def whole_window(self) -> bool:
        said = self.said
        return bool(said.get("mode") == "whole" and said["accumulate"] == "window")

    def _one(self, row: Row) -> None:
        back = row["kind"] == "refund"
        linked = bool(row.get("of"))
        sale = self.sales[row["of"]] if linked else Seen(row, Fraction(0), Fraction(0))
        before = (sale.amount, sale.quantity, sale.gone)
        amount, quantity = abs(Fraction(row["amount"])), abs(Fraction(row["quantity"]))
        if linked:
            sale.amount = max(sale.amount - amount, Fraction(0))
            sale.quantity = max(sale.quantity - quantity, Fraction(0))
            sold = Fraction(sale.row["amount"])
            sale.gone = (sale.amount if sold else sale.quantity) == 0
            if sale.gone:
                sale.amount = sale.quantity = Fraction(0)
        else:
            sale.amount, sale.quantity = (-amount, -quantity) if back else (amount, quantity)
            self.sales[row["id"]] = sale
        self._due(row, sale, before, linked)

    def _due(
        self, row: Row, sale: Seen, before: tuple[Fraction, Fraction, bool], linked: bool
    ) -> None:
        said, who = self.said, sale.row["partner"]
        month = sale.row["date"][:7]
        units = said["base"] == "seats"
        now = sale.quantity if units else sale.amount
        then = before[1] if units else before[0]
        kind = said["kind"]
        if kind == "fixed":
            amount = self._fixed(row, sale, before, linked)
        elif kind == "rate" or (kind == "tiers" and said["accumulate"] == "transaction"):
            amount = self._alone(sale, (now, then), before[2], linked)
        else:
            amount = self._adding(sale, now - then, (who, month), (linked, before[2]))
            if self.whole_window:
                return
        paid = self._limited(amount, who, month)
        self.lines[said["id"], row["id"], f"{who} {row['date'][:7]}"] = paid

    def _fixed(
        self, row: Row, sale: Seen, before: tuple[Fraction, Fraction, bool], linked: bool
    ) -> int:
        amount = cents(Fraction(self.said["amount"]))
        unit = -1 if row["kind"] == "refund" else 1
        if linked:
            unit = int(not sale.gone) - int(not before[2])
        if self.said["once_per"] == "transaction":
            return unit * amount
        whose = sale.row["partner"], sale.row["customer"]
        return amount * self._once(sale, unit, whose, linked)

    def _once(self, sale: Seen, unit: int, whose: tuple[str, str], linked: bool) -> int:
        holder = self.holders.get(whose)
        if linked and (holder is not sale or not unit):
            return 0
        if not linked and (unit > 0) == (holder is not None):
            return 0
        if unit > 0:
            self.holders[whose] = sale
        else:
            del self.holders[whose]
        return unit

    def _alone(
        self, sale: Seen, amounts: tuple[Fraction, Fraction], was_gone: bool, linked: bool
    ) -> int:
        empty = sale.row["kind"] == "refund" and amounts[0] == 0

        def due(number: Fraction) -> int:
            size = cents(self._function(abs(number)))
            return self._clip(size if number >= 0 else -size, least=not empty)

        after = 0 if sale.gone else due(amounts[0])
        return after - (due(amounts[1]) if linked and not was_gone else 0)

    def _adding(
        self, sale: Seen, step: Fraction, whose: tuple[str, str], was: tuple[bool, bool]
    ) -> int:
        linked, was_gone = was
        running = self.running[whose]
        before = self._function(running.total) if running.entered else Fraction(0)
        back = running.total != 0 and running.total + step == 0
        running.total += step
        running.entered = True
        running.live += self._unit(sale, linked, was_gone)
        amount = cents(self._function(running.total) - before)
        if any(limit["per"] == "transaction" for limit in self.said.get("limits", ())):
            empty = sale.row["kind"] == "refund" and step == 0
            amount = self._clip(amount, least=not linked and not empty)
            if linked and sale.gone and not was_gone:
                amount = -sale.paid
        sale.paid += amount
        if back:
            amount, running.entered = -running.posted, False
            running.posted = 0
        else:
            running.posted += amount
        return amount

    def _unit(self, sale: Seen, linked: bool, was_gone: bool) -> int:
        if linked:
            return -int(sale.gone and not was_gone)
        return 1 if sale.row["kind"] == "sale" else -1

    def _function(self, number: Fraction) -> Fraction:
        said = self.said
        if said["kind"] == "rate":
            return number * Fraction(said["pct"]) / 100
        if said["kind"] == "per_unit":
            sign = 1 if number >= 0 else -1
            units = max(abs(number) - Fraction(said["free"]), Fraction(0))
            units = (
                Fraction(ceil(units / Fraction(said["package"]))) if said.get("package") else units
            )
            return sign * units * Fraction(said["amount"])
        return table(said, number)

    def _limit(self, per: str, bound: str) -> int | None:
        for limit in self.said.get("limits", ()):
            if limit["per"] == per and bound in limit:
                return cents(Fraction(limit[bound]))
        return None

    def _clip(self, amount: int, least: bool = True) -> int:
        most, low = self._limit("transaction", "max"), self._limit("transaction", "min")
        size = abs(amount) if most is None else min(abs(amount), most)
        if least and low is not None:
            size = max(size, low)
        return size if amount >= 0 else -size

    def _limited(self, amount: int, who: str, month: str) -> int:
        for per, key in (("period", (who, month)), ("plan", (who, ""))):
            most = self._limit(per, "max")
            if most is not None:
                before = self.capped[key]
                self.capped[key] += amount
                amount = min(before + amount, most) - min(before, most)
        return amount


def table(said: Mapping[str, Any], total: Fraction) -> Fraction:
    """What a table of rows pays for a total."""
    rows, mode = said["table"], said["mode"]
    upper = said["boundary"] == "upper_inclusive"
    if total < 0:
        return total * rate(rows[0], Fraction(0), mode)
    due, low = Fraction(0), Fraction(0)
    for row in rows:
        high = Fraction(row["up_to"]) if "up_to" in row else None
        here = high is None or total < high or (upper and total == high)
        if mode == "whole":
            if here:
                return total * rate(row, low, mode) + Fraction(row.get("amount", 0))
        else:
            part = total if high is None else min(total, high)
            flat = 0 if mode == "interpolated" and high is not None else row.get("amount", 0)
            due += (part - low) * rate(row, low, mode) + Fraction(flat)
            if here:
                return due
        low = high or low
    return Fraction(0) if mode == "whole" else due


def rate(row: Mapping[str, Any], low: Fraction, mode: str) -> Fraction:
    if mode == "interpolated" and "up_to" in row:
        return Fraction(row.get("amount", 0)) / (Fraction(row["up_to"]) - low)
    return Fraction(row.get("pct", 0)) / 100 + Fraction(row.get("per_unit", 0))
