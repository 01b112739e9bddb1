"""The process in which a file is parsed: little memory, little time, no network, no writing."""

from __future__ import annotations

import json
import os
import resource
import sys
from contextlib import suppress
from dataclasses import asdict

from knowledge.files.parse import parse
from knowledge.limits import CPU_SECONDS, MEMORY, MOST_OUTPUT
from knowledge.sections import Refused

FORBIDDEN = (
    *("socket.", "subprocess.", "shutil.", "urllib.", "http.", "ftplib.", "smtplib."),
    *("os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "pty."),
    *("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"),
    *("os.chmod", "os.chown", "os.kill", "os.putenv", "webbrowser."),
)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
#: Optional for the parsers, slow to load, and of no use here.
UNWANTED = ("numpy", "defusedxml")


def main() -> None:
    """Read a name and bytes from stdin, write what they say to stdout."""
    name = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    confine()
    sys.stdout.buffer.write(json.dumps(_told(name, content)).encode())


def confine() -> None:
    """Take away from this process what parsing does not need, for good."""
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: MOST_OUTPUT,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        with suppress(ValueError):  # macOS refuses a limit on memory: there only time holds
            resource.setrlimit(limit, (most, most))
    sys.modules.update(dict.fromkeys(UNWANTED))  # type: ignore[arg-type]  # None: not importable
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(FORBIDDEN) or (event == "open" and _writes(*arguments)):
        raise PermissionError(event)


def _writes(_path: object, mode: object, flags: object) -> bool:
    told = isinstance(mode, str) and any(letter in mode for letter in "wax+")
    return told or (isinstance(flags, int) and bool(flags & WRITING))


def _told(name: str, content: bytes) -> dict[str, object]:
    try:
        return asdict(parse(name, content))
    except Refused as why:
        return {"refused": why.key, "facts": why.facts}


if __name__ == "__main__":
    main()
