"""Talks with finance, and with whoever approves, about closing a month."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from handlers.conversation.reply import Paragraph, Reply, private
from handlers.conversation.turn import Turn
from handlers.incentives.calculating.closing import Step
from handlers.incentives.closing import cards, finding, said, steps, telling
from handlers.incentives.closing.handler import APPROVERS, PREPARERS, closing
from handlers.incentives.closing.month import called, month_of
from storage.periods import PeriodState


class Act(StrEnum):
    """What can be asked of a month; `next` is whatever comes next for it."""

    SHOW = "show"
    CALCULATE = "calculate"
    APPROVE = "approve"
    SETTLE = "settle"
    CLOSE = "close"
    NEXT = "next"


@closing.intent("close", roles=APPROVERS, sensitive=True)
def close(turn: Turn, sentence: str) -> Reply:
    """The month with its next step; one that is to be calculated in so many words is."""
    if said.approves(sentence):
        return approve(turn, sentence)
    return _about(turn, sentence, Act.CALCULATE if said.calculates(sentence) else Act.SHOW)


@closing.intent("approve", roles=APPROVERS, sensitive=True)
def approve(turn: Turn, sentence: str) -> Reply:
    if not said.approves(sentence):
        return _about(turn, sentence, Act.SHOW)
    return _about(turn, sentence, Act.SETTLE if said.closes(sentence) else Act.APPROVE)


@closing.intent("status", roles=APPROVERS)
def status(turn: Turn, sentence: str) -> Reply:
    return _about(turn, sentence, Act.SHOW)


@closing.intent("list", roles=APPROVERS)
def list_(turn: Turn, sentence: str) -> Reply:
    """Every month; one that is named alone."""
    if finding.months_in(turn, sentence):
        return _about(turn, sentence, Act.SHOW)
    turn.audit("periods.seen", "all", "done")
    turn.remember("closing")
    found = [month_of(turn.records, each.days, turn.now) for each in turn.records.periods.all()]
    return cards.overview(found, turn.person, turn.text)


@closing.written("month", said.IN_SO_MANY_WORDS, roles=APPROVERS)
def written(turn: Turn, sentence: str) -> Reply:
    """*tutup Agustus*: what reads like earnings is none."""
    return close(turn, sentence)


@closing.answer("month", roles=APPROVERS)
def month_named(turn: Turn, sentence: str) -> Reply | None:
    """Which month was meant."""
    if not finding.months_in(turn, sentence) or not said.is_short(sentence):
        return None
    act = Act(turn.draft["act"])
    turn.forget_question()
    return _about(turn, sentence, act)


@closing.answer("next", roles=APPROVERS)
def agreed(turn: Turn, sentence: str) -> Reply | None:
    """*setujui* · *tutup saja* · *go ahead*, while a month is what we talk about."""
    if turn.topic.get("handler") != "closing" or not said.goes_on(sentence):
        return None
    code = str(turn.draft["code"])
    if said.calculates(sentence):
        return _taken(turn, code, Act.CALCULATE)
    if said.approves(sentence):
        return _taken(turn, code, Act.SETTLE if said.closes(sentence) else Act.APPROVE)
    return _taken(turn, code, Act.NEXT)


@closing.follow_up(roles=APPROVERS)
def follow(turn: Turn, sentence: str) -> Reply | None:
    """*kalau Juli?*"""
    if not finding.months_in(turn, sentence):
        return None
    return _about(turn, sentence, Act.SHOW)


@closing.button("show", roles=APPROVERS)
def show_pressed(turn: Turn, code: str) -> Reply:
    return _taken(turn, code, Act.SHOW)


@closing.button("calculate", roles=PREPARERS, sensitive=True)
def calculate_pressed(turn: Turn, code: str) -> Reply:
    return _taken(turn, code, Act.CALCULATE)


@closing.button("approve", roles=APPROVERS, sensitive=True)
def approve_pressed(turn: Turn, code: str) -> Reply:
    return _taken(turn, code, Act.APPROVE)


@closing.button("settle", roles=APPROVERS, sensitive=True)
def settle_pressed(turn: Turn, code: str) -> Reply:
    return _taken(turn, code, Act.SETTLE)


@closing.button("close", roles=APPROVERS, sensitive=True)
def close_pressed(turn: Turn, code: str) -> Reply:
    return _taken(turn, code, Act.CLOSE)


@closing.waiting(roles=APPROVERS)
def waiting(turn: Turn, _: str) -> Reply | None:
    """Months on their way, on the home page."""
    begun = (PeriodState.CALCULATING, PeriodState.IN_REVIEW, PeriodState.APPROVED)
    found = [
        month_of(turn.records, each.days, turn.now)
        for each in turn.records.periods.all()
        if each.state in begun
    ]
    return cards.overview(found, turn.person, turn.text) if found else None


def _about(turn: Turn, sentence: str, act: Act) -> Reply:
    """The month that a sentence names, or that we talk about; else which."""
    named = finding.months_in(turn, sentence)
    if not named and turn.topic.get("handler") == "closing" and turn.topic.get("code"):
        return _taken(turn, str(turn.topic["code"]), act)
    if len(named) == 1:
        return _taken(turn, f"{named[0].first:%Y-%m}", act)
    turn.ask("closing.month", act=act)
    return cards.which(named or finding.candidates(turn), turn.text)


def _taken(turn: Turn, code: str, act: Act) -> Reply:
    """Does it, and shows the month as it is then."""
    step = Step(code, turn.person, turn.now)
    act = _next(turn, code) if act is Act.NEXT else act
    if act is Act.CALCULATE and turn.person.role not in PREPARERS:
        return private(turn.text("only_finance", names=_finance(turn)))
    try:
        done = DOES[act](turn, step)
    except steps.REFUSED as refusal:
        steps.note(turn, step, str(act), "refused")
        return _refused(turn, code, refusal)
    _talk_of(turn, code)
    return done


def _show(turn: Turn, step: Step) -> Reply:
    steps.note(turn, step, "seen")
    return _card(turn, step.code)


def _calculate(turn: Turn, step: Step) -> Reply:
    """It goes on behind the doors: a card of its own is kept true."""
    steps.begin(turn, step)
    telling.follow(turn, step.code)
    return private(turn.text("begun", month=called(step.code)))


def _approve(turn: Turn, step: Step) -> Reply:
    steps.approve(turn, step)
    return _card(turn, step.code)


def _settle(turn: Turn, step: Step) -> Reply:
    """In one go, as at a command line; what is approved already is closed."""
    period = turn.records.periods.coded(step.code)
    if period is None or period.state is not PeriodState.APPROVED:
        steps.approve(turn, step)
    return _close(turn, step)


def _close(turn: Turn, step: Step) -> Reply:
    steps.close(turn, step)
    return _card(turn, step.code)


DOES: dict[Act, Callable[[Turn, Step], Reply]] = {
    Act.SHOW: _show,
    Act.CALCULATE: _calculate,
    Act.APPROVE: _approve,
    Act.SETTLE: _settle,
    Act.CLOSE: _close,
}


#: What comes next for a month in each state.
NEXT = {
    PeriodState.OPEN: Act.CALCULATE,
    PeriodState.IN_REVIEW: Act.SETTLE,
    PeriodState.APPROVED: Act.CLOSE,
}


def _next(turn: Turn, code: str) -> Act:
    """Where nothing is to be done now, it is shown."""
    period = turn.records.periods.coded(code)
    return NEXT.get(period.state if period else PeriodState.OPEN, Act.SHOW)


def _card(turn: Turn, code: str) -> Reply:
    found = month_of(turn.records, called(code), turn.now)
    return cards.month(found, turn.person, turn.records, turn.text)


def _refused(turn: Turn, code: str, refusal: Exception) -> Reply:
    """Why not, and how the month stands now."""
    _talk_of(turn, code)
    found = month_of(turn.records, called(code), turn.now)
    card = cards.month(found, turn.person, turn.records, turn.text)
    state = turn.text(f"state_{found.state}")
    why = turn.text(f"refused_{steps.why(refusal)}", month=found.days, state=state)
    return Reply(why, (Paragraph(card.title), *card.blocks), private=True)


def _talk_of(turn: Turn, code: str) -> None:
    turn.remember("closing", code=code)
    turn.ask("closing.next", code=code)


def _finance(turn: Turn) -> str:
    """Who can do it."""
    people = turn.records.people.with_role(*PREPARERS)
    return ", ".join(person.name for person in people)
