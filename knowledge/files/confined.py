"""Has a file parsed by a child process, and believes nothing of what it says unchecked."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import IO

from knowledge.limits import CHILDREN, MOST_OUTPUT, SECONDS
from knowledge.sections import Parsed, Refused, Section

COMMAND = (sys.executable, "-S", "-s", "-P", "-B", "-X", "utf8", "-m", "knowledge.files.child")
ROOT = Path(__file__).parents[2]
KEYS = frozenset({"broken", "encrypted", "not_text", "too_much"})  #: what a child may find
OUT_OF_TIME = frozenset({-signal.SIGXCPU, -signal.SIGKILL})
OUT_OF_MEMORY = frozenset({-signal.SIGABRT, -signal.SIGTRAP, -signal.SIGILL})
_free = BoundedSemaphore(CHILDREN)


def parsed(name: str, content: bytes) -> Parsed:
    """What a file says, read by a process that may crash, hang or lie.

    Raises:
        Refused: whatever became of it.
    """
    with _free, TemporaryFile() as asked, TemporaryFile() as told:
        asked.write(json.dumps(name).encode() + b"\n" + content)
        asked.seek(0)
        code = _run(asked, told)
        told.seek(0)
        return believed(code, told.read(MOST_OUTPUT))


def believed(code: int, said: bytes) -> Parsed:
    """What the child has said, if it is what a child says."""
    if code in OUT_OF_TIME:
        raise Refused("took_too_long", seconds=SECONDS)
    if code in OUT_OF_MEMORY:
        raise Refused("too_much", what="memory")
    answer = _answer(said) if code == 0 else {}
    refused = answer.get("refused")
    if isinstance(refused, str) and refused in KEYS:
        raise Refused(refused, **_facts(answer.get("facts")))
    return _parsed(answer)


def _answer(said: bytes) -> dict[str, object]:
    try:
        answer = json.loads(said)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _run(asked: IO[bytes], told: IO[bytes]) -> int:
    child = subprocess.Popen(
        COMMAND,
        stdin=asked,
        stdout=told,
        stderr=subprocess.DEVNULL,
        env=environment(),
        cwd=os.sep,
    )
    try:
        return child.wait(SECONDS)
    except subprocess.TimeoutExpired:
        return -signal.SIGKILL
    finally:
        child.kill()
        child.wait()


def environment() -> dict[str, str]:
    """Where modules are, and nothing else: what is secret stays here."""
    paths = [str(ROOT), *(path for path in sys.path if path)]
    needed = {key: os.environ[key] for key in ("LD_LIBRARY_PATH",) if key in os.environ}
    return {"PYTHONPATH": os.pathsep.join(paths), **needed}


def _facts(facts: object) -> dict[str, object]:
    pairs = facts.items() if isinstance(facts, dict) else ()
    return {
        key: value
        for key, value in pairs
        if key in ("what", "most") and isinstance(value, str | int)
    }


def _parsed(answer: dict[str, object]) -> Parsed:
    title, version, language = (answer.get(key) for key in ("title", "version", "language"))
    sections = answer.get("sections")
    if not isinstance(sections, list) or not all(map(_is_text, (title, version, language))):
        raise Refused("broken")
    return Parsed(str(title), str(version), str(language), tuple(map(_section, sections)))


def _section(said: object) -> Section:
    known = {"heading", "text", "page"}
    if not isinstance(said, dict) or said.keys() != known or not all(map(_is_text, said.values())):
        raise Refused("broken")
    return Section(**said)


def _is_text(value: object) -> bool:
    return isinstance(value, str)
