"""What one more sale would bring: reckoned as a real one is, and never stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.conversation.turn import Turn
from handlers.incentives.calculating.evaluated import EvaluatedLine
from handlers.incentives.calculating.plans import published
from handlers.incentives.calculating.rows import IMAGINED, Row, facts_for, imagined
from handlers.incentives.documents.values import Sale
from handlers.incentives.earning import statements, supposing
from handlers.incentives.earning.about import About
from handlers.incentives.earning.accounts import Account
from handlers.incentives.earning.books import Books
from handlers.incentives.earning.far import distances
from handlers.incentives.earning.supposing import Seller, Supposed
from handlers.incentives.earning.values import Distance, Line, Rule, rules
from handlers.incentives.engine.paying.bases import base
from handlers.incentives.engine.plan import Pays
from storage.values import Money, Period


@dataclass(frozen=True, slots=True)
class Question:
    """Whose earnings, which part of them, and what is supposed; `alone` leaves out what was
    really sold, for whoever may not see that."""

    account: Account
    about: About
    sale: Supposed
    day: date
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What a component brings in the window of the day, without the sale and with it."""

    rule: Rule
    before: Money
    after: Money
    window: Period


@dataclass(frozen=True, slots=True)
class Estimate:
    """`lines` are the sale's own and the totals that it changes, `made` those of the others;
    `far` how far it was before."""

    question: Question
    product: str
    changes: tuple[Change, ...]
    lines: tuple[Line, ...]
    made: tuple[Line, ...]
    far: tuple[Distance, ...]
    books: Books

    @property
    def before(self) -> Money:
        return self._sum(change.before for change in self.changes)

    @property
    def after(self) -> Money:
        return self._sum(change.after for change in self.changes)

    @property
    def period(self) -> Period:
        """The longest of the windows."""
        windows = (change.window for change in self.changes)
        return max(windows, key=lambda window: window.last - window.first)

    @property
    def rules(self) -> list[Rule]:
        return rules((*self.made, *self.lines))

    def _sum(self, amounts: Iterable[Money]) -> Money:
        first, *others = [each for each in amounts if each.currency == self._currency]
        return sum(others, first)

    @property
    def _currency(self) -> str:
        return self.changes[0].after.currency


def estimate(turn: Turn, question: Question) -> Estimate:
    made, sale = _rows(turn, question)
    before, after = _books(turn, question, []), _books(turn, question, [sale])
    now, then = _current(before, question), _current(after, question)
    found = list(_changes(now, then, question.day))
    touched = {change.rule.key for change in found}
    lines = [_line(after, line) for line in then if (line.plan.id, line.component.id) in touched]
    own = [line for line in lines if line.is_total or _is_imagined(line.of)]
    return Estimate(
        question,
        made,
        tuple(found),
        tuple(own),
        tuple(line for line in lines if line not in own),
        tuple(_far(before, question)) if not question.alone else (),
        after,
    )


def _rows(turn: Turn, question: Question) -> tuple[str, Row]:
    """The product that is supposed, and the sale as a row."""
    records, account, about = turn.records, question.account, question.about
    seller = Seller(
        account.company.id,
        question.day,
        account.person.id if account.person else None,
        account.company.currency,
        as_asked=about.parts is not None,
    )
    plans = published(records, Period(question.day, question.day))
    facts = facts_for(records, [account.company.id])
    asked = supposing.asked(plans, about, seller, facts)
    made = supposing.imagined(question.sale, seller, asked, records.products.all())
    (row,) = imagined(records, [made])
    return made.product, row


def _books(turn: Turn, question: Question, extra: Sequence[Row]) -> Books:
    partner_id, day = question.account.company.id, question.day
    if question.alone:
        return Books.imagined(turn.records, partner_id, day, extra)
    return Books.of(turn.records, question.account.earners, Period(day, day), extra)


def _far(books: Books, question: Question) -> Iterator[Distance]:
    for earner in question.account.earners:
        yield from distances(books.standing(earner, question.day), question.day)


def _current(books: Books, question: Question) -> list[EvaluatedLine]:
    about = question.about
    return [
        line
        for earner in question.account.earners
        for line in books.current(earner, question.day)
        if about.takes(line.plan, line.component) and line.component.pays is Pays.CASH
    ]


def _changes(
    now: Sequence[EvaluatedLine], then: Sequence[EvaluatedLine], day: date
) -> Iterator[Change]:
    by_rule: dict[tuple[str, str], list[EvaluatedLine]] = {}
    for line in then:
        by_rule.setdefault((line.plan.id, line.component.id), []).append(line)
    for key, lines in by_rule.items():
        zero = Money(0, lines[0].amount.currency)
        was = [line.amount for line in now if (line.plan.id, line.component.id) == key]
        before, after = sum(was, zero), sum((line.amount for line in lines), zero)
        if before != after or any(map(_is_imagined, lines)):
            last = lines[-1]
            yield Change(Rule.of(last), before, after, _window(last, day))


def _window(line: EvaluatedLine, day: date) -> Period:
    cut = base(line.plan, line.component).cut
    if not cut.months:
        return Period(line.plan.effective_from, line.plan.effective_to or day)
    return cut.around(day)


def _is_imagined(line: EvaluatedLine) -> bool:
    return (line.line.transaction or "").startswith(IMAGINED)


def _line(books: Books, line: EvaluatedLine) -> Line:
    sale = Sale(line.day) if _is_imagined(line) else books.sale(line)
    return Line(line, sale, Money(0, line.amount.currency), line.day)


def day_of(turn: Turn, asked: Period | None) -> date:
    """Today, or the first day of a period to come that was asked about."""
    today = statements.today(turn)
    return asked.first if asked is not None and asked.first > today else today
