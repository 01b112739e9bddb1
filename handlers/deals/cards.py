"""How a partner's deals look in a chat."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from handlers.conversation import manners
from handlers.conversation.form import Form
from handlers.conversation.reply import (
    AskWith,
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Paragraph,
    Reply,
    Style,
    Table,
    private,
)
from handlers.conversation.text import Text, Value
from handlers.deals import appeal_form, words
from storage.deals import Deal, DealAction, DealState
from storage.people import Role

SHOWN_AS_BUTTONS = 5


def registered(deal: Deal, text: Text) -> Reply:
    due = text.soon(deal.decision_due)
    title = text("registered", reference=deal.reference, due=due)
    kept = Paragraph(text("registered_help", customer=deal.customer))
    return private(title, *facts(words.of_deal(deal, text)), kept, _can_do(deal, text))


def already_yours(deal: Deal, text: Text) -> Reply:
    title = text("already_yours", reference=deal.reference, customer=deal.customer)
    return private(title, *facts(words.of_deal(deal, text)), _can_do(deal, text))


def shown(deal: Deal, today: date, text: Text, *more: Block) -> Reply:
    title = text("shown", reference=deal.reference, customer=deal.customer)
    stage = (text("label_stage"), text(f"state_{deal.state}"))
    said = facts([stage, *words.of_deal(deal, text)])
    return private(
        title, *said, Paragraph(words.next_step(deal, today, text)), *more, _can_do(deal, text)
    )


def mine(deals: Sequence[Deal], today: date, text: Text) -> Reply:
    """A partner's deals: where each stands and what to do next."""
    if not deals:
        return none(text)
    heads = ("reference", "customer", "value", "stage", "until", "next")
    rows = tuple(_row(deal, today, text) for deal in deals)
    table = Table(tuple(text(f"label_{head}") for head in heads), rows, frozenset({2}))
    more = choose(deals, text, _register(text))
    return private(text.plural("mine", len(deals)), table, more)


def none(text: Text) -> Reply:
    return private(text("none"), Paragraph(text("none_help")), Buttons((_register(text),)))


def withdrawn(deal: Deal, form: Form, text: Text) -> Reply:
    title = text("withdrawn", reference=deal.reference, customer=deal.customer)
    again = AskWith(text("register_again"), form)
    return private(title, Paragraph(text("withdrawn_help")), again)


def unchangeable(deal: Deal, text: Text) -> Reply:
    """It cannot be withdrawn any more: say what it is now."""
    is_withdrawn = deal.state is DealState.WITHDRAWN
    key = "withdrawn_before" if is_withdrawn else "unchangeable"
    title = text(key, reference=deal.reference, state=text(f"state_{deal.state}"))
    return private(title, Buttons((_list(text),)))


def unknown(name: str, text: Text) -> Reply:
    """The same words whether the deal is somebody else's or nobody's."""
    return private(text("unknown", name=name), Buttons((_list(text),)))


def which_deal(action: str, deals: Sequence[Deal], text: Text) -> Reply:
    """Nobody said which deal: ask, with a button for each that it could be."""
    few = deals[:SHOWN_AS_BUTTONS]
    buttons = (Button(f"{d.reference} · {d.customer}", action, d.reference) for d in few)
    return private(text("which_deal"), Buttons(tuple(buttons)))


def told(deal: Deal, text: Text) -> Reply:
    """Tells the partner what was decided about their deal."""
    values: dict[str, Value] = {
        "reference": deal.reference,
        "customer": deal.customer,
        "closing": deal.closing,
        "until": deal.protected_until or "",
    }
    next_step = Paragraph(text(f"told_{deal.state}_help", **values))
    said, buttons = facts(words.of_deal(deal, text)), Buttons((_list(text),))
    more = (appeal_form.appeal(deal.reference, text),) if deal.state is DealState.DECLINED else ()
    return private(text(f"told_{deal.state}", **values), *said, next_step, *more, buttons)


def choose(deals: Sequence[Deal], text: Text, *more: Button) -> Buttons:
    """A button for each of the first few deals."""
    few = (Button(d.reference, "deals.show", d.reference) for d in deals[:SHOWN_AS_BUTTONS])
    return Buttons((*few, *more))


def facts(pairs: Iterable[tuple[str, str]]) -> tuple[Block, ...]:
    """The facts that say something; no block at all when none does."""
    said = tuple(Fact(label, value) for label, value in pairs if value)
    return (Facts(said),) if said else ()


def _can_do(deal: Deal, text: Text) -> Buttons:
    withdraw = Button(text("withdraw"), "deals.withdraw", deal.reference, Style.DANGER)
    may = deal.may(DealAction.WITHDRAW, Role.OWNER)
    return Buttons((withdraw, _list(text)) if may else (_list(text),))


def _list(text: Text) -> Button:
    return Button(text("mine_button"), manners.BEGIN, "deals.mine")


def _register(text: Text) -> Button:
    return Button(text("register_button"), manners.BEGIN, "deals.register", Style.PRIMARY)


def _row(deal: Deal, today: date, text: Text) -> tuple[str, ...]:
    until = text.short_day(deal.protected_until) if deal.protected_until else "–"
    stage, value = text(f"state_{deal.state}"), text.money(deal.value)
    next_step = words.next_step(deal, today, text)
    return deal.reference, deal.customer, value, stage, until, next_step
