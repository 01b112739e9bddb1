"""The capability: what is earned, and the plans that say so; its modules register on it."""

from __future__ import annotations

from handlers.conversation.handler import Handler

incentives = Handler("incentives")
