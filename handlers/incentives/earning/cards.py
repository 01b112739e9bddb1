"""How earnings look: the sum with its rules, why, several accounts', and files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
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
from handlers.incentives.earning.values import Line, Statement, sums
from handlers.incentives.engine.plan import Earner
from storage.values import Period

#: Made only where it is drawn.
Written = Callable[[], StatementDocument]


def earned(statement: Statement, document: Written, text: Text) -> Reply:
    """The sum, the rules and their versions, how far it is, and when it is paid."""
    shown: tuple[Block, ...] = (
        *_only(statement, text),
        *_nothing(statement, text),
        *blocks.facts(statement, text),
        *blocks.lines(statement.lines, text),
        *blocks.unpaid(statement.unpaid, text),
        *_pictures(statement, document, text),
        *([] if statement.is_empty else [_buttons(statement, text)]),
    )
    return Reply(title(statement, text), shown, private=True)


def held(statement: Statement, text: Text) -> Reply:
    """What waits and for what, before anything else."""
    sums_ = sums((each.amount for each in statement.held), statement.account.company.currency)
    ask = Button(text("all_of_it"), "incentives.shown", _value(statement))
    facts = tuple(Fact(text("held"), blocks.held(each, text)) for each in statement.held)
    if not facts:
        said = text("nothing_held", period=statement.period)
        return Reply(said, (Buttons((ask,)),), private=True)
    said = text("held_in", total=blocks.money(sums_, text), period=statement.period)
    return Reply(said, (Facts(facts), Buttons((ask,))), private=True)


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
    """What several accounts earned, most first; who earned nothing is named below."""
    ranked = sorted(statements, key=lambda each: (-each.total.minor, each.account.name))
    earning = [each for each in ranked if any(sum_.minor for sum_ in each.totals)] or ranked
    rows = tuple(
        (each.account.name, _units(each, text), blocks.money(each.totals, text))
        for each in earning
    )
    headers = (text("person"), text("quantity"), text("earned"))
    table = Table(headers, rows[: blocks.MOST_ROWS], frozenset({1, 2}))
    total = sum((each.total for each in ranked[1:]), ranked[0].total)
    bars = [(each.account.name, each.total) for each in ranked if each.total.minor]
    picture = blocks.chart(bars[: blocks.MOST_ROWS], period, text)
    said = text("all_earned", total=total, period=period)
    others = _others([each for each in ranked if each not in earning], text)
    return Reply(said, (*_only(statements[0], text), table, *others, *picture), private=True)


def files(
    statement: Statement, document: StatementDocument, kinds: Sequence[str], text: Text
) -> Reply:
    found = tuple(_file(statement, document, kind, text) for kind in kinds)
    return Reply(title(statement, text), found, private=True)


def attached(reply: Reply, statement: Statement, document: StatementDocument, text: Text) -> Reply:
    """A card with both its files."""
    ask = Buttons((_ask(statement, text),))
    kept = (ask if isinstance(block, Buttons) else block for block in reply.blocks)
    with_files = files(statement, document, ("pdf", "csv"), text).blocks
    return replace(reply, blocks=(*kept, *with_files))


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


def _nothing(statement: Statement, text: Text) -> list[Block]:
    """Why there is nothing to see, where nothing was sold."""
    return [Paragraph(text("nothing_sold"))] if statement.is_empty else []


def _others(idle: Sequence[Statement], text: Text) -> list[Block]:
    names = ", ".join(each.account.name for each in idle)
    return [Paragraph(text("nothing_of", names=names))] if idle else []


def _pictures(statement: Statement, document: Written, text: Text) -> list[Picture]:
    """By sale within a month, else by month; and where the money came from. One bar alone
    compares nothing."""
    if statement.period != Period.month(statement.period.first):
        found = list(pictures(document(), text.language))
    else:
        several = len({line.rule.key for line in statement.lines if line.amount.minor}) > 1
        sources = list(pictures(document(), text.language))[-1:] if several else []
        found = [*blocks.by_sale(statement, text), *sources]
    return [picture for picture in found if len(picture.bars) > 1]


def _units(statement: Statement, text: Text) -> str:
    return number(statement.units, text) if statement.units else ""


def _file(statement: Statement, document: StatementDocument, kind: str, text: Text) -> Attachment:
    name = f"{text('file')}-{_dated(statement.period)}.{kind}"
    if kind == "pdf":
        from handlers.incentives.documents.pdf import as_pdf  # slow to import, and seldom needed

        content = as_pdf(document, text.language)
        return Attachment(name, "application/pdf", content, text("pdf_file"))
    return Attachment(name, "text/csv", to_csv(document, text.language), text("csv_file"))


def _dated(period: Period) -> str:
    """2026-09 · 2026-Q3 · 2026-09-01-2026-09-15: files in the order of their days."""
    first, last = period.first, period.last
    if period == Period.month(first):
        return f"{first:%Y-%m}"
    if period == Period.quarter(first):
        return f"{first.year}-Q{first.month // 3 + 1}"
    return f"{first.isoformat()}-{last.isoformat()}"


def _buttons(statement: Statement, text: Text) -> Buttons:
    return Buttons((_ask(statement, text), *_files(statement, text)))


def _ask(statement: Statement, text: Text) -> Button:
    return Button(text("why"), "incentives.why", _value(statement))


def _files(statement: Statement, text: Text) -> tuple[Button, ...]:
    value = _value(statement)
    return tuple(Button(text(kind), f"incentives.{kind}", value) for kind in ("csv", "pdf"))


def _value(statement: Statement) -> str:
    account, period = statement.account, statement.period
    kept: dict[str, Any] = {} if statement.about.is_all else statement.about.kept()
    return buttons.written([account.key], period, kept)
