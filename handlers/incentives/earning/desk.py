"""What every answer about earnings shares: who may look, what is written down and remembered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers.conversation.reply import Reply
from handlers.conversation.text import Text
from handlers.conversation.turn import Turn
from handlers.incentives.calculating.calendar import closed_at
from handlers.incentives.calculating.plans import published
from handlers.incentives.calculating.statements import Asked
from handlers.incentives.calculating.statements import statement as issued
from handlers.incentives.documents.values import StatementDocument
from handlers.incentives.earning import cards, looking, paper, statements
from handlers.incentives.earning.about import EVERYTHING, About, about
from handlers.incentives.earning.accounts import Account, of_partner
from handlers.incentives.earning.buttons import Pressed, topic
from handlers.incentives.earning.contributing import counted
from handlers.incentives.earning.values import Statement
from handlers.incentives.engine.paying.bases import base
from handlers.incentives.engine.plan import Earner
from storage.people import MEMBERS, Role
from storage.values import Period

ACTION = "incentives.earned"
LOOKERS = MEMBERS | {Role.CHANNEL_MANAGER, Role.FINANCE}
FILES = re.compile(
    r"\b(?:pdf|csv|excel|statement|laporan|slip|download|unduh\w*)\b", re.IGNORECASE
)
HELD = re.compile(r"\b(?:held|on hold|held back|(?:di|ter)tahan)\b", re.IGNORECASE)


def words(turn: Turn) -> Text:
    return Text.load("earning", turn.language, turn.text.zone)


def asked(turn: Turn, sentence: str, period: Period) -> tuple[list[Account] | None, About]:
    """Whose earnings a sentence asks for, and which part of them."""
    plans = published(turn.records, period)
    customers = _customers(turn, period)
    part = about(turn, sentence, plans, customers)
    accounts = looking.asked_about(turn, sentence, customers)
    return accounts and narrowed(accounts, part), part


def narrowed(accounts: Sequence[Account], part: About) -> list[Account]:
    """Only members where a SPIFF is asked about, only partners for a rebate; as they are where
    there would be none."""
    only = [found for each in accounts if (found := each.only(part.kind)) is not None]
    return only or list(accounts)


def shown(
    turn: Turn, accounts: Sequence[Account] | None, period: Period, part: About, said: str
) -> Reply:
    if not accounts:
        return refused(turn, said)
    found, text = statements.of(turn, accounts, period, part), words(turn)
    if HELD.search(said) and len(found) == 1:
        return looked(turn, accounts, period, cards.held(found[0], text), part)
    if len(found) > 1:
        return looked(turn, accounts, period, cards.overview(found, period, text), part)
    reply = cards.earned(found[0], lambda: written(turn, found[0]), text)
    if FILES.search(said):
        reply = cards.attached(reply, found[0], written(turn, found[0]), text)
    return looked(turn, accounts, period, reply, part)


def explained(turn: Turn, account: Account, period: Period, part: About) -> Reply:
    shelf = statements.shelf(turn, [account], period)
    found = shelf.statement(account, part)
    sales = counted(shelf.books, found.lines)
    return looked(turn, [account], period, cards.why(found, sales, words(turn)), part)


def looked(
    turn: Turn,
    accounts: Sequence[Account],
    period: Period,
    reply: Reply,
    part: About = EVERYTHING,
    **more: Any,
) -> Reply:
    """Every look is written down, and is what a follow-up leans on."""
    for account in accounts:
        turn.audit(ACTION, account.object, "done")
    days = [period.first.isoformat(), period.last.isoformat()]
    whose = [account.key for account in accounts]
    turn.remember("incentives", whose=whose, days=days, about=part.kept(), **more)
    return reply


def refused(turn: Turn, sentence: str) -> Reply:
    turn.audit(ACTION, looking.looked_for(turn, sentence), "refused")
    return cards.refused(not turn.person.is_staff, words(turn))


def talked_of(turn: Turn) -> Pressed | None:
    return topic(turn.topic) if "whose" in turn.topic else None


def seen(turn: Turn, pressed: Pressed) -> list[Account]:
    """The accounts of a card, if whoever asks now may see them; of an estimate without real sales
    the own company will do."""
    company = turn.person.partner
    if pressed.alone and company is not None:
        own = replace(of_partner(company, turn.person), mine=True)
        return [own] if own.key in pressed.accounts else []
    return looking.keyed(turn, pressed.accounts)


def window(turn: Turn, part: About) -> Period | None:
    """The longest of the windows in which the rules that are asked about count today."""
    day = statements.today(turn)
    found = [
        base(plan, component).cut
        for plan in published(turn.records, Period(day, day))
        for component in plan.components
        if plan.in_force(day) and part.takes(plan, component)
    ]
    cut = max(found, key=lambda each: each.months, default=None)
    return cut.around(day) if cut and cut.months else None


def written(turn: Turn, statement: Statement) -> StatementDocument:
    """As it was issued, where everything in it is settled; else of what is known now."""
    first, *others = statement.account.earners
    closed = closed_at(turn.records, statement.period)
    if statement.about.is_all and not others and closed is not None:
        return issued(turn.records, Asked(first, statement.period, turn.now))
    return paper.document(statement, turn.records, statements.today(turn))


def _customers(turn: Turn, period: Period) -> Sequence[str]:
    """Those who bought of whoever asks; staff name them after a company's form."""
    person = turn.person
    if person.partner_id is None:
        return []
    seller = None if person.role is Role.OWNER else person.id
    return turn.records.sold.customers(person.partner_id, period, seller)


def is_seller(turn: Turn) -> bool:
    return turn.person.role is Role.SELLER


def for_partner(part: About) -> bool:
    return part.kind is Earner.PARTNER
