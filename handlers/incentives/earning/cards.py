"""How earnings look: the sum with its rules, why, several accounts', and files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from handlers.conversation.manners import BEGIN
from handlers.conversation.reply import (
    Attachment,
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Paragraph,
    Picture,
    Reply,
    Table,
)
from handlers.conversation.text import Text
from handlers.incentives.documents.pictures import pictures
from handlers.incentives.documents.spreadsheet import to_csv
from handlers.incentives.documents.values import StatementDocument
from handlers.incentives.documents.words import number
from handlers.incentives.earning import blocks, buttons
from handlers.incentives.earning.contributing import Counted
from handlers.incentives.earning.values import Line, Statement
from handlers.incentives.engine.plan import Earner
from storage.values import Period

#: Made only where it is drawn.
Written = Callable[[], StatementDocument]


def earned(statement: Statement, document: Written, text: Text) -> Reply:
    """The sum, the rules and their versions, how far it is, and when it is paid."""
    shown: tuple[Block, ...] = (
        *_only(statement, text),
        *blocks.facts(statement, text),
        *blocks.lines(statement.lines, text),
        *blocks.unpaid(statement.unpaid, text),
        *_pictures(statement, document, text),
        _buttons(statement, text),
    )
    return Reply(title(statement, text), shown, private=True)


def why(statement: Statement, counted: Sequence[tuple[Line, Counted]], text: Text) -> Reply:
    """Every step, with the sale, the rule and its version; the steps add up to the sum."""
    found = statement.lines
    more = max(len(found) - blocks.MOST_ROWS, 0)
    adjusted = [Fact(text("adjusted"), blocks.adjustment(a, text)) for a in statement.adjusted]
    shown: tuple[Block, ...] = (
        *([blocks.steps(found[: blocks.MOST_ROWS], text)] if found else []),
        *([Paragraph(text.plural("more_steps", more))] if more else []),
        *(block for line, sales in counted for block in blocks.counted(line, sales, text)),
        *blocks.unpaid(statement.unpaid, text),
        *([Facts(tuple(adjusted))] if adjusted else []),
        Paragraph(text("adds_up", total=blocks.money(statement.totals, text))),
        *(Paragraph(said) for said in blocks.sentences(statement.rules, text)),
        Buttons(_files(statement, text)),
    )
    return Reply(title(statement, text), shown, private=True)


def overview(statements: Sequence[Statement], period: Period, text: Text) -> Reply:
    """What several accounts earned, most first."""
    ranked = sorted(statements, key=lambda each: (-each.total.minor, each.account.name))
    rows = tuple(
        (each.account.name, _units(each, text), blocks.money(each.totals, text)) for each in ranked
    )
    headers = (text("person"), text("quantity"), text("earned"))
    table = Table(headers, rows[: blocks.MOST_ROWS], frozenset({1, 2}))
    total = sum((each.total for each in ranked[1:]), ranked[0].total)
    bars = [(each.account.name, each.total) for each in ranked if each.total.minor]
    picture = blocks.chart(bars[: blocks.MOST_ROWS], period, text)
    said = text("all_earned", total=total, period=period)
    return Reply(said, (*_only(statements[0], text), table, *picture), private=True)


def files(
    statement: Statement, document: StatementDocument, kinds: Sequence[str], text: Text
) -> Reply:
    found = tuple(_file(statement, document, kind, text) for kind in kinds)
    return Reply(title(statement, text), found, private=True)


def attached(reply: Reply, statement: Statement, document: StatementDocument, text: Text) -> Reply:
    """A card with both its files."""
    return reply.with_blocks(*files(statement, document, ("pdf", "csv"), text).blocks)


def refused(own: bool, text: Text) -> Reply:
    """The same words whoever was asked about, known or not."""
    mine = Button(text("mine"), BEGIN, "incentives.earned")
    return Reply(text("refused"), (Buttons((mine,)),) if own else (), private=True)


def waiting(statement: Statement, text: Text) -> Reply:
    facts = tuple(blocks.due(due, text) for due in statement.dues)
    return Reply(title(statement, text), (Facts(facts),) if facts else (), private=True)


def title(statement: Statement, text: Text) -> str:
    total, period = blocks.money(statement.totals, text), statement.period
    if statement.account.mine:
        return text("you_earned", total=total, period=period)
    return text("they_earned", name=statement.account.name, total=total, period=period)


def _only(statement: Statement, text: Text) -> list[Block]:
    """Which part of the earnings this is, when it is one."""
    about = statement.about
    said = []
    if about.customer:
        said.append(text("to_customer", customer=about.customer))
    if about.kind is Earner.MEMBER:
        said.append(text("from_plan", what="SPIFF"))
    elif about.parts:
        labels = dict.fromkeys(line.of.component.label for line in statement.lines)
        said += [text("from_plan", what=", ".join(labels))] if labels else []
    return [Paragraph(each) for each in said]


def _pictures(statement: Statement, document: Written, text: Text) -> list[Picture]:
    """By sale within a month, else by month; and where the money came from."""
    if statement.period != Period.month(statement.period.first):
        return list(pictures(document(), text.language))
    several = len({line.rule.key for line in statement.lines if line.amount.minor}) > 1
    sources = list(pictures(document(), text.language))[-1:] if several else []
    return [*blocks.by_sale(statement, text), *sources]


def _units(statement: Statement, text: Text) -> str:
    return number(statement.units, text)


def _file(statement: Statement, document: StatementDocument, kind: str, text: Text) -> Attachment:
    first, last = statement.period.first, statement.period.last
    name = f"earnings-{first.isoformat()}-{last.isoformat()}.{kind}"
    if kind == "pdf":
        from handlers.incentives.documents.pdf import as_pdf  # slow to import, and seldom needed

        content = as_pdf(document, text.language)
        return Attachment(name, "application/pdf", content, text("pdf_file"))
    return Attachment(name, "text/csv", to_csv(document, text.language), text("csv_file"))


def _buttons(statement: Statement, text: Text) -> Buttons:
    ask = Button(text("why"), "incentives.why", _value(statement))
    return Buttons((ask, *_files(statement, text)))


def _files(statement: Statement, text: Text) -> tuple[Button, ...]:
    value = _value(statement)
    return tuple(Button(text(kind), f"incentives.{kind}", value) for kind in ("csv", "pdf"))


def _value(statement: Statement) -> str:
    account, period = statement.account, statement.period
    kept: dict[str, Any] = {} if statement.about.is_all else statement.about.kept()
    return buttons.written([account.key], period, kept)
