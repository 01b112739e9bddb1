"""The capability, and who has a hand in closing a month."""

from __future__ import annotations

from handlers.conversation.handler import Handler
from storage.people import Role

closing = Handler("closing")

#: Who has a month calculated and submits it.
PREPARERS = frozenset({Role.FINANCE, Role.ADMINISTRATOR})
#: Who may approve what somebody else submitted, and close it.
APPROVERS = PREPARERS | {Role.CHANNEL_MANAGER}
