"""What an operator sets to connect Slack."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

SLACK = "https://slack.com/api/"


@dataclass(frozen=True, slots=True)
class SlackConfig:
    """Without a signing secret nothing is accepted over HTTP; `app_token` is Socket Mode's.

    `timeout` bounds every call of the Web API and is at most a third of a sender's lease.
    """

    bot_token: str
    signing_secret: str = ""
    app_token: str = ""
    api_url: str = SLACK
    timeout: float = 10.0

    @property
    def api_host(self) -> str:
        return urlsplit(self.api_url).netloc
