"""How documents look: in a list, on a card, when they are about to leave force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.conversation.form import Choice, ChoiceField, DateField, Form
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
)
from handlers.conversation.text import Text
from handlers.conversation.turn import Turn
from handlers.library import audience, cards, details, drafts, owners
from handlers.library.details import Details
from handlers.library.handler import KEEPERS
from storage.imports import Import
from storage.knowledge import Document
from storage.people import STAFF, Person

MOST_ROWS = 60
MOST_BUTTONS = 5
MOST_CHOICES = 20


def readable(documents: Sequence[Document], turn: Turn) -> Reply:
    """What a partner may read, without a word about anything else."""
    text = turn.text
    rows = tuple((cards.named(each), cards.language(each.language, text)) for each in documents)
    headers = (text("label_document"), text("label_language"))
    return _listed(text.plural("documents", len(rows)), headers, rows, text, private=True)


def everything(
    documents: Sequence[Document], waiting: Sequence[Import], refused: Sequence[Import], turn: Turn
) -> Reply:
    text, today = turn.text, turn.read.now.date()
    rows = tuple(
        (
            cards.named(each),
            cards.language(each.language, text),
            state(each, today, text),
            audience.shown(each.audience, text),
        )
        for each in documents
    )
    names = ("document", "language", "state", "audience")
    headers = tuple(text(f"label_{name}") for name in names)
    title = text.plural("documents", len(rows))
    reply = _listed(title, headers, rows, text, private=True)
    keeps = turn.person.role in KEEPERS and bool(documents)
    hint = (Paragraph(text("documents_next")),) if keeps else ()
    return reply.with_blocks(*hint, *_drafts(waiting, text), *_refused(refused, text))


def expiring(documents: Sequence[Document], turn: Turn) -> Reply:
    text = turn.text
    title = text.plural("expiring", len(documents))
    return Reply(title, (*ending(documents, turn), *_looks(documents, text)), private=True)


def ending(documents: Sequence[Document], turn: Turn) -> tuple[Block, ...]:
    """Until when, and who looks after it."""
    text, stewards = turn.text, turn.records.stewardship.all()
    rows = []
    for each in documents:
        owner = owners.of_document(turn.records, stewards.get(each.source))
        until = text.short_day(each.effective_to) if each.effective_to else ""
        rows.append((cards.named(each), until, owner.name if owner else ""))
    headers = tuple(text(f"label_{name}") for name in ("document", "ends", "owner"))
    return (Table(headers, tuple(rows)),) if rows else ()


def which(documents: Sequence[Document], turn: Turn) -> Reply:
    """Several fit, or none was named."""
    text = turn.text
    choices = [_look(each, text) for each in documents[:MOST_CHOICES]]
    return Reply(text("which_document"), (Buttons(tuple(choices)),), private=True)


def card(document: Document, turn: Turn) -> Reply:
    """A document, with the forms that change it."""
    text, steward = turn.text, turn.records.stewardship.all().get(document.source)
    owner = owners.of_document(turn.records, steward)
    source = drafts.of_stored(document, turn.records.knowledge.passages_of(document))
    form = details.form(Details.of(source, text, None), f"document:{document.id}", text)
    withdraw = Button(
        text("withdraw"), "library.ask_withdraw", str(document.id), style=Style.DANGER
    )
    review = steward.review_on if steward else None
    facts = [
        Fact(text("label_language"), cards.language(document.language, text)),
        Fact(text("label_state"), state(document, turn.read.now.date(), text)),
        Fact(text("label_audience"), audience.shown(document.audience, text)),
        Fact(text("label_source"), document.source),
        Fact(text("label_owner"), owner.name if owner else ""),
        *([Fact(text("label_review"), text.short_day(review))] if review else []),
    ]
    blocks = (
        Facts(tuple(facts)),
        AskWith(text("change_details"), form),
        AskWith(text("change_care"), care_form(document, turn)),
        Buttons((withdraw,)),
    )
    return Reply(cards.named(document), blocks, private=True)


def care_form(document: Document, turn: Turn, error: str = "") -> Form:
    steward = turn.records.stewardship.all().get(document.source)
    owner = owners.of_document(turn.records, steward)
    review = steward.review_on if steward else None
    return Form(
        "library.care",
        turn.text("care_title"),
        (
            owner_field(turn, owner),
            DateField(
                "review_on",
                turn.text("label_review"),
                review.isoformat() if review else "",
                required=False,
                error=error,
            ),
        ),
        turn.text("save"),
        str(document.id),
    )


def owner_field(turn: Turn, owner: Person | None) -> ChoiceField:
    choices = tuple(Choice(person.handle, person.name) for person in staff(turn))
    return ChoiceField("owner", turn.text("label_owner"), choices, owner.handle if owner else "")


def staff(turn: Turn) -> Sequence[Person]:
    return turn.records.people.with_role(*STAFF)


def confirm(document: Document, turn: Turn) -> Reply:
    value = str(document.id)
    yes = Button(turn.text("withdraw_yes"), "library.withdraw", value, Style.DANGER)
    title = turn.text("confirm_withdraw", title=cards.named(document))
    return Reply(title, (Paragraph(turn.text("confirm_next")), Buttons((yes,))), private=True)


def withdrawn(named: str, kept: Import, turn: Turn) -> Reply:
    undo = Buttons((Button(turn.text("undo"), "library.undo", str(kept.id)),))
    return Reply(turn.text("withdrawn", title=named), (undo,), private=True, replaces=True)


def state(document: Document, today: date, text: Text) -> str:
    """In force or not, and until when."""
    began, ended = document.effective_from, document.effective_to
    period = cards.period(began, ended, text)
    if began > today:
        return text("state_ahead", period=period)
    if ended is not None and ended < today:
        return text("state_over", period=period)
    return text("state_in_force", period=period)


def _listed(
    title: str,
    headers: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    text: Text,
    private: bool,
) -> Reply:
    more = len(rows) - MOST_ROWS
    note = (Paragraph(text.plural("more_rows", more)),) if more > 0 else ()
    table = (Table(headers, rows[:MOST_ROWS]),) if rows else ()
    return Reply(title, (*table, *note), private=private)


def _drafts(waiting: Sequence[Import], text: Text) -> list[Block]:
    if not waiting:
        return []
    named = "; ".join(cards.title(each) for each in waiting[:MOST_CHOICES])
    return [Paragraph(text("drafts", titles=named))]


def _refused(refused: Sequence[Import], text: Text) -> list[Block]:
    return [Paragraph(cards.why(each, text)) for each in refused[:MOST_BUTTONS]]


def _looks(documents: Sequence[Document], text: Text) -> tuple[Block, ...]:
    buttons = tuple(_look(each, text) for each in documents[:MOST_BUTTONS])
    return (Buttons(buttons),) if buttons else ()


def _look(document: Document, text: Text) -> Button:
    label = text("look_at", title=cards.named(document), language=document.language)
    return Button(label, "library.document", str(document.id))
