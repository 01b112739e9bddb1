"""The systems that the settings name."""

from __future__ import annotations

from collections.abc import Iterator

from bot.crm.outcomes import Target
from bot.settings import Settings


def targets(settings: Settings) -> list[Target]:
    return list(_targets(settings))


def _targets(settings: Settings) -> Iterator[Target]:
    if settings.has_webhook:
        from bot.crm.webhook import Webhook  # an HTTP client, that others start sooner without

        yield Webhook(settings.webhook_url, settings.webhook_secret.get_secret_value())
