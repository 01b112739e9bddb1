"""A private PostgreSQL server from the binaries of this machine, gone when the tests are."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ADDRESS = "MITRA_TEST_POSTGRES_URL"
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
FAST = ("fsync=off", "full_page_writes=off", "listen_addresses=", "max_connections=200")
ACCOUNTS = ("postgres", "nobody")  #: PostgreSQL refuses to be run by root


class NoPostgres(RuntimeError):
    """There is neither a server's address nor anything to start one with."""


@contextmanager
def server() -> Iterator[str]:
    """The address of a server whose databases are ours to make and drop.

    Raises:
        NoPostgres: when there is none to be had.
    """
    if given := os.environ.get(ADDRESS):
        yield given
        return
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="mitra-postgres-"))
    try:
        with _running(binaries, folder):
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    found = [path for place in PLACES for path in Path("/").glob(f"{place[1:]}/initdb")]
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path))
    if not found:
        raise NoPostgres(f"PostgreSQL: no {ADDRESS}, and no initdb on this machine")
    return max(found).parent


@contextmanager
def _running(binaries: Path, folder: Path) -> Iterator[None]:
    as_account = _account(folder)
    data = folder / "data"
    made = [*as_account, str(binaries / "initdb"), "-D", str(data), "-U", "postgres"]
    options = ("--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C")
    subprocess.run([*made, *options], check=True, capture_output=True)
    settings = [part for each in FAST for part in ("-c", each)]
    started = [*as_account, str(binaries / "postgres"), "-D", str(data), "-k", str(folder)]
    log = (folder / "log").open("wb")
    process = subprocess.Popen([*started, *settings], stdout=log, stderr=log, cwd=folder)
    try:
        _wait(data / "postmaster.pid", process)
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)
        log.close()


def _account(folder: Path) -> list[str]:
    """How to run a command as somebody who is not root, and owns the folder."""
    if os.geteuid() != 0:
        return []
    known = {each.pw_name: each for each in pwd.getpwall()}
    account = next((known[name] for name in ACCOUNTS if name in known), None)
    setpriv = shutil.which("setpriv")
    if account is None or setpriv is None:
        raise NoPostgres("PostgreSQL: root may not run it, and there is nobody else to")
    os.chown(folder, account.pw_uid, account.pw_gid)
    ids = (f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups")
    return [setpriv, *ids, "--pdeathsig=INT"]


def _wait(state: Path, process: subprocess.Popen[bytes]) -> None:
    """Until its last line says so: the socket is there before anybody may connect."""
    until = time.monotonic() + 20
    while not (state.exists() and "ready" in state.read_text()):
        if process.poll() is not None or time.monotonic() > until:
            raise NoPostgres("PostgreSQL: the private server did not start")
        time.sleep(0.02)
