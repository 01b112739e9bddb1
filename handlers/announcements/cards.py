"""How announcements look: to whoever writes, approves or follows one, and to who gets one."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.announcements import forms, plan, wording
from handlers.announcements.plan import Tally
from handlers.announcements.preflight import Preflight
from handlers.conversation.form import Form
from handlers.conversation.reply import (
    AskWith,
    Block,
    Button,
    Buttons,
    Paragraph,
    Reply,
    Style,
    Table,
)
from handlers.conversation.text import Text
from storage.announcements import Announcement, AnnouncementState


def preview(announcement: Announcement, found: Preflight, second: bool, text: Text) -> Reply:
    """What would be sent, to whom and when. Nothing has been sent."""
    notes = (("needs_second", second), ("nobody_reached", not found.reached))
    said = [Paragraph(text(key)) for key, holds in notes if holds]
    send = Button(text("send"), "announcements.send", version(announcement), Style.PRIMARY)
    buttons = Buttons((*([send] if found.reached else []), _cancel(announcement, text)))
    edit = AskWith(text("edit"), forms.to_change(announcement, text))
    title = text.plural("preview", len(found.reached) + len(found.unlinked))
    shown = (*plan.planned(announcement, found, text), *said, buttons, edit)
    return Reply(title, shown, private=True)


def ask(form: Form, text: Text) -> Reply:
    errors = (Paragraph(field.error) for field in form.fields if field.error)
    return Reply(text("incomplete"), (*errors, AskWith(text("open_form"), form)), private=True)


def approval(announcement: Announcement, found: Preflight, author: str, text: Text) -> Reply:
    """The same for the second person, who decides."""
    title = text.plural("asks_approval", len(found.reached), author=author)
    value = version(announcement)
    buttons = (
        Button(text("approve"), "announcements.approve", value, Style.PRIMARY),
        Button(text("decline"), "announcements.decline", value, Style.DANGER),
    )
    return Reply(title, (*plan.planned(announcement, found, text), Buttons(buttons)))


def asked(announcement: Announcement, approvers: Sequence[str], text: Text) -> Reply:
    """The author waits for a second person."""
    named = ", ".join(approvers) or text("nobody_else")
    blocks = (Paragraph(text("waits_for", names=named)), Buttons((_cancel(announcement, text),)))
    return Reply(text("waits"), blocks, replaces=True)


def too_late(announcement: Announcement, text: Text) -> Reply:
    """The preview stood too long: its time has passed."""
    edit = AskWith(text("edit"), forms.to_change(announcement, text))
    return Reply(text("has_passed"), (edit,))


def started(announcement: Announcement, tally: Tally, text: Text) -> Reply:
    """In place of the preview; the card that is kept true comes by itself."""
    state = plan.state(announcement, tally, text)
    title = text.plural("started", sum(tally.values()), state=state)
    return Reply(title, (Paragraph(text("card_follows")),), replaces=True)


def decided(announcement: Announcement, by: str, text: Text) -> Reply:
    """Who has already decided, and when."""
    state = text(f"state_{announcement.state}")
    when = announcement.decided_at
    said = text("decided", name=by, when=when) if when else text("not_decided")
    words = plan.words(announcement, text)
    return Reply(text("title_card", state=state), (*words, Paragraph(said)))


def progress(announcement: Announcement, tally: Tally, text: Text) -> Reply:
    """How it stands, with a button to stop what has not gone out."""
    blocks: tuple[Block, ...] = (
        *plan.words(announcement, text),
        plan.counts(announcement, tally, text),
    )
    if announcement.state is AnnouncementState.RUNNING:
        blocks = (*blocks, Buttons((_cancel(announcement, text),)))
    title = text("title_card", state=plan.state(announcement, tally, text))
    return Reply(title, blocks, private=True)


def overview(found: Sequence[tuple[Announcement, Tally]], text: Text) -> Reply:
    """The latest one in full, the others in a table."""
    (latest, tally), *others = found
    rows = tuple(_row(announcement, counts, text) for announcement, counts in others)
    headers = tuple(text(key) for key in ("words", "state", "delivered", "audience"))
    table = (Table(headers, rows, frozenset({2, 3}), text("earlier")),) if rows else ()
    return progress(latest, tally, text).with_blocks(*table)


def message(announcement: Announcement, vendor: str, text: Text) -> Reply:
    """What a member gets: the frozen words, in their language where there are some."""
    texts = announcement.texts
    words: str = texts.get(text.language) or next(iter(texts.values()))
    return Reply(text("heading", vendor=vendor), (Paragraph(words),))


def version(announcement: Announcement) -> str:
    """What a decision is about: these words, not those of an edit since."""
    return f"{announcement.id}:{announcement.revision}"


def _cancel(announcement: Announcement, text: Text) -> Button:
    return Button(text("cancel"), "announcements.cancel", str(announcement.id), Style.DANGER)


def _row(announcement: Announcement, tally: Tally, text: Text) -> tuple[str, str, str, str]:
    words = next(iter(announcement.texts.values()))
    short = wording.shortened(words)
    sent = sum(tally.get(state, 0) for state in plan.COUNTED["delivered"])
    state = plan.state(announcement, tally, text)
    return short, state, text.show(sent), text.show(sum(tally.values()))
