"""How an earner is told that the statement of a month is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from handlers.conversation.reply import Button, Buttons, Paragraph, Reply, private
from handlers.conversation.text import Text
from handlers.conversation.turn import Turn
from handlers.incentives.closing.handler import closing
from handlers.incentives.earning import buttons, desk, looking
from handlers.incentives.earning.desk import LOOKERS
from storage.earned import Slice
from storage.periods import SettlementPeriod
from storage.statements import IssuedStatement
from storage.store import Records
from storage.values import Money

Sums = Counter[str]


@closing.button("statement", roles=LOOKERS)
def shown(turn: Turn, value: str) -> Reply:
    """As whoever asks for it in words sees it."""
    pressed = buttons.read(value)
    accounts = looking.keyed(turn, pressed.accounts)
    return desk.shown(turn, accounts, pressed.period, pressed.about, "")


def told(
    issued: Sequence[IssuedStatement], period: SettlementPeriod, records: Records, text: Text
) -> Reply:
    """With their own total, as it was issued."""
    cash, funds = _sums(issued, records)
    total = _money(cash, text) or text("none")
    fund = _money(funds, text)
    said = (Paragraph(text("statement_fund", amount=fund)),) if fund else ()
    value = buttons.written([_account(issued)], period.days, {})
    actions = ("closing.statement", "incentives.pdf", "incentives.why")
    ways = tuple(
        Button(text(f"button_{action.partition('.')[2]}"), action, value) for action in actions
    )
    title = text("statement_there", month=period.days, total=total)
    return private(title, Paragraph(text("statement_final")), *said, Buttons(ways))


def _sums(issued: Sequence[IssuedStatement], records: Records) -> tuple[Sums, Sums]:
    """What is paid and what goes into funds, by currency."""
    cash: Sums = Counter()
    funds: Sums = Counter()
    for each in issued:
        some = Slice(each.period_id, each.earner, each.partner_id, up_to=each.totals["last_line"])
        for line in records.earned.lines(some):
            (funds if line.fund else cash)[line.currency] += line.minor
    return cash, funds


def _money(sums: Sums, text: Text) -> str:
    found = (Money(minor, unit) for unit, minor in sorted(sums.items()) if minor)
    return ", ".join(map(text.money, found))


def _account(issued: Sequence[IssuedStatement]) -> str:
    """A member's, a partner's or an owner's with the partner's, as a button names it."""
    members = [f"m{each.member_id}" for each in issued if each.member_id is not None]
    partners = [f"p{each.partner_id}" for each in issued if each.member_id is None]
    return "".join((*members[:1], *partners[:1]))
