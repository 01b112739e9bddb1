"""Lets a partner appeal a refusal, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.conversation.phrasing import REASON
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Telling, Turn
from handlers.deals import appeal_cards, cards
from handlers.deals.customer import normal_name
from handlers.deals.handler import deals
from storage.appeals import Appeal
from storage.deals import Deal, DealState, Refusal
from storage.people import MEMBERS, Person, Role

MOST_LETTERS = 2_000
Object = Deal | Refusal


@deals.intent("appeal", roles=MEMBERS)
def appeal(turn: Turn, sentence: str) -> Reply:
    """*I appeal the refusal of PT Maju: we met them in May*"""
    said = REASON.search(sentence)
    about = sentence[: said.start()] if said else sentence
    numbers = turn.read.references(about)
    if numbers:
        return _appealed(turn, numbers[0].value, said["said"] if said else "")
    meant = [each for each in _refused(turn) if _names(about, each)] or _refused(turn)[:1]
    return _about(turn, meant[0] if meant else None, said["said"] if said else "")


@deals.form("appeal", roles=MEMBERS)
def appeal_in_form(turn: Turn, written: Mapping[str, str]) -> Reply:
    return _appealed(turn, turn.subject, written.get("why", ""))


@deals.notice("appeal_answered")
def answered(telling: Telling) -> Reply:
    found = telling.records.appeals.get(telling.subject["appeal_id"])
    return appeal_cards.answered(found, telling.text)


def _appealed(turn: Turn, subject: str, why: str) -> Reply:
    """The subject is a deal's number, or a customer as the partner wrote it."""
    deal = turn.records.deals.owned(turn.person.company.id, subject)
    if deal is not None and deal.state is not DealState.DECLINED:
        found = turn.records.appeals.of_deal(deal)
        return (
            appeal_cards.before(found, turn.text) if found else cards.unchangeable(deal, turn.text)
        )
    if deal is None and turn.read.references(subject):
        return cards.unknown(subject, turn.text)
    refused = (each for each in _refused(turn) if isinstance(each, Refusal))
    same = (each for each in refused if _is_of(each, subject))
    return _about(turn, deal or next(same, None), why)


def _about(turn: Turn, found: Object | None, why: str) -> Reply:
    if found is None:
        return appeal_cards.nothing_refused(turn.text)
    before = _appeal_of(turn, found)
    if before is not None:
        return appeal_cards.before(before, turn.text)
    why = why.strip()[:MOST_LETTERS]
    if not why:
        return appeal_cards.why(appeal_cards.subject(found), turn.text)
    deal, refusal = (found, None) if isinstance(found, Deal) else (None, found)
    mine = Appeal(deal=deal, refusal=refusal, person=turn.person, words=why, at=turn.now)
    brought = turn.records.appeals.bring(mine)
    if brought is None:
        return _about(turn, found, why)
    turn.audit("deal.appealed", appeal_cards.subject(found), "done", appeal=brought.id)
    for manager in _deciding(turn, brought):
        turn.tell(manager, "deals.appealed", card=brought.card, appeal_id=brought.id)
    return appeal_cards.brought(brought, turn.text)


def _refused(turn: Turn) -> Sequence[Object]:
    """What may be appealed, the latest first."""
    company = turn.person.company.id
    declined = [d for d in turn.records.deals.of(company) if d.state is DealState.DECLINED]
    found: list[Object] = [*declined, *turn.records.appeals.refusals(company)]
    return sorted(found, key=_when, reverse=True)


def _when(found: Object) -> float:
    at = found.at if isinstance(found, Refusal) else found.decided_at or found.submitted_at
    return at.timestamp()


def _names(sentence: str, found: Object) -> bool:
    name = found.customer if isinstance(found, Deal) else appeal_cards.customer(found)
    return f" {normal_name(name)} " in f" {normal_name(sentence)} "


def _is_of(refusal: Refusal, customer: str) -> bool:
    return normal_name(appeal_cards.customer(refusal)) == normal_name(customer)


def _appeal_of(turn: Turn, found: Object) -> Appeal | None:
    appeals = turn.records.appeals
    return appeals.of_deal(found) if isinstance(found, Deal) else appeals.of_refusal(found)


def _deciding(turn: Turn, appeal: Appeal) -> list[Person]:
    managers = turn.records.people.with_role(Role.CHANNEL_MANAGER)
    return [each for each in managers if appeal.may_decide(each)]
