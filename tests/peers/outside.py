"""The outside tools that drive real clients; a test names the one that is missing and skips."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
CACHE = HERE / ".cache"
SECONDS = 110  #: for one story in a browser
Heard = Mapping[str, Callable[[], None]]
NOTHING: Heard = {}


def chromium() -> str:
    """Where Chromium is."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("Chromium is missing: install the package chromium")
    return found


def npm(*packages: str) -> Path:
    """The folder whose `node_modules` holds these packages, installed once.

    Each set has a folder of its own: npm takes away what it was not asked for.
    """
    folder = CACHE / packages[0].replace("/", "-")
    if shutil.which("npm") is None:
        pytest.skip("npm is missing: install the packages nodejs and npm")
    wanted = [each for each in packages if not _is_there(folder, each)]
    if wanted:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text("{}", "utf-8")
        command = [
            "npm",
            "install",
            "--prefix",
            str(folder),
            "--no-save",
            "--no-audit",
            "--no-fund",
        ]
        done = subprocess.run([*command, *packages], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"npm cannot install {', '.join(wanted)} here")
    return folder


def story(script: str, name: str, address: str, heard: Heard = NOTHING) -> Any:
    """Play one story of a script in a real browser; what it printed last, as JSON.

    `heard` does what the story asks for on a line of its own.
    """
    line = ""
    with begun(script, name, address) as told:
        for line in told.stdout or ():
            heard.get(line.strip(), lambda: None)()
    assert told.returncode == 0, "the browser has said what is wrong"
    return json.loads(line)


def begun(script: str, name: str, address: str) -> subprocess.Popen[str]:
    packages = npm("playwright-core@1.65.1", "axe-core@4.14.1")
    environment = {**os.environ, "CHROMIUM": chromium(), "PACKAGES": str(packages)}
    command = ["timeout", str(SECONDS), "node", str(HERE / script), name, address]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def _is_there(folder: Path, package: str) -> bool:
    name, _, version = package.rpartition("@")
    manifest = folder / "node_modules" / name / "package.json"
    return manifest.exists() and json.loads(manifest.read_text("utf-8"))["version"] == version
