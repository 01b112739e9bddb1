"""What a CRM and we do not say alike, for the channel managers."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.conversation.reply import Paragraph, Reply, private
from handlers.conversation.text import Text
from handlers.conversation.turn import Telling
from handlers.deals import cards, crm
from handlers.deals.crm import Field, Outcome
from handlers.deals.handler import deals
from storage.deals import Deal


@deals.notice("crm_conflict")
def conflict(telling: Telling) -> Reply:
    deal = telling.records.deals.get(telling.subject["deal_id"])
    said = _words(telling.text)
    pairs = [_line(each, telling.text) for each in telling.subject["conflicts"]]
    named = _named(deal, telling.subject["target"], said)
    help = Paragraph(said("conflict_help", **named))
    return private(said("conflict", **named), *cards.facts(pairs), help)


@deals.notice("crm_refused")
def refused(telling: Telling) -> Reply:
    deal = telling.records.deals.get(telling.subject["deal_id"])
    said = _words(telling.text)
    named = _named(deal, telling.subject["target"], said)
    title = said(f"refused_{telling.subject['outcome']}", **named)
    state = telling.text(f"state_{deal.state}")
    return private(title, Paragraph(said("refused_help", **named, state=state)))


def _line(each: Mapping[str, str], text: Text) -> tuple[str, str]:
    said, name = _words(text), Field(each["field"])
    values = {side: _shown(name, each[side], text) for side in ("ours", "theirs")}
    return said(f"field_{name}"), said(f"stands_{each['winner']}", **values)


def _shown(name: Field, value: str, text: Text) -> str:
    if not value:
        return _words(text)("nothing")
    match name:
        case Field.VALUE:
            return text.money(crm.money(value))
        case Field.CLOSING | Field.PROTECTED:
            return text.day(crm.day(value))
        case Field.OUTCOME:
            return _words(text)(f"outcome_{Outcome(value)}")
        case _:
            return value


def _named(deal: Deal, target: str, said: Text) -> dict[str, str]:
    crm_name = said(f"crm_{target}")
    return {"crm": crm_name, "reference": deal.reference, "customer": deal.customer}


def _words(text: Text) -> Text:
    return Text.load("deal_crm", text.language, text.zone)
