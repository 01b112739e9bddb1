"""The process that parses can do nothing but parse, and is not believed when it lies."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time

import pytest

from knowledge.files import confined
from knowledge.sections import Refused, Section
from knowledge.sources import UnreadableSource

GOOD = {"title": "A", "version": "", "language": "", "sections": []}
SECTION = {"heading": "H", "text": "T", "page": "3"}
#: Each of these is tried in a process that is as confined as the child.
TRIED = {
    "import socket; socket.socket()": "PermissionError",
    "import socket; socket.create_connection(('127.0.0.1', 9))": "PermissionError",
    "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')": "PermissionError",
    "import subprocess; subprocess.run(['true'])": "PermissionError",
    "import os; os.system('true')": "PermissionError",
    "import os; os.fork()": "PermissionError",
    "import os; os.remove('/tmp/none')": "PermissionError",
    "import os; os.mkdir('/tmp/none')": "PermissionError",
    "open('/tmp/none', 'w')": "PermissionError",
    "open('/tmp/none', 'r+')": "PermissionError",
    "import os; os.open('/tmp/none', os.O_CREAT)": "PermissionError",
    "import tempfile; tempfile.TemporaryFile()": "FileNotFoundError",
    "bytearray(512 * 2**20)": "MemoryError",
    "import numpy": "ModuleNotFoundError",
    "open('/dev/null').read()": "",
}
TRY = """
import sys
from knowledge.files.child import confine
confine()
try:
    exec(sys.argv[1])
except BaseException as error:
    print(type(error).__name__)
"""


def said(answer: object) -> bytes:
    return json.dumps(answer).encode()


@pytest.mark.parametrize("deed", TRIED)
def test_the_child_can_do_nothing_but_parse(deed: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-S", "-P", "-c", TRY, deed],
        env=confined.environment(),
        capture_output=True,
        check=False,
    )
    assert ran.stdout.decode().strip() == TRIED[deed]


def test_the_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MITRA_SECRET", "hush")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/lib")
    assert confined.environment().keys() == {"PYTHONPATH", "LD_LIBRARY_PATH"}


@pytest.mark.parametrize(
    ("program", "key"),
    [
        ("import time; time.sleep(60)", "took_too_long"),
        ("import os; os.abort()", "too_much"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "broken"),
        ("raise SystemExit(3)", "broken"),
        ("print('nonsense')", "broken"),
        ("while True: print('x' * 1000)", "took_too_long"),
    ],
)
def test_a_child_that_goes_wrong_is_a_file_refused(
    program: str, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confined, "COMMAND", (sys.executable, "-c", program))
    monkeypatch.setattr(confined, "SECONDS", 1)
    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        confined.parsed("a.pdf", b"x")
    assert refused.value.key == key
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (1, said(GOOD)),
        (-signal.SIGSEGV, said(GOOD)),
        (0, b""),
        (0, b"\xff"),
        (0, b"[" * 100_000),
        (0, said([])),
        (0, said({})),
        (0, said({**GOOD, "title": 3})),
        (0, said({**GOOD, "sections": {}})),
        (0, said({**GOOD, "sections": [["a", "b", "c"]]})),
        (0, said({**GOOD, "sections": [{"heading": "a", "text": "b"}]})),
        (0, said({**GOOD, "sections": [{**SECTION, "text": None}]})),
        (0, said({"refused": "because"})),
        (0, said({"refused": ["too_much"]})),
    ],
)
def test_nonsense_is_a_broken_file(code: int, words: bytes) -> None:
    with pytest.raises(Refused) as refused:
        confined.believed(code, words)
    assert refused.value.key == "broken"


@pytest.mark.parametrize("code", [-signal.SIGXCPU, -signal.SIGKILL])
def test_a_child_that_was_stopped_took_too_long(code: int) -> None:
    with pytest.raises(Refused) as refused:
        confined.believed(code, b"")
    assert refused.value.key == "took_too_long"


def test_facts_are_only_words_and_numbers() -> None:
    facts = {"what": "pages", "most": 9, "more": "x", "name": {}}
    with pytest.raises(Refused) as refused:
        confined.believed(0, said({"refused": "too_much", "facts": facts}))
    assert refused.value.facts == {"what": "pages", "most": 9}
    with pytest.raises(Refused) as refused:
        confined.believed(0, said({"refused": "too_much", "facts": {"what": ["pages"]}}))
    assert refused.value.facts == {}
    assert str(UnreadableSource("a.pdf", "too_much")) == "a.pdf: too much data in it"


def test_what_is_well_said_is_believed() -> None:
    found = confined.believed(0, said({**GOOD, "sections": [SECTION]}))
    assert found.sections == (Section("H", "T", "3"),)
