"""How a month looks to who closes it, and its statement to who earned in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.conversation.manners import BEGIN
from handlers.conversation.reply import (
    Block,
    Button,
    Buttons,
    Facts,
    Paragraph,
    Reply,
    Style,
    Table,
    private,
)
from handlers.conversation.text import Text
from handlers.incentives.closing import standing
from handlers.incentives.closing.handler import APPROVERS, PREPARERS
from handlers.incentives.closing.month import Month, by
from handlers.incentives.paying.handler import PAYERS
from storage.people import Person
from storage.periods import PeriodState, SettlementPeriod
from storage.store import Records
from storage.values import Period

MOST_ROWS = 12
MOST_BUTTONS = 5


def month(found: Month, reader: Person, records: Records, text: Text) -> Reply:
    """Where it stands, what finance must know of it, and what this reader can do next."""
    blocks: list[Block] = [Paragraph(_next(found, reader, records, text))]
    facts = tuple(standing.facts(found, records, text))
    tables = standing.plans(found.plans, text)
    return private(
        _title(found, text), *blocks, Facts(facts), *tables, *_steps(found, reader, text)
    )


def overview(months: Sequence[Month], reader: Person, text: Text) -> Reply:
    """The newest first."""
    if not months:
        return private(text("no_months"))
    newest = sorted(months, key=lambda each: each.days.first, reverse=True)[:MOST_ROWS]
    heads = tuple(text(f"head_{name}") for name in ("month", "state", "cost"))
    rows = tuple(
        (text.period(each.days), _state(each, text), _cost(each, text)) for each in newest
    )
    open_ = [each.days for each in reversed(newest) if each.state is not PeriodState.CLOSED]
    buttons = _months(open_, text)
    return private(text("months"), Table(heads, rows, frozenset({2})), *buttons)


def which(days: Sequence[Period], text: Text) -> Reply:
    """Asks for the month, with those that may be meant."""
    if not days:
        return private(text("all_closed"))
    return private(text("which_month"), *_months(days, text))


def late(card: Reply, period: SettlementPeriod, records: Records, text: Text) -> Reply:
    """The card again, for who has not approved it yet."""
    submitter = by(records, period.prepared_by_id)
    assert submitter is not None, "it is in review"
    assert period.prepared_at is not None
    said = text("still_waits", month=period.days, at=period.prepared_at, name=submitter.name)
    return replace(card, title=said)


def _title(found: Month, text: Text) -> str:
    if found.state is PeriodState.OPEN and not found.is_over:
        return text("is_not_over", month=found.days)
    return text(f"is_{found.state}", month=found.days)


def _next(found: Month, reader: Person, records: Records, text: Text) -> str:
    """What happens next, and who does it."""
    match found.state:
        case PeriodState.OPEN if not found.is_over:
            after = found.days.last + timedelta(days=1)
            return text("next_not_over", last=found.days.last, after=after)
        case PeriodState.OPEN:
            return text("next_open" if reader.role in PREPARERS else "next_open_finance")
        case PeriodState.CALCULATING:
            return _progress(found, text)
        case PeriodState.IN_REVIEW:
            return _review(found, reader, records, text)
        case PeriodState.APPROVED:
            return text("next_approved")
        case _:
            return text.plural("next_closed", found.statements)


def _progress(found: Month, text: Text) -> str:
    progress = found.progress
    if progress is None or progress.done == progress.total:
        return text("next_calculated")
    return text("next_calculating", done=progress.done, total=progress.total)


def _review(found: Month, reader: Person, records: Records, text: Text) -> str:
    """Whoever submitted it learns who else can approve."""
    submitter = found.record.prepared_by_id if found.record else None
    if reader.id != submitter:
        return text("next_review")
    others = [each.name for each in records.people.with_role(*APPROVERS) if each.id != submitter]
    return text("next_review_others", names=", ".join(others)) if others else text("next_nobody")


def _steps(found: Month, reader: Person, text: Text) -> Iterator[Block]:
    """The buttons are for those only who may press them."""
    buttons = tuple(_buttons(found, reader, text))
    if buttons:
        yield Buttons(buttons)


def _buttons(found: Month, reader: Person, text: Text) -> Iterator[Button]:
    submitted = found.record is not None and found.record.prepared_by_id == reader.id
    match found.state:
        case PeriodState.OPEN if found.is_over and reader.role in PREPARERS:
            yield _button("calculate", found, text, Style.PRIMARY)
        case PeriodState.CALCULATING:
            yield _button("show", found, text)
        case PeriodState.IN_REVIEW if not submitted:
            yield _button("settle", found, text, Style.PRIMARY)
            yield _button("approve", found, text)
        case PeriodState.APPROVED:
            yield _button("close", found, text, Style.PRIMARY)
        case PeriodState.CLOSED if reader.role in PAYERS:
            yield Button(text("button_payout"), BEGIN, "paying.prepare")
        case _:
            return


def _button(name: str, found: Month, text: Text, style: Style = Style.PLAIN) -> Button:
    return Button(text(f"button_{name}"), f"closing.{name}", found.code, style)


def _months(days: Sequence[Period], text: Text) -> tuple[Block, ...]:
    shown = (
        Button(text.period(each), "closing.show", f"{each.first:%Y-%m}")
        for each in days[:MOST_BUTTONS]
    )
    return (Buttons(tuple(shown)),) if days else ()


def _state(found: Month, text: Text) -> str:
    return text(f"state_{found.state}")


def _cost(found: Month, text: Text) -> str:
    return ", ".join(text.money(each.cost) for each in found.standings) or text("none")
