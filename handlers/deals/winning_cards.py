"""How the end of a deal looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from handlers.conversation.form import Choice, ChoiceField, Form, TextField
from handlers.conversation.reply import AskWith, Block, Button, Buttons, Paragraph, Reply, private
from handlers.conversation.text import Text, Value
from handlers.deals import words as of
from handlers.deals.cards import SHOWN_AS_BUTTONS, facts
from storage.deals import Deal, DealAction, DealState
from storage.people import Role


class Why(StrEnum):
    """Why a deal was lost."""

    PRICE = "price"
    COMPETITOR = "competitor"
    BUDGET = "budget"
    TIMING = "timing"
    FIT = "fit"
    SILENT = "silent"
    OTHER = "other"


def done(deal: Deal, text: Text) -> Reply:
    said = _words(text)
    title = said(f"done_{deal.state}", **_named(deal))
    return private(title, *facts(_known(deal, text)), Paragraph(said(f"done_{deal.state}_help")))


def told(deal: Deal, text: Text) -> Reply:
    said = _words(text)
    title = said(f"told_{deal.state}", **_named(deal), partner=deal.partner.name)
    return private(title, *facts(_known(deal, text)))


def why(deal: Deal, words: str, text: Text) -> Reply:
    said = _words(text)
    title = said("why", **_named(deal))
    return private(title, Paragraph(said("why_help")), losing(deal, text, words))


def losing(deal: Deal, text: Text, words: str = "") -> AskWith:
    said = _words(text)
    choices = tuple(Choice(each, said(f"why_{each}")) for each in Why)
    reason = ChoiceField("why", said("label_why"), choices, "")
    more = TextField("words", said("label_words"), words, required=False, multiline=True)
    title = said("form_title", **_named(deal))
    form = Form("deals.lose", title, (reason, more), said("lose"), subject=deal.reference)
    return AskWith(said("lose"), form)


def offered(deal: Deal, text: Text) -> Iterator[Block]:
    """To the partner whose deal it is."""
    if deal.may(DealAction.WIN, Role.OWNER):
        yield Buttons((Button(_words(text)("win"), "deals.win", deal.reference),))
    if deal.may(DealAction.LOSE, Role.OWNER):
        yield losing(deal, text)


def which(deals: Sequence[Deal], text: Text) -> Reply:
    said = _words(text)
    if not deals:
        return private(said("none"), Paragraph(said("none_help")))
    few = deals[:SHOWN_AS_BUTTONS]
    buttons = (Button(f"{d.reference} · {d.customer}", "deals.show", d.reference) for d in few)
    return private(said("which"), Buttons(tuple(buttons)))


def cannot(deal: Deal, grace: int, text: Text) -> Reply:
    """It never protected the customer, or it has ended already: by whom and when."""
    said, values = _words(text), {**_named(deal), "state": text(f"state_{deal.state}")}
    if deal.state in (DealState.WON, DealState.LOST) and deal.closed_at:
        by, at = of.closer(deal, text), deal.closed_at
        return private(said(f"already_{deal.state}", **values, by=by, at=at))
    key = "late" if deal.state is DealState.EXPIRED else "cannot"
    return private(said(key, **values), Paragraph(said(f"{key}_help", days=grace)))


def reason(deal: Deal, text: Text) -> str:
    """*Price: they found a cheaper one*"""
    if not deal.lost_for:
        return ""
    named = _words(text)(f"why_{deal.lost_for}")
    return f"{named}: {deal.lost_words}" if deal.lost_words else named


def _known(deal: Deal, text: Text) -> list[of.Said]:
    said = _words(text)
    return [
        (text("label_customer"), deal.customer),
        (text("label_value"), text.money(deal.value)),
        (said("label_why"), reason(deal, text)),
    ]


def _named(deal: Deal) -> dict[str, Value]:
    return {"reference": deal.reference, "customer": deal.customer}


def _words(text: Text) -> Text:
    return Text.load("deal_winning", text.language, text.zone)
