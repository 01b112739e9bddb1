"""A bare Bolt app that does nothing with a message: what any Slack bot in Python costs."""

from __future__ import annotations

import os
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

app = AsyncApp(
    signing_secret=os.environ["SLACK_SIGNING_SECRET"],
    client=AsyncWebClient(os.environ["SLACK_BOT_TOKEN"], os.environ["SLACK_API_URL"]),
)


@app.event("message")
async def nothing(event: dict[str, Any]) -> None:
    pass


if __name__ == "__main__":
    app.start(port=int(os.environ["MITRA_PORT"]), host="127.0.0.1")
