"""How leads look in a chat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
from handlers.conversation.text import Text
from handlers.leads import forms, words
from handlers.leads.draft import Draft
from handlers.leads.view import View
from storage.lead_moves import LeadAction, Part
from storage.leads import Counted, Lead

SHOWN = 10
SHOWN_AS_BUTTONS = 5


def shown(view: View, text: Text, title: str = "") -> Reply:
    """One lead: where it stands, what is known of it, and what this reader may do."""
    lead = view.lead
    title = title or text("shown", reference=lead.reference, customer=lead.customer)
    stage = Paragraph(words.stage(view, text))
    return private(title, stage, _facts(words.facts(view, text)), *_can_do(view, text))


def already(view: View, text: Text) -> Reply:
    """It cannot be done any more: who was first and when."""
    return shown(view, text, text("already", reference=view.lead.reference))


def listed(views: Sequence[View], counted: Counted, text: Text, *, desk: bool) -> Reply:
    """The leads with where each stands, and how many of this month's became deals."""
    month = Paragraph(_month(counted, text))
    key = "queue" if desk else "mine"
    if not views:
        return private(text(f"{key}_none"), month, Buttons((_new(text),)))
    heads = ("reference", "customer", "stage")
    rows = tuple(
        (view.lead.reference, view.lead.customer, words.stage(view, text))
        for view in views[:SHOWN]
    )
    table = Table(tuple(text(f"label_{head}") for head in heads), rows)
    few = (_show(view.lead) for view in views[:SHOWN_AS_BUTTONS])
    return private(text.plural(key, len(views)), month, table, Buttons((*few, _new(text))))


def unknown(name: str, text: Text) -> Reply:
    """The same words whether the lead is somebody else's or nobody's."""
    return private(text("unknown", name=name), Buttons((_list(text),)))


def which(leads: Sequence[Lead], text: Text) -> Reply:
    if not leads:
        return private(text("nothing"), Buttons((_list(text),)))
    buttons = (
        Button(f"{lead.reference} · {lead.customer}", "leads.show", lead.reference)
        for lead in leads[:SHOWN_AS_BUTTONS]
    )
    return private(text("which"), Buttons(tuple(buttons)))


def asked(draft: Draft, form: Form, text: Text) -> Reply:
    """One question for all that is missing."""
    key = "ask_both" if len(draft.missing) > 1 else f"ask_{draft.missing[0]}"
    ways = Paragraph(text("answer_here")), AskWith(text("open_form"), form)
    return private(text(key, customer=draft.customer), *ways)


def to_mend(form: Form, text: Text) -> Reply:
    return private(text("mend"), AskWith(text("open_form"), form))


def dropped(text: Text) -> Reply:
    return private(text("dropped"))


def why(lead: Lead, action: str, text: Text, *, error: str = "") -> Reply:
    """A reason is owed: ask for it."""
    title = text(f"why_{action}", reference=lead.reference, customer=lead.customer)
    return private(title, AskWith(text(action), forms.reason(lead, action, text, error=error)))


def to_whom(lead: Lead, text: Text, *, said: str = "", unknown: str = "") -> Reply:
    """Nobody, or somebody unknown, was named to pass it to: nothing is passed yet."""
    key = "unknown_partner" if unknown else "to_whom"
    title = text(key, reference=lead.reference, name=unknown)
    form = forms.passing(lead, text, value=said, error=title if unknown else "")
    return private(title, AskWith(text("pass"), form))


def _can_do(view: View, text: Text) -> Iterator[Block]:
    lead = view.lead
    actions = {
        LeadAction.ACCEPT: Button(text("accept"), "leads.accept", lead.reference, Style.PRIMARY),
        LeadAction.CONVERT: Button(
            text("convert"), "deals.from_lead", lead.reference, Style.PRIMARY
        ),
        LeadAction.WITHDRAW: Button(
            text("withdraw"), "leads.withdraw", lead.reference, Style.DANGER
        ),
    }
    buttons = [button for action, button in actions.items() if view.may(action)]
    if Part.MANAGER not in view.parts:
        buttons.append(_list(text))
    if buttons:
        yield Buttons(tuple(buttons))
    if view.may(LeadAction.OFFER):
        yield AskWith(text("pass"), forms.passing(lead, text))
    for action in (LeadAction.DECLINE, LeadAction.LOSE):
        if view.may(action):
            yield AskWith(text(action), forms.reason(lead, action, text))


def _month(counted: Counted, text: Text) -> str:
    rate = (counted.converted * 200 + counted.brought) // (2 * counted.brought or 1)
    return text("month", brought=counted.brought, converted=counted.converted, rate=rate)


def _facts(pairs: Iterable[tuple[str, str]]) -> Facts:
    return Facts(tuple(Fact(label, value) for label, value in pairs if value))


def _show(lead: Lead) -> Button:
    return Button(lead.reference, "leads.show", lead.reference)


def _list(text: Text) -> Button:
    return Button(text("mine_button"), manners.BEGIN, "leads.mine")


def _new(text: Text) -> Button:
    return Button(text("new_button"), manners.BEGIN, "leads.new", Style.PRIMARY)
