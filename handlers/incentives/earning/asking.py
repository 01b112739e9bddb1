"""Answers who asks what they earned, why, and for the statement as a file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.conversation.reply import Reply
from handlers.conversation.turn import Turn
from handlers.incentives.earning import buttons, cards, desk, guessing, looking, statements
from handlers.incentives.earning.about import EVERYTHING
from handlers.incentives.earning.accounts import Account
from handlers.incentives.earning.buttons import Pressed
from handlers.incentives.earning.desk import LOOKERS
from handlers.incentives.earning.supposing import supposes
from handlers.incentives.handler import incentives
from storage.people import MEMBERS
from storage.values import Period

WHY = re.compile(
    r"\b(?:why|how come|explain|kok|kenapa|mengapa|knp|napa|(?:di)?jelas\w*|alasan\w*"
    r"|(?:pe)?rinci\w*|(?:di|meng)?(?:hitung\w*|itung\w*)|ng?e?hitung\w*|ngitung\w*|calculat\w*"
    r"|comput\w*|worked out|reckon\w*|steps|working|math|angka\w*|number|figure|come from"
    r"|get (?:to )?(?:that|this)|walk me through|break (?:it|that|this) down)\b",
    re.IGNORECASE,
)
UNPAID = re.compile(
    r"\b(?:(?:belum|blm) (?:di)?bayar\w*|(?:n[o']t|never) (?:been |yet )*paid|unpaid)\b",
    re.IGNORECASE,
)


@incentives.intent("earned", roles=LOOKERS)
def show(turn: Turn, sentence: str) -> Reply:
    if supposes(turn, sentence):
        return guessing.what_if(turn, sentence)
    month = Period.month(statements.today(turn))
    period = statements.period_in(turn, sentence) or month
    if desk.HELD.search(sentence) and period is month:
        period = Period.year(month.first)  # what waits may have been earned long ago
    accounts, part = desk.asked(turn, sentence, period)
    if statements.period_in(turn, sentence) is None and desk.for_partner(part):
        period = desk.window(turn, part) or period
    return desk.shown(turn, accounts, period, part, sentence)


@incentives.follow_up(roles=LOOKERS)
def follow(turn: Turn, sentence: str) -> Reply | None:
    """*why?* · *kalau 12 seat lagi?* · *kalau bulan lalu?*"""
    if turn.read.counts(sentence) or supposes(turn, sentence):
        return guessing.what_if(turn, sentence)
    talked = desk.talked_of(turn)
    if talked is None or desk.HELD.search(sentence) or UNPAID.search(sentence):
        return None
    asked = statements.period_in(turn, sentence)
    if asked is not None and not talked.alone:
        accounts = looking.keyed(turn, talked.accounts)
        return desk.shown(turn, accounts, asked, talked.about, sentence)
    accounts = desk.seen(turn, talked)
    return _explained(turn, accounts, talked) if accounts and WHY.search(sentence) else None


def _explained(turn: Turn, accounts: Sequence[Account], talked: Pressed) -> Reply:
    if talked.sale is not None:
        return guessing.explained(turn, accounts[0], talked)
    if len(accounts) > 1:
        return desk.shown(turn, accounts, talked.period, talked.about, "")
    return desk.explained(turn, accounts[0], talked.period, talked.about)


@incentives.button("why", roles=LOOKERS)
def why(turn: Turn, value: str) -> Reply:
    pressed = buttons.read(value)
    accounts = looking.keyed(turn, pressed.accounts)
    if not accounts:
        return desk.refused(turn, "")
    return desk.explained(turn, accounts[0], pressed.period, pressed.about)


@incentives.button("shown", roles=LOOKERS)
def shown(turn: Turn, value: str) -> Reply:
    """All of it, after only a part was shown."""
    pressed = buttons.read(value)
    accounts = looking.keyed(turn, pressed.accounts)
    return desk.shown(turn, accounts, pressed.period, pressed.about, "")


@incentives.button("csv", roles=LOOKERS)
def csv(turn: Turn, value: str) -> Reply:
    return _file(turn, value, "csv")


@incentives.button("pdf", roles=LOOKERS)
def pdf(turn: Turn, value: str) -> Reply:
    return _file(turn, value, "pdf")


@incentives.waiting(roles=MEMBERS)
def waiting(turn: Turn, _: str) -> Reply:
    """This month's earnings, on the home page."""
    month, account = Period.month(statements.today(turn)), looking.mine(turn)
    turn.audit(desk.ACTION, account.object, "done")
    (found,) = statements.of(turn, [account], month, EVERYTHING)
    return cards.waiting(found, desk.words(turn))


def _file(turn: Turn, value: str, kind: str) -> Reply:
    pressed = buttons.read(value)
    accounts = looking.keyed(turn, pressed.accounts)
    if not accounts:
        return desk.refused(turn, "")
    (found,) = statements.of(turn, accounts[:1], pressed.period, pressed.about)
    reply = cards.files(found, desk.written(turn, found), [kind], desk.words(turn))
    return desk.looked(turn, accounts[:1], pressed.period, reply, pressed.about)
