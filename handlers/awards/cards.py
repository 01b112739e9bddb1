"""How awards look: the proposal, the question to the winner, the post, the ceremony's list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal

from handlers.awards.ranking import Candidate, Nominee
from handlers.conversation.reply import (
    Block,
    Button,
    Buttons,
    Paragraph,
    Reply,
    Style,
    Table,
)
from handlers.conversation.text import BABEL, Text
from storage.awards import Award, AwardState
from storage.values import Period

MOST_BUTTONS = 5


def proposal(award: Award, candidates: Sequence[Candidate], text: Text) -> Reply:
    """Who is first by the figures, and where it stands; every copy is kept true."""
    heads = (text("place"), text("partner"), text("points"))
    rows = tuple(
        (text.show(each.place), each.name, _number(each.points, text)) for each in candidates
    )
    chosen = next((c.name for c in candidates if c.partner_id == award.partner_id), "")
    said = Paragraph(text(f"stands_{award.state}", partner=chosen))
    buttons = tuple(_ask(award, each, text) for each in candidates if _may_ask(award, each))
    shown: tuple[Block, ...] = (
        Table(heads, rows, frozenset({0, 2})),
        said,
        *([Buttons(buttons[:MOST_BUTTONS])] if buttons else []),
    )
    return Reply(text("proposal", month=Period.month(award.month)), shown, private=True)


def invitation(award: Award, partner: str, own: bool, text: Text) -> Reply:
    """One question to the winner's owner: may it be posted?"""
    title = text("invitation", month=Period.month(award.month), partner=partner)
    if not own or award.state is not AwardState.ASKED:
        key = "said_yes" if own and award.state is AwardState.POSTED else "said_no"
        return Reply(title, (Paragraph(text(key)),), private=True)
    yes = Button(text("yes"), "awards.agree", str(award.id), Style.PRIMARY)
    no = Button(text("no"), "awards.refuse", str(award.id))
    return Reply(title, (Paragraph(text("may_we")), Buttons((yes, no))), private=True)


def thanked(agreed: bool, text: Text) -> Reply:
    return Reply(text("said_yes" if agreed else "said_no"), private=True)


def posted(award: Award, partner: str, text: Text) -> Reply:
    """For everybody: a name and a month, no figures."""
    title = text("posted", month=Period.month(award.month), partner=partner)
    return Reply(title, (Paragraph(text("posted_next")),))


def ceremony(
    year: Period, found: Sequence[Nominee], months: Sequence[tuple[date, str]], text: Text
) -> Reply:
    heads = (text("prize"), text("partner"), text("because"))
    rows = tuple(
        (
            text(f"prize_{each.prize}"),
            ", ".join(each.names),
            text(f"because_{each.prize}", number=_number(each.number, text)),
        )
        for each in found
    )
    winners = tuple((text.period(Period.month(month)), name) for month, name in months)
    shown: list[Block] = [Table(heads, rows)] if rows else []
    if winners:
        shown.append(Table((text("month"), text("partner")), winners, caption=text("months")))
    shown.append(Paragraph(text("ceremony_next")))
    return Reply(text("ceremony", year=str(year.first.year)), tuple(shown), private=True)


def _may_ask(award: Award, candidate: Candidate) -> bool:
    waits = award.state in (AwardState.PROPOSED, AwardState.DECLINED)
    return waits and candidate.partner_id != award.partner_id


def _ask(award: Award, candidate: Candidate, text: Text) -> Button:
    value = f"{award.id}:{candidate.partner_id}"
    return Button(text("ask", partner=candidate.name), "awards.ask", value)


def _number(number: Decimal, text: Text) -> str:
    return format_decimal(number.normalize(), "#,##0.##", BABEL[text.language])
