from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "MITRA_DATABASE_URL": f"sqlite:///{folder / 'mitra.db'}",
        "XDG_CACHE_HOME": str(folder / "cache"),
        "LANG": "en_US.UTF-8",
    }
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_command_works_as_a_process(tmp_path: Path) -> None:
    assert run(tmp_path, "demo").returncode == 0
    said = run(tmp_path, "say", "--as", "rina", "--json", "SPIFF saya bulan ini berapa?")
    assert "Rp 8.000.000" in json.loads(said.stdout)["reply"]["text"]
    assert run(tmp_path, "demo").returncode == 1
    assert run(tmp_path, "dance").returncode == 2
