"""How gaps look: in a list, and one with the forms that answer, assign or close it."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation.form import DateField, Form, TextField
from handlers.conversation.reply import (
    AskWith,
    Button,
    Buttons,
    Fact,
    Facts,
    Paragraph,
    Reply,
    Table,
)
from handlers.conversation.turn import Turn
from handlers.library import details, owners
from handlers.library.details import Details
from handlers.library.listing import owner_field
from storage.gaps import Gap

MOST = 30
MOST_BUTTONS = 5
SHORT = 90


def reference(gap: Gap) -> str:
    return f"G-{gap.id:02d}"


def listed(gaps: Sequence[Gap], turn: Turn) -> Reply:
    text = turn.text
    headers = tuple(
        text(f"label_{name}") for name in ("gap", "question", "askers", "owner", "due")
    )
    table = (Table(headers, rows(gaps[:MOST], turn), frozenset({2})),) if gaps else ()
    buttons = tuple(
        Button(text("look_at_gap", reference=reference(gap)), "library.gap", str(gap.id))
        for gap in gaps[:MOST_BUTTONS]
    )
    ways = (Buttons(buttons), Paragraph(text("gaps_next"))) if gaps else ()
    return Reply(text.plural("gaps", len(gaps)), (*table, *ways), private=True)


def rows(gaps: Sequence[Gap], turn: Turn) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            reference(gap),
            _short(gap.question),
            _askers(gap, turn),
            _owner(gap, turn),
            _due(gap, turn),
        )
        for gap in gaps
    )


def card(gap: Gap, turn: Turn) -> Reply:
    text = turn.text
    facts = (
        Fact(text("label_question"), gap.question),
        Fact(text("label_askers"), _askers(gap, turn)),
        Fact(text("label_reason"), text(f"gap_{gap.reason}")),
        Fact(text("label_owner"), _owner(gap, turn)),
        Fact(text("label_due"), _due(gap, turn)),
    )
    answer = details.form(Details(title=gap.question, words=""), f"gap:{gap.id}", text)
    forms = (
        AskWith(text("answer_gap"), answer),
        AskWith(text("assign_gap"), duty_form(gap, turn)),
        AskWith(text("close_gap"), close_form(gap, turn)),
    )
    return Reply(text("gap_title", reference=reference(gap)), (Facts(facts), *forms), private=True)


def again(gap: Gap, turn: Turn, error: str) -> Reply:
    asked = AskWith(turn.text("assign_gap"), duty_form(gap, turn, error))
    return Reply(turn.text("incomplete"), (Paragraph(error), asked), private=True)


def no_reason(gap: Gap, turn: Turn) -> Reply:
    error = turn.text("no_reason")
    asked = AskWith(turn.text("close_gap"), close_form(gap, turn, error))
    return Reply(turn.text("incomplete"), (Paragraph(error), asked), private=True)


def closed(gap: Gap, turn: Turn) -> Reply:
    title = turn.text("gap_closed", reference=reference(gap))
    return Reply(title, (Paragraph(turn.text("because", reason=gap.closed_reason)),), private=True)


def duty_form(gap: Gap, turn: Turn, error: str = "") -> Form:
    day = gap.due_at.date().isoformat() if gap.due_at else ""
    fields = (
        owner_field(turn, owners.of_gap(turn.records, gap)),
        DateField("due", turn.text("label_due"), day, required=False, error=error),
    )
    return Form("library.duty", turn.text("assign_gap"), fields, turn.text("save"), str(gap.id))


def close_form(gap: Gap, turn: Turn, error: str = "") -> Form:
    label, hint = turn.text("label_why"), turn.text("hint_why")
    why = TextField("why", label, "", hint, multiline=True, error=error)
    return Form("library.close", turn.text("close_gap"), (why,), turn.text("save"), str(gap.id))


def _askers(gap: Gap, turn: Turn) -> str:
    return turn.text.show(len(turn.records.gaps.askers(gap.id)))


def _owner(gap: Gap, turn: Turn) -> str:
    owner = owners.of_gap(turn.records, gap)
    return owner.name if owner else ""


def _due(gap: Gap, turn: Turn) -> str:
    if gap.due_at is None:
        return ""
    shown = turn.text.short_day(gap.due_at.date())
    return turn.text("overdue", day=shown) if gap.due_at < turn.now else shown


def _short(words: str) -> str:
    return words if len(words) <= SHORT else f"{words[:SHORT]}…"
