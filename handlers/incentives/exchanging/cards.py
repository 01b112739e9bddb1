"""How exchange rates look: one as it was published, a question about it, and all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from babel.numbers import format_decimal

from handlers.conversation.reply import (
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Paragraph,
    Reply,
    Style,
    Table,
)
from handlers.conversation.text import BABEL, Text
from handlers.incentives.exchanging.publishing import Quote, moved
from storage.fx import FxRate
from storage.uncounted import Waiting

MOST = 20


def published(quote: Quote, last: FxRate | None, waiting: Sequence[Waiting], text: Text) -> Reply:
    title = text("published", rate=said(quote, text), day=text.short_day(quote.day))
    told = [Paragraph(wait(each, text)) for each in waiting]
    again = Paragraph(text("again", currency=quote.pair.base))
    return Reply(title, (_facts(quote, last, text), *told, again), private=True, replaces=True)


def asked(quote: Quote, last: FxRate | None, value: str, text: Text) -> Reply:
    """The first of all, or one that moved much."""
    change = moved(quote, last)
    key = "asked_first" if change is None else "asked_moved"
    title = text(
        key, rate=said(quote, text), day=text.short_day(quote.day), change=percent(change, text)
    )
    buttons = (
        Button(text("button_publish"), "rates.publish", value, Style.PRIMARY),
        Button(text("button_leave"), "rates.leave"),
    )
    return Reply(title, (_facts(quote, last, text), Buttons(buttons)), private=True)


def listed(rates: Sequence[FxRate], waiting: Sequence[Waiting], text: Text) -> Reply:
    told = [Paragraph(wait(each, text)) for each in waiting]
    if not rates:
        return Reply(text("none"), (*told, Paragraph(text("how"))), private=True)
    headers = tuple(text(f"head_{name}") for name in ("pair", "day", "rate", "source"))
    rows = tuple(
        (
            f"{each.base}/{each.quote}",
            text.short_day(each.day),
            figure(each.rate, text),
            each.source or "-",
        )
        for each in rates[:MOST]
    )
    blocks: tuple[Block, ...] = (
        *told,
        Table(headers, rows, frozenset({2})),
        Paragraph(text("stands")),
    )
    return Reply(text("listed"), blocks, private=True)


def wait(each: Waiting, text: Text) -> str:
    """So many sales and the days they are of; other reasons than a missing rate, too."""
    days = {"first": text.short_day(each.first), "last": text.short_day(each.last)}
    key = "waits" if each.reason == "no_rate" else "waits_else"
    return text.plural(key, each.sales, currency=each.currency, **days)


def said(quote: Quote, text: Text) -> str:
    pair = quote.pair
    return f"1 {pair.base} = {figure(quote.rate, text)} {pair.quote}"


def figure(rate: Decimal, text: Text) -> str:
    """With every digit."""
    shown: str = format_decimal(rate, "#,##0.##########", BABEL[text.language])
    return shown


def _facts(quote: Quote, last: FxRate | None, text: Text) -> Facts:
    return Facts(tuple(_each(quote, last, text)))


def _each(quote: Quote, last: FxRate | None, text: Text) -> Iterator[Fact]:
    pair = quote.pair
    yield Fact(text("label_pair"), f"{pair.base}/{pair.quote}")
    yield Fact(text("label_day"), text.short_day(quote.day))
    yield Fact(text("label_source"), pair.source or text("any_source"))
    if last is not None:
        before = f"{figure(last.rate, text)} ({text.short_day(last.day)})"
        yield Fact(text("label_last"), before)
        yield Fact(text("label_change"), percent(moved(quote, last), text))


def percent(change: Decimal | None, text: Text) -> str:
    if change is None:
        return ""
    shown = format_decimal(round(change * 100, 2), "+#,##0.##;-#,##0.##", BABEL[text.language])
    return f"{shown} %"
