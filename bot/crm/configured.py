"""The systems that the settings name. Their packages are imported only where they are named."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.crm.outcomes import Target
from bot.crm.port import Crm
from bot.settings import Settings


def targets(settings: Settings, zone: str, mirror: Callable[[Crm], Target]) -> list[Target]:
    return [*_webhooks(settings), *map(mirror, _crms(settings, zone))]


def _webhooks(settings: Settings) -> Iterator[Target]:
    if settings.has_webhook:
        from bot.crm.webhook import Webhook

        yield Webhook(settings.webhook_url, settings.webhook_secret.get_secret_value())


def _crms(settings: Settings, zone: str) -> Iterator[Crm]:
    if settings.has_hubspot:
        yield _hubspot(settings, zone)
    if settings.has_salesforce:
        yield _salesforce(settings)


def _hubspot(settings: Settings, zone: str) -> Crm:
    from bot.crm.hubspot import HubSpot, Stages

    named = settings.hubspot_pipeline, settings.hubspot_open_stage, settings.hubspot_lost_stage
    return HubSpot(
        token=settings.hubspot_token.get_secret_value(),
        url=settings.hubspot_api_url,
        zone=zone,
        currency=settings.hubspot_currency,
        stages=Stages(*named),
    )


def _salesforce(settings: Settings) -> Crm:
    from bot.crm.salesforce import Names, Salesforce

    return Salesforce(
        url=settings.salesforce_url,
        client_id=settings.salesforce_client_id,
        client_secret=settings.salesforce_client_secret.get_secret_value(),
        currency=settings.salesforce_currency,
        names=Names(settings.salesforce_open_stage, settings.salesforce_lost_stage),
    )
