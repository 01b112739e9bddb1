"""How an appeal looks to the partner who brings it and to whoever decides it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.conversation import manners
from handlers.conversation.form import Form, TextField
from handlers.conversation.reply import (
    AskWith,
    Block,
    Button,
    Buttons,
    Paragraph,
    Reply,
    Style,
    private,
)
from handlers.conversation.text import Text
from handlers.deals import appeal_form, words
from handlers.deals.cards import SHOWN_AS_BUTTONS, facts
from handlers.deals.draft import Draft
from storage.appeals import Appeal, AppealState
from storage.deals import Deal, Refusal
from storage.people import Person


def why(subject: str, text: Text, *, error: str = "") -> Reply:
    said = _words(text)
    title = said("why", about=subject)
    return private(
        title, Paragraph(said("why_help")), appeal_form.appeal(subject, text, error=error)
    )


def brought(appeal: Appeal, text: Text) -> Reply:
    """The receipt."""
    said = _words(text)
    title = said("brought", about=about(appeal))
    known = facts([(said("label_words"), appeal.words)])
    return private(title, *known, Paragraph(said("brought_help")))


def before(appeal: Appeal, text: Text) -> Reply:
    """There is one appeal, and this was it."""
    said = _words(text)
    if appeal.state is AppealState.OPEN:
        return private(said("open", about=about(appeal), at=appeal.at))
    return answered(appeal, text)


def nothing_refused(text: Text) -> Reply:
    said = _words(text)
    return private(said("nothing"), Paragraph(said("nothing_help")))


def answered(appeal: Appeal, text: Text) -> Reply:
    """What became of it, for the partner."""
    said = _words(text)
    title = said(f"answered_{appeal.state}", about=about(appeal))
    known = facts([(said("label_answer"), appeal.answer)])
    if appeal.state is AppealState.GRANTED:
        key = "granted_deal" if appeal.deal else "granted_refusal"
        return private(title, *known, Paragraph(said(key)))
    button = Button(said("person"), manners.NEED_PERSON, said("about", about=about(appeal)))
    return private(title, *known, Paragraph(said("dismissed_help")), Buttons((button,)))


def review(appeal: Appeal, met: Deal | None, reader: Person, text: Text) -> Reply:
    """To the channel managers: both sides, and what they may do; `met` is the deal that a
    refused registration met."""
    said = _words(text)
    is_open = appeal.state is AppealState.OPEN
    title = said("review" if is_open else f"review_{appeal.state}", **_decided(appeal))
    return private(title, *_known(appeal, met, text), *_can_do(appeal, reader, text))


def not_you(appeal: Appeal, text: Text) -> Reply:
    said = _words(text)
    return private(said("not_you", about=about(appeal)), Paragraph(said("not_you_help")))


def taken(appeal: Appeal, text: Text) -> Reply:
    """The customer was registered by somebody else meanwhile."""
    said = _words(text)
    return private(said("taken", about=about(appeal)), Paragraph(said("taken_help")))


def no_reason(appeal: Appeal, text: Text) -> Reply:
    said = _words(text)
    form = _dismissal(appeal, text, error=said("answer_error"))
    return private(said("answer_missing"), AskWith(said("dismiss"), form))


def queue(appeals: Sequence[Appeal], text: Text) -> Reply:
    said = _words(text)
    if not appeals:
        return private(said("queue_none"))
    few = appeals[:SHOWN_AS_BUTTONS]
    buttons = (Button(about(each), "deals.appeal_show", str(each.id)) for each in few)
    return private(said.plural("queue", len(appeals)), Buttons(tuple(buttons)))


def about(appeal: Appeal) -> str:
    """What was refused: a deal's number and customer, or the customer alone."""
    refused = appeal.against
    if isinstance(refused, Deal):
        return f"{refused.reference} ({refused.customer})"
    return customer(refused)


def subject(refused: Deal | Refusal) -> str:
    """What a form about it carries: the deal's number, or the customer as they wrote it."""
    return refused.reference if isinstance(refused, Deal) else customer(refused)


def customer(refusal: Refusal) -> str:
    return Draft.of(refusal.draft).customer


def _known(appeal: Appeal, met: Deal | None, text: Text) -> Iterator[Block]:
    said = _words(text)
    yield from facts(
        [
            (text("label_partner"), appeal.person.company.name),
            (said("label_by"), f"{appeal.person.name}, {text.moment(appeal.at)}"),
            (said("label_words"), appeal.words),
            *_against(appeal, met, text),
            (said("label_answer"), appeal.answer),
        ]
    )


def _against(appeal: Appeal, met: Deal | None, text: Text) -> Iterator[words.Said]:
    """What was decided, by whom and why."""
    said, deal = _words(text), appeal.deal
    if deal is not None and deal.decided_by is not None and deal.decided_at is not None:
        when = text.moment(deal.decided_at)
        yield said("label_declined"), f"{deal.decided_by.name}, {when}: {deal.reason}"
        yield from words.of_deal(deal, text)
    if appeal.refusal is not None and met is not None:
        yield said("label_refused"), text.moment(appeal.refusal.at)
        yield said("label_met"), f"{met.reference}, {met.partner.name}"
        yield text("label_submitted"), text.moment(met.submitted_at)


def _can_do(appeal: Appeal, reader: Person, text: Text) -> Iterator[Block]:
    said, value = _words(text), str(appeal.id)
    if not appeal.may_decide(reader):
        if appeal.state is AppealState.OPEN:
            yield Paragraph(said("not_you_help"))
        return
    if appeal.deal is not None:
        yield Buttons((Button(said("grant"), "deals.appeal_grant", value, Style.PRIMARY),))
    else:
        share = Button(said("share"), "deals.appeal_share", value, Style.PRIMARY)
        hand_over = Button(said("hand_over"), "deals.appeal_hand_over", value)
        yield Paragraph(said("share_help"))
        yield Buttons((share, hand_over))
    yield AskWith(said("dismiss"), _dismissal(appeal, text))


def _dismissal(appeal: Appeal, text: Text, *, error: str = "") -> Form:
    said = _words(text)
    answer = TextField("answer", said("label_answer_given"), multiline=True, error=error)
    title = said("dismiss_title", about=about(appeal))
    return Form("deals.appeal_dismiss", title, (answer,), said("dismiss"), str(appeal.id))


def _decided(appeal: Appeal) -> dict[str, str]:
    by = appeal.decided_by.name if appeal.decided_by else ""
    return {"about": about(appeal), "by": by, "who": appeal.person.name}


def _words(text: Text) -> Text:
    return Text.load(appeal_form.CATALOGUE, text.language, text.zone)
