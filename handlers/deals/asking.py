"""What is said to a partner whose registration is not a deal yet, or will not be one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from handlers.conversation import manners
from handlers.conversation.form import Form
from handlers.conversation.reply import AskWith, Button, Buttons, Paragraph, Reply, private
from handlers.conversation.text import Text
from handlers.deals import appeal_form, words
from handlers.deals.cards import facts
from handlers.deals.draft import Slot
from handlers.deals.registration import MOST_SEATS, Ambiguous, Incomplete, Problem, TooSmall
from storage.leads import Lead
from storage.products import Product

ASKED_BY_SLOT = frozenset({Problem.MISSING, Problem.UNREADABLE})


def asked(incomplete: Incomplete, form: Form, products: Sequence[Product], text: Text) -> Reply:
    """One question for all that is missing, with a form filled in as far as we know."""
    known = facts(words.of_draft(incomplete.draft, products, text))
    ways = Paragraph(text("answer_here")), AskWith(text("open_form"), form)
    return private(_question(incomplete, text), *known, *_faults(incomplete, text), *ways)


def to_mend(form: Form, text: Text) -> Reply:
    """The form again, with what was wrong beside each field."""
    return private(text("mend"), AskWith(text("open_form"), form))


def problems(incomplete: Incomplete, text: Text) -> dict[Slot, str]:
    """What was wrong in which field."""
    taken = ", ".join(incomplete.currencies)
    found = incomplete.problems.items()
    return {s: text(f"problem_{p}", currencies=taken, most=MOST_SEATS) for s, p in found}


def which(ambiguous: Ambiguous, token: str, products: Sequence[Product], text: Text) -> Reply:
    """A button for each reading; nothing is stored until one is chosen."""
    labels = [words.readings(choice, ambiguous.slots, text) for choice in ambiguous.choices]
    buttons = (Button(label, "deals.meant", f"{token}.{n}") for n, label in enumerate(labels))
    known = facts(words.of_draft(ambiguous.draft, products, text))
    how = Paragraph(text("which_help", slots=_listed(ambiguous.slots, text)))
    return private(text("which"), *known, how, Buttons(tuple(buttons)))


def too_small(decision: TooSmall, token: str, form: Form, text: Text) -> Reply:
    """The rule and where it stands, then what can still be done."""
    rule = text("too_small_rule", minimum=decision.minimum, source=decision.source)
    change = AskWith(text("change_value"), form)
    keep = Buttons((Button(text("keep_lead"), "deals.keep", token),))
    return private(text("too_small"), Paragraph(rule), keep, change)


def protected(customer: str, at: datetime, text: Text) -> Reply:
    """A dated receipt, in the same words whoever protects the customer."""
    receipt = facts([(text("label_customer"), customer), (text("received"), text.moment(at))])
    help_ = Paragraph(text("protected_help"))
    return private(text("protected"), *receipt, help_, appeal_form.appeal(customer, text))


def kept(lead: Lead, text: Text) -> Reply:
    title = text("lead_kept", customer=lead.customer, reference=lead.reference)
    mine = Buttons((Button(text("leads_button"), manners.BEGIN, "leads.mine"),))
    return private(title, Paragraph(text("lead_kept_help")), mine)


def dropped(text: Text) -> Reply:
    return private(text("dropped"))


def _question(incomplete: Incomplete, text: Text) -> str:
    """What to ask: by name where one thing is missing, else all of it in one line."""
    draft, problems = incomplete.draft, incomplete.problems
    if len(problems) == 1:
        ((slot, why),) = problems.items()
        key = f"ask_{slot}" if why in ASKED_BY_SLOT else f"ask_{why}"
        taken = ", ".join(incomplete.currencies)
        who = {"customer": draft.customer, "name": draft.contact.name, "currencies": taken}
        return text(key, **who, most=MOST_SEATS)
    if not draft.customer:
        return text("ask_deal")
    return text("ask_several", customer=draft.customer, slots=_listed(problems, text))


def _faults(incomplete: Incomplete, text: Text) -> Iterator[Paragraph]:
    """What is wrong with what was said, where more than that is asked for."""
    if len(incomplete.problems) > 1:
        for slot, said in problems(incomplete, text).items():
            if incomplete.problems[slot] not in ASKED_BY_SLOT:
                yield Paragraph(f"{text(f'label_{slot}')}: {said}")


def _listed(slots: Iterable[Slot], text: Text) -> str:
    return words.listed((text(f"a_{slot}") for slot in slots), text)
