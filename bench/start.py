"""How long `mitra say` takes cold, and the server from its start to its first ready answer."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

RUNS = 5
MITRA = (sys.executable, "-m", "bot")
SENTENCE = "SPIFF saya bulan ini berapa?"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "MITRA_DATABASE_URL": f"sqlite:///{Path(folder) / 'b.db'}"}
        _run((*MITRA, "demo"), environment)
        bare = _median([_run((sys.executable, "-c", "pass"), environment) for _ in range(RUNS)])
        say = (*MITRA, "say", "--as", "rina", SENTENCE)
        said = _median([_run(say, environment) for _ in range(RUNS)])
        ready = _median([_ready(environment) for _ in range(RUNS)])
    print(f"bare Python                 {bare:6.2f} s")
    print(f"mitra say, cold             {said:6.2f} s   (at most 1 s)")
    print(f"mitra serve, start to ready {ready:6.2f} s   (at most 3 s)")


def _run(command: tuple[str, ...], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _ready(environment: dict[str, str]) -> float:
    port = free_port()
    began = time.perf_counter()
    server = subprocess.Popen(
        (*MITRA, "serve"),
        env={**environment, "MITRA_PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _answers(f"http://127.0.0.1:{port}/readyz"):
            time.sleep(0.01)
        return time.perf_counter() - began
    finally:
        server.terminate()
        server.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _median(seconds: list[float]) -> float:
    return statistics.median(seconds)


if __name__ == "__main__":
    main()
