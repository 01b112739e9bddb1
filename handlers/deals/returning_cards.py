"""How a deal looks that was given back for one field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.conversation.form import Choice, ChoiceField, Form, TextField
from handlers.conversation.reply import AskWith, Paragraph, Reply, private
from handlers.conversation.text import Text
from handlers.deals import desk, forms, words
from handlers.deals.asked_for import FIELDS, Asked
from handlers.deals.cards import facts
from handlers.deals.draft import Slot
from storage.deals import Deal
from storage.products import Product


def asking_for(deal: Deal, text: Text, asked: Asked | None = None) -> AskWith:
    """The form in which a channel manager says what is missing."""
    fields = tuple(Choice(slot, text(f"label_{slot}")) for slot in FIELDS)
    known = asked or Asked(None, "")
    form = Form(
        "deals.return",
        text("return_title", reference=deal.reference),
        (
            ChoiceField("field", text("label_field"), fields, known.field or ""),
            TextField("asked", text("label_asked"), known.words, multiline=True),
        ),
        text("return"),
        subject=deal.reference,
    )
    return AskWith(text("return"), form)


def which_field(deal: Deal, asked: Asked, text: Text) -> Reply:
    title = text("return_which", reference=deal.reference)
    said = Paragraph(text("return_which_help", reference=deal.reference))
    return private(title, said, asking_for(deal, text, asked))


def given_back(deal: Deal, text: Text) -> Reply:
    title = text("done_returned", reference=deal.reference, customer=deal.customer)
    who = text("done_told", who=deal.submitted_by.name, partner=deal.partner.name)
    return private(
        title, Paragraph(text("returned_waits", field=_field(deal, text))), Paragraph(who)
    )


def returned(deal: Deal, products: Sequence[Product], text: Text, *, error: str = "") -> Reply:
    """To the partner: what is asked for, and the one field to fill in."""
    title = text("told_returned", reference=deal.reference, customer=deal.customer)
    asked = [(text("label_asked_by"), deal.asked), *words.of_deal(deal, text)]
    help_ = text("told_returned_help", reference=deal.reference, field=_field(deal, text))
    problem = (Paragraph(error),) if error else ()
    form = _form(deal, products, text, error)
    return private(title, *facts(asked), *problem, Paragraph(help_), AskWith(text("fill"), form))


def no_longer(deal: Deal, text: Text) -> Reply:
    """To the partner, in the place of the question."""
    state = text(f"state_{deal.state}")
    title = text("shown", reference=deal.reference, customer=deal.customer)
    return private(title, *facts([(text("label_stage"), state), *words.of_deal(deal, text)]))


def completed(deal: Deal, text: Text) -> Reply:
    due = text.soon(deal.decision_due)
    title = text("completed", reference=deal.reference, due=due)
    return private(title, *facts(words.of_deal(deal, text)))


def complete_again(deal: Deal, text: Text) -> str:
    return text("complete_again", reference=deal.reference, customer=deal.customer)


def _form(deal: Deal, products: Sequence[Product], text: Text, error: str) -> Form:
    """The registration's own field, alone."""
    slot = Slot(deal.asked_field)
    errors = {slot: error} if error else {}
    whole = forms.Registration(desk.draft_of(deal), products, text, errors).form()
    (field,) = (each for each in whole.fields if each.name == slot)
    title = text("fill_title", reference=deal.reference)
    return replace(
        whole,
        name="deals.completion",
        title=title,
        fields=(field,),
        submit=text("fill_submit"),
        subject=deal.reference,
    )


def _field(deal: Deal, text: Text) -> str:
    return text(f"a_{deal.asked_field}")
