"""Shows the leaderboard, and lets people put their name on it or take it off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from handlers.conversation.handler import Handler
from handlers.conversation.reply import Reply
from handlers.conversation.slots import Found
from handlers.conversation.text import Text
from handlers.conversation.turn import Turn
from handlers.leaderboard import cards
from handlers.leaderboard.cards import Shown
from handlers.leaderboard.ranking import Player, Points, Window, board, part
from storage.partners import Partner, Tier
from storage.people import EVERYONE, MEMBERS
from storage.values import Language, Period
from storage.walltime import local_day

leaderboard = Handler("leaderboard")

RULE = "leaderboard.points"
STRETCH = {Window.MONTH: Period.month, Window.QUARTER: Period.quarter, Window.YEAR: Period.year}


@leaderboard.intent("show", roles=EVERYONE)
def show(turn: Turn, sentence: str) -> Reply:
    """The window of the rule, unless a period is said; all partners, unless a tier or a region
    is."""
    return _shown(turn, _period(turn, sentence), _tier(turn, sentence), _region(turn, sentence))


@leaderboard.follow_up(roles=EVERYONE)
def follow(turn: Turn, sentence: str) -> Reply | None:
    """*kalau bulan lalu?* · *what about Gold?*"""
    said = (turn.read.periods(sentence), _tier(turn, sentence), _region(turn, sentence))
    return show(turn, sentence) if any(said) else None


@leaderboard.intent("join", roles=MEMBERS)
def join(turn: Turn, _: str) -> Reply:
    return _choose(turn, shown=True)


@leaderboard.intent("leave", roles=MEMBERS)
def leave(turn: Turn, _: str) -> Reply:
    return _choose(turn, shown=False)


@leaderboard.button("join", roles=MEMBERS)
def join_pressed(turn: Turn, _: str) -> Reply:
    return _choose(turn, shown=True)


@leaderboard.button("leave", roles=MEMBERS)
def leave_pressed(turn: Turn, _: str) -> Reply:
    return _choose(turn, shown=False)


@leaderboard.button("show", roles=EVERYONE)
def show_pressed(turn: Turn, _: str) -> Reply:
    return show(turn, "")


def _choose(turn: Turn, *, shown: bool) -> Reply:
    is_new = turn.records.names_shown.choose(turn.person.id, shown, turn.now)
    turn.audit("leaderboard.shown" if shown else "leaderboard.hidden", _who(turn), "done")
    return cards.chosen(shown, is_new, turn.text)


def _shown(turn: Turn, period: Period | None, tier: Tier | None, region: str) -> Reply:
    rule = Points.of(turn.records.rules.on(RULE, _today(turn)))
    days = period or STRETCH[rule.window](_today(turn))
    points = rule.by_member(turn.records.revenue.units(days, rule.points))
    named = turn.records.names_shown.all()
    players = [
        Player(person.id, person.name, person.id in named)
        for partner in _partners(turn, tier, region)
        for person in turn.records.people.at(partner.id)
    ]
    found = board(players, points, turn.person.id)
    if tier or region:
        found = part(found, rule.least_hidden)
    turn.remember("leaderboard")
    own = turn.person.id in named if turn.person.role in MEMBERS else None
    return cards.board(Shown(found, days, rule, tier, region, own), turn.text)


def _partners(turn: Turn, tier: Tier | None, region: str) -> Iterable[Partner]:
    for partner in turn.records.partners.all():
        held = turn.records.partners.tier(partner.id, _today(turn))
        if tier in (None, held) and region in ("", partner.region):
            yield partner


def _period(turn: Turn, sentence: str) -> Period | None:
    found = [each for each in turn.read.periods(sentence) if isinstance(each, Found)]
    return found[0].value if found else None


def _tier(turn: Turn, sentence: str) -> Tier | None:
    called = {
        name: tier
        for tier in Tier
        for language in Language
        for name in Text.load("leaderboard", language)(f"called_{tier}").split(", ")
    }
    found = turn.read.named(sentence, called)
    return called[found[0].value] if found else None


def _region(turn: Turn, sentence: str) -> str:
    regions = {partner.region for partner in turn.records.partners.all() if partner.region}
    found = turn.read.named(sentence, regions)
    return found[0].value if found else ""


def _today(turn: Turn) -> date:
    return local_day(turn.now, turn.person.zone)


def _who(turn: Turn) -> str:
    return f"person:{turn.person.id}"
