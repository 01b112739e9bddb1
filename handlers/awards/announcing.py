"""Asks the winner, and posts an award where people will see it only after a yes."""

from __future__ import annotations

from handlers.awards import cards, finding
from handlers.awards.handler import awards, card
from handlers.conversation import manners
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Telling, Turn
from storage.awards import Award
from storage.people import Role
from storage.signing import NotNow
from storage.values import Language, Place, Platform, Setting

OWNERS = frozenset({Role.OWNER})


@awards.notice("invitation")
def invitation(telling: Telling) -> Reply | None:
    """The question, and after it what was answered."""
    award = telling.records.awards.hold(telling.subject["award_id"])
    person = telling.person
    if award is None or person is None:
        return None
    return cards.invitation(
        award, person.company.name, _own(award, person.partner_id), telling.text
    )


@awards.button("agree", roles=OWNERS, sensitive=True)
def agree(turn: Turn, award_id: str) -> Reply:
    return _answered(turn, award_id, agreed=True)


@awards.button("refuse", roles=OWNERS, sensitive=True)
def refuse(turn: Turn, award_id: str) -> Reply:
    return _answered(turn, award_id, agreed=False)


@awards.notice("posted")
def posted(telling: Telling) -> Reply | None:
    award = telling.records.awards.hold(telling.subject["award_id"])
    if award is None or award.partner_id is None:
        return None
    name = telling.records.partners.get(award.partner_id).name
    return cards.posted(award, name, telling.text)


def _answered(turn: Turn, award_id: str, *, agreed: bool) -> Reply:
    """Their own award only: of another partner's nothing is said."""
    award = turn.records.awards.hold(int(award_id)) if award_id.isdecimal() else None
    if award is None or not _own(award, turn.person.partner_id):
        return manners.stale(turn.language)
    try:
        award.answer(turn.person, agreed, turn.now)
    except NotNow:
        return cards.invitation(award, turn.person.company.name, True, turn.text)
    turn.audit(f"award.{award.state}", f"award:{award.id}", "done")
    turn.refresh(card(award))
    if agreed:
        _post(turn, award)
    return cards.thanked(agreed, turn.text)


def _post(turn: Turn, award: Award) -> None:
    """In the place of the rule."""
    where = turn.records.rules.on(finding.RULE, finding.today(turn)).value["place"]
    place = Place(
        Platform(where["platform"]),
        where["workspace"],
        where["channel"],
        setting=Setting.CHANNEL,
    )
    turn.tell_place(place, Language(where["language"]), "awards.posted", award_id=award.id)


def _own(award: Award, partner_id: int | None) -> bool:
    return partner_id is not None and award.partner_id == partner_id
