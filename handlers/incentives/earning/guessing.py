"""Answers what more sales would bring; reckoned as a real sale is, and never stored."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.conversation.phrasing import gives_up
from handlers.conversation.reply import Paragraph, Reply
from handlers.conversation.turn import Turn
from handlers.incentives.earning import (
    buttons,
    desk,
    estimate_cards,
    estimates,
    looking,
    statements,
)
from handlers.incentives.earning.about import EVERYTHING
from handlers.incentives.earning.accounts import Account, of_partner
from handlers.incentives.earning.contributing import counted
from handlers.incentives.earning.desk import LOOKERS
from handlers.incentives.earning.estimates import Question
from handlers.incentives.earning.supposing import Supposed, supposed
from handlers.incentives.handler import incentives
from storage.values import Period

NUMBER = re.compile(r"\d{1,6}")


@incentives.intent("what_if", roles=LOOKERS)
def what_if(turn: Turn, sentence: str) -> Reply:
    sale = supposed(turn, sentence)
    if sale is None:
        turn.ask("incentives.units")
        text = desk.words(turn)
        return Reply(text("how_many"), (Paragraph(text("how_many_like")),))
    return _estimated(turn, sentence, sale)


@incentives.answer("units", roles=LOOKERS)
def units(turn: Turn, sentence: str) -> Reply | None:
    if gives_up(sentence):
        turn.forget_question()
        return Reply(desk.words(turn)("dropped"))
    bare, sale = NUMBER.fullmatch(sentence.strip()), supposed(turn, sentence)
    if bare is None and sale is None:
        return None
    turn.forget_question()
    if sale is None or bare is not None:
        sale = Supposed(int(sentence))
    return _estimated(turn, "", sale)


@incentives.button("why_estimated", roles=LOOKERS)
def why_estimated(turn: Turn, value: str) -> Reply:
    pressed = buttons.read(value)
    accounts = desk.seen(turn, pressed)
    if not accounts:
        return desk.refused(turn, "")
    return explained(turn, accounts[0], pressed)


def explained(turn: Turn, account: Account, asked: buttons.Pressed) -> Reply:
    """The steps of an estimate that was shown before."""
    assert asked.sale is not None
    day = estimates.day_of(turn, asked.period)
    question = Question(account, asked.about, asked.sale, day, asked.alone)
    return _answered(turn, question, why=True)


def _estimated(turn: Turn, sentence: str, sale: Supposed) -> Reply:
    period = statements.period_in(turn, sentence)
    day = estimates.day_of(turn, period)
    accounts, part = desk.asked(turn, sentence, Period(day, day))
    if accounts is None:
        return desk.refused(turn, sentence)
    talked = desk.talked_of(turn)
    part = talked.about if part.is_all and talked is not None else part
    if desk.is_seller(turn) and desk.for_partner(part):
        company = replace(of_partner(turn.person.company, turn.person), mine=True)
        return _answered(turn, Question(company, part, sale, day, alone=True))
    accounts = desk.narrowed(accounts, part)
    if len(accounts) > 1:
        own = [] if turn.person.is_staff else desk.narrowed([looking.mine(turn)], part)
        accounts = own or (looking.keyed(turn, talked.accounts) if talked else [])
    if len(accounts) != 1:
        return Reply(desk.words(turn)("for_whom"), private=True)
    return _answered(turn, Question(accounts[0], part, sale, day))


def _answered(turn: Turn, question: Question, *, why: bool = False) -> Reply:
    found, text = estimates.estimate(turn, question), desk.words(turn)
    if not found.changes and question.about.parts is None:
        question = replace(question, about=EVERYTHING)
        found = estimates.estimate(turn, question)
    if why:
        reply = estimate_cards.why(found, counted(found.books, found.lines), text)
    else:
        reply = estimate_cards.shown(found, text)
    day = question.day
    period = found.period if found.changes else Period(day, day)
    more = {"sale": question.sale.kept(), "alone": question.alone}
    return desk.looked(turn, [question.account], period, reply, question.about, **more)
