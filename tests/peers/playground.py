"""Teams on this machine: Microsoft's Agents Playground, a program that was not written for us."""

from __future__ import annotations

import subprocess
import tempfile
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from time import monotonic, sleep

from storage.store import Store
from storage.values import Platform
from tests.peers.local_slack import free_port
from tests.peers.outside import npm

PACKAGE = "@microsoft/m365agentsplayground@0.2.28"
TENANT = "11111111-1111-1111-1111-111111111111"
OBJECT = "33333333-3333-3333-3333-333333333333"
SECONDS = 40
#: It wants exactly five people beside the one who looks at it, and its own spelling.
PERSON = """{indent}id: {id}
{indent}name: {name}
{indent}userPrincipleName: {id}@contoso.test
{indent}aadObjectId: {aad}
{indent}givenName: {name}
{indent}surname: Test
{indent}email: {id}@contoso.test
"""
CONFIG = """version: "0.1.1"
tenantId: {tenant}
bot:
  id: 22222222-2222-2222-2222-222222222222
  name: Mitra
currentUser:
{me}users:
{others}personalChat:
  id: personal-chat-id
groupChat:
  id: group-chat-id
  name: Ops group
team:
  id: team-id
  name: Ops team
  aadGroupId: 55555555-5555-5555-5555-555555555555
  channels:
    - id: channel-announcements-id
      name: Announcements
"""


class Playground:
    """`with Playground(app_port) as address:` shows one person's Teams at that address."""

    def __init__(self, app_port: int) -> None:
        self._app_port = app_port
        self._stack = ExitStack()

    def __enter__(self) -> str:
        script = npm(PACKAGE) / "node_modules" / PACKAGE.rpartition("@")[0] / "cli.js"
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / ".m365agentsplayground.yml").write_text(_config(), "utf-8")
        port = free_port()
        endpoint = f"http://127.0.0.1:{self._app_port}/api/messages"
        command = ["node", str(script), "start", "-e", endpoint, "-c", "msteams", "-p", str(port)]
        server = subprocess.Popen(
            [*command, "--disable-telemetry"], cwd=folder, stdout=subprocess.DEVNULL
        )
        self._stack.callback(server.wait)
        self._stack.callback(server.terminate)
        address = f"http://127.0.0.1:{port}/"
        _wait(address)
        return address

    def __exit__(self, *_: object) -> None:
        self._stack.close()


def move_in(store: Store, handle: str) -> None:
    """This person of the demo world looks at the playground, and reads nothing elsewhere."""
    with store.transaction() as records:
        person = records.people.with_handle(handle)
        assert person is not None
        account, *others = records.people.accounts(person.id)
        for other in others:
            records.session.delete(other)
        records.session.flush()
        account.platform, account.workspace, account.user = Platform.TEAMS, TENANT, OBJECT
        person.preferred = Platform.TEAMS


def _config() -> str:
    me = PERSON.format(indent="  ", id="user-alice", name="Alice", aad=OBJECT)
    others = "".join(
        "  - "
        + PERSON.format(
            indent="    ",
            id=f"user-id-{number}",
            name=f"Person {number}",
            aad=f"44444444-4444-4444-4444-44444444440{number}",
        ).lstrip()
        for number in range(1, 6)
    )
    return CONFIG.format(tenant=TENANT, me=me, others=others)


def _wait(address: str) -> None:
    began = monotonic()
    while monotonic() - began < SECONDS:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            sleep(0.1)
    raise TimeoutError("the playground does not answer")
