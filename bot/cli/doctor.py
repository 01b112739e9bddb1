"""`mitra doctor`: what is configured, what is missing and how to mend it, in plain words."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from bot.app import App
from bot.cli.failure import Refused
from bot.cli.speak import say
from bot.settings import Settings
from handlers.conversation.text import Text
from storage.values import Language

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
        *_page(app.settings),
        *_slack(app.settings),
        *_teams(app.settings),
    ]
    for finding in findings:
        say(f"[{finding.mark}] {finding.what}")
        if finding.advice:
            say(f"       {finding.advice}")
    broken = sum(finding.mark == MEND for finding in findings)
    if broken:
        raise Refused(f"{broken} to mend, see above")


def _database(app: App) -> Iterator[Finding]:
    state = app.database()
    where = app.store.address
    if not state.reachable:
        advice = "Start the database, or correct MITRA_DATABASE_URL."
        yield Finding(MEND, f"Database {where} cannot be reached: {state.trouble}", advice)
    elif not state.present:
        advice = "mitra demo loads the demo world; mitra migrate makes it ready for your own."
        yield Finding(MEND, f"Database {where} is empty.", advice)
    elif not state.newest:
        yield Finding(MEND, f"Database {where} has an older schema.", "Run mitra migrate.")
    else:
        yield Finding(GOOD, f"Database {where} has the newest schema.")
        yield from _world(app)


def _world(app: App) -> Iterator[Finding]:
    with app.store.reading() as records:
        installation = records.installation.this()
        people = records.people.all()
        unlinked = records.people.unlinked(people)
    if installation is not None and installation.is_demo:
        now = Text.load("help", Language.EN, installation.zone).moment(app.assistant.now())
        yield Finding(GOOD, f"This is the demo world of {installation.vendor}; it is {now} there.")
    if not people:
        yield Finding(MEND, "Nobody is known yet.", "Load the demo world, or add your people.")
        return
    yield Finding(GOOD, f"{len(people)} people are known, {len(unlinked)} of them linked nowhere.")
    if unlinked:
        names = ", ".join(person.name for person in unlinked[:5])
        yield Finding(OFF, f"Nothing reaches {names}.", 'Tell the bot "invite NAME" as staff.')


def _page(settings: Settings) -> Iterator[Finding]:
    address = f"http://{settings.host}:{settings.port}"
    if settings.has_page:
        yield Finding(GOOD, f"The local page is served on {address} to this machine only.")
        return
    reason = "MITRA_PUBLIC_URL is set" if settings.public_url else f"MITRA_HOST is {settings.host}"
    yield Finding(OFF, f"The local page is off, because {reason} and it signs nobody in.")


def _slack(settings: Settings) -> Iterator[Finding]:
    if not settings.has_slack:
        advice = "mitra slack manifest prints an app to create; then set SLACK_BOT_TOKEN."
        yield Finding(OFF, "Slack is not configured.", advice)
        return
    if settings.slack_app_token.get_secret_value():
        yield Finding(GOOD, "Slack connects by Socket Mode.")
    elif not settings.slack_signing_secret.get_secret_value():
        advice = "Set SLACK_SIGNING_SECRET (Basic Information of the app), or SLACK_APP_TOKEN."
        yield Finding(MEND, "Slack cannot reach us: every request would be refused.", advice)
    elif not settings.public_url:
        advice = "Set MITRA_PUBLIC_URL to the https address, or use SLACK_APP_TOKEN."
        yield Finding(MEND, "Slack has no address to send events to.", advice)
    else:
        yield Finding(GOOD, f"Slack sends events to {settings.public_url}/slack/events.")


def _teams(settings: Settings) -> Iterator[Finding]:
    if not settings.has_teams and settings.on_loopback:
        advice = "Create an Azure bot, set TEAMS_APP_ID and TEAMS_APP_PASSWORD."
        what = "Teams is not configured; /api/messages takes callers of this machine only."
        yield Finding(OFF, what, advice)
    elif not settings.has_teams:
        advice = "Set TEAMS_APP_ID and TEAMS_APP_PASSWORD, or MITRA_HOST=127.0.0.1."
        yield Finding(OFF, "Teams is not configured, and every call of it is refused.", advice)
    elif not settings.teams_app_password.get_secret_value():
        yield Finding(MEND, "Teams cannot be answered.", "Set TEAMS_APP_PASSWORD.")
    elif settings.teams_app_type == "SingleTenant" and not settings.teams_tenant_id:
        advice = "Set TEAMS_TENANT_ID, or TEAMS_APP_TYPE=MultiTenant for an old app."
        yield Finding(MEND, "A single-tenant Teams app needs its tenant.", advice)
    else:
        yield Finding(GOOD, f"Teams app {settings.teams_app_id} is configured.")
