"""How a case looks: the partner's record, the checks, and similar customers side by side."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.conversation.reply import Block, Button, Buttons, Paragraph, Reply, Table, private
from handlers.conversation.text import Text
from handlers.deals import words
from handlers.deals.case import Case, Check
from handlers.deals.matching import wording
from handlers.deals.matching.evidence import Level
from handlers.deals.matching.similar import Similar
from storage.deals import Deal, DealState


def record(case: Case, text: Text) -> tuple[str, str]:
    """What became of the partner's other deals: *2 approved, 1 declined*."""
    said = _words(text)
    counts = [
        said(f"record_{state}", count=case.before[state])
        for state in DealState
        if case.before.get(state)
    ]
    return said("label_record"), ", ".join(counts) or said("record_none")


def weighed(case: Case, text: Text) -> Iterator[Block]:
    """The checks, and the customers that are like this one."""
    said = _words(text)
    for key, is_met in (("failed", False), ("passed", True)):
        found = [_check(check, text) for check in case.checks if check.is_met is is_met]
        if found:
            yield Paragraph(said(key, checks="; ".join(found)))
    if case.alike:
        yield _side_by_side(case, text)
        for each in case.alike:
            yield Paragraph(_evidence(case.deal, each, text))
        yield Buttons(tuple(_verdicts(case, text)))


def judged(case: Case, other: Deal, *, is_same: bool, text: Text) -> Reply:
    """What was learned of two names, and the case as it stands with that."""
    named = {"reference": case.deal.reference, "one": case.deal.customer, "other": other.customer}
    title = _words(text)("judged_same" if is_same else "judged_other", **named)
    return private(title, *weighed(case, text))


def _side_by_side(case: Case, text: Text) -> Table:
    heads = ("reference", "partner", "customer", "product", "value", "closing", "submitted")
    deals = (case.deal, *(each.deal for each in case.alike))
    rows = tuple(_row(deal, text) for deal in deals)
    caption = _words(text)("similar")
    return Table(tuple(text(f"label_{head}") for head in heads), rows, frozenset({4}), caption)


def _row(deal: Deal, text: Text) -> tuple[str, ...]:
    return (
        deal.reference,
        deal.partner.name,
        deal.customer,
        words.sold_in(deal, text),
        text.money(deal.value),
        text.short_day(deal.closing),
        text.moment(deal.submitted_at),
    )


def _evidence(deal: Deal, each: Similar, text: Text) -> str:
    """*D-1007 (approved): possibly the same company: …; the same product; …*"""
    names = Text.load(wording.CATALOGUE, text.language, text.zone)
    said, apart = _words(text), abs((deal.closing - each.deal.closing).days)
    product = "product_same" if each.deal.product == deal.product else "product_other"
    return said(
        "evidence",
        reference=each.deal.reference,
        state=text(f"state_{each.deal.state}"),
        level=wording.level(each.match, names),
        why="; ".join(wording.reasons(each.match, names)),
        product=said(product),
        closing=said.plural("apart", apart) if apart else said("apart_none"),
    )


def _verdicts(case: Case, text: Text) -> Iterator[Button]:
    said = _words(text)
    for each in case.alike:
        reference, value = each.deal.reference, f"{case.deal.reference}/{each.deal.reference}"
        if each.match.level is not Level.SAME:
            yield Button(said("same", reference=reference), "deals.same_customer", value)
        yield Button(said("other", reference=reference), "deals.other_customer", value)


def _check(check: Check, text: Text) -> str:
    key = f"check_{check.policy}" if check.is_met else f"check_{check.policy}_not"
    return _words(text)(key, source=check.source, least=check.least or "")


def _words(text: Text) -> Text:
    return Text.load("deal_cases", text.language, text.zone)
