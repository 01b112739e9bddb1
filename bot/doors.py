"""Opens every door that the settings configure, on one server."""

from __future__ import annotations

from aiohttp import web

from bot.app import App
from bot.platforms.slack import draw as slack_draw
from bot.platforms.teams import draw as teams_draw
from bot.platforms.web import connect as page
from bot.work import Work


def open_doors(server: web.Application, app: App) -> Work:
    """Add each door's routes to the server; the work behind them is begun by the caller."""
    work = Work(app, senders={}, readers={})
    _page(server, app, work)
    return work


def _page(server: web.Application, app: App, work: Work) -> None:
    drawings = {"slack": slack_draw.message, "teams": teams_draw.message}
    door = page.Web(app.assistant, app.store, drawings, work.wake, app.settings.has_page)
    page.routes(server, door)
