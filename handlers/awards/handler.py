"""Proposes awards to channel managers, and asks the winner before anything is posted."""

from __future__ import annotations

from handlers.awards import cards, finding
from handlers.awards.ranking import nominees
from handlers.conversation import manners
from handlers.conversation.handler import Handler
from handlers.conversation.reply import Reply
from handlers.conversation.slots import Found
from handlers.conversation.turn import Happening, Telling, Tick, Turn
from storage.awards import Award
from storage.people import Role
from storage.rules import UnknownRule
from storage.signing import NotNow
from storage.values import Period

awards = Handler("awards")

MANAGERS = frozenset({Role.CHANNEL_MANAGER})


@awards.intent("propose", roles=MANAGERS)
def propose(turn: Turn, sentence: str) -> Reply:
    """The month that is said, else the last one."""
    said = [each.value for each in turn.read.periods(sentence) if isinstance(each, Found)]
    month = Period.month(said[0].first) if said else finding.last_month(turn)
    if month.last >= finding.today(turn):
        return Reply(turn.text("not_over", month=month), private=True)
    award = proposed(turn, month)
    if award is None:
        return Reply(turn.text("nobody", month=month), private=True)
    return cards.proposal(award, finding.of_award(turn, award), turn.text)


@awards.intent("ceremony", roles=MANAGERS)
def ceremony(turn: Turn, sentence: str) -> Reply:
    """The year that is said, else this one so far."""
    said = [each.value for each in turn.read.periods(sentence) if isinstance(each, Found)]
    year = Period.year(said[0].first if said else finding.today(turn))
    winners = turn.records.awards.posted(year.first, year.last)
    known = finding.names(turn)
    months = [(each.month, known[each.partner_id]) for each in winners if each.partner_id]
    return cards.ceremony(year, nominees(finding.year(turn, year)), months, turn.text)


@awards.button("ask", roles=MANAGERS, sensitive=True)
def ask(turn: Turn, value: str) -> Reply:
    """Ask a candidate whether it may be posted; the value is the award and the partner."""
    award_id, _, partner_id = value.partition(":")
    award = _held(turn, award_id)
    found = finding.of_award(turn, award) if award else []
    chosen = next((each for each in found if str(each.partner_id) == partner_id), None)
    if award is None or chosen is None:
        return manners.stale(turn.language)
    partner = turn.records.partners.get(chosen.partner_id)
    owners = finding.owners(turn, partner)
    if not owners:
        return Reply(turn.text("no_owner", partner=partner.name), private=True)
    try:
        award.ask(partner.id, turn.person, turn.now)
    except NotNow:
        return cards.proposal(award, found, turn.text)
    for owner in owners:
        turn.tell(owner, "awards.invitation", card=card(award), award_id=award.id)
    turn.refresh(card(award))
    return Reply(turn.text("asked", partner=partner.name), private=True)


@awards.every(minutes=60)
def propose_monthly(tick: Tick) -> None:
    """In the first days of a month, for the one before; managers hear of it once."""
    day = finding.today(tick)
    try:
        rule = tick.records.rules.on(finding.RULE, day)
    except UnknownRule:
        return
    if day.day > rule.value["proposed_by_day"]:
        return
    month = finding.last_month(tick)
    if tick.records.awards.of(finding.KIND, month.first) is None:
        award = proposed(tick, month)
        if award is not None:
            _tell_managers(tick, award)


@awards.notice("proposal")
def proposal(telling: Telling) -> Reply | None:
    award = telling.records.awards.hold(telling.subject["award_id"])
    if award is None:
        return None
    return cards.proposal(award, finding.of_award(telling, award), telling.text)


def proposed(happening: Happening, month: Period) -> Award | None:
    """The month's award, proposed now if it was not before; None where nobody has points."""
    first = finding.candidates(happening, month)
    known = happening.records.awards.of(finding.KIND, month.first)
    if known is None and first:
        document = {"first": [each.document() for each in first]}
        happening.records.awards.propose(finding.KIND, month.first, document, happening.now)
        known = happening.records.awards.of(finding.KIND, month.first)
    return known


def card(award: Award) -> str:
    """What every copy of an award's card is kept true under."""
    return f"award:{award.id}"


def _tell_managers(tick: Tick, award: Award) -> None:
    for manager in tick.records.people.with_role(Role.CHANNEL_MANAGER):
        tick.tell(manager, "awards.proposal", card=card(award), award_id=award.id)


def _held(turn: Turn, award_id: str) -> Award | None:
    return turn.records.awards.hold(int(award_id)) if award_id.isdecimal() else None
