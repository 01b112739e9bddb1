"""The capability, and who may keep the knowledge."""

from __future__ import annotations

from handlers.conversation.handler import Handler
from storage.people import Role

library = Handler("library")

#: Who adds, changes and withdraws documents, and sees to gaps.
KEEPERS = frozenset({Role.CHANNEL_MANAGER, Role.SUPPORT})
