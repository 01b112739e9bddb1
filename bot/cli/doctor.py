"""`mitra doctor`: what is configured, what is missing and how to mend it, in plain words."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec

from bot.app import App
from bot.cli.failure import Refused
from bot.cli.speak import say, words
from bot.settings import Settings
from handlers.conversation.text import Value
from storage.crm import ChangeState

GOOD, OFF, MEND = "ok  ", "off ", "mend"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `advice` says what to do when the mark is not ok."""

    mark: str
    what: str
    advice: str = ""


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(given: argparse.Namespace) -> None:
    """
    Raises:
        Refused: when something must be mended before people can be served.
    """
    app = App(Settings())
    findings = [
        *_database(app),
        *_models(app),
        *_page(app.settings),
        *_slack(app.settings),
        *_teams(app.settings),
        *_following(app),
    ]
    for finding in findings:
        say(f"[{finding.mark}] {finding.what}")
        if finding.advice:
            say(f"       {finding.advice}")
    broken = sum(finding.mark == MEND for finding in findings)
    if broken:
        raise Refused("doctor_to_mend", count=broken)


def _database(app: App) -> Iterator[Finding]:
    state = app.database()
    where = app.store.address
    if not state.reachable:
        yield _found(MEND, "database_unreachable", where=where, trouble=state.trouble)
    elif not state.present:
        yield _found(MEND, "database_empty", where=where)
    elif not state.newest:
        yield _found(MEND, "database_old", where=where)
    else:
        yield _found(GOOD, "database_good", where=where)
        yield from _world(app)


def _world(app: App) -> Iterator[Finding]:
    with app.store.reading() as records:
        installation = records.installation.this()
        people = records.people.all()
        unlinked = records.people.unlinked(people)
    if installation is not None and installation.is_demo:
        now = words().moment(app.assistant.now(), installation.zone)
        yield _found(GOOD, "demo_world", vendor=installation.vendor, now=now)
    if not people:
        yield _found(MEND, "nobody")
        return
    yield _found(GOOD, "people", people=len(people), unlinked=len(unlinked))
    if unlinked:
        yield _found(OFF, "unlinked", names=", ".join(person.name for person in unlinked[:5]))


def _models(app: App) -> Iterator[Finding]:
    models = app.models
    if not models.has_encoder:
        yield _found(MEND if models.named else OFF, "no_encoder", where=str(models.named or ""))
    else:
        yield _found(GOOD, "encoder", name=models.encoder_name)
    if not models.has_reader:
        yield _found(OFF, "no_reader")


def _page(settings: Settings) -> Iterator[Finding]:
    if settings.has_page:
        yield _found(GOOD, "page_on", address=f"http://{settings.host}:{settings.port}")
        return
    name = "MITRA_PUBLIC_URL" if settings.public_url else "MITRA_HOST"
    yield _found(OFF, "page_off", reason=f"{name}={settings.public_url or settings.host}")


def _slack(settings: Settings) -> Iterator[Finding]:
    if not settings.has_slack:
        yield _found(OFF, "slack_off")
    elif settings.slack_app_token.get_secret_value():
        yield _found(GOOD, "slack_socket")
    elif not settings.slack_signing_secret.get_secret_value():
        yield _found(MEND, "slack_unsigned")
    elif not settings.public_url:
        yield _found(MEND, "slack_no_address")
    else:
        yield _found(GOOD, "slack_on", address=settings.public_url)


def _teams(settings: Settings) -> Iterator[Finding]:
    single = settings.teams_app_type == "SingleTenant"
    managed = settings.teams_app_type == "UserAssignedMSI"
    if not settings.has_teams:
        yield _found(OFF, "teams_local" if settings.on_loopback else "teams_refused")
    elif not managed and not settings.teams_app_password.get_secret_value():
        yield _found(MEND, "teams_no_password")
    elif single and not settings.teams_tenant_id:
        yield _found(MEND, "teams_no_tenant")
    else:
        yield _found(GOOD, "teams_on", app_id=settings.teams_app_id)


def _following(app: App) -> Iterator[Finding]:
    settings = app.settings
    packages = {"HubSpot": "hubspot", "Salesforce": "simple_salesforce"}
    on = {"HubSpot": settings.has_hubspot, "Salesforce": settings.has_salesforce}
    missing = [name for name in packages if on[name] and find_spec(packages[name]) is None]
    yield from (_found(MEND, "crm_package", name=name) for name in missing)
    yield from _half_set(settings)
    if not settings.has_webhook and not any(on.values()):
        yield _found(OFF, "follow_none")
    elif app.database().newest:
        yield from _followers(app)


def _half_set(settings: Settings) -> Iterator[Finding]:
    if settings.webhook_url and not settings.has_webhook:
        yield _found(MEND, "webhook_unsigned")
    if settings.salesforce_url and not settings.has_salesforce:
        yield _found(MEND, "salesforce_unknown")


def _followers(app: App) -> Iterator[Finding]:
    with app.store.reading() as records:
        found = [(each, records.crm.tally(each.name)) for each in records.crm.targets()]
    for target, tally in found:
        counts = {state.value: tally.get(state, 0) for state in ChangeState}
        if target.reason:
            yield _found(MEND, "crm_gone", name=target.name, reason=target.reason)
        elif counts["failed"]:
            yield _found(MEND, "crm_failed", name=target.name, **counts)
        elif target.active:
            yield _found(GOOD, "crm_on", name=target.name, **counts)


def _found(mark: str, key: str, **values: Value) -> Finding:
    """The catalogue's `KEY` and, for what is not ok, its `KEY_advice`."""
    text = words()
    advice = text.replies.get(f"{key}_advice", "")
    return Finding(mark, text(key, **values), advice)
