"""The pieces of an earnings card: facts, tables and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import assert_never

from handlers.conversation.reply import Bar, Block, Fact, Facts, Picture, Table
from handlers.conversation.text import Text
from handlers.incentives.documents import words
from handlers.incentives.documents.values import Sale
from handlers.incentives.earning import explaining
from handlers.incentives.earning.contributing import measure
from handlers.incentives.earning.ruling import Ruling
from handlers.incentives.earning.values import (
    Adjusted,
    Distance,
    Due,
    Held,
    Left,
    Line,
    Next,
    Rule,
    Statement,
    Unpaid,
)
from handlers.incentives.engine.plan import Of, Release
from storage.values import Money, Period

MOST_ROWS = 20  #: in a chat; the file has them all


def facts(statement: Statement, text: Text) -> Iterator[Facts]:
    """When it is paid, what waits, how far it is; the rules last, being the longest."""
    found = (
        *(due(each, text) for each in statement.dues),
        *(Fact(text("held"), held(each, text)) for each in statement.held),
        *(far(each, text) for each in statement.far),
        *(_coming(line, text) for line in statement.coming),
        *(_fund(line, text) for line in statement.funds if line.amount.minor),
        *(Fact(text("adjusted"), adjustment(each, text)) for each in statement.adjusted),
        *(Fact(text("rule"), Ruling(rule, text).sentence()) for rule in statement.rules),
    )
    if found:
        yield Facts(found)


def far(each: Distance, text: Text) -> Fact:
    ruling = Ruling(each.rule, text)
    match each:
        case Left():
            named = each.rule.component.label
            said = "left" if each.left.minor else "cap_reached"
            facts = {"left": text.money(each.left), "cap": text.money(each.cap)}
            return Fact(text("to_the_cap"), text(said, rule=named, **facts))
        case Next():
            return Fact(text("to_the_next_row"), _next(each, ruling, text))
        case other:
            assert_never(other)


def _next(each: Next, ruling: Ruling, text: Text) -> str:
    figures = {
        name: ruling.value(each.measure, value)
        for name, value in (("more", each.more), ("bound", each.bound), ("total", each.total))
    }
    said = text("next", rule=each.rule.component.label, pays=ruling.row(each.row), **figures)
    return said if each.earned is None else f"{said} {text('next_earned', earned=each.earned)}"


def due(each: Due, text: Text) -> Fact:
    said = text(
        each.stage,
        amount=each.amount,
        closes=text.short_day(each.closes),
        paid=text.short_day(each.paid),
    )
    return Fact(text.period(each.month), said)


def held(each: Held, text: Text) -> str:
    match each.hold.release:
        case Release.ON_CUSTOMER_PAYMENT:
            return text("hold_on_customer_payment", amount=each.amount)
        case Release.AFTER_DAYS:
            days = each.hold.days or 0
            return text("hold_after_days", amount=each.amount, days=days)
        case Release.ON_DATE if each.hold.on is not None:
            day = text.short_day(each.hold.on)
            return text("hold_on_date", amount=each.amount, day=day)
        case _:
            return text("hold_open", amount=each.amount)


def _coming(line: Line, text: Text) -> Fact:
    label, day = line.of.component.label, text.short_day(line.of.day)
    said = text("coming_amount", label=label, amount=line.amount, day=day)
    return Fact(text("coming", window=words.window(line.of.line.window, text)), said)


def _fund(line: Line, text: Text) -> Fact:
    label = line.of.component.label
    return Fact(text("fund"), text("fund_amount", label=label, amount=line.amount))


def adjustment(each: Adjusted, text: Text) -> str:
    kind = words.kind(each.kind, Text.load(words.CATALOGUE, text.language))
    key = "adjustment_of" if each.reference else "adjustment"
    said = text(key, amount=each.amount, reference=each.reference, kind=kind)
    return said + (text("noted", note=each.note) if each.note else "")


def lines(found: Sequence[Line], text: Text) -> Iterator[Table]:
    rows = tuple(_row(line, text) for line in found[:MOST_ROWS])
    if rows:
        headers = tuple(text(key) for key in ("day", "reference", "quantity", "rate", "earned"))
        more = _more("more_rows", len(found), text)
        yield Table(headers, rows, frozenset({2, 3, 4}), more)


def _row(line: Line, text: Text) -> tuple[str, ...]:
    return (
        text.short_day(line.sale.day),
        named(line, text),
        "" if line.is_total else quantity(line.sale, text),
        rate(line, text),
        text.money(line.amount),
    )


def named(line: Line, text: Text) -> str:
    """The sale, or the total of a window; what is special about it is said beside it."""
    label = line.of.component.label
    if line.is_total:
        name = text("window_of", label=label, window=words.window(line.of.line.window, text))
    else:
        name = " · ".join(filter(None, (line.sale.reference, line.sale.customer)))
    said = [name, *([text("returned_of", reference=line.back.reference)] if line.back else [])]
    said += [text("late")] if line.late else []
    said += [explaining.reason(text, line.reason)] if line.reason else []
    return " · ".join(said)


def quantity(sale: Sale, text: Text) -> str:
    return words.number(sale.quantity, text) if sale.quantity else ""


def rate(line: Line, text: Text) -> str:
    match line.rate:
        case None:
            return ""
        case Money() as amount:
            return text.money(amount)
        case pct:
            return words.percent(pct, text)


def unpaid(found: Sequence[Unpaid], text: Text) -> Iterator[Table]:
    rows = tuple(_nothing(none, text) for none in found[:MOST_ROWS])
    if rows:
        headers = (text("day"), text("reference"), text("quantity"), text("because"))
        yield Table(headers, rows, frozenset({2}), text("not_paid"))


def _nothing(none: Unpaid, text: Text) -> tuple[str, ...]:
    sale = none.sale
    because = text(none.because, product=sale.product)
    return text.short_day(sale.day), sale.reference, quantity(sale, text), because


def by_sale(statement: Statement, text: Text) -> Iterator[Picture]:
    """Within a month."""
    found = [line for line in statement.lines if line.amount.minor][:MOST_ROWS]
    yield from chart([(_of(line, text), line.amount) for line in found], statement.period, text)


def chart(sums: Iterable[tuple[str, Money]], period: Period, text: Text) -> Iterator[Picture]:
    bars = tuple(Bar(label, max(sum_.minor, 0), text.money(sum_)) for label, sum_ in sums)
    if bars:
        said = "; ".join(f"{bar.label}: {bar.shown}" for bar in bars)
        yield Picture(text("picture", period=period), bars, text("in_words", bars=said))


def _of(line: Line, text: Text) -> str:
    day, of = text.short_day(line.sale.day), measure(line.of)
    if line.is_total or line.sale.quantity is None or of is None or of.of is not Of.QUANTITY:
        return f"{day} · {line.of.component.label}"
    return f"{day} · {units(line.sale.quantity, text)}"


def units(count: Decimal, text: Text) -> str:
    """*8 seats*; parts of one are more than one."""
    form = "n_units_one" if count == 1 else "n_units_other"
    return text(form, count=words.number(count, text))


def steps(found: Sequence[Line], text: Text, *, supposed: frozenset[int] = frozenset()) -> Table:
    """The day, the reckoning, the rule's version and what the line is; `supposed` are the rows of
    sales that nobody has made, and so have no day."""
    rows = [
        (
            text("supposed") if place in supposed else text.short_day(line.sale.day),
            _step(line, text),
            Ruling(line.rule, text).version(),
            text.money(line.amount),
        )
        for place, line in enumerate(found)
    ]
    headers = tuple(text(key) for key in ("day", "step", "rule", "earned"))
    return Table(headers, tuple(rows), frozenset({3}))


def _step(line: Line, text: Text) -> str:
    said = explaining.reckoned(line, text)
    return f"{said}; {text('late')}" if line.late else said


def counted(
    line: Line, sales: Sequence[tuple[Sale | None, Decimal]], text: Text
) -> Iterator[Block]:
    """What a total is of, sale by sale."""
    of = measure(line.of)
    if of is None or not sales:
        return
    ruling = Ruling(line.rule, text)
    total = ruling.value(of, sum((value for _, value in sales), Decimal(0)))
    label = text(
        "window_of", label=line.of.component.label, window=words.window(line.of.line.window, text)
    )
    rows = tuple(
        _counted(sale, ruling.value(of, value), text) for sale, value in sales[:MOST_ROWS]
    )
    headers = tuple(text(key) for key in ("day", "reference", "product", "amount"))
    yield Table(headers, rows, frozenset({3}), text("counts_for", label=label, total=total))


def _counted(sale: Sale | None, value: str, text: Text) -> tuple[str, ...]:
    if sale is None:
        return text("supposed"), "", "", value
    named = " · ".join(filter(None, (sale.reference, sale.customer)))
    return text.short_day(sale.day), named, sale.product, value


def sentences(found: Iterable[Rule], text: Text) -> list[str]:
    return [Ruling(rule, text).sentence() for rule in found]


def money(amounts: Sequence[Money], text: Text) -> str:
    """Currencies beside each other, never added."""
    return " + ".join(text.money(amount) for amount in amounts)


def _more(key: str, count: int, text: Text) -> str:
    hidden = max(count - MOST_ROWS, 0)
    return text.plural(key, hidden) if hidden else ""
