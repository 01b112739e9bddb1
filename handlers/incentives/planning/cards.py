"""How plans look while they are made: what is asked, what is wrong, the preview, the review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.conversation.form import Form, TextField
from handlers.conversation.reply import (
    AskWith,
    Attachment,
    Block,
    Button,
    Buttons,
    Paragraph,
    Reply,
    Style,
    Table,
)
from handlers.conversation.text import Text
from handlers.incentives.calculating.simulated import Simulated
from handlers.incentives.drafting import asking
from handlers.incentives.drafting.draft import Draft
from handlers.incentives.drafting.saying.describing import described
from handlers.incentives.drafting.world import Document
from handlers.incentives.engine.canonical import as_yaml
from handlers.incentives.engine.faults import Fault
from handlers.incentives.engine.plan import Plan
from handlers.incentives.mending import where, worded
from handlers.incentives.planning import results
from handlers.incentives.planning.openers import openers
from handlers.incentives.planning.seen import Seen
from handlers.incentives.planning.trying import Tried
from handlers.incentives.planning.words import drafting, faults, planning
from storage.planning import PlanDraft, PlanState
from storage.store import Records

MOST_FAULTS = 20
YAML = "application/yaml"


def question(draft: Draft, seen: Seen, text: Text) -> Reply:
    """The first thing to ask, with its choices; nothing is stored before all is answered."""
    (asked, *_), document = draft.questions, draft.document()
    called = asking.choices(asked, draft, drafting(text))
    choices = tuple(
        Button(label, "incentives.plan_choose", f"{asked.key}:{number}")
        for number, label in enumerate(called)
    )
    blocks = (
        *([Buttons(choices)] if choices else []),
        *so_far(document, draft, text),
        Paragraph(planning(text)("not_stored")),
        *openers(document, seen, text),
    )
    return Reply(asking.prompt(asked, drafting(text)), blocks, private=True)


def so_far(document: Document, draft: Draft, text: Text) -> Iterator[Paragraph]:
    if any(component["rule"] for component in draft.plan.get("components") or ()):
        yield Paragraph(
            planning(text)("so_far", said=" ".join(described(document, drafting(text))))
        )


def wrong(found: Sequence[Fault], document: Document, seen: Seen, text: Text) -> Reply:
    """Everything that is wrong with what was said; nothing is stored."""
    blocks = (*_faults(found, text), *openers(document, seen, text))
    return Reply(planning(text).plural("wrong", len(found)), blocks, private=True)


def refused_file(name: str, found: Sequence[Fault], text: Text) -> Reply:
    return Reply(planning(text).plural("file_wrong", len(found), file=name),
                 (*_faults(found, text), Paragraph(planning(text)("nothing_changed"))),
                 private=True)  # fmt: skip


def again(form: Form, text: Text) -> Reply:
    """The same form, with what was wrong beside its fields."""
    said = (Paragraph(f"{field.label}: {field.error}") for field in form.fields if field.error)
    opener = AskWith(planning(text)("open_again"), form)
    return Reply(planning(text)("form_wrong"), (*said, opener), private=True)


def preview(tried: Tried, records: Records, text: Text) -> Reply:
    """What it would have paid, for its author."""
    row, plan, found = tried.row, tried.plan, tried.replay
    said, seen = planning(text), Seen(row.id, row.revision)
    buttons = (
        Button(said("send"), "incentives.plan_send", row.seen, Style.PRIMARY),
        Button(said("download"), "incentives.plan_yaml", row.seen),
        Button(said("drop"), "incentives.plan_drop", row.seen, Style.DANGER),
    )
    title = said("preview", name=plan.name, version=str(plan.version), total=found.total)
    reason = [Paragraph(said("sent_back_because", reason=row.reason))] if row.reason else []
    blocks = (
        *reason,
        *late(tried, said),
        *body(tried.document, found, records, text),
        Buttons(buttons),
    )
    return Reply(title, (*blocks, *openers(tried.document, seen, text)), private=True)


def late(tried: Tried, said: Text) -> Iterator[Paragraph]:
    if tried.is_late:
        yield Paragraph(said("is_late", first=tried.plan.effective_from))


def body(document: Document, found: Simulated, records: Records, text: Text) -> Iterator[Block]:
    """The plan in words, and its replay."""
    yield Paragraph(" ".join(described(document, drafting(text))))
    yield from results.shown(found, records, text)


def review(tried: Tried, author: str, records: Records, text: Text) -> Reply:
    """The same for the second person, who decides."""
    said, row, plan = planning(text), tried.row, tried.plan
    title = said("asks_review", author=author, name=plan.name, version=str(plan.version))
    buttons = (
        Button(said("publish"), "incentives.plan_publish", row.seen, Style.PRIMARY),
        Button(said("download"), "incentives.plan_yaml", row.seen),
    )
    back = AskWith(said("send_back"), sending_back(row, text))
    return Reply(
        title,
        (
            *late(tried, said),
            *body(tried.document, tried.replay, records, text),
            Buttons(buttons),
            back,
        ),
        private=True,
    )


def sending_back(row: PlanDraft, text: Text, error: str = "") -> Form:
    said = planning(text)
    reason = TextField("reason", said("reason"), hint=said("reason_hint"), multiline=True,
                       error=error)  # fmt: skip
    return Form(
        "incentives.plan_return", said("send_back"), (reason,), said("send_back"), row.seen
    )


def stands(row: PlanDraft, name: str, by: str, text: Text) -> Reply:
    """Nothing more to decide here: what became of a draft, by whom and when."""
    said = planning(text)
    title = said("stands", name=name, state=said(f"state_{row.state}"))
    when = [said("decided", name=by, when=row.decided_at)] if by and row.decided_at else []
    if row.state is PlanState.DRAFT:
        when = [said("being_changed")]
    reason = [said("sent_back_because", reason=row.reason)] if row.reason else []
    return Reply(title, tuple(map(Paragraph, (*when, *reason))), private=True)


def asked(row: PlanDraft, others: Sequence[str], own: bool, text: Text) -> Reply:
    """The author waits for a second person; `own`: they wanted to publish it themselves."""
    said = planning(text)
    why = [Paragraph(said("never_alone"))] if own else []
    drop = Button(said("drop"), "incentives.plan_drop", row.seen, Style.DANGER)
    waits = Paragraph(said("waits_for", names=", ".join(others)))
    return Reply(said("waits"), (*why, waits, Buttons((drop,))), private=True)


def file(plan: Plan, text: Text) -> Reply:
    name = f"{plan.id}-v{plan.version}.yaml"
    attached = Attachment(name, YAML, as_yaml(plan).encode(), planning(text)("file_label"))
    return Reply(planning(text)("file", name=plan.name), (attached,), private=True)


def _faults(found: Sequence[Fault], text: Text) -> Iterator[Block]:
    said, words = planning(text), faults(text)
    shown = found[:MOST_FAULTS]
    rows = tuple((where(fault, words), worded(fault, words)) for fault in shown)
    yield Table((said("place"), said("fault")), rows)
    if len(found) > len(shown):
        yield Paragraph(said.plural("more_faults", len(found) - len(shown)))
