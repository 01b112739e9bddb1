"""Opens every door that the settings configure, on one server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from bot.app import App
from bot.inbox import Read, Receiver
from bot.outgoing import Sender
from bot.platforms.slack import connect as slack
from bot.platforms.slack import draw as slack_draw
from bot.platforms.slack.config import SlackConfig
from bot.platforms.teams import connect as teams
from bot.platforms.teams import draw as teams_draw
from bot.platforms.teams.config import TeamsConfig
from bot.platforms.web import connect as page
from bot.settings import Settings
from bot.work import Work
from storage.values import Platform


@dataclass
class Doors:
    """What the work behind the doors needs of them; `ring` and `heard` wake that work."""

    server: web.Application
    app: App
    receiver: Receiver
    answered: Callable[[], None]
    senders: dict[Platform, Sender] = field(default_factory=dict)
    readers: dict[Platform, Read] = field(default_factory=dict)

    def open(self) -> None:
        if self.app.settings.has_slack:
            self._slack(self.app.settings)
        self._teams(self.app.settings)
        self._page(self.app.settings)

    def _slack(self, settings: Settings) -> None:
        config = SlackConfig(
            bot_token=settings.slack_bot_token.get_secret_value(),
            signing_secret=settings.slack_signing_secret.get_secret_value(),
            app_token=settings.slack_app_token.get_secret_value(),
            api_url=settings.slack_api_url,
        )
        door = slack.Slack(config, self.app.assistant, self.receiver.receive, self.answered)
        slack.routes(self.server, door)
        self.senders[Platform.SLACK] = door.sender
        self.readers[Platform.SLACK] = door.read

    def _teams(self, settings: Settings) -> None:
        """Without an app id it hears this machine alone, which is how one tries it."""
        config = TeamsConfig(
            app_id=settings.teams_app_id,
            app_password=settings.teams_app_password.get_secret_value(),
            tenant_id=settings.teams_tenant_id,
            app_type=settings.teams_app_type,
            bound_to_loopback=settings.on_loopback,
        )
        door = teams.Teams(config, self.app.assistant, self.receiver.receive, self.answered)
        teams.routes(self.server, door)
        self.senders[Platform.TEAMS] = door.sender
        self.readers[Platform.TEAMS] = door.read

    def _page(self, settings: Settings) -> None:
        drawings = {"slack": slack_draw.message, "teams": teams_draw.message}
        here = settings.has_page
        door = page.Web(self.app.assistant, self.app.store, drawings, self.answered, here)
        page.routes(self.server, door)


def open_doors(server: web.Application, app: App) -> Work:
    """Add each door's routes to the server; the caller starts the work behind them."""
    work = Work(app)
    doors = Doors(server, app, work.receiver, work.wake)
    doors.open()
    work.serve(doors.senders, doors.readers)
    return work
