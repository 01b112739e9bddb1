"""Who makes and publishes plans, and who may look at them."""

from __future__ import annotations

from storage.people import Role

MANAGERS = frozenset({Role.CHANNEL_MANAGER})
LOOKERS = MANAGERS | {Role.FINANCE, Role.ADMINISTRATOR}
