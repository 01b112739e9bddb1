"""The pieces of an earnings card: facts, tables and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from handlers.conversation.reply import Bar, Fact, Facts, Picture, Table
from handlers.conversation.text import Text
from handlers.incentives.spiff import Earned, Line, Spiff, Unpaid
from handlers.incentives.statement import Due, Left, Statement
from storage.values import Money, Period

MOST_ROWS = 20  #: in a chat; the file has them all


def facts(statement: Statement, text: Text) -> Iterator[Facts]:
    rules = [Fact(text("rule"), rule(spiff, text)) for spiff in statement.earned.versions]
    left = [_left(each, text) for each in statement.left]
    facts = (*rules, *left, *(due(each, text) for each in statement.dues))
    if facts:
        yield Facts(facts)


def rule(spiff: Spiff, text: Text) -> str:
    product = spiff.product or text("any_product")
    said = text(
        "the_rule",
        name=spiff.name,
        version=spiff.version,
        rate=spiff.rate,
        product=product,
        since=_in_force(spiff, text),
    )
    return said if spiff.cap is None else f"{said} {text('at_most', cap=spiff.cap)}"


def _in_force(spiff: Spiff, text: Text) -> str:
    if spiff.last is None:
        return text("since", first=text.short_day(spiff.first))
    return text.period(Period(spiff.first, spiff.last))


def _left(each: Left, text: Text) -> Fact:
    return Fact(text("to_the_cap"), text("left", left=each.left, cap=each.cap))


def due(each: Due, text: Text) -> Fact:
    said = text(
        each.stage,
        amount=each.amount,
        closes=text.short_day(each.closes),
        paid=text.short_day(each.paid),
    )
    return Fact(text.period(each.month), said)


def lines(earned: Earned, text: Text) -> Iterator[Table]:
    rows = tuple(
        (
            text.short_day(line.sale.day),
            line.sale.reference,
            text.show(line.sale.units),
            text.money(line.spiff.rate),
            text.money(line.amount),
        )
        for line in earned.lines[:MOST_ROWS]
    )
    if rows:
        headers = tuple(text(key) for key in ("day", "reference", "seats", "rate", "earned"))
        yield Table(headers, rows, frozenset({2, 3, 4}), more(len(earned.lines), text))


def unpaid(earned: Earned, text: Text) -> Iterator[Table]:
    rows = tuple(_nothing(none, text) for none in earned.unpaid[:MOST_ROWS])
    if rows:
        headers = (text("day"), text("reference"), text("seats"), text("because"))
        yield Table(headers, rows, frozenset({2}), text("not_paid"))


def _nothing(none: Unpaid, text: Text) -> tuple[str, str, str, str]:
    sale = none.sale
    reason = text(none.reason, product=sale.product)
    return text.short_day(sale.day), sale.reference, text.show(sale.units), reason


def picture(statement: Statement, text: Text) -> Iterator[Picture]:
    """By sale within a month, else by month."""
    if statement.period == Period.month(statement.period.first):
        bars = tuple(
            Bar(_of(line.sale.day, line.sale.units, text), *_length(line.amount, text))
            for line in statement.earned.lines[:MOST_ROWS]
        )
    else:
        months = statement.earned.by_month().items()
        bars = tuple(Bar(text.period(month), *_length(sum_, text)) for month, sum_ in months)
    yield from _chart(bars, statement.period, text)


def bars(ranked: Sequence[Statement], period: Period, text: Text) -> Iterator[Picture]:
    earning = [each for each in ranked if each.total.minor][:MOST_ROWS]
    bars = tuple(Bar(each.name, *_length(each.total, text)) for each in earning)
    yield from _chart(bars, period, text)


def _chart(bars: tuple[Bar, ...], period: Period, text: Text) -> Iterator[Picture]:
    if bars:
        said = "; ".join(f"{bar.label}: {bar.shown}" for bar in bars)
        yield Picture(text("picture", period=period), bars, text("in_words", bars=said))


def _length(amount: Money, text: Text) -> tuple[int, str]:
    return max(amount.minor, 0), text.money(amount)


def _of(day: date, units: int, text: Text) -> str:
    return f"{text.short_day(day)} · {text.plural('n_seats', units)}"


def step(line: Line, text: Text) -> tuple[str, str, str, str]:
    """The day, the reckoning, the rule's version and what the sale earned."""
    sale, spiff = line.sale, line.spiff
    reckoned = text("times", units=sale.units, rate=spiff.rate, gross=line.gross)
    if line.cut.minor and spiff.cap is not None:
        reckoned += text("then_cut", cap=spiff.cap, cut=line.cut)
    version = text("version", name=spiff.name, version=spiff.version)
    return text.short_day(sale.day), reckoned, version, text.money(line.amount)


def more(count: int, text: Text) -> str:
    hidden = max(count - MOST_ROWS, 0)
    return text.plural("more_rows", hidden) if hidden else ""
