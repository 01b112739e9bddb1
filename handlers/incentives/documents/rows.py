"""Lines and adjustments as rows of a table on paper."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.conversation.text import Text
from handlers.incentives.documents import totals, words
from handlers.incentives.documents.paper.tables import Cell, Column, Row
from handlers.incentives.documents.totals import Source
from handlers.incentives.documents.values import Adjustment, Line, StatementDocument
from storage.values import Money


@dataclass(frozen=True, slots=True)
class Rows:
    """Every figure in `currency` has the same `digits`."""

    text: Text
    currency: str
    digits: int

    @classmethod
    def of(cls, document: StatementDocument, text: Text) -> Rows:
        return cls(text, document.currency, words.digits(document))

    def columns(self, **widths: float) -> list[Column]:
        """By the words of the catalogue; figures are on the right."""
        right = {"quantity", "base", "amount", "count", "share"}
        return [
            Column(self.text(key, currency=self.currency), width, key in right)
            for key, width in widths.items()
        ]

    def line(self, line: Line) -> Row:
        sale, text = line.sale, self.text
        quantity = "" if sale.quantity is None else words.number(sale.quantity, text)
        cells = (
            self._day(line),
            self._sale(line),
            self._product(line),
            Cell(quantity),
            self._base(line),
            Cell(self.figure(line.amount), self._standing(line), is_strong=True),
        )
        return Row(cells, self._note(line), self._flag(line))

    def nothing(self, line: Line) -> Row:
        why = Cell(words.reason(line.reason, self.text, line.field))
        cells = (self._day(line), self._sale(line), self._product(line), why)
        return Row(cells, flag=self._flag(line))

    def adjustment(self, each: Adjustment) -> Row:
        text = self.text
        approver = text("approved_by", name=each.approver) if each.approver else ""
        cells = (
            Cell(words.day(each.day, text)),
            Cell(words.kind(each.kind, text)),
            Cell(each.note, approver),
            Cell(each.reference),
            Cell(self.figure(each.amount), self._standing(each), is_strong=True),
        )
        return Row(cells)

    def source(self, each: Source, whole: Money) -> Row:
        share = words.share(totals.share(each.amount, whole), self.text)
        cells = (
            Cell(each.rule.plan),
            Cell(words.rule(each.rule, self.text)),
            Cell(self.text.show(each.lines)),
            Cell(share if each.amount.minor > 0 else ""),
            Cell(self.figure(each.amount), is_strong=True),
        )
        return Row(cells)

    def money(self, amount: Money) -> str:
        return words.money(amount, self.digits, self.text)

    def figure(self, amount: Money) -> str:
        return words.figure(amount, self.digits, self.text)

    def _day(self, line: Line) -> Cell:
        return Cell(words.day(line.sale.day, self.text))

    def _sale(self, line: Line) -> Cell:
        return Cell(line.sale.reference or self.text("whole_period"), line.sale.customer)

    def _product(self, line: Line) -> Cell:
        return Cell(line.sale.product or line.rule.plan, words.rule(line.rule, self.text))

    def _base(self, line: Line) -> Cell:
        base, rate = line.sale.base, words.rate(line.rate, self.text)
        if base is None:
            return Cell(rate)
        mine = base.currency == self.currency
        return Cell(self.figure(base) if mine else words.named(base, self.text), rate)

    def _standing(self, each: Line | Adjustment) -> str:
        """Its status, and the month in which the money is expected."""
        status, month = self.text(f"status_{each.status}"), each.pay_month
        return f"{status} · {words.month(month, self.text)}" if month else status

    def _note(self, line: Line) -> str:
        said = []
        if line.cut is not None and line.cut.minor:
            gross, cut = self.figure(line.gross), self.figure(line.cut)
            said.append(self.text("cut", gross=gross, cut=cut))
        if line.fx is not None:
            said.append(words.fx(line.fx, self.currency, self.text))
        if line.reason and not said:
            said.append(words.reason(line.reason, self.text, line.field))
        return " · ".join(said)

    def _flag(self, line: Line) -> str:
        return self.text("late") if line.late else ""
