"""How earnings look: the sum with its rule, why, several people's, an estimate, a file."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation.manners import BEGIN
from handlers.conversation.reply import (
    Attachment,
    Block,
    Button,
    Buttons,
    Facts,
    Paragraph,
    Reply,
    Table,
)
from handlers.conversation.text import Text
from handlers.incentives import blocks
from handlers.incentives.export import as_csv
from handlers.incentives.spiff import Line
from handlers.incentives.statement import Estimate, Statement
from storage.values import Period

COLUMNS = ("day", "reference", "product", "seats", "rule", "rate", "gross", "cut", "earned")


def earned(statement: Statement, text: Text) -> Reply:
    """The sum, the rule and its version, what is left to the cap, when it is paid."""
    shown: tuple[Block, ...] = (
        *blocks.facts(statement, text),
        *blocks.lines(statement.earned, text),
        *blocks.unpaid(statement.earned, text),
        *blocks.picture(statement, text),
        _buttons(statement, text),
    )
    return Reply(_title(statement, text), shown, private=True)


def why(statement: Statement, text: Text) -> Reply:
    """Every step, with the sale, the rule and its version; the steps add up to the sum."""
    steps = [blocks.step(line, text) for line in statement.earned.lines]
    table = _steps(steps[: blocks.MOST_ROWS], text, blocks.more(len(steps), text))
    shown: tuple[Block, ...] = (
        *([table] if steps else []),
        *blocks.unpaid(statement.earned, text),
        Paragraph(text("adds_up", total=statement.total)),
        *(Paragraph(blocks.rule(spiff, text)) for spiff in statement.earned.versions),
        Buttons((_download(statement, text),)),
    )
    return Reply(_title(statement, text), shown, private=True)


def overview(statements: Sequence[Statement], period: Period, text: Text) -> Reply:
    """What several people earned, most first."""
    ranked = sorted(statements, key=lambda each: (-each.total.minor, each.name))
    rows = tuple((s.name, text.show(s.earned.units), text.money(s.total)) for s in ranked)
    table = Table(
        (text("person"), text("seats"), text("earned")),
        rows[: blocks.MOST_ROWS],
        frozenset({1, 2}),
    )
    total = sum((each.total for each in ranked[1:]), ranked[0].total)
    title = text("all_earned", total=total, period=period)
    return Reply(title, (table, *blocks.bars(ranked, period, text)), private=True)


def estimate(estimate: Estimate, month: Period, value: str, text: Text) -> Reply:
    """What so many more would bring; nothing is stored."""
    if not estimate.lines:
        return Reply(text.plural("nothing_pays", estimate.units), private=True)
    title = text("estimate", total=estimate.total, extra=estimate.extra, period=month)
    steps = (Paragraph(_estimated(line, text)) for line in estimate.lines)
    said = Paragraph(text.plural("only_an_estimate", estimate.units))
    ask = Buttons((Button(text("why"), "incentives.why_estimated", value),))
    return Reply(title, (*steps, said, ask), private=True)


def why_estimated(estimate: Estimate, month: Period, text: Text) -> Reply:
    """The sales so far, the seats that are only supposed, and the rules; they add up."""
    if not estimate.lines:
        return Reply(text.plural("nothing_pays", estimate.units), private=True)
    made = [blocks.step(line, text) for line in estimate.made]
    supposed = [_supposed(line, text) for line in estimate.lines]
    table = _steps([*made[: blocks.MOST_ROWS], *supposed], text, blocks.more(len(made), text))
    title = text("estimate", total=estimate.total, extra=estimate.extra, period=month)
    shown: tuple[Block, ...] = (
        table,
        Paragraph(text("adds_up", total=estimate.total)),
        *(Paragraph(blocks.rule(spiff, text)) for spiff in estimate.versions),
        Paragraph(text.plural("only_an_estimate", estimate.units)),
    )
    return Reply(title, shown, private=True)


def file(statement: Statement, text: Text) -> Reply:
    headers = (*(text(column) for column in COLUMNS), text("currency"))
    content = as_csv(headers, statement.earned)
    first, last = statement.period.first, statement.period.last
    name = f"earnings-{first.isoformat()}-{last.isoformat()}.csv"
    attachment = Attachment(name, "text/csv", content, text("file"))
    return Reply(_title(statement, text), (attachment,), private=True)


def refused(own: bool, text: Text) -> Reply:
    """The same words whoever was asked about, known or not."""
    mine = Button(text("mine"), BEGIN, "incentives.earned")
    return Reply(text("refused"), (Buttons((mine,)),) if own else (), private=True)


def waiting(statement: Statement, text: Text) -> Reply:
    facts = tuple(blocks.due(due, text) for due in statement.dues)
    return Reply(_title(statement, text), (Facts(facts),) if facts else (), private=True)


def _title(statement: Statement, text: Text) -> str:
    total, period = statement.total, statement.period
    if statement.mine:
        return text("you_earned", total=total, period=period)
    return text("they_earned", name=statement.name, total=total, period=period)


def _steps(steps: Sequence[tuple[str, ...]], text: Text, more: str) -> Table:
    headers = (text("day"), text("step"), text("rule"), text("earned"))
    return Table(headers, tuple(steps), frozenset({3}), more)


def _supposed(line: Line, text: Text) -> tuple[str, ...]:
    """A sale that nobody has made has no day."""
    _, step, rule, amount = blocks.step(line, text)
    return text("supposed"), step, rule, amount


def _estimated(line: Line, text: Text) -> str:
    _, step, rule, amount = blocks.step(line, text)
    return f"{rule}: {step} → {amount}"


def _buttons(statement: Statement, text: Text) -> Buttons:
    ask = Button(text("why"), "incentives.why", _value(statement))
    return Buttons((ask, _download(statement, text)))


def _download(statement: Statement, text: Text) -> Button:
    return Button(text("download"), "incentives.download", _value(statement))


def _value(statement: Statement) -> str:
    period = statement.period
    return f"{statement.person_id}:{period.first.isoformat()}:{period.last.isoformat()}"
