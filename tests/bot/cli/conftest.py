"""The command line, on a demo world of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from storage.store import Store
from tests.databases import copy

Mitra = Callable[..., str]
Json = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def migrated_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As `mitra demo` leaves it: migrated and loaded."""
    path = tmp_path_factory.mktemp("cli") / "world.db"
    environment = pytest.MonkeyPatch()
    environment.setenv("MITRA_DATABASE_URL", f"sqlite:///{path}")
    assert main(["demo"]) == 0
    environment.undo()
    return path


@pytest.fixture
def world(migrated_world: Path) -> Path:
    """What each test begins with; a module may put more into its own."""
    return migrated_world


@pytest.fixture
def store(world: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it, where the commands look."""
    opened = copy(world, tmp_path / "mitra.db")
    yield opened
    opened.close()


@pytest.fixture
def environment(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> pytest.MonkeyPatch:
    """A folder and a database of its own, English, and nothing configured."""
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "TEAMS_APP_ID", "MITRA_PUBLIC_URL", "LC_ALL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("MITRA_DATABASE_URL", f"sqlite:///{tmp_path / 'mitra.db'}")
    return monkeypatch


@pytest.fixture
def mitra(environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Mitra:
    """Runs a command and gives what it printed; `status` is what it must exit with."""

    def run(*words: str, status: int = 0) -> str:
        capsys.readouterr()
        found = main(list(words))
        printed = capsys.readouterr()
        assert found == status, printed.err
        return printed.out + printed.err

    return run


@pytest.fixture
def say(mitra: Mitra, store: Store) -> Json:
    """`say("rina", "…")` in the demo world, as JSON."""

    def said(who: str, *words: str) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(mitra("say", "--as", who, "--json", *words))
        return document

    return said
