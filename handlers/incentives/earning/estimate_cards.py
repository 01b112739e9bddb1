"""How an estimate looks: what one more sale would bring, and why; always marked as such."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from handlers.conversation.reply import (
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Paragraph,
    Reply,
    Table,
)
from handlers.conversation.text import Text
from handlers.incentives.earning import blocks, buttons, explaining
from handlers.incentives.earning.contributing import Counted
from handlers.incentives.earning.estimates import Change, Estimate
from handlers.incentives.earning.ruling import Ruling
from handlers.incentives.earning.supposing import Supposed
from handlers.incentives.earning.values import Line
from storage.values import Money


def shown(estimate: Estimate, text: Text) -> Reply:
    """What it would bring; nothing is stored."""
    if not estimate.changes:
        return _nothing(estimate, text)
    blocks_: tuple[Block, ...] = (
        *(Paragraph(_line(line, text)) for line in estimate.lines),
        *_before_and_after(estimate, text),
        Facts(_facts(estimate, text)),
        _marked(estimate, text),
        Buttons((Button(text("why"), "incentives.why_estimated", _value(estimate)),)),
    )
    return Reply(_title(estimate, text), blocks_, private=True)


def why(estimate: Estimate, counted: Sequence[tuple[Line, Counted]], text: Text) -> Reply:
    """The sales so far, the one that is only supposed, and the rules; they add up."""
    if not estimate.changes:
        return _nothing(estimate, text)
    made = estimate.made[: blocks.MOST_ROWS]
    found = [*made, *estimate.lines]
    supposed = frozenset(
        place for place, line in enumerate(found) if place >= len(made) and not line.is_total
    )
    more = len(estimate.made) - len(made)
    shown: tuple[Block, ...] = (
        blocks.steps(found, text, supposed=supposed),
        *([Paragraph(text.plural("more_steps", more))] if more else []),
        *(block for line, sales in counted for block in blocks.counted(line, sales, text)),
        Paragraph(text("adds_up", total=estimate.after)),
        *(Paragraph(said) for said in blocks.sentences(estimate.rules, text)),
        _marked(estimate, text),
    )
    return Reply(_title(estimate, text), shown, private=True)


def _nothing(estimate: Estimate, text: Text) -> Reply:
    return Reply(text("nothing_pays", what=_what(estimate, text)), private=True)


def _title(estimate: Estimate, text: Text) -> str:
    extra = estimate.after - estimate.before
    sign = "+" if extra.minor >= 0 else ""
    more = f"{sign}{text.money(extra)}"
    return text("estimate", total=estimate.after, period=estimate.period, extra=more)


def _line(line: Line, text: Text) -> str:
    ruling = Ruling(line.rule, text)
    return f"{ruling.version()}: {explaining.reckoned(line, text)} → {text.money(line.amount)}"


def _before_and_after(estimate: Estimate, text: Text) -> list[Block]:
    headers = (text("rule"), text("now"), text("with_it"))
    rows = tuple(_change(change, text) for change in estimate.changes)
    return [Table(headers, rows, frozenset({1, 2}))]


def _change(change: Change, text: Text) -> tuple[str, ...]:
    label = f"{change.rule.component.label}, {text.period(change.window)}"
    return label, text.money(change.before), text.money(change.after)


def _facts(estimate: Estimate, text: Text) -> tuple[Fact, ...]:
    """The thresholds as they are now, and the rules."""
    touched = {change.rule.key for change in estimate.changes}
    far = [blocks.far(each, text) for each in estimate.far if each.rule.key in touched]
    rules = [Fact(text("rule"), said) for said in blocks.sentences(estimate.rules, text)]
    return (*far, *rules)


def _marked(estimate: Estimate, text: Text) -> Paragraph:
    day = text.short_day(estimate.question.day)
    return Paragraph(text("only_an_estimate", what=_what(estimate, text), day=day))


def _what(estimate: Estimate, text: Text) -> str:
    """*12 more seats of CloudSuite Pro*"""
    sale = estimate.question.sale
    said = _much(sale, text)
    if estimate.product and sale.units:
        said = text("supposed_product", what=said, product=estimate.product)
    return text("supposed_deal", deal=sale.deal, what=said) if sale.deal else said


def _much(sale: Supposed, text: Text) -> str:
    money = _money(sale.amount, text)
    if not sale.units:
        return text("supposed_amount", amount=money)
    units = text.plural("supposed_units", sale.units)
    if sale.deal:
        units = blocks.units(Decimal(sale.units), text)
    return text("supposed_both", units=units, amount=money) if money else units


def _money(amount: Money | None, text: Text) -> str:
    return text.money(amount) if amount is not None else ""


def _value(estimate: Estimate) -> str:
    asked = estimate.question
    about = {} if asked.about.is_all else asked.about.kept()
    more = {"sale": asked.sale.kept(), "alone": asked.alone}
    return buttons.written([asked.account.key], estimate.period, about, **more)
