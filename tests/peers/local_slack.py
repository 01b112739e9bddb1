"""A Slack workspace on this machine: local-slack, a program that was not written for us."""

from __future__ import annotations

import json
import socket
import subprocess
import tempfile
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from bot.settings import Settings
from storage.store import Store
from storage.values import Platform
from tests.peers.outside import npm

PACKAGE = "local-slack-linux-x64@0.1.8"
TEAM = "T01TEST"
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-test-token", "xapp-test-token", "test-signing-secret"
PEOPLE = {
    "rina": "U01RINA",
    "dewi": "U02DEWI",
    "maya": "U03MAYA",
    "budi": "U04BUDI",
    "fajar": "U06FAJAR",
    "joko": "U09JOKO",
}
SECONDS = 20


class LocalSlack:
    """`with LocalSlack(port) as slack:` serves a workspace whose app listens on that port.

    With no port the app connects through Socket Mode.
    """

    def __init__(self, app_port: int = 0) -> None:
        self.port = free_port()
        self._app_port = app_port
        self._stack = ExitStack()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def settings(self, store: Store) -> Settings:
        """For an application that is connected to this workspace."""
        return Settings.model_validate(
            {
                "MITRA_DATABASE_URL": store.url,
                "SLACK_BOT_TOKEN": BOT_TOKEN,
                "SLACK_SIGNING_SECRET": SECRET,
                "SLACK_APP_TOKEN": "" if self._app_port else APP_TOKEN,
                "SLACK_API_URL": f"{self.address}api/",
            }
        )

    def __enter__(self) -> LocalSlack:
        binary = npm(PACKAGE) / "node_modules" / "local-slack-linux-x64" / "bin" / "local-slack"
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "config.json").write_text(json.dumps(self._config()), "utf-8")
        command = [str(binary), "--config", "config.json", "--port", str(self.port)]
        command += ["--base-host", "127.0.0.1"]
        server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
        self._stack.callback(server.wait)
        self._stack.callback(server.terminate)
        self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _wait(self) -> None:
        began = monotonic()
        while monotonic() - began < SECONDS:
            try:
                self.ask("state")
            except (urllib.error.URLError, ConnectionError):
                sleep(0.05)
            else:
                return
        raise TimeoutError("local-slack does not answer")

    def ask(self, what: str) -> Any:
        """From its control API: `state`, `log`, `messages/C01GEN`."""
        with urllib.request.urlopen(f"{self.address}_control/{what}", timeout=5) as answer:
            return json.load(answer)

    def _config(self) -> dict[str, Any]:
        mode: dict[str, str] = {"mode": "socket"}
        if self._app_port:
            address = f"http://127.0.0.1:{self._app_port}/slack/events"
            mode = {"mode": "events", "requestUrl": address}
        everyone = [*PEOPLE.values(), "U0BOT"]
        return {
            "workspace": {"name": "Nusantara Cloud", "domain": "nusantara", "teamId": TEAM},
            "app": {
                "appId": "A01APP",
                "botUserId": "U0BOT",
                "botName": "mitra",
                "botToken": BOT_TOKEN,
                "appToken": APP_TOKEN,
                "signingSecret": SECRET,
                **mode,
            },
            "users": [
                {"id": user, "name": handle, "real_name": handle.title()}
                for handle, user in PEOPLE.items()
            ],
            "channels": [
                {"id": "C01GEN", "name": "general", "members": everyone},
                {"id": "C02SUP", "name": "partner-support", "members": ["U04BUDI", "U0BOT"]},
            ],
        }


def move_in(store: Store) -> None:
    """The demo world's people chat from this workspace."""
    with store.transaction() as records:
        for handle, user in PEOPLE.items():
            account = records.people.account(Platform.SLACK, "demo", handle)
            if account is not None:
                account.workspace, account.user = TEAM, user


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
