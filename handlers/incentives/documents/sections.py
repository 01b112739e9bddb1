"""What stands below the sums: pictures, lines, adjustments, and what earned nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.conversation.text import Text
from handlers.incentives.documents import sources, totals, words
from handlers.incentives.documents.paper import charts
from handlers.incentives.documents.paper.sheet import Sheet
from handlers.incentives.documents.paper.tables import Column, Row, lay, lay_sum, opening
from handlers.incentives.documents.rows import Rows
from handlers.incentives.documents.values import Line, StatementDocument
from storage.values import Money

MOST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Sections:
    """Writes one statement on one sheet; a section of which nothing is known is left out."""

    sheet: Sheet
    document: StatementDocument
    text: Text
    rows: Rows

    def write(self) -> None:
        self._by_month()
        self._by_source()
        self._by_rule()
        self._lines()
        self._adjustments()
        self._nothing()
        self._empty()
        self.sheet.title(self.text("disputing"), disputing("dispute", self))

    def _by_month(self) -> None:
        months = totals.by_month(self.document)[-MOST_MONTHS:]
        if len(months) > 1:
            bars = [
                charts.Part(
                    words.month(month, self.text), sum_.minor, words.short(sum_, self.text)
                )
                for month, sum_ in months
            ]
            self.sheet.title(self.text("by_month"), below=charts.UPRIGHT)
            charts.upright(self.sheet, bars)

    def _by_source(self) -> None:
        parts = [
            charts.Part(
                part.label,
                part.amount.minor,
                self.rows.money(part.amount),
                sources.share(part, self.text),
            )
            for part in sources.parts(self.document, self.text)
        ]
        if parts:
            self.sheet.title(self.text("by_source"), below=charts.in_parts_height(parts))
            charts.in_parts(self.sheet, parts)

    def _by_rule(self) -> None:
        """What the picture folds into its last part."""
        found, whole = totals.by_source(self.document), totals.positive(self.document)
        if len(found) > sources.MOST:
            columns = self.rows.columns(plan=140, rule=200, count=40, share=51, amount=92)
            self._table("by_rule", columns, [self.rows.source(each, whole) for each in found])

    def _lines(self) -> None:
        found = sorted(self.document.earning, key=_place)
        widths = {"sale": 133, "product": 118, "quantity": 46, "base": 76, "amount": 92}
        rows = [self.rows.line(line) for line in found]
        self._table("lines", self.rows.columns(day=58, **widths), rows)
        self._sum([line.amount for line in found])

    def _adjustments(self) -> None:
        found = self.document.adjustments
        widths = {"kind": 118, "note": 170, "reference": 85, "amount": 92}
        rows = [self.rows.adjustment(each) for each in found]
        self._table("adjustments", self.rows.columns(day=58, **widths), rows)
        self._sum([each.amount for each in found])
        if found and self.document.earning:
            total = self.rows.figure(totals.total(self.document))
            lay_sum(self.sheet, self.text("sums_up"), total)

    def _nothing(self) -> None:
        found = sorted(self.document.nothing, key=_place)
        widths = {"sale": 138, "product": 145, "reason": 182}
        rows = [self.rows.nothing(line) for line in found]
        self._table("nothing", self.rows.columns(day=58, **widths), rows)

    def _empty(self) -> None:
        if not self.document.lines and not self.document.adjustments:
            self.sheet.y += 18
            self.sheet.say([self.text("empty")])

    def _table(self, key: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        if rows:
            note = self.text(f"{key}_note", currency=self.document.currency)
            self.sheet.title(self.text(f"{key}_title"), note, opening(columns, rows) + 4)
            self.sheet.y += 4
            lay(self.sheet, columns, rows)

    def _sum(self, amounts: Sequence[Money]) -> None:
        if amounts:
            total = sum(amounts, Money(0, self.document.currency))
            lay_sum(self.sheet, self.text("adds_up"), self.rows.figure(total))


def disputing(key: str, of: Sections) -> str:
    """How to say that a line is wrong, and until when."""
    until = of.document.issue.dispute_until
    if until is None:
        return of.text(f"{key}_any")
    return of.text(f"{key}_by", day=of.text.short_day(until))


def _place(line: Line) -> tuple[date, str, str, str]:
    return line.sale.day, line.sale.reference, line.rule.component, line.id
