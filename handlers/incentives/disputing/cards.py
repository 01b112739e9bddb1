"""How disputes look: to who opened one, who answers it and who agrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.conversation.form import Form, TextField
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
from handlers.incentives.disputing.handler import ANSWERABLE, REOPENABLE
from handlers.incentives.disputing.lines import Known
from handlers.incentives.disputing.suggesting import Worth
from handlers.incentives.documents.words import window
from storage.adjustments import Adjustment
from storage.disputes import Dispute, DisputeState
from storage.store import Records
from storage.values import Money

MOST = 10


@dataclass(frozen=True, slots=True)
class Case:
    """A dispute, its line, the adjustment that answers it, if one does, and what the claim comes
    to, where that can be worked out."""

    dispute: Dispute
    line: Known
    adjustment: Adjustment | None
    records: Records
    worth: Worth | None = None

    @property
    def suggested(self) -> Money | None:
        return self.worth.amount if self.worth and self.worth.amount.minor else None


def opened(case: Case, text: Text, *, new: bool) -> Reply:
    """What was written down, who looks into it and until when."""
    key = "opened" if new else "added"
    title = text(key, reference=case.dispute.reference, owner=_owner(case, text))
    more = Paragraph(text("more_evidence", reference=case.dispute.reference))
    return private(title, Facts(tuple(_facts(case, text))), more)


def review(case: Case, text: Text) -> Reply:
    """The card with what it takes to answer."""
    title = text(f"review_{case.dispute.state}", **_named(case))
    facts = (*_facts(case, text), *_worth(case, text), *_sent_back(case, text))
    return private(title, Facts((*facts, *_answer(case, text))), *_steps(case, text))


def late(case: Case, text: Text) -> Reply:
    """The same card, and that it should have been answered."""
    card = review(case, text)
    title = text("late", reference=case.dispute.reference, due=case.dispute.due_at)
    return private(title, Paragraph(card.title), *card.blocks)


def sent_back(case: Case, text: Text) -> Reply:
    """The same card, and who does not agree with the adjustment."""
    card = review(case, text)
    back = case.dispute.evidence["back"][-1]
    by = case.records.people.get(back["by_id"]).name
    title = text("sent_back", reference=case.dispute.reference, by=by)
    return private(title, Paragraph(card.title), *card.blocks)


def answer(case: Case, text: Text) -> Reply:
    """What the one who opened it is told."""
    dispute = case.dispute
    amount = text.money(case.adjustment.amount) if case.adjustment else ""
    again = "back" in dispute.evidence and dispute.state in ANSWERABLE
    told = "told_again" if again else f"told_{dispute.state}"
    title = text(told, reference=dispute.reference, amount=amount)
    facts = (*_facts(case, text), *_answer(case, text))
    return private(title, Facts(facts), *_again(case, text))


def which(lines: Sequence[Known], text: Text) -> Reply:
    """Which line is wrong: press one."""
    if not lines:
        return private(text("no_lines"))
    buttons = tuple(
        Button(_short(line, text), "disputes.wrong", str(line.id)) for line in lines[:MOST]
    )
    return private(text("which_line"), Buttons(buttons))


def listed(cases: Sequence[Case], text: Text) -> Reply:
    if not cases:
        return private(text("none"))
    heads = tuple(text(f"head_{name}") for name in ("number", "whose", "line", "state", "due"))
    rows = tuple(_row(case, text) for case in cases[:MOST])
    shown = (Button(c.dispute.reference, "disputes.show", c.dispute.reference) for c in cases[:5])
    return private(text.plural("disputes", len(cases)), Table(heads, rows), Buttons(tuple(shown)))


def decline_form(reference: str, text: Text, error: str = "") -> Form:
    reason = TextField("reason", text("label_reason"), multiline=True, error=error)
    title = text("decline_title", reference=reference)
    return Form("disputes.decline", title, (reason,), text("button_decline"), subject=reference)


def send_back_form(reference: str, text: Text) -> Form:
    reason = TextField("reason", text("label_back"), multiline=True)
    title = text("send_back_title", reference=reference)
    return Form("disputes.send_back", title, (reason,), text("button_send_back"), reference)


def accept_form(case: Case, text: Text, error: str = "", written: str = "") -> Form:
    known = written or (f"{case.suggested.amount:f}" if case.suggested else "")
    fields = (
        TextField("amount", text("label_amount"), known, text("hint_amount"), error=error),
        TextField("note", text("label_note"), required=False, multiline=True),
    )
    reference = case.dispute.reference
    title = text("accept_title", reference=reference)
    return Form("disputes.accept", title, fields, text("button_accept"), subject=reference)


def asked(form: Form, title: str) -> Reply:
    return private(title, AskWith(form.submit, form))


def _named(case: Case) -> dict[str, str]:
    opener = case.records.people.get(case.dispute.opened_by_id)
    return {"reference": case.dispute.reference, "who": opener.name, "company": _company(case)}


def _company(case: Case) -> str:
    return case.records.partners.get(case.dispute.partner_id).name


def _owner(case: Case, text: Text) -> str:
    by = case.dispute.owner_id
    return case.records.people.get(by).name if by else text("nobody")


def _facts(case: Case, text: Text) -> Iterator[Fact]:
    line, dispute = case.line, case.dispute
    yield Fact(text("label_line"), _line(line, text))
    yield Fact(text("label_rule"), f"{line.rule} ({window(line.window, text)})")
    yield Fact(text("label_amount_now"), text.money(line.amount))
    yield Fact(text("label_said"), dispute.evidence["text"])
    files = ", ".join(file["name"] for file in dispute.evidence["files"])
    if files:
        yield Fact(text("label_files"), files)
    yield Fact(text("label_owner"), _owner(case, text))
    if dispute.is_unsettled:
        yield Fact(text("label_due"), text.moment(dispute.due_at))


def _worth(case: Case, text: Text) -> Iterator[Fact]:
    """What the claim comes to, and what a cap leaves of it."""
    if case.worth is not None and case.dispute.state in ANSWERABLE:
        said = {name: _signed(getattr(case.worth, name), text) for name in ("amount", "uncut")}
        key = "worth_cut" if case.worth.is_cut else "worth"
        yield Fact(text("label_worth"), text(key, **said))


def _sent_back(case: Case, text: Text) -> Iterator[Fact]:
    """Between those who answer: the one who opened it does not read this."""
    for back in case.dispute.evidence.get("back", [])[-1:]:
        by = case.records.people.get(back["by_id"]).name
        yield Fact(text("label_sent_back"), text("answer_by", answer=back["reason"], by=by))


def _answer(case: Case, text: Text) -> Iterator[Fact]:
    dispute = case.dispute
    if case.adjustment is not None:
        yield Fact(text("label_adjustment"), _adjustment(case, case.adjustment, text))
    if dispute.answered_by_id is not None and dispute.answer:
        by = case.records.people.get(dispute.answered_by_id).name
        yield Fact(text("label_answer"), text("answer_by", answer=dispute.answer, by=by))


def _adjustment(case: Case, adjustment: Adjustment, text: Text) -> str:
    people = case.records.people
    by = people.get(adjustment.prepared_by_id).name
    if adjustment.approved_by_id is None:
        return text("adjusts_waits", amount=_signed(adjustment.amount, text), by=by)
    agreed = people.get(adjustment.approved_by_id).name
    return text("adjusts", amount=_signed(adjustment.amount, text), by=by, agreed=agreed)


def _signed(money: Money, text: Text) -> str:
    return f"+{text.money(money)}" if money.minor > 0 else text.money(money)


def _steps(case: Case, text: Text) -> Iterator[Block]:
    dispute = case.dispute
    files = [Button(text("button_files"), "disputes.files", dispute.reference)]
    shown = files if dispute.evidence["files"] else []
    if dispute.state is DisputeState.UPHELD:
        approve = Button(
            text("button_approve"), "disputes.approve", dispute.reference, Style.PRIMARY
        )
        shown = [approve, *shown]
    if dispute.state in ANSWERABLE and case.suggested is not None:
        label = text("button_accept_sum", amount=_signed(case.suggested, text))
        shown = [Button(label, "disputes.accept", dispute.reference, Style.PRIMARY), *shown]
    if shown:
        yield Buttons(tuple(shown))
    if dispute.state is DisputeState.UPHELD:
        yield AskWith(text("button_send_back"), send_back_form(dispute.reference, text))
    if dispute.state in ANSWERABLE:
        yield AskWith(text("button_accept"), accept_form(case, text))
        yield AskWith(text("button_decline"), decline_form(dispute.reference, text))


def _again(case: Case, text: Text) -> Iterator[Block]:
    """It can be opened again, once."""
    dispute = case.dispute
    if dispute.state in REOPENABLE and "again" not in dispute.evidence:
        words = TextField("words", text("label_again"), multiline=True)
        title = text("reopen_title", reference=dispute.reference)
        form = Form("disputes.reopen", title, (words,), text("button_reopen"), dispute.reference)
        yield AskWith(text("button_reopen"), form)


def _line(line: Known, text: Text) -> str:
    if line.day is None:
        return text("a_total", who=line.who, window=window(line.window, text))
    named = " · ".join(filter(None, (line.customer, line.reference)))
    sale = {"day": text.short_day(line.day), "product": line.product, "named": named}
    return text("a_sale", who=line.who, count=_count(line), **sale)


def _short(line: Known, text: Text) -> str:
    day = text.short_day(line.day) if line.day else window(line.window, text)
    count = f"{_count(line)} × {line.product}" if line.quantity else line.rule
    return f"{day} · {count} · {text.money(line.amount)}"


def _count(line: Known) -> str:
    return f"{line.quantity.normalize():f}" if line.quantity is not None else ""


def _row(case: Case, text: Text) -> tuple[str, ...]:
    dispute, line = case.dispute, case.line
    due = text.soon(dispute.due_at) if dispute.is_unsettled else ""
    state = text(f"state_{dispute.state}")
    return dispute.reference, f"{line.who} ({_company(case)})", _short(line, text), state, due
