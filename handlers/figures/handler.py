"""Answers the vendor's people who ask how the programme does."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from handlers.conversation.handler import Handler
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Turn
from handlers.figures import budgets, cards, fetching, reading
from handlers.figures.asked import Asked
from handlers.figures.cards import Report
from storage.people import Role
from storage.values import Period

figures = Handler("figures")

LOOKERS = frozenset({Role.CHANNEL_MANAGER, Role.FINANCE, Role.ADMINISTRATOR})
ACTION = "figures.show"


@figures.intent("show", roles=LOOKERS)
def show(turn: Turn, sentence: str) -> Reply:
    """This month unless a period is said; a trend ends with this month."""
    return cards.report(_report(turn, _asked(turn, sentence)), turn.text)


@figures.intent("budget", roles=LOOKERS)
def budget(turn: Turn, sentence: str) -> Reply:
    """*how much of the budget of Pro Push is left?*; without a name, of every plan."""
    names = {plan.name for plan in turn.records.plans.all()}
    named = [found.value for found in turn.read.named(sentence, names)]
    turn.audit("figures.budget", ", ".join(named) or "programme", "done")
    return budgets.card(budgets.spending(turn.records, named), turn.text)


@figures.follow_up(roles=LOOKERS)
def follow(turn: Turn, sentence: str) -> Reply | None:
    """*kalau per wilayah?* · *what about Q2?*"""
    said = _asked(turn, sentence)
    if said == Asked() or "asked" not in turn.topic:
        return None
    before = Asked.of(turn.topic["asked"])
    return cards.report(_report(turn, before.changed(said)), turn.text)


@figures.button("download", roles=LOOKERS)
def download(turn: Turn, value: str) -> Reply:
    return cards.file(_report(turn, Asked.of(json.loads(value))), turn.text)


def _asked(turn: Turn, sentence: str) -> Asked:
    return reading.asked(turn.read, sentence, turn.records.partners.all())


def _report(turn: Turn, asked: Asked) -> Report:
    """Every look at partners' money is written down."""
    today = turn.now.astimezone(fetching.zone(turn)).date()
    period = asked.period or Period.month(today)
    settled = replace(asked, period=period)
    known = fetching.directory(turn)
    whole = fetching.facts(turn, known, period)
    found = {by: fetching.groups(settled, by, known, whole) for by in settled.by or (None,)}
    turn.audit(ACTION, ", ".join(asked.by) or "programme", "done", asked=settled.document())
    turn.remember("figures", asked=settled.document())
    return Report(settled, period, _before(period), found, _about(turn, asked))


def _before(period: Period) -> Period:
    """As many months before: last month, last quarter, last year."""
    months = 12 * (period.last.year - period.first.year) + period.last.month - period.first.month
    first: date = period.first - relativedelta(months=months + 1)
    return Period(first, period.first - timedelta(days=1))


def _about(turn: Turn, asked: Asked) -> str:
    text = turn.text
    partner = turn.records.partners.get(asked.partner_id).name if asked.partner_id else ""
    words = [*(f"tier_{tier}" for tier in asked.tiers), *(f"kind_{kind}" for kind in asked.kinds)]
    named = [text(word).split(", ")[0] for word in words]
    return ", ".join(filter(None, (partner, *named, *asked.regions)))
