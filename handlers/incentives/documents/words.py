"""How a statement writes amounts, rates, months and reasons in its reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal, localcontext

from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal

from handlers.conversation.text import BABEL, Text
from handlers.incentives.documents.values import Fx, Line, Rule, StatementDocument
from storage.values import Money, Period, exponent

CATALOGUE = "statement"
MINUS = "−"  #: as wide as a digit, and read out as *minus*
MOST_DIGITS = 12  #: of a rate or a quantity
LONGEST = 80  #: digits of a number; figures are never rounded


def digits(document: StatementDocument) -> int:
    """Decimals that every figure of a statement has: none, unless one of them needs some."""
    whole = all(money.amount == money.amount.to_integral_value() for money in _all(document))
    return 0 if whole else exponent(document.currency)


def figure(money: Money, digits: int, text: Text) -> str:
    """Without its currency, which stands above the column: 8,000,000 · 8.000.000."""
    return number(money.amount, text, digits)


def named(money: Money, text: Text) -> str:
    """With its currency, for an amount in another one than the column's."""
    whole = money.amount == money.amount.to_integral_value()
    shown = number(money.amount, text, 0 if whole else exponent(money.currency))
    return f"{money.currency} {shown}"


def money(money: Money, digits: int, text: Text) -> str:
    """Rp 8,000,000, with a real minus before it where it is less than nothing."""
    sign = text.money(Money(0, money.currency)).removesuffix("0")
    shown = figure(money, digits, text)
    return f"{MINUS}{sign}{shown[1:]}" if money.minor < 0 else f"{sign}{shown}"


def short(money: Money, text: Text) -> str:
    """For above a bar: 8.5M · 8,5 jt."""
    locale = BABEL[text.language]
    shown = format_compact_decimal(money.amount, locale=locale, fraction_digits=1)
    return shown.replace("-", MINUS, 1).replace("\xa0", " ")


def number(value: Decimal, text: Text, least: int = 0) -> str:
    """`least` decimals, and further ones only where there are some."""
    most = max(least, 0 if least else MOST_DIGITS)
    pattern = f"#,##0.{'0' * least}{'#' * (most - least)}" if most else "#,##0"
    with localcontext(prec=LONGEST):
        shown = format_decimal(value, pattern, BABEL[text.language])
    return shown.replace("-", MINUS, 1)


def percent(value: Decimal, text: Text) -> str:
    return f"{number(value, text)}%"


def share(value: Decimal, text: Text) -> str:
    """In per cent, to a tenth."""
    return f"{number(value, text, 1)}%"


def rate(rate: Decimal | Money | None, text: Text) -> str:
    match rate:
        case None:
            return ""
        case Money():
            return f"@ {number(rate.amount, text)}"
        case _:
            return f"× {percent(rate, text)}"


def day(day: date, text: Text) -> str:
    """3 Sep 2026, short enough for a column."""
    return format_date(day, "d MMM y", BABEL[text.language])


def month(month: Period, text: Text, skeleton: str = "yMMM") -> str:
    return format_skeleton(skeleton, month.first, locale=BABEL[text.language])


def window(name: str, text: Text) -> str:
    """*2026-09* as September 2026, *2026-Q3* as Q3 2026."""
    year, _, part = name.partition("-")
    if part.isdigit():
        return text.period(Period.month(date(int(year), int(part), 1)))
    return f"{part} {year}" if part else name


def rule(rule: Rule, text: Text) -> str:
    return text("rule_version", component=rule.component, version=rule.version)


def fx(fx: Fx, currency: str, text: Text) -> str:
    rate = number(fx.rate, text)
    return text("fx", of=fx.currency, rate=rate, currency=currency, day=text.short_day(fx.day))


def reason(code: str, text: Text, field: str = "") -> str:
    """Why a line earned nothing; a code, or a field, without words is shown as it is."""
    words = text.replies.get(f"reason_{code}")
    said = code.replace("_", " ") if words is None else words
    named = text.replies.get(f"field_{field.replace('.', '_')}", field)
    return f"{said} ({named})" if field else said


def kind(kind: str, text: Text) -> str:
    return text.replies.get(f"kind_{kind}") or kind.replace("_", " ")


def _all(document: StatementDocument) -> Iterator[Money]:
    for line in document.lines:
        yield from _present((line.gross, line.amount, line.cut, _base(line, document)))
    yield from (each.amount for each in document.adjustments)


def _present(amounts: Iterable[Money | None]) -> Iterator[Money]:
    return (each for each in amounts if each is not None)


def _base(line: Line, document: StatementDocument) -> Money | None:
    base = line.sale.base
    return base if base is not None and base.currency == document.currency else None
