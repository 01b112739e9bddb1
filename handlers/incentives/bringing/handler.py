"""The capability, and who brings sales."""

from __future__ import annotations

from handlers.conversation.handler import Handler
from handlers.conversation.text import Text
from storage.people import Role

sales = Handler("sales")

TAKERS = frozenset({Role.FINANCE, Role.ADMINISTRATOR})


def words(text: Text) -> Text:
    """The catalogue, in the language of another one."""
    return sales.text(text.language, text.zone)
