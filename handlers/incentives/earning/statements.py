"""Fetches what a card shows: the statement of an account for a period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.conversation.slots import choices
from handlers.conversation.turn import Happening, Turn
from handlers.incentives.calculating import calendar
from handlers.incentives.calculating.earners import Earner
from handlers.incentives.calculating.evaluated import EvaluatedLine
from handlers.incentives.calculating.wanted import wanted
from handlers.incentives.documents.values import Sale
from handlers.incentives.earning import money, posting
from handlers.incentives.earning.about import About
from handlers.incentives.earning.accounts import Account
from handlers.incentives.earning.books import Books, as_sale
from handlers.incentives.earning.far import distances
from handlers.incentives.earning.posting import Key
from handlers.incentives.earning.values import (
    Adjusted,
    Because,
    Distance,
    Line,
    Statement,
    Unpaid,
)
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.plan import Earner as Kind
from storage.sold import SoldRow
from storage.values import Money, Period

#: The day on which it is final, and what of it waits.
Final = tuple[date, int]


def today(happening: Happening) -> date:
    """The day it is for the vendor."""
    return calendar.today(happening.records, happening.now)


def period_in(turn: Turn, sentence: str) -> Period | None:
    """The first period that a sentence names."""
    reader = replace(turn.read, now=calendar.local(turn.records, turn.now))
    found = reader.periods(sentence)
    return choices(found[0])[0] if found else None


def of(turn: Turn, accounts: Sequence[Account], period: Period, about: About) -> list[Statement]:
    """In the order of the accounts."""
    found = shelf(turn, accounts, period)
    return [found.statement(account, about) for account in accounts]


def shelf(happening: Happening, accounts: Iterable[Account], period: Period) -> Shelf:
    earners = [earner for account in accounts for earner in account.earners]
    return Shelf.of(happening, Books.of(happening.records, earners, period))


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """The books of some partners, and what is posted beside what is worked out."""

    happening: Happening
    books: Books
    finals: Mapping[Key, Final]
    late: frozenset[Key]
    adjusted: Sequence[Adjusted]

    @classmethod
    def of(cls, happening: Happening, books: Books) -> Shelf:
        finals: dict[Key, Final] = {}
        for each in wanted(books.result, today(happening)):
            head = each.head
            whose = Earner(head.partner_id, head.member_id)
            rule = (whose, head.plan, head.version, head.component, head.window)
            for sale, want in each.lines.items():
                finals[*rule, sale] = each.due_on, want.held
        late, adjusted = posting.kept(happening.records, books)
        return cls(happening, books, finals, late, adjusted)

    def statement(self, account: Account, about: About) -> Statement:
        day, books = today(self.happening), self.books
        here = [line for each in account.earners for line in books.within(each)]
        lines = sorted(self._lines(here, about), key=_place)
        beyond = [line for each in account.earners for line in books.beyond(each)]
        cash = tuple(line for line in lines if line.is_cash)
        rule = self.happening.records.rules.on("incentives.calendar", day).value
        months = money.Calendar(rule, calendar.closed(self.happening.records), day)
        return Statement(
            account=account,
            period=books.period,
            about=about,
            lines=cash,
            coming=tuple(line for line in self._lines(beyond, about) if line.is_cash),
            funds=tuple(line for line in lines if not line.is_cash),
            unpaid=tuple(self._unpaid(account, about, lines)),
            adjusted=tuple(self._adjusted(account, about)),
            dues=tuple(money.dues(cash, account.company.currency, months)),
            held=tuple(money.held(cash)),
            far=tuple(self._far(account, about, day)) if day in books.period else (),
        )

    def _lines(self, found: Iterable[EvaluatedLine], about: About) -> Iterator[Line]:
        for line in found:
            if about.takes(line.plan, line.component):
                row = self.books.sold.get(line.transaction_id or 0)
                sale = as_sale(row) if row else Sale(line.day)
                if about.bought(sale.customer):
                    key = _key(line)
                    due_on, held = self.finals.get(key) or (line.day, 0)
                    waits = Money(held, line.amount.currency)
                    yield Line(line, sale, waits, due_on, key in self.late, self._back(row))

    def _back(self, row: SoldRow | None) -> Sale | None:
        """The sale that a return takes back."""
        root = self.books.sold.get(row.sale_id) if row and row.sale_id else None
        return as_sale(root) if root else None

    def _adjusted(self, account: Account, about: About) -> Iterator[Adjusted]:
        asked = {
            (plan.id, component.id)
            for plan in self.books.plans
            for component in plan.components
            if about.takes(plan, component)
        }
        earners = set(account.earners)
        for each in self.adjusted:
            here = each.whose in earners and each.day in self.books.period
            if here and each.rule in asked and not about.customer:
                yield each

    def _unpaid(self, account: Account, about: About, lines: Iterable[Line]) -> Iterator[Unpaid]:
        """What a member sold and no plan for members paid at all; an owner's may have been paid to
        the partner."""
        if account.person is None or about.parts is not None or about.kind is Kind.PARTNER:
            return
        paid = {line.of.transaction_id for line in lines}
        came = self.books.furthest(Earner(account.company.id, account.person.id))
        for row in self.books.sold.values():
            mine = row.member_id == account.person.id and row.day in self.books.period
            if mine and row.id not in paid and about.bought(row.customer):
                known = came.get(row.id, 0) > Reason.OUTSIDE_PLAN.code
                because = Because.NOT_ELIGIBLE if known else Because.NO_PLAN
                yield Unpaid(as_sale(row), because)

    def _far(self, account: Account, about: About, day: date) -> Iterator[Distance]:
        for earner in account.earners:
            standing = self.books.standing(earner, day)
            mine = (each for each in standing if about.takes(each[0].plan, each[0].component))
            yield from distances(mine, day)


def _key(line: EvaluatedLine) -> Key:
    at = line.line
    rule = (line.whose, line.plan.id, line.plan.version, at.component, at.window)
    return (*rule, line.transaction_id)


def _place(line: Line) -> tuple[date, str, str]:
    return line.sale.day, line.sale.reference, line.of.line.component
