"""Hostile files are read or refused within 20 seconds and 512 MB, and reach nothing outside."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import PurePath
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.files import confined
from knowledge.sections import Refused
from knowledge.sources import READABLE, TEXT, WHY, UnreadableSource, read
from tests.knowledge.files import hostile
from tests.knowledge.files.making import each_kind

Group = Callable[[], dict[str, bytes]]

READ = "read"
MOST_SECONDS, MOST_MEGABYTES = 20, 512
#: Runs the child as we do, and says how much memory it took; a process that is started by a
#: large one counts the memory of that one as its own, so a small one has to stand between.
MEASURE = """
import json, resource, subprocess, sys
ended = subprocess.run(sys.argv[1:], stdin=0, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([ended.returncode, largest / 1024]))
sys.stdout.flush()
sys.stdout.buffer.write(ended.stdout)
"""


@dataclass(frozen=True, slots=True)
class Measured:
    key: str
    text: str
    seconds: float
    megabytes: float


@pytest.fixture(scope="module")
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server that must not be asked, and what it was asked."""
    requests: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            self.send_error(404)

    server = HTTPServer(("127.0.0.1", 0), Listener)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", requests
    server.shutdown()
    thread.join()
    server.server_close()


def measured(name: str, content: bytes) -> Measured:
    """What becomes of a file in the child, and what that costs."""
    began = time.monotonic()
    ran = subprocess.run(
        [sys.executable, "-S", "-c", MEASURE, *confined.COMMAND],
        input=json.dumps(name).encode() + b"\n" + content,
        stdout=subprocess.PIPE,
        env=confined.environment(),
        check=True,
    )
    seconds = time.monotonic() - began
    first, _, said = ran.stdout.partition(b"\n")
    code, megabytes = json.loads(first)
    try:
        found = confined.believed(code, said)
    except Refused as why:
        return Measured(why.key, "", seconds, megabytes)
    return Measured("", " ".join(section.text for section in found.sections), seconds, megabytes)


@pytest.mark.timeout(400)  # each file within 20 seconds; together more, on a busy machine
@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (
            hostile.archives,
            {
                "bomb of ten gigabytes.docx": "too_much",
                "bomb of a hundred megabytes.xlsx": "too_much",
                "bomb in a picture.pptx": "too_much",
                "lies about its size.docx": "broken",
                "archives in archives.docx": "broken",
                "archive with an archive.docx": READ,
                "ten thousand members.xlsx": "too_much",
                "climbs out.docx": READ,
                "cut short.docx": "broken",
                "no document.docx": "broken",
            },
        ),
        (
            hostile.pdfs,
            {
                "ten thousand pages.pdf": "too_much",
                "pages in a circle.pdf": "empty",
                "outline in a circle.pdf": "empty",
                "deep objects.pdf": "empty",
                "calls itself.pdf": "empty",
                "flate bomb.pdf": "too_much",
                "cut short.pdf": "broken",
                "begins well.pdf": "broken",
                "only a picture.pdf": "empty",
                "encrypted.pdf": "encrypted",
            },
        ),
        (
            hostile.deep,
            {
                "deep.html": "too_much",
                "deep tables.html": "too_much",
                "deep inside a heading.html": "too_much",
                "deep quotes.md": "empty",
                "deep lists.md": READ,
                "many brackets.md": READ,
                "deep.jsonl": "too_much",
                "deep list.jsonl": "too_much",
                "deep.docx": "broken",
            },
        ),
        (
            hostile.large,
            {
                "far corner.xlsx": "too_much",
                "many rows.csv": "too_much",
                "many columns.csv": "too_much",
                "one cell.csv": "too_much",
                "names again and again.xlsx": "too_much",
                "many words.html": "too_much",
                "many accents.txt": READ,
                "one long line.md": READ,
                "many headings.html": "too_much",
            },
        ),
    ],
)
def test_what_is_hostile_is_refused_soon(group: Group, expected: dict[str, str]) -> None:
    assert {name: became(name, content) for name, content in group().items()} == expected


@pytest.mark.parametrize("kind", ["wants a file", "wants a page", "laughs"])
def test_entities_are_never_put_in(kind: str, asked: tuple[str, list[str]]) -> None:
    listener, requests = asked
    for name, content in hostile.entities(listener, kind).items():
        found = within(measured(name, content))
        assert not any(words in found.text for words in ("root:", "lollol")), name
        assert found.key == "broken" or not name.endswith("x") or "behind" in name, name
    assert not requests


def test_links_are_never_followed(asked: tuple[str, list[str]]) -> None:
    listener, requests = asked
    for name, content in hostile.linking(listener).items():
        assert became(name, content) == READ, name
    assert not requests


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pdf", "csv", "txt", "html"])
def test_a_name_that_lies_is_refused_or_the_file_is_only_text(suffix: str) -> None:
    for name, content in hostile.lying(suffix).items():
        is_text = name in ("html called.csv", "html called.txt")
        assert became(name, content) in ({READ} if is_text else {"broken", "not_text"}), name


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx", "a.pdf"])
def test_a_file_with_a_password_is_refused(name: str) -> None:
    is_pdf = name.endswith("pdf")
    content = hostile.encrypted_pdf() if is_pdf else hostile.encrypted_office()
    assert became(name, content) == "encrypted"


@pytest.mark.parametrize("suffix", READABLE)
@given(content=st.binary(max_size=300))
@settings(max_examples=3, deadline=None)
def test_any_bytes_are_read_or_refused(suffix: str, content: bytes) -> None:
    assert key(f"a{suffix}", content) in {READ, *WHY}


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".pptx", ".xlsx"])
@given(data=st.data())
@settings(max_examples=5, deadline=None)
def test_a_damaged_file_is_read_or_refused(suffix: str, data: st.DataObject) -> None:
    content = bytearray(undamaged()[f"a{suffix}"])
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=20)):
        content[at] = data.draw(st.integers(0, 255))
    assert key(f"a{suffix}", bytes(content)) in {READ, *WHY}


@cache
def undamaged() -> dict[str, bytes]:
    return each_kind("Tiers", "There are three tiers.")


def key(name: str, content: bytes) -> str:
    """Why a file is refused, or READ."""
    try:
        return READ if read(name, content).sections else ""
    except UnreadableSource as why:
        return why.key if str(why).startswith(f"{name}: ") else ""


def became(name: str, content: bytes) -> str:
    """The same, measured where there is a child to be measured."""
    if PurePath(name).suffix in TEXT:
        return key(name, content)
    found = within(measured(name, content))
    return found.key or (READ if found.text else "empty")


def within(found: Measured) -> Measured:
    assert found.seconds < MOST_SECONDS
    assert found.megabytes < MOST_MEGABYTES
    return found
