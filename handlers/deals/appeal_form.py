"""The form in which a partner appeals."""

from __future__ import annotations

from handlers.conversation.form import Form, TextField
from handlers.conversation.reply import AskWith
from handlers.conversation.text import Text

CATALOGUE = "deal_appeals"


def appeal(subject: str, text: Text, *, error: str = "") -> AskWith:
    """The subject is a deal's number, or a customer as the partner wrote it."""
    said = Text.load(CATALOGUE, text.language, text.zone)
    why = TextField("why", said("label_why"), multiline=True, error=error)
    title = said("form_title", about=subject)
    form = Form("deals.appeal", title, (why,), said("form_submit"), subject=subject)
    return AskWith(said("appeal"), form)
