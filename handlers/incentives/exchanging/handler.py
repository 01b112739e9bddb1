"""The capability, and who enters rates."""

from __future__ import annotations

from handlers.conversation.handler import Handler
from storage.people import Role

rates = Handler("rates")

KEEPERS = frozenset({Role.FINANCE})
LOOKERS = KEEPERS | {Role.CHANNEL_MANAGER, Role.ADMINISTRATOR}
